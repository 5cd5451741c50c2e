"""Where changes are tried out: the problem with its first levels only, solved anew until the time is over."""

import time
from collections.abc import Sequence
from typing import Any

import attrs

from volmatch.check import check
from volmatch.engines.answer import Isolation
from volmatch.errors import EngineError, NoScheduleError, OptionError
from volmatch.explain.change import LevelChange, changes
from volmatch.explain.subject import schedule_of
from volmatch.io.fingerprints import fingerprint
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.rules import only
from volmatch.schedule import LevelReport, Schedule
from volmatch.solve import solve, solve_narrower
from volmatch.text import Text

#: Share of the time for proving where things stand before any change, if the outcome does not prove it.
_SETTLING = 0.2


@attrs.frozen(eq=False, kw_only=True)
class Bench:
    """A problem with its first levels only, and how it stands before any change.

    Parameters
    ----------
    problem
        What must hold, and the goals of the first levels.
    before
        Its outcome; what it proves is relied on.
    deadline
        On the monotonic clock; ``None`` for no end.
    seed, isolation
        Of all solves.
    """

    problem: Problem
    before: Outcome
    deadline: float | None
    seed: int
    isolation: Isolation = "auto"

    @classmethod
    def of(
        cls,
        problem: Problem,
        outcome: Outcome,
        levels: int,
        deadline: float | None,
        seed: int,
        isolation: Isolation = "auto",
    ) -> "Bench":
        """Take the first levels of a problem, from an outcome that belongs to it.

        Raises
        ------
        OptionError
            If there is no schedule, or it is none of this problem.
        """
        schedule = schedule_of(problem, outcome)
        narrowed = with_first_levels(problem, levels)
        report = check(narrowed, schedule)
        if not report.ok:
            facts = {"breach": report.breaches[0].message}
            raise OptionError(Text("the outcome's schedule does not keep what must hold here: {breach}", facts))
        bounds = _bounds(outcome, problem, report.values)
        levels_before = zip(report.levels, bounds, strict=True)
        known = _standing(schedule, [attrs.evolve(level, bound=bound) for level, bound in levels_before])
        bench = cls(problem=narrowed, before=known, deadline=deadline, seed=seed, isolation=isolation)
        if known.status == "optimal":
            return bench
        left = bench.seconds_left
        again = bench.outcome_of(narrowed, seconds=None if left is None else _SETTLING * left)
        return bench if again is None or again.schedule is None else attrs.evolve(bench, before=again)

    @property
    def schedule(self) -> Schedule:
        """The schedule before any change."""
        return schedule_of(self.problem, self.before)

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the deadline, at least 0; ``None`` without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return self.seconds_left == 0

    @property
    def first(self) -> LevelReport | None:
        """How the first level stands; ``None`` where there is no goal at all."""
        return self.before.levels[0] if self.before.levels else None

    @property
    def has_nothing_to_gain(self) -> bool:
        """Whether every level costs nothing as it is: no cost lies below 0."""
        return all(level.value == 0 for level in self.before.levels)

    def for_share(self, share: float) -> "Bench":
        """Return the same bench with the deadline moved to a share of the time left."""
        left = self.seconds_left
        return self if left is None else attrs.evolve(self, deadline=time.monotonic() + share * left)

    def with_one_level(self) -> "Bench":
        """Return the bench of the first level alone."""
        before = _standing(self.schedule, self.before.levels[:1])
        return attrs.evolve(self, problem=with_first_levels(self.problem, 1), before=before)

    def outcome_of(self, changed: Problem, *, seconds: float | None = None) -> Outcome | None:
        """Solve a changed problem, from the schedule before; ``None`` where time or engine gave out."""
        try:
            return solve(changed, time_limit=self._limit(seconds), start=self.schedule, **self._how)
        except (NoScheduleError, EngineError):
            return None

    def outcome_of_narrower(self, changed: Problem, starts: Sequence[Schedule]) -> Outcome | None:
        """Solve a problem that allows no more than the one before, at the same costs; ``None`` as for `outcome_of`."""
        try:
            return solve_narrower(changed, self.before, starts=starts, time_limit=self._limit(None), **self._how)
        except (NoScheduleError, EngineError):
            return None

    def gains(self, after: Outcome) -> tuple[LevelChange, ...]:
        """Return how each level changes."""
        return changes(self.before.levels, after.levels)

    @property
    def _how(self) -> dict[str, Any]:
        return {"seed": self.seed, "isolation": self.isolation}

    def _limit(self, seconds: float | None) -> float | None:
        limits = [one for one in (seconds, self.seconds_left) if one is not None]
        return min(limits, default=None)


def with_first_levels(problem: Problem, levels: int) -> Problem:
    """Return a problem with what must hold and its first levels, whatever their numbers."""
    kept = goal_levels(problem.rules)[:levels]
    rules = only(rule for rule in problem.rules if rule.level == 0 or rule.level in kept)
    return attrs.evolve(problem, rules=rules)


def _bounds(outcome: Outcome, problem: Problem, values: Sequence[int]) -> Sequence[int | None]:
    """Return what an outcome proves of some first levels: nothing, unless it says that it is about this problem."""
    told = outcome.levels[: len(values)]
    if outcome.problem_fingerprint != fingerprint(problem) or tuple(level.value for level in told) != tuple(values):
        return [None] * len(values)
    return [level.bound for level in told]


def _standing(schedule: Schedule, levels: Sequence[LevelReport]) -> Outcome:
    is_proved = all(level.proved for level in levels)
    status, stopped_by = ("optimal", "proof") if is_proved else ("feasible", "time")
    return Outcome(schedule=schedule, status=status, stopped_by=stopped_by, levels=tuple(levels))  # type: ignore[arg-type]
