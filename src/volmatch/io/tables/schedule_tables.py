"""A schedule as tables for people: everybody's duties, the crew of each session, and how much everybody serves."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import Fault, ScheduleError
from volmatch.io.files import AnyPath
from volmatch.io.tables.called import Called
from volmatch.io.tables.cells import Cell, number
from volmatch.io.tables.items import SEPARATORS, in_quotes
from volmatch.io.tables.room_names import RoomNames
from volmatch.io.tables.schedule_base import BASE, base_sheet
from volmatch.io.tables.schedule_notes import (
    CONTACTS,
    FELL_SHORT,
    contact_headers,
    contact_rows,
    shortfall_headers,
    shortfall_rows,
)
from volmatch.io.tables.schedule_weeks import WEEKS, week_sheet
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_files import write_sheets
from volmatch.io.tables.table_words import HEADERS, VALUES, written
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.schedule import Duty, Schedule
from volmatch.text import LANGUAGES, Text

_DUTIES = ("volunteer", "person_name", "date", "start", "end", "end_date", "session", "name", "role", "place", "room")
_SESSIONS = ("session", "name", "date", "start", "end", "end_date", "place", "room", "role", "min", "target", "max")


@door
def write_schedule_tables(
    problem: Problem, outcome: Outcome | Schedule, path: AnyPath, *, lang: str = "en", columns: Sequence[str] = ()
) -> None:
    """Write a schedule as tables for people: duties, crews, how much everybody serves, weeks to hang up, and what fell short.

    The sheets have other names than those of a problem, so that nothing of a problem in the same folder is lost. A hidden
    one remembers what was written, so that `read_schedule_tables` sees what people changed.

    Parameters
    ----------
    path
        Ends in ``.xlsx`` for an Excel workbook; else a folder, in which CSV files are written.
    lang
        Language of the names of sheets and columns: ``en`` or ``zh``.
    columns
        Names in the `data` of volunteers, such as ``phone``: with them comes a sheet of whom to call at each place.

    Raises
    ------
    OptionError
        If nobody's data have one of the columns.
    ScheduleError
        If the outcome has no schedule.
    FileError
        If a file cannot be written.
    ExtraError
        If openpyxl is needed and not installed.
    """
    schedule = outcome.schedule if isinstance(outcome, Outcome) else outcome
    if schedule is None:
        raise ScheduleError([Fault("", Text("this outcome has no schedule to be written"))])
    write_sheets(path, schedule_sheets(problem, schedule, lang, columns))


def schedule_sheets(problem: Problem, schedule: Schedule, lang: str, columns: Sequence[str] = ()) -> list[Sheet]:
    """Return a schedule as sheets: duties, crews, hours served, the weeks as a grid, what fell short, contacts where asked, and what was written."""
    schedule = schedule.settled(problem)
    duties = schedule.duties(problem)
    halls = RoomNames.of(problem)
    contacts = _sheet(CONTACTS, contact_headers(columns, lang), contact_rows(problem, schedule, columns), lang)
    return [
        _sheet(
            Text("duties"), _headers(_DUTIES, lang), (_duty(problem, schedule, duty, halls) for duty in duties), lang
        ),
        _coloured(_sheet(Text("crews"), _session_headers(lang), _crews(problem, schedule, halls, lang), lang), lang),
        _sheet(Text("hours served"), _people_headers(lang), _people(problem, duties), lang),
        week_sheet(duties, lang),
        _sheet(FELL_SHORT, shortfall_headers(lang), shortfall_rows(problem, schedule, lang), lang),
        *([contacts] if columns else []),
        base_sheet(problem, schedule),
    ]


def is_of_a_schedule(sheets: Iterable[Sheet]) -> bool:
    """Whether sheets are all of those that a schedule is written in, and no others."""
    names = {title.sentence(lang) for title in TITLES for lang in LANGUAGES}
    return {sheet.name for sheet in sheets} <= {*names, BASE}


#: What the sheets of a schedule are called.
TITLES = (Text("duties"), Text("crews"), Text("hours served"), WEEKS, FELL_SHORT, CONTACTS)


def _sheet(title: Text, headers: Sequence[str], rows: Iterable[Sequence[Cell]], lang: str) -> Sheet:
    written_rows = (
        (number, tuple(None if cell == "" else cell for cell in row)) for number, row in enumerate(rows, start=2)
    )
    return Sheet(name=title.sentence(lang), header=tuple(headers), rows=tuple(written_rows))


def _coloured(crews: Sheet, lang: str) -> Sheet:
    """Return the sheet of crews with a colour for each seat that is not filled, as on the page, and for what is not held."""
    least, target = (crews.header.index(written(HEADERS[name], lang)) for name in ("min", "target"))
    people, held = (crews.header.index(name.sentence(lang)) for name in (Text("people"), Text("held")))
    colours = {}
    for row, cells in crews.rows:
        if cells[held] == written(VALUES["no"], lang):
            colours[row] = _NOT_HELD
        elif cells[people] is not None and cells[people] < cells[least]:  # type: ignore[operator] # both are numbers
            colours[row] = _SHORT
        elif cells[people] is not None and cells[people] < cells[target]:  # type: ignore[operator] # both are numbers
            colours[row] = _BELOW
    return attrs.evolve(crews, colours=colours)


#: Colours of rows: below the minimum, below the target, not held.
_SHORT, _BELOW, _NOT_HELD = "FDE6E2", "FDF0D0", "E4E7E9"


def _headers(names: Iterable[str], lang: str) -> list[str]:
    return [written(HEADERS[name], lang) for name in names]


def _session_headers(lang: str) -> list[str]:
    told = (Text("people"), Text("names"), Text("held"))
    return [*_headers(_SESSIONS, lang), *(one.sentence(lang) for one in told)]


def _people_headers(lang: str) -> list[str]:
    told = (Text("duties"), Text("days"), Text("hours"), Text("hours before"))
    return [*_headers(("volunteer", "person_name"), lang), *(one.sentence(lang) for one in told)]


def _when(start: dt.datetime, end: dt.datetime) -> tuple[Cell, Cell, Cell, Cell]:
    """Return day, start, end, and the day of the end where it is another."""
    last = None if end.date() == start.date() else end.date()
    return start.date(), start.time(), end.time(), last


def _where(problem: Problem, schedule: Schedule, session: Session, halls: RoomNames) -> tuple[Cell, Cell]:
    placement = schedule.placement_of.get(session.id)
    room = problem.room(placement.room) if placement is not None and placement.room is not None else None
    place = problem.place(schedule.place_of(session, problem) or "")
    told = place.label if place else session.place
    return told, halls.shown(room.id, told) if room else None


def _duty(problem: Problem, schedule: Schedule, duty: Duty, halls: RoomNames) -> list[Cell]:
    start, end = duty.start.astimezone(problem.zone), duty.end.astimezone(problem.zone)
    person, session = duty.volunteer, duty.session
    about = (session.id, session.name, duty.role.name)
    return [person.id, person.name, *_when(start, end), *about, *_where(problem, schedule, session, halls)]


def _crews(problem: Problem, schedule: Schedule, halls: RoomNames, lang: str) -> Iterator[list[Cell]]:
    """Yield a row for each role of each session, in order of time; those that are not held come last."""
    placed = schedule.placement_of
    called = Called.of((person.id, person.name) for person in problem.volunteers)
    for session in sorted(problem.sessions, key=lambda one: (one.id not in placed, _start(one, schedule), one.id)):
        is_held = session.id in placed
        start = _start(session, schedule).astimezone(problem.zone)
        end = (_start(session, schedule) + session.length).astimezone(problem.zone)
        when = _when(start, end) if is_held else (None,) * 4
        held = written(VALUES["yes" if is_held else "no"], lang)
        for role in session.roles or (None,):
            about = [session.id, session.name, *when, *_where(problem, schedule, session, halls)]
            yield [*about, *_crew(schedule, session, role, called), held]


def _start(session: Session, schedule: Schedule) -> dt.datetime:
    placement = schedule.placement_of.get(session.id)
    return placement.start if placement is not None else session.candidate_starts[0]


def _crew(schedule: Schedule, session: Session, role: Role | None, called: Called) -> list[Cell]:
    """Return a role, how many people it needs and has, and who they are."""
    if role is None:
        return [None] * 6
    crew = [one.volunteer for one in schedule.crews.get(session.id, ()) if one.role == role.name]
    names = [_in_a_list(called.shown(own)) for own in crew]
    return [role.name, role.min, role.target, role.max, len(crew), "; ".join(names)]


def _in_a_list(name: str) -> str:
    """Return a name as it stands among others: in quotes where it would be taken for several."""
    return in_quotes(name) if set(name) & {*SEPARATORS, '"'} else name


def _people(problem: Problem, duties: Iterable[Duty]) -> Iterator[list[Cell]]:
    agenda: Mapping[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        agenda[duty.volunteer.id].append(duty)
    for person in problem.volunteers:
        own = agenda[person.id]
        days = {duty.day for duty in own}
        hours = number(sum(duty.minutes for duty in own) / 60)
        yield [person.id, person.name, len(own), len(days), hours, person.served_hours]
