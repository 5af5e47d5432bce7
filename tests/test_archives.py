"""Web archives: every page in them is an original of its own, and nothing in them does harm."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from dataclasses import replace

import brotli
import pytest
from archives import Place
from received import FIRST, TITLE, Answer, facts, gzipped, page, readings, warc, zipped

from cuttings import read
from cuttings.fixity import sha256
from cuttings.read import archives

A, B = Answer("https://courier.example/a"), Answer("https://courier.example/b", page("A tunnel instead"))


def names(path: str, content: bytes) -> list[str]:
    return [one.original.path for one in readings(path, content)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.warc.gz", warc([A, B])), ("a.warc", warc([A, B], packed=False)), ("a.WARC.GZ", gzipped(warc([A, B], packed=False))),
     ("a.wacz", zipped({"archive/data.warc.gz": warc([A, B]), "pages/pages.jsonl": b"{}"})),
     ("a.wacz", zipped({"archive/1.warc.gz": warc([A]), "archive/2.warc": warc([B], packed=False)}))],
)  # fmt: skip
def test_every_page_is_an_original(name: str, content: bytes) -> None:
    first, second = readings(name, content)

    assert [one.original.path for one in (first, second)] == [f"{name}#20080614093000/https://courier.example/{one}" for one in "ab"]
    assert FIRST in first.original.text
    assert "A tunnel instead" in second.original.text
    assert first.original.sha256 == sha256(A.body)
    assert first.original.media_type == "text/html"
    assert facts(second) == {"url": "https://courier.example/b", "captured": "2008-06-14T09:30:00Z"}


@pytest.mark.parametrize(
    "other",
    [replace(B, status="301 Moved"), replace(B, status="404 Not Found"), replace(B, kind="revisit"), replace(B, kind="request"),
     replace(B, kind="resource"), replace(B, headers=(("Content-Type", "image/png"),)), replace(B, headers=()),
     replace(B, url="https://courier.example/robots.txt"), replace(B, url="urn:x:y"), A, replace(A, moment="2009-01-01T00:00:00Z")],
)  # fmt: skip
def test_what_is_no_page_is_passed_over(other: Answer) -> None:
    assert names("a.warc.gz", warc([A, other])) == ["a.warc.gz#20080614093000/https://courier.example/a"]


def test_a_page_that_changed_is_there_twice() -> None:
    later = replace(A, body=page("A tunnel instead"), moment="2009-01-02T03:04:05.678Z")
    at_once = replace(A, body=page("A ferry instead"))

    assert names("a.warc", warc([A, later, at_once])) == [
        "a.warc#20080614093000/https://courier.example/a",
        "a.warc#20090102030405/https://courier.example/a",
        f"a.warc#20080614093000/https://courier.example/a#{sha256(at_once.body)[:8]}",
    ]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:70], body[70:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [(gzip.compress(A.body), {"Content-Encoding": "gzip"}), (zlib.compress(A.body), {"Content-Encoding": "deflate"}),
     (brotli.compress(A.body), {"Content-Encoding": "br"}), (chunked(A.body), {"Transfer-Encoding": "chunked"}),
     (chunked(gzip.compress(A.body)), {"Transfer-Encoding": "chunked", "Content-Encoding": "X-GZIP"})],
)  # fmt: skip
def test_pages_are_unpacked(body: bytes, headers: dict[str, str]) -> None:
    packed = replace(A, body=body, headers=(*A.headers, *headers.items()))

    [one] = readings("a.warc.gz", warc([packed]))

    assert FIRST in one.original.text
    assert one.original.sha256 == sha256(A.body)


def test_the_encoding_that_the_server_named_is_believed() -> None:
    text = "<html><body><p>Встреча министров в Москве</p></body></html>"
    answer = Answer("https://courier.example/ru", text.encode("cp1251"), headers=(("Content-Type", 'text/html; charset="Windows-1251"'),))

    [one] = readings("a.warc.gz", warc([answer]))

    assert (one.original.text, one.original.encoding, one.remark) == (text, "windows-1251", "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [(replace(B, body=b" "), "the file is empty"), (replace(B, body=b"<hr>!"), ""), (replace(B, body=b"\x89PNG\r\n"), "binary"),
     (replace(B, body=b"x", headers=(*B.headers, ("Content-Encoding", "zstd"))), "packed as “zstd”")],
)  # fmt: skip
def test_a_page_that_cannot_be_read_costs_no_other(answer: Answer, why: str) -> None:
    first, left_out, last = read.originals(
        "a.warc.gz", io.BytesIO(warc([A, answer, replace(A, url="https://courier.example/c", body=page("C"))]))
    )

    assert isinstance(first, read.Reading)
    assert isinstance(last, read.Reading)
    if why:
        assert isinstance(left_out, read.LeftOut)
        assert why in left_out.why


def test_an_archive_that_is_cut_short_gives_what_is_whole() -> None:
    content = warc([A, replace(B, body=B.body * 50)])
    found = read.originals("a.warc.gz", io.BytesIO(content[:-40]))

    first = next(found)
    assert isinstance(first, read.Reading)
    assert FIRST in first.original.text
    with pytest.raises(read.Unreadable, match=r"cut short or damaged \(pages read: 1\)"):
        list(found)


def test_a_plain_archive_that_is_cut_short_is_told() -> None:
    with pytest.raises(read.Unreadable, match="cut short or damaged"):
        list(read.originals("a.warc", io.BytesIO(warc([A, B], packed=False)[:-60])))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.warc.gz", b""), ("a.warc", b"Ministers agree"), ("a.warc.gz", gzipped(b"Ministers agree")), ("a.wacz", b"PK\x03\x04no"),
     ("a.wacz", zipped({"a.txt": b"x"})), ("a.wacz", zipped({"archive/a.warc.gz": b"x"})), ("a.warc.gz", b"\x1f\x8b\x08\x00broken"),
     ("a.warc", b"WARC/1.0\r\nContent-Length: many\r\n\r\n"), ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.0 2"),
     ("a.warc.gz", gzipped(gzipped(warc([A]))))],
)  # fmt: skip
def test_what_is_no_archive_says_so(name: str, content: bytes) -> None:
    with pytest.raises(read.Unreadable) as told:
        list(read.originals(name, io.BytesIO(content)))

    assert "\n" not in str(told.value)
    assert ";" in str(told.value)


def test_bombs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = replace(A, body=gzip.compress(b"x" * 3 * read.LARGEST), headers=(*A.headers, ("Content-Encoding", "gzip")))
    [left_out] = read.originals("a.warc.gz", io.BytesIO(warc([bomb])))
    assert isinstance(left_out, read.LeftOut)
    assert left_out.why == "larger than 20 MB"

    endless = b"WARC/1.0\r\nA: " + b"x" * 30_000_000
    with pytest.raises(read.Unreadable, match=r"damaged \(pages read: 0\)"):
        list(read.originals("a.warc.gz", io.BytesIO(gzipped(endless))))
    monkeypatch.setattr(archives, "MOST_RECORDS", 10)
    with pytest.raises(read.Unreadable, match="more than 10 records"):
        list(read.originals("a.warc.gz", io.BytesIO(warc([A] * 12))))
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100_000)
    with pytest.raises(read.Unreadable, match="unpacks to more than"):
        list(read.originals("a.warc.gz", io.BytesIO(warc([A, replace(B, body=b"x" * 200_000, headers=())]))))
    monkeypatch.setattr(archives, "MOST_TEXT", 100)
    with pytest.raises(read.Unreadable, match="of pages in it; split it"):
        list(read.originals("a.warc.gz", io.BytesIO(warc([A]))))


def test_a_missing_library_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)

    with pytest.raises(read.Unreadable, match=r"warcio, which is not installed; .*python.* -m pip install warcio$"):
        list(read.originals("a.warc.gz", io.BytesIO(warc([A]))))


def articles(place: Place) -> dict[str, dict[str, object]]:
    lines = place.read("data/articles.jsonl").splitlines()
    return {one["original"]: one for one in map(json.loads, lines)}


def test_a_site_is_made_of_an_archive(empty: Place) -> None:
    iframe = Answer("https://courier.example/frame", b"<html><body><nav>Menu of words</nav></body></html>")
    empty.put("originals/crawl.warc.gz", warc([A, B, iframe, Answer("https://other.example/a", A.body)]))
    a, b = (f"crawl.warc.gz#20080614093000/https://courier.example/{one}" for one in "ab")
    rows = f"crawl.warc.gz,,The Courier,\n{b},A stated title,The Other,https://other.example/b\ncrawl.warc.gz#https://courier.example/a,,,https://a.example/\n"
    empty.put("originals/metadata.csv", f"filename,title,publication,url\n{rows}")

    run = empty.build()

    assert run.status == 0, run.told
    found = articles(empty)
    assert sorted(found) == [a, b]
    assert (found[a]["title"], found[a]["publication"], found[a]["url"]) == (TITLE, "The Courier", "https://a.example/")
    assert found[a]["captured"] == "2008-06-14T09:30:00Z"
    assert (found[b]["title"], found[b]["publication"], found[b]["url"]) == ("A stated title", "The Other", "https://other.example/b")
    assert "other.example/a: the very same as" in run.told
    assert "https://courier.example/frame" in run.last
    assert (
        (empty.content / "originals/manifest-sha256.txt")
        .read_text()
        .startswith(sha256((empty.content / "originals/crawl.warc.gz").read_bytes()) + "  crawl.warc.gz\n")
    )


def test_the_publication_is_known_by_the_host_of_the_address(empty: Place) -> None:
    named = page("A tunnel instead").replace(b"<head>", b'<head><meta property="og:site_name" content="The Named">')
    empty.put("archive.toml", '[publications]\n"courier.example" = "The Courier"\n')
    empty.put(
        "originals/crawl.warc", warc([Answer("https://www.courier.example/a"), Answer("https://courier.example/b", named)], packed=False)
    )

    empty.build()

    assert [one["publication"] for _, one in sorted(articles(empty).items())] == ["The Named", "The Courier"]


def test_a_hand_edit_stays_with_its_page(empty: Place) -> None:
    file = empty.put("originals/crawl.warc.gz", warc([A, B]))
    empty.build()
    [edited] = [one for one in (empty.content / "articles").glob("*.md") if "A tunnel instead" in one.read_text()]
    edited.write_text(edited.read_text().replace("A tunnel instead", "A tunnel by hand"))
    file.rename(file.with_name("moved.warc.gz"))

    run = empty.build()

    assert run.status == 0, run.told
    assert "A tunnel by hand" in edited.read_text()
    assert len(list((empty.content / "articles").glob("*.md"))) == 2


def test_articles_of_an_archive_that_breaks_stay(empty: Place) -> None:
    file = empty.put("originals/crawl.warc.gz", warc([A, B]))
    empty.build()
    file.write_bytes(file.read_bytes()[:100])

    run = empty.build("--keep-going")

    assert run.status == 1
    assert "error: content/originals/crawl.warc.gz: it is cut short or damaged (pages read: 0); fetch it again" in run.told
    assert len(list((empty.content / "articles").glob("*.md"))) == 2
