"""How a peer talks: a problem comes in as JSON, and answers go out as lines of JSON, the last of which counts.

``{"ready": true}`` is the first line, when the problem is read: from then on the seconds count. Each better schedule is a line

    {"assignments": [[volunteer, session, role], ...], "placements": [[session, start, room or null], ...],
     "dropped": [session, ...], "memory_mb": 120.5}

so a peer that has to be killed keeps what it had. ``{"cannot": "..."}`` says what the peer has no words for.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import attrs

import volmatch as vm
from benchmarks.memory import peak_mb

#: Least seconds between two schedules told, so that telling costs little.
_PAUSE = 1.0


class CannotError(Exception):
    """The problem says something that this peer has no words for."""


def refuse(what: str) -> NoReturn:
    """Say what a peer has no words for.

    Raises
    ------
    CannotError
        Always.
    """
    raise CannotError(what)


@attrs.define(eq=False)
class Task:
    """What a peer is asked: a problem, and the means it may use; from a schedule that was published, as little as can be changes."""

    problem: vm.Problem
    seconds: float
    threads: int
    seed: int
    start: vm.Schedule | None = None
    _began: float = attrs.field(factory=time.monotonic)
    _told: float = float("-inf")

    @property
    def seconds_left(self) -> float:
        """Seconds until the answer is due."""
        return max(0.0, self._began + self.seconds - time.monotonic())

    @property
    def may_tell(self) -> bool:
        """Whether the last schedule was told long enough ago for another, or is the first."""
        return time.monotonic() >= self._told + _PAUSE

    def tell(
        self,
        assignments: Sequence[tuple[str, str, str]],
        placements: Sequence[tuple[str, str, str | None]] | None = None,
    ) -> None:
        """Answer with a schedule.

        Parameters
        ----------
        assignments
            Volunteer, session, role.
        placements
            Session, start, room; absent where every session has one start and no room.
        """
        self._told = time.monotonic()
        if placements is None:
            placements = [(one.id, one.candidate_starts[0].isoformat(), None) for one in self.problem.sessions]
        placed = {session for session, _, _ in placements}
        dropped = [session.id for session in self.problem.sessions if session.id not in placed]
        _say({"assignments": assignments, "placements": placements, "dropped": dropped, "memory_mb": peak_mb()})


def serve(solve: Callable[[Task], None]) -> None:
    """Read a problem from standard input, solve it, and answer on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--start", type=Path, help="a schedule that was published")
    asked = parser.parse_args()
    problem = vm.io.loads(sys.stdin.buffer.read())
    if not isinstance(problem, vm.Problem):
        message = "wanted a problem"
        raise TypeError(message)
    start = None if asked.start is None else vm.io.loads(asked.start.read_bytes())
    if not isinstance(start, vm.Outcome | None):
        message = "wanted a schedule to begin with"
        raise TypeError(message)
    _say({"ready": True})
    try:
        solve(Task(problem, asked.seconds, asked.threads, asked.seed, start.schedule if start else None))
    except CannotError as error:
        _say({"cannot": str(error)})


def _say(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()
