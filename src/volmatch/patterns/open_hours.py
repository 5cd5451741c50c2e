"""Opening hours with a demand that changes through the day become sessions to be staffed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.again import again
from volmatch.patterns.dates import A_DAY, after, day_of, least_count, minutes_of
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Role, Session
from volmatch.text import Text

#: (from, people): how many people are needed from a time of day on.
Step = tuple[dt.time | str, int]


@door
def open_hours(
    like: Session,
    days: Iterable[dt.date | str],
    demand: Sequence[Step],
    closes: dt.time | str,
    *,
    longest_minutes: int | None = None,
) -> Plan:
    """Return the sessions of a place that is open at the same hours on several days.

    The day is cut where the demand changes, and so that no piece is longer than somebody may stay; each piece of each day
    is a session that wants as many people as the demand says. People may take pieces in a row.

    Parameters
    ----------
    like
        What each piece is like, without a time: place or room, attendance, and one role, whose head-counts are replaced by
        the demand. Its id begins the ids: ``hall 2026-08-01 10:00``.
    days
        When it is open.
    demand
        How many people from which time of day on, in order; 0 closes for a while. The first time is when it opens; times after
        midnight follow those before it.
    closes
        When it closes; a time of day at or before the one it opens at is on the next day, as ``24:00`` is.
    longest_minutes
        Most minutes of one piece; longer ones are cut into equal parts, to the minute.

    Raises
    ------
    OptionError
        If the times are not in order, or `like` does not have exactly one role.
    """
    role = only_role(like)
    pieces = [piece for piece in _pieces(demand, closes, longest_minutes) if piece[2]]
    return Plan(
        again(_wanting(like, role, heads), f"{like.id} {start:%Y-%m-%d %H:%M}", start, minutes)
        for day in (day_of(given, "days") for given in days)
        for start, minutes, heads in ((after(day, since), minutes, heads) for since, minutes, heads in pieces)
    )


@door
def people_for(guests: int, ratio: int, *, floor: int = 1) -> int:
    """Return how many people look after so many guests, one for each `ratio` begun; at least `floor` where there are guests."""
    least_count(ratio, "ratio")
    return max(floor, -(-guests // ratio)) if guests else 0


def only_role(like: Session) -> Role:
    """Return the one role of a session.

    Raises
    ------
    OptionError
        If it has none, or several.
    """
    if len(like.roles) != 1:
        raise OptionError(Text("{id}: wanted exactly one role, not {n}", {"id": like.id, "n": len(like.roles)}))
    return like.roles[0]


def _wanting(like: Session, role: Role, heads: int) -> Session:
    return attrs.evolve(like, roles=[attrs.evolve(role, min=heads, target=heads, max=max(heads, role.max))])


def _pieces(demand: Sequence[Step], closes: dt.time | str, longest: int | None) -> Iterator[tuple[int, int, int]]:
    """Yield (from, minutes, people) of the pieces of a day, in minutes since its midnight."""
    times = _on_one_axis([*(minutes_of(since, "demand") for since, _ in demand), minutes_of(closes, "closes")])
    if longest is not None:
        least_count(longest, "longest_minutes")
    for (_, heads), (first, last) in zip(demand, pairwise(times), strict=True):
        parts = 1 if longest is None else -(-(last - first) // longest)
        cuts = [first + (last - first) * part // parts for part in range(parts + 1)]
        for begin, end in pairwise(cuts):
            yield begin, end - begin, heads


def _on_one_axis(times: Sequence[int]) -> Sequence[int]:
    """Return times of day in order, those after midnight a day later; the place may be open for a day at most.

    Raises
    ------
    OptionError
        If they are in no such order.
    """
    if not times[1:]:
        raise OptionError(Text("demand: wanted when the place opens, and for how many people"))
    night = next((number for number, (one, two) in enumerate(pairwise(times), 1) if two <= one), len(times))
    found = [*times[:night], *(one + A_DAY for one in times[night:])]
    if times[0] >= A_DAY or any(two <= one for one, two in pairwise(found)) or found[-1] - found[0] > A_DAY:
        raise OptionError(
            Text("demand: wanted times of day in order, the last before the place closes, a day later at most")
        )
    return found
