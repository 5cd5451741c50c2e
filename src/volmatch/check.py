"""The independent judge: what a schedule breaks, and what it costs at each level, in exact integers."""

from collections import defaultdict
from collections.abc import Iterator

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
    found = [*illegalities(problem, schedule)]
    found = [attrs.evolve(violation, rule=LEGALITY) for violation in found]
    for rule in problem.rules:
        found += _stamped(rule, problem, schedule)
    return CheckReport(tuple(sorted(found, key=lambda violation: violation.level)), _levels(problem, found))


@door
def score(problem: Problem, schedule: Schedule | Outcome) -> tuple[int, ...]:
    """Return what a schedule costs at each level, the first level first; smaller is better."""
    return check(problem, schedule).values


def _stamped(rule: Rule, problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    name = name_of(type(rule))
    for found in rule.check(problem, schedule):
        yield Violation(found.message, found.volunteers, found.sessions, found.excess, name, rule.level, rule.weight)


def _levels(problem: Problem, violations: list[Violation]) -> tuple[LevelReport, ...]:
    """Sum the costs of each level by rule; a goal that costs nothing is listed with 0."""
    costs: dict[int, dict[str, int]] = defaultdict(dict)
    for rule in problem.rules:
        costs[rule.level].setdefault(name_of(type(rule)), 0)
    for violation in violations:
        if violation.level:
            costs[violation.level][violation.rule] += violation.cost
    return tuple(
        LevelReport(level=level, value=sum(costs[level].values()), rules=costs[level])
        for level in sorted(costs)
        if level
    )
