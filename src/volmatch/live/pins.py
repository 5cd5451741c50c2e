"""What somebody gave back does not come to them again, and what was served stays: as pins of the next problem."""

from collections.abc import Iterable, Sequence

import attrs

from volmatch.problem.problem import Problem
from volmatch.rule import EVERYWHERE, Rule
from volmatch.rules import Pin, Pinned, only


def pinned(problem: Problem, *, stay: Iterable[Pin] = (), never: Iterable[Pin] = ()) -> Problem:
    """Return a problem in which some duties must be there and others must not; what was promised otherwise is released."""
    stay, never = tuple(stay), tuple(never)
    rules = [_released(rule, stay, never) for rule in problem.rules]
    own = next((rule for rule in rules if isinstance(rule, Pinned) and _is_plain(rule)), Pinned())
    told = attrs.evolve(own, stay=_joined(own.stay, stay), never=_joined(own.never, never))
    kept = [told if rule is own else rule for rule in rules]
    return attrs.evolve(problem, rules=only(kept if told in kept else [*kept, told]))


def released(problem: Problem, gone: Iterable[Pin]) -> Problem:
    """Return a problem without the promises of some duties."""
    gone = tuple(gone)
    rules = [_released(rule, (), gone) for rule in problem.rules]
    is_same = all(new is old for new, old in zip(rules, problem.rules, strict=True))
    return problem if is_same else attrs.evolve(problem, rules=only(rules))


def _is_plain(rule: Pinned) -> bool:
    return type(rule) is Pinned and rule.level == 0 and rule.where == EVERYWHERE


def _joined(pins: Sequence[Pin], more: Sequence[Pin]) -> tuple[Pin, ...]:
    return tuple(dict.fromkeys((*pins, *more)))


def _released(rule: Rule, stay: Sequence[Pin], never: Sequence[Pin]) -> Rule:
    """Return a rule of pins without those that what happened contradicts; goals keep theirs, which only cost."""
    if not isinstance(rule, Pinned) or rule.level:
        return rule
    kept = [pin for pin in rule.stay if not any(_contradict(pin, other) for other in never)]
    refused = [pin for pin in rule.never if not any(_contradict(other, pin) for other in stay)]
    is_same = len(kept) == len(rule.stay) and len(refused) == len(rule.never)
    return rule if is_same else attrs.evolve(rule, stay=kept, never=refused)


def _contradict(stay: Pin, never: Pin) -> bool:
    """Whether a promise cannot be kept with a refusal of the same session: one of any role rules out every role."""
    is_one_duty = (stay.volunteer, stay.session) == (never.volunteer, never.session)
    return is_one_duty and (never.role is None or stay.role in (None, never.role))
