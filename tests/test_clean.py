"""clean: each rule with a text that needs it and one that it must leave alone; and the laws."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from archives import FIRST, HOME, SEEDS, Place, needs_seeds
from hypothesis import given
from hypothesis import strategies as st

from cuttings.body import to_markdown
from cuttings.clean import clean, clean_lines, replay, source_lines, vocabulary
from cuttings.clean.lines import WORD, lines_of
from cuttings.clean.recurring import line_key, line_keys, recurring
from cuttings.clean.rules import ALONE, RULES
from cuttings.clean.shape import COLUMNS, Shapes, shapes
from cuttings.clean.vocabulary import Vocabulary
from cuttings.describe import describe
from cuttings.fixity import Sha256
from cuttings.model import Article, Original, Settings
from cuttings.read import original

BODY = (
    "Ministers of Norway and Sweden agreed on Friday to build a bridge across the water between them.\n\n"
    "The work will take five years, they said, and cost less than the ferries do in the same time.\n"
)
TITLE = "Ministers agree on a bridge over the Sund\n\n"

# (rule, text around the article that it cuts, lines cut)
CUTS = [
    ("phrases", "Skip to content\nShare | Tweet | Print\n\n" + TITLE + BODY, ["Skip to content", "Share | Tweet | Print"]),
    ("menu", "Business\nSport\nCulture\n\n" + TITLE + BODY, ["Business", "Sport", "Culture"]),
    ("no-words", TITLE + "17\n\n" + BODY + "\n0 : 0\n", ["17", "0 : 0"]),
    ("no-words", TITLE + "3 comments\n\n" + BODY, ["3 comments"]),
    ("pagination", TITLE + BODY + "\nPrevious page 1 2 3 Next page\n", ["Previous page 1 2 3 Next page"]),
    ("stylesheet", TITLE + BODY + "\n• narrow-screen\n• wide-screen\n", ["• narrow-screen", "• wide-screen"]),
    ("related", TITLE + BODY + "\nLatest articles\n\nFerries to be sold\n\nFerries to be sold\n", ["Latest articles"] + ["Ferries to be sold"] * 2),
    ("related", TITLE + "Related readings:\nFerries to be sold\nA tunnel instead?\n\n" + BODY, ["Related readings:", "Ferries to be sold", "A tunnel instead?"]),
    ("related", TITLE + BODY + "\nREAD MORE: Ferries to be sold\n", ["READ MORE: Ferries to be sold"]),
    ("repeated", TITLE + BODY + "\n" + TITLE, [TITLE.strip()]),
    ("glued-headline", TITLE + BODY + "\n" + TITLE.strip() + "\u00a0 Ferries to be sold\n", [TITLE.strip() + "\u00a0 Ferries to be sold"]),
    ("notices", TITLE + BODY + "\n© 2008 The Courier. All rights reserved.\n", ["© 2008 The Courier. All rights reserved."]),
    ("notices", "We use cookies to improve your experience.\n" + TITLE + BODY, ["We use cookies to improve your experience."]),
    ("notices", TITLE + BODY + "\nSign up for our daily newsletter.\n", ["Sign up for our daily newsletter."]),
    ("closing-notice", TITLE + BODY + "\nTo report an error, please click here.\n", ["To report an error, please click here."]),
    ("unlikely", TITLE + BODY + "\nThe Courier Group | Jobs | Press\n", ["The Courier Group | Jobs | Press"]),
    ("before-headline", "The Courier Group\n\n" + TITLE + BODY, ["The Courier Group"]),
]  # fmt: skip

# Texts that look like furniture and are not.
KEPT = [
    TITLE + BODY + "\nThe newspapers shared the news on their front pages.\n",
    TITLE + BODY + "\n2008\n\nThat was the year in which the first of the bridges was opened to trains.\n",
    TITLE + BODY + "\n“Please note what we agreed,” said the minister, “and tell us if we forget it.”\n",
    TITLE + BODY + "\nRelated questions of law were left to a committee, which is to report in the spring.\n",
    TITLE + BODY + "\nCookies were served to the ministers when the signing was over, and the press had none.\n",
    TITLE + BODY + "\nThe ferries\n\nThe ferries will be sold when the bridge is open, and their crews go to the railways.\n",
    TITLE + "By Anna Berg\n\n14 June 2008\n\n" + BODY,
    TITLE + BODY + "\nWriting by Anna Berg, editing by Tom Hill\n",
    TITLE + BODY + "\n1. The bridge shall be open to all.\n2. The toll shall be the same for all.\n",
]


def received(text: str, name: str = "a.txt") -> Original:
    return original(name, text.encode())[0]


@pytest.mark.parametrize(("rule", "text", "lines"), CUTS)
def test_what_a_rule_cuts(rule: str, text: str, lines: list[str]) -> None:
    cleaned = clean(received(text))

    assert [step.text for step in cleaned.steps if step.rule == rule] == lines
    left = [line.text for line in cleaned.lines]
    assert left == [TITLE.strip(), *BODY.strip().split("\n\n")]


@pytest.mark.parametrize("text", KEPT)
def test_what_no_rule_cuts(text: str) -> None:
    assert clean(received(text)).steps == ()


def originals() -> list[Path]:
    folders = [HOME / "content" / "originals", *([SEEDS] if SEEDS.is_dir() else [])]
    return [
        file for folder in folders for file in sorted(folder.glob("*")) if file.suffix in (".txt", ".html") and "manifest" not in file.name
    ]


@pytest.mark.parametrize("file", originals(), ids=lambda file: file.name)
def test_the_steps_are_the_whole_difference(file: Path) -> None:
    one = original(file.name, file.read_bytes())[0]
    cleaned = clean(one)

    replayed = replay(source_lines(one), cleaned.steps)

    assert [(line.number, line.text) for line in replayed] == [(line.number, line.text) for line in cleaned.lines]


@pytest.mark.parametrize("file", originals(), ids=lambda file: file.name)
def test_cleaning_what_is_clean_changes_nothing(file: Path) -> None:
    cleaned = clean(original(file.name, file.read_bytes())[0])

    assert clean_lines(cleaned.lines).steps == ()


@pytest.mark.parametrize("file", [file for file in originals() if file.suffix == ".txt"], ids=lambda file: file.name)
def test_every_word_is_in_the_article_or_in_a_step(file: Path) -> None:
    one = original(file.name, file.read_bytes())[0]
    article = describe(one, clean(one), Settings())

    stray = sum((words(step.text) for step in article.steps if step.kept != "pull_quote"), Counter())
    assert words(one.text) == words(article.title) + words(article.description) + words(blocks(article)) + stray


@given(st.text(alphabet=st.sampled_from('ab. \n\n•|1©?"“”-–:()Share'), max_size=300))
def test_the_laws_hold_for_any_text(text: str) -> None:
    one = Original("a.txt", Sha256("0" * 64), "text/plain", "utf-8", text)
    cleaned = clean(one)

    replayed = replay(lines_of(text), cleaned.steps)
    assert [(line.number, line.text) for line in replayed] == [(line.number, line.text) for line in cleaned.lines]
    assert clean_lines(cleaned.lines).steps == ()


@needs_seeds
def test_no_seed_has_a_line_of_prose_cut_without_a_rule_for_it() -> None:
    for file in sorted(SEEDS.glob("*.txt")):
        rules = {step.rule for step in clean(original(file.name, file.read_bytes())[0]).steps}
        assert "tail" not in rules, file.name


def test_a_page_s_furniture_goes_and_its_own_parts_stay() -> None:
    page = """<html><head><title>A bridge - The Courier</title></head><body><nav><a>Home</a></nav><article><h1>A bridge over the Sund</h1>
    <figure><img src="x.jpg"><figcaption>The Sund at dawn.</figcaption></figure>
    <p>Ministers of Norway and Sweden agreed on Friday to build a bridge across the water between them, and told the press about it.</p>
    <h2>The cost</h2><p>The work will take five years, they said, and cost less than the ferries do in the same time.</p>
    <ul><li>trains on the upper deck;</li><li>cars on the lower deck.</li></ul>
    <p>The first stone will be laid in spring, when the ice has gone from the narrows and the ships can pass again.</p></article>
    <aside><h3>Most read</h3><ul><li>Ferries to be sold</li></ul></aside><footer>© 2008 The Courier</footer></body></html>"""
    one = received(page, "a.html")
    article = describe(one, clean(one), Settings())

    kinds = [(block.kind, block.text[:20]) for block in article.blocks]
    assert article.title == "A bridge over the Sund"
    assert kinds == [
        ("caption", "The Sund at dawn."),
        ("paragraph", "Ministers of Norway "),
        ("subhead", "The cost"),
        ("paragraph", "The work will take f"),
        ("list", "trains on the upper "),
        ("paragraph", "The first stone will"),
    ]
    assert {"Most read", "Ferries to be sold", "© 2008 The Courier"} <= {step.text for step in article.steps}


def test_a_long_line_of_brackets_takes_no_time() -> None:
    for sign in ("(", "[", "“", "- ", "a ", "A, ", "By A ", "• a-"):
        clean(received(FIRST + sign * 50_000))


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def blocks(article: Article) -> str:
    return "\n".join(block.text for block in article.blocks)


# Lines of one paragraph, and what they are read as.
FOLDED = [
    (
        """The ministers of Norway and Sweden agreed on Friday to build a bridge across
