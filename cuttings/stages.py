"""The stages in order: what `build.py` does, from a content folder to the pages of its site.

Stages over one article go through `each`, which asks the cache first and hands what is left to the
workers; stages over the whole archive are called as they are, every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cuttings.articles import Draft, Reconciled, drafted, reconcile
from cuttings.budget import SECONDS, OverBudget, budget
from cuttings.cache import Cache, key
from cuttings.clean import clean
from cuttings.clean.recurring import line_keys, recurring
from cuttings.content import ADDRESSES, Content, ordered, overridden
from cuttings.describe import describe, has_title
from cuttings.describe.facts import Fact, first_value
from cuttings.describe.outlets import by_host
from cuttings.entities.decisions import Decisions
from cuttings.fixity import sha256
from cuttings.hints import supplemented
from cuttings.model import Archive, Article, Candidate, Original, Problem, Settings, Severity, Slug
from cuttings.options import HOME, Options
from cuttings.report import Report
from cuttings.workers import HERE, Workers

if TYPE_CHECKING:
    from cuttings.entities import Resolved
    from cuttings.pages import Made

In = TypeVar("In")
Out = TypeVar("Out")

KEPT_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Received:
    """An original; what metadata.csv and then its own file state of it; what stands where nothing is read.

    `known` are the sums of those of its lines that recur in the archive.
    """

    original: Original
    stated: tuple[Fact, ...] = ()
    hints: tuple[Fact, ...] = ()
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Assembled:
    """The archive, its pages as they are made, and how to keep in the content folder what the build found.

    `pages` takes the keys of those that the site has.  Its entities were made of `decisions` and of each
    article's candidates, which `seen` asks of the cache again, for a build needs the memory;
    `notes` say what decisions changed that the last build did not know.
    """

    archive: Archive
    decisions: Decisions
    seen: Callable[[], Mapping[Slug, Sequence[Candidate]]]
    pages: Callable[[Mapping[str, str]], Iterator[Made]]
    model: str  # the language model that was asked for names, "" for none
    keep: Callable[[], list[str]]
    notes: tuple[Problem, ...] = ()


def assemble(content: Content, options: Options, cache: Cache, report: Report, workers: Workers = HERE) -> Assembled:
    """content/ → the pages of its site.  Nothing is written but the cache; see `Assembled.keep`.

    What is wrong is in `content.problems`; the report hears of each stage, how much it has to do and how far it is.
    Raises WorkersError where the workers can do no more.
    """
    from cuttings import redirects
    from cuttings.entities import lock
    from cuttings.links import links
    from cuttings.spacy_model import installed

    settings = overridden(content.settings(), options.base_url)
    decisions = content.decisions()

    reconciled = _reconciled(content, settings, cache, report, workers)
    articles = ordered(reconciled.articles)
    content.left_out += [article.original or f"{article.slug}.md" for article in reconciled.articles if article.draft]

    model = installed() if settings.language_model else ""
    report.stage("finding names", len(articles))
    resolved, notes = _resolved(content, articles, _seen(articles, model, cache, workers, report.done), decisions, settings, report)

    report.stage("tying articles", len(articles))
    tied = links(articles, resolved.entities, resolved.mentions)
    published = redirects.parse(content.addresses())
    led, faults = redirects.redirects(articles, resolved.entities, published, content.shown)
    content.problems += (*faults, *redirects.lost(published, reconciled.articles, content.broken, f"{content.shown}/{ADDRESSES}"))
    archive = Archive(settings, articles, resolved.entities, resolved.mentions, tied, led)
    pictures = _pictures(archive, cache, workers, report)
    manifest = content.received()

    def keep() -> list[str]:
        return content.write(reconciled, manifest, lock.render(resolved.lock), redirects.render(redirects.extended(published, articles)))

    seen = partial(_seen, articles, model, cache)
    return Assembled(
        archive, decisions, seen, partial(_pages, content, archive, reconciled.markdown, pictures, workers), model, keep, notes
    )


def _seen(
    articles: Sequence[Article], model: str, cache: Cache, workers: Workers = HERE, done: Callable[[int], None] = lambda _number: None
) -> Mapping[Slug, Sequence[Candidate]]:
    """Each article's candidates."""
    from cuttings.mentions import candidates

    found = each(partial(candidates, with_model=bool(model)), articles, _article_sum(model), cache, workers, done)
    return {article.slug: own for article, own in zip(articles, found, strict=True)}


def _resolved(
    content: Content,
    articles: Sequence[Article],
    seen: Mapping[Slug, Sequence[Candidate]],
    decisions: Decisions,
    settings: Settings,
    report: Report,
) -> tuple[Resolved, tuple[Problem, ...]]:
    """The archive's entities, and what new decisions changed; the candidates are held no longer than here."""
    from cuttings.entities import resolve
    from cuttings.entities.effects import effects

    report.stage("joining names", sum(map(len, seen.values())))
    locked, decided_in = content.lock(), f"{content.shown}/entities.yaml"
    resolved = resolve(articles, seen, decisions, locked, settings, decided_in)
    content.problems += resolved.problems
    return resolved, effects(articles, seen, decisions, locked, settings, resolved, decided_in)


def _reconciled(content: Content, settings: Settings, cache: Cache, report: Report, workers: Workers) -> Reconciled:
    """The articles as the machine reads them, beside those on disk; the originals, which weigh most, are held no longer than here."""
    readings = content.originals(cache)
    report.stage("reading originals", len(readings))
    stated = content.stated()
    report.stage("cleaning", len(readings))
    lines = each(line_keys, [one.original for one in readings], _original_sum, cache, workers)
    received = [
        Received(one.original, (*stated.get(one.original.path, ()), *one.facts), one.hints, known)
        for one, known in zip(readings, recurring(lines), strict=True)
    ]
    drafts = each(
        partial(draft, settings=settings), received, _received_sum(settings), cache, workers, report.done, lambda one: not one.fault
    )
    report.stage("reading articles", len(drafts))
    stored = content.stored(cache, drafts)
    with_text = tuple(_with_text(content, drafts, {one.article.original for one in stored}))
    present = None if content.unread else content.seen
    reconciled = reconcile(with_text, stored, present, content.broken, f"{content.shown}/articles")
    content.problems += reconciled.problems
    return reconciled


