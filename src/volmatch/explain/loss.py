"""What it costs, level by level, when a proved schedule has to do without something, or to have something more."""

from collections.abc import Iterator

import attrs

from volmatch.check import check
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError
from volmatch.explain.change import LevelChange
from volmatch.explain.explanation import Explanation
from volmatch.explain.subject import schedule_of
from volmatch.io import check_belongs
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class Loss(Explanation):
    """What each level costs before and after something more must hold.

    Parameters
    ----------
    levels
        Every level, the first level first.
    """

    levels: tuple[LevelChange, ...]

    @property
    def is_exact(self) -> bool:
        """Whether every level is proved after the change, so that no figure can be better."""
        return all(level.is_proved for level in self.levels)

    @property
    def is_free(self) -> bool:
        """Whether it is proved that no level becomes dearer or cheaper."""
        return self.is_exact and all(level.loss == 0 for level in self.levels)

    @property
    def is_gain(self) -> bool:
        """Whether the schedule after the change is better: the one before was not proved best."""
        first = next((level for level in self.levels if level.loss), None)
        return first is not None and first.loss < 0

    @property
    def told(self) -> tuple[LevelChange, ...]:
        """The levels that change, up to the first that is not proved: what is proved of those behind depends on it."""
        found = []
        for level in self.levels:
            if level.loss or not level.is_proved:
                found.append(level)
            if not level.is_proved:
                break
        return tuple(found)

    def texts(self) -> Iterator[Text]:
        """Yield a sentence for each level that changes; losses that are not proved are told as a range."""
        for level in self.told:
            yield _said(level)
        if self.is_gain:
            yield Text("this would even be better: the schedule was not proved best")
        if not self.is_exact and self.told[-1] is not self.levels[-1]:
            yield Text("what later levels would cost depends on this")


def _said(level: LevelChange) -> Text:
    facts: dict[str, Fact] = {"level": level.level, "rules": level.titles, "before": level.before, "after": level.after}
    facts["loss"] = abs(level.loss)
    if level.is_proved and level.loss > 0:
        return Text("level {level} ({rules}) costs {loss} more: {after} instead of {before}", facts)
    if level.is_proved:
        return Text("level {level} ({rules}) costs {loss} less: {after} instead of {before}", facts)
    if level.least is None:
        return Text("level {level} ({rules}) would cost at most {after} instead of {before}", facts)
    facts["least"] = level.least
    return Text("level {level} ({rules}) would cost at least {least} and at most {after} instead of {before}", facts)


def settled(
    problem: Problem, outcome: Outcome, *, time_limit: float | None, seed: int, isolation: Isolation = "auto"
) -> Outcome:
    """Return an outcome to explain, its costs as the check has them; what it says about proofs counts only if they agree.

    Raises
    ------
    OptionError
        If it has no schedule, or one that breaks what must hold; or for an option that makes no sense.
    ScheduleError
        If it was made for another problem.
    """
    refuse_nonsense(problem=problem, time_limit=time_limit, seed=seed, isolation=isolation)
    schedule = schedule_of(problem, outcome)
    check_belongs(problem, outcome)
    report = check(problem, schedule)
    if not report.ok:
        facts = {"breach": report.breaches[0].message}
        raise OptionError(Text("the schedule breaks what must hold: {breach}", facts))
    known = [(level.level, level.value) for level in outcome.levels]
    if known == [(level.level, level.value) for level in report.levels]:
        return outcome
    return attrs.evolve(outcome, levels=report.levels, status="feasible")
