"""Six hundred calendars, read by us and by a second library: the same busy times, minute for minute."""

import datetime as dt
import random
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import icalendar
import pytest

from stranger_calendars import ROME, WEEKLY, calendar, defined, event, nine_to_ten
from volmatch.io.calendars import busy

recurring_ical_events = pytest.importorskip(
    "recurring_ical_events", reason="the second reader is one of the tools of volmatch[dev]"
)

ZONE = ZoneInfo("Europe/Berlin")
SINCE, UNTIL = dt.datetime(2026, 2, 1, tzinfo=ZONE), dt.datetime(2026, 7, 1, tzinfo=ZONE)
CALENDARS, A_BATCH = 600, 50
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MINUTE = dt.timedelta(minutes=1)
#: A zone that only the file knows, with a comma and a semicolon in its name, as Outlook writes it.
OWN_ZONE = r"""BEGIN:VTIMEZONE
TZID:Our hall\, upstairs\; 二楼
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
ZONES = [
    "",
    "Z",
    "Europe/London",
    "America/New_York",
    "Asia/Shanghai",
    "China Standard Time",
    "Our hall, upstairs; 二楼",
]


class Drawn:
    """One calendar, drawn with a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def text(self) -> bytes:
        """Return one calendar, or two in one file, with lines folded after 75 bytes wherever that is."""
        raw = "\n".join(self._calendar() for _ in range(self.random.choice([1, 1, 2])))
        return b"\r\n".join(self._folded(line.encode()) for line in raw.split("\n")) + b"\r\n"

    def _folded(self, line: bytes) -> bytes:
        size = self.random.choice([20, 75])
        return b"\r\n ".join(line[start : start + size] for start in range(0, len(line), size))

    def _calendar(self) -> str:
        events = [line for _ in range(self.random.randint(1, 4)) for line in self._event()]
        return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", OWN_ZONE, *events, "END:VCALENDAR"])

    def _event(self) -> list[str]:
        self.count += 1
        pick, kind = self.random.choice, self.random.choice(["day", "time", "time", "time"])
        zone = "" if kind == "day" else pick(ZONES)
        start = dt.datetime(2026, 1, 1) + dt.timedelta(  # noqa: DTZ001 - as clocks show it
            days=self.random.randint(0, 150), hours=0 if kind == "day" else self.random.randint(4, 20)
        )
        lines = [self._line("DTSTART", start, zone, kind), self._length(start, zone, kind)]
        lines += [line for line in (pick(["", "STATUS:TENTATIVE", "STATUS:CANCELLED", "STATUS:CONFIRMED"]),) if line]
        lines += [line for line in (pick(["", "", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT"]),) if line]
        changes: list[str] = []
        if pick([True, True, False]):
            interval = self.random.randint(1, 4)
            lines.append(f"RRULE:FREQ=DAILY;INTERVAL={interval};COUNT={self.random.randint(1, 30)}")
            changes = self._changes(lines, start, interval, zone, kind)
        elif pick([True, False]):
            lines.append("RRULE:" + self._rule(start))
        return [*self._framed(lines), *changes]

    def _rule(self, start: dt.datetime) -> str:
        weekday = DAYS[start.weekday()]
        week = start.isocalendar().week
        return self.random.choice([
            f"FREQ=WEEKLY;BYDAY={weekday};INTERVAL=2", f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
            f"FREQ=YEARLY;BYWEEKNO={week};BYDAY={weekday}", f"FREQ=MONTHLY;BYDAY={(start.day - 1) // 7 + 1}{weekday}",
            f"FREQ=YEARLY;BYMONTH={start.month};BYMONTHDAY={start.day}",
        ])  # fmt: skip

    def _changes(self, lines: list[str], start: dt.datetime, interval: int, zone: str, kind: str) -> list[str]:
        """Leave occurrences out, add some, and change one or all later ones; returns the changed events.

        The standard does not say what holds of an occurrence that is both left out and changed: none is.
        """

        def occurrence(parity: int) -> dt.datetime:
            return start + dt.timedelta(days=interval * (2 * self.random.randint(0, 5) + parity))

        pick, changed = self.random.choice, []
        if pick([True, False]):
            lines.append(self._line("EXDATE", occurrence(1), zone, kind))
        if pick([True, False]):
            lines.append(self._line("RDATE", start + dt.timedelta(days=61), zone, kind))
        if zone == "Z" and pick([True, False]):
            lines.append("RDATE;VALUE=PERIOD:20260401T100000Z/PT3H,20260402T100000Z/20260402T110000Z")
        for ranged in self.random.choice([[], [""], [";RANGE=THISANDFUTURE"]]):
            old = occurrence(2)
            new = old + (dt.timedelta(days=1) if kind == "day" else dt.timedelta(hours=self.random.randint(-3, 3)))
            own = [self._line("RECURRENCE-ID" + ranged, old, zone, kind), self._line("DTSTART", new, zone, kind)]
            own += [self._length(new, zone, kind), *pick([[], ["TRANSP:TRANSPARENT"]])]
            changed += self._framed(own)
        return changed

    def _framed(self, lines: list[str]) -> list[str]:
        private = "SUMMARY:" + self.random.choice(["老年人午餐、志愿者两名", "Ünter den Linden: \\, \\; x"]) * 3
        head = ["BEGIN:VEVENT", f"UID:u{self.count}", "DTSTAMP:20260101T000000Z", private]
        return [*head, *lines, "END:VEVENT"]

    def _length(self, start: dt.datetime, zone: str, kind: str) -> str:
        if kind == "day":
            days = self.random.randint(1, 3)
            return self.random.choice([
                f"DURATION:P{days}D", self._line("DTEND", start + dt.timedelta(days=days), zone, kind),
            ])  # fmt: skip
        minutes = self.random.choice([30, 60, 125])
        return self.random.choice([
            f"DURATION:PT{minutes}M", self._line("DTEND", start + dt.timedelta(minutes=minutes), zone, kind),
        ])  # fmt: skip

    @staticmethod
    def _line(name: str, moment: dt.datetime, zone: str, kind: str) -> str:
        if kind == "day":
            return f"{name};VALUE=DATE:{moment:%Y%m%d}"
        named = {"": "", "Z": ""}.get(zone, f';TZID="{zone}"')
        return f"{name}{named}:{moment:%Y%m%dT%H%M%S}{'Z' if zone == 'Z' else ''}"


def by_the_other(raw: bytes) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return the busy times as the second library sees them, joined where they touch."""
    found = []
    for part in icalendar.Calendar.from_ical(raw, multiple=True):
        for one in recurring_ical_events.of(part).between(SINCE, UNTIL):
            if one.get("TRANSP") != "TRANSPARENT" and one.get("STATUS") != "CANCELLED":
                start, end = _moment(one.start), _moment(one.end)
                found.append((max(start, SINCE), min(end, UNTIL)))
    return list(_joined(sorted((start, end) for start, end in found if start < end)))


def _moment(given: dt.date) -> dt.datetime:
    moment = given if isinstance(given, dt.datetime) else dt.datetime.combine(given, dt.time())
    return (moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment).astimezone(dt.UTC)


def _joined(stretches: list[tuple[dt.datetime, dt.datetime]]) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    while stretches:
        start, end = stretches.pop(0)
        while stretches and stretches[0][0] <= end:
            end = max(end, stretches.pop(0)[1])
        yield start, end


@pytest.mark.parametrize("first", range(0, CALENDARS, A_BATCH))
def test_a_second_library_sees_the_same_busy_times(first: int) -> None:
    """A rule, a zone, a fold, a date left out or a change of a series is read otherwise than by a library of its own."""
    busy_at_all = 0
    for seed in range(first, first + A_BATCH):
        raw = Drawn(seed).text()
        ours = busy(raw, since=SINCE, until=UNTIL, timezone="Europe/Berlin")
        assert [(window.from_, window.to) for window in ours] == by_the_other(raw), f"{seed}\n{raw.decode()}"
        busy_at_all += bool(ours)
    assert busy_at_all > A_BATCH // 2


@pytest.mark.parametrize(
    "text",
    [
        calendar(defined(r"(UTC+01:00) Amsterdam\, Berlin\, Rome"), nine_to_ten(f';TZID="{ROME}"')),
        calendar(event(*WEEKLY), event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270315T120000Z", "DTSTART:20270315T150000Z", "DTEND:20270315T160000Z")),
        calendar(event("DTSTART;TZID=Europe/Berlin:20270111T220000", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYWEEKNO=2,20;BYDAY=MO")),
    ],
)  # fmt: skip
def test_a_second_library_reads_these_alike(text: str) -> None:
    """What was refused or misread once is now read, but otherwise than everybody reads it."""
    since, until = (dt.datetime(2027, month, 1, tzinfo=dt.UTC) for month in (1, 7))
    seen = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(since, until)
    ours = busy(text, since=since, until=until, timezone="UTC")
    assert [(window.from_, window.to) for window in ours] == sorted((one.start, one.end) for one in seen)
