"""Shift scheduling by Curtois and Qu: weeks of shifts, people with contracts, days off, requests, and a cost for every miss.

The benchmark's costs are one level, weighed as its files say, so the cost of a schedule here is its cost there:

* A shift of a day is a session with one role; `cover` prices each head too few, `surplus` each head too many. Sessions whose
  weights are alike carry the same tag, and each weight is a rule of its own with a filter on the tag.
* A request to work a shift is a wish with its weight as the score, one not to work it a wish with the score negative.
* Everything else must hold: at most one shift a day, the most and least minutes, the most shifts of each kind, runs of
  workdays and breaks between them, weekends, which kind may not follow on the next day, and the fixed days off.
* The files tell how long a shift is, not when it starts: every shift starts at midnight, on days from `FIRST_DAY` on.
"""

import datetime as dt
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

import volmatch as vm
from volmatch.rules import ConsecutiveDays, Cover, DaysOff, MinLoad, Succession, Surplus, Weekends, Wishes, only

FIRST_DAY = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - wall-clock time of the problem's zone; a Monday, as the benchmark wants
ARCHIVE, BEST = "instances.zip", "best.csv"
ROLE = "staff"
_WIDTHS: Mapping[str, int] = {
    "HORIZON": 1,
    "SHIFTS": 3,
    "STAFF": 8,
    "DAYS_OFF": 0,
    "SHIFT_ON_REQUESTS": 4,
    "SHIFT_OFF_REQUESTS": 4,
    "COVER": 5,
}
_HOUR = 60
Row = Sequence[str]


@attrs.frozen
class Contract:
    """What one person's line says."""

    id: str
    most_shifts: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    longest_run: int
    shortest_run: int
    shortest_break: int
    most_weekends: int

    @classmethod
    def read(cls, row: Row) -> "Contract":
        """Read a line of the section STAFF."""
        id_, shifts, *numbers = row
        pairs = (part.split("=") for part in shifts.split("|") if part)
        return cls(id_, {kind: int(most) for kind, most in pairs}, *map(int, numbers))


def read(folder: Path, name: str) -> vm.Problem:
    """Return an instance as a problem.

    Parameters
    ----------
    folder
        Holds the archive `ARCHIVE`.
    name
        Name of the instance, such as ``Instance1``.

    Raises
    ------
    FileNotFoundError
        If the folder has no such archive, or the archive no such instance.
    ValueError
        If the file says something else than this reader understands.
    """
    return problem_of(text_of(folder, name), name)


def text_of(folder: Path, name: str) -> str:
    """Return the file of an instance; raises as `read` does where it is not there."""
    path = Path(folder) / ARCHIVE
    if not path.is_file():
        message = f"wanted {ARCHIVE} in the folder {folder}: the instances are read from there"
        raise FileNotFoundError(message)
    with zipfile.ZipFile(path) as archive:
        if f"{name}.txt" not in archive.namelist():
            message = f"{ARCHIVE} has no instance {name}"
            raise FileNotFoundError(message)
        return archive.read(f"{name}.txt").decode("utf-8")


def best(folder: Path, name: str) -> int:
    """Return the least cost published for an instance.

    Raises
    ------
    KeyError
        If nothing is published about it.
    """
    for line in (Path(folder) / BEST).read_text(encoding="utf-8").splitlines():
        instance, _, cost = line.partition(",")
        if instance == name:
            return int(cost)
    raise KeyError(name)


def problem_of(text: str, name: str) -> vm.Problem:
    """Return the problem that a file describes; `name` is for errors."""
    parts = sections(text, name)
    days = int(parts["HORIZON"][0][0])
    lengths = {kind: int(minutes) for kind, minutes, _ in parts["SHIFTS"]}
    staff = [Contract.read(row) for row in parts["STAFF"]]
    off = {row[0]: [int(day) for day in row[1:]] for row in parts["DAYS_OFF"]}
    wishes = _wishes(parts)
    cover = {(int(day), kind): (int(heads), under, over) for day, kind, heads, under, over in parts["COVER"]}
    if unknown := ({*off, *wishes} - {one.id for one in staff}) | ({kind for _, kind in cover} - lengths.keys()):
        message = f"{name}: {sorted(unknown)} are neither people of its staff nor shifts"
        raise ValueError(message)
    return vm.Problem(
        volunteers=[_volunteer(one, days, off.get(one.id, []), wishes[one.id]) for one in staff],
        sessions=[
            _session(day, kind, minutes, len(staff), *cover.get((day, kind), (0, "0", "0")))
            for day in range(days)
            for kind, minutes in lengths.items()
        ],
        rules=only([*_goals(cover.values()), *_musts(staff), *_successions(parts["SHIFTS"])]),
    )


