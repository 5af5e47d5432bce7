"""Preserve: whether the archive is still what was received and published, and a copy of all of it for a repository to keep."""

from __future__ import annotations

import logging
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import bagit

from cuttings import __version__, publish, read
from cuttings.content import Content
from cuttings.fixity import Difference, Sha256, differences, read_manifest, sha256_of
from cuttings.model import Problem
from cuttings.options import Options
from cuttings.report import Report

FAULT = 1
WHY = {
    "changed": "changed since its sum was taken",
    "missing": "it is missing",
    "added": "it has no sum yet; `build.py add` on its folder gives it one",
}


def verify(options: Options, report: Report) -> int:
    """Compare every original and every published file with its manifest; the exit status."""
    shown = os.path.relpath(options.content)
    manifest = options.content / "originals" / read.MANIFEST
    problems: list[Problem] = []
    if not manifest.is_file():
        report.say(f"error: {shown}/originals: there is no {read.MANIFEST} yet; a build makes it")
        return FAULT
    known = read_manifest(manifest.read_text("utf-8", "surrogateescape"))
    sources = read.sources(options.content / "originals", problems, f"{shown}/originals")
    found = _sums({source.path: source.file for source in sources}, f"{shown}/originals", problems)
    problems += [_problem(f"{shown}/originals/{one.path}", one) for one in differences(known, found)]
    told = [f"{len(found)} originals"]
    if (options.output / publish.MANIFEST).is_file():
        pages = read_manifest((options.output / publish.MANIFEST).read_text("utf-8", "replace"))
        site = os.path.relpath(options.output)
        there = {path: options.output / path for path in pages if (options.output / path).is_file()}
        problems += [_problem(f"{site}/{one.path}", one) for one in differences(pages, _sums(there, site, problems))]
        told.append(f"{len(there)} published files")
    report.problems(problems)
    faults = sum(problem.severity == "error" or options.strict for problem in problems)
    report.note(f"{' and '.join(told)} compared; {f'{faults} are not as they were' if faults else 'all are as they were'}")
    return FAULT if faults else 0


def _problem(where: str, one: Difference) -> Problem:
    if one.what == "moved":
        return Problem("warning", where, f"it is {one.to} now; its sum is the same")
    return Problem("warning" if one.what == "added" else "error", where, WHY[one.what])


def _sums(files: Mapping[str, Path], shown: str, problems: list[Problem]) -> dict[str, Sha256]:
    """The sums of files; what cannot be read is told, and counts as missing."""
    sums = {}
    for path, file in files.items():
        try:
            with open(file, "rb") as content:
                sums[path] = sha256_of(content)
        except OSError as error:
            problems.append(Problem("error", f"{shown}/{path}", f"it cannot be read ({error.strerror}); mend its permissions"))
    return sums


def bag(options: Options, folder: Path, report: Report) -> int:
    """Make a bag of the content folder and the site (BagIt, RFC 8493), in a folder that is not there yet; the exit status."""
    staged = folder.with_name(f".{folder.name}.new")
    if folder.exists() or folder.is_symlink():
        report.say(f"error: {folder}: it is there already; name a new folder")
        return FAULT
    if not options.content.is_dir():
        report.say(f"error: {options.content}: there is no such folder")
        return FAULT
    if any(folder.absolute().is_relative_to(part) for part in (options.content, options.output)):
        report.say(f"error: {folder}: a bag cannot lie in what it holds; name another folder")
        return FAULT
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # what goes wrong is told below
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for name, part in (("content", options.content), ("site", options.output)):
            for path, file in _regular(part, report):
                target = staged / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        made = bagit.make_bag(str(staged), _about(options, report), checksums=["sha256"])
        made.validate()
        staged.rename(folder)
    except (OSError, bagit.BagError) as error:
        report.say(f"error: {folder}: {getattr(error, 'strerror', None) or error}; no bag was made")
        return FAULT
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    report.note(f"{folder}: a valid bag of {len(made.payload_entries())} files, {int(made.info['Payload-Oxum'].split('.')[0]):,} bytes")
    return 0


def _regular(folder: Path, report: Report) -> Iterator[tuple[str, Path]]:
    """The regular files below a folder, by the path that they have in a bag; links and pipes are left out, and told."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(root, name)
            if stat.S_ISREG(file.lstat().st_mode):
                yield read.plain_name(file.relative_to(folder).as_posix()), file
            else:
                report.note(f"warning: {file}: no regular file, not in the bag")


def _about(options: Options, report: Report) -> dict[str, str]:
    """What bag-info.txt says of the archive (RFC 8493 §2.2.2)."""
    content = Content(options.content)
    about = content.settings()
    report.problems(content.problems)
    said = {
        "External-Description": " ".join(f"{about.title}. {about.description}".split()),
        "External-Identifier": options.base_url or about.base_url,
        "Bagging-Date": _today().isoformat(),
        "Bag-Software-Agent": f"Cuttings {__version__}",
    }
    return {name: value for name, value in said.items() if value}


def _today() -> date:
    """The day, or the one that SOURCE_DATE_EPOCH says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()
