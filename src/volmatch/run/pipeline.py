"""One solve from first to last: build, find a first schedule, minimise level by level, and say what came of it."""

import contextlib
from collections.abc import Callable, Sequence
from functools import partial

import attrs

from volmatch.arrays.ragged import Ints, whole
from volmatch.check import check, verdict
from volmatch.engines.answer import Slot
from volmatch.engines.background import attend
from volmatch.errors import EncodingError, EngineError, LimitError, NoScheduleError, VolmatchError
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.size import Size
from volmatch.io.fingerprints import fingerprint
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.run.conflict import conflict_of
from volmatch.run.contradictions import problem_kept
from volmatch.run.dropping import without_breaches
from volmatch.run.journal import note
from volmatch.schedule import LevelReport, Placement, Schedule, StoppedBy
from volmatch.search.lexicographic import Ended, Lexicographic
from volmatch.search.lns.reoptimise import Reoptimisation
from volmatch.search.start.ejection_chains import ejection_chains
from volmatch.search.start.greedy import greedy
from volmatch.search.start.partial_colouring import coloured
from volmatch.search.start.partial_schedule import PackingRows
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls, Progress, Reminder, Stopped
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
    _doing: Text | None = None
    _warning: Text | None = None

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
                f, interpreter = self._prepare()
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

    def _prepare(self) -> tuple[Formulation, Interpreter]:
        """Build and find a first schedule, on another thread, so that this one hears a cancel or Ctrl-C at any moment."""
        ready = None
        news = Reminder(self._say)

        def on_tick() -> bool:
            warning, self._warning = self._warning, None
            if warning is not None:
                self._say(warning)
            news.tick()
            return self._is_late()

        if not self._is_late():
            with contextlib.suppress(Stopped):
                ready = attend(self._first, Slot(), on_tick=on_tick, grace=thresholds.BUILDING_GRACE)
        if ready is None:
            raise Stopped(self.controls.stopped_by() or "time")
        f, interpreter, first = ready
        rows, seconds = sum(block.count for block in f.blocks), round(self.controls.seconds, 3)
        note("built", candidates=f.tables.candidate_volunteer.size, variables=f.size, rows=rows, seconds=seconds)
        self._rebase(interpreter)
        self._incumbent.consider(first)
        return f, interpreter

    def _say(self, doing: Text | None = None) -> None:
        """Tell what is done before there is a level to speak of, or something else."""
        told = self._doing if doing is None else doing
        self.controls.tell(Progress(level=0, value=None, bound=None, seconds=self.controls.seconds, doing=told))

    def _first(self, slot: Slot) -> tuple[Formulation, Interpreter, Judged]:
        def alive() -> None:
            if slot.is_stopped:
                raise Stopped

        self._doing = Text("writing down what the rules allow")
        f = build(self.problem, alive=alive, sized=self._sized)
        interpreter = Interpreter.of(f, self.problem)
        self._doing = Text("looking for a first schedule")
        begin, then, *_ = [*map(interpreter.decisions, self.starts), None, None]
        found = greedy(f, start=begin, then=then, alive=alive, enough=lambda: self._is_late(thresholds.HASTE))
        near = self._refilled(f, interpreter, found) or self._coloured(f, interpreter, found, slot)
        return f, interpreter, near or self._legal(interpreter, found, alive)

    def _sized(self, size: Size) -> None:
        """Refuse what needs too much memory; have the caller's thread tell where even a first schedule will outlast the limit."""
        size.refuse_beyond(self.controls.memory_limit)
        left = self.controls.seconds_left()
        if left is not None and size.seconds > left + thresholds.OVERTIME[0]:
            facts = {"seconds": f"{self.controls.seconds + size.seconds:.0f}"}
            self._warning = Text("a first schedule will take about {seconds} s, longer than the limit", facts)

    def _coloured(self, f: Formulation, interpreter: Interpreter, decisions: Ints, slot: Slot) -> Judged | None:
        """Return a first schedule of few people in which no seat is empty, if all seats must be filled and it is legal."""
        if f.decisions <= thresholds.SMALL:
            return None
        limit = thresholds.COLOURING_SECONDS
        if self.controls.deadline is not None:
            limit = min(limit, thresholds.COLOURING_SHARE * (self.controls.deadline - self.controls.began))
        ends = self.controls.seconds + limit

        def is_over() -> bool:
            return slot.is_stopped or self.controls.stopped_by() is not None or self.controls.seconds > ends

        found = coloured(f, decisions, self.controls.seed, is_over)
        judged = None if found is None else self._judge(interpreter, found)
        return judged if judged is not None and judged.ok else None

    def _refilled(self, f: Formulation, interpreter: Interpreter, decisions: Ints) -> Judged | None:
        """Return a first schedule near that of the wider problem, its empty seats filled by chains, if it is better and legal."""
        levels = self._levels
        if self.wider is None or not levels:
            return None

        def costs(found: Ints) -> list[int]:
            values = f.filled(found, levels[-1])
            return [f.cost(level).at(values) for level in levels]

        refilled = ejection_chains(
            f, decisions, PackingRows.of(f), self.controls.seed, lambda: self._is_late(thresholds.HASTE)
        )
        judged = self._judge(interpreter, refilled) if costs(refilled) < costs(decisions) else None
        return judged if judged is not None and judged.ok else None

    def _legal(self, interpreter: Interpreter, decisions: Ints, alive: Callable[[], None]) -> Judged:
        """Return a first schedule, or what is left of it without what breaks a rule."""
        schedule = interpreter.schedule(decisions)
        report = check(self.problem, schedule)
        if not report.ok:
            schedule, report = without_breaches(self.problem, schedule, report, alive)
            decisions = interpreter.decisions(schedule)
        return Judged(decisions, schedule, report.levels, report.ok)

    @property
    def _levels(self) -> list[int]:
        return goal_levels(self.problem.rules)

    def _is_late(self, share: float = 1.0) -> bool:
        """Whether to stop building: when the caller cancels, or well after the limit, for a first schedule is worth a moment.

        `share` is how much of that moment is meant.
        """
        reason = self.controls.stopped_by()
        limit = 0.0 if self.controls.deadline is None else self.controls.deadline - self.controls.began
        overtime = max(thresholds.OVERTIME[0], thresholds.OVERTIME[1] * limit)
        return reason is not None and (reason != "time" or self.controls.seconds > limit + share * overtime)

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