def sections(text: str, name: str) -> dict[str, list[Row]]:
    """Return the rows of each section, without comments; all sections are there and their rows as wide as they should be.

    Raises
    ------
    ValueError
        If they are not.
    """
    parts: dict[str, list[Row]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.fullmatch(r"SECTION_(\w+)", line.strip())
        if head:
            parts[head[1]] = []
        elif line.strip() and not line.startswith("#"):
            row = line.strip().split(",")
            here = next(reversed(parts), "")
            if len(row) != _WIDTHS.get(here) and here != "DAYS_OFF":
                message = f"{name}, line {number}: cannot read {line!r} in the section {here or 'before all sections'}"
                raise ValueError(message)
            parts[here].append(row)
    if set(parts) != set(_WIDTHS) or len(parts["HORIZON"]) != 1:
        message = f"{name}: wanted the sections {', '.join(_WIDTHS)}, the first with one number"
        raise ValueError(message)
    return parts


def _wishes(parts: Mapping[str, list[Row]]) -> Mapping[str, list[vm.Wish]]:
    wishes: dict[str, list[vm.Wish]] = defaultdict(list)
    for section, sign in (("SHIFT_ON_REQUESTS", 1), ("SHIFT_OFF_REQUESTS", -1)):
        for who, day, kind, weight in parts[section]:
            wishes[who].append(vm.Wish(session=_id(int(day), kind), score=sign * int(weight)))
    return wishes


def _id(day: int, kind: str) -> str:
    return f"{day}-{kind}"


def _session(day: int, kind: str, minutes: int, staff: int, heads: int, under: str, over: str) -> vm.Session:
    start = FIRST_DAY + dt.timedelta(days=day)
    return vm.Session(
        _id(day, kind),
        kind=kind,
        start=start,
        end=start + dt.timedelta(minutes=minutes),
        roles=[vm.Role(ROLE, min=heads, max=max(staff, heads))],
        tags=[f"under {under}", f"over {over}"],
    )


def _volunteer(contract: Contract, days: int, off: Iterable[int], wishes: Sequence[vm.Wish]) -> vm.Volunteer:
    free = [FIRST_DAY + dt.timedelta(days=day) for day in off]
    limits = [
        vm.Limit("day", max_sessions=1),
        vm.Limit("horizon", max_hours=contract.most_minutes / _HOUR, min_hours=contract.least_minutes / _HOUR),
    ]
    limits += [
        vm.Limit("horizon", max_sessions=most, kind=kind) for kind, most in contract.most_shifts.items() if most < days
    ]
    return vm.Volunteer(
        contract.id,
        away=[vm.Window(midnight, midnight + dt.timedelta(days=1)) for midnight in free],
        limits=limits,
        wishes=wishes,
    )


def _goals(cover: Iterable[tuple[int, str, str]]) -> Iterator[vm.Rule]:
    prices = list(cover)
    for under in sorted({int(under) for _, under, _ in prices} - {0}):
        yield Cover(level=1, weight=under, where=_tagged(f"under {under}"))
    for over in sorted({int(over) for _, _, over in prices} - {0}):
        yield Surplus(level=1, weight=over, where=_tagged(f"over {over}"))
    yield Wishes(level=1, scale="scores")


def _tagged(tag: str) -> vm.Where:
    return vm.Where(sessions=vm.SessionFilter(tag=[tag]))


def _musts(staff: Sequence[Contract]) -> Iterator[vm.Rule]:
    """Yield the rules of contracts, one for all people whose contracts are alike."""
    yield MinLoad(level=0)
    for (shortest, longest), where in _alike(staff, "shortest_run", "longest_run"):
        yield ConsecutiveDays(min=max(1, shortest), max=longest, where=where)
    for (shortest,), where in _alike(staff, "shortest_break"):
        yield DaysOff(min=max(1, shortest), where=where)
    for (most,), where in _alike(staff, "most_weekends"):
        yield Weekends(max=most, where=where)


def _alike(staff: Sequence[Contract], *fields: str) -> Iterator[tuple[tuple[int, ...], vm.Where]]:
    """Yield the values that some fields have, each with the people who have them."""
    found: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for one in staff:
        found[tuple(getattr(one, field) for field in fields)].append(one.id)
    for values, ids in found.items():
        yield values, vm.Where(volunteers=vm.VolunteerFilter(id=ids))


def _successions(shifts: Iterable[Row]) -> Iterator[vm.Rule]:
    for kind, _, never in shifts:
        if never:
            yield Succession(after=[kind], never=never.split("|"), next_day=True)
