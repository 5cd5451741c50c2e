"""What one measured run says, and the file in which the runs of a release are kept.

A results file is ``benchmarks/results/<version>.json``: one JSON object.

``format``
    ``volmatch-benchmark/1``.
``day``, ``machine``, ``versions``
    When, on what, with which versions of what.
``seeds``, ``quick``
    Which seeds were run, and whether with the sizes of the short benchmark.
``runs``
    One `Run` for each family and seed: volmatch, phase by phase.
``answers``
    One `Answer` for each family, seed and solver: the same problem, threads and seconds for each.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import cattrs

from benchmarks.course import Point

FORMAT = "volmatch-benchmark/1"
RESULTS = Path(__file__).parent / "results"


@attrs.frozen(kw_only=True)
class Level:
    """How one level ended: cost, proven limit (``None``: unknown), and when it was proved (``None``: it was not)."""

    level: int
    value: int
    bound: int | None
    proved_seconds: float | None


@attrs.frozen(kw_only=True)
class Run:
    """One problem in a process of its own, phase by phase.

    Parameters
    ----------
    family, seed, sizes
        Which problem.
    volunteers, sessions, candidates, variables, rows
        How large it is, in words and in columns.
    compile_seconds
        From words to columns.
    build_seconds
        From words to rows: the one before is inside.
    first_seconds
        The greedy schedule.
    check_seconds
        One independent check of it.
    first_values
        What it costs at each level.
    first_ok
        Whether it keeps what must hold; where it does not, `solve` goes on looking.
    solve_seconds
        The whole of ``solve``, from words to the last proof.
    time_limit
        Of that solve; 0 for none, and then what follows is empty.
    status, stopped_by, levels
        How it ended.
    points
        What was known when, see `benchmarks.course`; the last of each stretch of time.
    memory_mb
        Peak memory of the process after each of ``words`` (the problem itself), ``first`` (columns, rows, greedy schedule,
        check) and, if there was one, ``solve``.
    """

    family: str
    seed: int
    sizes: Mapping[str, int]
    volunteers: int
    sessions: int
    candidates: int
    variables: int
    rows: int
    compile_seconds: float
    build_seconds: float
    first_seconds: float
    check_seconds: float
    first_values: tuple[int, ...]
    first_ok: bool
    time_limit: float
    solve_seconds: float = 0.0
    status: str = ""
    stopped_by: str = ""
    levels: tuple[Level, ...] = ()
    points: tuple[Point, ...] = ()
    memory_mb: Mapping[str, float] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Answer:
    """What one solver made of one problem.

    Parameters
    ----------
    family, seed, peer
        Which problem, and who solved it.
    seconds
        What it was given; reading the problem is not counted, building a model is.
    used_seconds
        What it took.
    memory_mb
        Peak memory of its process; 0 where unknown.
    state
        ``answered``, ``late`` (only after its seconds), ``absent`` (not installed), ``cannot`` (it has no words for some rule), ``nothing`` (no schedule in
        time), ``broken`` (its schedule breaks what must hold) or ``failed``.
    note
        What it cannot say, breaks, or died of.
    values
        What its last schedule costs at each level, as ``vm.check`` finds; empty without one.
    """

    family: str
    seed: int
    peer: str
    seconds: float
    state: str
    used_seconds: float = 0.0
    memory_mb: float = 0.0
    note: str = ""
    values: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Results:
    """Everything one command measured, with what it was measured on."""

    day: str
    machine: Mapping[str, str | int | float]
    versions: Mapping[str, str]
    seeds: tuple[int, ...]
    quick: bool
    runs: tuple[Run, ...] = ()
    answers: tuple[Answer, ...] = ()


_converter = cattrs.Converter(forbid_extra_keys=True)
_converter.register_structure_hook(str | int | float, lambda value, _: value)


def dumped(results: Results) -> str:
    """Return results as JSON: a run or an answer to a line, so that two releases can be compared by eye."""
    data: dict[str, Any] = {"format": FORMAT, **_converter.unstructure(results)}
    lists = {name: data.pop(name) for name in ("runs", "answers")}
    head = json.dumps(data, indent=1)[:-2]
    for name, rows in lists.items():
        head += f',\n "{name}": [' + ",".join(f"\n  {json.dumps(row)}" for row in rows) + "\n ]"
    return head + "\n}\n"


def loaded(text: str) -> Results:
    """Return the results that JSON text holds.

    Raises
    ------
    ValueError
        If it is no results file of this format.
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        message = f"wanted results of the benchmarks: a JSON object whose format is {FORMAT}"
        raise ValueError(message)
    return _converter.structure(data, Results)


def run_line(run: Run) -> str:
    """Return one run as a line of JSON."""
    return json.dumps(_converter.unstructure(run))


def run_of(line: str) -> Run:
    """Return the run that a line of JSON holds."""
    return _converter.structure(json.loads(line), Run)


def newest(folder: Path = RESULTS) -> Path:
    """Return the results file of the newest release: ``0.10.0`` is newer than ``0.9.0``.

    Raises
    ------
    FileNotFoundError
        If the folder holds none.
    """
    found = sorted(folder.glob("*.json"), key=lambda path: [int(part) for part in path.stem.split(".")])
    if not found:
        message = f"no results in {folder.name}: make bench-full writes them"
        raise FileNotFoundError(message)
    return found[-1]
