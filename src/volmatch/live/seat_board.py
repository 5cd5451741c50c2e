"""One published schedule as those see it who look for a seat: what is open to whom, and the schedule after one duty more or less."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import whole
from volmatch.check import CheckReport, check
from volmatch.columns.sessions import minutes_of
from volmatch.doors import door
from volmatch.errors import EncodingError, Fault, ScheduleError
from volmatch.explain.obstacles import obstacles_at
from volmatch.explain.subject import role_of, session_of, volunteer_of
from volmatch.io.fingerprints import fingerprint
from volmatch.io.layout import canonical
from volmatch.live.compiled import Compiled
from volmatch.live.open_seats import KEPT, OpenSeat, OpenSeats, price_texts, seat_text
from volmatch.live.releases import Terms
from volmatch.live.seat_reasons import SeatReasons
from volmatch.live.seat_search import SeatSearch
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

#: How much more each level costs.
Price = Mapping[int, int]


@door
def stamp_of(problem: Problem, schedule: Schedule) -> str:
    """Return the fingerprint of a schedule of a problem, SHA-256 in hex: who serves where, and when and where sessions are.

    It does not depend on the order of anything, or on the time zone in which starts are told.
    """
    return _stamp(fingerprint(problem), schedule)


def _stamp(of_problem: str, schedule: Schedule) -> str:
    data = {
        "problem": of_problem,
        "assignments": [attrs.astuple(one) for one in schedule.assignments],
        "placements": sorted([one.session, minutes_of(one.start), one.room or ""] for one in schedule.placements),
        "dropped": schedule.dropped,
    }
    return hashlib.sha256(canonical(data)).hexdigest()


def _broken(breach: Text) -> Text:
    return Text("wanted one that keeps what must hold, so repair it first: {breach}", {"breach": breach})


@attrs.frozen(eq=False, slots=False)
class SeatBoard:
    """A schedule that keeps what must hold, made ready for questions; it never changes.

    Parameters
    ----------
    compiled
        The problem in columns.
    fingerprint
        Of the problem.
    schedule
        Settled.
    report
        What the schedule costs, counted in words.
    terms
        What besides the rules of level 0 decides whether somebody may take a seat.
    """

    compiled: Compiled
    fingerprint: str
    schedule: Schedule
    report: CheckReport
    terms: Terms

    @classmethod
    def of(cls, compiled: Compiled, schedule: Schedule, terms: Terms) -> "SeatBoard":
        """Judge a schedule in words, and in columns, which must find the same.

        Raises
        ------
        ScheduleError
            If it breaks what must hold.
        """
        problem = compiled.problem
        settled = schedule.settled(problem)
        report = check(problem, settled)
        if not report.ok:
            raise ScheduleError([Fault("schedule", _broken(breach.message)) for breach in report.breaches])
        found = cls(compiled, fingerprint(problem), settled, report, terms)
        found.search  # noqa: B018 - made now, so that nobody has to wait for it
        return found

    @property
    def problem(self) -> Problem:
        """The problem in words."""
        return self.compiled.problem

    @cached_property
    def stamp(self) -> str:
        """The schedule's fingerprint."""
        return _stamp(self.fingerprint, self.schedule)

    @cached_property
    def search(self) -> SeatSearch:
        """The schedule in columns."""
        return SeatSearch.of(self.compiled, self.schedule, self.report.values)

    @cached_property
    def reasons(self) -> SeatReasons:
        """The schedule in words."""
        return SeatReasons(self.problem, self.schedule)

    def free(self, asked: Assignment) -> int:
        """Return how many seats like this one nobody holds."""
        role = role_of(session_of(self.problem, asked.session), asked.role)
        return role.max - self.schedule.heads(asked.session, asked.role)

    def never(self, asked: Assignment) -> tuple[Text, ...]:
        """Return why somebody has no use for a seat like this one, as long as sessions stay where and when they are."""
        if asked in self.schedule.assignments:
            return (Text("it is theirs already"),)
        if self.search.candidate_of(asked.volunteer, asked.session, asked.role) is None:
            person, session = volunteer_of(self.problem, asked.volunteer), session_of(self.problem, asked.session)
            placed = self.schedule.placement_of.get(session.id)
            found = (
                ()
                if placed is None
                else obstacles_at(self.problem, person, session, role_of(session, asked.role), placed)
            )
            return tuple(one.message for one in found) or (Text("it does not take place"),)
        return ()

    def seats_of(
        self, volunteer: Volunteer, now: dt.datetime | None, kept: Callable[[Assignment], int] = lambda _: 0
    ) -> OpenSeats:
        """Return what is open to somebody, of the sessions that did not begin before now; so many seats are kept for others."""
        t = self.compiled.f.tables
        candidates = self.search.with_room(t.volunteer_row[volunteer.id])
        sessions, placed = self.problem.sessions, self.schedule.placement_of
        if now is not None:
            rows = t.candidate_session[candidates].tolist()
            candidates = candidates[np.array([placed[sessions[row].id].start >= now for row in rows], dtype=bool)]
        rows, roles = t.candidate_session[candidates].tolist(), t.candidate_role[candidates].tolist()
        found = [
            self._unless_kept(Assignment(volunteer.id, sessions[row].id, t.role_names[role]), price, now, kept)
            for row, role, price in zip(rows, roles, self.search.prices(candidates), strict=True)
        ]
        found.sort(key=lambda seat: (placed[seat.session].start, seat.session, seat.role))
        return OpenSeats(
            volunteer=volunteer.id,
            label=volunteer.label,
            stamp=self.stamp,
            seats=tuple(sorted((seat for seat in found if seat.is_open), key=lambda seat: seat.rank)),
            closed=tuple(seat for seat in found if not seat.is_open),
        )

    def _unless_kept(
        self, asked: Assignment, price: Price | None, now: dt.datetime | None, kept: Callable[[Assignment], int]
    ) -> OpenSeat:
        found = self._seat(asked, price, now)
        return self._told(asked, price, (KEPT,)) if found.is_open and self.free(asked) <= kept(asked) else found

    def seat(self, asked: Assignment, now: dt.datetime | None) -> OpenSeat:
        """Return what a seat would cost if this person took it now, or why they cannot."""
        if asked in self.schedule.assignments:
            return self._told(asked, None, (Text("it is theirs already"),))
        if asked.session not in self.schedule.placement_of:
            return self._told(asked, None, (Text("it does not take place"),))
        if self.free(asked) <= 0:
            return self._told(asked, None, (Text("all seats are taken"),))
        return self._seat(asked, self._price(asked, 1), now)

    def duty(self, asked: Assignment) -> OpenSeat:
        """Return what it would cost if this person gave a duty back, or why they cannot."""
        if asked not in self.schedule.assignments:
            return self._told(asked, None, (Text("it is not theirs"),))
        price = self._price(asked, 0)
        reasons = () if price is not None else self.reasons.of_all(self._changed(asked, 0))
        return self._told(asked, price, reasons)

    def _price(self, asked: Assignment, value: int) -> Price | None:
        candidate = self.search.candidate_of(asked.volunteer, asked.session, asked.role)
        return None if candidate is None else self.search.prices(whole([candidate]), value)[0]

    def _seat(self, asked: Assignment, price: Price | None, now: dt.datetime | None) -> OpenSeat:
        if price is None:
            return self._told(asked, None, self.reasons.of(asked))
        person, session = volunteer_of(self.problem, asked.volunteer), session_of(self.problem, asked.session)
        return self._told(asked, price, self.terms.against(self.problem, person, session, price, now))

    def _told(self, asked: Assignment, price: Price | None, reasons: tuple[Text, ...]) -> OpenSeat:
        """Return a seat with all there is to say of it.

        Raises
        ------
        EncodingError
            If columns forbid what words allow: a bug of ours.
        """
        if price is None and not reasons:
            raise EncodingError(Text("columns forbid a duty that words allow; please report this"))
        label = session_of(self.problem, asked.session).label
        placed = self.schedule.placement_of.get(asked.session)
        start = None if placed is None else placed.start
        facts: dict[str, Fact] = {"session": label, "start": start or "", "role": asked.role}
        text = seat_text(facts, reasons or price_texts(self.problem, price or {}))
        return OpenSeat(
            session=asked.session, role=asked.role, label=label, start=start, price=price, reasons=reasons, text=text
        )

    def _changed(self, asked: Assignment, value: int) -> Schedule:
        change = self.schedule.with_duty if value else self.schedule.without_duty
        return change(*attrs.astuple(asked))

    def after(self, asked: Assignment, price: Price, value: int) -> "SeatBoard":
        """Return the board of the schedule with one duty more (1) or less (0), judged anew.

        Raises
        ------
        EncodingError
            If words find another price than columns did: a bug of ours.
        """
        schedule = self._changed(asked, value).settled(self.problem)
        report = check(self.problem, schedule)
        wanted = tuple(one.value + price[one.level] for one in self.report.levels)
        if not report.ok or report.values != wanted:
            facts = {"words": report.values, "columns": wanted}
            raise EncodingError(
                Text("the schedule costs {words} in words, but {columns} in columns; please report this", facts)
            )
        found = attrs.evolve(self, schedule=schedule, report=report)
        found.search  # noqa: B018 - made now, so that nobody has to wait for it
        return found
