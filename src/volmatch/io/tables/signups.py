"""Sign-up forms: a grid of people and sessions, or of people and times, becomes when people are free and what they wish."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault, OptionError, ProblemError, quoted
from volmatch.io.files import AnyPath
from volmatch.io.tables.answers import USUAL_ANSWERS, Answer, Answers, SignUps, Windows
from volmatch.io.tables.asked import Asked, asked, by_header
from volmatch.io.tables.cells import WORD, Cell
from volmatch.io.tables.extents import MOST_CELLS
from volmatch.io.tables.frames import frame_sheets
from volmatch.io.tables.sheet import Sheet, is_empty, letters
from volmatch.io.tables.table_files import sheets_in
from volmatch.io.tables.table_words import nearest, plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.session import Session
from volmatch.problem.shapes import Reader, Word
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Wish
from volmatch.text import Text

#: What people write above the column of names.
_PERSON = frozenset(
    map(plain, ("name", "your name", "full name", "who", "person", "volunteer", "id", "email", "participant",
                "姓名", "名字", "您的姓名", "志愿者", "编号", "姓名/name"))
)  # fmt: skip


def signups(
    source: AnyPath | Sheet | Any,
    answers: Answers = USUAL_ANSWERS,
    *,
    sessions: Iterable[Session] = (),
    person: str | None = None,
    ignore: Collection[str] = (),
    encoding: str | None = None,
) -> SignUps:
    """Read a sign-up form: a row a person, and a column for each session or stretch of time.

    Parameters
    ----------
    source
        A CSV file, a workbook (of which the first sheet with anything in it is read), a pandas data frame or a table with
        ``__arrow_c_stream__``. Rows above the headers, such as a title, are passed over.
    answers
        What the answers mean.
    sessions
        Sessions of a problem, whose ids or names stand above the columns. Other columns are named by a time, such as
        ``Mon 10:00-12:00`` or ``2026-08-01 10:00-12:00``.
    person
        Header of the column with the ids of the volunteers; the first by default.
    ignore
        Headers of columns that say nothing of the kind.
    encoding
        Encoding of a CSV file, such as ``cp1252``, if it is not UTF-8; never guessed where it would not be sure.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError
        With every header and answer that means nothing, answers without a header, and everybody who answered twice.
    OptionError
        If the sessions are not those of a problem.
    ExtraError
        If the package that reads this kind of table is not installed.
    """
    columns = by_header(_settled(sessions))
    sheet, others = _sheet(source, encoding)
    if sheet.faults:
        raise ProblemError(sheet.faults)
    return _Reading(_headed(sheet, columns, person).unmerged(), answers, columns, person, ignore).signups(others)


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
    wanted = _PERSON if person is None else frozenset((plain(person),))

    def is_filled(cells: Sequence[Cell]) -> bool:
        told = [plain(str(cell)) for cell in cells if not is_empty(cell)]
        return len(told) > 1 or not wanted.isdisjoint(told)

    def is_about_something(cells: Sequence[Cell]) -> bool:
        told = [str(cell) for cell in cells if not is_empty(cell)]
        return not wanted.isdisjoint(map(plain, told)) and any(asked(one, columns) is not None for one in told)

    first = sheet.headed(is_filled)
    has_asked = any(asked(str(cell), columns) is not None for cell in first.header if not is_empty(cell))
    return first if has_asked else first.headed(is_about_something)


class _Reading:
    """One reading of one form."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers,
        columns: Mapping[str, Asked],
        person: str | None,
        ignore: Collection[str],
    ) -> None:
        self._sheet, self._answers = sheet, answers
        self._faults: list[Fault] = []
        self._person = self._person_column(person)
        self._columns = dict(self._asked(columns, {plain(header) for header in ignore}))

    def signups(self, others: Iterable[Sheet]) -> SignUps:
        """Return what the form says, or raise all that is wrong with it; `others` are sheets that were not read."""
        availability: dict[str, Windows] = {}
        wishes: dict[str, tuple[Wish, ...]] = {}
        never: list[tuple[str, str]] = []
        for row, cells in self._sheet.rows:
            person = self._person_of(row, cells, availability)
            if person is None or len(self._faults) >= MOST_FAULTS:
                continue
            told = list(self._told(row, cells))
            windows = (window for about, answer in told for window in _windows(about, answer))
            availability[person] = tuple(dict.fromkeys(windows))
            wishes[person] = tuple(
                Wish(session=about.session, score=answer.score)
                for about, answer in told
                if about.session and answer.score
            )
            never += [(person, about.session) for about, answer in told if about.session and not answer.free]
        if self._faults:
            raise ProblemError(self._faults)
        notes = (*self._sheet.notes(), *(Fault(other.name, _NOT_READ) for other in others))
        return SignUps(availability=FrozenMap(availability), wishes=FrozenMap(wishes), never=tuple(never), told=notes)

    def _person_column(self, person: str | None) -> int:
        if person is None:
            return 0
        headers = [plain(str(header)) for header in self._sheet.header]
        if plain(person) in headers:
            return headers.index(plain(person))
        wanted = Text("this sheet needs the column {column}", {"column": person})
        raise ProblemError([Fault(self._sheet.place(self._sheet.header_row, None), wanted)])

    def _asked(self, sessions: Mapping[str, Asked], ignore: Collection[str]) -> Iterator[tuple[int, Asked]]:
        known: dict[Asked, int] = {}
        for index, header in enumerate(self._sheet.header):
            if len(self._faults) >= MOST_FAULTS:
                return
            place = self._sheet.place(self._sheet.header_row, index)
            if is_empty(header):
                self._faults.extend(self._sheet.nameless(index))
            elif index != self._person and plain(str(header)) not in ignore:
                about = asked(str(header), sessions)
                if about is None:
                    self._faults.append(Fault.of(place, _unknown(str(header), sessions), header))
                elif about in known:
                    wanted = attrs.evolve(_TWICE, facts={"other": letters(known[about])})
                    self._faults.append(Fault.of(place, wanted, header))
                else:
                    known[about] = index
                    yield index, about

    def _person_of(self, row: int, cells: Sequence[Cell], known: Collection[str]) -> str | None:
        """Return whose row it is, or take note of what is wrong with that."""
        cell = cells[self._person] if self._person < len(cells) else None
        wanted, person = Text("this field is required"), None
        if not is_empty(cell):
            try:
                person, wanted = _id(WORD.read(cell), wanted)
            except NotACell as fault:
                wanted = fault.wanted
        if person is not None and person not in known:
            return person
        wanted = wanted if person is None else Text("this person has a row already; keep one")
        self._faults.append(Fault.of(self._sheet.place(row, self._person), wanted, cell))
        return None

    def _told(self, row: int, cells: Sequence[Cell]) -> Iterator[tuple[Asked, Answer]]:
        """Yield what was asked and answered in a row."""
        for index, about in self._columns.items():
            cell = cells[index] if index < len(cells) else None
            answer = self._answers.blank if is_empty(cell) else self._answers.words.get(plain(str(cell)))
            if answer is not None:
                yield about, answer
            elif not is_empty(cell):
                wanted = Text("wanted one of {words}", {"words": tuple(self._answers.words)})
                self._faults.append(Fault.of(self._sheet.place(row, index), wanted, cell))


def _id(word: str, wanted: Text) -> tuple[str | None, Text]:
    """Return the id that a problem will take a word for, or ``None`` and what is wrong with it."""
    reader = Reader(None)
    told = reader.read(Word(), word, "")
    return (told, wanted) if isinstance(told, str) else (None, reader.faults[0].wanted)


def _unknown(header: str, sessions: Collection[str]) -> Text:
    near = nearest(header, sessions)
    return attrs.evolve(_NEAR, facts={"nearest": near}) if near else _NO_COLUMN


def _windows(about: Asked, answer: Answer) -> Windows:
    return about.answered(if_needed=answer.if_needed) if answer.free else ()


_NEAR = Text("no session and no time is called so; did you mean {nearest}?")
_NO_COLUMN = Text("no session and no time is called so; mend the header, or name it among those to ignore")
_NOT_SETTLED = Text(
    "wanted the sessions of a problem (problem.sessions), not {given}: their times are settled in its time zone"
)
_TWICE = Text("this is the same column as {other}; keep one")
_NOT_READ = Text("this sheet was not read: a form is the first sheet with anything in it")
