"""The rules a problem has when it names none, and how rules of its own are added to them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.problem.exactly import Exactly
from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules.alternative_skills import AlternativeSkills
from volmatch.rules.available import Available
from volmatch.rules.complete import Complete
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
from volmatch.rules.unserved import Unserved
from volmatch.rules.wishes import Wishes
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem

#: What a duty that was offered only if needed, or one that is missing, weighs beside wishes: all that one person wishes is
#: worth 1000, so four of them weigh as much as everything that somebody wishes.
_QUARTER = 250

#: Where each standard goal stands among the four steps of `joined`.
_STATIONS: dict[type[Rule], int] = {
    Cover: 1, Complete: 1, Drop: 1, Target: 2, Unserved: 2, AlternativeSkills: 2,
    Wishes: 3, IfNeeded: 3, MinLoad: 3, FairShare: 4,
}  # fmt: skip


def musts() -> tuple[Rule, ...]:
    """Return the rules that the data of volunteers themselves demand; every problem has them unless it names its own."""
    return (Available(), Qualified(), Reach(), NoOverlap(), Limits())


def standard(problem: "Problem") -> tuple[Rule, ...]:
    """Return the default rules of a problem.

    What the data demand must hold. Then, level by level: for each class of priority, first class first, `cover`, and after it
    `complete` if any of its sessions needs more than one person, together with `drop` if any is optional; `target`;
    `unserved` if sessions last differently long or may be dropped; `alternative_skills` if a role has some; `wishes`, `if_needed` and `min_load` together;
    `fair_share`.
    """
    steps: list[list[Rule]] = [*_seats(problem), [Target()]]
    if _differ(problem):
        steps.append([Unserved()])
    if any(role.alternatives for session in problem.sessions for role in session.roles):
        steps.append([AlternativeSkills()])
    steps += [[Wishes(), IfNeeded(weight=_QUARTER), MinLoad(weight=_QUARTER)], [FairShare()]]
    goals = (attrs.evolve(rule, level=level) for level, step in enumerate(steps, start=1) for rule in step)
    return (*musts(), *goals)


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
    leave all seats empty. The standard goals are stations: 1 the seats (`cover`, `complete` and
    `drop`), 2 `target`, `unserved` and `alternative_skills`, 3 `wishes` and its
    companions, 4 `fair_share`. A given goal of level n is served right behind station n, and one above 4 last; what the
    list gives at one level is weighed together. A twin stands where its standard twin does, with those that stand beside
    it; wishes that count as scores have companions that weigh 1. Where a list gives twins of standard goals, these keep their order among
    the standard goals of that station. The levels are then numbered anew, unless no standard goal was added.
    """
    named = {type(rule) for rule in given}
    own = [_beside(rule, given) for rule in standard(problem)]
    added = [rule for rule in own if type(rule) not in named]
    if not any(rule.level for rule in added):
        return (*added, *given)
    twins = _first_levels(own)
    ranks: dict[int, float] = {}
    for rule in given:
        ranks[rule.level] = min(ranks.get(rule.level, math.inf), twins.get(type(rule), math.inf))
    keyed = [(rule, (_STATIONS[type(rule)], float(rule.level))) for rule in added if rule.level]
    keyed += [(rule, (rule.level, ranks[rule.level])) for rule in given if rule.level]
    places = {key: level for level, key in enumerate(sorted({key for _, key in keyed}), start=1)}
    musts_ = [rule for rule in (*added, *given) if not rule.level]
    return (*musts_, *(attrs.evolve(rule, level=places[key]) for rule, key in keyed))


def _beside(rule: Rule, given: Iterable[Rule]) -> Rule:
    """Return a standard goal as it weighs beside the wishes that are given: where these count as scores, each case is one."""
    counts_scores = any(isinstance(one, Wishes) and one.scale == "scores" for one in given)
    return attrs.evolve(rule, weight=1) if counts_scores and isinstance(rule, (IfNeeded, MinLoad)) else rule


def _first_levels(rules: Iterable[Rule]) -> dict[type[Rule], int]:
    """Return the first level at which a goal of each class stands."""
    found: dict[type[Rule], int] = {}
    for rule in rules:
        if rule.level:
            found[type(rule)] = min(found.get(type(rule), rule.level), rule.level)
    return found


def _seats(problem: "Problem") -> Iterator[list[Rule]]:
    """Yield the goals of each level about seats that are needed and sessions that take place, class by class."""
    classes = sorted({session.priority for session in problem.sessions}) or [1]
    for priority in classes:
        mine = Where() if len(classes) == 1 else Where(sessions=SessionFilter(priority=(priority,)))
        sessions = [session for session in problem.sessions if session.priority == priority]
        yield [Cover(where=mine)]
        whole: list[Rule] = []
        if any(sum(role.min for role in session.roles) > 1 for session in sessions):
            whole.append(Complete(where=mine))
        if any(session.optional for session in sessions):
            whole.append(Drop(where=mine, by_priority=False))
        if whole:
            yield whole


def _differ(problem: "Problem") -> bool:
    """Whether time can be short by more or less though the same number of seats is."""
    return len({session.length for session in problem.sessions if session.roles}) > 1 or any(
        session.optional for session in problem.sessions
    )
