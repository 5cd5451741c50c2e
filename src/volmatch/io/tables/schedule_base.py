"""What a schedule was when it was written, in a hidden sheet beside the others, so that a later reading sees what people changed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from volmatch.errors import Fault, ScheduleError
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.headings import OWN
from volmatch.io.tables.sheet import Sheet
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text

#: The name of the hidden sheet, in every language.
BASE = OWN
_HEADER = ("what", "session", "session name", "volunteer", "name", "role", "start", "room")
_DUTY, _HELD, _DROPPED = "duty", "held", "dropped"
_SPOILT = Text("this sheet is volmatch's own and was changed; delete it, and the others are read without it")


@attrs.frozen
class WrittenSchedule:
    """A schedule as it was written.

    Parameters
    ----------
    schedule
        The schedule.
    people, sessions
        What everybody and everything was called then, by id.
    """

    schedule: Schedule
    people: Mapping[str, str]
    sessions: Mapping[str, str]


def base_sheet(problem: Problem, schedule: Schedule) -> Sheet:
    """Return the hidden sheet of a schedule."""
    rows = enumerate(_rows(problem, schedule), start=2)
    return Sheet(name=BASE, header=_HEADER, rows=tuple((number, tuple(row)) for number, row in rows))


def _rows(problem: Problem, schedule: Schedule) -> Iterator[list[Cell]]:
    def called(own: str) -> str:
        session = problem.session(own)
        return session.label if session else own

    for duty in schedule.assignments:
        person = problem.volunteer(duty.volunteer)
        name = person.label if person else duty.volunteer
        yield [_DUTY, duty.session, called(duty.session), duty.volunteer, name, duty.role, None, None]
    for one in schedule.placements:
        yield [_HELD, one.session, called(one.session), None, None, None, one.start.isoformat(), one.room]
    for own in schedule.dropped:
        yield [_DROPPED, own, called(own), None, None, None, None, None]


def written_in(sheets: Iterable[Sheet]) -> WrittenSchedule | None:
    """Return the schedule that was written, or ``None`` where the hidden sheet is gone.

    Raises
    ------
    ScheduleError
        If somebody changed that sheet.
    """
    for sheet in sheets:
        if sheet.name == BASE:
            rows = [[_text(cell) for cell in (*cells, *(None,) * len(_HEADER))] for _, cells in sheet.rows]
            try:
                return _read(rows)
            except ValueError:
                raise ScheduleError([Fault(BASE, _SPOILT)]) from None
    return None


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, dt.datetime) else str(cell)


def _read(rows: Iterable[list[str]]) -> WrittenSchedule:
    duties, held, dropped = [], [], []
    people: dict[str, str] = {}
    sessions: dict[str, str] = {}
    for what, session, session_name, volunteer, name, role, start, room, *_ in rows:
        sessions[session] = session_name
        if what == _DUTY:
            duties.append(Assignment(volunteer, session, role))
            people[volunteer] = name
        elif what == _HELD:
            held.append(Placement(session, dt.datetime.fromisoformat(start), room or None))
        elif what == _DROPPED:
            dropped.append(session)
        else:
            raise ValueError(what)
    return WrittenSchedule(Schedule(duties, held, dropped), people, sessions)
