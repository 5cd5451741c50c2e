"""Days and clocks in calendars: rules of repetition, changes of clocks in many zones, zones that a file defines itself."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.io.calendars import busy, calendar
from volmatch.io.calendars.allowance import Allowance
from volmatch.io.calendars.repeating import occurrences
from volmatch.io.calendars.rules import rule
from volmatch.io.calendars.vtimezones import definition

#: Both halves of the earth, half hours, a change of half an hour, winter time below the standard, months without summer
#: time around Ramadan, changes at midnight and at noon UTC, and zones that never change.
ZONES = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Kyiv", "America/New_York",
    "America/Los_Angeles", "America/St_Johns", "America/Havana", "America/Santiago", "America/Asuncion", "Africa/Cairo",
    "Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem", "Asia/Shanghai", "Asia/Kolkata", "Australia/Lord_Howe",
    "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham", "Atlantic/Azores", "Antarctica/Troll", "UTC", "Etc/GMT+5",
]  # fmt: skip
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
COUNTED = ["1MO", "-1FR", "2TU", "4SU"]


def changes(zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Yield the hours of 2026 in which a zone's clocks change, in UTC."""
    for before, after in pairwise(YEAR + step * HOUR for step in range(24 * 366)):
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield before


def programme(zone: str) -> vm.Problem:
    """Return a session for each third hour around the changes of clocks of a zone, and one in each month."""
    moments = {YEAR + step * 30 * DAY for step in range(13)}
    for change in changes(ZoneInfo(zone)):
        moments |= {change + step * HOUR for step in (-72, -24, *range(-6, 7), 24, 72)}
    sessions = [
        vm.Session(f"s{index}", start=moment, end=moment + HOUR / 2, roles=[vm.Role("host")])
        for index, moment in enumerate(sorted(moments))
    ]
    return vm.Problem([vm.Volunteer("li")], sessions, rules=vm.rules.only([]), timezone=zone)


def everything(problem: vm.Problem) -> vm.Schedule:
    """Return the schedule in which one person does all."""
    return vm.Schedule(
        [vm.Assignment("li", session.id, "host") for session in problem.sessions],
        [vm.Placement(session.id, session.candidate_starts[0]) for session in problem.sessions],
    )


@pytest.mark.parametrize("zone", ZONES)
def test_duties_around_changes_of_clocks_are_read_as_they_were_meant(zone: str) -> None:
    """Two programs and our own reader see a duty at another hour than the schedule says, in a week when the clocks change."""
    problem = programme(zone)
    raw = calendar(problem, everything(problem), volunteer="li")
    meant = sorted(
        (session.candidate_starts[0], session.candidate_starts[0] + HOUR / 2) for session in problem.sessions
    )
    seen = icalendar.Calendar.from_ical(raw).events
    assert sorted((event.start, event.end) for event in seen) == meant
    other = vobject.readOne(io.StringIO(raw.decode())).vevent_list
    assert sorted((event.dtstart.value, event.dtend.value) for event in other) == meant
    for text in (
        raw,
        raw.replace(zone.encode(), b"Our hall"),
    ):  # by the zone's name, and by its definition in the file alone
        found = busy(text, since=YEAR - DAY, until=YEAR + 400 * DAY, timezone="UTC")
        assert [(window.from_, window.to) for window in found] == meant
    assert raw.count(b"BEGIN:VTIMEZONE") == (zone != "UTC")


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Europe/Berlin", "America/Santiago"])
def test_definitions_hold_each_change_of_clocks(zone: str) -> None:
    """A definition leaves out a change, so that programs that trust it show some weeks an hour off."""
    found = definition(ZoneInfo(zone), 2026, 2026).to_tz(lookup_tzid=False)
    for step in range(-300, 600):
        moment = YEAR + step * DAY
        assert moment.astimezone(found).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset(), moment


OUTLOOK = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10{ended}
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3{until}
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID="{name}":{start}
DURATION:PT1H
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        ("20260328T120000", "", "28 11:00"),
        ("20260329T013000", "", "29 00:30"),
        ("20260329T023000", "", "29 01:30"),  # skipped: as if the clock had not changed yet
        ("20260329T033000", "", "29 01:30"),
        ("20261025T023000", "", "25 00:30"),  # twice: the first
        ("20261025T030000", "", "25 02:00"),
        ("20260801T120000", "", "01 10:00"),
        ("20260801T120000", ";UNTIL=19960331T010000Z", "01 11:00"),
        ("20260801T120000", ";COUNT=3", "01 11:00"),
    ],
)
def test_zones_that_a_file_defines(start: str, until: str, expected: str) -> None:
    """A zone with a name of its own, as programs for offices write it, is read an hour off."""
    raw = OUTLOOK.format(name="(UTC+01:00) Berlin; hall", start=start, until=until, ended="")
    [window] = busy(raw, since=YEAR, until=YEAR + 360 * DAY, timezone="UTC")
    assert f"{window.from_:%d %H:%M}" == expected


