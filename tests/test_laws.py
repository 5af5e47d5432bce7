"""Laws of the whole: what is pure stays pure, and the README tells every command, option and setting."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields

import pytest
from archives import HOME, Place

from cuttings.cli import COMMANDS, _parser
from cuttings.model import Settings

WORLD = {"os", "pathlib", "subprocess", "shutil", "time", "random", "socket", "urllib.request", "tempfile", "sqlite3", "http", "threading"}
# What touches the world, each by its nature: reading, writing, keeping, running, telling.
SHELL = {
    "read",
    "content",
    "cache",
    "memo",
    "publish",
    "preserve",
    "search",
    "stages",
    "budget",
    "builder",
    "cli",
    "add",
    "serve",
    "report",
    "profile",
    "options",
}
SHELL |= {"processes", "review/command", "authorities/command", "authorities/stream", "spacy_model", "cluster", "mirror"}


def modules() -> list[str]:
    files = sorted((HOME / "cuttings").rglob("*.py"))
    return [file.relative_to(HOME / "cuttings").with_suffix("").as_posix() for file in files]


@pytest.mark.parametrize("module", [name for name in modules() if not {name, name.split("/")[0]} & SHELL])
def test_pure_modules_touch_nothing(module: str) -> None:
    tree = ast.parse((HOME / "cuttings" / f"{module}.py").read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}

    assert not imported & WORLD
    assert not called & {"open", "print", "input", "exec", "eval"}


def test_the_readme_tells_every_command_and_option() -> None:
    readme = (HOME / "README.md").read_text("utf-8")
    options = set(re.findall(r"--[a-z-]+", _parser().format_help()))
    for action in _parser()._actions:
        for command in (getattr(action, "choices", None) or {}).values():
            options |= {option for own in command._actions for option in own.option_strings if option.startswith("--")}

    missing = [word for word in (*(f"build.py {name}" for name in COMMANDS if name != "build"), *sorted(options)) if word not in readme]
    assert missing == []


def test_the_readme_tells_every_setting() -> None:
    readme = (HOME / "README.md").read_text("utf-8")

    assert [field.name for field in fields(Settings) if f"`{field.name}`" not in readme] == []


def test_the_readme_gives_a_reason_for_each_dependency() -> None:
    readme = (HOME / "README.md").read_text("utf-8")
    project = (HOME / "pyproject.toml").read_text("utf-8")
    names = re.findall(r'^    "([\w-]+)[^"\[]*",', project.split("[tool.", 1)[0], re.MULTILINE)

    assert [name for name in names if f"| {name} |" not in readme] == []


def test_locks_are_pinned_with_hashes_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (HOME / name).read_text("utf-8")
        pinned = re.findall(r"^[\w.\[\]-]+==[^ \n]+", text, re.MULTILINE)
        assert len(pinned) > 5
        assert text.count("--hash=sha256:") >= len(pinned)
        assert not re.search(r"^--|https?://|index-url|find-links", text, re.MULTILINE)


@pytest.mark.parametrize("lock", ["requirements", "requirements-dev"])
def test_locks_and_licences_are_in_step(lock: str) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", (HOME / f"{lock}.txt").read_text("utf-8"), re.MULTILINE))
    wanted = re.findall(r"^(\w[\w.-]*)", (HOME / f"{lock}.in").read_text("utf-8"), re.MULTILINE)
    licences = (HOME / "docs" / "licences.md").read_text("utf-8")

    assert [name for name in wanted if name.lower().replace("_", "-") not in pinned] == [], "run make lock"
    assert [name for name, version in pinned.items() if f"| {name} | {version} |" not in licences] == [], "run make licences"


def test_what_is_depended_on_is_locked() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = (HOME / "requirements.in").read_text("utf-8").lower().replace("_", "-").split()

    assert [name for name in project["dependencies"] if name.lower().replace("_", "-") not in wanted] == []


def test_templates_say_what_they_get() -> None:
    for template in sorted((HOME / "templates").glob("*.html")):
        assert template.read_text("utf-8").startswith("{#"), template.name


@pytest.mark.parametrize("arguments", [("--no-cache",), ("--jobs", "1"), ("--jobs", "4", "--no-cache")])
def test_cache_and_workers_change_no_byte(arguments: tuple[str, ...], sample: Place) -> None:
    before = sample.files()

    assert "0 added, 0 changed, 0 removed" in sample.build(*arguments).last
    assert sample.files() == before
