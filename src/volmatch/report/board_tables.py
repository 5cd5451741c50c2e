"""The tables of a board: sessions by day, duties by person, the people, and the ladder of levels."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs
from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text as Line

from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.report.annex import Annex
from volmatch.report.board_words import NOTHING, costs, hours, listed, share, stretch
from volmatch.report.contacts import ContactList
from volmatch.report.desk_tasks import Tasks, desk_tasks
from volmatch.schedule import Duty, LevelReport, Schedule
from volmatch.text import Text, spoken


@attrs.frozen
class Held:
    """A session that takes place, on the clock of the problem."""

    session: Session
    start: dt.datetime
    day: dt.date
    where: str

    @property
    def end(self) -> dt.datetime:
        """The first instant after the session."""
        return self.start + self.session.length


def held(problem: Problem, schedule: Schedule) -> list[Held]:
    """Return the sessions that take place, in order of time and place."""
    known = ((placement, problem.session(placement.session)) for placement in schedule.placements)
    found = [
        Held(
            session,
            placement.start.astimezone(problem.zone),
            problem.day_of(placement.start, schedule.place_of(session, problem)),
            where(problem, schedule, session),
        )
        for placement, session in known
        if session is not None
    ]
    return sorted(found, key=lambda one: (one.start, one.where, one.session.id))


def where(problem: Problem, schedule: Schedule, session: Session) -> str:
    """Say the place of a session and the room it got."""
    placement = schedule.placement_of.get(session.id)
    room = problem.room(placement.room) if placement is not None and placement.room is not None else None
    place = problem.place(schedule.place_of(session, problem) or "")
    return " / ".join(one.label for one in (place, room) if one is not None) or NOTHING


def session_tables(problem: Problem, schedule: Schedule, lang: str) -> Iterator[Table]:
    """Yield one table a day: time, session, where, and for each role the seats and who sits there."""
    tasks = desk_tasks(problem, schedule)
    for day, sessions in groupby(held(problem, schedule), key=lambda one: one.day):
        table = _table(spoken(day, lang))
        _narrow(table, lang, Text("time"))
        _columns(table, lang, Text("session"), Text("where"), Text("role"))
        _narrow(table, lang, Text("seats"), justify="right")
        _columns(table, lang, Text("people"))
        for one in sessions:
            head = [stretch(one.start, one.end, day), one.session.label, one.where]
            rows = [_role_row(problem, schedule, one.session, role, tasks, lang) for role in one.session.roles]
            for row in rows or [[Line(NOTHING)] * 3]:
                table.add_row(*(Line(cell) for cell in head), *row)
                head = ["", "", ""]
        yield table


def _role_row(
    problem: Problem, schedule: Schedule, session: Session, role: Role, tasks: Tasks, lang: str
) -> list[Line]:
    crew = [one.volunteer for one in schedule.crews.get(session.id, ()) if one.role == role.name]
    known = [problem.volunteer(one) for one in crew]
    names = [person.label if person else own for person, own in zip(known, crew, strict=True)]
    if len(crew) > 1:
        does = [tasks.get((session.id, role.name, own), ()) for own in crew]
        names = [f"{name} ({listed(own, lang)})" if own else name for name, own in zip(names, does, strict=True)]
    style, mark = "", ""
    if len(crew) < role.min:
        style, mark = "bold red", "!! "
    elif len(crew) < role.target:
        style, mark = "yellow", "! "
    seats = Line(f"{mark}{len(crew)}/{role.min}/{role.target}", style=style)
    return [Line(role.name), seats, Line(listed(names, lang))]


def duty_table(problem: Problem, schedule: Schedule, lang: str) -> Table:
    """Return one table of everybody's duties, person by person; people without a duty are in it too."""
    table = _table(Text("duties by person").sentence(lang))
    _columns(table, lang, Text("person"))
    _narrow(table, lang, Text("day"), Text("time"))
    _columns(table, lang, Text("session"), Text("role"), Text("where"))
    agenda = _agenda(problem, schedule)
    for volunteer in problem.volunteers:
        name = volunteer.label
        for duty in agenda[volunteer.id]:
            start, end = duty.start.astimezone(problem.zone), duty.end.astimezone(problem.zone)
            place = where(problem, schedule, duty.session)
            cells = (
                name,
                spoken(duty.day, lang),
                stretch(start, end, duty.day),
                duty.session.label,
                duty.role.name,
                place,
            )
            table.add_row(*(Line(cell) for cell in cells))
            name = ""
        if name:
            table.add_row(Line(name), *[NOTHING] * 5)
        table.add_section()
    return table


