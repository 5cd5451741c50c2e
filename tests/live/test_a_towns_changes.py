"""A town of 200 people and 400 sessions: whatever happens to it one after the other, every rule holds and nothing is lost."""

import datetime as dt
import random
from collections.abc import Callable

import attrs
from benchmarks.families import families
from hypothesis import settings

import volmatch as vm
from volmatch.live import Absence, Added, Cancelled, Change, Joined, Moved, Needs, NoShow, Withdrawn

IS_DEEP = settings().max_examples > 1_000
#: So many things happen one after the other.
STEPS = 1000 if IS_DEEP else 12


class Town:
    """The town as it stands, and what happens to it."""

    def __init__(self, seed: int) -> None:
        """Publish a schedule."""
        self.problem = families()["town"].problem(seed=seed)
        outcome = vm.solve(self.problem, time_limit=60.0 if IS_DEEP else 2.0)
        assert outcome.schedule is not None
        self.schedule = outcome.schedule
        self.random = random.Random(f"changes of a town {seed}")
        self.given_back = set[tuple[str, str]]()
        self.new = 0

    def change(self) -> Change:
        """Draw what happens next; as often as not somebody falls ill."""
        session = self.random.choice(self.problem.sessions)
        own = self.random.choice(self.schedule.assignments)
        self.new += 1
        others: list[Callable[[], Change]] = [
            lambda: self._given_back(Withdrawn(own.volunteer, own.session)),
            lambda: self._given_back(NoShow(own.volunteer, own.session)),
            lambda: Cancelled(session.id),
            lambda: Moved(session.id, session.candidate_starts[0] + dt.timedelta(hours=self.random.choice((-24, -2, 2, 24)))),
            lambda: self._needs(session),
            lambda: Added(attrs.evolve(session, id=f"new {self.new}")),
            lambda: Joined(vm.Volunteer(f"newcomer {self.new}", limits=[vm.Limit("week", max_sessions=2)])),
        ]  # fmt: skip
        return self._ill(own) if self.random.random() < 0.5 else self.random.choice(others)()

    def _ill(self, own: vm.Assignment) -> Absence:
        first = self.schedule.placement_of[own.session].start.date()
        last = first + dt.timedelta(days=self.random.randint(0, 6))
        return Absence(own.volunteer, first.isoformat(), last.isoformat())

    def _given_back(self, change: Withdrawn | NoShow) -> Change:
        self.given_back.add((change.volunteer, change.session))
        return change

    def _needs(self, session: vm.Session) -> Needs:
        role = self.random.choice(session.roles)
        heads = self.random.randint(0, 4)
        return Needs(session.id, role.name, min=heads, target=heads, max=max(1, heads))

    def happens(self, change: Change) -> vm.live.Repaired:
        """Repair the schedule after something happened."""
        found = vm.repair(self.problem, self.schedule, [change])
        assert found.schedule is not None
        told = {letter.volunteer for letter in found.letters()}
        moved = {one.volunteer for one in set(self.schedule.assignments) ^ set(found.schedule.assignments)}
        assert moved <= told, "somebody's duties changed and nobody told them"
        self.problem, self.schedule = found.problem, found.schedule
        return found


def test_whatever_happens_every_rule_holds_and_nothing_is_lost() -> None:
    """After each change: no rule is broken, each session is held or dropped, nothing given back comes again, and the fewest are disturbed."""
    town = Town(seed=1)
    unproved = 0
    for _ in range(STEPS):
        change = town.change()
        people, sessions = {one.id for one in town.problem.volunteers}, {one.id for one in town.problem.sessions}
        found = town.happens(change)
        assert vm.check(town.problem, town.schedule).ok, change
        listed = [one.session for one in town.schedule.placements] + [*town.schedule.dropped]
        assert sorted(listed) == sorted(session.id for session in town.problem.sessions), change
        assert not town.given_back & {(one.volunteer, one.session) for one in town.schedule.assignments}, change
        assert people <= {one.id for one in town.problem.volunteers}, change
        gone = {change.session} if isinstance(change, Cancelled) else set()
        assert sessions - gone <= {one.id for one in town.problem.sessions}, change
        unproved += found.disturbed is None or not found.disturbed.proved
    assert unproved <= STEPS // 20
