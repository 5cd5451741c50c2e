"""Moments as whole minutes since 1970 UTC, and what local clocks and calendars show at them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import volmatch as vm

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
ONE_DAY = dt.timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def minute_of(moment: dt.datetime) -> int:
    """Return the minutes from 1970 to a moment."""
    return (moment - EPOCH) // MINUTE


def shown_at(minute: int, zone: ZoneInfo) -> dt.datetime:
    """Return what a calendar and a clock in the zone show."""
    return (EPOCH + minute * MINUTE).astimezone(zone).replace(tzinfo=None)


def offset_at(minute: int, zone: ZoneInfo) -> int:
    """Return by how many minutes the clocks of a zone are ahead of UTC."""
    return (shown_at(minute, zone) - EPOCH.replace(tzinfo=None)) // MINUTE - minute


def minute_when(day: dt.date, clock: dt.time, zone: ZoneInfo) -> int:
    """Return the first minute at which clocks show this, or would have if nobody had just put them forward."""
    shown = dt.datetime.combine(day, clock)
    if_utc = minute_of(shown.replace(tzinfo=dt.UTC))
    before, after = offset_at(if_utc - 24 * 60, zone), offset_at(if_utc + 24 * 60, zone)
    right = [if_utc - offset for offset in (before, after) if shown_at(if_utc - offset, zone) == shown]
    return min(right) if right else if_utc - before


def length_of(session: vm.Session) -> int:
    """Return how many minutes a session lasts."""
    if session.start is not None and session.end is not None:
        return minute_of(session.end) - minute_of(session.start)
    assert session.minutes is not None
    return session.minutes


def starts_of(session: vm.Session) -> list[dt.datetime]:
    """Return the moments at which a session may begin."""
    return [session.start] if session.start is not None else list(session.starts or ())


def offered(
    offers: Sequence[vm.Weekly | vm.Window], days: Sequence[dt.date], zone: ZoneInfo
) -> Iterator[tuple[int, int, bool]]:
    """Yield (first minute, first minute after, if needed) of each window on some days and the four days around them."""
    for offer in offers:
        if isinstance(offer, vm.Window):
            yield minute_of(offer.from_), minute_of(offer.to), offer.if_needed
            continue
        day = min(days) - 4 * ONE_DAY
        while day <= max(days) + 4 * ONE_DAY:
            if is_day_of(offer, day):
                ends = day if offer.to > offer.from_ else day + ONE_DAY
                yield minute_when(day, offer.from_, zone), minute_when(ends, offer.to, zone), offer.if_needed
            day += ONE_DAY


def is_day_of(offer: vm.Weekly, day: dt.date) -> bool:
    """Whether a weekly window begins on a day."""
    too_early = offer.since is not None and day < offer.since
    too_late = offer.until is not None and day > offer.until
    is_weekday = WEEKDAYS[day.weekday()] in offer.weekly and day not in offer.except_
    return is_weekday and not too_early and not too_late and _is_week_of(offer, day) and _is_nth(offer, day)


def _is_week_of(offer: vm.Weekly, day: dt.date) -> bool:
    """Whether a day lies in the week of the first day, or a multiple of some weeks after it."""
    if offer.since is None:
        return True
    mondays = [one - ONE_DAY * one.weekday() for one in (offer.since, day)]
    return (mondays[1] - mondays[0]) % (7 * offer.every * ONE_DAY) == dt.timedelta()


def _is_nth(offer: vm.Weekly, day: dt.date) -> bool:
    """Whether a day is the so manieth of its kind in its month, counted from either end."""
    before = sum((day - 7 * n * ONE_DAY).month == day.month for n in range(1, 5))
    after = sum((day + 7 * n * ONE_DAY).month == day.month for n in range(1, 5))
    return not offer.nth or before + 1 in offer.nth or (after == 0 and -1 in offer.nth)
