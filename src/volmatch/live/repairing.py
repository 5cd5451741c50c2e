"""One repair from first to last: apply the changes, see who still stands, search nearby, judge, and say what came of it."""

import datetime as dt
from typing import Any

import attrs

from volmatch.check import Verdict, verdict
from volmatch.errors import EncodingError, NoScheduleError
from volmatch.live.aftermath import Aftermath, carried, costs
from volmatch.live.applying import applied
from volmatch.live.changes import Absence, Change, NoShow, Withdrawn
from volmatch.live.compiled import Compiled
from volmatch.live.near_search import NearestSchedule, NearSearch
from volmatch.live.repaired import Alternative, Goal, Repaired, Step
from volmatch.live.standing import begun, gone, roles_of, stand_of, standing
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.values import FrozenMap
from volmatch.rules import Pinned
from volmatch.run.contradictions import problem_kept
from volmatch.schedule import LevelReport, Schedule
from volmatch.search.state.controls import Controls
from volmatch.text import Text


@attrs.frozen(eq=False)
class Repairing:
    """One repair under way."""

    problem: Problem
    schedule: Schedule | Outcome
    changes: tuple[Change, ...]
    now: dt.datetime | None
    notice: dt.timedelta | None
    controls: Controls

    @property
    def is_told_by_columns(self) -> bool:
        """Whether the changes only take duties away, and every rule is judged by duties alone: then old columns will do."""
        is_taking = all(isinstance(change, (Absence, Withdrawn, NoShow)) for change in self.changes)
        people = {change.volunteer for change in self.changes if isinstance(change, (Absence, Withdrawn, NoShow))}
        promised = {
            pin.volunteer
            for rule in self.problem.rules
            if isinstance(rule, Pinned)
            for pin in rule.stay
            if not rule.level
        }
        return is_taking and not people & promised and all(rule.is_never_dearer() for rule in self._strict)

    @property
    def _strict(self) -> list[Any]:
        first = max(_first_levels(self.problem), default=0)
        return [rule for rule in self.problem.rules if rule.level <= first and hasattr(rule, "encode")]

    def run(self, known: Compiled | None) -> Repaired:
        """Find the schedule, judge it, and say what came of it."""
        problem = applied(self.problem, self.changes)
        compiled = Compiled.of(problem, self.controls) if known is None else known
        published = carried(problem, schedule_given(self.schedule), self.changes)
        is_gone = gone(compiled, self.changes)
        decisions, still = standing(compiled, published, is_gone)
        past, until = begun(published, None, self.now), None
        if self.now is not None and self.notice is not None:
            until = self.now + self.notice
        aftermath = Aftermath(problem, self.changes, published, still, past, begun(published, self.now, until))
        stand = stand_of(compiled, aftermath, decisions, is_gone)
        left = roles_of(compiled, aftermath.lost)
        with problem_kept(problem):
            found = NearSearch(compiled, stand, self.controls, self._bounds(), left).run()
            return self._told(aftermath, compiled, found, is_exact=known is None)

    def _bounds(self) -> tuple[int | None, ...]:
        """Return what is proved about the first levels of the published schedule, where it holds after the changes too."""
        is_taking = all(isinstance(change, (Absence, Withdrawn, NoShow)) for change in self.changes)
        first = _first_levels(self.problem)
        rules = [rule for rule in self.problem.rules if rule.level <= max(first, default=0)]
        if not isinstance(self.schedule, Outcome) or not is_taking or not all(rule.is_never_dearer() for rule in rules):
            return ()
        bounds = {one.level: one.bound for one in self.schedule.levels if one.proved}
        return tuple(bounds.get(level) for level in first)

    def _told(self, aftermath: Aftermath, compiled: Compiled, found: NearestSchedule, *, is_exact: bool) -> Repaired:
        if found.decisions is None and not found.is_impossible:
            raise NoScheduleError(
                Text("no schedule that keeps every rule of level 0 was found in time; give more time")
            )
        after = None if found.decisions is None else compiled.interpreter.schedule(found.decisions)
        steps = () if after is None else self._steps(aftermath, compiled, found, after, is_exact=is_exact)
        is_proved = all(step.proved for step in steps)
        stopped_by = "proof" if is_proved else self.controls.stopped_by() or "time"
        before = schedule_given(self.schedule)
        return Repaired(
            problem=aftermath.problem,
            schedule=after,
            status="infeasible" if after is None else "optimal" if is_proved else "feasible",
            stopped_by=stopped_by,
            steps=steps,
            alternatives=_alternatives(compiled, found, steps),
            aftermath=aftermath,
            earlier=(self.problem, before),
            seconds=self.controls.seconds,
        )

    def _steps(
        self, aftermath: Aftermath, compiled: Compiled, found: NearestSchedule, after: Schedule, *, is_exact: bool
    ) -> tuple[Step, ...]:
        """Return what the schedule costs, counted in words, with the bounds that hold."""
        report = _judged(aftermath.problem, after)
        reports = {one.level: one for one in report.levels}
        first = [*zip((reports[level] for level in compiled.first), found.first, strict=True)]
        others = [level for level in compiled.levels if level not in compiled.first]
        loose = {rule.level for rule in aftermath.problem.rules if not rule.is_never_dearer()}
        bounds = [
            bound if is_exact or level not in loose else None for level, bound in zip(others, found.others, strict=True)
        ]
        goals: tuple[Goal, ...] = ("people", "duties", "days")
        told = zip(goals, costs(aftermath, after), found.told, strict=True)
        steps = (
            *(_level(one, bound) for one, bound in first),
            *(Step(goal=goal, value=value, bound=bound) for goal, value, bound in told),
            *(_level(reports[level], bound) for level, bound in zip(others, bounds, strict=True)),
        )
        for step in steps:
            if step.bound is not None and step.bound > step.value:
                facts = {"bound": step.bound, "value": step.value, "goal": step.label}
                raise EncodingError(
                    Text("{goal}: it costs {value}, less than its bound {bound}; please report this", facts)
                )
        return steps


def _alternatives(compiled: Compiled, found: NearestSchedule, steps: tuple[Step, ...]) -> tuple[Alternative, ...]:
    people = [step.value for step in steps if step.goal == "people"]
    rules = compiled.problem.rules
    other = {rule.level for rule in rules if not rule.claims.counts_seats or rule.weight != 1}
    return tuple(
        Alternative(
            people=choice.people,
            seats=FrozenMap(dict(zip(compiled.first, choice.values, strict=False))),
            left=sum(choice.values[len(compiled.first) :]),
            schedule=compiled.interpreter.schedule(choice.decisions),
            is_proved=choice.is_proved,
            is_chosen=[choice.people] == people,
            counting=tuple(level for level in compiled.first if level not in other),
        )
        for choice in found.choices
    )


def _level(report: LevelReport, bound: int | None) -> Step:
    return Step(goal="level", level=report.level, value=report.value, bound=bound, rules=report.rules)


def _judged(problem: Problem, schedule: Schedule) -> Verdict:
    report = verdict(problem, schedule)
    if report.breach is not None:
        facts = {"breach": report.breach.message}
        raise EncodingError(Text("the repaired schedule breaks a rule: {breach}; please report this", facts))
    return report


def _first_levels(problem: Problem) -> list[int]:
    counting = [rule.level for rule in problem.rules if rule.level and rule.claims.counts_seats]
    return sorted({rule.level for rule in problem.rules if 0 < rule.level <= min(counting, default=0)})
