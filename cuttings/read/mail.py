"""Mail: newsletters (.eml), and pages that a browser saved as one file (.mhtml): both are MIME.

Of a saved page its root is read, of a newsletter the page it holds, else its plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO, TypeAlias

from cuttings import bylines
from cuttings.addresses import is_web_address
from cuttings.describe.facts import Fact
from cuttings.fixity import sha256
from cuttings.model import Original
from cuttings.read.reading import Reading, Unreadable, whole
from cuttings.read.text import original

PAGES = ("text/html", "application/xhtml+xml")
FROM = re.compile(r"^(?P<name>.+?)\s+(?:from|at|via|of|[|@·–—-])\s+(?P<publication>.+)$")
SIGNATURE = "-- "  # a line of its own before the sender's name
LONGEST_HEADER = 4000  # signs
DEEPEST = 50  # parts within parts
Mail: TypeAlias = "Message[str, str]"


class Bounded(Compat32):
    """How mail is parsed: what a header may hold is bounded, for the library takes the square of its length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


def saved_page(path: str, file: BinaryIO) -> Iterator[Reading]:
    """The page of a file that a browser saved (MHTML, RFC 2557)."""
    content = whole(file)
    mail = _parse(content)
    part = _page(mail)
    if part is None:
        raise Unreadable("there is no page in it; save it again, as “Webpage, single file” or as HTML")
    where = "the file that the browser saved"
    facts = (
        Fact("url", _address(part["Content-Location"]) or _address(mail["Snapshot-Content-Location"]), where),
        Fact("captured", _date(mail["Date"], utc=True), where),
    )
    one, remark = _original(path, content, part, "text/html")
    yield Reading(one, tuple(fact for fact in facts if fact.value), remark=remark)


def newsletter(path: str, file: BinaryIO) -> Iterator[Reading]:
    """A mail: its page where it has one, else its text."""
    content = whole(file)
    mail = _parse(content)
    parts = [part for part in _parts(mail) if part.get_content_disposition() != "attachment"]
    page = next((part for part in parts if part.get_content_type() in PAGES), None)
    part = page or next((part for part in parts if part.get_content_type() == "text/plain" and _body(part).strip()), None)
    if part is None or not mail.keys():
        raise Unreadable("there is no text in this mail; save the article as text or HTML")
    facts = (
        Fact("title", _header(mail, "Subject"), "the mail's subject"),
        Fact("date", _date(mail["Date"]), "the mail's date"),
        Fact("url", _address(mail["Archived-At"]), "the mail's Archived-At"),
    )
    one, remark = _original(path, content, part, "text/html" if page else "text/plain")
    yield Reading(one, tuple(fact for fact in facts if fact.value), tuple(_sender(mail)), remark)


def _parse(content: bytes) -> Mail:
    return message_from_bytes(content.lstrip(), policy=Bounded())


def _parts(mail: Mail) -> Iterator[Mail]:
    """The parts of a mail that hold something, in order; mails within it are not its own."""
    stack = [(mail, 0)]
    while stack:
        part, depth = stack.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if not isinstance(inner, list):
            yield part
        elif depth < DEEPEST and part.get_content_maintype() == "multipart":
            stack.extend((one, depth + 1) for one in reversed(inner) if isinstance(one, Message))


def _page(mail: Mail) -> Mail | None:
    """The root of a saved page: the part that `start` names, else the first page."""
    pages = [part for part in _parts(mail) if part.get_content_type() in PAGES]
    start = str(mail.get_param("start") or "")
    return next((part for part in pages if start and part["Content-ID"] == start), pages[0] if pages else None)


def _original(path: str, content: bytes, part: Mail, media_type: str) -> tuple[Original, str]:
    """The Original of a part, with the sum of the whole file."""
    one, remark = original(path, _body(part), media_type, str(part.get_content_charset() or ""))
    text = _unfolded(one.text, part) if media_type == "text/plain" else one.text
    return Original(path, sha256(content), media_type, one.encoding, text), remark


def _body(part: Mail) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _unfolded(text: str, part: Mail) -> str:
    """A text whose paragraphs are lines again, where the mail says that it folded them (RFC 3676)."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    shorter = str(part.get_param("delsp") or "").lower() == "yes"
    unfolded, goes_on = "", False
    for line in text.split("\n"):
        goes_on = goes_on and line != SIGNATURE
        unfolded += line if goes_on or not unfolded else f"\n{line}"
        goes_on = line.endswith(" ") and line != SIGNATURE
        if goes_on and shorter:
            unfolded = unfolded[:-1]
    return unfolded


def _sender(mail: Mail) -> Iterator[Fact]:
    """Whom the sender's name may stand for: a publication, or who wrote it; "Anna Berg from The Courier"."""
    where = "the mail's sender"
    name = parseaddr(_header(mail, "From"))[0].strip(" \"'")
    both = FROM.match(name)
    if both and bylines.NAME.fullmatch(both["name"]):
        yield from (Fact("authors", both["name"], where), Fact("publication", both["publication"], where))
    elif name and "@" not in name:
        person = bylines.NAME.fullmatch(name) and not name.startswith("The ") and not mail["List-Id"] and not mail["List-Unsubscribe"]
        yield Fact("authors" if person else "publication", name, where)


def _header(mail: Mail, name: str) -> str:
    """A header as text, its lines joined.

    Headers are written by strangers, and the parser knows more faults than it names.
    """
    raw = mail[name]
    try:
        text = str(make_header(decode_header(raw))) if raw else ""
    except (MessageError, LookupError, ValueError):
        text = str(raw)
    return " ".join(text.split())[:400]


def _address(value: object) -> str:
    address = "".join(str(value or "").split()).strip("<>")
    return address if is_web_address(address) else ""


def _date(value: object, utc: bool = False) -> str:
    """A header's date in ISO 8601, "" where it is none."""
    try:
        moment = parsedate_to_datetime(str(value))
        if utc and moment.tzinfo:
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return moment.isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""
