"""What a solve notes for whoever looks into an app that uses volmatch: phases and figures, never a name or an id.

The notes go to the standard logger ``volmatch`` at level DEBUG, and are seen by nobody who does not ask for them. Each has an
event and figures, in its text and as ``record.volmatch``; the events keep their names from version to version.
"""

import logging
from typing import Literal

from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.search.state.controls import Progress

LOGGER = logging.getLogger("volmatch")
Event = Literal["begin", "built", "news", "unsaved", "end", "failed"]
Figure = int | float | str | bool | None


def note(event: Event, **figures: Figure) -> None:
    """Note an event with its figures."""
    if LOGGER.isEnabledFor(logging.DEBUG):
        told = " ".join(f"{name}={figure}" for name, figure in figures.items())
        LOGGER.debug("%s: %s", event, told, extra={"volmatch": {"event": event, **figures}})


def note_begin(
    problem: Problem, *, time_limit: float | None, seed: int, workers: int, deterministic: bool, isolation: str
) -> None:
    """Note what is asked."""
    note(
        "begin",
        volunteers=len(problem.volunteers),
        sessions=len(problem.sessions),
        rooms=len(problem.rooms),
        rules=len(problem.rules),
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        deterministic=deterministic,
        isolation=isolation,
    )


def note_news(progress: Progress) -> None:
    """Note that a level got better, or what is being done."""
    note(
        "news",
        level=progress.level,
        value=progress.value,
        bound=progress.bound,
        seconds=round(progress.seconds, 3),
        doing=None if progress.doing is None else progress.doing.code,
    )


def note_end(outcome: Outcome) -> None:
    """Note how it ended."""
    levels = {f"level_{one.level}": f"{one.value}/{one.bound}" for one in outcome.levels}
    note("end", status=outcome.status, stopped_by=outcome.stopped_by, seconds=round(outcome.seconds, 3), **levels)


def note_failure(error: BaseException, seconds: float) -> None:
    """Note that there is no outcome: the kind of error, not what it says, for that may quote a name."""
    note("failed", error=type(error).__name__, seconds=round(seconds, 3))
