"""Repair once more, by looking at every schedule: written from what the page says, with nothing of the search."""

import datetime as dt
from collections.abc import Iterable

import attrs

import volmatch as vm
from oracle.possible import _ways, every_schedule  # the ways in which one session may be held
from oracle.world import world_of
from volmatch.live import Absence, Added, Change, Joined, Moved, Needs, NoShow, Withdrawn

Told = tuple[str, str, dt.datetime, str | None]


@attrs.frozen
class ByHand:
    """One repair, looked through."""

    before: vm.Schedule
    problem: vm.Problem
    changes: tuple[Change, ...]
    now: dt.datetime | None = None
    notice: dt.timedelta | None = None

    @property
    def published(self) -> dict[str, vm.Placement]:
        """Where and when each session was to be; one that moved, where and when it is now."""
        moved = {change.session for change in self.changes if isinstance(change, Moved)}
        found = {}
        for one in self.before.placements:
            session = self.problem.session(one.session)
            if session is None:
                continue
            start = session.start if session.id in moved and session.start is not None else one.start
            rooms = [room.id for room in self.problem.fitting_rooms(session)]
            room = one.room if one.room in rooms else rooms[0] if session.id in moved and len(rooms) == 1 else None
            found[one.session] = vm.Placement(one.session, start, room if session.room is not None else None)
        return found

    def standing(self) -> list[vm.Assignment]:
        """Return the duties that the changes do not take away by themselves."""
        world = world_of(self.problem)
        kept = []
        for one in self.before.assignments:
            session, person = self.problem.session(one.session), self.problem.volunteer(one.volunteer)
            placed = self.published.get(one.session)
            if session is None or person is None or placed is None or session.role(one.role) is None:
                continue
            ways = [way for way in _ways(world, session) if way is not None and way.start == placed.start]
            here = [way for way in ways if self._place(way) == self._place(placed) or placed.room is None]
            if (
                here
                and not self._is_taken(one, session, placed)
                and self._may(one, here[0] if placed.room is None else placed)
            ):
                kept.append(one)
        return kept

    def _place(self, way: vm.Placement) -> str | None:
        room = None if way.room is None else self.problem.room(way.room)
        session = self.problem.session(way.session)
        assert session is not None
        return session.place if room is None else room.place

    def _is_taken(self, one: vm.Assignment, session: vm.Session, placed: vm.Placement) -> bool:
        return any(self._takes(change, one, session, placed) for change in self.changes)

    def _takes(self, change: Change, one: vm.Assignment, session: vm.Session, placed: vm.Placement) -> bool:
        if isinstance(change, Absence) and change.volunteer == one.volunteer:
            return placed.start < change.to and change.from_ < placed.start + session.length
        if not isinstance(change, (Withdrawn, NoShow)) or change.role not in (None, one.role):
            return False
        return (change.volunteer, change.session) == (one.volunteer, one.session)

    def _is_without_the_gone(self, schedule: vm.Schedule) -> bool:
        """Whether nobody serves while they are away, or where they gave it back, whatever rules say of that."""
        sessions = {session.id: session for session in self.problem.sessions}
        return not any(
            self._is_taken(one, sessions[one.session], schedule.placement_of[one.session])
            for one in schedule.assignments
        )

    def _may(self, one: vm.Assignment, way: vm.Placement) -> bool:
        """Whether no rule about one person in one seat forbids a duty."""
        alone = vm.Schedule([one], [way], [])
        return not any(
            found.volunteers and one.session in found.sessions
            for rule in self.problem.rules
            if rule.level == 0 and hasattr(rule, "mask")
            for found in rule.check(self.problem, alone)
        )

    def opened(self) -> set[str]:
        """Return the sessions that the changes are about."""
        world = world_of(self.problem)
        kept = set(self.standing())
        found = {change.session for change in self.changes if isinstance(change, (Moved, Needs))}
        found |= {change.session.id for change in self.changes if isinstance(change, Added)}
        for one in self.before.assignments:
            if one not in kept and one.session in self.published:
                found.add(one.session)
        for id_, placed in self.published.items():
            session = self.problem.session(id_)
            assert session is not None
            if placed not in _ways(world, session):
                found.add(id_)
        return found - self.past()

    def past(self) -> set[str]:
        """Return the sessions that began already."""
        return {id_ for id_, placed in self.published.items() if self.now is not None and placed.start < self.now}

    def near(self) -> set[str]:
        """Return the sessions within notice."""
        if self.now is None or self.notice is None:
            return set()
        return {id_ for id_, placed in self.published.items() if self.now <= placed.start < self.now + self.notice}

    def told(self, crew: Iterable[vm.Assignment], placements: dict[str, vm.Placement]) -> dict[str, set[Told]]:
        """Return what each person was told."""
        found: dict[str, set[Told]] = {}
        for one in crew:
            placed = placements[one.session]
            found.setdefault(one.volunteer, set()).add((one.session, one.role, placed.start, self._place(placed)))
        return found

    def key(self, schedule: vm.Schedule) -> tuple[tuple[int, ...], int, int, int, tuple[int, ...]]:
        """Return what a schedule costs, goal by goal."""
        levels = vm.check(self.problem, schedule).levels
        counting = [rule.level for rule in self.problem.rules if rule.level and rule.claims.counts_seats]
        first = tuple(one.value for one in levels if one.level <= min(counting, default=0))
        rest = tuple(one.value for one in levels if one.level > min(counting, default=0))
        before = self.told(self.standing(), self.published)
        after = self.told(schedule.assignments, {one.session: one for one in schedule.placements})
        newcomers = {change.volunteer.id for change in self.changes if isinstance(change, Joined)}
        people = duties = days = 0
        for person in before.keys() | after.keys():
            changed = before.get(person, set()) ^ after.get(person, set())
            is_near = any(session in self.near() for session, *_ in changed)
            people += (2 if is_near else 1) if changed and person not in newcomers else 0
            duties += sum(2 if session in self.near() else 1 for session, *_ in changed)
            days += sum(self._days(session) for session, *_ in changed)
        duties += self._given_up(schedule)
        return first, people, duties, days, rest

    def _given_up(self, schedule: vm.Schedule) -> int:
        """Return how many sessions are no longer at their time and place, and how many not in their room."""
        world, number = world_of(self.problem), 0
        for session in self.problem.sessions:
            old, new = self.published.get(session.id), schedule.placement_of.get(session.id)
            if old is not None and old in _ways(world, session):
                moves = new is None or (old.start, self._place(old)) != (new.start, self._place(new))
                number += moves
                number += old.room is not None and (moves or new is None or new.room != old.room)
        return number

    def _days(self, id_: str) -> int:
        session = self.problem.session(id_)
        assert session is not None
        start = self.published[id_].start if id_ in self.published else min(session.candidate_starts)
        return max(0, (self.problem.days[-1] - start.astimezone(self.problem.zone).date()).days)

    def possible(self) -> list[vm.Schedule]:
        """Return every schedule that leaves alone what must be left alone."""
        opened, past, standing = self.opened(), self.past(), set(self.standing())
        world, found = world_of(self.problem), []
        ways = {session.id: _ways(world, session) for session in self.problem.sessions}
        stood = {id_: placed for id_, placed in self.published.items() if placed in ways[id_]}
        for schedule in every_schedule(self.problem):
            fixed = [one.id for one in self.problem.sessions if one.id not in opened]
            is_alike = all(schedule.placement_of.get(id_) == stood.get(id_) for id_ in fixed)
            crew = {one for one in schedule.assignments if one.session in past}
            is_alike = is_alike and crew == {one for one in standing if one.session in past}
            if is_alike and self._is_without_the_gone(schedule) and vm.check(self.problem, schedule).ok:
                found.append(schedule)
        return found
