"""What a solve promises to whoever embeds it, measured: how late it is after a limit or a cancel, and how fast it loads.

``python -m benchmarks.promises`` takes half a minute and writes the worst of each, with the load of the machine.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import volmatch as vm
from benchmarks.families import families

RESULTS = Path(__file__).with_name("results") / "promises" / "0.1.0.json"
FAMILIES = ("neighbourhood", "town", "course_heavy", "visit_heavy")
LIMITS = (0.1, 1.0)
CANCELS = (0.02, 0.3, 1.0)
IMPORTS = 5
_BEGAN = "import time; began = time.perf_counter(); import volmatch; "
_ENDED = "print(time.perf_counter() - began)"


class Later:
    """A flag that is set some seconds after it was made."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def is_set(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self.at


def overruns() -> Iterator[float]:
    """Yield the seconds by which each solve that its limit ended came after it."""
    for problem, limit in _each(LIMITS):
        began = time.monotonic()
        if vm.solve(problem, time_limit=limit).stopped_by == "time":
            yield time.monotonic() - began - limit


def after_cancel() -> Iterator[float]:
    """Yield the seconds by which each solve that a cancel ended came after it."""
    for problem, seconds in _each(CANCELS):
        flag = Later(seconds)
        if vm.solve(problem, time_limit=60, cancel=flag).stopped_by == "cancel":
            yield time.monotonic() - flag.at


def imports() -> Iterator[float]:
    """Yield the seconds that importing takes, each in a new process."""
    yield from _loading(_BEGAN + _ENDED)


def solvers() -> Iterator[float]:
    """Yield the seconds until the solver can be called, which the first call waits for, each in a new process."""
    yield from _loading(f"{_BEGAN}volmatch.solve; {_ENDED}")


def _loading(program: str) -> Iterator[float]:
    for _ in range(IMPORTS):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
        yield float(done.stdout)


def _each(seconds: Sequence[float]) -> Iterator[tuple[vm.Problem, float]]:
    vm.solve  # noqa: B018 - loaded now, so that no limit counts it
    for name in FAMILIES:
        problem = families()[name].problem(seed=1)
        yield from ((problem, one) for one in seconds)


MEASURED: dict[str, Callable[[], Iterator[float]]] = {
    "overrun": overruns,
    "cancel": after_cancel,
    "import": imports,
    "solver": solvers,
}


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and write the worst of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args(given)
    found: dict[str, dict[str, float]] = {}
    for name, measure in MEASURED.items():
        seconds = list(measure())
        found[name] = {"worst": round(max(seconds), 3), "best": round(min(seconds), 3), "times": len(seconds)}
    found["load"] = {"before": round(os.getloadavg()[1], 1), "processors": os.cpu_count() or 0}
    asked.results.parent.mkdir(parents=True, exist_ok=True)
    asked.results.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
