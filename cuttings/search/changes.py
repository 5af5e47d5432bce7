"""Changes: what comes to the index that stands, what goes from it, and what is merely beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cuttings.search.indexes import Fragment, Index, Run
from cuttings.search.standing import Standing, Unsound

#: What a result may tell besides its text, as the templates write it; Pagefind finds pictures by itself.
FIELDS = ("date", "image", "image_alt", "source", "title")


@dataclass(frozen=True, slots=True)
class Changes:
    """Runs over pages that come, and over those that go; of which articles the standing index holds what the new would.

    A page may change in what is not its article's text: then nothing of it comes or goes.
    """

    fresh: Sequence[Run]
    gone: Sequence[Run]
    unmoved: frozenset[str]

    def fresh_indexes(self, language: str) -> list[Index]:
        """The indexes of new pages in a language."""
        return _of(language, self.fresh)

    def touched(self, language: str) -> frozenset[str]:
        """The stems of whatever comes to a language's index or goes from it."""
        return frozenset(
            stem
            for index in _of(language, (*self.fresh, *self.gone))
            for path, told in index.by_article().items()
            for stem, *_ in (told if path not in self.unmoved else ())
        )

    def fragments(self) -> dict[str, Fragment]:
        """The texts of new pages."""
        return _fragments(self.fresh)


def changes(old: Standing | None, fresh: Sequence[Run], gone: Sequence[Run]) -> Changes:
    """What new pages and those that go change; Unsound where the latter aren't those of which the standing index was made."""
    if old is None:
        return Changes(fresh, (), frozenset())
    if any(fragment.digest != old.articles[path].digest for path, fragment in _fragments(gone).items()):
        raise Unsound
    if any({*index.fields} - {*FIELDS} for run in gone for index in run.indexes):
        raise Unsound  # it may be that nothing else has such a field
    before, after = _sums(gone), _sums(fresh)
    return Changes(fresh, gone, frozenset(path for path in before if before[path] == after.get(path)))


def _of(language: str, runs: Iterable[Run]) -> list[Index]:
    return [index for run in runs for index in run.indexes if index.language == language]


def _fragments(runs: Iterable[Run]) -> dict[str, Fragment]:
    return {path: fragment for run in runs for path, fragment in run.fragments.items()}


def _sums(runs: Iterable[Run]) -> dict[str, bytes]:
    """The sum of all that is held of each article."""
    sums = {}
    for index in (index for run in runs for index in run.indexes):
        for path, told in index.by_article().items():
            held = (field for stem, form, places, fields in told for field in (stem.encode(), form.encode(), places, fields))
            sums[path] = hashlib.sha256(b"\0".join((index.language.encode(), *held))).digest()
    return sums