def test_summer_time_that_never_ended() -> None:
    """A zone whose clocks changed for the last time thirty years ago is read by another of its offsets."""
    ends = {"until": ";UNTIL=19960331T010000Z", "ended": ";UNTIL=19951029T030000"}
    raw = OUTLOOK.format(name="Ours", start="20260101T120000", **ends)
    [window] = busy(raw, since=YEAR, until=YEAR + 360 * DAY, timezone="UTC")
    assert f"{window.from_:%d %H:%M}" == "01 10:00"


def test_one_file_says_nothing_about_the_zones_of_the_next() -> None:
    """The zones of a stranger's calendar are remembered, and change how the next one is read."""
    raw = OUTLOOK.format(name="Ours", start="20260801T120000", until="", ended="")
    with pytest.raises(vm.FileError, match="'Ours', which nobody knows"):
        busy(raw.replace("TZID:Ours", "TZID:Other"), since=YEAR, until=YEAR + 360 * DAY, timezone="UTC")
    assert busy(raw, since=YEAR, until=YEAR + 360 * DAY, timezone="UTC")
    with pytest.raises(vm.FileError, match="'Ours', which nobody knows"):
        busy(raw.replace("TZID:Ours", "TZID:Other"), since=YEAR, until=YEAR + 360 * DAY, timezone="UTC")


def test_days_end_when_the_clock_says_so() -> None:
    """A day of 23 hours is busy for 24, or a day that repeats moves with the clocks."""
    raw = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260322\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n"
    found = busy(raw, since=YEAR, until=YEAR + 360 * DAY, timezone="Europe/Berlin")
    assert [window.to - window.from_ for window in found] == [DAY, 23 * HOUR]
    exact = raw.replace("DTSTART:20260322", "DTSTART:20260322T000000\nDURATION:{length}")
    for length, hours in (("P1D", 23), ("PT24H", 24)):
        found = busy(exact.replace("{length}", length), since=YEAR, until=YEAR + 360 * DAY, timezone="Europe/Berlin")
        assert found[1].to - found[1].from_ == hours * HOUR


def numbers(values: Sequence[int | str]) -> st.SearchStrategy[str]:
    """Draw a few of some numbers or days."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(
        lambda drawn: ",".join(str(one) for one in drawn)
    )


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule that comes true now and then, so that the other library ends."""
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.sampled_from([1, 2, 3, 5])))}
    of_months = frequency in {"YEARLY", "MONTHLY"}
    possible = {
        "BYDAY": numbers(COUNTED if of_months and draw(st.booleans()) else WEEKDAYS),
        "BYMINUTE": numbers([0, 30]),
    }
    if frequency != "HOURLY" or parts["INTERVAL"] == "1":
        possible["BYHOUR"] = numbers([0, 8, 23])
    if parts["INTERVAL"] == "1":
        possible["BYMONTH"] = numbers([1, 2, 7, 12])
        possible["BYMONTHDAY"] = numbers([1, 15, 28, -1, -7])
    if frequency == "YEARLY" and draw(st.booleans()):
        possible = {"BYYEARDAY": numbers([1, 60, 200, 365, -1])}
    if frequency == "YEARLY" and draw(st.booleans()):
        parts |= {"BYDAY": draw(numbers(WEEKDAYS)), "BYWEEKNO": draw(numbers([1, 2, 20, 52, 53, -1, -2]))}
        parts["WKST"], possible = draw(st.sampled_from(["MO", "SU", "WE"])), {"BYHOUR": numbers([0, 8])}
    if frequency == "WEEKLY":
        parts["WKST"] = draw(st.sampled_from(["MO", "SU"]))
        possible.pop("BYMONTHDAY", None)
    for name in draw(st.lists(st.sampled_from(sorted(possible)), max_size=3, unique=True)):
        parts[name] = draw(possible[name])
    if frequency not in {"DAILY", "HOURLY"} and "BYDAY" in parts and draw(st.booleans()):
        parts["BYSETPOS"] = draw(numbers([1, -1]))
    if draw(st.booleans()):
        parts["COUNT"] = str(draw(st.integers(1, 30)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(rules(), st.integers(-2_500, 150), st.integers(0, 24 * 60 - 1))
def test_rules_come_true_when_the_other_library_says(text: str, day: int, minute: int) -> None:
    """A rule is expanded to other times than those of a library that everybody uses."""
    begin = YEAR.replace(tzinfo=None)
    first, since, until = begin + day * DAY + dt.timedelta(minutes=minute), begin - 200 * DAY, begin + 200 * DAY
    expected = [one for one in takewhile(lambda one: one <= until, rrulestr(text, dtstart=first)) if one >= since]
    assert list(occurrences(rule(text), first, since, until, None, Allowance(10**9))) == expected
