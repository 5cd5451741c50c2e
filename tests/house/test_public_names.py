"""What users may import exists and is documented; what the documentation names exists."""

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import volmatch
from house.sources import PACKAGE, module_of, python_files

#: What stands in ``volmatch`` itself and is no thing to document.
PLAIN = {"__version__"}
SECTIONS = {
    "Parameters", "Returns", "Yields", "Raises", "Attributes", "Notes", "See Also", "Examples", "References", "Warnings",
}  # fmt: skip
MODULES = [
    module_of(path) for path in python_files("src") if path != PACKAGE / "__init__.py" and path.stem != "__main__"
]


@pytest.mark.parametrize("name", sorted(set(volmatch.__all__) - PLAIN))
def test_each_public_name_resolves_and_is_documented(name: str) -> None:
    """A name that ``volmatch`` promises is missing, or nothing says what it is."""
    thing = getattr(volmatch, name)
    assert inspect.getdoc(thing)
    assert isinstance(thing, ModuleType) or thing.__name__ == name
    assert name in dir(volmatch)


@pytest.mark.parametrize("package", [volmatch, volmatch.io])
def test_names_for_type_checkers_are_those_for_everyone(package: ModuleType) -> None:
    """A name loads but no type checker knows it, or the other way round."""
    source = Path(str(package.__file__)).read_text(encoding="utf-8")
    assert sorted(re.findall(r"^    from \S+ import (\w+) as \1$", source, re.MULTILINE)) == sorted(
        set(package.__all__) - PLAIN
    )
    assert all(hasattr(package, name) for name in package.__all__)


def test_a_name_that_does_not_exist_says_so() -> None:
    """A slip such as ``volmatch.slove`` ends in something else than AttributeError."""
    with pytest.raises(AttributeError, match="slove"):
        volmatch.slove  # type: ignore[attr-defined]  # noqa: B018 - asking for the name is the test


@pytest.mark.parametrize("module", MODULES)
def test_docstrings_name_only_what_is_there(module: str) -> None:
    """A parameter was renamed and its description stayed, or a section has a heading that numpydoc does not know."""
    assert [fault for name, thing in _public(module) for fault in _doc_faults(name, thing)] == []


def _public(module: str) -> list[tuple[str, object]]:
    """Return the public classes, functions and methods that a module defines, by their dotted names."""
    found: list[tuple[str, object]] = []
    for name, thing in vars(importlib.import_module(module)).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module:
            continue
        if inspect.isclass(thing):
            found += [(name, thing), *((f"{name}.{own}", one) for own, one in vars(thing).items() if own[0] != "_")]
        elif inspect.isfunction(thing):
            found.append((name, thing))
    return found


def _doc_faults(name: str, thing: object) -> list[str]:
    doc = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    headings = re.findall(r"^(\w[\w ]*)\n-{3,}$", doc, re.MULTILINE)
    faults = [f"{name}: heading {heading}" for heading in headings if heading not in SECTIONS]
    if "Parameters" in headings and (inspect.isclass(thing) or inspect.isfunction(thing)):
        known = set(inspect.signature(thing).parameters) | set(getattr(thing, "__annotations__", ()))
        faults += [f"{name}: parameter {one}" for one in _listed(doc, "Parameters") if one not in known]
    return faults


def _listed(doc: str, heading: str) -> list[str]:
    """Return the names that a section of a docstring describes."""
    section = re.split(
        r"^\w[\w ]*\n-{3,}$", doc.split(f"{heading}\n{'-' * len(heading)}", 1)[1], maxsplit=1, flags=re.MULTILINE
    )[0]
    lines = [line.partition(" : ")[0] for line in section.splitlines() if line and not line.startswith(" ")]
    return [name.strip(" *") for line in lines for name in line.split(",")]
