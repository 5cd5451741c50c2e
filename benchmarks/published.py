"""Published instances one by one: what volmatch finds and proves in a time limit, beside the best that is known.

``python -m benchmarks.published`` prints the table; ``--results FILE`` also writes it with machine and versions. Each value is
that of the set's own judge (``benchmarks/judges``), which shares no code with the rules.
"""

import argparse
import datetime as dt
import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs

import volmatch as vm
from benchmarks.judges import nrp24_judge, smptsp_judge
from benchmarks.peer import ROOT
from benchmarks.readers import nrp24, smptsp
from benchmarks.run import machine, versions
from benchmarks.tables import Row, plain

HEAD: Row = ["set", "instance", "value", "bound", "known bound", "best known", "seconds", "of computing", ""]


@attrs.frozen
class PublishedSet:
    """A set of published instances.

    Parameters
    ----------
    names
        The instances in a folder.
    read
        Returns one as a problem.
    known
        Returns the bound and the value that are published, ``None`` where there is none.
    cost
        What a schedule costs by the words of the set; raises ``ValueError`` for one that breaks them.
    """

    names: Callable[[Path], list[str]]
    read: Callable[[Path, str], vm.Problem]
    known: Callable[[Path, str], tuple[int | None, int]]
    cost: Callable[[Path, str, vm.Schedule], int]


@attrs.frozen(kw_only=True)
class Found:
    """What was found for an instance; ``None`` where nothing was."""

    of_set: str
    instance: str
    value: int | None
    bound: int | None
    known_bound: int | None
    best_known: int
    seconds: float
    cpu_seconds: float
    told: str


def _listed(folder: Path, file: str) -> list[str]:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()[1:]
    return [line.partition(",")[0] for line in lines]


SETS: Mapping[str, PublishedSet] = {
    "smptsp": PublishedSet(
        lambda folder: _listed(folder, "bounds.csv"), smptsp.read, smptsp.bounds, smptsp_judge.cost
    ),
    "nrp24": PublishedSet(
        lambda folder: _listed(folder, nrp24.BEST), nrp24.read,
        lambda folder, name: (None, nrp24.best(folder, name)), nrp24_judge.cost,
    ),
}  # fmt: skip


def found(name: str, instance: str, folder: Path, seconds: float) -> Found:
    """Solve an instance within so many seconds and have the schedule judged.

    Parameters
    ----------
    name
        Of the set.
    folder
        That holds it.
    """
    its = SETS[name]
    known_bound, best_known = its.known(folder, instance)
    problem = its.read(folder, instance)
    began, computing = time.monotonic(), _computed()
    value: int | None = None
    bound: int | None = None
    try:
        outcome = vm.solve(problem, time_limit=seconds)
        bound, told = outcome.levels[0].bound, "proved" if outcome.levels[0].proved else ""
    except vm.VolmatchError as error:
        outcome, told = None, type(error).__name__
    took, computed = time.monotonic() - began, _computed() - computing
    if outcome is not None and outcome.schedule is not None:
        try:
            value = its.cost(folder, instance, outcome.schedule)
        except ValueError as error:
            told = f"BROKEN: {error}"
        if value not in (None, outcome.levels[0].value):
            told = f"JUDGED OTHERWISE: {outcome.levels[0].value}"
    return Found(
        of_set=name, instance=instance, value=value, bound=bound, known_bound=known_bound, best_known=best_known,
        seconds=round(took, 1), cpu_seconds=round(computed, 1), told=told,
    )  # fmt: skip


def _computed() -> float:
    """Return the seconds of computing so far, on all cores, of this process and of those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def row(one: Found) -> Row:
    """Return the row of an instance; a dash where nothing is known."""
    numbers = (one.value, one.bound, one.known_bound, one.best_known)
    shown = ["-" if number is None else f"{number:,}" for number in numbers]
    return [one.of_set, one.instance, *shown, f"{one.seconds:.1f}", f"{one.cpu_seconds:.1f}", one.told]


def summary(all_found: list[Found]) -> str:
    """Return how many are at the best known value, and how many are proved."""
    best = sum(one.value is not None and one.value <= one.best_known for one in all_found)
    proved = sum(one.value is not None and one.value == one.bound for one in all_found)
    return f"{len(all_found)} instances, {best} at the best known value or below, {proved} proved"


def parsed(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="all by default")
    parser.add_argument("--instances", nargs="+", help="only these; all by default")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each solve")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the published data sets")
    parser.add_argument("--results", type=Path, help="write the figures to this file")
    return parser.parse_args(given)


def _all(asked: argparse.Namespace) -> Iterator[Found]:
    for name in asked.sets:
        folder = asked.data / name
        if not folder.is_dir():
            print(f"{name}: left out, it is not in {asked.data} (--data names the folder)", file=sys.stderr)
            continue
        for instance in SETS[name].names(folder):
            if not asked.instances or instance in asked.instances:
                try:
                    yield found(name, instance, folder, asked.time_limit)
                except (FileNotFoundError, zipfile.BadZipFile) as error:
                    print(f"{name}: {error}", file=sys.stderr)


def main(given: list[str] | None = None) -> None:
    """Solve, judge, print, and write if asked, instance by instance."""
    asked = parsed(given)
    all_found: list[Found] = []
    for one in _all(asked):
        print("  ".join(row(one)), file=sys.stderr, flush=True)
        all_found.append(one)
        if asked.results:
            about = {"day": dt.datetime.now(tz=dt.UTC).date().isoformat(), "machine": machine(), "versions": versions()}
            told = {**about, "time_limit": asked.time_limit, "instances": [attrs.asdict(each) for each in all_found]}
            asked.results.parent.mkdir(parents=True, exist_ok=True)
            asked.results.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(plain(HEAD, [row(one) for one in all_found]))
    print(summary(all_found))


if __name__ == "__main__":
    main()
