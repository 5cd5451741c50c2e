"""Calendars of duties, as bytes: for one owner, made from the schedule and from what was told before."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

import attrs
import icalendar

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.io.calendars.entries import Entry, Owner, entries, schedule_in
from volmatch.io.calendars.vevents import Told, plain, revised, told, told_before
from volmatch.io.calendars.vtimezones import definition
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

_ZONED = re.compile(r"DT(?:START|END);TZID=([^;:]+):(\d{4})", re.ASCII)
_END = b"END:VCALENDAR\r\n"


@attrs.frozen(kw_only=True)
class Edition:
    """How the calendars of one run are written.

    Parameters
    ----------
    zone
        Whose clock the events show.
    stamp
        When the run is, in UTC.
    lang
        ``en`` or ``zh``.
    """

    zone: ZoneInfo
    stamp: dt.datetime
    lang: str

    @classmethod
    def of(cls, problem: Problem, stamp: dt.datetime | None, lang: str) -> "Edition":
        """Return the edition of a run; without a stamp it is now.

        Raises
        ------
        OptionError
            If the stamp is no moment.
        """
        if stamp is None:
            stamp = dt.datetime.now(dt.UTC)
        if not isinstance(stamp, dt.datetime) or stamp.utcoffset() is None:
            raise OptionError(Text("wanted a stamp with an offset, not {given}", {"given": quoted(stamp)}))
        return cls(zone=problem.zone, stamp=stamp.astimezone(dt.UTC), lang=lang)

    def events(self, listed: Iterable[Entry], before: bytes | None) -> list[Told]:
        """Return the events of a calendar: what stands in it now, measured against what was told before."""
        stamp = f"{self.stamp:%Y%m%dT%H%M%SZ}"
        new = {entry.uid: told(entry, self.zone, stamp, self.lang) for entry in listed}
        old = {} if before is None else {event.uid: event for event in told_before(before)}
        return list(revised(new, old, stamp))

    def calendar(self, title: Text, events: Iterable[Told]) -> bytes:
        """Return a calendar: its head, the zones its events name, and the events."""
        events = list(events)
        head = icalendar.Calendar()
        head.add("prodid", "-//volmatch//volmatch//EN")
        head.add("version", "2.0")
        head.add("calscale", "GREGORIAN")
        head.add("method", "PUBLISH")
        head.add("x-wr-calname", plain(title.sentence(self.lang)))
        for zone in _zones(events):
            head.add_component(zone)
        raw = head.to_ical()
        assert raw.endswith(_END)
        return b"".join([raw.removesuffix(_END), *(event.raw for event in events), _END])


@door
def calendar(  # noqa: PLR0913 - each is a word of its own
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    volunteer: str | None = None,
    room: str | None = None,
    place: str | None = None,
    before: bytes | None = None,
    stamp: dt.datetime | None = None,
    lang: str = "en",
    names: bool = False,
) -> bytes:
    """Return the calendar of one volunteer, room or place (an .ics), for mail or to subscribe to.

    Parameters
    ----------
    problem
        The problem.
    outcome
        What `solve` returned, or a schedule.
    volunteer, room, place
        The id of the owner: exactly one of the three.
    before
        The calendar that was given out before. Events that say the same keep their bytes; others keep their UID and raise
        their SEQUENCE; what is gone stays as cancelled.
    stamp
        When this calendar is made; ``None`` is now.
    lang
        ``en`` or ``zh``.
    names
        Whether the calendar of a room or place says who comes, or only how many. A volunteer's never names anybody else.

    Raises
    ------
    OptionError
        If the problem has no such owner, or there is no schedule.
    ScheduleError
        If the schedule names what the problem does not know.
    """
    asked = {kind: own for kind, own in (("volunteer", volunteer), ("room", room), ("place", place)) if own is not None}
    if len(asked) != 1:
        raise OptionError(Text("wanted exactly one of volunteer, room and place"))
    if before is not None and not isinstance(before, bytes):
        raise OptionError(Text("wanted the calendar given out before as bytes, not {given}", {"given": quoted(before)}))
    kind, own = _owner(*asked.popitem())
    title = calendar_name(problem, kind, own)
    edition = Edition.of(problem, stamp, lang)
    found = entries(problem, schedule_in(problem, outcome), kind, names=names)
    return edition.calendar(title, edition.events(found.get(own, ()), before))


def _owner(kind: str, own: str) -> tuple[Owner, str]:
    kinds: dict[str, Owner] = {"volunteer": "volunteer", "room": "room", "place": "place"}
    return kinds[kind], own


def calendar_name(problem: Problem, kind: Owner, own: str) -> Text:
    """Return what the calendar of an owner is called.

    Raises
    ------
    OptionError
        If the problem has no such owner.
    """
    if kind == "volunteer":
        person = problem.volunteer(own)
        if person is None:
            raise OptionError(Text("the problem has no volunteer {id}", {"id": quoted(own)}))
        return Text("Duties of {volunteer}", {"volunteer": person.label})
    site = problem.room(own) if kind == "room" else problem.place(own)
    if site is None:
        facts = {"id": quoted(own)}
        raise OptionError(
            Text("the problem has no room {id}", facts)
            if kind == "room"
            else Text("the problem has no place {id}", facts)
        )
    return Text("Sessions: {site}", {"site": site.label})


def _zones(events: Iterable[Told]) -> Iterator[icalendar.Timezone]:
    """Yield a definition of each zone that the events name, cancelled ones of an earlier zone too."""
    years: dict[str, list[int]] = {}
    for event in events:
        for line in event.lines:
            found = _ZONED.match(line)
            if found:
                years.setdefault(found[1].strip('"'), []).append(int(found[2]))
    for name, told_years in sorted(years.items()):
        try:
            zone = ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue  # an old file names it, not we
        yield definition(zone, min(told_years), max(told_years))
