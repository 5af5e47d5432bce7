"""Search: site/ → Pagefind's index of it, for a server and for a disk.

`index` runs Pagefind over copies of the articles' pages and settles what it wrote (site/pagefind/),
then packs the same files as classic scripts (site/pagefind-offline/), which a browser runs from
file:// too.  static/search-loader.js reads both; no byte of Pagefind's own code is changed.

The contract with the templates, on each article's page and on no other:

    <main data-pagefind-body>
      <data hidden data-pagefind-filter="year[value]" value="2005"></data>       one for each value
      <data hidden data-pagefind-sort="date[value]" value="2005-06-09"></data>   ISO 8601, "0000" if undated
      <data hidden data-pagefind-meta="date[value]" value="9 June 2005"></data>  as a result shows it
      <data hidden data-pagefind-meta="source[value]" value="Reuters"></data>    likewise
      <h1>…</h1>                                                                 a result's title; the first text
      <h2 id="s1">…</h2>                                                         found passages lead here
      … data-pagefind-ignore="all" on whatever is not the article's own text

Filters: year ("undated" where there is none), publication, agency, people, organisations, places,
agreements, events, language.  An article without a sort key would be missing from sorted results;
static/search.js puts the undated last, oldest first or newest first.

Pagefind would make an index for each language and search only that of the search page.  Here all is
one index, its words stemmed in the language of search.html: an archive in several languages is one.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.metadata
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BUNDLE, OFFLINE = "pagefind", "pagefind-offline"
PACKAGE = "pagefind-bin"
ENTRY = "pagefind-entry.json"
INDEXED = b"data-pagefind-body"
INSTALL = f"install it anew: pip install --force-reinstall {PACKAGE}"

#: What static/search-loader.js and Pagefind's own parts must find; where a release drops it, search breaks.
LEANS_ON = {
    "pagefind.js": "basePath baseUrl fetch( Worker( pagefind-worker.js .pf_meta .pf_index .pf_fragment .pf_filter export{",
    "pagefind-worker.js": 'fetch( self.addEventListener("message" self.postMessage(',
    ENTRY: '"languages": "page_count": "wasm":',
}
BETWEEN_TAGS = re.compile(r">[^<]+")
HYPHEN = re.compile(r"(?<!\s)[‐‑–](?!\s)")
DASH = re.compile(r"(?<!\s)([—―])(?=[\w“‘«(]|$)")
#: Pagefind's own pages and styles; the site has its own.
UNUSED = re.compile(r"pagefind-(?:(?:ui|modular-ui|component-ui)\.(?:js|css)|highlight\.js)$|playground/")
SIGNATURE = b"pagefind_dcd"
#: Pagefind's parser takes no escapes, so that no search could name a value with these; search.js does the same.
UNSAYABLE = str.maketrans('"\\', "”⧵")
FILTERS = 3  # where the filters stand in the list that a .pf_meta file is
SCRIPT_SIZE = 48 * 1024  # bytes of results that share a script, before base64
NUMBER, TEXT, LIST = 0, 3, 4  # the three of CBOR's major types that Pagefind uses


class SearchError(RuntimeError):
    """Why the index could not be made, in a sentence for people."""


def index(site: Path) -> None:
    """Make site/pagefind/ and site/pagefind-offline/ anew; where there is no article there is neither."""
    for folder in (site / BUNDLE, site / OFFLINE):
        if folder.exists():
            shutil.rmtree(folder)
    with tempfile.TemporaryDirectory(dir=site, prefix=f".{BUNDLE}-") as name:
        copies = Path(name)
        articles = _copy(site, copies)
        if not articles:
            return
        _run(copies, _language(site))
        bundle = _read(copies / BUNDLE)
    if lost := unmet(bundle):
        raise SearchError(f"Pagefind {version()} works in another way than search-loader.js expects; missing: {', '.join(lost)}")
    bundle = settle(bundle)
    found = sum(language["page_count"] for language in json.loads(bundle[ENTRY])["languages"].values())
    if found != articles:
        raise SearchError(f"Pagefind took in {found} of {articles} articles; {INSTALL}")
    _write(site / BUNDLE, bundle)
    _write(site / OFFLINE, pack(bundle))


def version() -> str:
    """The version of Pagefind that is installed."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise SearchError(f"Pagefind is not installed; {INSTALL}") from None


