"""The encoding of a text, in the order in which one is believed: a byte-order mark; UTF-8, where every
byte fits; what was declared with the page; the page's own declaration; UTF-8 with stray bytes;
charset-normalizer's judgement.  What had to be guessed is told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from cuttings.read.reading import Unreadable

BINARY = "this is no text but a binary file; save the article as text or HTML"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# As browsers read these names (WHATWG Encoding Standard, §4.2).
LABELS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"} | {
    "iso-8859-9": "cp1254", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
}  # fmt: skip
COMMON = ["cp1252", "cp1251", "koi8_r", "cp1250", "iso8859_15", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949"]
NO_ENCODINGS = frozenset("idna punycode raw-unicode-escape undefined unicode-escape utf-7".split())  # Python's own, or slow
CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13))
STRAY = re.compile("[\udc80-\udcff]")


def decode(content: bytes, media_type: str = "text/plain", declared: str = "") -> tuple[str, str, str]:
    """A text, its encoding, and what of that was guessed; raises Unreadable.

    `declared` is the encoding that came with the bytes: in a header of the page or of the mail.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding.removesuffix("-sig"), ""
            except UnicodeDecodeError as error:
                raise Unreadable(f"its first bytes say {encoding}, but byte {error.start} is not; save it as UTF-8") from None
    controlled = len(content.translate(None, CONTROLS)) < len(content)
    even, odd = (_firsts(content[0::2]), _firsts(content[1::2])) if controlled else (0, 0)
    if even + odd > min(max(8, len(content) // 50), 2 + len(content) // 4) and min(even, odd) * 20 <= max(even, odd):
        return _wide(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(content, error.start, media_type, declared)
    if text.count("\0") > max(8, len(text) // 100):
        raise Unreadable(BINARY)
    return text, "utf-8", ""


def _firsts(half: bytes) -> int:
    """How many of these bytes can be the first of two that are a letter.

    The letters of most scripts share it, and where that is no control character (04 of Cyrillic), it is
    that of spaces and line ends: zero.
    """
    controls = len(half) - len(half.translate(None, CONTROLS))
    return controls if controls * 2 > len(half) else half.count(0)


def _wide(content: bytes, encoding: str) -> tuple[str, str, str]:
    """UTF-16 without a mark."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    head = text[:100_000]
    if sum(c.isprintable() or c.isspace() for c in head) < 0.97 * len(head) or "\0" in text:
        raise Unreadable(BINARY)
    return text, encoding, f"read as {encoding}, which it does not say; save it as UTF-8 if letters are wrong"


def _other(content: bytes, first: int, media_type: str, declared: str) -> tuple[str, str, str]:
    """A text that is not UTF-8 from its byte `first` on."""
    head = content[:4096]
    if len(head) - len(head.translate(None, CONTROLS)) > len(head) // 50:
        raise Unreadable(BINARY)
    for label in _labels(head, media_type, declared):
        try:
            if codecs.lookup(label).name not in NO_ENCODINGS:
                return content.decode(label), label, ""
        except (LookupError, ValueError):
            continue
    strays = content.decode("utf-8", "surrogateescape")
    wrong = len(STRAY.findall(strays))
    right = len(strays) - len(strays.encode("ascii", "ignore")) - wrong
    if wrong * 10 <= right:
        told = f"{wrong} of its bytes are not UTF-8, the first is byte {first}; nothing to do, unless letters are wrong"
        return STRAY.sub(_as_cp1252, strays), "utf-8", told
    return _guessed(content, first)


def _labels(head: bytes, media_type: str, declared: str) -> Iterator[str]:
    """The names of the encodings that a text is said to have."""
    own = DECLARED.search(head) if media_type == "text/html" else None
    for name in (declared, own[1].decode("ascii", "replace") if own else ""):
        if name:
            yield LABELS.get(name.strip().lower(), name.strip().lower())


def _as_cp1252(byte: re.Match[str]) -> str:
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")


def _guessed(content: bytes, first: int) -> tuple[str, str, str]:
    from charset_normalizer import from_bytes

    sample = content[:200_000]
    fitting = list(from_bytes(sample, cp_isolation=COMMON, preemptive_behaviour=False))
    best = [one.encoding for one in fitting if (one.chaos, one.coherence) == (fitting[0].chaos, fitting[0].coherence)]
    encoding = min(best, key=COMMON.index, default="cp1252")
    text = content.decode(encoding, "replace")
    # Of code pages in which the text reads alike, the one that most files have is named.
    alike = sample.decode(encoding, "replace") == sample.decode("cp1252", "replace")
    if "\ufffd" in text or (alike and text == content.decode("cp1252", "replace")):
        encoding, text = "cp1252", content.decode("cp1252", "replace")
    told = f"byte {first} is not UTF-8; read as {encoding}: nothing to do, unless letters are wrong"
    return text, encoding, told
