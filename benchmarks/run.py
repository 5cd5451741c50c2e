"""All families, seed by seed, each in a process of its own, and the other solvers beside them.

``python -m benchmarks.run`` prints the tables; ``--results FILE`` also writes the figures with machine and versions.
"""

import argparse
import datetime as dt
import importlib.metadata
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs

from benchmarks.contest import answers
from benchmarks.families import families
from benchmarks.family import Family
from benchmarks.peer import ROOT
from benchmarks.peers import peers
from benchmarks.record import Answer, Results, Run, dumped, run_of
from benchmarks.tables import ANSWER_HEAD, RUN_HEAD, answer_rows, behind, plain, run_rows

SEEDS = (1, 2, 3)
#: Most seconds that a solver gets beside volmatch, unless --time-limit says less.
PEER_SECONDS = 60.0
#: Seconds that a run may take beyond its time limit: making the problem, the phases, and one more build.
SPARE = 900.0


def machine() -> dict[str, str | int | float]:
    """Return what the figures are measured on."""
    return {
        "processor": _processor(),
        "architecture": platform.machine(),
        "cores": os.cpu_count() or 0,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": platform.system(),
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def versions() -> dict[str, str]:
    """Return the versions of what was measured, other solvers' own packages included."""
    own = {name: importlib.metadata.version(name) for name in ("volmatch", "ortools", "numpy")}
    pinned = [package.partition("==") for peer in peers().values() if peer.is_here for package in peer.packages]
    others = {name: version for name, _, version in pinned if name not in own}
    return {"python": platform.python_version(), **own, **dict(sorted(others.items()))}


def measured(name: str, seed: int, sizes: Mapping[str, int], seconds: float, data: Path) -> Run | None:
    """Measure one problem in a process of its own; ``None``, with a word, where that fails."""
    command = [sys.executable, "-m", "benchmarks.measure", name, "--seed", str(seed), "--time-limit", f"{seconds:g}"]
    command += ["--data", str(data), *(word for key, value in sizes.items() for word in ("--size", f"{key}={value}"))]
    try:
        done = subprocess.run(  # noqa: S603 - a command of ours
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=seconds + SPARE
        )
    except subprocess.TimeoutExpired:
        print(f"{name}, seed {seed}: given up after {seconds + SPARE:g} s", file=sys.stderr)
        return None
    if done.returncode:
        told = (done.stderr.strip().splitlines() or ["no word"])[-1]
        print(f"{name}, seed {seed}: {told}", file=sys.stderr)
        return None
    return run_of(done.stdout)


def _sizes(family: Family, *, quick: bool) -> Mapping[str, int]:
    return (family.quick or {}) if quick else {}


def _chosen(asked: argparse.Namespace) -> Iterator[tuple[str, Family]]:
    """Yield the families to measure; published data that are not here are left out with a word."""
    for name, family in families().items():
        is_wanted = name in asked.families if asked.families else family.quick is not None or not asked.quick
        if is_wanted and family.is_here(asked.data):
            yield name, family
        elif is_wanted:
            print(f"{name}: left out, its published data are not here (--data names their folder)", file=sys.stderr)


def results_of(asked: argparse.Namespace, keep: Callable[[Results], None] = lambda _: None) -> Results:
    """Measure everything that was asked for.

    Parameters
    ----------
    asked
        The command line.
    keep
        Receives the figures so far after each family, so that hours of work survive a fault.
    """
    results = Results(
        day=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        machine=machine(),
        versions=versions(),
        seeds=tuple(asked.seeds),
        quick=asked.quick,
    )
    for name, family in _chosen(asked):
        runs, found = _of_family(name, family, asked)
        results = attrs.evolve(results, runs=(*results.runs, *runs), answers=(*results.answers, *found))
        keep(results)
    return results


def _of_family(name: str, family: Family, asked: argparse.Namespace) -> tuple[list[Run], list[Answer]]:
    """Measure one family, seed by seed; other solvers get the first seed."""
    runs: list[Run] = []
    found: list[Answer] = []
    seconds = family.seconds if asked.time_limit is None else asked.time_limit
    sizes = _sizes(family, quick=asked.quick)
    for place, seed in enumerate(asked.seeds[: family.most_seeds]):
        print(f"{name}, seed {seed}: {seconds:g} s at most", file=sys.stderr, flush=True)
        run = measured(name, seed, sizes, seconds, asked.data)
        runs += [run] if run else []
        if asked.peers and family.beside and not place:
            problem = family.problem(seed=seed, sizes=sizes, data=asked.data)
            found += answers(problem, family=name, seed=seed, seconds=min(seconds, PEER_SECONDS))
    return runs, found


def report(results: Results) -> str:
    """Return the tables for the terminal, and who is ahead of volmatch anywhere."""
    parts = [plain(RUN_HEAD, run_rows(results))]
    if results.answers:
        parts.append(plain(ANSWER_HEAD, answer_rows(results)))
        ahead = [f"{one.peer} on {one.family}, seed {one.seed}" for one in behind(results)]
        parts.append("ahead of volmatch: " + ("; ".join(ahead) or "nobody"))
    return "\n\n".join(parts)


def parsed(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", nargs="+", choices=families(), help="all by default")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="one run of everything for each")
    parser.add_argument("--time-limit", type=float, help="seconds for each solve; by default each family says its own")
    parser.add_argument("--quick", action="store_true", help="the families and sizes of the short benchmark")
    parser.add_argument("--peers", action="store_true", help="put the first seed of each family to other solvers too")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the published data sets")
    parser.add_argument("--results", type=Path, help="write the figures to this file")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> None:
    """Measure, print, and write if asked."""
    asked = parsed(given)

    def keep(results: Results) -> None:
        if asked.results:
            asked.results.write_text(dumped(results), encoding="utf-8")

    print(report(results_of(asked, keep)))


if __name__ == "__main__":
    main()
