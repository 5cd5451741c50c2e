"""How long a repair takes after one person fell ill, beside a full solve of the problem as it is then.

``python -m benchmarks.live --family town --times 12`` prints a table of seconds (median and most) and how often it was proved that
the fewest people are disturbed. The schedule that was published is that of a solve of so many seconds.
"""

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.tables import plain
from volmatch.live import Absence, Repaired

HEAD = ["what", "times", "median s", "most s", "fewest proved"]


@attrs.frozen
class Timed:
    """How long each run of one kind took, and in how many of them the fewest people disturbed were proved."""

    seconds: tuple[float, ...]
    proved: int | None = None

    def row(self, what: str) -> list[str]:
        """Return the row of the table."""
        proved = "" if self.proved is None else f"{self.proved} of {len(self.seconds)}"
        median, most = statistics.median(self.seconds), max(self.seconds)
        return [what, str(len(self.seconds)), f"{median:.2f}", f"{most:.2f}", proved]


def illnesses(schedule: vm.Schedule, random_: random.Random) -> Iterator[list[Absence]]:
    """Yield absences of one person for the day of one of their duties."""
    while True:
        duty = random_.choice(schedule.assignments)
        day = schedule.placement_of[duty.session].start.date()
        yield [Absence(duty.volunteer, day.isoformat(), day.isoformat())]


def timed(work: Callable[[list[Absence]], object], given: list[list[Absence]]) -> Timed:
    """Return how long some work takes on each of several absences."""
    seconds, found = [], []
    for changes in given:
        began = time.perf_counter()
        found.append(work(changes))
        seconds.append(time.perf_counter() - began)
    repairs = [one for one in found if isinstance(one, Repaired)]
    proved = [one for one in repairs if one.disturbed is not None and one.disturbed.proved]
    return Timed(tuple(seconds), len(proved) if repairs else None)


def main(given: list[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--family", default="town")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds of the solve that is published")
    parser.add_argument("--solves", type=int, default=3, help="full solves to compare with")
    asked = parser.parse_args(given)
    problem = families()[asked.family].problem(seed=asked.seed)
    outcome = vm.solve(problem, time_limit=asked.time_limit)
    schedule = outcome.schedule or vm.Schedule()
    absences = [one for one, _ in zip(illnesses(schedule, random.Random(asked.seed)), range(asked.times), strict=False)]
    began = time.perf_counter()
    prepared = vm.live.prepare(problem, outcome)
    preparing = Timed((time.perf_counter() - began,))

    def solve(changes: list[Absence]) -> object:
        return vm.solve(vm.live.apply(problem, changes), start=schedule, time_limit=asked.time_limit)

    rows = [
        preparing.row("prepare"),
        timed(prepared.repair, absences).row("repair, prepared"),
        timed(lambda changes: vm.repair(problem, outcome, changes), absences).row("repair"),
    ]
    if asked.solves:
        rows.append(timed(solve, absences[: asked.solves]).row("solve from the old schedule"))
    print(f"{asked.family}, {dt.datetime.now(tz=dt.UTC).date()}")
    print(plain(HEAD, rows))


if __name__ == "__main__":
    main()
