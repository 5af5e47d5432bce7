"""The archive's logo: which files may be one.

A logo is shown as an image, in which no script runs; opened by itself it would run in the site's name.
"""

from __future__ import annotations

from lxml import etree

KINDS = (".svg", ".png")
_PNG = b"\x89PNG\r\n\x1a\n"
_FORBIDDEN = frozenset({"script", "foreignObject", "iframe", "handler", "listener"})


def published(name: str) -> str:
    """The name of the file in the site.

    >>> published("images/Our Logo.SVG")
    'logo.svg'
    """
    return f"logo{name[-4:].lower()}"


def fault(name: str, content: bytes) -> str:
    """What is wrong with a logo, "" where nothing is.

    >>> fault("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
    'it holds a script (onload); save it without'
    """
    if name.lower().endswith(".png"):
        return "" if content.startswith(_PNG) else "it is no PNG image"
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return f"it is no SVG image ({error.msg})"
    if etree.QName(root).localname != "svg":
        return "it is no SVG image"
    if root.getroottree().docinfo.doctype:
        return "it has a document type, which may hide what it is; save it as plain SVG"
    found = next((fault for element in root.iter() for fault in _faults(element)), "")
    return f"{found}; save it without" if found else ""


def _faults(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str):  # a comment, or an instruction to the program that reads it
        return [] if element.tag is etree.Comment else ["it holds a processing instruction"]
    tag = etree.QName(element).localname
    if tag in _FORBIDDEN:
        return [f"it holds a script (<{tag}>)"]
    faults = []
    for name, value in element.attrib.items():
        short = etree.QName(name).localname.lower()
        if short.startswith("on"):
            faults.append(f"it holds a script ({short})")
        if short == "href" and not str(value).strip().startswith(("#", "data:image/")):
            faults.append(f"it points elsewhere ({value})")
    return faults
