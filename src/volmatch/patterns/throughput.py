"""Guests and chairs become seats: how many people must serve side by side so that everybody gets their turn."""

import datetime as dt
from collections.abc import Iterable

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.again import again
from volmatch.patterns.dates import A_DAY, after, day_of, least_count, minutes_of
from volmatch.patterns.open_hours import only_role
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Session
from volmatch.text import Text


@door
def seats_for(guests: int, *, minutes_each: int, open_minutes: int) -> int:
    """Return how many people must work side by side so that all guests are served in time.

    seats = ceil(guests / floor(open_minutes / minutes_each)): nobody's turn is cut in two.

    Raises
    ------
    OptionError
        If not even one turn fits into the time.
    """
    for given, name in ((minutes_each, "minutes_each"), (open_minutes, "open_minutes")):
        least_count(given, name)
    turns = open_minutes // minutes_each
    if not turns:
        facts = {"minutes": minutes_each, "open": open_minutes}
        raise OptionError(Text("a turn of {minutes} minutes does not fit into {open} minutes", facts))
    return -(-guests // turns)


@door
def throughput(
    like: Session,
    days: Iterable[dt.date | str],
    *,
    opens: dt.time | str,
    closes: dt.time | str,
    minutes_each: int,
    chairs: int | None = None,
    fewest: int | None = None,
) -> Plan:
    """Return one session a day with as many seats as its guests need.

    Parameters
    ----------
    like
        What each day is like, without a time: `attendance` says how many guests come, its one role who serves; the
        head-counts of the role are replaced: the seats for all guests are wanted, those for the `fewest` are needed. Its id
        begins the ids.
    days, opens, closes
        When guests are served; a closing time at or before the opening one is on the next day, as ``24:00`` is.
    minutes_each
        How long one turn lasts.
    chairs
        How many can work at the same time; ``None`` for no limit.
    fewest
        Guests who must get their turn even on a poor day; ``None`` for as many as one seat serves.

    Raises
    ------
    OptionError
        If the guests do not fit into the time and the chairs, or a value makes no sense.
    """
    role, since, until = only_role(like), minutes_of(opens, "opens"), minutes_of(closes, "closes")
    minutes = until - since if until > since else until + A_DAY - since
    seats = seats_for(like.attendance, minutes_each=minutes_each, open_minutes=minutes)
    if fewest is not None and not 0 <= fewest <= like.attendance:
        raise OptionError(
            Text("fewest: wanted 0 to {guests} guests, not {n}", {"guests": like.attendance, "n": fewest})
        )
    least = min(1, seats) if fewest is None else seats_for(fewest, minutes_each=minutes_each, open_minutes=minutes)
    if chairs is not None and seats > chairs:
        facts = {"guests": like.attendance, "seats": seats, "chairs": chairs}
        raise OptionError(Text("{guests} guests need {seats} seats, but there are {chairs} chairs", facts))
    wanted = attrs.evolve(role, min=least, target=seats, max=seats if chairs is None else chairs)
    staffed = attrs.evolve(like, roles=[wanted])
    listed = (day_of(given, "days") for given in days)
    return Plan(again(staffed, f"{like.id} {day}", after(day, since), minutes) for day in listed)
