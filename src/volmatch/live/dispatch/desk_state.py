"""What a desk knows: who is there, what was ordered, who promised what."""

import datetime as dt
from collections import Counter
from collections.abc import Container, Mapping
from functools import cached_property
from typing import Literal

import attrs

from volmatch.errors import DeskError
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text

How = Literal["offered", "accepted", "served", "missed"]
#: What has become of an order.
OrderProgress = Literal["open", "offered", "promised", "served", "lapsed", "cancelled"]


@attrs.frozen
class Promise:
    """What somebody was asked, or said to do, or did.

    Parameters
    ----------
    volunteer, session, role, start, room
        As offered.
    until
        When an answer comes too late; it matters while `how` is ``"offered"``.
    how
        ``"offered"``, ``"accepted"``, ``"served"`` or ``"missed"``.
    """

    volunteer: str
    session: str
    role: str
    start: dt.datetime
    room: str | None
    until: dt.datetime
    how: How = "offered"

    @property
    def holds(self) -> bool:
        """Whether the seat is taken: asked for, promised or served, and not missed."""
        return self.how != "missed"


@attrs.frozen
class DeskOrder:
    """Something that was asked for.

    Parameters
    ----------
    session
        What it is, with its starts and roles.
    at
        When it came in.
    is_cancelled
        Whether it was taken back.
    """

    session: Session
    at: dt.datetime
    is_cancelled: bool = False


@attrs.frozen(slots=False)
class DeskState:
    """All that a log of events says.

    Parameters
    ----------
    problem
        What the desk was opened with: places, rooms, time zone, and the rules that were given.
    is_exact
        Whether these rules are all, or come on top of the standard ones of each batch.
    people, orders
        By id.
    promises
        By session and volunteer.
    refused
        Session and volunteer of whoever said no, did not answer, gave back or missed it.
    stars
        By session and volunteer.
    told
        When and where an order takes place, as whoever ordered was told after the first yes; by session.
    """

    problem: Problem
    is_exact: bool
    people: Mapping[str, Volunteer]
    orders: Mapping[str, DeskOrder]
    promises: Mapping[tuple[str, str], Promise] = attrs.field(factory=dict)
    refused: frozenset[tuple[str, str]] = frozenset()
    stars: Mapping[tuple[str, str], int] = attrs.field(factory=dict)
    told: Mapping[str, Placement] = attrs.field(factory=dict)

    @classmethod
    def opened(cls, problem: Problem, at: dt.datetime, *, is_exact: bool = False) -> "DeskState":
        """Return the state of a desk before any event: the sessions of the problem are orders from the start."""
        people = {one.id: one for one in problem.volunteers}
        return cls(problem, is_exact, people, {one.id: DeskOrder(one, at) for one in problem.sessions})

    def crew(self, session: str) -> tuple[Promise, ...]:
        """Return who is asked for an order, promised it or served it, in the order in which they were asked."""
        return self._crews.get(session, ())

    def progress(self, session: str, at: dt.datetime) -> OrderProgress:
        """Return what has become of an order at a moment.

        ``"open"`` has a free seat below the `min` of a role and a start to come; ``"offered"`` waits for answers;
        ``"promised"`` has every seat accepted; ``"lapsed"`` had no start to come while a seat was free.
        """
        order = self.order(session)
        if order.is_cancelled:
            return "cancelled"
        crew = self.crew(session)
        if any(self.free_seats(role, crew) for role in order.session.roles):
            starts = [one.start for one in crew] or order.session.candidate_starts
            return "open" if any(start >= at for start in starts) else "lapsed"
        how = {one.how for one in crew}
        return "offered" if "offered" in how else "promised" if "accepted" in how else "served"

    def wants(self, session: Session, since: dt.datetime) -> bool:
        """Whether somebody more may take an order that begins at some moment or later."""
        crew = self.crew(session.id)
        starts = [one.start for one in crew] or session.candidate_starts
        held = Counter(one.role for one in crew)
        is_wanting = any(held[role.name] < role.target for role in session.roles)
        return is_wanting and not self.orders[session.id].is_cancelled and max(starts) >= since

    def free_seats(self, role: Role, crew: tuple[Promise, ...]) -> int:
        """Return how many seats of a role below its `min` nobody of a crew has."""
        return max(0, role.min - sum(1 for one in crew if one.role == role.name))

    def order(self, session: str) -> DeskOrder:
        """Return an order by its id.

        Raises
        ------
        DeskError
            If there is none.
        """
        found = self.orders.get(session)
        if found is None:
            raise DeskError(Text("there is no order {session}", {"session": session}))
        return found

    def person(self, volunteer: str) -> Volunteer:
        """Return a person by id.

        Raises
        ------
        DeskError
            If nobody has it.
        """
        found = self.people.get(volunteer)
        if found is None:
            raise DeskError(Text("there is nobody called {volunteer}", {"volunteer": volunteer}))
        return found

    @property
    def schedule(self) -> Schedule:
        """Everything that is asked, promised or served, as a schedule."""
        return self.schedule_of(self.orders)

    def schedule_of(self, orders: Container[str]) -> Schedule:
        """Return what is asked, promised or served of some orders, as a schedule."""
        held = [one for one in self.promises.values() if one.holds and one.session in orders]
        placements = {one.session: Placement(one.session, one.start, one.room) for one in held}
        return Schedule([Assignment(one.volunteer, one.session, one.role) for one in held], placements.values())

    @cached_property
    def _crews(self) -> Mapping[str, tuple[Promise, ...]]:
        found: dict[str, list[Promise]] = {}
        for one in self.promises.values():
            if one.holds:
                found.setdefault(one.session, []).append(one)
        return {session: tuple(crew) for session, crew in found.items()}
