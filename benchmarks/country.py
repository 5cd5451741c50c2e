"""A country solved in parts from a data set on disk: when the first schedule is there, how the levels stand, what each worker holds.

``python -m benchmarks.country --cities 100 --time-limit 2400 --folder /some/disk`` writes the data set, unless it is there already, and
solves it; progress goes to the terminal as it comes. The memory of a worker includes that of the engines in processes of their own
that it starts, one at a time. What travels is counted as it would be packed for the way: tasks to the workers, answers back.
"""

import argparse
import datetime as dt
import pickle
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import attrs
import distributed

import volmatch as vm
from benchmarks.families.country import write
from benchmarks.memory import peak_mb
from benchmarks.parts_results import PartsRun, note
from benchmarks.tables import plain
from volmatch.scale.hands import ClusterHands
from volmatch.scale.looking import Looked

HEAD = ["level", "value", "bound", "gap"]
TRAFFIC = ["tasks", "rounds", "each round", "seconds of a round", "kB to a worker", "kB back"]


@attrs.define
class Watch:
    """Tells progress, and remembers when the first schedule of everybody was there."""

    began: float
    first: float | None = None

    def hear(self, news: vm.Progress) -> None:
        """Take news."""
        seconds = time.monotonic() - self.began
        doing = "" if news.doing is None else news.doing.sentence("en")
        print(f"{seconds:8.1f} s  level {news.level}: {news.value}, bound {news.bound}  {doing}", flush=True)
        if self.first is None and news.value is not None:  # a first look at all parts leaves everybody with duties
            self.first = seconds


@attrs.define
class Rounds:
    """All rounds of one kind of task."""

    tasks: int = 0
    rounds: int = 0
    seconds: float = 0.0
    sent: int = 0
    got: int = 0
    candidates: int = 0

    def row(self, kind: str) -> list[str]:
        """Return the row of the table: what a round takes, and what travels with a task, on average."""
        kilobytes = (f"{packed / self.tasks / 1000:,.1f}" for packed in (self.sent, self.got))
        return [
            kind,
            f"{self.rounds}",
            f"{self.tasks / self.rounds:.0f}",
            f"{self.seconds / self.rounds:.1f}",
            *kilobytes,
        ]


@contextmanager
def counted() -> Iterator[dict[str, Rounds]]:
    """Count what travels between head and workers, by the kind of task."""
    found: dict[str, Rounds] = {}
    each = ClusterHands.each

    def watched(hands: ClusterHands, tasks: Sequence[Any], *how: Any, **more: Any) -> list[Any] | None:
        began = time.monotonic()
        answers = each(hands, tasks, *how, **more)
        if tasks and answers is not None:
            one = found.setdefault(type(tasks[0]).__name__.lower(), Rounds())
            one.tasks, one.rounds = one.tasks + len(tasks), one.rounds + 1
            one.seconds += time.monotonic() - began
            one.sent, one.got = one.sent + _packed(tasks), one.got + _packed(answers)
            one.candidates = sum(answer.size.candidates for answer in answers if isinstance(answer, Looked))
        return answers

    with mock.patch.object(ClusterHands, "each", watched):
        yield found


def _packed(things: Sequence[Any]) -> int:
    return sum(len(pickle.dumps(one)) for one in things)


def parsed(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cities", type=int, default=100)
    parser.add_argument("--volunteers", type=int, default=2_000, help="of each city")
    parser.add_argument("--sessions", type=int, default=5_000, help="of each city")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=2400.0)
    parser.add_argument(
        "--folder", type=Path, help="where the data set and the run are kept; a temporary one by default"
    )
    parser.add_argument("--results", type=Path, help="a file of results to which the run is added")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> None:
    """Measure, and print the table."""
    asked = parsed(given)
    with tempfile.TemporaryDirectory() as temporary:
        measure(asked, asked.folder or Path(temporary))


def measure(asked: argparse.Namespace, folder: Path) -> None:
    """Write the data set, solve it, and print what came of it."""
    sizes = {"cities": asked.cities, "volunteers": asked.volunteers, "sessions": asked.sessions, "seed": asked.seed}
    data = folder / "-".join(f"{name}-{size}" for name, size in sizes.items())
    began = time.monotonic()
    if not (data / "problem.csv").exists():
        write(data, **sizes)
    print(f"the data set is there after {time.monotonic() - began:.1f} s", flush=True)
    with (
        distributed.LocalCluster(
            asked.workers, threads_per_worker=1, dashboard_address=":0", memory_limit=0
        ) as cluster,
        distributed.Client(cluster) as client,
        counted() as rounds,
    ):
        watch = Watch(time.monotonic())
        found = vm.scale.solve(
            vm.scale.Source(data),
            output=data.with_name(f"{data.name}-run"),
            client=client,
            time_limit=asked.time_limit,
            seed=asked.seed,
            on_progress=watch.hear,
        )
        seconds = time.monotonic() - watch.began
        held = client.run(peak_mb)
    if asked.results is not None:
        note(asked.results, _record(asked, found, watch, rounds, seconds, list(held.values())))
    rows = [[f"{one.level}", f"{one.value:,}", "?" if one.bound is None else f"{one.bound:,}", f"{_gap(one):.2%}"] for one in found.levels]  # fmt: skip
    print(f"country, {sizes}, {dt.datetime.now(tz=dt.UTC).date()}: {found.rounds} rounds, {seconds:.0f} s")
    print(
        "no schedule of everybody" if watch.first is None else f"first schedule of everybody after {watch.first:.0f} s"
    )
    print(f"memory of the head {peak_mb():.0f} MB, of workers {', '.join(f'{one:.0f} MB' for one in held.values())}")
    print(plain(HEAD, rows))
    print(plain(TRAFFIC, [one.row(kind) for kind, one in rounds.items()]))


def _record(
    asked: argparse.Namespace,
    found: vm.scale.PartsOutcome,
    watch: Watch,
    rounds: dict[str, Rounds],
    seconds: float,
    held: Sequence[float],
) -> PartsRun:
    return PartsRun(
        parts=asked.cities,
        volunteers=asked.volunteers,
        sessions=asked.sessions,
        seed=asked.seed,
        workers=asked.workers,
        time_limit=asked.time_limit,
        seconds=round(seconds, 1),
        candidates=rounds["looking"].candidates,
        first_seconds=None if watch.first is None else round(watch.first, 1),
        seats=sum(_seats(found.problem(part), part) for part in found.parts),
        levels=[(one.level, one.value, one.bound) for one in found.levels],
        head_mb=round(peak_mb()),
        worker_mb=[round(one) for one in held],
        traffic={
            kind: (one.rounds, one.tasks, round(one.seconds, 1), one.sent, one.got) for kind, one in rounds.items()
        },
    )


def _seats(problem: vm.Problem, part: str) -> int:
    """Return how many people the sessions of a part aim at."""
    return sum(role.target for one in problem.sessions if one.id.startswith(f"{part} ") for role in one.roles)


def _gap(level: vm.LevelReport) -> float:
    return 0.0 if not level.value else (level.value - (level.bound or 0)) / level.value


if __name__ == "__main__":
    main()
