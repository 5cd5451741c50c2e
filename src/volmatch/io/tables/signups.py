"""Sign-up forms: a grid of people and sessions, or of people and times, becomes when people are free and what they wish."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.io.files import AnyPath
from volmatch.io.tables.asked import Asked, asked, by_header
from volmatch.io.tables.cells import WORD, Cell, NotACell
from volmatch.io.tables.extents import MOST_CELLS
from volmatch.io.tables.files import sheets_in
from volmatch.io.tables.frames import frame_sheets
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.words import nearest, plain
from volmatch.problem.session import Session
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.window import Weekly, Window
from volmatch.text import Text

Windows = tuple[Weekly | Window, ...]


@attrs.frozen(kw_only=True)
class Answer:
    """What an answer means.

    Parameters
    ----------
    free
        Whether somebody who answers so could come.
    if_needed
        Only if nothing else works.
    score
        Wish for the session asked about: above 0 for liked, below 0 for rather not, 0 for no wish.
    """

    free: bool = True
    if_needed: bool = False
    score: int = 0


def _by_plain_word(words: Mapping[str, Answer]) -> Mapping[str, Answer]:
    return FrozenMap({plain(word): told for word, told in words.items()})


@attrs.frozen
class Answers:
    """What the answers of a form mean.

    Parameters
    ----------
    words
        Meaning by answer; capitals do not matter.
    blank
        Meaning of an empty cell; ``None`` says nothing at all: not free, and no wish.
    """

    words: Mapping[str, Answer] = attrs.field(converter=_by_plain_word)
    blank: Answer | None = None


#: Answers as most forms have them, in English and in Chinese.
USUAL_ANSWERS = Answers(
    {
        **dict.fromkeys(("yes", "y", "x", "✓", "√", "是", "有空", "可以"), Answer()),
        **dict.fromkeys(("if needed", "maybe", "(yes)", "必要时", "必要时才来", "待定"), Answer(if_needed=True)),
        **dict.fromkeys(("no", "n", "否", "没空", "不行", "不可以"), Answer(free=False)),
    }
)


@attrs.frozen(kw_only=True)
class SignUps:
    """What a form says.

    Parameters
    ----------
    availability
        Windows of each person, in the order of the form; an empty tuple is never.
    wishes
        Wishes of each person.
    never
        Person and session for each session that somebody cannot do. Windows alone do not say this: somebody who is free for
        the sessions before and after may be free for the time of one, and yet have declined it. Give them to the rule
        `volmatch.rules.Pinned`.
    """

    availability: Mapping[str, Windows]
    wishes: Mapping[str, tuple[Wish, ...]]
    never: tuple[tuple[str, str], ...] = ()

    def applied(self, volunteers: Iterable[Volunteer] = ()) -> tuple[Volunteer, ...]:
        """Return volunteers with the times and wishes of the form.

        Those whose ids are in the form get its windows instead of theirs and its wishes besides; who is in the form only
        comes last; all others stay as they are.
        """
        known = {one.id: one for one in volunteers}
        people = {**known, **{own: Volunteer(own) for own in self.availability if own not in known}}
        return tuple(self._applied(one) for one in people.values())

    def _applied(self, volunteer: Volunteer) -> Volunteer:
        if volunteer.id not in self.availability:
            return volunteer
        wishes = (*volunteer.wishes, *self.wishes.get(volunteer.id, ()))
        return attrs.evolve(volunteer, available=self.availability[volunteer.id], wishes=wishes)


def signups(
    source: AnyPath | Sheet | Any,
    answers: Answers = USUAL_ANSWERS,
    *,
    sessions: Iterable[Session] = (),
    person: str | None = None,
    ignore: Collection[str] = (),
) -> SignUps:
    """Read a sign-up form: a row a person, and a column for each session or stretch of time.

    Parameters
    ----------
    source
        A CSV file, a workbook (of which the first sheet is read), a pandas data frame or a table with
        ``__arrow_c_stream__``.
    answers
        What the answers mean.
    sessions
        Sessions of a problem, whose ids or names stand above the columns. Other columns are named by a time, such as
        ``Mon 10:00-12:00`` or ``2026-08-01 10:00-12:00``.
    person
        Header of the column with the ids of the volunteers; the first by default.
    ignore
        Headers of columns that say nothing of the kind.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError
        With every header and answer that means nothing, and everybody who answered twice.
    ExtraError
        If the package that reads this kind of table is not installed.
    """
    return _Reading(_sheet(source), answers, sessions, person, ignore).signups()


def _sheet(source: Any) -> Sheet:
    is_path = isinstance(source, str) or hasattr(source, "__fspath__")
    if isinstance(source, Sheet):
        sheets = [source]
    else:
        sheets = sheets_in(source) if is_path else frame_sheets({"sign-up": source}, MOST_CELLS)
    if not sheets or not sheets[0].rows:
        raise ProblemError([Fault("", Text("wanted a sheet with a row of headers and a row a person"))])
    return sheets[0]


class _Reading:
    """One reading of one form."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers,
        sessions: Iterable[Session],
        person: str | None,
        ignore: Collection[str],
    ) -> None:
        self._sheet, self._answers = sheet, answers
        self._faults: list[Fault] = []
        self._person = self._person_column(person)
        self._columns = dict(self._asked(by_header(sessions), {plain(header) for header in ignore}))

    def signups(self) -> SignUps:
        """Return what the form says, or raise all that is wrong with it."""
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
        return SignUps(availability=FrozenMap(availability), wishes=FrozenMap(wishes), never=tuple(never))

    def _person_column(self, person: str | None) -> int:
        if person is None:
            return 0
        headers = [plain(str(header)) for header in self._sheet.header]
        if plain(person) in headers:
            return headers.index(plain(person))
        wanted = Text("this sheet needs the column {column}", {"column": person})
        raise ProblemError([Fault(self._sheet.place(self._sheet.header_row, None), wanted)])

    def _asked(self, sessions: Mapping[str, Asked], ignore: Collection[str]) -> Iterator[tuple[int, Asked]]:
        for index, header in enumerate(self._sheet.header):
            is_full = len(self._faults) >= MOST_FAULTS
            if is_full or index == self._person or is_empty(header) or plain(str(header)) in ignore:
                continue
            about = asked(str(header), sessions)
            if about is not None:
                yield index, about
                continue
            near = nearest(str(header), sessions)
            told = _NEAR if near else _NO_COLUMN
            wanted = attrs.evolve(told, facts={"nearest": near}) if near else told
            self._faults.append(Fault.of(self._sheet.place(self._sheet.header_row, index), wanted, header))

    def _person_of(self, row: int, cells: Sequence[Cell], known: Collection[str]) -> str | None:
        """Return whose row it is, or take note of what is wrong with that."""
        cell = cells[self._person] if self._person < len(cells) else None
        wanted, person = Text("this field is required"), None
        if not is_empty(cell):
            try:
                person = WORD.read(cell)
            except NotACell as fault:
                wanted = fault.wanted
        if person is not None and person not in known:
            return str(person)
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


def _windows(about: Asked, answer: Answer) -> Windows:
    return about.answered(if_needed=answer.if_needed) if answer.free else ()


_NEAR = Text("no session and no time is called so; did you mean {nearest}?")
_NO_COLUMN = Text("no session and no time is called so; mend the header, or name it among those to ignore")
