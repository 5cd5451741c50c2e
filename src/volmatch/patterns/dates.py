"""Days of a calendar: some weekdays of a stretch, the n-th weekday of a month, holidays left out."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.problem.window import WEEKDAYS, Weekday
from volmatch.text import Text

#: A plan for longer than this is a slip.
MOST_DAYS = 36_600
#: Minutes of a day.
A_DAY = 24 * 60
_ENDS_OF_DAY = ("24:00", "24:00:00")


def day_of(given: dt.date | str, name: str) -> dt.date:
    """Return a day; ISO text is accepted."""
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    try:
        return dt.date.fromisoformat(given)  # type: ignore[arg-type] # anything else is refused below
    except (TypeError, ValueError):
        raise _slip(given, name, Text("a day such as 2026-08-01")) from None


def clock_of(given: dt.time | str, name: str) -> dt.time:
    """Return a time of day; ``HH:MM`` is accepted."""
    if isinstance(given, dt.time):
        return given
    try:
        return dt.time.fromisoformat(given)
    except (TypeError, ValueError):
        raise _slip(given, name, Text("a time such as 10:30")) from None


def minutes_of(given: dt.time | str, name: str) -> int:
    """Return the minutes from midnight to a time of day; ``24:00`` is the end of the day."""
    if isinstance(given, str) and given.strip() in _ENDS_OF_DAY:
        return A_DAY
    clock = clock_of(given, name)
    return 60 * clock.hour + clock.minute


def after(day: dt.date, minutes: int) -> dt.datetime:
    """Return the moment when the clock shows so many minutes after a day's midnight; it may be on the next day."""
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)


def moment_of(given: dt.datetime | str, name: str) -> dt.datetime:
    """Return a moment; ISO text is accepted."""
    if isinstance(given, dt.datetime):
        return given
    try:
        return dt.datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise _slip(given, name, Text("a moment such as 2026-08-01T10:30")) from None


def refuse_mixed(name: str, moments: Collection[dt.datetime]) -> None:
    """Refuse moments of which some have an offset and others have none: nobody could tell which comes first."""
    if len({moment.utcoffset() is None for moment in moments}) > 1:
        facts = {"name": name}
        raise OptionError(Text("{name}: wanted all times with an offset such as +01:00, or all without one", facts))


def at(day: dt.date, clock: dt.time | str) -> dt.datetime:
    """Return a moment by the wall clock of the problem's time zone."""
    return dt.datetime.combine(day, clock_of(clock, "at"))


@door
def days_between(
    since: dt.date | str,
    until: dt.date | str,
    *,
    weekdays: Sequence[Weekday] | None = None,
    holidays: Collection[dt.date | str] = (),
) -> tuple[dt.date, ...]:
    """Return the days from the first to the last, both included.

    Parameters
    ----------
    since, until
        First and last day.
    weekdays
        Only these days of the week; all by default.
    holidays
        Days left out.

    Raises
    ------
    OptionError
        If the last day lies before the first, or a weekday is unknown.
    """
    first, last = day_of(since, "since"), day_of(until, "until")
    if not dt.timedelta(0) <= last - first < dt.timedelta(MOST_DAYS):
        raise _slip(until, "until", Text("a day after the first one, within a century"))
    wanted = _weekdays(weekdays)
    skipped = {day_of(day, "holidays") for day in holidays}
    days = (first + dt.timedelta(step) for step in range((last - first).days + 1))
    return tuple(day for day in days if WEEKDAYS[day.weekday()] in wanted and day not in skipped)


@door
def next_days(
    first: dt.date | str, count: int, *, weekdays: Sequence[Weekday], holidays: Collection[dt.date | str] = ()
) -> tuple[dt.date, ...]:
    """Return so many days of some weekdays, the first of them on or after a day; holidays are passed over.

    Raises
    ------
    OptionError
        If the count is below 1, or a weekday is unknown.
    """
    least_count(count, "count")
    day, wanted = day_of(first, "first"), _weekdays(weekdays)
    skipped = {day_of(one, "holidays") for one in holidays}
    found: list[dt.date] = []
    for step in range(MOST_DAYS):
        candidate = day + dt.timedelta(step)
        if WEEKDAYS[candidate.weekday()] in wanted and candidate not in skipped:
            found.append(candidate)
        if len(found) == count:
            return tuple(found)
    raise _slip(count, "count", Text("no more days than a century has"))


@door
def nth_weekdays(
    first: dt.date | str, months: int, *, nth: int, weekday: Weekday, holidays: Collection[dt.date | str] = ()
) -> tuple[dt.date, ...]:
    """Return the n-th weekday of so many months; where that is a holiday, the same weekday a week later, and so on.

    Parameters
    ----------
    first
        A day of the first month.
    months
        How many months.
    nth
        1 to 5, or -1 for the last; a month without a fifth takes its fourth.
    weekday, holidays
        The day of the week, and days on which it cannot be.
    """
    least_count(months, "months")
    if nth not in (-1, 1, 2, 3, 4, 5):
        raise _slip(nth, "nth", Text("1 to 5, or -1 for the last"))
    begin, number = day_of(first, "first"), WEEKDAYS.index(next(iter(_weekdays([weekday]))))
    skipped = {day_of(one, "holidays") for one in holidays}
    return tuple(_nth(day, nth, number, skipped) for day in _months(begin, months))


def _months(begin: dt.date, months: int) -> Iterator[dt.date]:
    for step in range(months):
        year, month = divmod(begin.year * 12 + begin.month - 1 + step, 12)
        yield dt.date(year, month + 1, 1)


def _nth(month: dt.date, nth: int, number: int, skipped: Collection[dt.date]) -> dt.date:
    first = month + dt.timedelta((number - month.weekday()) % 7)
    own = [day for step in range(5) if (day := first + dt.timedelta(7 * step)).month == month.month]
    day = own[-1] if nth in (-1, 5) else own[nth - 1]
    while day in skipped:
        day += dt.timedelta(7)
    return day


def least_count(given: int, name: str) -> None:
    """Refuse what is not a whole number from 1 on."""
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise _slip(given, name, Text("a whole number from 1 on"))


def _weekdays(given: Sequence[Weekday] | None) -> frozenset[str]:
    wanted = frozenset(WEEKDAYS if given is None else given)
    if not wanted or not wanted <= set(WEEKDAYS):
        raise _slip(given, "weekdays", Text("days of the week: {days}", {"days": WEEKDAYS}))
    return wanted


def _slip(given: object, name: str, wanted: Text) -> OptionError:
    """Return the error that says what was wanted of a parameter."""
    return OptionError(
        Text("{name}: wanted {wanted}, not {given}", {"name": name, "wanted": wanted, "given": quoted(given)})
    )
