"""The command line: what a person says, and what they are told.

Messages go to stderr, one line each; nothing that is wrong with the content ends in a traceback.
Exit status: 0 published, 1 something in the content is wrong, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cuttings.addresses import is_web_address
from cuttings.options import HOME, Options
from cuttings.profile import Profile
from cuttings.report import Report, visible
from cuttings.workers import WorkersError

FAULT = 1
USAGE = 2
BESIDE = Path()  # --html without a file


def main(arguments: Sequence[str]) -> int:
    """Run the command; the exit status."""
    # Most of what a build makes lives to its end: to look through all of it for rubbish so often is a fifth of its time.
    gc.set_threshold(20_000)
    parser = _parser()
    options, further = parser.parse_known_args(_with_command(arguments), argparse.Namespace())
    options.further = further
    if further and options.run is not _bench:
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    report = Report(options.quiet, options.verbose, Profile() if options.profile else None)
    try:
        status = int(_mirrored(options, report) if {str} & {type(options.content), type(options.output)} else options.run(options, report))
        report.profiled()
        return status
    except WorkersError as error:
        report.say(f"error: {error}; nothing was published")
        return FAULT
    except KeyboardInterrupt:
        report.say("stopped; nothing was published")
        return 130


def _with_command(arguments: Sequence[str]) -> list[str]:
    """`build` is the command where none is named."""
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "--version") or first in COMMANDS or (named in COMMANDS and named == first):
        return list(arguments)
    return ["build", *arguments]


def _parser() -> argparse.ArgumentParser:
    from cuttings import __version__

    parser = argparse.ArgumentParser(prog="build.py", description="A folder of news articles, made into a searchable site.")
    parser.add_argument("--version", action="version", version=f"Cuttings {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, told) in COMMANDS.items():
        command = commands.add_parser(name, help=told, description=told, allow_abbrev=False)
        command.set_defaults(run=run)
        _common(command)
        if name == "add":
            command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, folders or .zip archives")
        if name == "review":
            page = "write a page, FILE or review.html beside the content folder"
            command.add_argument("--html", nargs="?", const=BESIDE, type=_file, metavar="FILE", help=page)
        if name == "entities":
            extract = "suggest Wikidata ids from an extract of its dump, or a result of OpenRefine"
            command.add_argument("--reconcile", type=_file, metavar="FILE", help=extract)
        if name == "check":
            command.add_argument("--fixity", action="store_true", help="compare originals and site with their sums, and nothing else")
        if name == "bag":
            command.add_argument("folder", type=Path, metavar="DIR", help="the bag, a folder that is not there yet")
        if name == "serve":
            command.add_argument("--port", type=_port, default=8000, help="the port on localhost (8000)")
        if name == "bench":
            command.add_argument("which", nargs="*", help="which of the benchmarks in bench/ (all)")
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", type=_place, default=HOME / "content", metavar="DIR", help="the archive (content), or its address: s3://…"
    )
    command.add_argument("--output", type=_place, default=HOME / "site", metavar="DIR", help="the site (site), or its address")
    command.add_argument("--base-url", type=_url, metavar="URL", help="where the site will be served")
    command.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="worker processes (all cores)")
    command.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, whose workers do the work of each article")
    command.add_argument("--no-cache", action="store_true", help="make everything anew")
    command.add_argument("--keep-going", action="store_true", help="publish what is sound although some of it is not")
    command.add_argument("--strict", action="store_true", help="warnings are errors")
    command.add_argument("--profile", action="store_true", help="tell what each stage took, in seconds and memory")
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", action="store_true", help="errors only")
    loudness.add_argument("--verbose", action="store_true", help="tell each stage and what it took")


def _place(text: str) -> Path | str:
    """A folder of this machine, or as a text the address of one elsewhere."""
    return text if "://" in text else Path(text)


def _url(text: str) -> str:
    if not is_web_address(text):
        raise argparse.ArgumentTypeError("must be an address: https://…")
    return text


def _file(text: str) -> Path:
    if not text or text.endswith(("/", os.sep)):
        raise argparse.ArgumentTypeError("must be a file")
    return Path(text)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError("must be a number up to 65535")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)


def options_of(said: argparse.Namespace) -> Options:
    return Options(
        said.content.absolute(),
        said.output.absolute(),
        said.base_url,
        said.jobs,
        not said.no_cache,
        said.keep_going,
        said.strict,
        said.cluster,
    )


def _mirrored(said: argparse.Namespace, report: Report) -> int:
    """A command whose content or site lies at an address."""
    if said.run is _serve:
        report.say("error: serve needs folders of this machine; build with the addresses, and serve a copy")
        return USAGE
    from cuttings.mirror import mirrored

    if isinstance(said.content, str) and getattr(said, "html", None) == BESIDE:
        said.html = Path("review.html")  # there is nothing beside an address
    return mirrored(said.run, said, report)


def _build(said: argparse.Namespace, report: Report) -> int:
    from cuttings.builder import build

    return build(options_of(said), report, started=time.monotonic())


def _check(said: argparse.Namespace, report: Report) -> int:
    if said.fixity:
        from cuttings.preserve import verify

        return verify(options_of(said), report)
    from cuttings.builder import build

    return build(options_of(said), report, started=time.monotonic(), publishing=False)


def _review(said: argparse.Namespace, report: Report) -> int:
    from cuttings.review.command import review

    html = said.content.absolute().parent / "review.html" if said.html == BESIDE else said.html and said.html.absolute()
    return review(options_of(said), report, html)


def _entities(said: argparse.Namespace, report: Report) -> int:
    from cuttings.authorities.command import entities

    return entities(options_of(said), report, said.reconcile)


def _add(said: argparse.Namespace, report: Report) -> int:
    from cuttings.add import add

    return add(said.paths, said.content / "originals", report)


def _bag(said: argparse.Namespace, report: Report) -> int:
    from cuttings.preserve import bag

    return _build(said, report) or bag(options_of(said), said.folder, report)


def _serve(said: argparse.Namespace, report: Report) -> int:
    from cuttings.serve import serve

    return serve(options_of(said), said.port, report)


def _bench(said: argparse.Namespace, report: Report) -> int:
    import runpy

    scripts = {path.stem: path for path in sorted((HOME / "bench").glob("bench_*.py"))}
    wanted = [f"bench_{name}" for name in said.which] or list(scripts)
    unknown = [name.removeprefix("bench_") for name in wanted if name not in scripts]
    if unknown:
        known = ", ".join(name.removeprefix("bench_") for name in scripts)
        report.say(f"error: bench: no benchmark {visible(unknown[0])}; there are {known}")
        return USAGE
    if said.further and len(wanted) > 1:
        report.say(f"error: bench: {visible(said.further[0])}: name the one benchmark that it is for")
        return USAGE
    for name in wanted:
        arguments, sys.argv[1:] = sys.argv[1:], said.further  # the scripts have options of their own
        try:
            runpy.run_path(str(scripts[name]), run_name="__main__")
        finally:
            sys.argv[1:] = arguments
    return 0


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace, Report], int], str]] = {
    "build": (_build, "build the archive: content/ → site/"),
    "add": (_add, "copy articles into content/originals/, never over another"),
    "serve": (_serve, "build, serve on localhost, build again and reload on change"),
    "check": (_check, "everything but the writing: problems, with file and line"),
    "review": (_review, "what the machine is unsure about"),
    "entities": (_entities, "the entities: a table, or who they are by an extract of Wikidata"),
    "bag": (_bag, "a copy of the archive, its sums with it, for a repository to keep (BagIt)"),
    "bench": (_bench, "the benchmarks of bench/"),
}
