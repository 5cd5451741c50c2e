"""A schedule: who does which role of which session, and where and when each session takes place."""

import datetime as dt
import importlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Literal

import attrs

from volmatch.errors import Fault, ScheduleError
from volmatch.problem.given import moment
from volmatch.problem.problem import CARDS, Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.shapes import Id, Moment
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

Status = Literal["optimal", "feasible", "infeasible"]
StoppedBy = Literal["proof", "time", "cancel", "memory", "fault"]


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

    `end` is the first instant after the session; `place` is the id of the place, or ``None`` where unknown.
    """

    volunteer: Volunteer
    session: Session
    role: Role
    start: dt.datetime
    end: dt.datetime
    place: str | None

    @property
    def minutes(self) -> int:
        """How long the duty lasts."""
        return (self.end - self.start) // dt.timedelta(minutes=1)


def _in_order(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=attrgetter("volunteer", "session", "role")))


def _by_session(placements: Iterable[Placement]) -> tuple[Placement, ...]:
    placements = tuple(placements)
    wanted = Text("wanted an aware datetime, such as a start of the session in the problem")
    faults = [
        Fault.of(f"placements[{index}].start", wanted, placement.start)
        for index, placement in enumerate(placements)
        if not isinstance(placement.start, dt.datetime) or placement.start.utcoffset() is None
    ]
    if faults:
        raise ScheduleError(faults)
    return tuple(sorted(placements, key=lambda placement: (placement.session, placement.start, placement.room or "")))


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
        One for every session that takes place.
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
        shown: str = importlib.import_module(CARDS).card(self)
        return shown

    def heads(self, session: str, role: str) -> int:
        """Return how many people hold a role of a session."""
        return sum(assignment.role == role for assignment in self.crews.get(session, ()))

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
            found = [duty for assignment in self.assignments if (duty := self._duty(assignment, problem))]
            found.sort(key=lambda duty: (duty.volunteer.id, duty.start, duty.session.id))
            known = self.__dict__["_duties"] = (problem, tuple(found))
        return known[1]

    def _duty(self, assignment: Assignment, problem: Problem) -> Duty | None:
        volunteer, session = problem.volunteer(assignment.volunteer), problem.session(assignment.session)
        placement = self.placement_of.get(assignment.session)
        if volunteer is None or session is None or placement is None:
            return None
        role = session.role(assignment.role)
        if role is None:
            return None
        end = placement.start + session.length
        return Duty(volunteer, session, role, placement.start, end, self.place_of(session, problem))


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
        return self.bound is not None and self.bound >= self.value

    @property
    def gap(self) -> float | None:
        """Share of the value that may still be saved, 0 to 1; ``None`` without a bound."""
        if self.bound is None:
            return None
        return 0.0 if self.proved else (self.value - self.bound) / max(1, abs(self.value))
