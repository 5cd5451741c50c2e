"""One solve from first to last: build, find a first schedule, minimise level by level, and say what came of it."""

from collections.abc import Callable, Sequence
from functools import partial

import attrs

from volmatch.arrays.ragged import Ints, whole
from volmatch.check import verdict
from volmatch.errors import EncodingError, EngineError, LimitError, NoScheduleError, VolmatchError
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.io.fingerprints import fingerprint
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.run.beginning import Beginning
from volmatch.run.conflict import conflict_of
from volmatch.run.contradictions import problem_kept
from volmatch.run.journal import note
from volmatch.schedule import LevelReport, Placement, Schedule, StoppedBy
from volmatch.search.lexicographic import Ended, Lexicographic
from volmatch.search.lns.reoptimise import Reoptimisation
from volmatch.search.state.controls import Controls, Progress, Stopped
from volmatch.search.state.incumbent import Incumbent, Judged
from volmatch.search.state.proofs import Proofs
from volmatch.text import Text


@attrs.define(eq=False)
class Pipeline:
    """One solve.

    Parameters
    ----------
    problem
        What to solve.
    controls
        Time, cancel and progress.
    starts
        Schedules to begin from: the first two are kept as far as they can be, in this order.
    wider
        The outcome of a problem that allows at least as much, at the same costs.
    known
        What is proved already about the levels of the first of the starts.
    keep
        Called with what is reached, whenever there may be something new, and with whether the solve is over.
    """

    problem: Problem
    controls: Controls
    starts: Sequence[Schedule] = ()
    wider: Outcome | None = None
    known: Sequence[LevelReport] = ()
    keep: Callable[[Outcome, bool], None] | None = None
    _proofs: Proofs = attrs.field(factory=Proofs)
    _incumbent: Incumbent = attrs.field(factory=Incumbent)

    def run(self) -> Outcome:
        """Build, find a first schedule, minimise level by level."""
        for position, level in enumerate(self.known):
            self._proofs.note(position, level.bound, [one.value for one in self.known])
        with problem_kept(self.problem, self.controls):
            for start in self.starts:
                self._consider(start)
            if self.wider is None or self._incumbent.best is None:
                self._consider(_bare(self.problem))
            try:
                f, interpreter = self._begin()
                judge = partial(self._judge, interpreter)
                self._save(is_over=False)
                told, earlier = attrs.evolve(self.controls, tell=self._tell), self._earlier(interpreter)
                ended = Lexicographic(f, self._levels, self._incumbent, judge, told, earlier, self._proofs).run()
            except KeyboardInterrupt:
                self._save(is_over=True)
                raise
            except Stopped as stop:
                ended = self._nothing_proved(stop.reason)
            except LimitError:
                raise
            except MemoryError:
                ended = self._nothing_proved("memory")
            except EngineError:
                ended = self._nothing_proved("fault")
            return self._outcome(ended)

    def _earlier(self, interpreter: Interpreter) -> Reoptimisation | None:
        """Return what is known from the wider problem."""
        if self.wider is None or self.wider.schedule is None:
            return None
        return Reoptimisation(self.wider.levels, interpreter.decisions(self.wider.schedule))

    def _nothing_proved(self, stopped_by: StoppedBy) -> Ended:
        best = self._incumbent.best
        bounds = (None,) * len(self._levels) if best is None else self._proofs.bounds(best.values)
        return Ended(bounds, stopped_by)

    def _tell(self, progress: Progress) -> None:
        self._save(is_over=False)
        self.controls.tell(progress)

    def _save(self, *, is_over: bool) -> None:
        """Hand what is reached to whoever keeps it; what contradicts itself is not kept."""
        best = self._incumbent.best
        if self.keep is not None and best is not None:
            outcome = _told(best, self._proofs.bounds(best.values), "cancel")
            if all(level.bound is None or level.bound <= level.value for level in outcome.levels):
                self.keep(attrs.evolve(outcome, seconds=self.controls.seconds), is_over)

    @property
    def _levels(self) -> list[int]:
        return goal_levels(self.problem.rules)

    def _begin(self) -> tuple[Formulation, Interpreter]:
        """Build and find a first schedule."""
        f, interpreter, first = Beginning(self.problem, self.controls, self.starts, self.wider, self._judge).run()
        rows, seconds = sum(block.count for block in f.blocks), round(self.controls.seconds, 3)
        note("built", candidates=f.tables.candidate_volunteer.size, variables=f.size, rows=rows, seconds=seconds)
        self._rebase(interpreter)
        self._incumbent.consider(first)
        return f, interpreter

    def _consider(self, schedule: Schedule) -> None:
        self._incumbent.consider(self._checked(_NOTHING, schedule.settled(self.problem)))

    def _judge(self, interpreter: Interpreter, decisions: Ints) -> Judged:
        known = self._incumbent.judged(decisions)
        return known or self._checked(decisions, interpreter.schedule(decisions))

    def _checked(self, decisions: Ints, schedule: Schedule) -> Judged:
        found = verdict(self.problem, schedule)
        return Judged(decisions, schedule, found.levels, found.ok)

    def _rebase(self, interpreter: Interpreter) -> None:
        """Say the best schedule so far, known in words only, in columns too."""
        best = self._incumbent.best
        if best is not None:
            self._incumbent.best = attrs.evolve(best, decisions=interpreter.decisions(best.schedule))

    def _outcome(self, ended: Ended) -> Outcome:
        best = self._incumbent.best
        if best is None:
            return self._without_schedule(ended)
        outcome = _told(best, ended.bounds, ended.stopped_by)
        _check_bounds(outcome.levels)
        self._save(is_over=True)
        return attrs.evolve(outcome, seconds=self.controls.seconds, problem_fingerprint=fingerprint(self.problem))

    def _without_schedule(self, ended: Ended) -> Outcome:
        if not ended.is_impossible:
            raise _failure(ended)
        clash = conflict_of(self.problem, self.controls)
        if not clash:
            raise EngineError(Text("the engine found even a schedule without any rule impossible; please report this"))
        return Outcome(
            schedule=None,
            status="infeasible",
            stopped_by="proof",
            clash=clash,
            seconds=self.controls.seconds,
            problem_fingerprint=fingerprint(self.problem),
        )


