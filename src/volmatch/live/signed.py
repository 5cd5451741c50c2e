"""What came of a press on a seat: a yes with the schedule that follows, or a no with its reasons."""

import attrs

from volmatch.errors import SeatError
from volmatch.live.open_seats import OpenSeat
from volmatch.live.waiting import WaitingList
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class Signed:
    """What came of a seat that was taken or given back.

    Parameters
    ----------
    seat
        The seat, with what each level costs more since.
    is_taken
        Whether it was taken; ``False`` if it was given back.
    volunteer
        Id of the person.
    schedule
        The schedule since then.
    stamp
        Its fingerprint.
    waiting
        Who waits since then, and who is asked.
    """

    seat: OpenSeat
    is_taken: bool
    volunteer: str
    schedule: Schedule
    stamp: str
    waiting: WaitingList


def no(problem: Problem, asked: Assignment, reasons: tuple[Text, ...], *, is_taking: bool) -> SeatError:
    """Return the error that says why somebody cannot take a seat or give one back."""
    person, session = problem.volunteer(asked.volunteer), problem.session(asked.session)
    facts: dict[str, Fact] = {
        "volunteer": asked.volunteer if person is None else person.label,
        "session": asked.session if session is None else session.label,
        "role": asked.role,
        "reasons": reasons,
    }
    if is_taking:
        return SeatError(Text("{volunteer} cannot take {session} as {role}: {reasons}", facts), reasons=reasons)
    return SeatError(Text("{volunteer} cannot give back {session} as {role}: {reasons}", facts), reasons=reasons)
