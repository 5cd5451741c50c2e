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
MAKES: tuple[Make, ...] = (
    Cover, Cover, Target, Wishes, Wishes, Drop, FairShare, IfNeeded, MinLoad, NoOverlap, Available, Limits, Qualified, Reach,
    Pinned, Pinned,
)  # fmt: skip
_MAKE = st.sampled_from(MAKES)
_LEVEL = st.sampled_from((1, 2, 0, 1, 2, 0, 3, 0))
_WEIGHT = st.sampled_from((1, 1, 2, 5))
_UNIT_MINUTES = st.sampled_from((15, 30, 40))
#: Whether a rule's filters look at volunteers and at sessions; most rules are about everything.
_LOOKS_AT = st.sampled_from((*[(False, False)] * 3, (True, False), *[(False, True)] * 2, (True, True)))


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
    rule = _rules(wheres(problem), _pin_lists(problem))
    return goals + [draw(rule) for _ in range(draw(st.integers(1, most)))]


@st.composite
def _rules(draw: st.DrawFn, filters: st.SearchStrategy[Where], pin_lists: st.SearchStrategy[list[Pin]]) -> Rule:
    make, level, weight, where = draw(_MAKE), draw(_LEVEL), draw(_WEIGHT), draw(filters)
    if make is FairShare:
        return FairShare(level=level, weight=weight, where=where, unit_minutes=draw(_UNIT_MINUTES))
    if make is not Pinned:
        return make(level=level, weight=weight, where=where)
    pins = tuple(draw(pin_lists))
    if draw(st.booleans()):
        return Pinned(level=level, weight=weight, where=where, stay=pins)
    return Pinned(level=level, weight=weight, where=where, never=pins, stay=pins[1:])


def _pin_lists(problem: Problem) -> st.SearchStrategy[list[Pin]]:
    pins = [
        Pin(volunteer=volunteer.id, session=session.id, role=role)
        for volunteer in problem.volunteers
        for session in problem.sessions
        for role in (None, *(role.name for role in session.roles))
    ]
    return st.lists(st.sampled_from(pins), min_size=1, max_size=2) if pins else st.just([])


def wheres(problem: Problem) -> st.SearchStrategy[Where]:
    """Return a strategy for filters that name what a problem has."""
    people = [VolunteerFilter(trait="adult"), VolunteerFilter(team=("club", "school"))]
    people += [VolunteerFilter(id=(volunteer.id,)) for volunteer in problem.volunteers]
    events = [SessionFilter(id=(session.id,)) for session in problem.sessions]
    events += [SessionFilter(place=place.id) for place in problem.places]
    events += [SessionFilter(place=("north", "south"))] if problem.places else []
    events += [SessionFilter(kind="art"), SessionFilter(series=("weekend", "term")), SessionFilter(tag="outdoors")]
    events += [SessionFilter(priority=(1,)), SessionFilter(priority=(2,), kind=("visit", "art"))]
    return _where(st.sampled_from(people), st.sampled_from(events))


@st.composite
def _where(
    draw: st.DrawFn, people: st.SearchStrategy[VolunteerFilter], events: st.SearchStrategy[SessionFilter]
) -> Where:
    at_people, at_events = draw(_LOOKS_AT)
    if not (at_people or at_events):
        return EVERYWHERE
    return Where(volunteers=draw(people) if at_people else None, sessions=draw(events) if at_events else None)
