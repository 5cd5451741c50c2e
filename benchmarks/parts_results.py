"""What runs in parts measured, kept by size: candidates, when everybody had duties, how the levels stood, what a worker held."""

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from benchmarks.run import machine, versions

#: Where the figures of a release are kept.
RESULTS = Path(__file__).parent / "results" / "parts"


@attrs.frozen(kw_only=True)
class PartsRun:
    """One run in parts.

    Parameters
    ----------
    parts, volunteers, sessions, seed
        How many parts, and the sizes of each.
    workers, time_limit, seconds
        How it was run, and how long it took.
    candidates
        In all parts together.
    first_seconds
        Until everybody had duties; ``None`` where that never was.
    seats
        How many people all sessions aim at, as a measure of gaps.
    levels
        Level, value and bound.
    head_mb, worker_mb
        The most that the head held, and each worker with its engines.
    traffic
        Of each kind of task: rounds, tasks, seconds of all rounds, bytes to the workers and back.
    load
        Of the machine, at the end.
    """

    parts: int
    volunteers: int
    sessions: int
    seed: int
    workers: int
    time_limit: float
    seconds: float
    candidates: int
    first_seconds: float | None
    seats: int
    levels: Sequence[tuple[int, int, int | None]]
    head_mb: float
    worker_mb: Sequence[float]
    traffic: Mapping[str, tuple[int, int, float, int, int]]
    load: float = attrs.field(factory=lambda: round(os.getloadavg()[0], 1))
    day: str = attrs.field(factory=lambda: dt.datetime.now(tz=dt.UTC).date().isoformat())

    @property
    def size(self) -> tuple[int, int, int, int]:
        """What tells one run from another."""
        return self.parts, self.volunteers, self.sessions, self.seed


def note(path: Path, run: PartsRun) -> None:
    """Add a run to a file of results; one of the same size is measured anew."""
    runs = [one for one in known(path) if one.size != run.size]
    listed = [attrs.asdict(one) for one in sorted([*runs, run], key=lambda one: one.candidates)]
    told: dict[str, Any] = {"machine": machine(), "versions": versions(), "runs": listed}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def known(path: Path) -> Sequence[PartsRun]:
    """Return the runs in a file, from small to large; none where there is no file."""
    if not path.exists():
        return ()
    return [PartsRun(**one) for one in json.loads(path.read_text(encoding="utf-8"))["runs"]]


def newest() -> Path:
    """Return the newest file of results, or where the first will be."""
    return max(RESULTS.glob("*.json"), default=RESULTS / "0.1.0.json")
