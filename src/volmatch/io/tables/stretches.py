"""Dates and times of day in columns of their own, made into the moments of a problem and back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from volmatch.io.tables.clocks import day_before, is_midnight_at_the_end, moment_on, next_day
from volmatch.io.tables.spoken import Span, earlier, is_late
from volmatch.io.tables.unclear_hours import ONE_END
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.text import Text

#: What the cells of a row say, by column.
Flat = Mapping[str, Any]


class Notes(Protocol):
    """Takes note of what a row means, by the column it stands in."""

    def note(self, column: str | None, wanted: Text) -> None:
        """Note a fault."""

    def tell(self, column: str | None, meant: Text) -> None:
        """Note what something was taken for."""


_MIDNIGHT = "00:00"
#: An end earlier in the day than the start is one of the next day, if the stretch is no longer than this.
_LONGEST_NIGHT = dt.timedelta(hours=12)
_HALF_A_DAY, _AN_AFTERNOON = dt.timedelta(hours=12), dt.timedelta(hours=6)
_LETTERS_OF_A_DAY, _LETTERS_OF_A_MOMENT = 10, 16
_NEXT_DAY = Text("this is before the time it begins, so it was taken for one of the next day, {day}")
_AT_THE_END = Text("this is the midnight at the end of its day, so it was taken for the beginning of {day}")
_SAME_OFFSET = Text("this has no offset, so it was taken to have the one of the time it begins, {offset}")
_NOT_AFTER = Text(
    "this is not after the time it begins; if it ends on a later day, write that day into the column end date"
)
_AFTERNOON = Text(
    "this is not after the time it begins; write {time} if that is meant, or the day on which it ends into the column end date"
)
_EACH_DAY = Text(
    "this may be the same hours each day, or one activity of several days: write the days into the column date, such as 2026-12-05 to 2026-12-07, or the time at which it ends into the column end"
)
_TWO_DATES = Text("the date stands here already; leave the column of dates empty")


def is_moment(text: str) -> bool:
    """Whether a text has a date in front of the time of day."""
    return "T" in text


def spread(flat: Flat, notes: Notes, begin: str = "from", finish: str = "to") -> Flat:
    """Return what the cells of a row say, with a start and an end where one cell says both."""
    span, end = flat.get(begin), flat.get(finish)
    if isinstance(end, Span):
        notes.note(finish, Text("wanted a time of day such as 09:30"))
        return {**flat, finish: end.last}
    if not isinstance(span, Span):
        return flat
    if span.day is not None:
        if "date" in flat or "weekdays" in flat:
            notes.note(begin, _TWO_DATES)
        flat = {**flat, "date": span.day}
    if span.is_open and begin == "start":
        notes.note(begin, ONE_END)
    if end is not None or "minutes" in flat:
        notes.note(begin, Text("this says when it ends as well; leave the end and the minutes empty"))
        return {**flat, begin: span.first}
    if span.is_guess:
        notes.tell(begin, Text("taken for {start} to {end}", {"start": span.first, "end": span.last}))
    return {**flat, begin: span.first, finish: span.last}


def stretch(
    flat: Flat, notes: Notes, begin: str = "from", finish: str = "to", zone: dt.tzinfo | None = None
) -> dict[str, str]:
    """Return the moments at which a stretch of time begins and ends, as far as a row tells them.

    Without a time of day the whole day is meant; without an end date, the day on which it begins. An end at midnight is
    the midnight at the end of that day, and ``24:00`` is that midnight for a start as well. Beside a start with an offset
    that clocks in `zone` do not have then, an end without one has the same.
    """
    said_at = finish if finish in flat else begin
    is_in_one_cell = isinstance(flat.get(begin), Span)
    flat = spread(flat, notes, begin, finish)
    day, last, start, end = (flat.get(name) for name in ("date", "end_date", begin, finish))
    if start is not None and is_moment(start):
        if day is not None:
            notes.note(begin, _TWO_DATES)
        day = start[:_LETTERS_OF_A_DAY]
    elif day is None:
        notes.note("date", Text("wanted a day such as 2026-08-01"))
        return {}
    else:
        if start is not None and is_midnight_at_the_end(start):
            notes.tell(begin, attrs.evolve(_AT_THE_END, facts={"day": dt.date.fromisoformat(next_day(day))}))
        start = moment_on(day, start or _MIDNIGHT)
    if is_in_one_cell and begin == "start" and last is not None and last > next_day(day):
        notes.note("end_date", _EACH_DAY)
    if end is not None and is_late(end):
        end, last = earlier(end), last or next_day(day)
    finished = _end(day, last, end, notes, said_at)
    if last is None and end is not None and not is_moment(end):
        finished = _overnight(start, finished, notes, said_at)
    return {begin: start, finish: finished + _offset(start, finished, notes, said_at, zone)}


def _offset(start: str, end: str, notes: Notes, finish: str, zone: dt.tzinfo | None) -> str:
    """Return the offset of a start that an end without one has too: one that is not of the zone's own clocks."""
    offset = start[_LETTERS_OF_A_MOMENT:]
    if not offset or len(end) > _LETTERS_OF_A_MOMENT or zone is None:
        return ""
    instant = dt.datetime.fromisoformat(start)
    if instant.utcoffset() == instant.astimezone(zone).utcoffset():
        return ""
    notes.tell(finish, attrs.evolve(_SAME_OFFSET, facts={"offset": offset}))
    return offset


