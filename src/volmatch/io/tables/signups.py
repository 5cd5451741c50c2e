"""Sign-up forms: a grid of people and sessions, or of people and times, becomes when people are free and what they wish."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.errors import Fault, OptionError, ProblemError, quoted
from volmatch.io.files import AnyPath
from volmatch.io.tables.answerers import EMAILS, PERSON
from volmatch.io.tables.answers import USUAL_ANSWERS, Answers, SignUps
from volmatch.io.tables.asked import Asked, by_header
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import asked_in_header, header_text
from volmatch.io.tables.extents import MOST_CELLS
from volmatch.io.tables.frames import frame_sheets
from volmatch.io.tables.note_rows import without_notes, without_skipped
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.poll_exports import as_form
from volmatch.io.tables.ranked import kinds_of_sessions
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.settled_cells import proven_order
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.signup_columns import Asking
from volmatch.io.tables.signup_people import PeopleWords
from volmatch.io.tables.signup_rows import SignUpRows
from volmatch.io.tables.swept_rows import without_headers, without_sums
from volmatch.io.tables.table_files import sheets_in
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.whole_names import with_whole_names
from volmatch.problem.session import Session
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule
from volmatch.text import Text


@door
def signups(  # noqa: PLR0913 - each is told by name
    source: AnyPath | Sheet | Any,
    answers: Answers = USUAL_ANSWERS,
    *,
    sessions: Iterable[Session] = (),
    volunteers: Iterable[Volunteer] | None = None,
    rules: Iterable[Rule] = (),
    traits: Mapping[str, str] = FrozenMap({}),
    person: str | None = None,
    ignore: Collection[str] = (),
    own_columns: bool = False,
    encoding: str | None = None,
) -> SignUps:
    """Read a sign-up form: a row a person, and a column for each session or stretch of time, or one in which several are chosen.

    Who answers twice means the last answer, and that is told. Polls as Doodle exports them, with months, days and hours in rows of
    their own, and as When2Meet does, with the times down the side, are turned into that. Columns such as ``1st choice`` are
    choices with a wish, the first the dearest, and ``With whom?`` names people. Columns such as ``How many shifts at most?``
    or ``Date of birth`` count as in a sheet of people, and so do questions of yes and no for what sessions and rules ask for.

    Parameters
    ----------
    source
        A CSV file, a workbook (of which the first sheet with anything in it is read), a pandas data frame or a table with
        ``__arrow_c_stream__``. Rows above the headers, such as a title, are passed over.
    answers
        What the answers mean.
    sessions
        Sessions of a problem, whose ids or names stand above the columns. Other columns are named by a time, such as
        ``Mon 10:00-12:00``, ``Fri evening`` or ``2026-08-01 10:00-12:00``; a question before it stands outside of ``[ ]``.
        In a column of choices, cells say all of it, as in ``Fri evening; Sat morning``.
    volunteers
        People of a problem, whom the form may call by id, name or what stands in their data under email.
    rules
        Rules of a problem, which may ask for skills and traits, as its sessions do.
    traits
        Headers of questions, each with the trait that a yes gives and a no takes away, whatever is asked for.
    person
        Header of the column that says who answered; that of names, ids or emails by default, or else the first.
    ignore
        Headers of columns that say nothing of the kind.
    own_columns
        Keep columns that ask about nothing, as data of the people, instead of refusing them.
    encoding
        Encoding of a CSV file, such as ``cp1252``, if it is not UTF-8; never guessed where it would not be sure.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError
        With every header and answer that means nothing, answers without a header and people who cannot be told apart.
    OptionError
        If the sessions are not those of a problem.
    ExtraError
        If the package that reads this kind of table is not installed.
    """
    settled = _settled(sessions)
    columns = by_header(settled)
    sheet, others = _sheet(source, encoding)
    sheet = without_sums(sheet) if sheet.faults else sheet
    if sheet.faults:
        raise ProblemError(sheet.faults)
    around = _around(sheet, settled)
    poll = as_form(sheet, columns, around, answers)
    sheet = (poll.sheet if poll.told else _headed(sheet, columns, person)).unmerged()
    sheet = without_skipped(without_notes(without_headers(without_sums(sheet))))
    sheet = sheet if person else with_whole_names(sheet, PERSON - EMAILS)
    people = None if volunteers is None else tuple(volunteers)
    asking = Asking(
        columns,
        around,
        frozenset(map(plain, ignore)),
        own_columns,
        kinds_of_sessions(settled),
        PeopleWords.of(settled, people or (), rules),
        traits,
    )
    found = SignUpRows(sheet, answers, asking, person, people).signups(others)
    return attrs.evolve(found, told=(*poll.told, *found.told))


def _around(sheet: Sheet, sessions: Iterable[Session]) -> Around:
    """Return what the sessions, and the cells of a form, say of dates that are not told whole."""
    days = [start.date() for one in sessions for start in one.candidate_starts]
    headers = [str(cell) for cell in sheet.header]
    said = (cell for _, cells in sheet.rows for cell in cells if isinstance(cell, str))
    first, last = min(days, default=None), max(days, default=None)
    return Around(None, proven_order(headers, (*headers, *said)), first, last)


def _settled(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions of a problem, in which all times are settled; only a problem knows the zone of the others."""
    known = list(sessions)
    for session in known:
        if not isinstance(session, Session) or not all(map(_is_settled, _moments(session))):
            facts = {"given": quoted(getattr(session, "id", session))}
            raise OptionError(attrs.evolve(_NOT_SETTLED, facts=facts))
    return known


def _moments(session: Session) -> Iterator[Any]:
    """Yield the times of a session as they were given; of one that has none, ``None``."""
    yield from session.starts or (session.start, session.end)


def _is_settled(moment: Any) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None


def _sheet(source: Any, encoding: str | None) -> tuple[Sheet, list[Sheet]]:
    """Return the first sheet with anything in it, and the others that have something."""
    is_path = isinstance(source, str) or hasattr(source, "__fspath__")
    if isinstance(source, Sheet):
        sheets = [source]
    else:
        sheets = sheets_in(source, encoding=encoding) if is_path else frame_sheets({"sign-up": source}, MOST_CELLS)
    filled = [sheet for sheet in sheets if sheet.header]
    if not filled or not filled[0].rows:
        raise ProblemError([Fault("", Text("wanted a sheet with a row of headers and a row a person"))])
    return filled[0], filled[1:]


def _headed(sheet: Sheet, columns: Mapping[str, Asked], person: str | None) -> Sheet:
    """Return a form with the right row as its headers.

    That is the first with more than one filled cell, unless it asks about nothing, and a row below asks about something
    behind what people write above names.
    """
    wanted = PERSON if person is None else frozenset((plain(person),))

    def is_filled(cells: Sequence[Cell]) -> bool:
        told = [plain(unnumbered(str(cell))) for cell in cells if not is_empty(cell)]
        return len(told) > 1 or not wanted.isdisjoint(told)

    def is_about_something(cells: Sequence[Cell]) -> bool:
        told = [header_text(cell) for cell in cells if not is_empty(cell)]
        return not wanted.isdisjoint(plain(unnumbered(one)) for one in told) and any(
            asked_in_header(one, columns, Around()) for one in told
        )

    first = sheet.headed(is_filled)
    has_asked = any(
        asked_in_header(header_text(cell), columns, Around()) for cell in first.header if not is_empty(cell)
    )
    return first if has_asked else first.headed(is_about_something)


_NOT_SETTLED = Text(
    "wanted the sessions of a problem (problem.sessions), not {given}: their times are settled in its time zone"
)
