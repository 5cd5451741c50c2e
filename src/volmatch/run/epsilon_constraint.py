"""The epsilon-constraint method: the least that one level can cost while others cost no more than told."""

from collections.abc import Mapping
from functools import cached_property

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.check import check
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Kept, Model, model_of, row_of
from volmatch.problem.problem import Problem
from volmatch.run.contradictions import problem_kept
from volmatch.schedule import LevelReport, Schedule
from volmatch.search.level import LevelSearch
from volmatch.search.state.controls import Controls
from volmatch.search.state.incumbent import Incumbent, Judged


@attrs.frozen
class ConstrainedOptimum:
    """What came of one question.

    Parameters
    ----------
    schedule
        The best one found; it has passed the independent check and keeps to the caps.
    level
        What it costs at the level asked about, and what no schedule that keeps to the caps can go below.
    """

    schedule: Schedule
    level: LevelReport


@attrs.frozen(eq=False, slots=False)
class EpsilonConstraint:
    """A problem about which such questions are asked, built once.

    Parameters
    ----------
    problem
        The problem.
    controls
        Time, and the rest.
    """

    problem: Problem
    controls: Controls

    def least(
        self, level: int, caps: Mapping[int, int], start: Schedule, *, seconds: float | None
    ) -> ConstrainedOptimum | None:
        """Minimise one level while each of some others costs no more than its cap.

        Parameters
        ----------
        level
            The level.
        caps
            Cost by level; levels without one may cost anything.
        start
            A schedule that keeps what must hold and keeps to the caps.
        seconds
            Most time; ``None`` for as long as it takes.

        Returns
        -------
        ConstrainedOptimum or None
            ``None`` if no schedule was found, which a proper start rules out.

        Raises
        ------
        Stopped
            If the time is up before the problem is built.
        EncodingError
            If an engine and the check disagree.
        """
        f, interpreter = self._built
        model = capped(f, level, caps)

        def judge(decisions: Ints) -> Judged:
            return self._judged(interpreter.schedule(decisions), decisions, level, caps)

        decisions = interpreter.decisions(start)
        incumbent = Incumbent()
        incumbent.consider(self._judged(start, decisions, level, caps))
        hint = None if incumbent.best is None else f.filled(decisions, max([level, *caps]))
        search = LevelSearch(level, 0, model, incumbent, judge, self.controls)
        with problem_kept(self.problem):
            reached = search.run(hint, seconds)
        best = incumbent.best
        return (
            None
            if best is None
            else ConstrainedOptimum(best.schedule, attrs.evolve(best.levels[0], bound=reached.bound))
        )

    @cached_property
    def _built(self) -> tuple[Formulation, Interpreter]:
        f = build(self.problem, alive=self.controls.go_on)
        return f, Interpreter.of(f, self.problem)

    def _judged(self, schedule: Schedule, decisions: Ints, level: int, caps: Mapping[int, int]) -> Judged:
        """Judge a schedule by one level only; one that does not keep to the caps does not count."""
        report = check(self.problem, schedule)
        own: tuple[LevelReport, ...] = tuple(one for one in report.levels if one.level == level)
        is_within = all(one.value <= caps.get(one.level, one.value) for one in report.levels)
        return Judged(decisions, schedule, own, report.ok and is_within)


def capped(f: Formulation, level: int, caps: Mapping[int, int]) -> Model:
    """Return the model of a level with rows that keep others within their caps, whichever of them comes first.

    The caps are rows like any other, which tie the whole together: a cap leaves room that one part may give another.
    """
    model = model_of(f, max([level, *caps]))
    costs = [(model.own(f.cost(other)), cap) for other, cap in sorted(caps.items())]
    rows = [row_of(Kept(cost, cap, None)) for cost, cap in costs if cost.column.size]
    return attrs.evolve(model, blocks=[*model.blocks, *rows], cost=model.own(f.cost(level)))
