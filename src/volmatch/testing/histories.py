"""Random duties that are settled already: on the days right before a problem, now and then among its own."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from volmatch.problem.past_duty import PastDuty
from volmatch.problem.session import Session
from volmatch.testing.stage import HALF_HOUR, KINDS, SERIES, TAGS, Stage

#: Somebody whom no random problem has.
STRANGER = "gone"
_COUNT = st.sampled_from((0, 0, 0, 1, 2, 3))
_DAY, _STEP = st.sampled_from((-3, -2, -1, -1, -1, 0, 0, 1)), st.integers(-2, 6)
_STEPS_LONG = st.sampled_from((1, 2, 3, 20))
_KIND, _SERIES = st.sampled_from((None, *KINDS)), st.sampled_from((None, *SERIES))
_TAGS = st.sampled_from(((), TAGS[:1], TAGS))
_ROLE = st.sampled_from((None, "helper", "lead"))
_PRIORITY = st.sampled_from((1, 1, 2))
_EFFORT = st.sampled_from((None, None, None, 0, 0.75, 2.5))


@st.composite
def histories(
    draw: st.DrawFn, stage: Stage, people: Sequence[str], sessions: Sequence[Session]
) -> tuple[PastDuty, ...]:
    """Draw duties that some people, and a stranger, have served before or serve elsewhere; most often none or few."""
    return tuple(draw(_past_duties(stage, people, sessions)) for _ in range(draw(_COUNT)))


@st.composite
def _past_duties(draw: st.DrawFn, stage: Stage, people: Sequence[str], sessions: Sequence[Session]) -> PastDuty:
    day = draw(_DAY)
    start = _utc(stage.moment(day, draw(_STEP)))
    # A session of the problem is refused at a time of its own, also at one to which a test moves it later.
    known = [one.id for one in sessions if day < 0 and start not in one.candidate_starts]
    places = [None, *(place.id for place in stage.places)]
    return PastDuty(
        draw(st.sampled_from((*people, *people, STRANGER))),
        start,
        start + draw(_STEPS_LONG) * HALF_HOUR,
        session=draw(st.sampled_from((None, "long ago", *known))),
        role=draw(_ROLE),
        kind=draw(_KIND),
        series=draw(_SERIES),
        tags=draw(_TAGS),
        priority=draw(_PRIORITY),
        effort_hours=draw(_EFFORT),
        place=draw(st.sampled_from(places)),
    )


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
