"""A problem whose weights are smaller and weigh the same: those of a level divided by what divides all of them."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import attrs

from volmatch.check import check
from volmatch.errors import LimitError
from volmatch.io.fingerprints import fingerprint
from volmatch.outcome import Outcome
from volmatch.problem.exactly import Exactly
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.run.pipeline import Pipeline
from volmatch.schedule import LevelReport, Schedule
from volmatch.search.state.controls import Controls, Progress


def solved_lighter(
    error: LimitError,
    problem: Problem,
    controls: Controls,
    starts: Sequence[Schedule] = (),
    wider: Outcome | None = None,
    known: Sequence[LevelReport] = (),
    keep: Callable[[Outcome, bool], None] | None = None,
) -> Outcome:
    """Solve a problem whose costs turned out too large as `volmatch.run.pipeline.Pipeline` does, with lighter weights.

    Parameters
    ----------
    error
        What the pipeline said, in the problem's own weights.
    problem, controls, starts, wider, known, keep
        Of the pipeline.

    Raises
    ------
    LimitError
        The same, if it is about size, nothing divides the weights, or the lighter ones are too heavy as well.
    """
    shares = _shares(problem.rules)
    if error.size is not None or all(share == 1 for share in shares.values()):
        raise error
    light = attrs.evolve(
        problem,
        rules=Exactly(attrs.evolve(rule, weight=rule.weight // shares.get(rule.level, 1)) for rule in problem.rules),
    )
    told = attrs.evolve(controls, tell=partial(_tell, controls, shares))
    lighter = None if wider is None else attrs.evolve(wider, levels=_divided(wider.levels, shares))
    try:
        kept = None if keep is None else partial(_keep, keep, shares)
        outcome = Pipeline(light, told, starts, lighter, _divided(known, shares), kept).run()
    except LimitError:
        raise error from None
    return _weighed(problem, outcome, shares)


def _shares(rules: Sequence[Rule]) -> dict[int, int]:
    """Return by goal level the greatest number that divides the weights of all its rules."""
    weights: dict[int, list[int]] = defaultdict(list)
    for rule in rules:
        if rule.level:
            weights[rule.level].append(rule.weight)
    return {level: math.gcd(*of_level) or 1 for level, of_level in weights.items()}


def _keep(keep: Callable[[Outcome, bool], None], shares: Mapping[int, int], outcome: Outcome, is_over: bool) -> None:  # noqa: FBT001
    keep(attrs.evolve(outcome, levels=tuple(_heavy(one, shares[one.level]) for one in outcome.levels)), is_over)


def _heavy(level: LevelReport, share: int) -> LevelReport:
    return attrs.evolve(
        level,
        value=level.value * share,
        bound=None if level.bound is None else level.bound * share,
        rules={name: cost * share for name, cost in level.rules.items()},
    )


def _divided(levels: Sequence[LevelReport], shares: Mapping[int, int]) -> tuple[LevelReport, ...]:
    return tuple(
        attrs.evolve(
            one,
            value=one.value // shares[one.level],
            bound=None if one.bound is None else -(-one.bound // shares[one.level]),
        )
        for one in levels
    )


def _weighed(problem: Problem, outcome: Outcome, shares: Mapping[int, int]) -> Outcome:
    """Return an outcome in the problem's own weights."""
    levels = outcome.levels
    if outcome.schedule is not None:
        bounds = {one.level: one.bound for one in levels}
        levels = tuple(
            attrs.evolve(one, bound=None if (bound := bounds[one.level]) is None else bound * shares[one.level])
            for one in check(problem, outcome.schedule).levels
        )
    return attrs.evolve(outcome, levels=levels, problem_fingerprint=fingerprint(problem))


def _tell(controls: Controls, shares: Mapping[int, int], progress: Progress) -> None:
    share = shares.get(progress.level, 1)
    value, bound = (None if one is None else one * share for one in (progress.value, progress.bound))
    controls.tell(attrs.evolve(progress, value=value, bound=bound))
