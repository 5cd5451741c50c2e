"""Draw how time and memory grow with the number of candidates, from the results of the benchmarks.

``python -m tools.growth_plot`` draws the newest results into ``docs/explanation/growth.svg``; it needs the extra ``bench``.
"""

import argparse
import hashlib
import importlib
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
from benchmarks.parts_results import PartsRun
from benchmarks.record import Run, loaded, newest
from tools.generated import ROOT

from benchmarks import parts_results

PICTURE = ROOT / "docs" / "explanation" / "growth.svg"
#: The families that differ in size only.
LADDER = ("neighbourhood", "town", "city", "province")


@attrs.frozen
class Line:
    """One line of the plot: what it is called, and its points (candidates, height) from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]


def _line(runs: Sequence[Run], name: str, height: Callable[[Run], float]) -> Line:
    """Return the medians over seeds, a point a family."""
    points = []
    for family in LADDER:
        own = [run for run in runs if run.family == family]
        if own:
            points.append((statistics.median(run.candidates for run in own), statistics.median(map(height, own))))
    return Line(name, tuple(points))


def _line_in_parts(parts: Sequence[PartsRun], name: str, height: Callable[[PartsRun], float | None]) -> Line:
    """Return a point a run in parts, from left to right."""
    points = ((float(one.candidates), height(one)) for one in parts)
    return Line(name, tuple((at, told) for at, told in points if told is not None))


def seconds(runs: Sequence[Run], parts: Sequence[PartsRun] = ()) -> list[Line]:
    """Return the lines of time."""
    return [
        _line(runs, "compile and build", lambda run: run.build_seconds),
        _line(runs, "first schedule", lambda run: run.first_seconds),
        _line(runs, "check", lambda run: run.check_seconds),
        _line_in_parts(parts, "in parts, everybody has duties", lambda one: one.first_seconds),
    ]


def megabytes(runs: Sequence[Run], parts: Sequence[PartsRun] = ()) -> list[Line]:
    """Return the lines of memory."""
    solved = [run for run in runs if "solve" in run.memory_mb]
    return [
        _line(runs, "until the first schedule", lambda run: run.memory_mb["first"]),
        _line(solved, "until the end of the solve", lambda run: run.memory_mb["solve"]),
        _line_in_parts(parts, "in parts, each of two workers", lambda one: max(one.worker_mb)),
        _line_in_parts(parts, "in parts, the head", lambda one: one.head_mb),
    ]


def mark(runs: Sequence[Run], parts: Sequence[PartsRun] = ()) -> str:
    """Return what the picture says of the figures in it, so that a test can see whether it is of the newest results."""
    return "points " + hashlib.sha256(repr((seconds(runs, parts), megabytes(runs, parts))).encode()).hexdigest()[:16]


def draw(runs: Sequence[Run], path: Path, parts: Sequence[PartsRun] = ()) -> None:
    """Draw both sets of lines side by side, all axes logarithmic; the same runs give the same bytes.

    Raises
    ------
    SystemExit
        If the drawing library is not installed.
    """
    try:
        matplotlib: Any = importlib.import_module("matplotlib")
        figures: Any = importlib.import_module("matplotlib.figure")
    except ModuleNotFoundError:
        sys.exit("matplotlib is not installed: it comes with the extra bench, pip install 'volmatch[bench]'")
    with matplotlib.rc_context({"svg.hashsalt": "volmatch", "svg.fonttype": "none"}):
        figure = figures.Figure(figsize=(9, 3.8), layout="constrained")
        left, right = figure.subplots(1, 2)
        for axes, lines, unit in (
            (left, seconds(runs, parts), "seconds"),
            (right, megabytes(runs, parts), "megabytes"),
        ):
            for line, shape in zip((line for line in lines if line.points), "osvD", strict=False):
                axes.loglog(*zip(*line.points, strict=True), marker=shape, label=line.name)
            axes.set_xlabel("candidates")
            axes.set_ylabel(unit)
            axes.grid(visible=True, which="major", alpha=0.3)
            axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None, "Description": mark(runs, parts)})


def main(given: list[str] | None = None) -> None:
    """Draw the newest results, or those of a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, help="a results file; the newest by default")
    parser.add_argument("--picture", type=Path, default=PICTURE)
    asked = parser.parse_args(given)
    runs = loaded((asked.results or newest()).read_text(encoding="utf-8")).runs
    draw(runs, asked.picture, parts_results.known(parts_results.newest()))


if __name__ == "__main__":
    main()
