"""A schedule read back from its sheets, with whatever people changed in one of them; two changes that disagree are told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.errors import Fault, ProblemError, ScheduleError
from volmatch.io.files import AnyPath
from volmatch.io.formats import MOST_BYTES
from volmatch.io.tables.notes import Told as Tell
from volmatch.io.tables.notes import warn
from volmatch.io.tables.schedule_base import WrittenSchedule, written_in
from volmatch.io.tables.schedule_names import sheets_of_a_schedule
from volmatch.io.tables.schedule_passed_over import passed_over
from volmatch.io.tables.schedule_rows import take
from volmatch.io.tables.schedule_told import ScheduleTold, Seat
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_files import sheets_in
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text

_NO_SCHEDULE = Text("wanted a schedule: this has neither of the sheets duties and crews")
_TWO_CHANGES = Text("this was changed, and so was {other}, to something else; keep one of the two changes")


@attrs.frozen
class Edited:
    """A schedule that was read back.

    Parameters
    ----------
    schedule
        What the sheets say now.
    written
        What they said when they were written; ``None`` where that is not known.
    """

    schedule: Schedule
    written: Schedule | None


@door
def read_schedule_tables(
    problem: Problem, path: AnyPath, *, most_bytes: int = MOST_BYTES, told: Tell | None = None
) -> Schedule:
    """Read a schedule back from the tables that `write_schedule_tables` wrote, with whatever people changed in them.

    A change in one sheet counts, whichever it is: another name or id in a row of the duties, a row more or less there,
    other names in a crew, another time or room, or no in the column that says what is held. What other columns say is the
    problem's.

    Parameters
    ----------
    problem
        What the schedule is for; it knows the names.
    path
        A workbook, or a folder with CSV files.
    most_bytes
        Larger files are refused.
    told
        Called with each thing that was passed over, and its place. By default each is a `TablesWarning`.

    Raises
    ------
    FileError
        If a file cannot be read.
    ScheduleError
        If the tables hold no schedule, name somebody unknown, or say two different things, each with its sheet and cell.
    ExtraError
        If the package that reads this kind of table is not installed.
    """
    return edited(problem, path, most_bytes=most_bytes, told=told).schedule


def edited(problem: Problem, path: AnyPath, *, most_bytes: int = MOST_BYTES, told: Tell | None = None) -> Edited:
    """Return a schedule as it is in its tables, and as it was when they were written; see `read_schedule_tables`."""
    try:
        sheets = sheets_in(path, most_bytes)
    except ProblemError as error:
        raise ScheduleError(error.faults) from None
    return edited_in(problem, sheets, told or warn)


def edited_in(problem: Problem, sheets: Sequence[Sheet], tell: Tell) -> Edited:
    """Return the schedule that some sheets say; see `edited`."""
    found, renamed = sheets_of_a_schedule(sheets)
    unreadable = [fault for sheet in found.values() for fault in sheet.faults]
    if unreadable or not found:
        raise ScheduleError(unreadable or [Fault("", _NO_SCHEDULE)])
    base = written_in(sheets)
    said = ScheduleTold(problem, base)
    for key, sheet in found.items():
        take(said, key, sheet)
    merge = _Merge(said, base)
    schedule = merge.schedule() if not said.faults else None
    if schedule is None or said.faults:
        raise ScheduleError(said.faults)
    lost = passed_over(problem, sheets, base.schedule, schedule) if base else ()
    for note in (*renamed, *said.notes, *lost):
        tell(note)
    return Edited(schedule, base.schedule if base else None)


@attrs.frozen
class _Merge:
    """What the sheets say, weighed against what they said when they were written."""

    told: ScheduleTold
    base: WrittenSchedule | None

    def schedule(self) -> Schedule:
        """Return the schedule; what disagrees becomes a fault."""
        placements = list(self._placements())
        held = {one.session for one in placements}
        duties = [
            Assignment(person, session, role)
            for (session, role), people in self._seats().items()
            if session in held or not self._is_dropped(session)
            for person in people
        ]
        problem = self.told.problem
        known = {session.id for session in problem.sessions} - held
        before = set(self.base.schedule.dropped) if self.base else known
        said = {own for own, told in self.told.held.items() if not all(is_held for is_held, _ in told)}
        return Schedule(duties, placements, sorted((before | said) - held))

    def _seats(self) -> dict[Seat, Sequence[str]]:
        by_sheet = self.told.seats
        before: dict[Seat, set[str]] = {}
        for one in self.base.schedule.assignments if self.base else ():
            before.setdefault((one.session, one.role), set()).add(one.volunteer)
        seats = sorted({*before, *(seat for told in by_sheet.values() for seat in told)})
        return {seat: sorted(self._seat(seat, before.get(seat, set()))) for seat in seats}

    def _seat(self, seat: Seat, before: set[str]) -> Iterable[str]:
        """Return who holds a seat: what the sheet says that was changed."""
        crews = self.told.seats.get("crews", {}).get(seat)
        duties = self.told.seats.get("duties")
        said = [told for told in (None if duties is None else duties.get(seat, {}), crews) if told is not None]
        new = [told for told in said if self.base is None or set(told) != before]
        if len(new) == 2 and set(new[0]) != set(new[1]):  # noqa: PLR2004 - there are two sheets
            places = [next(iter(told.values()), None) or self._somewhere(seat) for told in new]
            wanted = attrs.evolve(_TWO_CHANGES, facts={"other": places[0]})
            self.told.faults.append(Fault.of(places[1], wanted, ", ".join(self._names(new[1]))))
        return next(iter(new or said), before)

    def _names(self, people: Iterable[str]) -> list[str]:
        return [self.told.people.shown(one) for one in people]

    def _somewhere(self, seat: Seat) -> str:
        return f"{self.told.sessions.shown(seat[0])} ({seat[1]})"

    def _is_dropped(self, session: str) -> bool:
        told = self.told.held.get(session, ())
        was = self.base is not None and session in self.base.schedule.placement_of
        return was and any(not is_held for is_held, _ in told)

    def _placements(self) -> Iterator[Placement]:
        before = self.base.schedule.placement_of if self.base else {}
        told, certain = self.told, self._certain()
        for own in sorted({*before, *told.starts, *told.held, *certain}):
            placed, said = before.get(own), told.held.get(own, ())
            was_held = None if self.base is None else placed is not None
            start: dt.datetime | None = self._one(
                told.starts.get(own, ()), placed.start if placed else certain.get(own)
            )
            room = self._one(told.rooms.get(own, ()), placed.room if placed else None)
            if not self._one(said, was_held if said else start is not None):
                continue
            if start is None:
                wanted = Text("wanted a day and a time of day for what is held")
                told.faults.extend(Fault(place, wanted) for _, place in said)
            else:
                yield Placement(own, start, room)

    def _certain(self) -> Mapping[str, dt.datetime]:
        """Return the start of each session that can have no other, where nothing else says what is held."""
        if self.base is not None or "crews" in self.told.seats:
            return {}
        known = self.told.problem.sessions
        return {one.id: one.candidate_starts[0] for one in known if len(one.candidate_starts) == 1 and not one.optional}

    def _one(self, said: Iterable[tuple[Any, str]], before: Any) -> Any:
        """Return the one new thing that is said, or else what was before; two new things are a fault."""
        new: dict[Any, str] = {}
        for value, place in said:
            if value != before:
                new.setdefault(value, place)
        if len(new) > 1:
            first, second = list(new.values())[:2]
            self.told.faults.append(Fault(second, attrs.evolve(_TWO_CHANGES, facts={"other": first})))
        return next(iter(new), before)