def unmet(bundle: Mapping[str, bytes]) -> tuple[str, ...]:
    """What search leans on and Pagefind's files don't hold: `file: text`."""
    return tuple(
        f"{path}: {text}" for path, texts in LEANS_ON.items() for text in texts.split() if text.encode() not in bundle.get(path, b"")
    )


def parted(page: str) -> str:
    """A page with the words parted that Pagefind would take for one, a dash between them; the title as it is.

    Hyphens of other kinds become "-", which it knows: both halves are found, and the whole.

    >>> parted("<h1>East–West</h1><p>The <b>NATO</b>–Russia Council—once hailed – met.</p>")
    '<h1>East–West</h1><p>The <b>NATO</b>-Russia Council— once hailed – met.</p>'
    """
    head, title, body = page.partition("</h1>")
    return head + title + BETWEEN_TAGS.sub(lambda text: DASH.sub(r"\1 ", HYPHEN.sub("-", text[0])), body)


def settle(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle in one order, without the files that the site doesn't use.

    Pagefind 1.5 writes filters and their values in the order of a hash table, another on each run,
    and names files for their content.  Sorted, the same articles give the same bytes.
    """
    settled = {path: content for path, content in bundle.items() if not UNUSED.match(path)}
    entry = json.loads(settled.pop(ENTRY))
    engines = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    for path in [path for path in settled if path.startswith("wasm.") and path not in engines]:
        del settled[path]
    try:
        for language in entry["languages"].values():
            language["hash"] = _settle_filters(settled, language["hash"])
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        raise SearchError(f"Pagefind's files are in a form that is not known here ({error!r}); {INSTALL}==1.5.2") from None
    return settled | {ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()}


def pack(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle as classic scripts, {name: content}, that hand its files over as base64.

    boot.js holds what every search needs.  Every other script's name is computed from the path of a
    file, here and in search-loader.js alike.  Articles share scripts by a sum of their path, so that
    a change to one changes one script; parts of the index are a script each.
    """
    shared = sum(len(content) for path, content in bundle.items() if path.startswith("fragment/"))
    buckets = 1 << max(0, (shared // SCRIPT_SIZE).bit_length())
    scripts: dict[str, dict[str, bytes]] = {"boot.js": {}}
    for path, content in sorted(bundle.items()):
        scripts.setdefault(script_of(path, buckets), {})[path] = content
    return {name: _script(files, {"buckets": buckets} if name == "boot.js" else None) for name, files in scripts.items()}


def script_of(path: str, buckets: int) -> str:
    """The script that holds a file of the bundle.

    >>> script_of("pagefind.js", 4), script_of("index/en_1a2b3c4.pf_index", 4), script_of("fragment/en_1a2b3c4.pf_fragment", 4)
    ('boot.js', 'index-en_1a2b3c4.pf_index.js', 'f0003.js')
    """
    if "/" not in path:
        return "boot.js"
    return f"f{_fnv1a(path) % buckets:04x}.js" if path.startswith("fragment/") else f"{path.replace('/', '-')}.js"


def _fnv1a(text: str) -> int:
    total = 0x811C9DC5
    for byte in text.encode():
        total = (total ^ byte) * 0x01000193 & 0xFFFFFFFF
    return total


def _script(files: Mapping[str, bytes], settings: Mapping[str, int] | None) -> bytes:
    content = {path: base64.b64encode(content).decode() for path, content in files.items()}
    given = [json.dumps(value, separators=(",", ":")) for value in (content, settings) if value is not None]
    return f"ArchiveSearch.put({','.join(given)});\n".encode()


def _copy(site: Path, folder: Path) -> int:
    """Put the articles' pages into the folder as Pagefind takes them best; how many there are."""
    count = 0
    for page in (site / "articles").rglob("*.html"):
        content = page.read_bytes()
        if INDEXED in content:
            count += 1
            copy = folder / page.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(parted(content.decode()).encode())
    return count


def _run(folder: Path, language: str) -> None:
    command = [str(_program()), "--site", ".", "--output-subdir", BUNDLE, "--force-language", language, "--keep-index-url", "--quiet"]
    # A setting in someone's environment must not change what is published; in the folder lies no pagefind.toml.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise SearchError(f"Pagefind can't be started ({error.strerror}); {INSTALL}") from None
    if done.returncode:
        raise SearchError(_failure(done.returncode, (done.stderr + done.stdout).decode(errors="replace")))


def _program() -> Path:
    try:
        program: Path = importlib.import_module("pagefind_bin").get_executable()
    except (ImportError, FileNotFoundError):
        raise SearchError(f"Pagefind is not installed; {INSTALL}") from None
    return program


def _failure(status: int, output: str) -> str:
    if status < 0:
        return f"Pagefind was stopped by {signal.Signals(-status).name}; where memory ran out, it needs about 0.3 MB an article"
    said = next((line.strip() for line in output.splitlines() if line.strip()), "it said nothing")
    return f"Pagefind failed with status {status}: {said}"


def _language(site: Path) -> str:
    page = site / "search.html"
    declared = re.search(r"<html\b[^>]*\blang=[\"']?([a-z]+)", page.read_text("utf-8"), re.IGNORECASE) if page.is_file() else None
    return declared[1].lower() if declared else "en"


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _settle_filters(files: dict[str, bytes], name: str) -> str:
    """Sort the filters of one language's index in place; the new name of its meta file."""
    meta = _unpacked(files.pop(f"pagefind.{name}.pf_meta"))
    language = name.rpartition("_")[0]
    for pair in meta[FILTERS]:
        values = _unpacked(files.pop(f"filter/{pair[1]}.pf_filter"))
        if values[0] != pair[0]:
            raise ValueError(pair)
        for value in values[1]:
            value[0] = value[0].translate(UNSAYABLE)
        values[1].sort()
        pair[1] = _keep(files, "filter/{}.pf_filter", language, values)
    meta[FILTERS].sort()
    return _keep(files, "pagefind.{}.pf_meta", language, meta)


def _keep(files: dict[str, bytes], path: str, language: str, value: Any) -> str:
    content = _encoded(value)
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    files[path.format(name)] = zlib.compress(SIGNATURE + content, 9, wbits=31)
    return name


def _unpacked(content: bytes) -> Any:
    plain = zlib.decompress(content, wbits=31)
    value, end = _decoded(plain, len(SIGNATURE))
    # What is not given back byte for byte is not understood, and is better left alone.
    if end != len(plain) or SIGNATURE + _encoded(value) != plain:
        raise ValueError(plain[:40])
    return value


def _decoded(content: bytes, at: int) -> tuple[Any, int]:
    """A CBOR item and where it ends: lists, texts and whole numbers."""
    kind, number = divmod(content[at], 32)
    size = 1 << (number - 24) if number > 23 else 0
    number, at = int.from_bytes(content[at + 1 : at + 1 + size]) if size else number, at + 1 + size
    if kind == NUMBER:
        return number, at
    if kind == TEXT:
        return content[at : at + number].decode(), at + number
    if kind != LIST:
        raise ValueError(kind)
    items = []
    for _ in range(number):
        item, at = _decoded(content, at)
        items.append(item)
    return items, at


def _encoded(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXT, len(text)) + text
    return _head(LIST, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    width = next(width for width in range(4) if number < 1 << (8 << width))
    return bytes([kind << 5 | 24 + width]) + number.to_bytes(1 << width)