def _end(day: str, last: str | None, end: str | None, notes: Notes, finish: str) -> str:
    if end is not None and is_moment(end):
        if last is not None:
            notes.note(finish, _TWO_DATES)
        return end
    if end is None or (end.startswith(_MIDNIGHT) and last is None):
        return f"{next_day(last or day)}T{end or _MIDNIGHT}"
    return moment_on(last or day, end)


def _overnight(start: str, end: str, notes: Notes, finish: str) -> str:
    """Return an end that nobody gave a date: on the next day where it would come before the start."""
    letters = None if min(len(start), len(end)) > _LETTERS_OF_A_MOMENT else _LETTERS_OF_A_MOMENT
    first, last = (dt.datetime.fromisoformat(moment[:letters]) for moment in (start, end))
    if first < last:
        return end
    moved = f"{next_day(end[:_LETTERS_OF_A_DAY])}{end[_LETTERS_OF_A_DAY:]}"
    if first == last or dt.datetime.fromisoformat(moved[:letters]) - first > _LONGEST_NIGHT:
        notes.note(finish, _not_after(first, last))
        return end
    notes.tell(finish, attrs.evolve(_NEXT_DAY, facts={"day": dt.date.fromisoformat(moved[:_LETTERS_OF_A_DAY])}))
    return moved


def _not_after(first: dt.datetime, last: dt.datetime) -> Text:
    """Return what to write instead of an end that is not after the beginning: 9:00-1:00 may go on into the afternoon."""
    later = last + _HALF_A_DAY
    is_likely = first < later <= first + _AN_AFTERNOON and last.hour < later.hour
    return attrs.evolve(_AFTERNOON, facts={"time": f"{later:%H:%M}"}) if is_likely else _NOT_AFTER


def window(flat: Flat, notes: Notes, zone: dt.tzinfo | None = None) -> dict[str, Any]:
    """Return the window that a row means."""
    if isinstance(flat.get("date"), list):
        flat = {**flat, "weekdays": [*flat.get("weekdays", ()), *flat["date"]]}
        flat = {name: value for name, value in flat.items() if name != "date"}
    if "weekdays" in flat:
        return _weekly(flat, notes)
    for name in ("since", "until", "except", "every", "nth"):
        if name in flat:
            notes.note(name, Text("this goes with days of the week; for a date, leave it empty"))
    return {**stretch(flat, notes, zone=zone), **_picked(flat, "if_needed")}


def _weekly(flat: Flat, notes: Notes) -> dict[str, Any]:
    flat = spread(flat, notes)
    for name in ("date", "end_date"):
        if name in flat:
            notes.note(name, Text("wanted a date or days of the week, not both"))
    for name in ("from", "to"):
        if is_moment(flat.get(name, "")):
            notes.note(name, Text("wanted a time of day such as 09:30"))
    end = flat.get("to", "")
    if is_late(end) and flat.get("from", _MIDNIGHT) <= earlier(end):
        notes.note("to", Text("wanted an end less than a day after the beginning"))
    ends = {"to": _MIDNIGHT} if is_midnight_at_the_end(end) else {"to": earlier(end)} if is_late(end) else {}
    repeats = _picked(flat, "since", "until", "except", "every", "nth")
    return {"weekly": flat["weekdays"], **_picked(flat, "from", "to", "if_needed"), **repeats, **ends}


def _picked(flat: Flat, *names: str) -> dict[str, Any]:
    return {name: flat[name] for name in names if name in flat}


def window_cells(record: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    """Return what the cells of a row say for a window."""
    if "weekly" in record:
        return {"weekdays": record["weekly"], **{name: record[name] for name in record if name != "weekly"}}
    return {**stretch_cells(record["from"], record["to"], zone), **_picked(record, "if_needed")}


def stretch_cells(start: str, end: str, zone: dt.tzinfo, begin: str = "from", finish: str = "to") -> dict[str, Any]:
    """Return what the cells of a row say for a stretch of time; whole days have no times of day."""
    first, last = on_the_wall(start, zone), on_the_wall(end, zone)
    if first is None or last is None:
        return {begin: start, finish: end}
    (day, opening), (end_day, closing) = first, last
    if begin == "from" and opening == closing == _MIDNIGHT:
        last_day = day_before(end_day)
        return {"date": day, **({} if last_day == day else {"end_date": last_day})}
    is_plain = end_day == (next_day(day) if closing == _MIDNIGHT else day)
    return {"date": day, begin: opening, finish: closing, **({} if is_plain else {"end_date": end_day})}


def on_the_wall(moment: str, zone: dt.tzinfo) -> tuple[str, str] | None:
    """Return day and time of day on the clocks of a zone; ``None`` where these need an offset to be exact."""
    instant = dt.datetime.fromisoformat(moment)
    naive = instant.replace(tzinfo=None)
    try:
        is_exact = settle_moment(naive, zone) == instant
    except NotATime:
        is_exact = False
    return (naive.date().isoformat(), f"{naive:%H:%M}") if is_exact else None


def start_texts(starts: list[str], zone: dt.tzinfo) -> list[str]:
    """Return possible starts as they stand in a list."""
    return [start if (told := on_the_wall(start, zone)) is None else " ".join(told) for start in starts]