def people_table(problem: Problem, schedule: Schedule, lang: str) -> Table:
    """Return how much everybody serves: duties, days, hours, and the hours served before where there are any."""
    table = _table(Text("people").sentence(lang))
    _columns(table, lang, Text("person"))
    counted = [Text("duties"), Text("days"), Text("hours")]
    with_past = any(volunteer.served_hours for volunteer in problem.volunteers)
    _narrow(table, lang, *counted, *([Text("hours before")] if with_past else []), justify="right")
    agenda = _agenda(problem, schedule)
    for volunteer in problem.volunteers:
        past = [hours(volunteer.served_hours * 60)] if with_past else []
        table.add_row(Line(volunteer.label), *_load(agenda[volunteer.id]), *past)
    return table


def _load(duties: Sequence[Duty]) -> list[str]:
    days = {duty.day for duty in duties}
    return [str(len(duties)), str(len(days)), hours(sum(duty.minutes for duty in duties))]


def contact_table(found: ContactList, columns: Sequence[str], lang: str) -> Table:
    """Return whom to call at one place, with the columns of their own data that were asked for."""
    table = _table(Text("contacts: {place}", {"place": found.place}).sentence(lang))
    _columns(table, lang, Text("person"))
    _narrow(table, lang, Text("duties"), justify="right")
    for name in columns:
        table.add_column(Line(name), overflow="fold")
    for one in found.contacts:
        table.add_row(Line(one.volunteer.label), str(one.duties), *map(Line, one.values))
    return table


#: A terminal shows no more rows than this of a table that goes with a schedule, and no more columns side by side.
MOST_ROWS, MOST_COLUMNS = 40, 8


def annex_table(annex: Annex, lang: str) -> Table:
    """Return a table of the caller's own, and how many more rows there are than a terminal shows."""
    headers, *rows = annex.said(lang)
    if len(headers) > MOST_COLUMNS:
        first, last = headers[:2], headers[2:]
        rows = [
            [*row[:2], listed([f"{name} {cell}" for name, cell in zip(last, row[2:], strict=True)], lang)]
            for row in rows
        ]
        headers = [*first, ""]
    table = _table(spoken(annex.title, lang))
    for title in headers:
        table.add_column(Line(title), overflow="fold")
    for row in rows[:MOST_ROWS]:
        table.add_row(*map(Line, row))
    if len(rows) > MOST_ROWS:
        table.caption = Line(Text("and {n} more", {"n": len(rows) - MOST_ROWS}).sentence(lang))
    return table


def ladder(levels: Sequence[LevelReport], lang: str, *, proofs: bool = True) -> Table:
    """Return the levels in order: what each costs and, if asked for, what is proved about it."""
    table = _table(Text("levels, first things first").sentence(lang))
    _narrow(table, lang, Text("level"), justify="right")
    _columns(table, lang, Text("rules"))
    figures = [Text("value"), Text("bound"), Text("gap"), Text("proved")] if proofs else [Text("value")]
    _narrow(table, lang, *figures, justify="right")
    for level in levels:
        row = [str(level.level), costs(level, lang), str(level.value)]
        if proofs:
            row += [NOTHING if level.bound is None else str(level.bound), share(level.gap), _proved(level, lang)]
        table.add_row(*(Line(cell) for cell in row))
    return table


def _proved(level: LevelReport, lang: str) -> str:
    return (Text("yes") if level.proved else Text("no")).sentence(lang)


def _agenda(problem: Problem, schedule: Schedule) -> dict[str, list[Duty]]:
    agenda: dict[str, list[Duty]] = defaultdict(list)
    for duty in schedule.duties(problem):
        agenda[duty.volunteer.id].append(duty)
    return agenda


def _table(title: str) -> Table:
    """Return an empty table; its cells are `Line` values, since names may hold what markup would read as styles."""
    return Table(title=Line(title, style="bold"), title_justify="left", box=box.ROUNDED, header_style="bold")


def _columns(table: Table, lang: str, *titles: Text) -> None:
    for title in titles:
        table.add_column(title.sentence(lang), overflow="fold")


def _narrow(table: Table, lang: str, *titles: Text, justify: JustifyMethod = "left") -> None:
    """Add columns that stay on one line; the others give way."""
    for title in titles:
        table.add_column(title.sentence(lang), justify=justify, no_wrap=True)
