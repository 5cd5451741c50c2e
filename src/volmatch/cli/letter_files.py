"""Letters for everybody in a folder: each file is ours until somebody writes into it, and letters of those who left go."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from volmatch.cli.outputs import refuse_to_replace
from volmatch.explain import letter
from volmatch.io.files import made_folder, replace
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem

#: Remembers which letters we wrote, and what was in them.
_MEMORY = ".volmatch-letters.json"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 60


def write_letters(problem: Problem, outcome: Outcome, folder: str, *, force: bool, lang: str) -> int:
    """Write a letter to each person into a folder and return how many; a file that somebody else changed is never replaced unasked.

    Raises
    ------
    FileError
        If a file cannot be written, or is not ours to replace.
    """
    told = {own: letter(problem, outcome, own).sentence(lang) for own in _names(problem)}
    return write_told(problem, told, folder, force=force)


def write_told(problem: Problem, told: Mapping[str, str], folder: str, *, force: bool) -> int:
    """Write what is told to each of some people into a folder, as `write_letters` does.

    Raises
    ------
    FileError
        If a file cannot be written, or is not ours to replace.
    """
    names = _names(problem)
    letters = {names[own]: f"{words}\n".encode() for own, words in told.items()}
    target, before = Path(folder), _remembered(folder)
    for name in sorted({*letters, *before}):
        if not force and (target / name).is_file() and not _is_ours(target / name, before):
            refuse_to_replace(str(target / name))
    made_folder(folder)
    for name, raw in letters.items():
        replace(target / name, raw)
    for name in before.keys() - letters.keys():
        (target / name).unlink(missing_ok=True)
    marks = {name: hashlib.sha256(raw).hexdigest() for name, raw in letters.items()}
    replace(target / _MEMORY, json.dumps(marks, ensure_ascii=False, indent=1).encode())
    return len(letters)


def _names(problem: Problem) -> dict[str, str]:
    """Return the name of each person's file: what they are called, and their id where two are called the same."""
    plain = {one.id: _NOT_IN_NAMES.sub("_", one.label)[:_LONGEST].strip(" .") for one in problem.volunteers}
    taken: set[str] = set()
    names = {}
    for own, told in plain.items():
        name = told or "_"
        if name.casefold() in taken:
            name = f"{name} ({hashlib.sha256(own.encode()).hexdigest()[:8]})"
        taken.add(name.casefold())
        names[own] = f"{name}.txt"
    return names


def _remembered(folder: str) -> Mapping[str, str]:
    try:
        told = json.loads((Path(folder) / _MEMORY).read_bytes())
    except (OSError, ValueError):
        return {}
    is_plain = isinstance(told, dict) and all(
        isinstance(name, str) and Path(name).name == name and isinstance(mark, str) for name, mark in told.items()
    )
    return told if is_plain else {}


def _is_ours(path: Path, before: Mapping[str, str]) -> bool:
    return before.get(path.name) == hashlib.sha256(path.read_bytes()).hexdigest()
