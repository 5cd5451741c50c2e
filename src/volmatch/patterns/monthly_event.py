"""One day in every month that draws people from all circles of a community."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.patterns.again import again
from volmatch.patterns.dates import at, clock_of, day_of, least_count
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Role, Session


@door
def monthly_event(
    like: Session,
    days: Iterable[dt.date | str],
    *,
    starts: dt.time | str,
    minutes: int,
    circles: Mapping[str, int],
    themes: Sequence[str] = (),
) -> Plan:
    """Return one session a month with a role for each circle it draws from.

    Parameters
    ----------
    like
        What each event is like, without a time; roles of its own come first. Its id is that of the series and begins the
        ids: ``public day 2026-08``.
    days
        One in each month, as from `nth_weekdays`.
    starts, minutes
        When it begins and how long it lasts.
    circles
        How many people from each circle; who belongs to a circle has the trait of its name.
    themes
        Names for print, one an event; begun again when they run out.

    Raises
    ------
    OptionError
        If a day, a time or a count makes no sense.
    """
    least_count(minutes, "minutes")
    clock = clock_of(starts, "starts")
    roles = [*like.roles, *(Role(circle, min=people, traits=[circle]) for circle, people in circles.items())]
    drawing = attrs.evolve(like, roles=roles)
    listed = enumerate(day_of(given, "days") for given in days)
    return Plan(
        attrs.evolve(
            again(drawing, f"{like.id} {day:%Y-%m}", at(day, clock), minutes, series=like.id),
            name=themes[number % len(themes)] if themes else like.name,
        )
        for number, day in listed
    )
