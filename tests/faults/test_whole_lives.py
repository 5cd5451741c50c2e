"""A problem lives on: people come and go, duties are promised, it is solved, broken off, saved and read again, in any order."""

import tempfile
import threading
from pathlib import Path

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import volmatch as vm
from faults.counting import count, is_deep
from faults.programmes import quick
from volmatch.rules import Pin, Pinned, only

#: People who come and go.
PEOPLE = tuple(vm.Volunteer(f"n{n}", wishes=[vm.Wish(kind="art", score=n)]) for n in range(4))


class Life(RuleBasedStateMachine):
    """One problem, and the schedule that was found last."""

    def __init__(self) -> None:
        super().__init__()
        self.problem = quick()
        self.outcome: vm.Outcome | None = None

    def changed(self, problem: vm.Problem) -> None:
        """Go on with another problem; what was found for the old one is no schedule of it any more."""
        self.problem, self.outcome = problem, None

    @rule(person=st.sampled_from(PEOPLE))
    def add(self, person: vm.Volunteer) -> None:
        """Somebody comes."""
        others = [one for one in self.problem.volunteers if one.id != person.id]
        self.changed(attrs.evolve(self.problem, volunteers=[*others, person]))

    @rule(at=st.integers(0, 9))
    def remove(self, at: int) -> None:
        """Somebody whom nothing was promised goes."""
        kept = {pin.volunteer for one in self.problem.rules if isinstance(one, Pinned) for pin in one.stay}
        free = [one for one in self.problem.volunteers if one.id not in kept]
        if free:
            gone = free[at % len(free)]
            self.changed(attrs.evolve(self.problem, volunteers=[one for one in self.problem.volunteers if one != gone]))

    @rule(at=st.integers(0, 9))
    def pin(self, at: int) -> None:
        """Somebody is promised what they have."""
        duties = [] if self.outcome is None or self.outcome.schedule is None else self.outcome.schedule.assignments
        if duties:
            duty = duties[at % len(duties)]
            pins = Pinned(stay=[Pin(volunteer=duty.volunteer, session=duty.session)])
            self.problem = attrs.evolve(self.problem, rules=only([*self.problem.rules, pins]))
            self.solve(how="thread")

    @rule(how=st.sampled_from(["auto", "thread", "process"] if is_deep() else ["auto", "thread"]))
    def solve(self, how: str) -> None:
        """Solve it, from what there is."""
        before = None if self.outcome is None else self.outcome.schedule
        self.outcome = vm.solve(self.problem, time_limit=30, start=before, isolation=how)  # type: ignore[arg-type]
        assert self.outcome.status == "optimal"
        assert self.outcome.schedule is not None
        if before is not None and (was := vm.check(self.problem, before)).ok:
            assert vm.check(self.problem, self.outcome.schedule).values <= was.values

    @rule()
    def cancel(self) -> None:
        """Break a solve off before it begins."""
        flag = threading.Event()
        flag.set()
        before = None if self.outcome is None else self.outcome.schedule
        self.outcome = vm.solve(self.problem, time_limit=30, cancel=flag, start=before)

    @rule()
    def save_and_load(self) -> None:
        """Both are written to files and read again."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "problem.json"
            vm.io.write(path, self.problem)
            self.problem = vm.io.read_problem(path)
            if self.outcome is not None:
                vm.io.write(Path(folder) / "schedule.json", self.outcome, problem=self.problem)
                known = vm.io.read_outcome(Path(folder) / "schedule.json")
                assert known == self.outcome
                self.outcome = known

    @invariant()
    def it_is_right(self) -> None:
        """Check that what was found has the costs it says, and belongs to the problem."""
        if self.outcome is not None and self.outcome.schedule is not None:
            report = vm.check(self.problem, self.outcome.schedule)
            assert report.ok
            assert report.values == tuple(level.value for level in self.outcome.levels)
            vm.io.check_belongs(self.problem, self.outcome)

    def teardown(self) -> None:
        """Count it."""
        count(lives=1)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=200 if is_deep() else 4, stateful_step_count=15)
