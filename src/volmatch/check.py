"""The independent judge: what a schedule breaks, and what it costs at each level, in exact integers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import attrs

from volmatch.doors import door
from volmatch.legal import illegalities
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.rule import Rule, Violation, name_of
from volmatch.schedule import LevelReport, Schedule
from volmatch.text import Text

#: The name under which illegal schedules are reported; no rule has it.
LEGALITY = "schedule"


@attrs.frozen
class CheckReport:
    """What the check found.

    Parameters
    ----------
    violations
        All of them: those of level 0 first (what must hold), then the costs of each level.
    levels
        The cost of each level; bounds are unknown to a check.
    """

    violations: tuple[Violation, ...]
    levels: tuple[LevelReport, ...]

    @property
    def breaches(self) -> tuple[Violation, ...]:
        """The violations of what must hold."""
        return tuple(violation for violation in self.violations if violation.level == 0)

    @property
    def ok(self) -> bool:
        """Whether everything that must hold does."""
        return not self.breaches

    @property
    def values(self) -> tuple[int, ...]:
        """Cost of each level, the first level first: schedules compare as these do."""
        return tuple(level.value for level in self.levels)

    def sentence(self, lang: str = "en") -> str:
        """Say in one line how the schedule stands."""
        if self.ok:
            return Text("everything that must hold does").sentence(lang)
        found = {"n": len(self.breaches)}
        return Text.counted("{n} breach of what must hold", "{n} breaches of what must hold", found).sentence(lang)


@attrs.frozen
class Verdict:
    """The check's verdict without what each single cost is about.

    Parameters
    ----------
    breach
        The first breach of what must hold that was found, of which there may be more; ``None`` where all of it holds.
    levels
        As of `CheckReport`.
    """

    breach: Violation | None
    levels: tuple[LevelReport, ...]

    @property
    def ok(self) -> bool:
        """Whether everything that must hold does."""
        return self.breach is None


@door
def check(problem: Problem, schedule: Schedule | Outcome) -> CheckReport:
    """Judge a schedule, or the one in an outcome, against everything the problem says, in plain Python and exact integers.

    Shares no code with the solver: it reads words, never the solver's arrays. Starts may carry any offset: days and weeks
    are those of the problem's time zone.

    Raises
    ------
    OptionError
        If there is no schedule.

    Returns
    -------
    CheckReport
        Every breach and every cost, with people, sessions and a sentence.
    """
    schedule = schedule_given(schedule).settled(problem)
    costs, found = _no_costs(problem), [*_told(problem, schedule)]
    for violation in found:
        if violation.level:
            costs[violation.level][violation.rule] += violation.cost
    return CheckReport(tuple(sorted(found, key=lambda violation: violation.level)), _levels(costs))


def verdict(problem: Problem, schedule: Schedule) -> Verdict:
    """Judge a schedule as `check` does, by the same words, where nobody will ask what each cost is about.

    A search judges many schedules, and of a city each costs ten thousand small things: they are added up and not kept.
    """
    schedule = schedule.settled(problem)
    costs, breach = _no_costs(problem), None
    for violation in illegalities(problem, schedule):
        breach = breach or attrs.evolve(violation, rule=LEGALITY)
    for rule in problem.rules:
        name = name_of(type(rule))
        for violation in rule.check(problem, schedule):
            if rule.level:
                costs[rule.level][name] += violation.excess * rule.weight
            else:
                breach = breach or _stamped(violation, rule)
    return Verdict(breach, _levels(costs))


@door
def score(problem: Problem, schedule: Schedule | Outcome) -> tuple[int, ...]:
    """Return what a schedule costs at each level, the first level first; smaller is better."""
    return tuple(level.value for level in verdict(problem, schedule_given(schedule)).levels)


def _told(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    """Yield everything that is broken or costs."""
    for violation in illegalities(problem, schedule):
        yield attrs.evolve(violation, rule=LEGALITY)
    for rule in problem.rules:
        for violation in rule.check(problem, schedule):
            yield _stamped(violation, rule)


def _stamped(found: Violation, rule: Rule) -> Violation:
    name = name_of(type(rule))
    return Violation(found.message, found.volunteers, found.sessions, found.excess, name, rule.level, rule.weight)


def _no_costs(problem: Problem) -> dict[int, dict[str, int]]:
    """Return 0 for each rule of each level: a goal that costs nothing is listed too."""
    costs: dict[int, dict[str, int]] = defaultdict(dict)
    for rule in problem.rules:
        costs[rule.level].setdefault(name_of(type(rule)), 0)
    return costs


def _levels(costs: Mapping[int, Mapping[str, int]]) -> tuple[LevelReport, ...]:
    """Return the cost of each level, in order."""
    return tuple(
        LevelReport(level=level, value=sum(costs[level].values()), rules=costs[level])
        for level in sorted(costs)
        if level
    )
