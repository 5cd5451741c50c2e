"""How fast volmatch is: each phase on made-up programmes and on the real data sets, seed by seed.

``python -m benchmarks.run`` prints a table; ``--results FILE`` also writes the figures with machine and versions.
"""

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import attrs

import volmatch as vm
from benchmarks.generate import neighbourhood_programme
from benchmarks.readers import coop_labor, helpline
from volmatch.build import build
from volmatch.columns.compile import compile_problem
from volmatch.decode import Interpreter
from volmatch.search.greedy import greedy

SEEDS = (1, 2, 3)
Result = TypeVar("Result")


@attrs.frozen
class Run:
    """One problem, phase by phase, in seconds.

    `compile_seconds` is words to columns; `build_seconds` includes it and adds rows; `first_seconds` is the greedy
    schedule, `check_seconds` one independent check; `solve_seconds` is the whole of `solve`, from words to the last proof.
    """

    family: str
    seed: int
    candidates: int
    variables: int
    rows: int
    compile_seconds: float
    build_seconds: float
    first_seconds: float
    check_seconds: float
    solve_seconds: float
    status: str
    values: list[int]
    bounds: list[int | None]


def measured(family: str, seed: int, problem: vm.Problem, time_limit: float) -> Run:
    """Run all phases on one problem."""
    compile_seconds, tables = _timed(lambda: compile_problem(problem))
    build_seconds, f = _timed(lambda: build(problem))
    first_seconds, decisions = _timed(lambda: greedy(f))
    schedule = Interpreter.of(f).schedule(decisions)
    check_seconds, _ = _timed(lambda: vm.check(problem, schedule))
    solve_seconds, outcome = _timed(lambda: vm.solve(problem, time_limit=time_limit, seed=seed))
    return Run(
        family=family,
        seed=seed,
        candidates=tables.candidate_volunteer.size,
        variables=f.size,
        rows=sum(block.count for block in f.blocks),
        compile_seconds=compile_seconds,
        build_seconds=build_seconds,
        first_seconds=first_seconds,
        check_seconds=check_seconds,
        solve_seconds=solve_seconds,
        status=outcome.status,
        values=[level.value for level in outcome.levels],
        bounds=[level.bound for level in outcome.levels],
    )


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def made_up(seed: int, time_limit: float) -> list[Run]:
    """Measure the made-up families for one seed."""
    sizes = {"neighbourhood": (20, 40), "town": (200, 400)}
    problems = {
        family: neighbourhood_programme(volunteers=people, sessions=sessions, seed=seed)
        for family, (people, sessions) in sizes.items()
    }
    return [measured(family, seed, problem, time_limit) for family, problem in problems.items()]


def real(folder: Path, seed: int, time_limit: float) -> list[Run]:
    """Measure the published data sets; an absent folder is none."""
    if not folder.is_dir():
        print(f"no published data sets in {folder.name}: those families are left out")
        return []
    problems = {
        "coop_labor": coop_labor.read(folder / "coop_labor"),
        "helpline 2019-03": helpline.read(folder / "helpline" / "2019_03_HU.csv"),
        "helpline 2019-04": helpline.read(folder / "helpline" / "2019_04_EN.csv"),
    }
    return [measured(family, seed, problem, time_limit) for family, problem in problems.items()]


def table(runs: list[Run]) -> str:
    """Return the medians over seeds, one line a family."""
    head = f"{'family':18}{'candidates':>11}{'compile':>9}{'build':>8}{'first':>8}{'check':>8}{'solve':>8}  proved"
    lines = [head]
    for family in dict.fromkeys(run.family for run in runs):
        mine = [run for run in runs if run.family == family]
        phases = ("compile_seconds", "build_seconds", "first_seconds", "check_seconds", "solve_seconds")
        medians = [statistics.median(getattr(run, phase) for run in mine) for phase in phases]
        candidates = statistics.median(run.candidates for run in mine)
        times = f"{medians[0]:9.3f}" + "".join(f"{seconds:8.3f}" for seconds in medians[1:])
        proved = [sum(value == bound for value, bound in zip(run.values, run.bounds, strict=True)) for run in mine]
        lines.append(f"{family:18}{candidates:11.0f}{times}  {min(proved)} of {len(mine[0].values)} levels")
    return "\n".join(lines)


def written(runs: list[Run]) -> str:
    """Return the figures as JSON, with what they were measured on."""
    versions = {name: importlib.metadata.version(name) for name in ("volmatch", "ortools", "numpy")}
    machine = {"processor": platform.machine(), "cores": os.cpu_count(), "system": platform.system()}
    about = {"day": dt.datetime.now(tz=dt.UTC).date().isoformat(), "python": platform.python_version(), **versions}
    return json.dumps({**about, **machine, "runs": [attrs.asdict(run) for run in runs]}, indent=1) + "\n"


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="one run of everything for each")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each solve")
    parser.add_argument("--data", type=Path, default=Path("..") / "shared" / "data", help="the published data sets")
    parser.add_argument("--results", type=Path, help="write the figures to this file")
    asked = parser.parse_args()
    runs = [run for seed in asked.seeds for run in made_up(seed, asked.time_limit)]
    runs += [run for seed in asked.seeds for run in real(asked.data, seed, asked.time_limit)]
    print(table(runs))
    if asked.results:
        asked.results.write_text(written(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
