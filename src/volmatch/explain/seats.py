"""The seats of a schedule that people are wanted for: who could fill each, and what keeps them from it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import attrs

from volmatch.explain.burden import Burden
from volmatch.explain.capacity import Capacities, Share
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Assignment, Schedule

#: A role of a session, by session and role.
Seat = tuple[str, str]


@attrs.define(eq=False, slots=False)
class Seating:
    """A schedule seen from the seats below the least number of people; what was asked once is kept."""

    problem: Problem
    schedule: Schedule
    _able: dict[Seat, tuple[Volunteer, ...]] = attrs.field(factory=dict, init=False)

    @cached_property
    def burden(self) -> Burden:
        """What the data demand."""
        return Burden(self.problem)

    @cached_property
    def capacities(self) -> Capacities:
        """How much each person can do."""
        return Capacities(self.burden)

    @cached_property
    def empty(self) -> dict[Seat, int]:
        """How many seats below ``min`` are empty, of roles that lack somebody in sessions that take place."""
        lacks = {
            (session.id, role.name): role.min - self.schedule.heads(session.id, role.name)
            for session in self.problem.sessions
            if session.id in self.schedule.placement_of
            for role in session.roles
        }
        return {seat: lack for seat, lack in lacks.items() if lack > 0}

    @cached_property
    def duties(self) -> dict[str, Schedule]:
        """The duties of each person who has any."""
        placed = self.schedule.placement_of
        crews: dict[str, list[Assignment]] = defaultdict(list)
        for one in self.schedule.assignments:
            if one.session in placed and self._role((one.session, one.role)) is not None:
                crews[one.volunteer].append(one)
        return {id_: Schedule(own, dict.fromkeys(placed[one.session] for one in own)) for id_, own in crews.items()}

    def _role(self, seat: Seat) -> Role | None:
        session = self.problem.session(seat[0])
        return None if session is None else session.role(seat[1])

    def need(self, seat: Seat) -> int:
        """Return how many people a role needs at least."""
        role = self._role(seat)
        return 0 if role is None else role.min

    def able(self, seat: Seat) -> tuple[Volunteer, ...]:
        """Return everybody who could fill a seat if nobody had any other duty."""
        if seat not in self._able:
            session, role = self.problem.session(seat[0]), self._role(seat)
            self._able[seat] = () if session is None or role is None else self.burden.able(session, role)
        return self._able[seat]

    def reached_from(self, seats: Iterable[Seat]) -> list[Seat]:
        """Return the seats reached from some: who could fill one, what keeps them from it, who could fill that, and so on.

        Of several things that keep somebody from a seat, that counts which brings in the fewest further seats.
        """
        found = dict.fromkeys(seats)
        waiting = list(found)
        while waiting:
            now = waiting.pop()
            for volunteer in self.able(now):
                for other in self._kept_by(volunteer, now, found):
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def _kept_by(self, volunteer: Volunteer, seat: Seat, found: dict[Seat, None]) -> list[Seat]:
        """Return the seats not found so far that keep somebody from a seat, of the reason that has the fewest of them."""
        own = self.duties.get(volunteer.id)
        if own is None:
            return []
        role_in = {one.session: one.role for one in own.assignments}
        if seat[0] in role_in:
            reasons: list[tuple[str, ...]] = [(seat[0],)]
        else:
            asked = Assignment(volunteer.id, *seat)
            told = self.burden.in_the_way(own, asked, self.schedule.placement_of[seat[0]])
            reasons = [tuple(one for one in violation.sessions if one != seat[0]) for _, violation in told]
        seats = [[(one, role_in[one]) for one in reason] for reason in reasons]
        return min(([one for one in way if one not in found] for way in seats), key=len, default=[])

    def sessions_by_person(self, seats: Iterable[Seat]) -> dict[Volunteer, frozenset[str]]:
        """Return everybody who could fill any of some seats, in order, with the sessions in which they could."""
        sessions: dict[str, set[str]] = defaultdict(set)
        for seat in seats:
            for volunteer in self.able(seat):
                sessions[volunteer.id].add(seat[0])
        return {one: frozenset(sessions[one.id]) for one in self.problem.volunteers if one.id in sessions}

    def missing(self, seats: Iterable[Seat]) -> int:
        """Return by how many the need for some seats exceeds what everybody can do for them together."""
        seats = tuple(seats)
        people = self.sessions_by_person(seats).items()
        return sum(map(self.need, seats)) - sum(self.capacities.most(*person) for person in people)

    def shares(self, seats: Iterable[Seat]) -> dict[Volunteer, tuple[Share, ...]]:
        """Return everybody who could fill any of some seats with what they can do."""
        people = self.sessions_by_person(seats)
        return {volunteer: self.capacities.shares(volunteer, own) for volunteer, own in people.items()}
