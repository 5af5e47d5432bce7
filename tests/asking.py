"""A reader at the search page, and what each question costs; and the index that is read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page


def bundle(folder: Path) -> dict[str, bytes]:
    """The files of an index: path → content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# Resolves when the answer and all of its first results are there, with how long that took, in ms.
ASK = """([query, patience]) => new Promise((resolve, reject) => {
  const box = document.querySelector('#q'), list = document.querySelector('#results'), began = performance.now();
  const watch = new MutationObserver(() => {
    if (list.ariaBusy !== 'false') return;
    watch.disconnect();
    resolve(performance.now() - began);
  });
  setTimeout(reject, patience, new Error(`no answer to ${query}`));
  watch.observe(list, { attributes: true });
  box.value = query;
  box.form.requestSubmit();
})"""
PATIENCE = 60_000  # ms


class Reader:
    """A page of search that keeps count of what it asks for."""

    def __init__(self, page: Page, root: str, site: Path) -> None:
        self.page, self.root, self.site = page, root, site
        self.asked: list[str] = []
        self.took = 0.0  # ms, by the page's own clock, of the last question
        page.set_default_timeout(PATIENCE)
        page.context.on("request", lambda request: self.asked.append(request.url))
        page.goto(f"{root}search.html")
        page.wait_for_function("document.querySelector('#results').ariaBusy === 'false'")

    @property
    def index(self) -> list[Path]:
        """The files of the index that were asked for."""
        paths = [unquote(url.removeprefix(self.root).partition("?")[0].partition("#")[0]) for url in self.asked]
        assert [url for url in self.asked if not url.startswith((self.root, "blob:"))] == []
        return [self.site / path for path in paths if path.startswith("pagefind")]

    def cost(self, query: str) -> int:
        """Ask, and tell how many bytes came for the answer with its first ten results."""
        self.asked.clear()
        self.took = self.page.evaluate(ASK, [query, PATIENCE])
        return sum(file.stat().st_size for file in self.index)

    def links(self) -> list[str]:
        return [link.get_attribute("href") or "" for link in self.page.locator(".result-title a").all()]
