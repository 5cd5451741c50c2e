"""A country solved in parts from a data set on disk: when the first schedule is there, how the levels stand, what each worker holds.

``python -m benchmarks.country --cities 100 --time-limit 2400 --folder /some/disk`` writes the data set, unless it is there already, and
solves it; progress goes to the terminal as it comes. The memory of a worker includes that of the engines in processes of their own
that it starts, one at a time.
"""

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path

import attrs
import distributed

import volmatch as vm
from benchmarks.families.country import write
from benchmarks.memory import peak_mb
from benchmarks.tables import plain

HEAD = ["level", "value", "bound", "gap"]


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
    rows = [[f"{one.level}", f"{one.value:,}", "?" if one.bound is None else f"{one.bound:,}", f"{_gap(one):.2%}"] for one in found.levels]  # fmt: skip
    print(f"country, {sizes}, {dt.datetime.now(tz=dt.UTC).date()}: {found.rounds} rounds, {seconds:.0f} s")
    print(
        "no schedule of everybody" if watch.first is None else f"first schedule of everybody after {watch.first:.0f} s"
    )
    print(f"memory of the head {peak_mb():.0f} MB, of workers {', '.join(f'{one:.0f} MB' for one in held.values())}")
    print(plain(HEAD, rows))


def _gap(level: vm.LevelReport) -> float:
    return 0.0 if not level.value else (level.value - (level.bound or 0)) / level.value


if __name__ == "__main__":
    main()
