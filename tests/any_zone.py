"""The same schedule told in other time zones: the instants stay, the offsets they carry are anything."""

import datetime as dt
from itertools import cycle, islice
from zoneinfo import ZoneInfo

import attrs

import volmatch as vm


class Stamp(dt.datetime):
    """What a foreign library gives for a time."""


#: Offsets and zones as databases, browsers, phones and colleagues abroad give them; the clocks of some change.
ZONES: tuple[dt.tzinfo, ...] = (
    dt.UTC,
    ZoneInfo("America/New_York"),
    dt.timezone(dt.timedelta(hours=14)),
    ZoneInfo("Australia/Lord_Howe"),
    dt.timezone(-dt.timedelta(hours=11, minutes=30)),
    ZoneInfo("Europe/Berlin"),
)


def abroad(problem: vm.Problem, schedule: vm.Schedule, turn: int) -> vm.Schedule:
    """Return a schedule with each start in another zone; `turn` says which zone the first one gets."""
    zones = islice(cycle((*ZONES, ZoneInfo(problem.timezone))), turn, None)
    placements = [
        attrs.evolve(one, start=_stamped(one.start.astimezone(zone)))
        for one, zone in zip(schedule.placements, zones, strict=False)
    ]
    return vm.Schedule(schedule.assignments, placements, schedule.dropped)


def _stamped(moment: dt.datetime) -> dt.datetime:
    day, clock = (moment.year, moment.month, moment.day), (moment.hour, moment.minute)
    return Stamp(*day, *clock, tzinfo=moment.tzinfo, fold=moment.fold)
