"""Random lists of rules for a given problem: several at several levels, with filters and pins that name what is there."""

from collections.abc import Callable

from hypothesis import strategies as st

from volmatch.problem.problem import Problem
from volmatch.rule import EVERYWHERE, Rule, SessionFilter, VolunteerFilter, Where
from volmatch.rules import (
    Available,
    Cover,
    Drop,
    FairShare,
    IfNeeded,
    Limits,
    MinLoad,
    NoOverlap,
    Pin,
    Pinned,
    Qualified,
    Reach,
    Target,
    Wishes,
    standard,
)

Make = Callable[..., Rule]
#: Rules drawn more often stand more often; `Pinned` and `FairShare` have fields of their own.
_MAKES: tuple[Make, ...] = (
    Cover, Cover, Target, Wishes, Wishes, Drop, FairShare, IfNeeded, MinLoad, NoOverlap, Available, Limits, Qualified, Reach,
    Pinned, Pinned,
)  # fmt: skip
_LEVELS = (1, 2, 0, 1, 2, 0, 3, 0)
_WEIGHTS = (1, 1, 2, 5)


@st.composite
def rule_lists(draw: st.DrawFn, problem: Problem, *, most: int = 6) -> list[Rule]:
    """Draw rules for a problem, to be put in the place of its own: odd ones, half the time on top of the standard goals.

    Rules that usually must hold may be goals, and goals may have to hold, so that some problems have no schedule at all.

    Parameters
    ----------
    problem
        The problem; its own rules do not matter.
    most
        At most so many odd rules.
    """
    goals = [rule for rule in standard(problem) if rule.level > 0] if draw(st.booleans()) else []
    return goals + [draw(_rules(problem)) for _ in range(draw(st.integers(1, most)))]


@st.composite
def _rules(draw: st.DrawFn, problem: Problem) -> Rule:
    make = draw(st.sampled_from(_MAKES))
    level, weight = draw(st.sampled_from(_LEVELS)), draw(st.sampled_from(_WEIGHTS))
    where = draw(wheres(problem))
    if make is Pinned:
        return draw(_pinned(problem, level, weight, where))
    if make is FairShare:
        return FairShare(level=level, weight=weight, where=where, unit_minutes=draw(st.sampled_from((15, 30, 40))))
    return make(level=level, weight=weight, where=where)


@st.composite
def _pinned(draw: st.DrawFn, problem: Problem, level: int, weight: int, where: Where) -> Rule:
    pins = [
        Pin(volunteer=volunteer.id, session=session.id, role=role)
        for volunteer in problem.volunteers
        for session in problem.sessions
        for role in (None, *(role.name for role in session.roles))
    ]
    drawn = tuple(draw(st.lists(st.sampled_from(pins), min_size=1, max_size=2))) if pins else ()
    if draw(st.booleans()):
        return Pinned(level=level, weight=weight, where=where, stay=drawn)
    return Pinned(level=level, weight=weight, where=where, never=drawn, stay=drawn[1:])


@st.composite
def wheres(draw: st.DrawFn, problem: Problem) -> Where:
    """Draw filters; most rules are about everything."""
    kind = draw(st.sampled_from(("all", "all", "all", "volunteers", "sessions", "sessions", "both")))
    people, sessions = None, None
    if kind in ("volunteers", "both"):
        ids = [VolunteerFilter(id=(volunteer.id,)) for volunteer in problem.volunteers]
        people = draw(st.sampled_from([VolunteerFilter(trait="adult"), VolunteerFilter(team=("club", "school")), *ids]))
    if kind in ("sessions", "both"):
        filters = [SessionFilter(id=(session.id,)) for session in problem.sessions]
        filters += [SessionFilter(place=place.id) for place in problem.places]
        filters += [SessionFilter(place=("north", "south"))] if problem.places else []
        filters += [SessionFilter(kind="art"), SessionFilter(series=("weekend", "term")), SessionFilter(tag="outdoors")]
        filters += [SessionFilter(priority=(1,)), SessionFilter(priority=(2,), kind=("visit", "art"))]
        sessions = draw(st.sampled_from(filters))
    return Where(volunteers=people, sessions=sessions) if people or sessions else EVERYWHERE
