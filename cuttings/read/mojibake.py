"""Mojibake: UTF-8 that some program once read as another encoding: “Ã©” for “é”, “â€™” for “’”.

ftfy knows how to undo it, and when a text is right as it is.  It is asked about the lines alone that
hold a sign of the fault, and for nothing but the encoding: quotation marks stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The bytes 80 to BF, which go on a letter in UTF-8, as Windows-1252 and as Windows-1251 show them.
_WESTERN = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_CYRILLIC = "\u0402\u0403‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї"
# It begins with a set of signs, for which the engine looks quickly; what they are is asked then.
SUSPICIOUS = re.compile(
    "[\x80-\x84\x86-\x9f\xc2-\xf4РСв](?:"
    f"(?<=[\xc2-\xdf])[{_WESTERN}]|(?<=Ã) |(?<=[\xe0-\xf4])[{_WESTERN}][{_WESTERN}]|(?<=â)€"
    f"|(?<=[РС])[{_CYRILLIC}]|(?<=в)Ђ|(?<=[\x80-\x84\x86-\x9f]))"
)
# The last byte of ” is no sign in Windows-1252, and gets lost on the way.
LOST = re.compile(f"â€(?![{_WESTERN}])")
# Plain ASCII to spaces; the two controls that would be taken for spaces to another.
COMMON = bytes.maketrans(bytes(range(0x20, 0x7F)) + b"\x0b\x0c", b" " * 0x5F + b"\0\0")
SHOWN = 40  # letters of the first fault that are shown


def mended(text: str) -> tuple[str, str]:
    """A text with its mojibake undone, and a remark that says so ("" where nothing was wrong).

    >>> mended("Le secrÃ©taire gÃ©nÃ©ral")
    ('Le secrétaire général', 'its letters were garbled on the way (“Le secrÃ©taire gÃ©nÃ©ral”); mended in 1 line')
    >>> mended("SÃO PAULO: “Où est l’État?”")
    ('SÃO PAULO: “Où est l’État?”', '')
    """
    if text.isascii() or not SUSPICIOUS.search(uncommon(text)) or not SUSPICIOUS.search(text):
        return text, ""
    lines = text.split("\n")
    faults = []
    for number, line in enumerate(lines):
        if SUSPICIOUS.search(line):
            lines[number] = _mended(line)
            if lines[number] != line:
                faults.append(line)
    if not faults:
        return text, ""
    told = f"mended in {len(faults)} line{'s' if len(faults) > 1 else ''}"
    return "\n".join(lines), f"its letters were garbled on the way (“{_excerpt(faults[0])}”); {told}"


@lru_cache(maxsize=1)  # it is asked twice in a row
def uncommon(text: str) -> str:
    """The signs of a text that are not plain ASCII, with a space between those that stand apart: to look among these few is sooner done.

    >>> uncommon("Müllers Café\\0 “there”")
    'ü é\\x00 “ ” '
    """
    return b" ".join(text.encode("utf-8", "surrogatepass").translate(COMMON).split()).decode("utf-8", "surrogatepass") + " "


def _mended(line: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding

    return fix_encoding(LOST.sub("â€\x9d", line), TextFixerConfig(replace_lossy_sequences=False, explain=False))


def _excerpt(line: str) -> str:
    """The place of a line at which its first fault stands."""
    fault = SUSPICIOUS.search(line)
    start = max(0, (fault.start() if fault else 0) - SHOWN // 2)
    return line[start : start + SHOWN].strip()
