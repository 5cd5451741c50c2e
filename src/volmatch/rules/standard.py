"""The rules a problem has when it names none."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
