"""What a schedule costs in shift scheduling by Curtois and Qu, once contracts and days off are kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import volmatch as vm
from benchmarks.readers import nrp24

#: What each person works, by day.
Roster = Mapping[str, Mapping[int, str]]
_WEEK, _SATURDAY = 7, 5


def cost(folder: Path, name: str, schedule: vm.Schedule) -> int:
    """Return what the requests and the cover of an instance cost in a schedule.

    Raises
    ------
    ValueError
        If somebody's contract or day off is broken; the message names who, and what.
    """
    parts = nrp24.sections(nrp24.text_of(folder, name), name)
    roster: dict[str, dict[int, str]] = {row[0]: {} for row in parts["STAFF"]}
    for duty in schedule.assignments:
        day, _, kind = duty.session.partition("-")
        if int(day) in roster[duty.volunteer]:
            message = f"{name}: {duty.volunteer} works twice on day {day}"
            raise ValueError(message)
        roster[duty.volunteer][int(day)] = kind
    broken = [*_broken(parts, roster)]
    if broken:
        message = f"{name}: {'; '.join(broken)}"
        raise ValueError(message)
    return _requests(parts, roster) + _cover(parts, roster)


def _broken(parts: Mapping[str, Sequence[nrp24.Row]], roster: Roster) -> Iterator[str]:
    days = int(parts["HORIZON"][0][0])
    minutes = {kind: int(length) for kind, length, _ in parts["SHIFTS"]}
    never = {kind: set(after.split("|")) for kind, _, after in parts["SHIFTS"]}
    off = {row[0]: {int(day) for day in row[1:]} for row in parts["DAYS_OFF"]}
    for one in map(nrp24.Contract.read, parts["STAFF"]):
        own = roster[one.id]
        total, kinds = sum(minutes[kind] for kind in own.values()), Counter(own.values())
        weekends = {day // _WEEK for day in own if day % _WEEK >= _SATURDAY}
        runs = [(works, [day for day, _ in group]) for works, group in groupby(
            ((day, day in own) for day in range(days)), key=lambda pair: pair[1])]  # fmt: skip
        inner = [(works, run) for works, run in runs if run[0] > 0 and run[-1] < days - 1]
        told = {
            "minutes": not one.least_minutes <= total <= one.most_minutes,
            "kinds": any(kinds[kind] > most for kind, most in one.most_shifts.items()),
            "weekends": len(weekends) > one.most_weekends,
            "days off": bool(off.get(one.id, set()) & own.keys()),
            "order": any(own.get(day + 1) in never[kind] for day, kind in own.items()),
            "long runs": any(works and len(run) > one.longest_run for works, run in runs),
            "short runs": any(works and len(run) < one.shortest_run for works, run in inner),
            "short breaks": any(not works and len(run) < one.shortest_break for works, run in inner),
        }
        yield from (f"{one.id}: {what}" for what, is_broken in told.items() if is_broken)


def _requests(parts: Mapping[str, Sequence[nrp24.Row]], roster: Roster) -> int:
    missed = (
        int(weight)
        for section, wanted in (("SHIFT_ON_REQUESTS", True), ("SHIFT_OFF_REQUESTS", False))
        for who, day, kind, weight in parts[section]
        if (roster[who].get(int(day)) == kind) != wanted
    )
    return sum(missed)


def _cover(parts: Mapping[str, Sequence[nrp24.Row]], roster: Roster) -> int:
    heads = Counter((day, kind) for own in roster.values() for day, kind in own.items())
    total = 0
    for day, kind, wanted, under, over in parts["COVER"]:
        more = heads[int(day), kind] - int(wanted)
        total += more * int(over) if more > 0 else -more * int(under)
    return total
