"""Random problems in which sessions form series, overlap, share audiences, things and rooms, and cost money."""

import datetime as dt
from collections.abc import Callable

import attrs
from hypothesis import strategies as st

import volmatch as vm
from volmatch.testing import problems, rule_lists, schedules
from volmatch.testing.stage import PLACES

Case = tuple[vm.Problem, vm.Schedule]
Draw = Callable[[vm.Problem], st.SearchStrategy[vm.Rule]]

AUDIENCES, THINGS = ("children", "elders"), ("projector", "chairs")
_SERIES = st.sampled_from(("term", "term", "term", "weekend", None))
_AUDIENCES: st.SearchStrategy[tuple[str, ...]] = st.sampled_from(((), AUDIENCES[:1], AUDIENCES[1:], AUDIENCES))
_EQUIPMENT: st.SearchStrategy[dict[str, int]] = st.sampled_from(
    ({}, {"projector": 1}, {"projector": 1, "chairs": 20}, {"chairs": 15}, {"chairs": 0})
)
_WANTS: st.SearchStrategy[tuple[str, ...]] = st.sampled_from(((), ("sink",), ("desks", "sink"), ("stage", "desks")))
_COST, _PRICE = st.sampled_from((0, 0, 5, 30)), st.sampled_from((0, 0, 7, 10))
#: Minutes from the first start of the first session to that of another; ``None`` leaves it where it is.
_MOVE = st.sampled_from((None, None, 0, 0, 30, 60))
_IS_INDOORS = st.sampled_from((False, True))
_WAGE = st.sampled_from((0, 0, 12, 10.01, 0.125))


@st.composite
def supplied(draw: st.DrawFn, problem: vm.Problem, *, indoors: bool = False) -> vm.Problem:
    """Draw what a problem's sessions share and cost, and move some; roles stay, and the hours at which people are free."""
    if indoors or draw(_IS_INDOORS):
        problem = _indoors(problem)
    first = problem.sessions[0]
    sessions = [
        attrs.evolve(
            session if session is first else _moved(session, first.candidate_starts[0], draw(_MOVE)),
            series=draw(_SERIES),
            audiences=draw(_AUDIENCES),
            equipment=draw(_EQUIPMENT),
            cost=draw(_COST),
            room=session.room and attrs.evolve(session.room, wants=draw(_WANTS)),
        )
        for session in problem.sessions
    ]
    rooms = [attrs.evolve(room, cost_per_hour=draw(_PRICE)) for room in problem.rooms]
    people = [attrs.evolve(volunteer, cost_per_hour=draw(_WAGE)) for volunteer in problem.volunteers]
    return attrs.evolve(problem, sessions=sessions, rooms=rooms, volunteers=people)


def _indoors(problem: vm.Problem) -> vm.Problem:
    """Return a problem of at least two rooms in which every session takes one."""
    places = problem.places or PLACES
    rooms = [*problem.rooms, vm.Room("back", places[0].id), vm.Room("front", places[-1].id)][
        : max(2, len(problem.rooms))
    ]
    sessions = [attrs.evolve(one, place=None, room=one.room or vm.RoomNeed()) for one in problem.sessions]
    return attrs.evolve(problem, sessions=sessions, places=places, rooms=rooms)


def _moved(session: vm.Session, base: dt.datetime, minutes: int | None) -> vm.Session:
    """Return a session whose first start lies so many minutes after a moment."""
    if minutes is None:
        return session
    start = base + dt.timedelta(minutes=minutes)
    if session.start is not None:
        return attrs.evolve(session, start=start, end=start + session.length)
    return attrs.evolve(session, starts=(start, *(one for one in session.candidate_starts[1:] if one != start)))


@st.composite
def cases(draw: st.DrawFn, drawn: Draw, *, indoors: bool = False) -> Case:
    """Draw a problem of several sessions with a rule behind up to two others, and one of its schedules."""
    problem = draw(problems().filter(lambda one: len(one.sessions) > 1))
    problem = draw(supplied(problem, indoors=indoors))
    rules = [*draw(rule_lists(problem, most=2)), draw(drawn(problem))]
    problem = attrs.evolve(problem, rules=vm.rules.only(rules))
    return problem, draw(schedules(problem))
