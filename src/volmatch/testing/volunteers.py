"""Random volunteers, whose time, skills and wishes only just fit some session, or only just do not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from volmatch.problem.session import Session
from volmatch.problem.volunteer import Days, Limit, Season, Skill, Volunteer, Wish
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.testing.stage import HALF_HOUR, KINDS, SERIES, STEP, Stage, stages

Span = tuple[dt.datetime, dt.datetime]
Spans = st.SearchStrategy[Span]

_SKILL_NAMES, _TRAIT_NAMES, _TEAM_NAMES = ("drive", "cook"), ("adult", "checked"), ("club", "school")
_NOTHING: tuple[str, ...] = ()
# Strategies that stay the same are made once: hypothesis draws from them faster.
_HOME, _REACH = st.sampled_from((None, "north", "city")), st.sampled_from((None, None, 30, 29, 0))
_SKILLS = st.sampled_from((_NOTHING, ("drive",), _SKILL_NAMES, _SKILL_NAMES))
#: Level, and the days from the start of some session to the first and to the last on which the skill counts.
_LEVEL_AND_DAYS = st.sampled_from(
    ((1, None, None), (2, None, None), (2, None, 0), (1, None, -1), (3, None, 0), (2, 0, None), (1, 1, None), (2, 0, 0))
)
_TRAITS = st.sampled_from((_NOTHING, ("adult",), _TRAIT_NAMES, _TRAIT_NAMES))
_TEAMS = st.sampled_from((_NOTHING, _TEAM_NAMES[:1], _TEAM_NAMES))
_SERVED = st.sampled_from((0, 0, 1, 2.5, 0.3))
_SCORE = st.sampled_from((1, 2, -1, -3, 0))
_OFFER = st.sampled_from(("always", "always", "windows", "windows", "weekly", "both", "never"))
_IS_RELUCTANT = st.sampled_from((False, False, True))
_IS_WHOLE = st.sampled_from((True, True, True, False))
#: Minutes by which a window begins later and ends later than the session it was made for.
_SHIFT = st.sampled_from(((0, 0), (0, 0), (-STEP, 0), (0, STEP), (-STEP, STEP), (1, 0), (0, -1), (-24 * 60, 0)))
#: Half hours by which a weekly window begins before that session and ends after it.
_WIDER = st.sampled_from(((0, 0), (0, 0), (1, 0), (0, 1), (2, 2)))
#: Days from that session to the first day of a weekly window, to its last, and to one left out.
_SPELL = st.sampled_from(
    ((None, None, None), (None, None, None), (0, None, None), (1, None, None), (None, 0, None), (-1, 9, 0))
)
#: Every so manieth week, and by how many weeks the first day lies before that session.
_WEEKS = st.sampled_from(((1, None), (1, None), (1, None), (2, 2), (2, 1), (3, 3)))
#: By how many sevenths of the month a weekly window misses that session; the last of the month is -1.
_SEVENTHS = st.sampled_from(((), (), (), (), (0,), (0, 1), (1,), (-1,)))
_ABSENCE = st.sampled_from(("none", "none", "none", "none", "before", "after", "over", "weekly"))
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
    Limit("month", max_sessions=1),
    Limit("month", max_hours=1.5, min_hours=1),
    Limit("quarter", max_sessions=1, min_hours=2),
    Limit("year", max_hours=1.25),
    Limit(Season(since=dt.date(2026, 3, 29), until=dt.date(2026, 7, 18)), max_sessions=1, min_sessions=1),
    Limit(Season(since=dt.date(2026, 7, 19), until=dt.date(2026, 10, 24)), max_hours=1, min_hours=1, kind="visit"),
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
#: Of a few people, where clocks are nearly a day behind, or change on other days.
_ZONE = st.sampled_from((*(None,) * 7, "America/New_York", "Pacific/Kiritimati"))
_LIMITS = st.lists(st.sampled_from(_LIMIT_POOL), max_size=2)


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
    spans = [(start, start + session.length) for session in sessions for start in session.candidate_starts]
    span = st.sampled_from(spans or [(stage.moment(1, 0), stage.moment(1, 2))])
    home = draw(_HOME) if stage.places else None
    zone = draw(_ZONE)
    at_home = stage if zone is None else attrs.evolve(stage, timezone=zone)
    return Volunteer(
        id_,
        home=home,
        max_travel_minutes=draw(_REACH) if home else None,
        skills=_skills(draw, stage, span),
        traits=draw(_TRAITS),
        teams=draw(_TEAMS),
        available=_offers(draw, at_home, span),
        away=_absences(draw, at_home, span),
        limits=tuple(draw(_LIMITS)),
        wishes=tuple(draw(st.lists(_wishes(stage, sessions), max_size=2))),
        served_hours=draw(_SERVED),
        timezone=zone,
    )


def _skills(draw: st.DrawFn, stage: Stage, span: Spans) -> dict[str, Skill]:
    skills = {}
    for skill in draw(_SKILLS):
        level, *steps = draw(_LEVEL_AND_DAYS)
        since, until = None, None
        if steps != [None, None]:
            day = stage.local(draw(span)[0]).date()
            since, until = (None if step is None else day + dt.timedelta(days=step) for step in steps)
        skills[skill] = Skill(level, until, valid_from=since)
    return skills


def _offers(draw: st.DrawFn, stage: Stage, span: Spans) -> tuple[Weekly | Window, ...] | None:
    kind = draw(_OFFER)
    if kind == "always":
        return None
    offers: list[Weekly | Window] = []
    if kind in ("windows", "both"):
        for pair in draw(st.lists(_windows(span), min_size=1, max_size=2)):
            offers += pair
    if kind in ("weekly", "both"):
        offers.append(_weekly(draw, stage, span))
    return tuple(offers)


@st.composite
def _windows(draw: st.DrawFn, span: Spans) -> tuple[Window, ...]:
    """Draw a window about a session, sometimes in two parts that only together hold it."""
    start, end = draw(span)
    later, longer = draw(_SHIFT)
    from_, to = start + dt.timedelta(minutes=later), end + dt.timedelta(minutes=longer)
    is_reluctant = draw(_IS_RELUCTANT)
    if draw(_IS_WHOLE):
        return (Window(from_, to, if_needed=is_reluctant),)
    middle = start + (end - start) / 2
    return Window(middle, to, if_needed=is_reluctant), Window(from_, middle)


def _weekly(draw: st.DrawFn, stage: Stage, span: Spans) -> Weekly:
    start, end = draw(span)
    earlier, later = draw(_WIDER)
    start, end = stage.local(start - earlier * HALF_HOUR), stage.local(end + later * HALF_HOUR)
    one_day = (WEEKDAYS[start.weekday()],)
    since, until, excepted = draw(_SPELL)
    every, weeks = draw(_WEEKS)
    day = {step: start.date() + dt.timedelta(days=step) for step in (-21, -14, -7, -1, 0, 1, 9)}
    if weeks is not None:
        since = -7 * weeks
    return Weekly(
        draw(st.sampled_from((one_day, one_day, WEEKDAYS, WEEKDAYS[:5]))),
        start.time(),
        end.time(),
        since=None if since is None else day[since],
        until=None if until is None else day[until],
        except_=() if excepted is None else (day[excepted],),
        every=every,
        nth=tuple(-1 if miss < 0 else ((start.day - 1) // 7 + miss) % 5 + 1 for miss in draw(_SEVENTHS)),
        if_needed=draw(_IS_RELUCTANT),
    )


def _absences(draw: st.DrawFn, stage: Stage, span: Spans) -> tuple[Weekly | Window, ...]:
    """Draw an absence that touches a session before or after it, takes its last minute or comes every week; mostly none."""
    kind = draw(_ABSENCE)
    if kind == "none":
        return ()
    if kind == "weekly":
        return (attrs.evolve(_weekly(draw, stage, span), if_needed=False),)
    start, end = draw(span)
    if kind == "before":
        return (Window(start - HALF_HOUR, start),)
    return (Window(end, end + HALF_HOUR) if kind == "after" else Window(end - dt.timedelta(minutes=1), end),)


def _wishes(stage: Stage, sessions: Sequence[Session]) -> st.SearchStrategy[Wish]:
    """Return a strategy for wishes about what there is; a place stands twice, since few sessions are at one."""
    abouts: list[dict[str, Any]] = [{"session": session.id} for session in sessions]
    abouts += [{"kind": kind} for kind in KINDS] + [{"series": SERIES[0]}]
    abouts += [{"place": place.id} for place in stage.places] * 2
    return st.builds(lambda score, about: Wish(score=score, **about), _SCORE, st.sampled_from(abouts))
