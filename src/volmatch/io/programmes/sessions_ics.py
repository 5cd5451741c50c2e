"""Sessions from a calendar (.ics): what takes place when and where, each time that it repeats."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from volmatch.errors import Fault, OptionError, ProblemError, quoted
from volmatch.io.calendars.allowance import Allowance, NotACalendar
from volmatch.io.calendars.calendar_values import moment
from volmatch.io.calendars.events import CalendarFile
from volmatch.io.calendars.gathered import Event as Entry
from volmatch.io.calendars.lines import Component, calendars
from volmatch.io.calendars.zone_names import plain_name, plain_text, standard_zone
from volmatch.io.calendars.zones import Zones
from volmatch.io.programmes.event_records import HELPER, Faults, ProgrammeEvent, problem_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.text import Text

#: What a programme says beside times; other words are never read.
WORDS = ("SUMMARY", "LOCATION", "CATEGORIES")


def from_ics(raw: bytes, *, timezone: str | None = None, roles: Sequence[Role] = HELPER) -> Problem:
    """Return the problem of a calendar: a session for each event and each time it happens; a series without end, for a year.

    Events that are cancelled, marked as free or last no time are none.

    Parameters
    ----------
    raw
        The file.
    timezone
        IANA name; by default that at the calendar's head (X-WR-TIMEZONE), else UTC.
    roles
        Whom each session needs; a calendar does not say.

    Raises
    ------
    ProblemError
        If the calendar cannot be read, or an event is none that can be staffed, with the reason.
    """
    try:
        return _problem(raw, timezone, roles)
    except NotACalendar as error:
        raise ProblemError(
            [Fault("", Text("this calendar cannot be read: {reason}", {"reason": error.reason}))]
        ) from None
    except OverflowError:
        raise ProblemError([Fault("", Text("a time in it lies outside the years from 1 to 9999"))]) from None


def _problem(raw: bytes, timezone: str | None, roles: Sequence[Role]) -> Problem:
    allowance = Allowance()
    found = calendars(raw, allowance, WORDS)
    heads = [plain_name(line.value) for calendar in found for line in calendar.all("X-WR-TIMEZONE")]
    name = timezone or next((str(zone) for head in heads if (zone := standard_zone(head)) is not None), "UTC")
    zone = _zone(name)
    days = sorted(_days(found))
    first, last = (days[0], days[-1]) if days else (_NEVER, _NEVER)
    zones = [Zones(zone, {}, one, first - _MARGIN, last + _LONGEST, allowance) for one in found]
    events = _events(CalendarFile(zones), zone, first, roles)
    return problem_of(sorted(events, key=lambda one: (one.start, one.id)), Faults(), timezone=name)


def _days(found: Sequence[Component]) -> Iterator[dt.datetime]:
    """Yield the day on which each event begins first; what is no day is refused where it is read."""
    for calendar in found:
        for event in calendar.named("VEVENT"):
            for line in event.all("DTSTART"):
                yield moment(line.value, dt.UTC).local


def _events(
    agenda: CalendarFile, zone: ZoneInfo, first: dt.datetime, roles: Sequence[Role]
) -> Iterator[ProgrammeEvent]:
    told: set[str] = set()
    for number, (entry, (start, end)) in enumerate(agenda.happenings()):
        if end <= start or (_is_endless(entry) and start.replace(tzinfo=None) > first + _YEAR):
            continue
        title, local = _words(entry, "SUMMARY"), start.astimezone(zone)
        id_ = (entry.uid if entry.component.has("UID") else title) or f"event {number + 1}"
        if id_ in told or entry.component.has("RRULE", "RDATE", "RECURRENCE-ID"):
            id_ = f"{id_} {local:%Y-%m-%d %H:%M}"
        told.add(id_)
        yield ProgrammeEvent(
            path=f"{id_} ({number + 1})",
            id=id_,
            name=title or id_,
            start=local,
            end=end.astimezone(zone),
            room=_words(entry, "LOCATION"),
            tags=[one.strip() for one in _words(entry, "CATEGORIES").split(",")],
            roles=roles,
        )


def _is_endless(entry: Entry) -> bool:
    return any(
        "COUNT" not in line.value.upper() and "UNTIL" not in line.value.upper() for line in entry.component.all("RRULE")
    )


def _words(entry: Entry, name: str) -> str:
    """Return what a line says, in one line."""
    lines = entry.component.all(name)
    return plain_text(lines[0].value) if lines else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        wanted = Text("wanted the IANA name of a time zone such as Asia/Shanghai, not {given}", {"given": quoted(name)})
        raise OptionError(wanted) from None


_MARGIN, _YEAR, _LONGEST = dt.timedelta(days=3), dt.timedelta(days=366), dt.timedelta(days=3_660)
_NEVER = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - compared as clocks show it
