"""Whole random problems: tiny ones that can be solved by trying everything, and small ones."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

import attrs
from hypothesis import strategies as st

from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.words import Words
from volmatch.rule import Rule
from volmatch.rules import only
from volmatch.testing.histories import histories
from volmatch.testing.programme import sessions
from volmatch.testing.stage import Stage, stages
from volmatch.testing.volunteers import volunteers

Size = Literal["tiny", "small"]
RuleLists = st.SearchStrategy[list[Rule]]

#: A tiny problem has at most so many combinations of volunteer, session, role, start and room.
TINY_POSSIBILITIES = 9
_MOST_TINY_SESSIONS, _MOST_SESSIONS, _MOST_OPTIONS = 3, 10, 4
#: Neither in the order of the alphabet nor all in the same letters.
#: Filters, limits and wishes draw these words whether anybody bears them or not.
WORDS = Words(
    traits=("adult", "checked"),
    teams=("club", "school"),
    skills=("drive", "cook"),
    kinds=("art", "visit"),
    series=("term", "weekend"),
    tags=("children", "outdoors"),
    roles=("driver", "helper", "lead"),
    things=("chairs", "projector"),
    priorities=(1, 2),
)
_PEOPLE = ("wang", "li", "zhao", "Bo", "陈", "an", "mei", "yu")
_SESSIONS = ("visit", "art", "tour", "x-4", "x-3", "x-10", "a-7", "b-8", "c-9", "b-10")


@st.composite
def problems(
    draw: st.DrawFn, size: Size = "tiny", rules: RuleLists | Callable[[Problem], RuleLists] | None = None
) -> Problem:
    """Draw a problem.

    Parameters
    ----------
    size
        ``tiny``: 1 to 3 volunteers and sessions, at most `TINY_POSSIBILITIES` ways to put one of them to work, so that
        all schedules can be tried. ``small``: up to 8 volunteers and 10 sessions.
    rules
        ``None`` for the standard rules, a strategy for the list of exactly these, or a function from the problem so far to one, such as
        `rule_lists`.
    """
    people = draw(st.integers(1, 3 if size == "tiny" else len(_PEOPLE)))
    stage = draw(stages())
    drawn = draw(_session_lists(stage, size, TINY_POSSIBILITIES // people))
    problem = Problem(
        [draw(volunteers(stage, drawn, id_=name)) for name in _PEOPLE[:people]],
        drawn,
        places=stage.places,
        rooms=stage.rooms,
        travel=stage.travel,
        timezone=stage.timezone,
        day_starts=stage.day_starts,
        history=draw(histories(stage, _PEOPLE[:people], drawn)),
        words=WORDS,
    )
    if rules is None:
        return problem
    return attrs.evolve(problem, rules=only(draw(rules(problem) if callable(rules) else rules)))


@st.composite
def _session_lists(draw: st.DrawFn, stage: Stage, size: Size, budget: int) -> Sequence[Session]:
    """Draw sessions, about every other one right after the one before; those of a tiny problem share a budget."""
    count = draw(st.integers(1, _MOST_TINY_SESSIONS if size == "tiny" else _MOST_SESSIONS))
    found: list[Session] = []
    near: dt.datetime | None = None
    for left in range(count, 0, -1):
        own_budget = min(_MOST_OPTIONS, budget - left + 1) if size == "tiny" else _MOST_OPTIONS
        session = draw(sessions(stage, id_=_SESSIONS[len(found)], near=near, budget=own_budget))
        budget -= len(session.candidate_starts) * _rooms_at_most(session, stage) * len(session.roles)
        near = session.candidate_starts[-1] + session.length if draw(st.booleans()) else None
        found.append(session)
    return tuple(found)


def _rooms_at_most(session: Session, stage: Stage) -> int:
    if session.room is None:
        return 1
    return len(stage.rooms) if session.room.any_of is None else len(session.room.any_of)
