"""How much of one goal another is worth: all pairs of costs of two levels at which neither can get better alone."""

from collections.abc import Iterator

import attrs

from volmatch.check import check
from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.explain.change import titles_of
from volmatch.explain.explanation import Explanation
from volmatch.explain.pareto import Pair, PairSearch
from volmatch.problem.problem import Problem
from volmatch.rule import goal_levels
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Controls
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class TradeOff(Explanation):
    """What two levels can cost together.

    Parameters
    ----------
    level_a, level_b
        The levels.
    rules_a, rules_b
        Names of their rules.
    pairs
        By rising cost of the first of the two levels, and falling cost of the other.
    is_complete
        Whether all pairs are here, and all are proved.
    clash
        Why there is no schedule at all.
    """

    level_a: int
    level_b: int
    rules_a: tuple[str, ...]
    rules_b: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()
    is_complete: bool
    clash: tuple[Text, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield what is traded for what, the pairs, and whether these are all."""
        yield from self.clash
        if not self.pairs:
            return
        rules = titles_of(self.rules_a), titles_of(self.rules_b)
        facts = {"a": self.level_a, "rules_a": rules[0], "b": self.level_b, "rules_b": rules[1]}
        yield Text("level {a} ({rules_a}) against level {b} ({rules_b}), levels before them at their best:", facts)
        for pair in self.pairs:
            yield from pair.texts()
        if self.is_complete:
            yield Text("these are all: nothing else makes one of the two cheaper")
        else:
            yield Text("there may be others between or beyond these: allow more time or more solves")


@door
def trade_off(
    problem: Problem,
    level_a: int,
    level_b: int,
    *,
    solves: int = 20,
    time_limit: float | None = 60.0,
    seed: int = 0,
    isolation: Isolation = "auto",
) -> TradeOff:
    """Find what one level would have to cost more for another to cost less.

    All levels before the two are kept at their best; those between and behind are left out of account.

    Parameters
    ----------
    problem
        The problem.
    level_a, level_b
        Two of its levels of goals.
    solves
        Most schedules looked for, at least 2: the two ends first, then always in the middle of the widest gap.
    time_limit
        Seconds; ``None`` for as long as it takes.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Raises
    ------
    OptionError
        If the problem has no such levels, if they are the same, or for an option that makes no sense.
    NoScheduleError
        If the time was up before any schedule was found.
    """
    refuse_nonsense(problem=problem, time_limit=time_limit, seed=seed, isolation=isolation)
    _refuse_levels(problem, level_a, level_b, solves)
    controls = Controls.of(time_limit, seed=seed, isolation=isolation)
    search = PairSearch(problem, level_a, level_b, controls)
    search.run(solves)
    rules = {level.level: tuple(level.rules) for level in check(problem, Schedule()).levels}
    return TradeOff(
        level_a=level_a,
        level_b=level_b,
        rules_a=rules[level_a],
        rules_b=rules[level_b],
        pairs=search.best,
        is_complete=search.is_complete and all(pair.is_proved for pair in search.best),
        clash=search.clash,
    )


def _refuse_levels(problem: Problem, level_a: object, level_b: object, solves: object) -> None:
    levels = goal_levels(problem.rules)
    for name, given in (("level_a", level_a), ("level_b", level_b)):
        if type(given) is not int or given not in levels:
            facts = {"name": name, "levels": tuple(levels), "given": quoted(given)}
            raise OptionError(Text("{name}: wanted one of the levels {levels}, not {given}", facts))
    if level_a == level_b:
        raise OptionError(Text("level_b: wanted another level than level_a"))
    if type(solves) is not int or solves < 2:  # noqa: PLR2004 - one for each end
        facts = {"given": quoted(solves)}
        raise OptionError(Text("solves: wanted a whole number from 2 on, not {given}", facts))
