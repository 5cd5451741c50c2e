"""Recurrence rules as .ics files write them, read into numbers; one that is not understood is refused, never guessed."""

import datetime as dt
import re

import attrs

from volmatch.io.calendars.allowance import NotACalendar
from volmatch.text import Text

#: How often a rule may repeat. Nobody is busy anew each minute: such rules are slips, or meant to do harm.
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(_DAYS)})", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,7}", re.ASCII)
_MOST_NUMBERS = 500

#: The parts that list numbers: the field of `RecurrenceRule`, the least size and the most, and whether they may count from the end.
_LISTS = {
    "BYMONTH": ("months", 1, 12, False),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYSECOND": ("seconds", 0, 59, False),
    "BYSETPOS": ("positions", 1, 366, True),
}


@attrs.frozen(kw_only=True)
class RecurrenceRule:
    """When something repeats.

    Parameters
    ----------
    frequency
        One of `FREQUENCIES`.
    interval
        Every so many years, months, weeks, days or hours.
    count
        How often in all; ``None`` is without end.
    until
        Last moment as the file writes it.
    weekdays
        Pairs of which one (1 is the first of the month or year, -1 the last, 0 is each) and weekday (0 is Monday).
    months, weeks, month_days, year_days, hours, minutes, seconds
        Only these; weeks of the year and days below 0 count from the end.
    positions
        Only these of all in one year, month or week.
    week_start
        Day on which weeks begin.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def counts_weekdays(self) -> bool:
        """Whether it asks for the first or last weekday of its kind."""
        return any(which for which, _ in self.weekdays)

    def completed(self, first: dt.datetime) -> "RecurrenceRule":
        """Return the rule with what it leaves to the first occurrence: the day, and the time of day."""
        told: dict[str, tuple[int, ...] | tuple[tuple[int, int], ...]] = {
            "minutes": self.minutes or (first.minute,),
            "seconds": self.seconds or (first.second,),
        }
        if self.frequency != "HOURLY":
            told["hours"] = self.hours or (first.hour,)
        if not (self.weekdays or self.month_days or self.year_days):
            if self.frequency == "WEEKLY":
                told["weekdays"] = ((0, first.weekday()),)
            elif self.frequency in {"YEARLY", "MONTHLY"}:
                told["month_days"] = (first.day,)
            if self.frequency == "YEARLY":
                told["months"] = self.months or (first.month,)
        return attrs.evolve(self, **told)  # type: ignore[arg-type] # each name has its own type


def rule(text: str) -> RecurrenceRule:
    """Read a rule such as ``FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231``.

    Raises
    ------
    NotACalendar
        If it is none, or has a part that is not understood.
    """
    parts = [part.partition("=") for part in text.strip().upper().split(";") if part]
    given = {name.strip(): value.strip() for name, _, value in parts}
    if len(given) < len(parts):
        raise NotACalendar(Text("a recurrence rule says the same thing twice"))
    frequency = given.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise NotACalendar(Text("a recurrence rule repeats by none of {words}", {"words": FREQUENCIES}))
    told: dict[str, object] = {"frequency": frequency}
    for name, value in given.items():
        told |= _part(name, value)
    return _consistent(RecurrenceRule(**told))  # type: ignore[arg-type] # each name has its own type


def _part(name: str, value: str) -> dict[str, object]:
    if name in _LISTS:
        field, least, most, may_be_negative = _LISTS[name]
        return {field: _numbers(name, value, least, most, may_be_negative=may_be_negative)}
    if name in {"INTERVAL", "COUNT"}:
        return {name.lower(): _number(name, value, 1, 9_999_999)}
    if name == "UNTIL":
        return {"until": value}
    if name == "BYDAY":
        return {"weekdays": tuple(_weekday(one) for one in _items(value))}
    if name == "WKST" and value in _DAYS:
        return {"week_start": _DAYS.index(value)}
    raise NotACalendar(Text("a recurrence rule has a part that is not understood"))


def _consistent(read: RecurrenceRule) -> RecurrenceRule:
    if read.counts_weekdays and read.frequency not in {"YEARLY", "MONTHLY"}:
        raise NotACalendar(Text("a recurrence rule counts weekdays, but not in months or years"))
    if read.weeks and (read.frequency != "YEARLY" or read.counts_weekdays or not read.weekdays):
        raise NotACalendar(Text("a recurrence rule names weeks of the year, but not which of their days each year"))
    if read.positions and read.frequency == "HOURLY":
        raise NotACalendar(Text("a recurrence rule picks positions within an hour"))
    return read


def _items(value: str) -> list[str]:
    items = [one.strip() for one in value.split(",", _MOST_NUMBERS)]
    if len(items) > _MOST_NUMBERS:
        raise NotACalendar(Text("a recurrence rule lists more than {most} numbers", {"most": _MOST_NUMBERS}))
    return items


def _number(name: str, value: str, least: int, most: int, *, may_be_negative: bool = False) -> int:
    number = int(value) if _WHOLE.fullmatch(value) else None
    if number is None or not least <= (abs(number) if may_be_negative else number) <= most:
        facts = {"name": name, "least": least, "most": most}
        raise NotACalendar(Text("in a recurrence rule, {name} wants whole numbers from {least} to {most}", facts))
    return number


def _numbers(name: str, value: str, least: int, most: int, *, may_be_negative: bool) -> tuple[int, ...]:
    read = {_number(name, one, least, most, may_be_negative=may_be_negative) for one in _items(value)}
    return tuple(sorted(read))


def _weekday(value: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(value)
    if found is None:
        raise NotACalendar(Text("in a recurrence rule, BYDAY wants days such as MO, 1MO or -1FR"))
    return int(found[1] or 0), _DAYS.index(found[2])
