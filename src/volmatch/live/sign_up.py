"""Sign-up: people look for open seats of a published schedule, take one or give one back, one after the other."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from volmatch.doors import door
from volmatch.errors import SeatError
from volmatch.explain.subject import role_of, session_of, volunteer_of
from volmatch.live.compiled import Compiled
from volmatch.live.in_turn import InTurn, Keep
from volmatch.live.open_seats import OpenSeats
from volmatch.live.releases import Release, Terms
from volmatch.live.repair import controls_of
from volmatch.live.seat_board import SeatBoard
from volmatch.live.signed import Signed, no
from volmatch.live.waiting import WaitingList
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.run.contradictions import problem_kept
from volmatch.schedule import Assignment, Schedule
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

#: How long somebody may think about an offer, unless told otherwise.
_DAY = dt.timedelta(days=1)


class SignUp:
    """A published schedule that people sign up for; safe to be asked from many threads at once.

    Questions take milliseconds; the schedule is made ready once, here. A seat is taken or given back with nothing else
    changed, one after the other: whoever comes second is judged by the schedule that the first one left.

    Parameters
    ----------
    problem, schedule
        What was published; it keeps what must hold.
    guard
        Levels up to this one must not get worse by a seat that is taken; ``None`` lets people take any seat that breaks
        no rule of level 0.
    releases
        When which seats open to whom, see `Release`; by default all are open. Who asks then says what time it is.
    keep
        Called with what came of each seat, or with the waiting list where it alone changes, before anybody sees it, so that
        an app can write it down; nothing changes if it raises.
    waiting
        Who waits for which seat already: a `WaitingList`, or what its ``data`` returned.
    patience
        How long somebody from the waiting list may think about an offer.
    time_limit
        Seconds to make the schedule ready; ``None`` for as long as it takes.

    Raises
    ------
    ScheduleError
        If the schedule breaks what must hold.
    OptionError
        For an option that makes no sense.
    NoScheduleError
        If the time is up before the schedule is ready.
    """

    @door
    def __init__(
        self,
        problem: Problem,
        schedule: Schedule | Outcome,
        *,
        guard: int | None = None,
        releases: Iterable[Release | Mapping[str, Any]] = (),
        keep: Keep | None = None,
        waiting: WaitingList | Mapping[str, Any] | None = None,
        patience: dt.timedelta = _DAY,
        time_limit: float | None = 60.0,
    ) -> None:
        published = schedule_given(schedule)
        refuse_nonsense(
            problem=problem,
            time_limit=time_limit,
            seed=0,
            workers=None,
            on_progress=None,
            cancel=None,
            start=published,
        )
        terms = Terms.of(problem, guard, tuple(releases))
        line = WaitingList() if waiting is None else WaitingList.of(problem, waiting)
        with problem_kept(problem):
            compiled = Compiled.of(problem, controls_of(time_limit, 0, None))
            self._turns = InTurn(SeatBoard.of(compiled, published, terms), line, keep, patience)

    @property
    def problem(self) -> Problem:
        """The problem."""
        return self._turns.problem

    @property
    def schedule(self) -> Schedule:
        """The schedule as it is now."""
        return self._turns.board.schedule

    @property
    def stamp(self) -> str:
        """The fingerprint of the schedule as it is now, see `stamp_of`."""
        return self._turns.board.stamp

    @door
    def open_seats(self, volunteer: str, *, now: dt.datetime | str | None = None) -> OpenSeats:
        """Return the seats with room for somebody that they are free and fit for, each with its price or what is in the way.

        Parameters
        ----------
        volunteer
            Id of somebody.
        now
            Sessions that began before this moment are left out.

        Raises
        ------
        OptionError
            If there is no such volunteer, or `now` is no moment.
        """
        person, moment = volunteer_of(self.problem, volunteer), self._turns.moment(now)
        with problem_kept(self.problem):
            board, line = self._turns.at(moment)
            return board.seats_of(person, moment, line.kept_from)

    @door
    def why_not(
        self, volunteer: str, session: str, role: str, *, now: dt.datetime | str | None = None
    ) -> tuple[Text, ...]:
        """Return what keeps somebody from a seat as the schedule is now; nothing if they can take it.

        Raises
        ------
        OptionError
            If there is no such volunteer, session or role.
        """
        asked = self._asked(volunteer, session, role)
        with problem_kept(self.problem):
            moment = self._turns.moment(now)
            board, line = self._turns.at(moment)
            return board.seat(asked, moment).reasons or line.reasons(board, asked)

    @door
    def take(
        self,
        volunteer: str,
        session: str,
        role: str,
        *,
        stamp: str | None = None,
        now: dt.datetime | str | None = None,
    ) -> Signed:
        """Give a seat to somebody, if it is open to them.

        Parameters
        ----------
        volunteer, session, role
            Ids of both, and the role's name.
        stamp
            Fingerprint of the schedule that they looked at: a no if it changed since. ``None`` judges by the schedule as it
            is now, whatever they saw.
        now
            A session that began before this moment is a no.

        Raises
        ------
        SeatError
            If the answer is no; it says why.
        OptionError
            If there is no such volunteer, session or role.
        """
        return self._turns.sign(self._asked(volunteer, session, role), 1, stamp, now)

    @door
    def give_back(
        self,
        volunteer: str,
        session: str,
        role: str,
        *,
        stamp: str | None = None,
        now: dt.datetime | str | None = None,
    ) -> Signed:
        """Take a seat back from somebody, if every rule of level 0 holds without them; parameters and errors as for `take`."""
        return self._turns.sign(self._asked(volunteer, session, role), 0, stamp, now)

    def _asked(self, volunteer: str, session: str, role: str) -> Assignment:
        person, event = volunteer_of(self.problem, volunteer), session_of(self.problem, session)
        return Assignment(person.id, event.id, role_of(event, role).name)

    @door
    def accept(
        self, volunteer: str, session: str, role: str, *, stamp: str | None = None, now: dt.datetime | str
    ) -> Signed:
        """Give a seat to somebody who waited for it and was asked, if the offer stands; otherwise as `take`."""
        asked, moment = self._asked(volunteer, session, role), self._turns.moment(now)
        if not any(one.seat == asked for one in self._turns.at(moment)[1].offers):
            raise no(self.problem, asked, (Text("it is not offered, or no more"),), is_taking=True)
        return self._turns.sign(asked, 1, stamp, now)

    @door
    def wait(self, volunteer: str, session: str, role: str, *, now: dt.datetime | str) -> WaitingList:
        """Put somebody at the end of the waiting list for a seat that they cannot take now.

        Raises
        ------
        SeatError
            If they can take it, have it, wait already, or could never take it by rules about them and the seat alone.
        OptionError
            If there is no such volunteer, session or role.
        """
        asked, moment = self._asked(volunteer, session, role), self._turns.moment(now)

        def joined(board: SeatBoard, line: WaitingList) -> WaitingList:
            reasons = board.never(asked)
            if line.is_about(asked):
                reasons = (Text("they wait for it already"),)
            elif board.seat(asked, moment).is_open and not line.reasons(board, asked):
                reasons = (Text("it can be taken now"),)
            if reasons:
                facts = {"volunteer": volunteer_of(self.problem, volunteer).label, "reasons": reasons}
                raise SeatError(Text("{volunteer} cannot wait for this seat: {reasons}", facts), reasons=reasons)
            return line.and_waits(asked)

        return self._turns.change_line(joined, moment)

    @door
    def decline(self, volunteer: str, session: str, role: str, *, now: dt.datetime | str) -> WaitingList:
        """Take somebody off the waiting list for a seat, offered or not: the next is asked."""
        asked = self._asked(volunteer, session, role)
        return self._turns.change_line(lambda _, line: line.without(asked), self._turns.moment(now))

    @door
    def waiting(self, *, now: dt.datetime | str) -> WaitingList:
        """Return who waits, and who is asked: offers whose time is over have gone, and free seats are offered.

        An app asks after each change and every few minutes, and writes to those whose offers are new.
        """
        return self._turns.change_line(lambda _, line: line, self._turns.moment(now))


@door
def open_seats(
    problem: Problem, schedule: Schedule | Outcome, volunteer: str, *, now: dt.datetime | str | None = None
) -> OpenSeats:
    """Return the seats of a published schedule with room for somebody, each with its exact price or what is in the way.

    A seat is taken with nothing else changed. Who asks more than once makes the schedule ready once: `SignUp`.

    Parameters
    ----------
    problem, schedule
        What was published; it keeps what must hold.
    volunteer
        Id of somebody.
    now
        Sessions that began before this moment are left out.

    Raises
    ------
    ScheduleError
        If the schedule breaks what must hold.
    OptionError
        If there is no such volunteer, or for an option that makes no sense.
    """
    return SignUp(problem, schedule).open_seats(volunteer, now=now)
