"""The days on which clocks change, against a brute force that walks through the instants one by one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

import attrs
import pytest

import volmatch as vm
from slips import Json, the_fault
from volmatch.problem.clock import NotATime, settle_moment

#: Whole and half hours, two hours at once, change at midnight, Ramadan, odd offsets, negative summer time.
ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "America/New_York", "America/Santiago", "America/St_Johns", "Antarctica/Troll",
    "Asia/Beirut", "Asia/Jerusalem", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Europe/London",
    "Pacific/Chatham",
)  # fmt: skip
GRID = dt.timedelta(minutes=15)
AROUND = dt.timedelta(hours=5)


@attrs.frozen
class Change:
    """One change of the clocks: the first instant of the new time, and what clocks show around it."""

    zone: ZoneInfo
    instant: dt.datetime

    @property
    def old_wall(self) -> dt.datetime:
        """What the clocks would show now, had they not been changed."""
        before = self.instant - dt.timedelta(minutes=1)
        return before.astimezone(self.zone).replace(tzinfo=None, fold=0) + dt.timedelta(minutes=1)

    @property
    def new_wall(self) -> dt.datetime:
        """What the clocks show now."""
        return self.instant.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def shown(self) -> dict[dt.datetime, list[dt.datetime]]:
        """Return by what the clocks show the instants at which they show it."""
        shown: dict[dt.datetime, list[dt.datetime]] = defaultdict(list)
        here = self.instant - 2 * AROUND
        while here < self.instant + 2 * AROUND:
            shown[here.astimezone(self.zone).replace(tzinfo=None, fold=0)].append(here)
            here += GRID
        return shown

    def walls(self) -> Iterator[dt.datetime]:
        """Yield readings of the clock around the change, those that are skipped as well."""
        wall = self.new_wall - AROUND
        while wall < self.new_wall + AROUND:
            yield wall
            wall += GRID


@cache
def changes(name: str) -> tuple[Change, ...]:
    """Return the changes of a zone from 2024 to 2030, found by looking at every quarter of an hour where a day differs."""
    zone, found = ZoneInfo(name), []
    day = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    while day.year <= 2030:
        following = day + dt.timedelta(days=1)
        while day < following:
            if day.astimezone(zone).utcoffset() == following.astimezone(zone).utcoffset():
                day = following
            elif (day + GRID).astimezone(zone).utcoffset() != day.astimezone(zone).utcoffset():
                found.append(Change(zone, day + GRID))
                day += GRID
            else:
                day += GRID
    return tuple(found)


@pytest.mark.parametrize("name", ZONES)
def test_each_reading_of_the_clock_is_the_instant_a_brute_force_finds(name: str) -> None:
    """A time is off by an hour, or one that is skipped or shown twice passes in silence."""
    assert len(changes(name)) >= 12
    for change in changes(name):
        shown = change.shown()
        for wall in change.walls():
            instants = shown.get(wall, [])
            if len(instants) == 1:
                settled = settle_moment(wall, change.zone)
                assert settled == instants[0]
                assert settled.replace(tzinfo=None) == wall
                continue
            with pytest.raises(NotATime) as caught:
                settle_moment(wall, change.zone)
            assert ("twice" if instants else "skip") in caught.value.wanted.sentence()


@pytest.mark.parametrize("name", ZONES)
def test_with_an_offset_each_instant_is_told_apart(name: str) -> None:
    """The two hours of the fold become one, or an offset changes the instant."""
    for change in changes(name):
        for wall, instants in change.shown().items():
            for instant in instants:
                local = instant.astimezone(change.zone)
                for given in (local, local.isoformat(timespec="minutes"), instant):
                    settled = settle_moment(given, change.zone)
                    assert settled == instant
                    assert (settled.replace(tzinfo=None), settled.fold) == (wall, 0)
                    assert settled.utcoffset() == local.utcoffset()


@pytest.mark.parametrize("name", ZONES)
def test_a_skipped_time_is_refused_though_its_zone_is_given(name: str) -> None:
    """A datetime with a zone of its own names a time that its clocks never show, and passes."""
    for change in changes(name):
        shown = change.shown()
        for wall in change.walls():
            if wall not in shown:
                for fold in (0, 1):
                    with pytest.raises(NotATime, match="skip"):
                        settle_moment(wall.replace(tzinfo=change.zone, fold=fold), change.zone)


def first_instant(wall: dt.datetime, change: Change, shown: dict[dt.datetime, list[dt.datetime]]) -> dt.datetime:
    """Return when a recurring time falls: at first sight, or, where it is skipped, when it would have been."""
    return shown[wall][0] if wall in shown else change.instant + (wall - change.old_wall)


@pytest.mark.parametrize("name", ZONES)
def test_weekly_stretches_last_as_long_as_they_really_do(name: str) -> None:
    """A stretch across a change of clocks is an hour too long or too short."""
    for change in changes(name):
        shown = change.shown()
        day = change.new_wall.date()
        walls = [wall for wall in change.walls() if wall.date() == day]
        for begin in walls:
            for end in walls:
                if begin >= end:
                    continue
                stretch = vm.Weekly(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], begin.time(), end.time())
                start, over = first_instant(begin, change, shown), first_instant(end, change, shown)
                window = stretch.on(day, change.zone)
                assert (window and (window.from_, window.to)) == ((start, over) if start < over else None)


def berlin(start: Json, end: Json) -> dict[str, Json]:
    """Return the data of a problem in Berlin with one session."""
    session = {"id": "only", "start": start, "end": end}
    return {"volunteers": [], "sessions": [session], "timezone": "Europe/Berlin"}


def test_the_gap_is_a_fault_with_a_path() -> None:
    """A session is put at a time that does not exist."""
    fault = the_fault(berlin("2026-03-29T02:30", "2026-03-29T04:00"))
    assert fault.sentence() == (
        "sessions[0].start: the clocks skip this time in Europe/Berlin; choose another (given: '2026-03-29T02:30')"
    )


def test_the_fold_is_a_fault_with_a_path() -> None:
    """A session is put at one of two times, and nobody asks which."""
    fault = the_fault(berlin("2026-10-25T02:30", "2026-10-25T04:00"))
    assert fault.path == "sessions[0].start"
    assert "shows" not in fault.sentence()
    assert "twice in Europe/Berlin; add an offset such as +01:00" in fault.sentence()


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:30", 60),
        ("2026-10-25T01:30", "2026-10-25T03:30", 180),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", 60),
        ("2026-10-25T02:30+02:00", "2026-10-25T03:30", 120),
        ("2026-10-25T02:30+01:00", "2026-10-25T03:30", 60),
        ("2026-03-28T12:00", "2026-03-29T12:00", 23 * 60),
        ("2026-10-24T12:00", "2026-10-25T12:00", 25 * 60),
    ],
)
def test_sessions_last_as_long_as_they_really_do(start: str, end: str, minutes: int) -> None:
    """A session across a change of clocks is an hour too long or too short, also after it was written and read."""
    problem = vm.Problem.from_data(berlin(start, end))
    assert problem.sessions[0].length_minutes == minutes
    again = vm.io.loads(vm.io.dumps(problem))
    assert isinstance(again, vm.Problem)
    assert again.sessions[0].length_minutes == minutes


def test_a_day_that_never_was_is_refused() -> None:
    """Samoa's missing 30 December 2011 passes as a day like others."""
    apia = ZoneInfo("Pacific/Apia")
    with pytest.raises(NotATime, match="skip"):
        settle_moment("2011-12-30T12:00", apia)
    assert settle_moment("2011-12-31T00:00", apia) - settle_moment("2011-12-29T23:00", apia) == dt.timedelta(hours=1)