def _pages(
    content: Content,
    archive: Archive,
    markdown: Mapping[Slug, bytes],
    pictures: Mapping[str, bytes],
    workers: Workers,
    before: Mapping[str, str],
) -> Iterator[Made]:
    """The site, made with the templates and the logo that the content folder has; it ends where they are at fault."""
    from cuttings.pages import PathError, TemplateFault, pages

    ours = _templates()
    own = content.templates(ours)
    try:
        yield from pages(archive, ours | own, _static() | content.logo(archive.settings), markdown, pictures, before, workers)
    except TemplateFault as error:
        if not own:
            raise
        where, line = (f"templates/{error.template}", error.line) if error.template in own else ("templates", 0)
        content.problem("error", where, error.message, line)
    except PathError as error:
        content.problem("error", "articles", f"{error}; rename one, or take the old address out")


def _pictures(archive: Archive, cache: Cache, workers: Workers, report: Report) -> dict[str, bytes]:
    """What links to the archive and to its articles show where they are shared, by path; they need an address to be named by."""
    if not archive.settings.base_url:
        return {}
    from cuttings.pages import routes, wording
    from cuttings.pictures import archive_words, article_words, picture  # loads Pillow

    words = wording.of(archive.settings)
    wanted = {routes.article(article.slug, "png"): article_words(article, archive.settings, words) for article in archive.articles}
    wanted[routes.PICTURE] = archive_words(archive.settings)
    report.stage("drawing pictures", len(wanted))
    made = each(picture, list(wanted.values()), lambda words: sha256(repr(words)), cache, workers, report.done)
    return {path: content for path, content in zip(wanted, made, strict=True) if content}


def draft(received: Received, settings: Settings) -> Draft:
    """What the machine reads of one original, and what is known of it besides; or that it takes too long."""
    try:
        with budget():
            return _draft(received, settings)
    except OverBudget:
        fault = f"working on it takes more than {SECONDS} s, so it was left out; split it into articles, or save it as plain text"
        return Draft(Article("", original=received.original.path), fault=fault)


def _draft(received: Received, settings: Settings) -> Draft:
    article = describe(received.original, clean(received.original, received.known), settings, received.stated)
    return drafted(supplemented(article, (*by_host(first_value(received.stated, "url"), settings), *received.hints)))


def each(
    stage: Callable[[In], Out],
    inputs: Sequence[In],
    sum_of: Callable[[In], str],
    cache: Cache,
    workers: Workers,
    done: Callable[[int], None] = lambda _number: None,
    lasts: Callable[[Out], bool] = lambda _made: True,
) -> tuple[Out, ...]:
    """A pure stage over each input, in order: from the cache, else made now and kept, if it lasts; `done` hears how far it is."""
    name = getattr(stage, "func", stage).__name__
    keys = [key(name, sum_of(one)) for one in inputs]
    known: dict[str, Out] = cache.get(keys)
    missing = {k: one for k, one in zip(keys, inputs, strict=True) if k not in known}
    fresh: dict[str, Out] = {}
    for k, one in zip(missing, workers.map(stage, list(missing.values())), strict=True):
        known[k] = one
        done(len(known))
        if lasts(one):
            fresh[k] = one
        if len(fresh) == KEPT_AT_ONCE:  # so that a build that is broken off was not for nothing
            cache.put(fresh)
            fresh.clear()
    cache.put(fresh)
    return tuple(known[k] for k in keys)


def _received_sum(settings: Settings) -> Callable[[Received], str]:
    known = repr((settings.language, settings.publications))
    return lambda one: sha256("\0".join((*_named(one.original), repr((one.stated, one.hints, sorted(one.known))), known)))


def _original_sum(original: Original) -> str:
    return sha256("\0".join(_named(original)))


def _named(original: Original) -> tuple[str, ...]:
    return original.path, original.sha256, original.media_type, original.encoding


def _article_sum(model: str) -> Callable[[Article], str]:
    return lambda article: sha256("\0".join((model, *(f"{field}\0{text}" for field, text in article.fields()))))


def _with_text(content: Content, drafts: Sequence[Draft], by_hand: set[str]) -> Iterator[Draft]:
    """The drafts that hold an article; a page without one is left out, and told, unless a person wrote its article."""
    for one in drafts:
        article, where = one.article, f"originals/{one.article.original}"
        if one.fault:
            content.problem("error", where, one.fault, 1)
            content.left_out.append(article.original)
            continue
        if not article.text:
            if article.original not in by_hand:
                message = "no text of an article was found in it; is it the right page?"
                # Nobody can take a page out of a web archive.
                severity: Severity = "warning" if article.original in content.archived else "error"
                content.problem(severity, where, message, 1)
                content.left_out.append(article.original)
            continue
        yield one
        for doubt in article.doubts:
            content.problem("warning", where, f"{doubt}; write date: … into its file in articles/")
        if not has_title(article):
            message = "no headline found, so its first words stand for it; write title: … into its file in articles/"
            content.problem("warning", where, message, 1)


def _templates() -> dict[str, str]:
    folder = HOME / "templates"
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir()) if file.suffix in (".html", ".xml", ".txt")}


def _static() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((HOME / "static").iterdir()) if file.is_file()}