the water between them, which no ship of the old ferry line will have to pass
again, and told the press in both capitals that the work will take five years
and cost less than the ferries do.
""",
        1,
    ),
    ("The talks with\nAnna Berg\n, who had come from Oslo,\nended at noon.\n", 1),
    ("Ministers met in\nOslo\nand in Stockholm.\n", 1),
    ("One sentence ends here.\nAnother begins here, and ends.\n", 2),
    ("• trains on the upper deck\n• cars on the lower deck\n", 2),
    ("1. The bridge shall be open to all.\n2. The toll shall be the same for all.\n", 2),
    ("home\nnews\nsport\n", 3),
    ("Business\nSport\nCulture\n", 3),
    ("A headline of some length about a bridge\nA standfirst that says some more of it\n", 2),
]


@pytest.mark.parametrize(("text", "count"), FOLDED)
def test_lines_that_were_one_paragraph_are_one_again(text: str, count: int) -> None:
    found = lines_of(text)

    assert len(found) == count
    if count == 1:
        assert "".join(found[0].text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("They want all of the infor-\nmation at once.\n", "They want all of the information at once."),
        ("There came a well-\nknown man.\n", "There came a well-known man."),
        ("They took the Oslo-\nStockholm line.\n", "They took the Oslo-Stockholm line."),
        ("It was soft\u00ad\nened in the end.\n", "It was softened in the end."),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole_again(text: str, whole: str) -> None:
    assert [line.text for line in lines_of(text)] == [whole]


HEAD = "The Courier of Oslo and of all the towns on the Sund"
FOOT = "The Courier is printed at Harbour Street in Oslo on all days but Mondays"


def texts(count: int) -> list[Original]:
    about = ("harbour master", "fish market", "town library", "old school", "river port")
    return [
        received(f"{HEAD}\n\n{name.title()} opens its doors\n\n14 June 2008\n\n{BODY.replace('bridge', name)}\n{FOOT}\n", f"{number}.txt")
        for number, name in enumerate(about[:count])
    ]


def test_a_line_that_stands_in_several_originals_is_furniture() -> None:
    every = texts(3)

    for one, known in zip(every, recurring(list(map(line_keys, every))), strict=True):
        cleaned = clean(one, known)
        assert [step.text for step in cleaned.steps if step.text in (HEAD, FOOT)] == [HEAD, FOOT]
        assert [line.text for line in cleaned.lines][1:] == [
            "14 June 2008",
            *BODY.replace("bridge", cleaned.lines[0].text[:-16].lower()).strip().split("\n\n"),
        ]


def test_a_line_that_stands_in_two_originals_may_be_text() -> None:
    assert recurring(list(map(line_keys, texts(2)))) == (frozenset(), frozenset())


def test_a_line_that_originals_of_different_sites_share_is_text() -> None:
    every = [received(f"{TITLE}{BODY.replace('e', letter)}\n\nConclusion\n\n{BODY.upper().replace('E', letter)}") for letter in "äöüé"]

    assert recurring(list(map(line_keys, every)))[0] <= line_keys(received(TITLE))


def test_the_archive_cuts_what_recurs_and_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    for one in texts(4):
        place.put(f"originals/{one.path}", one.text.encode())
    place.build()

    articles = [json.loads(line) for line in place.read("data/articles.jsonl").splitlines()]
    assert len(articles) == 4
    for article in articles:
        assert FOOT not in article["text"]
        assert {"text": FOOT, "why": "stands in several originals of the archive"}.items() <= next(
            step for step in article["removed"] if step["text"] == FOOT
        ).items()


PAGE = """<html><head><title>A bridge - The Courier</title><link rel="canonical" href="https://courier.example/a/bridge.html"></head>
<body><article><h1>A bridge over the Sund</h1>
<p>Ministers of Norway and Sweden agreed on <a href="/treaty">the treaty</a> on Friday, and told the press about it at noon in Oslo.</p>
<h2>The cost</h2><p>The work will take five years, they said, and cost less than the ferries do in the same time, which is much.</p>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2004</td><td>20 million</td></tr><tr><td>2005</td><td>30 million</td></tr></table>
<p>The first stone will be laid in spring, as <a href="https://paper.example/b">a paper</a> wrote, when the ice has gone from the narrows.</p>
<p>1. The bridge shall be open to all who pay the toll that the two governments set each year in the month of May.</p>
<blockquote>“We have waited for this bridge for a hundred years,” the mayor of the town said when the news had come.</blockquote>
</article></body></html>"""


def test_links_and_tables_of_a_page_are_kept() -> None:
    one = received(PAGE, "a.html")
    article = describe(one, clean(one), Settings())
    markdown = to_markdown(article.blocks)

    assert "[the treaty](<https://courier.example/treaty>)" in markdown
    assert "[a paper](<https://paper.example/b>)" in markdown
    assert "\n1\\. The bridge shall be open" in markdown
    kinds = {block.kind: block.text for block in article.blocks}
    assert kinds["quote"].startswith("“We have waited")
    assert kinds["subhead"] == "The cost"
    if "table" in kinds:  # whether the table is of the text, the classifier says
        assert kinds["table"] == "Year Cost\n2004 20 million\n2005 30 million"


def test_links_within_a_site_need_its_address() -> None:
    one = received(PAGE.replace('<link rel="canonical" href="https://courier.example/a/bridge.html">', ""), "a.html")
    markdown = to_markdown(describe(one, clean(one), Settings()).blocks)

    assert "agreed on the treaty on Friday" in markdown
    assert "[a paper](<https://paper.example/b>)" in markdown


def test_a_page_that_is_hidden_until_a_script_has_run_is_read() -> None:
    hidden = PAGE.replace("<article>", "<article hidden>")

    assert [line.text for line in clean(received(hidden, "a.html")).lines] == [line.text for line in clean(received(PAGE, "a.html")).lines]


def test_what_is_hidden_in_a_page_that_shows_its_text_is_not_read() -> None:
    page = PAGE.replace(
        "</article>", "<p hidden>Nobody who opened the page has ever seen this paragraph of it, not even once.</p></article>"
    )

    assert "Nobody who opened" not in " ".join(line.text for line in source_lines(received(page, "a.html")))


@pytest.mark.parametrize("file", originals(), ids=lambda file: file.name)
def test_a_cleaned_text_comes_out_as_it_went_in(file: Path) -> None:
    one = original(file.name, file.read_bytes())[0]
    article = describe(one, clean(one), Settings())
    again = received(f"{article.title}\n\n{article.text}\n")
    copy = describe(again, clean(again), Settings())

    assert copy.text.split() == article.text.split()


def test_lines_that_differ_by_a_number_are_not_the_same() -> None:
    assert line_key("The council voted on article 12 of the treaty") != line_key("The council voted on article 13 of the treaty")
    assert line_key("Follow us on all the channels!") == line_key("FOLLOW US ON ALL THE CHANNELS")


def test_words_that_were_forgotten_are_the_same_when_they_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["The ministers agreed on a bridge", "Ministers of 2008: MORE", "İran Brücke", "…"]
    fresh = shapes(lines, Vocabulary({"bridge": 1.5, "more": -2.0}))
    monkeypatch.setattr(vocabulary, "MOST", 8)
    words = Vocabulary({"bridge": 1.5, "more": -2.0})
    for number in range(5):
        shapes([f"Other words of text {number} {chr(97 + number) * 6}"], words)
        again = shapes(lines, words)

        assert len(words) <= 20
        assert again.table.tolist() == fresh.table.tolist()
        assert _shared(again) == _shared(fresh)


SPEAKS = (
    "Click here for more of it|Please note that it rains|Where to find out more about it|Read our guide to it|All of our journalism is free"
    "|Contact us|By contacting us|If you would like to hear, tell them here|Send us what you know|Have your say|Let us know|Tell us more"
    "|Join us|Support our work|Donate|View the original article|This story was first published in May|This article originally appeared here"
)


@pytest.mark.parametrize(
    ("column", "line"),
    [
        *(("closing", line) for line in SPEAKS.split("|")),
        *(
            ("credit", line)
            for line in ("Anna Berg via Reuters", "A bridge (Photo: Anna Berg)", "Bild von Anna Berg", "A bridge © Anna Berg", "dpa/AFP")
        ),
        *(
            ("clock", line)
            for line in ("Two days ago", "Updated 2 hours AGO", "vor 3 Tagen", "il y a trois jours", "hace dos horas", "at 14:07")
        ),
    ],
)
def test_what_the_words_of_a_line_rule_out_would_not_have_been_found(column: str, line: str) -> None:
    found = shapes([line, "A bridge", "A bridge of 12 metres, and no more"], Vocabulary({})).table[:, COLUMNS.index(column)]

    assert found.tolist() == [1, 0, 0]


@given(st.lists(st.text("aB 1.|\t©’-", min_size=1).filter(str.strip), min_size=1))
def test_a_line_of_letters_alone_is_seen_as_any_other(lines: list[str]) -> None:
    table = shapes([line.strip() for line in lines], Vocabulary({})).table
    for line, row in zip(lines, table, strict=True):
        told = dict(zip(COLUMNS, row.tolist(), strict=True))
        assert told["separators"] == sum(map(line.strip().count, ("|", " - ")))
        assert told["ends"] == line.strip().endswith((".", ".’"))
        assert told["columns"] == ("\t" in line.strip() or "  " in line.strip())
        assert told["begins_digit"] == line.strip().startswith("1")


@pytest.mark.parametrize("file", originals(), ids=lambda file: file.name)
def test_rules_that_look_at_a_line_alone_find_nothing_in_what_was_cleaned(file: Path) -> None:
    lines = clean(original(file.name, file.read_bytes())[0]).lines

    assert {rule for _, _, rule in RULES} > ALONE
    assert [list(rule(lines, -1)) for rule in ALONE] == [[]] * len(ALONE)


def _shared(seen: Shapes) -> list[set[int]]:
    """For each long word the lines that have it."""
    holders = [{int(line) for line in seen.line[seen.word == word]} for word in set(seen.word.tolist())]
    return sorted(holders, key=sorted)
