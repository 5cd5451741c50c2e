"""The seats of a schedule: for each session that takes place, what each role has and lacks."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.report.board_tables import held
from volmatch.report.board_words import NOTHING
from volmatch.schedule import Schedule

State = Literal["short", "below", "full", "over"]

#: How each state of a seat is marked where there is no colour.
MARKS: dict[State, str] = {"short": "!!", "below": "!", "full": "✓", "over": "+!"}
_WORST_FIRST: tuple[State, ...] = ("over", "short", "below", "full")


@attrs.frozen(kw_only=True)
class RoleSeats:
    """One role of one session: who is there, and who should be.

    Parameters
    ----------
    role
        The role.
    people
        Labels of those who hold it.
    """

    role: Role
    people: tuple[str, ...]

    @property
    def heads(self) -> int:
        """How many people hold the role."""
        return len(self.people)

    @property
    def state(self) -> State:
        """``short`` of the minimum, ``below`` the target, ``full``, or ``over`` the most there is room for."""
        if self.heads > self.role.max:
            return "over"
        if self.heads < self.role.min:
            return "short"
        return "below" if self.heads < self.role.target else "full"

    @property
    def mark(self) -> str:
        """The sign of the state."""
        return MARKS[self.state]

    @property
    def figures(self) -> str:
        """People there, minimum and target, as on every board."""
        return f"{self.heads}/{self.role.min}/{self.role.target}"

    @property
    def missing(self) -> int:
        """Empty seats below the minimum."""
        return max(0, self.role.min - self.heads)

    @property
    def wanted(self) -> int:
        """Empty seats above the minimum, up to the target."""
        return max(0, self.role.target - max(self.heads, self.role.min))


@attrs.frozen(kw_only=True)
class Meeting:
    """A session that takes place, with its seats, on the clock of the problem.

    Parameters
    ----------
    session
        The session.
    start, end
        From when to when.
    day
        The local day to which the start belongs.
    where
        Place and room in words; ``-`` where there is neither.
    place, room
        Their ids, or ``None``.
    seats
        One entry a role, in the order of the session.
    """

    session: Session
    start: dt.datetime
    end: dt.datetime
    day: dt.date
    where: str
    place: str | None
    room: str | None
    seats: tuple[RoleSeats, ...]

    @property
    def is_somewhere(self) -> bool:
        """Whether there is a place or a room to name."""
        return self.where != NOTHING

    @property
    def state(self) -> State:
        """The worst state of its seats."""
        return worst(seats.state for seats in self.seats)

    @property
    def mark(self) -> str:
        """The sign of that state."""
        return MARKS[self.state]

    @property
    def is_open(self) -> bool:
        """Whether a seat is empty, up to the targets."""
        return any(seats.missing or seats.wanted for seats in self.seats)


def worst(states: Iterable[State]) -> State:
    """Return the state that asks for most attention; ``full`` where there is none."""
    return min(states, key=_WORST_FIRST.index, default="full")


def meetings(problem: Problem, schedule: Schedule) -> tuple[Meeting, ...]:
    """Return the sessions that take place, in order of time and place."""
    schedule = schedule.settled(problem)
    return tuple(
        Meeting(
            session=one.session,
            start=one.start,
            end=one.end,
            day=one.day,
            where=one.where,
            place=schedule.place_of(one.session, problem),
            room=schedule.placement_of[one.session.id].room,
            seats=tuple(_seats(problem, schedule, one.session, role) for role in one.session.roles),
        )
        for one in held(problem, schedule)
    )


def _seats(problem: Problem, schedule: Schedule, session: Session, role: Role) -> RoleSeats:
    crew = [one.volunteer for one in schedule.crews.get(session.id, ()) if one.role == role.name]
    known = [(problem.volunteer(id_), id_) for id_ in crew]
    return RoleSeats(role=role, people=tuple(person.label if person else id_ for person, id_ in known))
