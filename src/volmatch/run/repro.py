"""A contradiction of ours as a file: what was asked, without names, and how; to be sent with a report and tried again."""

import contextlib
import json
import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any

import attrs

from volmatch.errors import EncodingError, Fault, InputError, OptionError, ProblemError
from volmatch.io.files import too_large
from volmatch.io.formats import MOST_BYTES, loads
from volmatch.io.strict import parsed
from volmatch.problem.problem import Problem
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

FORMAT = "volmatch-repro/1"
#: What a solve is asked besides its problem.
HOW = ("time_limit", "seed", "workers", "deterministic", "isolation")
_PACKAGES = ("volmatch", "ortools", "numpy")


@attrs.frozen(kw_only=True)
class Repro:
    """What led to a contradiction.

    Parameters
    ----------
    problem
        With a number for each word that came from people.
    how
        The options of the solve, as far as they are known.
    """

    problem: Problem
    how: Mapping[str, Any]


def repro_text(error: EncodingError) -> str:
    """Return what a contradiction carries as the text of a file; it names nobody and does not hold the error's own sentence.

    Times, amounts and the kinds of rules stay as they are.
    """
    told = {
        "format": FORMAT,
        "code": error.code,
        "versions": {"python": platform.python_version(), **dict(_versions())},
        "how": dict(error.how or {}),
        "problem": json.loads(error.repro),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PACKAGES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


def repro_of(raw: bytes, *, most_bytes: int = MOST_BYTES) -> Repro:
    """Read a file of a contradiction, or a problem alone.

    Raises
    ------
    ProblemError
        If it is neither, with every fault found.
    """
    if len(raw) > most_bytes:
        raise too_large(most_bytes)
    data, faults = parsed(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return Repro(problem=_problem(raw, ""), how={})
    if faults:
        raise ProblemError(faults)
    problem = _problem(json.dumps(data.get("problem")).encode(), "problem")
    return Repro(problem=problem, how=_how(problem, data.get("how", {})))


def _problem(raw: bytes, path: str) -> Problem:
    try:
        found = loads(raw)
    except InputError as error:
        at = [attrs.evolve(one, path=".".join(filter(None, (path, one.path)))) for one in error.faults]
        raise ProblemError(at) from None
    if not isinstance(found, Problem):
        raise ProblemError([Fault(path, Text("wanted a problem file, but this is a schedule"))])
    return found


def _how(problem: Problem, given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ProblemError([Fault.of("how", Text("wanted a mapping"), given)])
    unknown = [
        Fault.of("how", Text("wanted one of {words}", {"words": HOW}), name) for name in given if name not in HOW
    ]
    if unknown:
        raise ProblemError(unknown)
    usual = {"time_limit": None, "seed": 0, "workers": None}
    try:
        refuse_nonsense(problem=problem, on_progress=None, cancel=None, start=None, **{**usual, **given})
    except OptionError as error:
        raise ProblemError([Fault("how", error.args[0])]) from None
    return dict(given)
