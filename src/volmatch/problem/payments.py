"""What a schedule costs, payment by payment, in hundredths of the caller's currency."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem
    from volmatch.rule import Where
    from volmatch.schedule import Schedule


@attrs.frozen
class Payment:
    """What one session costs for one person, for its room, or by itself.

    Parameters
    ----------
    session
        What is paid for.
    volunteer
        Who is paid; ``None`` for the room and for what the session costs besides.
    hundredths
        How much, above 0.
    """

    session: Session
    volunteer: Volunteer | None
    hundredths: int


def hundredths_of(amount: float) -> int:
    """Return an amount of money in hundredths, rounded."""
    return int(amount * 100 + 0.5)


def payments(where: "Where", problem: "Problem", schedule: "Schedule") -> Iterator[Payment]:
    """Yield what has to be paid for the sessions that take place and that a filter takes.

    With a filter on volunteers, only the hours of those people.
    """
    for duty in schedule.duties(problem):
        if where.takes_duty(duty, problem):
            amount = _for_time(duty.minutes, duty.volunteer.cost_per_hour)
            if amount:
                yield Payment(duty.session, duty.volunteer, amount)
    for placement in schedule.placements if where.volunteers is None else ():
        session = problem.session(placement.session)
        if session is not None and where.takes_session(session, problem):
            room = None if placement.room is None else problem.room(placement.room)
            rent = 0 if room is None else _for_time(session.length_minutes, room.cost_per_hour)
            if rent + session.cost:
                yield Payment(session, None, rent + hundredths_of(session.cost))


def _for_time(minutes: int, per_hour: float) -> int:
    """Return the price of some minutes, halves of a hundredth up."""
    return (minutes * hundredths_of(per_hour) + 30) // 60
