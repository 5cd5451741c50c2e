"""Busy times from people's own calendars, and nothing else of what stands there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

from volmatch.doors import door
from volmatch.errors import FileError, InputError, OptionError, quoted
from volmatch.io.calendars.allowance import Allowance, NotACalendar
from volmatch.io.calendars.events import CalendarFile
from volmatch.io.calendars.lines import calendars
from volmatch.io.calendars.series import Stretch
from volmatch.io.calendars.zone_names import named_zone, named_zones
from volmatch.io.calendars.zones import Zones
from volmatch.io.files import contents
from volmatch.problem.clock import NotATime, settle_moment, with_fixed_offset
from volmatch.problem.problem import Problem
from volmatch.problem.window import Window
from volmatch.text import Text

#: A larger calendar is refused unread.
MOST_BYTES = 10 * 2**20
#: An .ics as its text, as its bytes, or as the path of its file.
Source = str | bytes | Path
_MINUTE = dt.timedelta(minutes=1)


@door
def busy(
    source: Source,
    *,
    since: dt.datetime | str,
    until: dt.datetime | str,
    timezone: str,
    zones: Mapping[str, str] | None = None,
) -> tuple[Window, ...]:
    """Return when a person is busy, by a calendar of theirs (an .ics).

    Only times are read: what an event is about, where it is and with whom is dropped unread, and stands in no error.
    Events that are cancelled or marked as free do not count; tentative ones do. Events that repeat count as often as they
    happen; one that lasts no time does not.

    Parameters
    ----------
    source
        The text or the bytes of the calendar, or the path of its file; a plain text is never taken for a path.
    since, until
        The stretch that matters; windows are clipped to it.
    timezone
        IANA name of the zone of days, and of times that name no zone where the calendar names none at its head (X-WR-TIMEZONE).
    zones
        IANA names of zones that the calendar calls by names of its own, such as ``{"Customized Time Zone": "Europe/Berlin"}``;
        they go before what the calendar and this machine know.

    Returns
    -------
    tuple of Window
        In order, apart from each other, to the minute: a part of a minute is busy as a whole.

    Raises
    ------
    FileError
        If the calendar cannot be read, or would take longer than about a second; the sentence names no path.
    OptionError
        If the stretch or the zone is none, or `zones` are no mapping.
    """
    zone = named_zone(timezone)
    said = named_zones(zones)
    first, last = _moment("since", since, zone), _moment("until", until, zone)
    if not first < last:
        raise OptionError(Text("until must lie after since"))
    filename = str(source) if isinstance(source, Path) else ""
    try:
        stretches = sorted(_stretches(_raw(source), zone, said, first, last))
    except NotACalendar as error:
        raise _refused(error.reason, filename) from None
    except OverflowError:
        raise _refused(Text("a time in it lies outside the years from 1 to 9999"), filename) from None
    return tuple(
        Window(with_fixed_offset(start, zone), with_fixed_offset(end, zone))
        for start, end in _merged(_clipped(stretches, first, last))
    )


@door
def with_busy(problem: Problem, sources: Mapping[str, Source], *, zones: Mapping[str, str] | None = None) -> Problem:
    """Return the problem with people's busy times added to when they are away.

    Parameters
    ----------
    problem
        Its sessions say which stretch of time matters, its zone which days.
    sources
        The calendar of each volunteer who gave one, by volunteer id; see `busy`.
    zones
        What the calendars' own names of time zones mean; see `busy`.

    Raises
    ------
    FileError
        If a calendar cannot be read; the sentence names the volunteer.
    OptionError
        If the problem has no such volunteer, or `zones` are no mapping.
    """
    starts = [(start, start + session.length) for session in problem.sessions for start in session.candidate_starts]
    named_zones(zones)
    for own in sources:
        if problem.volunteer(own) is None:
            raise OptionError(Text("the problem has no volunteer {id}", {"id": quoted(own)}))
    if not starts or not sources:
        return problem
    since, until = min(start for start, _ in starts), max(end for _, end in starts)
    away = {own: _busy_of(own, source, since, until, problem.timezone, zones) for own, source in sources.items()}
    people = [
        attrs.evolve(
            person, away=[*person.away, *(window for window in away.get(person.id, ()) if window not in person.away)]
        )
        for person in problem.volunteers
    ]
    return attrs.evolve(problem, volunteers=people)


def _busy_of(
    own: str,
    source: Source,
    since: dt.datetime,
    until: dt.datetime,
    timezone: str,
    zones: Mapping[str, str] | None,
) -> tuple[Window, ...]:
    try:
        return busy(source, since=since, until=until, timezone=timezone, zones=zones)
    except FileError as error:
        facts = {"id": quoted(own), "reason": error.args[0]}
        raise FileError(Text("calendar of volunteer {id}: {reason}", facts), error.filename, error.errno) from None


def _refused(reason: Text, filename: str, errno: int | None = None) -> FileError:
    return FileError(Text("this calendar cannot be read: {reason}", {"reason": reason}), filename, errno)


def _raw(source: Source) -> str | bytes:
    if isinstance(source, Path):
        try:
            return contents(source, MOST_BYTES)
        except FileError as error:
            raise _refused(dict(error.args[0].facts)["reason"], str(source), error.errno) from None
        except InputError as error:
            raise NotACalendar(error.faults[0].wanted) from None
    if not isinstance(source, (str, bytes)):
        raise OptionError(
            Text("wanted a calendar as text, bytes or the path of a file, not {given}", {"given": quoted(source)})
        )
    if len(source) > MOST_BYTES:
        raise NotACalendar(Text("wanted at most {most} bytes", {"most": MOST_BYTES}))
    return source


def _stretches(
    raw: str | bytes, zone: ZoneInfo, said: Mapping[str, dt.tzinfo], since: dt.datetime, until: dt.datetime
) -> Iterator[Stretch]:
    allowance = Allowance()
    first, last = (moment.astimezone(dt.UTC).replace(tzinfo=None) for moment in (since, until))
    found = [Zones(zone, said, calendar, first, last, allowance) for calendar in calendars(raw, allowance)]
    return CalendarFile(found).stretches()


def _clipped(stretches: list[Stretch], since: dt.datetime, until: dt.datetime) -> Iterator[Stretch]:
    for start, end in stretches:
        if start < end:
            low = max(start.replace(second=0, microsecond=0), since)
            high = min(end + -(end - dt.datetime.min.replace(tzinfo=dt.UTC)) % _MINUTE, until)
            if low < high:
                yield low, high


def _merged(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    open_: Stretch | None = None
    for start, end in stretches:
        if open_ is not None and start <= open_[1]:
            open_ = open_[0], max(open_[1], end)
            continue
        if open_ is not None:
            yield open_
        open_ = start, end
    if open_ is not None:
        yield open_


def _moment(name: str, given: dt.datetime | str, zone: ZoneInfo) -> dt.datetime:
    try:
        return settle_moment(given, zone)
    except NotATime as error:
        facts = {"name": name, "wanted": error.wanted, "given": quoted(given)}
        raise OptionError(Text("{name}: {wanted} (given: {given})", facts)) from None
