"""A small town over a summer: whatever happens one after the other, every rule holds and nothing is lost."""

import datetime as dt

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import volmatch as vm
from volmatch.live import Absence, Added, Cancelled, Change, Joined, Moved, Needs, NoShow, Withdrawn

DAYS = [dt.date(2026, 8, 3) + dt.timedelta(days=step) for step in range(5)]


def town() -> vm.Problem:
    """Return eight people and two desks a day for a week."""
    people = [
        vm.Volunteer(f"p{number}", limits=[vm.Limit("day", max_sessions=1), vm.Limit("week", max_sessions=3)])
        for number in range(8)
    ]
    sessions = [
        vm.Session(f"{place} {day.day}", start=f"{day}T10:00", end=f"{day}T12:00", place=place, priority=1 + (place == "mill"),
                   roles=[vm.Role("host", min=1, target=2)])
        for day in DAYS
        for place in ("hall", "mill")
    ]  # fmt: skip
    return vm.Problem(people, sessions, places=[vm.Place("hall"), vm.Place("mill")])


PUBLISHED = vm.solve(town(), time_limit=5, deterministic=True)


class Summer(RuleBasedStateMachine):
    """One change after the other to a town, each repaired from the schedule before."""

    @initialize()
    def publish(self) -> None:
        """Begin with the published schedule."""
        assert PUBLISHED.schedule is not None
        self.problem, self.schedule = town(), PUBLISHED.schedule
        self.gone: set[tuple[str, str]] = set()
        self.number = 0

    def _repair(self, change: Change) -> None:
        before, published = self.problem, self.schedule
        found = vm.repair(before, published, [change])
        assert found.schedule is not None
        self._nobody_moves_for_nothing(found, published, change)
        self.problem, self.schedule = found.problem, found.schedule

    def _nobody_moves_for_nothing(self, found: vm.live.Repaired, published: vm.Schedule, change: Change) -> None:
        """Fail unless whoever is not told stands where they stood, and the sentences name everybody who is."""
        told = {letter.volunteer for letter in found.letters()}
        assert found.schedule is not None
        moved = {one.volunteer for one in set(published.assignments) ^ set(found.schedule.assignments)}
        assert moved <= told
        asked = {change.volunteer} if isinstance(change, (Absence, Withdrawn, NoShow)) else set()
        disturbed = found.disturbed
        assert disturbed is not None
        if not isinstance(change, (Cancelled, Moved, Joined)):
            assert disturbed.value <= len(moved | asked)
        assert all(person in found.sentence() for person in moved if not isinstance(change, Cancelled))

    @rule(who=st.integers(0, 7), first=st.integers(0, 4), length=st.integers(0, 2))
    def falls_ill(self, who: int, first: int, length: int) -> None:
        """Let somebody be away for a few days."""
        last = DAYS[min(4, first + length)]
        self._repair(Absence(f"p{who}", DAYS[first].isoformat(), last.isoformat()))

    @precondition(lambda self: self.schedule.assignments)
    @rule(number=st.integers(0, 1000), is_late=st.booleans())
    def gives_back(self, number: int, is_late: bool) -> None:  # noqa: FBT001 - hypothesis calls it by name
        """Let somebody give a duty back, or not come."""
        duty = self.schedule.assignments[number % len(self.schedule.assignments)]
        kind = NoShow if is_late else Withdrawn
        self.gone.add((duty.volunteer, duty.session))
        self._repair(kind(duty.volunteer, duty.session))

    @precondition(lambda self: len(self.problem.sessions) > 6)
    @rule(number=st.integers(0, 1000))
    def is_cancelled(self, number: int) -> None:
        """Call a session off."""
        self._repair(Cancelled(self.problem.sessions[number % len(self.problem.sessions)].id))

    @rule(number=st.integers(0, 1000), day=st.integers(0, 4))
    def is_moved(self, number: int, day: int) -> None:
        """Move a session to an afternoon."""
        session = self.problem.sessions[number % len(self.problem.sessions)]
        self._repair(Moved(session.id, f"{DAYS[day]}T15:00"))

    @precondition(lambda self: len(self.problem.sessions) < 14)
    @rule(day=st.integers(0, 4))
    def comes_in(self, day: int) -> None:
        """Add a session."""
        self.number += 1
        begin, end = f"{DAYS[day]}T17:00", f"{DAYS[day]}T18:00"
        self._repair(Added(vm.Session(f"new {self.number}", start=begin, end=end, roles=[vm.Role("host")])))

    @rule(number=st.integers(0, 1000), least=st.integers(0, 3))
    def needs_others(self, number: int, least: int) -> None:
        """Let a session need more people, or fewer."""
        session = self.problem.sessions[number % len(self.problem.sessions)]
        self._repair(Needs(session.id, "host", min=least, target=least, max=max(1, least)))

    @precondition(lambda self: len(self.problem.volunteers) < 12)
    @rule()
    def joins(self) -> None:
        """Let somebody new offer their time."""
        self._repair(Joined(vm.Volunteer(f"p{len(self.problem.volunteers)}", limits=[vm.Limit("day", max_sessions=1)])))

    @invariant()
    def every_rule_holds(self) -> None:
        """Fail if a rule is broken, a session is neither held nor dropped, or a duty that was given back came again."""
        if not hasattr(self, "problem"):
            return
        assert vm.check(self.problem, self.schedule).ok
        told = {one.session for one in self.schedule.placements} | set(self.schedule.dropped)
        assert told == {session.id for session in self.problem.sessions}
        assert not self.gone & {(one.volunteer, one.session) for one in self.schedule.assignments}


IS_DEEP = settings().max_examples > 1_000
Summer.TestCase.settings = settings(
    max_examples=10 if IS_DEEP else 1, stateful_step_count=100 if IS_DEEP else 15, deadline=None, derandomize=True
)
TestSummer = Summer.TestCase