_NOTHING = whole([])


def _bare(problem: Problem) -> Schedule:
    """Return the schedule that assigns nobody and drops every session it may: legal in every problem."""
    kept = [session for session in problem.sessions if not session.may_be_dropped]
    dropped = [session.id for session in problem.sessions if session.may_be_dropped]
    return Schedule((), [Placement(session.id, session.candidate_starts[0]) for session in kept], dropped)


def _told(best: Judged, bounds: Sequence[int | None], stopped_by: StoppedBy) -> Outcome:
    """Return what is reached as an outcome."""
    levels = tuple(attrs.evolve(level, bound=bound) for level, bound in zip(best.levels, bounds, strict=True))
    is_best = all(level.proved for level in levels)
    return Outcome(
        schedule=best.schedule,
        status="optimal" if is_best else "feasible",
        stopped_by="proof" if is_best else stopped_by,
        levels=levels,
    )


def _check_bounds(levels: tuple[LevelReport, ...]) -> None:
    """Refuse a proof that proves too much: no level may cost less than its bound."""
    for level in levels:
        if level.bound is not None and level.bound > level.value:
            facts = {"level": level.level, "bound": level.bound, "value": level.value}
            raise EncodingError(
                Text("level {level} costs {value}, less than its bound {bound}; please report this", facts)
            )


def _failure(ended: Ended) -> VolmatchError:
    """Return the error that says why there is neither a schedule nor a proof that there is none."""
    if ended.stopped_by == "fault":
        return EngineError(Text("the engine failed before a schedule that keeps every rule of level 0 was found"))
    if ended.stopped_by == "memory":
        return LimitError(Text("memory ran out before a schedule that keeps every rule of level 0 was found"))
    return NoScheduleError(
        Text(
            "no schedule that keeps every rule of level 0 was found in time; give more time, or move a rule to a level"
        )
    )
