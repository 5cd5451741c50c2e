"""Placing what is open: a batch is solved, and whoever it gives something new is asked."""

import datetime as dt
from collections.abc import Sequence

import attrs

from volmatch.engines.answer import Isolation
from volmatch.errors import DeskError
from volmatch.live.dispatch.batch import batch_of
from volmatch.live.dispatch.desk_events import Event, Offered, Unanswered
from volmatch.live.dispatch.desk_state import DeskState
from volmatch.live.dispatch.desk_steps import after
from volmatch.live.dispatch.known_records import KnownRecords
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Placement, Schedule
from volmatch.solve import solve
from volmatch.text import Text

_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen
class Dispatched:
    """What came of placing the open orders.

    Parameters
    ----------
    offers
        Whom to ask now, for what and until when.
    problem, outcome
        What was solved, with its levels and bounds; the schedule holds all promises as well. ``None`` where nothing was open.
    """

    offers: tuple[Offered, ...]
    problem: Problem | None = None
    outcome: Outcome | None = None


def placed(  # noqa: PLR0913 - each is an option of the desk
    state: DeskState,
    at: dt.datetime,
    *,
    answer_within: dt.timedelta,
    notice: dt.timedelta,
    memory: dt.timedelta,
    time_limit: float | None,
    expected: Sequence[Session],
    deterministic: bool,
    isolation: Isolation = "auto",
    known: KnownRecords | None = None,
) -> Dispatched:
    """Solve what is open at a moment, and return whom to ask.

    Parameters
    ----------
    state, at
        What is known, and when.
    answer_within
        How long somebody has to answer.
    notice, memory, expected, known
        As for `batch_of`.
    time_limit, deterministic, isolation
        As for `solve`.
    """
    for event in unanswered(state, at):
        state = after(event, state, at)
    if not any(state.wants(order.session, at + notice) for order in state.orders.values()):
        return Dispatched(())
    problem = batch_of(state, at, memory=memory, notice=notice, expected=expected, known=known)
    start = _standing(state, problem)
    outcome = solve(problem, time_limit=time_limit, start=start, deterministic=deterministic, isolation=isolation)
    if outcome.schedule is None:
        raise DeskError(Text("what was promised breaks a rule by now; tell the desk who cannot come any more"))
    made, until, phantoms = (
        outcome.schedule.settled(problem),
        _whole_minute(at + answer_within),
        {x.id for x in expected},
    )
    new = [
        one
        for one in made.assignments
        if (one.session, one.volunteer) not in state.promises and one.session not in phantoms
    ]
    places = [made.placement_of[one.session] for one in new]
    offers = [
        Offered(one.volunteer, one.session, one.role, place.start, until, place.room)
        for one, place in zip(new, places, strict=True)
    ]
    return Dispatched(tuple(offers), problem, outcome)


def _standing(state: DeskState, problem: Problem) -> Schedule:
    """Return the schedule in which what was promised takes place and nobody new is asked: one that is there however little time is."""
    held = state.schedule_of({one.id for one in problem.sessions})
    waiting = [one for one in problem.sessions if one.id not in held.placement_of]
    fixed = [Placement(one.id, one.candidate_starts[0]) for one in waiting if not one.may_be_dropped]
    dropped = [one.id for one in waiting if one.may_be_dropped]
    return attrs.evolve(held, placements=[*held.placements, *fixed], dropped=dropped)


def unanswered(state: DeskState, at: dt.datetime) -> list[Event]:
    """Return an event for each offer that was not answered in time."""
    waiting = (one for one in state.promises.values() if one.how == "offered" and one.until < at)
    return [Unanswered(one.volunteer, one.session) for one in waiting]


def _whole_minute(moment: dt.datetime) -> dt.datetime:
    """Return a moment, or the first whole minute after it."""
    minute = moment.replace(second=0, microsecond=0)
    return minute if minute == moment else minute + _MINUTE
