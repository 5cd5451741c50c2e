"""One problem measured phase by phase in this process, which does nothing else.

``python -m benchmarks.measure town --seed 1 --time-limit 10`` prints one line of JSON, a `benchmarks.record.Run`.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import attrs

import volmatch as vm
from benchmarks.course import Point, proved_at, thinned
from benchmarks.families import families
from benchmarks.memory import peak_mb
from benchmarks.record import Level, Run, run_line
from volmatch.columns.compile import compile_problem
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.search.start.greedy import greedy
from volmatch.solve import solve

Result = TypeVar("Result")


def measured(
    family: str, *, seed: int, time_limit: float, sizes: Mapping[str, int] | None = None, data: Path | None = None
) -> Run:
    """Run all phases on one problem of a family.

    Parameters
    ----------
    family
        Name of a file in ``benchmarks/families``.
    seed
        Of the problem and of the solve.
    time_limit
        Seconds for the solve; 0 leaves it out.
    sizes, data
        As `benchmarks.family.Family.problem` takes them.
    """
    problem = families()[family].problem(seed=seed, sizes=sizes, data=data)
    words = peak_mb()
    run = attrs.evolve(_phases(problem), family=family, seed=seed, sizes={**families()[family].sizes, **(sizes or {})})
    memory = {"words": words, "first": peak_mb()}
    gc.collect()
    if time_limit > 0:
        run = _solved(run, problem, time_limit)
        memory["solve"] = peak_mb()
    return attrs.evolve(run, memory_mb=memory)


def _phases(problem: vm.Problem) -> Run:
    """Measure everything before the search."""
    compile_seconds, _ = _timed(lambda: compile_problem(problem, problem.rules))
    build_seconds, f = _timed(lambda: build(problem))
    first_seconds, decisions = _timed(lambda: greedy(f))
    schedule = Interpreter.of(f, problem).schedule(decisions)
    check_seconds, report = _timed(lambda: vm.check(problem, schedule))
    return Run(
        family="",
        seed=0,
        sizes={},
        volunteers=len(problem.volunteers),
        sessions=len(problem.sessions),
        candidates=f.tables.candidate_volunteer.size,
        variables=f.size,
        rows=sum(block.count for block in f.blocks),
        compile_seconds=compile_seconds,
        build_seconds=build_seconds,
        first_seconds=first_seconds,
        check_seconds=check_seconds,
        first_values=report.values,
        first_ok=report.ok,
        time_limit=0.0,
    )


def _solved(run: Run, problem: vm.Problem, time_limit: float) -> Run:
    """Add what the solve did and when."""
    points: list[Point] = []

    def note(now: vm.Progress) -> None:
        points.append(Point(round(now.seconds, 3), now.level, now.value, now.bound))

    seconds, outcome = _timed(lambda: solve(problem, time_limit=time_limit, seed=run.seed, on_progress=note))
    ended = round(outcome.seconds, 3)
    final = [Point(ended, level.level, level.value, level.bound) for level in outcome.levels]
    settled = _settled([point for point in points if point.level], outcome.levels) + final
    return attrs.evolve(
        run,
        time_limit=time_limit,
        solve_seconds=seconds,
        status=outcome.status,
        stopped_by=outcome.stopped_by,
        levels=tuple(
            Level(
                level=level.level,
                value=level.value,
                bound=level.bound,
                proved_seconds=proved_at(settled, level.level),
            )
            for level in outcome.levels
        ),
        points=tuple(thinned(settled)),
    )


def _settled(points: list[Point], levels: tuple[vm.LevelReport, ...]) -> list[Point]:
    """Return the points and, where a level's end was not told, its end at the first word about a later level.

    A level that the first schedule already settles may be passed over in silence.
    """
    told = list(points)
    for level in levels:
        later = [point.seconds for point in points if point.level > level.level]
        if later and proved_at(points, level.level) is None and level.proved:
            told.append(Point(min(later), level.level, level.value, level.bound))
    return sorted(told, key=lambda point: point.seconds)


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def size(text: str) -> tuple[str, int]:
    """Read ``sessions=400``."""
    name, _, number = text.partition("=")
    return name, int(number)


def main(given: list[str] | None = None) -> None:
    """Measure one problem and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=families())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for the solve; 0 leaves it out")
    parser.add_argument("--size", type=size, action="append", default=[], help="a size that differs, sessions=400")
    parser.add_argument("--data", type=Path, help="the folder of published data sets")
    asked = parser.parse_args(given)
    run = measured(asked.family, seed=asked.seed, time_limit=asked.time_limit, sizes=dict(asked.size), data=asked.data)
    sys.stdout.write(run_line(run) + "\n")


if __name__ == "__main__":
    main()
