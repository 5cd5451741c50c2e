"""A schedule: who does which role of which session, and where and when each session takes place."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Literal, cast

import attrs

from volmatch.doors import door
from volmatch.errors import Fault, ScheduleError
from volmatch.gap import Gap
from volmatch.plugs import load
from volmatch.problem.clock import own_instant, with_fixed_offset
from volmatch.problem.given import moment
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.shapes import Id, Moment
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

Status = Literal["optimal", "feasible", "infeasible"]
StoppedBy = Literal["proof", "time", "cancel", "memory", "fault"]
#: As many starts of a session are looked through before the clocks are asked.
_FEW = 20


@attrs.frozen(order=True)
class Assignment:
    """One volunteer in one role of one session; all are ids."""

    volunteer: Id
    session: Id
    role: Id


@attrs.frozen
class Placement:
    """When, and in which room, a session takes place."""

    session: Id
    start: Moment = attrs.field(converter=moment)
    room: Id | None = None


@attrs.frozen
class Duty:
    """One assignment with the records it names and the time and place it means.

    `start` and `end` are as the clocks of the problem's time zone show them; `end` is the first instant after the session.
    `day` is the local day to which the start belongs: the day before, where it lies before the problem's `day_starts`. `place` is the id of the place, or ``None`` where unknown.
    """

    volunteer: Volunteer
    session: Session
    role: Role
    start: dt.datetime
    end: dt.datetime
    place: str | None
    day: dt.date

    @property
    def minutes(self) -> int:
        """How long the duty lasts."""
        return (self.end - self.start) // dt.timedelta(minutes=1)


def _in_order(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=attrgetter("volunteer", "session", "role")))


def _by_session(placements: Iterable[Placement]) -> tuple[Placement, ...]:
    placements = tuple(placements)
    wanted = Text("wanted an aware datetime, such as a start of the session in the problem")
    instants = [own_instant(placement.start) for placement in placements]
    faults = [
        Fault.of(f"placements[{index}].start", wanted, placements[index].start)
        for index, instant in enumerate(instants)
        if instant is None
    ]
    if faults:
        raise ScheduleError(faults)
    settled = map(_at, placements, cast("list[dt.datetime]", instants))
    return tuple(sorted(settled, key=lambda placement: (placement.session, placement.start, placement.room or "")))


def _at(placement: Placement, start: dt.datetime) -> Placement:
    return placement if placement.start is start else attrs.evolve(placement, start=start)


def _ids_in_order(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@attrs.frozen(slots=False)
class Schedule:
    """Who does what, where and when.

    Parameters
    ----------
    assignments
        Kept in order of volunteer, session and role.
    placements
        One for every session that takes place; each start is kept as an instant with the offset that it carries, whatever
        zone told it.
    dropped
        Ids of the sessions that do not take place.

    Raises
    ------
    ScheduleError
        If a placement has no start that is an aware datetime.
    """

    assignments: tuple[Assignment, ...] = attrs.field(default=(), converter=_in_order)
    placements: tuple[Placement, ...] = attrs.field(default=(), converter=_by_session)
    dropped: tuple[str, ...] = attrs.field(default=(), converter=_ids_in_order)

    @cached_property
    def placement_of(self) -> Mapping[str, Placement]:
        """The placement of each session that takes place, by session id."""
        return {placement.session: placement for placement in self.placements}

    @cached_property
    def crews(self) -> Mapping[str, tuple[Assignment, ...]]:
        """The assignments of each session that has any, by session id."""
        crews: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            crews[assignment.session].append(assignment)
        return {session: tuple(crew) for session, crew in crews.items()}

    def _repr_html_(self) -> str:
        """Return a card for notebooks."""
        shown: str = load("cards").card(self)
        return shown

    def settled(self, problem: Problem) -> "Schedule":
        """Return the same schedule with every start as the clocks of the problem's time zone show it.

        A start may carry any offset, as databases and browsers write UTC; the day it falls on, and with it every count by
        day or week, is that of the problem. Whatever judges, shows or begins from a schedule settles it first.
        """
        known: tuple[Problem, Schedule] | None = self.__dict__.get("_settled")
        if known is None or known[0] is not problem:
            shown = [_at(one, _shown(one, problem)) for one in self.placements]
            is_same = all(new is old for new, old in zip(shown, self.placements, strict=True))
            schedule = self if is_same else Schedule(self.assignments, shown, self.dropped)
            known = self.__dict__["_settled"] = (problem, schedule)
        return known[1]

    @door
    def with_duty(self, volunteer: str, session: str, role: str) -> "Schedule":
        """Return the same schedule with one duty more; the same if it is there already."""
        own = Assignment(volunteer, session, role)
        return self if own in self.assignments else attrs.evolve(self, assignments=(*self.assignments, own))

    @door
    def without_duty(self, volunteer: str, session: str, role: str) -> "Schedule":
        """Return the same schedule with one duty less; the same if it is not there."""
        own = Assignment(volunteer, session, role)
        rest = tuple(one for one in self.assignments if one != own)
        return self if len(rest) == len(self.assignments) else attrs.evolve(self, assignments=rest)

    @door
    def as_history(self, problem: Problem) -> tuple[PastDuty, ...]:
        """Return every duty as one of the `history` of a problem to come."""
        return tuple(map(_as_past, self.duties(problem)))

    def heads(self, session: str, role: str) -> int:
        """Return how many people hold a role of a session."""
        return self._heads.get((session, role), 0)

    @cached_property
    def _heads(self) -> Mapping[tuple[str, str], int]:
        return Counter((assignment.session, assignment.role) for assignment in self.assignments)

    def place_of(self, session: Session, problem: Problem) -> str | None:
        """Return the id of the place where a session is held: its own, or that of the room it got."""
        placement = self.placement_of.get(session.id)
        room = None if placement is None or placement.room is None else problem.room(placement.room)
        return session.place if room is None else room.place

    def duties(self, problem: Problem) -> tuple[Duty, ...]:
        """Return every duty, in order of volunteer and start.

        Assignments that name something unknown, or a session that does not take place, are left out: `check` reports them.
        """
        known: tuple[Problem, tuple[Duty, ...]] | None = self.__dict__.get("_duties")
        if known is None or known[0] is not problem:  # every rule asks, so the answer for the last problem is kept
            held = {one.session: _held(one, problem) for one in self.settled(problem).placements}
            found = [duty for one in self.assignments if (duty := _duty(one, held.get(one.session), problem))]
            found.sort(key=lambda duty: (duty.volunteer.id, duty.start, duty.session.id))
            known = self.__dict__["_duties"] = (problem, tuple(found))
        return known[1]


@attrs.frozen
class _SessionHeld:
    """A session where and when it is held."""

    session: Session
    start: dt.datetime
    end: dt.datetime
    place: str | None
    day: dt.date


def _held(placement: Placement, problem: Problem) -> _SessionHeld | None:
    """Return what a placement of a settled schedule means."""
    session = problem.session(placement.session)
    if session is None:
        return None
    room = None if placement.room is None else problem.room(placement.room)
    place, start = session.place if room is None else room.place, placement.start
    return _SessionHeld(session, start, start + session.length, place, problem.day_of(start, place))


def _duty(assignment: Assignment, held: _SessionHeld | None, problem: Problem) -> Duty | None:
    """Return what an assignment means to a session that is held."""
    volunteer = problem.volunteer(assignment.volunteer)
    role = None if held is None else held.session.role(assignment.role)
    if held is None or volunteer is None or role is None:
        return None
    return Duty(volunteer, held.session, role, held.start, held.end, held.place, held.day)


def _as_past(duty: Duty) -> PastDuty:
    session = duty.session
    return PastDuty(
        duty.volunteer.id,
        duty.start,
        duty.end,
        session=session.id,
        role=duty.role.name,
        kind=session.kind,
        series=session.series,
        tags=session.tags,
        priority=session.priority,
        place=duty.place,
        effort_hours=session.effort_hours,
    )


def _shown(placement: Placement, problem: Problem) -> dt.datetime:
    """Return a start as the problem's clocks show it; the very start that stands in the problem is so already."""
    session = problem.session(placement.session)
    if session is not None and any(placement.start is start for start in session.candidate_starts[:_FEW]):
        return placement.start
    shown = with_fixed_offset(placement.start, problem.zone)
    return placement.start if shown.utcoffset() == placement.start.utcoffset() else shown


@attrs.frozen(kw_only=True)
class LevelReport:
    """What a schedule costs at one level, and what is proved about it.

    Parameters
    ----------
    level
        1 is served first.
    value
        Cost, an exact integer to be minimised, recomputed by `check`.
    bound
        No schedule that is as good at the levels before costs less; ``None`` where nothing is known.
    rules
        Cost by rule name.
    """

    level: int
    value: int
    bound: int | None = None
    rules: Mapping[str, int] = attrs.field(factory=dict, hash=False)

    @property
    def proved(self) -> bool:
        """Whether no schedule can be better at this level."""
        return Gap(self.value, self.bound).is_closed

    @property
    def gap(self) -> float | None:
        """Share of the value that may still be saved, 0 to 1; ``None`` without a bound."""
        return Gap(self.value, self.bound).share
