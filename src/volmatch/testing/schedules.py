"""Random schedules of a given problem: legal ones, and ones that are so only nearly."""

from hypothesis import strategies as st

from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.schedule import Assignment, Placement, Schedule

#: One crew in so many is drawn without a look at the room its roles have.
_ONE_IN = 5


@st.composite
def schedules(draw: st.DrawFn, problem: Problem) -> Schedule:
    """Draw a schedule of a problem.

    Each session is placed at one of its starts and in one of its fitting rooms, or dropped where that is allowed, and
    anybody may serve in it. So no id is unknown and no session is forgotten, but now and then a room is taken twice or
    closed, a role is overfull, somebody holds two roles of a session; and any rule may be broken.
    """
    placements: list[Placement] = []
    dropped: list[str] = []
    assignments: list[Assignment] = []
    for session in problem.sessions:
        placement = draw(_placements(problem, session))
        if placement is None:
            dropped.append(session.id)
        else:
            placements.append(placement)
            assignments += draw(_crews(problem, session))
    return Schedule(assignments, placements, dropped)


@st.composite
def _placements(draw: st.DrawFn, problem: Problem, session: Session) -> Placement | None:
    rooms = [None] if session.room is None else [room.id for room in problem.fitting_rooms(session)]
    if not rooms or (session.may_be_dropped and draw(st.integers(0, 3)) == 0):
        return None
    return Placement(session.id, draw(st.sampled_from(session.candidate_starts)), draw(st.sampled_from(rooms)))


@st.composite
def _crews(draw: st.DrawFn, problem: Problem, session: Session) -> list[Assignment]:
    """Draw who serves: each role in turn picks from those who hold none yet, as many as it has room for."""
    crew: list[Assignment] = []
    free = [volunteer.id for volunteer in problem.volunteers]
    is_careless = draw(st.integers(1, _ONE_IN)) == _ONE_IN
    for role in session.roles:
        wanted = draw(st.integers(0, 2 ** len(free) - 1))
        chosen = [volunteer for bit, volunteer in enumerate(free) if wanted >> bit & 1]
        if not is_careless:
            chosen = chosen[: role.max]
            free = [volunteer for volunteer in free if volunteer not in chosen]
        crew += [Assignment(volunteer, session.id, role.name) for volunteer in chosen]
    return crew
