"""What people and sessions of a random problem share: a zone, a few days, the places and rooms, and the ways between them."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

from volmatch.problem.place import Place, Room, Travel, Way
from volmatch.problem.window import Window

#: Sessions begin on this grid of minutes, so that they often touch exactly.
STEP = 30
HALF_HOUR = dt.timedelta(minutes=STEP)
#: Words to group sessions by.
KINDS, SERIES, TAGS = ("art", "visit"), ("weekend", "term"), ("children", "outdoors")


@attrs.frozen
class Stage:
    """Where and when a random problem plays.

    Parameters
    ----------
    timezone
        IANA name.
    first_day
        A Saturday, so that days 1 and 2 lie in different weeks.
    opening
        Minutes after a local midnight at which the first session of a day may start.
    day_starts, places, rooms, travel
        As in `volmatch.Problem`.
    """

    timezone: str
    first_day: dt.date
    opening: int
    day_starts: dt.time = dt.time()
    places: Sequence[Place] = ()
    rooms: Sequence[Room] = ()
    travel: Travel | None = None

    def moment(self, day: int, step: int) -> dt.datetime:
        """Return a moment by its day and its half hours after the opening, counted on a clock that nobody changes."""
        midnight = dt.datetime.combine(self.first_day, dt.time(), ZoneInfo(self.timezone)).astimezone(dt.UTC)
        return midnight + dt.timedelta(days=day, minutes=self.opening + step * STEP)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return what the clocks on the spot show at a moment."""
        return moment.astimezone(ZoneInfo(self.timezone))


_SUMMER, _SPRING, _AUTUMN = dt.date(2026, 7, 18), dt.date(2026, 3, 28), dt.date(2026, 10, 24)
#: By day; around midnight; where the day of UTC is not the local one; while the clocks change; and where days begin later.
_FRAMES = (
    Stage("UTC", _SUMMER, 9 * 60),
    Stage("UTC", _SUMMER, 22 * 60),
    Stage("Asia/Shanghai", _SUMMER, 9 * 60),
    Stage("Asia/Shanghai", _SUMMER, 7 * 60),
    Stage("Europe/Berlin", _SPRING, 30),
    Stage("Europe/Berlin", _AUTUMN, 30),
    Stage("Asia/Shanghai", _SUMMER, 3 * 60, dt.time(5)),
    Stage("Europe/Berlin", _AUTUMN, 30, dt.time(2, 30)),
)
PLACES = (Place("city"), Place("north", parent="city"), Place("south", parent="city"))
_WAYS = (
    None,
    Travel(default_minutes=30),
    Travel(default_minutes=31),
    Travel(default_minutes=29, minutes=(Way("north", "south", 60),)),
    Travel(minutes=(Way("south", "north", 30), Way("city", "south", 61))),
    Travel(default_minutes=15, minutes=(Way("city", "city", 30), Way("city", "south", 29))),
)
#: Sometimes the day begins at another hour at all places, or at one of them.
_PLACES = st.sampled_from(
    (
        *(PLACES,) * 5,
        tuple(attrs.evolve(place, day_starts=None if place.parent else dt.time(2)) for place in PLACES),
        tuple(attrs.evolve(place, day_starts=dt.time(11) if place.id == "south" else None) for place in PLACES),
        tuple(attrs.evolve(place, day_starts=dt.time(4) if place.id == "south" else dt.time()) for place in PLACES),
    )
)
_FRAME, _KIND = st.sampled_from(_FRAMES), st.sampled_from(("bare", "places", "rooms", "rooms"))
_WAY = st.sampled_from(_WAYS)
_CAPACITY, _TURNAROUND = st.sampled_from((None, 20, 20, 20, 19)), st.sampled_from((0, 0, 30, 31))
_NOTHING: tuple[str, ...] = ()
_FEATURES = st.sampled_from((_NOTHING, ("desks",), ("desks", "sink")))
_PLACE_OF_FIRST, _PLACE_OF_NEXT = st.just("north"), st.sampled_from(("north", "south", "south"))
#: Day, step and number of steps.
_CLOSING = st.none() | st.none() | st.tuples(st.integers(0, 2), st.integers(0, 7), st.sampled_from((1, 2, 60)))


@st.composite
def stages(draw: st.DrawFn, *, most_rooms: int = 2) -> Stage:
    """Draw a stage: a zone (also one that changes its clocks), and sometimes places, ways and rooms.

    Parameters
    ----------
    most_rooms
        At most this many rooms.
    """
    frame = draw(_FRAME)
    kind = draw(_KIND)
    if kind == "bare":
        return frame
    stage = attrs.evolve(frame, places=draw(_PLACES), travel=draw(_WAY))
    count = draw(st.integers(1, most_rooms)) if kind == "rooms" and most_rooms else 0
    return attrs.evolve(stage, rooms=tuple(draw(_rooms(stage, number)) for number in range(count)))


@st.composite
def _rooms(draw: st.DrawFn, stage: Stage, number: int) -> Room:
    closing = draw(_CLOSING)
    closed: tuple[Window, ...] = ()
    if closing is not None:
        day, step, steps = closing
        closed = (Window(stage.moment(day, step), stage.moment(day, step + steps)),)
    return Room(
        f"room-{number + 1}",
        draw(_PLACE_OF_NEXT if number else _PLACE_OF_FIRST),
        capacity=draw(_CAPACITY),
        features=draw(_FEATURES),
        turnaround_minutes=draw(_TURNAROUND),
        closed=closed,
    )
