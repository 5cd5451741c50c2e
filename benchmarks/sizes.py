"""How good the prediction of a problem's size is: what is foreseen beside what is measured, each problem in a process of its own.

``python -m benchmarks.sizes --results FILE`` measures some problems of each family and writes the figures. Variables and
rows are foreseen from other problems than these; memory was fitted with these in view.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.record import run_of
from benchmarks.tables import Row

RESULTS = Path(__file__).with_name("results") / "sizes" / "0.1.0.json"
#: Family, seed and the sizes that differ.
ASKED: Sequence[tuple[str, int, Mapping[str, int]]] = (
    ("neighbourhood", 11, {"volunteers": 40, "sessions": 80}),
    ("town", 11, {"volunteers": 100, "sessions": 200}),
    ("town", 12, {"volunteers": 400, "sessions": 900}),
    ("town", 13, {"volunteers": 1000, "sessions": 2200}),
    ("course_heavy", 11, {"volunteers": 40, "courses": 20, "lessons": 8}),
    ("course_heavy", 12, {"volunteers": 120, "courses": 60, "lessons": 8}),
    ("visit_heavy", 11, {}),
    ("visit_heavy", 12, {}),
    ("composed", 11, {"volunteers": 120}),
    ("city", 1, {}),
)
HEAD: Row = ["family", "people", "candidates", "variables", "rows", "memory", "memory foreseen", "memory, ratio"]


@attrs.frozen(kw_only=True)
class Pair:
    """One problem: what was foreseen, and what it came to.

    Parameters
    ----------
    family, seed, sizes
        Which problem.
    seconds
        Time limit of the solve whose memory was measured.
    variables, rows, megabytes
        Measured.
    foreseen
        A `volmatch.Size`, field by field.
    """

    family: str
    seed: int
    sizes: Mapping[str, int]
    seconds: float
    variables: int
    rows: int
    megabytes: float
    foreseen: Mapping[str, float]

    def ratio(self, name: str) -> float:
        """Return measured / foreseen."""
        return float(getattr(self, name)) / self.foreseen[name]


def foreseen(family: str, seed: int, sizes: Mapping[str, int]) -> Mapping[str, float]:
    """Return what is foreseen of a problem."""
    return attrs.asdict(vm.size_of(families()[family].problem(seed=seed, sizes=sizes)))


def measured(family: str, seed: int, sizes: Mapping[str, int], seconds: float) -> Pair:
    """Measure a problem in a process of its own."""
    more = [word for name, size in sizes.items() for word in ("--size", f"{name}={size}")]
    command = [sys.executable, "-m", "benchmarks.measure", family, "--seed", str(seed), "--time-limit", str(seconds)]
    done = subprocess.run([*command, *more], capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    return paired(run_of(done.stdout), sizes)


def paired(run: Any, sizes: Mapping[str, int]) -> Pair:
    """Return a run beside what is foreseen of its problem."""
    return Pair(
        family=run.family,
        seed=run.seed,
        sizes=dict(sizes),
        seconds=run.time_limit,
        variables=run.variables,
        rows=run.rows,
        megabytes=run.memory_mb["solve"],
        foreseen=foreseen(run.family, run.seed, sizes),
    )


def dumped(pairs: Iterable[Pair]) -> str:
    """Return figures as a file holds them."""
    return json.dumps([attrs.asdict(pair) for pair in pairs], indent=1) + "\n"


def loaded(text: str) -> list[Pair]:
    """Read figures from what a file holds."""
    return [Pair(**one) for one in json.loads(text)]


def rows(pairs: Iterable[Pair]) -> list[Row]:
    """Return a line of the table for each problem."""
    return [
        [
            pair.family,
            f"{pair.foreseen['volunteers']:,}",
            f"{pair.foreseen['candidates']:,}",
            f"{pair.variables:,} ({pair.ratio('variables'):.2f})",
            f"{pair.rows:,} ({pair.ratio('rows'):.2f})",
            f"{pair.megabytes:,.0f} MB",
            f"{pair.foreseen['megabytes']:,} MB",
            f"{pair.ratio('megabytes'):.2f}",
        ]
        for pair in pairs
    ]


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--time-limit", type=float, default=25.0, help="seconds for each solve")
    asked = parser.parse_args(given)
    pairs = [measured(*one, asked.time_limit) for one in ASKED]
    asked.results.parent.mkdir(parents=True, exist_ok=True)
    asked.results.write_text(dumped(pairs), encoding="utf-8")


if __name__ == "__main__":
    main()
