"""The rules a problem has when it names none, and how rules of its own are added to them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.problem.exactly import Exactly
from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules.available import Available
from volmatch.rules.cover import Cover
from volmatch.rules.drop import Drop
from volmatch.rules.fair_share import FairShare
from volmatch.rules.if_needed import IfNeeded
from volmatch.rules.limits import Limits
from volmatch.rules.min_load import MinLoad
from volmatch.rules.no_overlap import NoOverlap
from volmatch.rules.qualified import Qualified
from volmatch.rules.reach import Reach
from volmatch.rules.target import Target
from volmatch.rules.wishes import Wishes
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem


def musts() -> tuple[Rule, ...]:
    """Return the rules that the data of volunteers themselves demand; every problem has them unless it names its own."""
    return (Available(), Qualified(), Reach(), NoOverlap(), Limits())


def standard(problem: "Problem") -> tuple[Rule, ...]:
    """Return the default rules of a problem.

    What the data demand must hold. Then, level by level: `cover` for each class of priority, first class first; `drop` if
    any session is optional; `target`; `wishes`, `if_needed` and `min_load` together; `fair_share`.
    """
    return musts() + tuple(_goals(problem))


def only(rules: Iterable[Rule]) -> "Exactly[Rule]":
    """Return rules that replace the standard goals of a problem: ``Problem(..., rules=only([...]))``.

    What the data of volunteers demand (`musts`) holds all the same, unless the list names it.

    Raises
    ------
    OptionError
        If what is given is no list.
    """
    if not isinstance(rules, str):
        with suppress(TypeError):
            return Exactly(rules)
    raise OptionError(Text("wanted a list of rules, not {given}", {"given": quoted(rules)}))


def joined(given: Sequence[Rule], problem: "Problem") -> tuple[Rule, ...]:
    """Return the standard rules and those given: a given class takes the place of its standard twin.

    A given goal is never weighed against a standard one that the list does not name; else one dear goal at level 1 would
    leave all seats empty. The standard goals are stations: 1 the seats (`cover` and `drop`), 2 `target`, 3 `wishes` and its
    companions, 4 `fair_share`. A given goal of level n is served right behind station n, and one above 4 last; what the
    list gives at one level is weighed together. Where a list gives twins of standard goals, these keep their order among
    the standard goals of that station. The levels are then numbered anew, unless no standard goal was added.
    """
    named = {type(rule) for rule in given}
    own = standard(problem)
    added = [rule for rule in own if type(rule) not in named]
    if not any(rule.level for rule in added):
        return (*added, *given)
    twins = _first_levels(own)
    ranks: dict[int, float] = {}
    for rule in given:
        ranks[rule.level] = min(ranks.get(rule.level, math.inf), twins.get(type(rule), math.inf))
    keyed = [(rule, (max(1, rule.level - twins[Target] + 2), float(rule.level))) for rule in added if rule.level]
    keyed += [(rule, (rule.level, ranks[rule.level])) for rule in given if rule.level]
    places = {key: level for level, key in enumerate(sorted({key for _, key in keyed}), start=1)}
    musts_ = [rule for rule in (*added, *given) if not rule.level]
    return (*musts_, *(attrs.evolve(rule, level=places[key]) for rule, key in keyed))


def _first_levels(rules: Iterable[Rule]) -> dict[type[Rule], int]:
    """Return the first level at which a goal of each class stands."""
    found: dict[type[Rule], int] = {}
    for rule in rules:
        if rule.level:
            found[type(rule)] = min(found.get(type(rule), rule.level), rule.level)
    return found


def _goals(problem: "Problem") -> Iterator[Rule]:
    classes = sorted({session.priority for session in problem.sessions}) or [1]
    for level, priority in enumerate(classes, start=1):
        only = Where() if len(classes) == 1 else Where(sessions=SessionFilter(priority=(priority,)))
        yield Cover(level=level, where=only)
    level = len(classes) + 1
    if any(session.optional for session in problem.sessions):
        yield Drop(level=level)
        level += 1
    yield Target(level=level)
    yield from (Wishes(level=level + 1), IfNeeded(level=level + 1), MinLoad(level=level + 1))
    yield FairShare(level=level + 2)
