"""What an installation consists of: pinned versions, one licence, commands that exist."""

import re
import subprocess
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = {str(canonicalize_name(line.partition("==")[0])): line.partition("==")[2] for line in LINES}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_constraints_are_plain_pins_in_order() -> None:
    """A line of the constraints is a range, an option or a comment, or stands where nobody looks."""
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert sorted(LINES, key=lambda line: line.partition("==")[0].lower()) == LINES
    assert len(PINS) == len(LINES)


def _requirements(name: str) -> list[str]:
    """Return what a distribution requires; for the project itself as its file says now, not when it was installed."""
    if name != "volmatch":
        return metadata.requires(name) or []
    own = PROJECT["project"]
    optional = own["optional-dependencies"].items()
    return [*own["dependencies"], *(f"{line} ; extra == '{extra}'" for extra, lines in optional for line in lines)]


def _needed_by(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> set[str]:
    """Return the names of everything a distribution and its extras need here, step by step."""
    if (name, extras) in seen:
        return set()
    seen.add((name, extras))
    needed = {name}
    for line in _requirements(name):
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            needed |= _needed_by(canonicalize_name(one.name), frozenset(one.extras), seen)
    return needed


def test_constraints_cover_everything_that_is_installed() -> None:
    """Two people who install the same commit get different versions."""
    needed = _needed_by("volmatch", frozenset({"dev"}), set()) - {"volmatch"}
    assert {"ortools", "pytest", "hypothesis"} <= needed
    assert {name: metadata.version(name) for name in needed} == {name: PINS.get(name) for name in needed}


#: What the isolated environment of a build gets; hatchling asks for editables by itself when a build is editable.
BUILD = {"hatchling", "editables", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}


def test_constraints_cover_the_build() -> None:
    """The package is built with whatever version is newest that day."""
    asked = {str(canonicalize_name(Requirement(line).name)) for line in PROJECT["build-system"]["requires"]}
    assert asked <= BUILD <= PINS.keys()
    assert "PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt" in MAKEFILE


def test_the_licence_is_the_one_named() -> None:
    """The package says one licence and carries another, or none."""
    assert PROJECT["project"]["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.split()[:6] == ["Apache", "License", "Version", "2.0,", "January", "2004"]
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_version_stands_once_in_effect() -> None:
    """The package says another version than its metadata."""
    import volmatch

    assert PROJECT["project"]["version"] == volmatch.__version__ == metadata.version("volmatch")


def test_all_promised_commands_exist() -> None:
    """A command of the documentation is missing from the Makefile."""
    assert {"demo", "test", "check", "index", "docs", "bench", "clean"} <= TARGETS


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_pages_name_only_commands_that_exist(page: str) -> None:
    """Somebody types a command that a page told them, and it is not there."""
    named = set(re.findall(r"\bmake ([a-z]+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert named
    assert named <= TARGETS


def test_the_build_machine_runs_the_same_commands() -> None:
    """The build machine passes what a person's `make test` would not, or cannot start its script."""
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(script)], check=True)  # noqa: S607 - whichever bash comes first runs the script too
    assert "make --keep-going check test" in script.read_text(encoding="utf-8").splitlines()
