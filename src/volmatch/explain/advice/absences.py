"""What is left of somebody's absences when they are free for a while after all."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import attrs

from volmatch.problem.window import Weekly, Window

_ONE_DAY = dt.timedelta(days=1)


def without(absence: Weekly | Window, window: Window, zone: ZoneInfo) -> Iterator[Weekly | Window]:
    """Yield what is left of an absence outside a window; one that repeats leaves out the days concerned."""
    if isinstance(absence, Window):
        pieces = ((absence.from_, min(absence.to, window.from_)), (max(absence.from_, window.to), absence.to))
        yield from (Window(since, until) for since, until in pieces if since < until)
        return
    touched = dict(_touched(absence, window, zone))
    yield attrs.evolve(absence, except_=[*absence.except_, *touched]) if touched else absence
    for stretch in touched.values():
        yield from without(stretch, window, zone)


def _touched(absence: Weekly, window: Window, zone: ZoneInfo) -> Iterator[tuple[dt.date, Window]]:
    """Yield each stretch of a repeating absence that shares a moment with a window, by the day on which it begins."""
    day = window.from_.astimezone(zone).date() - _ONE_DAY  # one may reach over midnight
    while day <= window.to.astimezone(zone).date():
        stretch = absence.on(day, zone)
        if stretch is not None and stretch.from_ < window.to and window.from_ < stretch.to:
            yield day, stretch
        day += _ONE_DAY
