"""Fuzz all that reads strangers' text: originals, articles on disk, front matter, decisions, settings.

python scripts/fuzz.py [MINUTES]      (5)

Each case is a content folder of a few files, spliced, nested and damaged, of which the whole site is made,
the search index aside.  Nothing may be raised, each case has a time limit, no page may hold what runs.
A case that fails is made as small as can be and printed: it belongs into the tests.
"""

from __future__ import annotations

import re
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import lxml.html
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from cuttings.cache import Cache
from cuttings.content import Content
from cuttings.options import HOME, Options
from cuttings.pages import AsBefore
from cuttings.report import Report
from cuttings.stages import assemble

LIMIT = 10  # seconds of processor time a case
ALLOWED = re.compile(r"(?:https?|mailto):|data:image/|[^:]*(?:[?#/]|$)", re.IGNORECASE)
NEVER = {"script", "iframe", "object", "embed", "base", "style", "meta", "link", "applet", "frame"}

SAMPLE = [file.read_text("utf-8", "replace") for file in sorted((HOME / "content").rglob("*")) if file.is_file()]
EVIL = """<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) <svg><style><a title="</style><img
onerror=alert(1)>">
&lt;script&gt; ]]> --> {{ 7*7 }} {% raw %} !!python/object:os.system &a *a <<: ``` ~~~ | --- === \u202e \u200b \ufeff \x00 \x1b[31m
\ud7ff \U0010ffff
" onmouseover="alert(1) ' </textarea> </title> <![CDATA[ <!-- %2e%2e/ ../../../etc/passwd C:\\con =cmd|'/c calc'!A1
2008-02-30 99999-99-99 [^1] ![ ](
[[ ]] **** ____ \\ &#0; &#xD800; &nbsp; \r \u2028 \u2029 İ ß ﬁ 👩‍👩‍👧 عربى 中文 ١٩٩٩""".split()
NESTED = ("<div>", "<b>", "[", "![", "> ", "* ", "<table><tr><td>", "[a](", "`", "(", "“", "- ", "{", "<a ", "&")
KEYS = """title date date_inferred updated description authors editors agency publication dateline section language url captured rights tags
aliases draft original original_sha256 body_sha256 entities different split ignore renamed name type in text to wikidata""".split()

pieces = st.one_of(
    st.sampled_from(EVIL),
    st.text(max_size=40),
    st.builds(lambda text, at, size: text[at % len(text) :][:size], st.sampled_from(SAMPLE), st.integers(0, 10**6), st.integers(0, 600)),
    st.builds(lambda part, times: part * times, st.sampled_from(NESTED), st.integers(1, 600)),
    st.builds(lambda key, value: f"\n{key}: {value}\n", st.sampled_from(KEYS), st.one_of(st.sampled_from(EVIL), st.text(max_size=20))),
    st.sampled_from(["\n", "\n\n", " ", "---\n", "\n---\n", "  - ", "\t", "# ", "<p>", "</p>", "<h1>", "</h1>", "<br>"]),
)
texts = st.lists(pieces, max_size=25).map("".join)
contents = st.builds(
    lambda text, encoding: text.encode(encoding, "replace"), texts, st.sampled_from(["utf-8", "utf-16", "cp1252", "cp1251"])
)
pages = texts.map(
    lambda text: f"<html><head><title>{text[:30]}</title></head><body><article>{text}</article></body></html>".encode("utf-8", "replace")
)
folders = st.fixed_dictionaries(
    {},
    optional={
        "originals/a.txt": contents,
        "originals/b.html": st.one_of(contents, pages),
        "originals/c.md": contents,
        "originals/d.eml": contents,
        "originals/metadata.csv": contents,
        "articles/e.md": texts.map(lambda text: f"---\ntitle: {text}".encode("utf-8", "replace")),
        "articles/f.md": contents,
        "entities.yaml": contents,
        "archive.toml": contents,
        "entities.lock": contents,
    },
)


class Slow(Exception):
    """A case took longer than LIMIT."""


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise Slow


def fault_of(files: dict[str, bytes]) -> str:
    """What is wrong with the site of a content folder, "" for nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "originals").mkdir()
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            made = assemble(Content(folder), Options(folder, folder / "site"), Cache(None), Report(quiet=True))
            pages = [page for page in made.pages({}) if not isinstance(page, AsBefore)]
            made.keep()
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
            return f"{type(error).__name__}: {error}"[:500]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return next((f"{page.path}: {what}" for page in pages if page.path.endswith(".html") and (what := running(page.content))), "")


def running(page: bytes) -> str:
    """An element or attribute in a page's main part with which something would run, "" for none."""
    for element in lxml.html.fromstring(page).iterfind(".//main//*"):
        if not isinstance(element.tag, str):
            continue
        if element.tag in NEVER:
            return f"<{element.tag}>"
        for attribute, value in element.items():
            if attribute.startswith("on") or attribute in ("style", "srcdoc"):
                return f"{attribute}={value}"
            if attribute in ("href", "src", "action", "formaction", "data") and not ALLOWED.match(re.sub(r"[\x00-\x20]", "", value)):
                return f"{attribute}={value}"
    return ""


def main(minutes: float) -> int:
    signal.signal(signal.SIGPROF, _late)
    end, cases = time.monotonic() + 60 * minutes, 0

    def fails(files: dict[str, bytes]) -> bool:
        nonlocal cases
        cases += 1
        if time.monotonic() > end:
            raise KeyboardInterrupt
        return bool(fault_of(files))

    every = settings(max_examples=10**9, deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck))
    try:
        smallest = find(folders, fails, settings=every)
    except (KeyboardInterrupt, NoSuchExample):
        print(f"{cases} cases, none failed")
        return 0
    print(f"{cases} cases; this one fails: {fault_of(smallest)}\n{smallest!r}")
    return 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5))
