"""Sessions from a calendar (.ics): what takes place when and where, each time that it repeats."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from volmatch.errors import Fault, ProblemError
from volmatch.io.calendars.allowance import Allowance, NotACalendar
from volmatch.io.calendars.calendar_values import moment
from volmatch.io.calendars.events import CalendarFile
from volmatch.io.calendars.gathered import Event as Entry
from volmatch.io.calendars.lines import Component, Property, calendars
from volmatch.io.calendars.series import Stretch, is_for_later
from volmatch.io.calendars.zone_names import named_zone, named_zones, plain_name, plain_text, shown_zone, standard_zone
from volmatch.io.calendars.zones import Zones
from volmatch.io.programmes.event_records import HELPER, Faults, ProgrammeEvent, problem_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.text import Text

#: What a programme says beside times; other words are never read.
WORDS = ("SUMMARY", "LOCATION", "CATEGORIES")


_NO_ZONE = Text(
    "say in which zone days begin, such as --timezone Europe/Berlin (in Python, timezone=): the calendar names none at its head, and its times name others "
    "or none"
)


def from_ics(
    raw: bytes,
    *,
    timezone: str | None = None,
    roles: Sequence[Role] = HELPER,
    zones: Mapping[str, str] | None = None,
) -> Problem:
    """Return the problem of a calendar: a session for each event and each time it happens; a series without end, for a year.

    Events that are cancelled or marked as free are none; one that lasts no time is a fault.

    Parameters
    ----------
    raw
        The file.
    timezone
        IANA name; by default that at the calendar's head (X-WR-TIMEZONE), else the one that all times name, or UTC where
        none names any.
    roles
        Whom each session needs; a calendar does not say.
    zones
        IANA names of zones that the calendar calls by names of its own.

    Raises
    ------
    ProblemError
        If the calendar cannot be read, or an event is none that can be staffed, with the reason.
    """
    try:
        return _problem(raw, timezone, roles, named_zones(zones))
    except NotACalendar as error:
        raise ProblemError(
            [Fault("", Text("this calendar cannot be read: {reason}", {"reason": error.reason}))]
        ) from None
    except OverflowError:
        raise ProblemError([Fault("", Text("a time in it lies outside the years from 1 to 9999"))]) from None


def _problem(raw: bytes, timezone: str | None, roles: Sequence[Role], said: Mapping[str, ZoneInfo]) -> Problem:
    allowance = Allowance()
    found = calendars(raw, allowance, WORDS)
    heads = [plain_name(line.value) for calendar in found for line in calendar.all("X-WR-TIMEZONE")]
    head = next((str(zone) for head in heads if (zone := said.get(head) or standard_zone(head)) is not None), None)
    name = timezone or head or _zone_of_all(found, said)
    zone = named_zone(name or "UTC")
    days = sorted(_days(found))
    first, last = (days[0], days[-1]) if days else (_NEVER, _NEVER)
    zones = [Zones(zone, said, one, first - _MARGIN, last + _LONGEST, allowance) for one in found]
    events = list(_events(CalendarFile(zones), zone, first, roles))
    if name is None:
        raise ProblemError([Fault("timezone", _NO_ZONE)])
    return problem_of(sorted(events, key=lambda one: (one.start, one.id)), Faults(), timezone=name)


def _zone_of_all(found: Sequence[Component], said: Mapping[str, ZoneInfo]) -> str | None:
    """Return the one zone that all times name, UTC where none names any; ``None`` where they differ."""
    begins = [line for calendar in found for event in calendar.named("VEVENT") for line in event.all("DTSTART")]
    names = {_zone_named(line, said) for line in begins if "T" in line.value.upper()}
    return "UTC" if names <= {"", "UTC"} else next(iter(names)) if len(names) == 1 else None


def _zone_named(line: Property, said: Mapping[str, ZoneInfo]) -> str | None:
    name = plain_name(line.parameters.get("TZID") or "")
    if not name:
        return "UTC" if line.value.strip().upper().endswith("Z") else ""
    found = said.get(name) or standard_zone(name) or shown_zone(name)
    return "UTC" if found is dt.UTC else str(found) if isinstance(found, ZoneInfo) else None


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
    happenings = list(agenda.happenings())
    later = _changed_for_good(happenings)
    by_series = {(entry.uid, stretch) for entry, stretch in happenings if entry.changes is None}
    for number, (entry, (start, end)) in enumerate(happenings):
        if _is_endless(entry) and start.replace(tzinfo=None) > first + _YEAR:
            continue
        if entry.changes is not None and is_for_later(entry) and (entry.uid, (start, end)) in by_series:
            continue  # the series has it already
        words = _meant(entry, start, later)
        title, local = _words(words, "SUMMARY"), start.astimezone(zone)
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
            room=_words(words, "LOCATION"),
            tags=[one.strip() for one in _words(words, "CATEGORIES").split(",")],
            roles=roles,
        )


def _changed_for_good(happenings: Sequence[tuple[Entry, Stretch]]) -> dict[str, list[tuple[dt.datetime, Entry]]]:
    """Return the changes to all later occurrences of each series, by their begin."""
    found: dict[str, list[tuple[dt.datetime, Entry]]] = defaultdict(list)
    for entry, (start, _) in happenings:
        if entry.changes is not None and is_for_later(entry):
            found[entry.uid].append((start, entry))
    return found


def _meant(entry: Entry, start: dt.datetime, later: Mapping[str, Sequence[tuple[dt.datetime, Entry]]]) -> Entry:
    """Return whose words an occurrence of a series has: those of the last change for good by then."""
    turned = [one for one in later.get(entry.uid, ()) if one[0] <= start] if entry.changes is None else []
    return max(turned, key=lambda one: one[0])[1] if turned else entry


def _is_endless(entry: Entry) -> bool:
    return any(
        "COUNT" not in line.value.upper() and "UNTIL" not in line.value.upper() for line in entry.component.all("RRULE")
    )


def _words(entry: Entry, name: str) -> str:
    """Return what a line says, in one line."""
    lines = entry.component.all(name)
    return plain_text(lines[0].value) if lines else ""


_MARGIN, _YEAR, _LONGEST = dt.timedelta(days=3), dt.timedelta(days=366), dt.timedelta(days=3_660)
_NEVER = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - compared as clocks show it
