"""Random sessions: fixed or with a choice of times, in rooms or at places, many touching or overlapping each other."""

import datetime as dt
from functools import cache

import attrs
from hypothesis import strategies as st

from volmatch.problem.session import AlternativeSkill, Role, RoomNeed, Session
from volmatch.testing.stage import HALF_HOUR, KINDS, SERIES, TAGS, Stage, stages

# Strategies that stay the same are made once: hypothesis draws from them faster.
_KIND, _SERIES = st.sampled_from((None, *KINDS)), st.sampled_from((None, *SERIES))
_TAGS = st.sampled_from(((), TAGS[:1], TAGS))
_PRIORITY, _IS_OPTIONAL = st.sampled_from((1, 1, 2)), st.sampled_from((False, False, True))
_LENGTH = st.sampled_from((30, 60, 60, 90))
_DAY, _STEP = st.sampled_from((0, 1, 1, 2, 2, 3)), st.integers(0, 5)
_STEPS_AFTER_ANOTHER = st.sampled_from((0, 0, 1, 1, 2, -1, 48))
_STEPS_BETWEEN_STARTS = st.sampled_from((1, 2, 3, 48, -48))
_IS_A_CHOICE_OF_ONE = st.sampled_from((*[False] * 5, True))
#: Head-counts ``min``, ``target`` and ``max`` of a role.
_HEADS = st.sampled_from(
    ((1, 1, 1), (1, 1, 1), (0, 1, 1), (1, 1, 2), (1, 2, 2), (0, 0, 1), (2, 2, 2), (0, 1, 3), (1, 2, 3))
)
_SKILL_AND_LEVEL = st.sampled_from(((None, 1), (None, 1), (None, 1), ("drive", 1), ("drive", 2), ("cook", 1)))
#: What serves instead of a skill at a level; each is one that no entry before it takes already.
_COOK, _DRIVE = AlternativeSkill("cook"), AlternativeSkill("drive")
_ALTERNATIVES = {
    ("drive", 1): ((), (_COOK,)),
    ("drive", 2): ((), (_COOK, _DRIVE), (_DRIVE,)),
    ("cook", 1): ((), (AlternativeSkill("drive", level=2), _DRIVE)),
}
_NOTHING: tuple[str, ...] = ()
_TRAITS = st.sampled_from((_NOTHING, _NOTHING, ("adult",), ("checked", "adult")))
_ATTENDANCE = st.sampled_from((0, 20, 20))
_FEATURES = st.sampled_from((*[_NOTHING] * 4, ("desks",), ("sink",)))
#: How many starts, rooms (0 takes none) and roles; what is drawn more often stands more often.
_SHAPES = (
    (1, 0, 1), (1, 0, 2), (2, 0, 1), (2, 0, 2), (1, 1, 1), (1, 1, 1), (1, 2, 1), (1, 2, 1), (1, 2, 1), (2, 1, 1), (2, 2, 1),
    (1, 1, 2),
)  # fmt: skip


@cache
def _shapes(budget: int, most_rooms: int) -> st.SearchStrategy[tuple[int, int, int]]:
    """Draw one of the shapes whose product keeps within the budget."""
    return st.sampled_from(
        [
            (starts, rooms, roles)
            for starts, rooms, roles in _SHAPES
            if starts * max(rooms, 1) * roles <= budget and rooms <= most_rooms
        ]
    )


@st.composite
def sessions(
    draw: st.DrawFn,
    stage: Stage | None = None,
    *,
    id_: str = "session",
    near: dt.datetime | None = None,
    budget: int = 4,
) -> Session:
    """Draw a session.

    Parameters
    ----------
    stage
        Where and when it plays; drawn too if ``None``, but a session in a room needs the stage that has it.
    id_
        Its id.
    near
        A moment about which it begins, such as the end of another session; ``None`` is anywhere.
    budget
        At most so many combinations of start, room and role, 1 to 4.
    """
    if stage is None:
        stage = draw(stages(most_rooms=0))
    starts, rooms, roles = draw(_shapes(budget, len(stage.rooms)))
    session = Session(
        id_,
        kind=draw(_KIND),
        series=draw(_SERIES),
        tags=draw(_TAGS),
        roles=tuple([draw(role) for role in _ROLES[:roles]]),
        priority=draw(_PRIORITY),
        optional=draw(_IS_OPTIONAL),
    )
    session = draw(_timed(session, stage, starts, near))
    if rooms:
        attendance = draw(_ATTENDANCE)
        return attrs.evolve(session, attendance=attendance, room=draw(_room_needs(stage, rooms)))
    places = [place.id for place in stage.places]
    return attrs.evolve(session, place=draw(st.sampled_from([None, *places, *places]))) if places else session


@st.composite
def _timed(draw: st.DrawFn, session: Session, stage: Stage, starts: int, near: dt.datetime | None) -> Session:
    """Draw when a session takes place: at a fixed time, or at one of one or two."""
    first = stage.moment(draw(_DAY), draw(_STEP)) if near is None else near + draw(_STEPS_AFTER_ANOTHER) * HALF_HOUR
    minutes = draw(_LENGTH)
    if starts > 1:
        other = first + draw(_STEPS_BETWEEN_STARTS) * HALF_HOUR
        return attrs.evolve(session, minutes=minutes, starts=(first, other))
    if draw(_IS_A_CHOICE_OF_ONE):
        return attrs.evolve(session, minutes=minutes, starts=(first,))
    return attrs.evolve(session, start=first, end=first + dt.timedelta(minutes=minutes))


@st.composite
def _roles(draw: st.DrawFn, name: str) -> Role:
    skill, level = draw(_SKILL_AND_LEVEL)
    least, target, most = draw(_HEADS)
    if skill is None:
        return Role(name, min=least, target=target, max=most, traits=draw(_TRAITS))
    instead = draw(st.sampled_from(_ALTERNATIVES[skill, level]))
    return Role(name, skill=skill, level=level, alternatives=instead, min=least, target=target, max=most)


@st.composite
def _room_needs(draw: st.DrawFn, stage: Stage, count: int) -> RoomNeed:
    features = draw(_FEATURES)
    ids = tuple(room.id for room in stage.rooms)
    if count == len(ids):
        return RoomNeed(features=features)
    return RoomNeed(any_of=ids[:count] if draw(st.booleans()) else ids[-count:], features=features)


_ROLES = (_roles("helper"), _roles("lead"))
