"""Random sessions, and random volunteers whose time, skills and wishes only just fit them, or only just do not."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

import attrs
from hypothesis import strategies as st

from volmatch.problem.session import Role, RoomNeed, Session
from volmatch.problem.volunteer import Days, Limit, Skill, Volunteer, Wish
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.testing.stage import STEP, Stage, stages

SKILLS = ("drive", "cook")
TRAITS = ("adult", "checked")
TEAMS = ("club", "school")
KINDS = ("art", "visit")
SERIES = ("weekend", "term")
TAGS = ("children", "outdoors")
_HALF_HOUR = dt.timedelta(minutes=STEP)
# Strategies that stay the same are made once: hypothesis draws from them about three times as fast.
_KIND, _SERIES = st.sampled_from((None, *KINDS)), st.sampled_from((None, *SERIES))
_TAGS = st.sampled_from(((), TAGS[:1], TAGS))
_PRIORITY, _ONE_IN_THREE = st.sampled_from((1, 1, 2)), st.sampled_from((False, False, True))
_ONE_IN_SIX = st.sampled_from((*[False] * 5, True))
_LENGTH = st.sampled_from((30, 60, 60, 90))
_DAY, _STEP = st.sampled_from((0, 1, 1, 2, 2, 3)), st.integers(0, 5)
_STEPS_AFTER_ANOTHER = st.sampled_from((0, 0, 1, 1, 2, -1, 48))
_STEPS_BETWEEN_STARTS = st.sampled_from((1, 2, 3, 48, -48))
#: Head-counts ``min``, ``target`` and ``max`` of a role.
_HEADS = st.sampled_from(
    ((1, 1, 1), (1, 1, 1), (0, 1, 1), (1, 1, 2), (1, 2, 2), (0, 0, 1), (2, 2, 2), (0, 1, 3), (1, 2, 3))
)
_ASKED = st.sampled_from(((None, 1), (None, 1), (None, 1), ("drive", 1), ("drive", 2), ("cook", 1)))
_NO_TRAITS: tuple[str, ...] = ()
_TRAITS_ASKED = st.sampled_from((_NO_TRAITS, _NO_TRAITS, ("adult",), ("checked", "adult")))
_TRAITS_HELD = st.sampled_from((_NO_TRAITS, ("adult",), TRAITS, TRAITS))
_TEAMS_OF_ONE = st.sampled_from((_NO_TRAITS, TEAMS[:1], TEAMS))
_ATTENDANCE = st.sampled_from((0, 20, 20))
_FEATURES_ASKED = st.sampled_from((*[_NO_TRAITS] * 4, ("desks",), ("sink",)))
_HOME, _REACH = st.sampled_from((None, "north", "city")), st.sampled_from((None, None, 30, 29, 0))
_SERVED = st.sampled_from((0, 0, 1, 2.5, 0.3))
_SKILLS_HELD = st.sampled_from((_NO_TRAITS, ("drive",), SKILLS, SKILLS))
#: Level, and the days from the start of some session to the last on which the skill counts.
_LEVEL_AND_DAYS = st.sampled_from(((1, None), (2, None), (2, 0), (1, -1), (3, 0)))
_OFFER = st.sampled_from(("always", "always", "windows", "windows", "weekly", "both", "never"))
_ABSENCE = st.sampled_from(("none", "none", "none", "before", "after", "over"))
_SCORE = st.sampled_from((1, 2, -1, -3, 0))
#: Minutes by which a window begins later and ends later than the session it was made for.
_SHIFT = st.sampled_from(((0, 0), (0, 0), (-STEP, 0), (0, STEP), (-STEP, STEP), (1, 0), (0, -1), (-24 * 60, 0)))
#: Half hours by which a weekly window begins before and ends after the session it was made for.
_WIDER = st.sampled_from(((0, 0), (0, 0), (1, 0), (0, 1), (2, 2)))
#: Days from that session to the first day of a weekly window, to its last, and to one left out.
_SPELL = st.sampled_from(
    ((None, None, None), (None, None, None), (0, None, None), (1, None, None), (None, 0, None), (-1, 9, 0))
)
_LIMIT_POOL = (
    Limit("day", max_sessions=1),
    Limit("day", max_hours=1),
    Limit("day", min_sessions=1, max_sessions=2),
    Limit("day", min_hours=1),
    Limit("week", max_sessions=1),
    Limit("week", max_hours=1.5),
    Limit("week", max_hours=0.75, kind="art"),
    Limit("week", min_sessions=1),
    Limit("week", min_sessions=1, kind="visit"),
    Limit("horizon", max_sessions=2),
    Limit("horizon", max_sessions=1, kind="art"),
    Limit("horizon", max_sessions=0),
    Limit("horizon", min_sessions=1),
    Limit("horizon", min_hours=1.25, max_hours=2.5),
    Limit(Days(2), max_sessions=1),
    Limit(Days(2), max_hours=1, min_hours=0.5),
    Limit(Days(2), min_sessions=1),
    Limit(Days(3), max_sessions=1, kind="visit"),
    Limit(Days(9), max_sessions=2, min_sessions=1),
)
_LIMITS = st.lists(st.sampled_from(_LIMIT_POOL), max_size=2)


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
        optional=draw(_ONE_IN_THREE),
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
    if near is None:
        first = stage.moment(draw(_DAY), draw(_STEP))
    else:
        first = near + draw(_STEPS_AFTER_ANOTHER) * _HALF_HOUR
    minutes = draw(_LENGTH)
    if starts > 1:
        other = first + draw(_STEPS_BETWEEN_STARTS) * _HALF_HOUR
        return attrs.evolve(session, minutes=minutes, starts=(first, other))
    if draw(_ONE_IN_SIX):
        return attrs.evolve(session, minutes=minutes, starts=(first,))
    return attrs.evolve(session, start=first, end=first + dt.timedelta(minutes=minutes))


@st.composite
def _roles(draw: st.DrawFn, name: str) -> Role:
    skill, level = draw(_ASKED)
    least, target, most = draw(_HEADS)
    traits = draw(_TRAITS_ASKED) if skill is None else ()
    return Role(name, skill=skill, level=level, min=least, target=target, max=most, traits=traits)


@st.composite
def _room_needs(draw: st.DrawFn, stage: Stage, count: int) -> RoomNeed:
    features = draw(st.sampled_from(((), (), (), (), ("desks",), ("sink",))))
    ids = tuple(room.id for room in stage.rooms)
    if count == len(ids):
        return RoomNeed(features=features)
    return RoomNeed(any_of=ids[:count] if draw(st.booleans()) else ids[-count:], features=features)


@st.composite
def volunteers(
    draw: st.DrawFn, stage: Stage | None = None, sessions: Sequence[Session] = (), *, id_: str = "volunteer"
) -> Volunteer:
    """Draw a volunteer.

    Parameters
    ----------
    stage
        Zone and places to refer to; drawn too if ``None``.
    sessions
        What windows and wishes are made for.
    id_
        The volunteer's id.
    """
    if stage is None:
        stage = draw(stages(most_rooms=0))
    spans = [(start, start + session.length) for session in sessions for start in session.candidate_starts] or [
        (stage.moment(1, 0), stage.moment(1, 2))
    ]
    home, reach = None, None
    if stage.places:
        home = draw(st.sampled_from((None, "north", "city")))
        reach = draw(st.sampled_from((None, None, 30, 29, 0))) if home else None
    return Volunteer(
        id_,
        home=home,
        max_travel_minutes=reach,
        skills=draw(_skills(stage, spans)),
        traits=draw(st.sampled_from(((), ("adult",), TRAITS, TRAITS))),
        teams=draw(st.sampled_from(((), TEAMS[:1], TEAMS))),
        available=draw(_offers(stage, spans)),
        away=draw(_absences(spans)),
        limits=tuple(draw(st.lists(st.sampled_from(_LIMITS), max_size=2))),
        wishes=tuple(draw(st.lists(_wishes(stage, sessions), max_size=2))),
        served_hours=draw(st.sampled_from((0, 0, 1, 2.5, 0.3))),
    )


Span = tuple[dt.datetime, dt.datetime]


@st.composite
def _skills(draw: st.DrawFn, stage: Stage, spans: Sequence[Span]) -> dict[str, Skill]:
    held = draw(st.sampled_from(((), ("drive",), SKILLS, SKILLS)))
    skills = {}
    for skill in held:
        level, days = draw(st.sampled_from(((1, None), (2, None), (2, 0), (1, -1), (3, 0))))
        until = None
        if days is not None:
            until = stage.local(draw(st.sampled_from(spans))[0]).date() + dt.timedelta(days=days)
        skills[skill] = Skill(level, until)
    return skills


@st.composite
def _offers(draw: st.DrawFn, stage: Stage, spans: Sequence[Span]) -> tuple[Weekly | Window, ...] | None:
    kind = draw(st.sampled_from(("always", "always", "windows", "windows", "weekly", "both", "never")))
    if kind == "always":
        return None
    offers: list[Weekly | Window] = []
    if kind in ("windows", "both"):
        offers += draw(st.lists(_windows(spans), min_size=1, max_size=2).map(lambda pairs: sum(pairs, ())))
    if kind in ("weekly", "both"):
        offers.append(draw(_weeklies(stage, spans)))
    return tuple(offers)


@st.composite
def _windows(draw: st.DrawFn, spans: Sequence[Span]) -> tuple[Window, ...]:
    """Draw a window about a session, sometimes in two parts that only together hold it."""
    start, end = draw(st.sampled_from(spans))
    later, longer = draw(st.sampled_from(_SHIFTS))
    from_, to = start + dt.timedelta(minutes=later), end + dt.timedelta(minutes=longer)
    if_needed = draw(_ONE_IN_THREE)
    if draw(st.integers(0, 3)):
        return (Window(from_, to, if_needed=if_needed),)
    middle = start + (end - start) / 2
    return Window(middle, to, if_needed=if_needed), Window(from_, middle)


@st.composite
def _weeklies(draw: st.DrawFn, stage: Stage, spans: Sequence[Span]) -> Weekly:
    start, end = draw(st.sampled_from(spans))
    earlier, later = draw(st.sampled_from(((0, 0), (0, 0), (1, 0), (0, 1), (2, 2))))
    start, end = stage.local(start - earlier * _HALF_HOUR), stage.local(end + later * _HALF_HOUR)
    one_day = (WEEKDAYS[start.weekday()],)
    since, until, excepted = draw(
        st.sampled_from(
            ((None, None, None), (None, None, None), (0, None, None), (1, None, None), (None, 0, None), (-1, 9, 0))
        )
    )
    day = {step: start.date() + dt.timedelta(days=step) for step in (-1, 0, 1, 9)}
    return Weekly(
        draw(st.sampled_from((one_day, one_day, WEEKDAYS, WEEKDAYS[:5]))),
        start.time(),
        end.time(),
        since=None if since is None else day[since],
        until=None if until is None else day[until],
        except_=() if excepted is None else (day[excepted],),
        if_needed=draw(_ONE_IN_THREE),
    )


@st.composite
def _absences(draw: st.DrawFn, spans: Sequence[Span]) -> tuple[Window, ...]:
    kind = draw(st.sampled_from(("none", "none", "none", "before", "after", "over")))
    if kind == "none":
        return ()
    start, end = draw(st.sampled_from(spans))
    hour, minute = dt.timedelta(hours=1), dt.timedelta(minutes=1)
    return (
        {"before": Window(start - hour, start), "after": Window(end, end + hour), "over": Window(end - minute, end)}[
            kind
        ],
    )


@st.composite
def _wishes(draw: st.DrawFn, stage: Stage, sessions: Sequence[Session]) -> Wish:
    abouts = [{"session": session.id} for session in sessions]
    abouts += [{"kind": kind} for kind in KINDS] + [{"series": SERIES[0]}]
    abouts += [{"place": place.id} for place in stage.places] * 2
    return Wish(score=draw(st.sampled_from((1, 2, -1, -3, 0))), **draw(st.sampled_from(abouts)))
