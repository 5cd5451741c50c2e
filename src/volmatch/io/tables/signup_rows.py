"""The rows of a sign-up form: what its columns ask about, who answered, and what they said."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.io.tables.answerers import Answerers, person_column
from volmatch.io.tables.answers import Answer, Answers, SignUps, Windows
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import asked_in_header, chosen, guesses, is_of_choices
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.sheet import Sheet, is_empty, letters
from volmatch.io.tables.table_words import nearest, plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.text import Text


@attrs.frozen
class Asking:
    """What a form may ask about.

    Parameters
    ----------
    sessions
        What each session's id and name asks about.
    near
        Dates without a year are the ones nearest to this.
    ignore
        Headers that say nothing, as they are compared.
    keeps_others
        Whether columns that ask about nothing are kept as data instead of being refused.
    """

    sessions: Mapping[str, Asked]
    near: dt.date | None
    ignore: Collection[str]
    keeps_others: bool


class SignUpRows:
    """One reading of one form."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers,
        asking: Asking,
        person: str | None,
        volunteers: Iterable[Volunteer] | None,
    ) -> None:
        self._sheet, self._answers, self._asking = sheet, answers, asking
        self._faults: list[Fault] = []
        self._notes: list[Fault] = []
        self._guessed: set[tuple[int, Text]] = set()
        self._choices: list[int] = []
        self._own: dict[int, str] = {}
        self._answerers = Answerers(volunteers)
        self._person = self._person_column(person)
        self._columns = dict(self._asked())
        if asking.keeps_others and not (self._columns or self._choices or self._faults):
            self._faults.append(Fault(sheet.place(sheet.header_row, None), _ASKS_NOTHING))

    def signups(self, others: Iterable[Sheet]) -> SignUps:
        """Return what the form says, or raise all that is wrong with it; `others` are sheets that were not read."""
        availability: dict[str, Windows] = {}
        wishes: dict[str, tuple[Wish, ...]] = {}
        never: list[tuple[str, str]] = []
        data: dict[str, Mapping[str, str]] = {}
        last = self._last_rows()
        for person, (row, cells) in last.items():
            if len(self._faults) >= MOST_FAULTS:
                break
            told = list(self._told(row, cells))
            windows = (window for about, answer in told for window in _windows(about, answer))
            availability[person] = tuple(dict.fromkeys(windows))
            wishes[person] = tuple(
                Wish(session=about.session, score=answer.score)
                for about, answer in told
                if about.session and answer.score
            )
            never += [(person, about.session) for about, answer in told if about.session and not answer.free]
            data[person] = FrozenMap(
                {own: text for index, own in self._own.items() if (text := own_text(cells, index))}
            )
        if self._faults:
            raise ProblemError(self._faults)
        notes = (*self._sheet.notes(), *self._notes, *(Fault(other.name, _NOT_READ) for other in others))
        return SignUps(
            availability=FrozenMap(availability),
            wishes=FrozenMap(wishes),
            never=tuple(never),
            told=notes,
            data=FrozenMap({own: told for own, told in data.items() if told}),
        )

    def _last_rows(self) -> dict[str, tuple[int, tuple[Cell, ...]]]:
        """Return the last row of each person, in the order in which people came first."""
        last: dict[str, tuple[int, tuple[Cell, ...]]] = {}
        for row, cells in self._sheet.rows:
            cell = cells[self._person] if self._person < len(cells) else None
            place = self._sheet.place(row, self._person)
            if len(self._faults) >= MOST_FAULTS:
                break
            try:
                person = self._answerers.person(cell)
            except NotACell as fault:
                self._faults.append(Fault.of(place, fault.wanted, cell))
                continue
            if person in last:
                facts = {"person": person, "row": last[person][0], "last": row}
                self._notes.append(Fault.of(place, attrs.evolve(_ANSWERED_TWICE, facts=facts), cell))
            last[person] = row, cells
        return last

    def _person_column(self, person: str | None) -> int:
        if person is None:
            return person_column(self._sheet.header)
        headers = [plain(str(header)) for header in self._sheet.header]
        if plain(person) in headers:
            return headers.index(plain(person))
        wanted = Text("this sheet needs the column {column}", {"column": person})
        raise ProblemError([Fault(self._sheet.place(self._sheet.header_row, None), wanted)])

    def _asked(self) -> Iterator[tuple[int, Asked]]:
        """Yield what columns ask about, and take note of those of choices and of others."""
        known: dict[Asked, int] = {}
        for index, header in enumerate(self._sheet.header):
            if len(self._faults) >= MOST_FAULTS:
                return
            if is_empty(header):
                self._faults.extend(self._sheet.nameless(index))
            elif index != self._person and plain(str(header)) not in self._asking.ignore:
                place = self._sheet.place(self._sheet.header_row, index)
                found = asked_in_header(str(header), self._asking.sessions, self._asking.near)
                if found is None:
                    self._other(index, header)
                elif found.asked in known:
                    wanted = attrs.evolve(_TWICE, facts={"other": letters(known[found.asked])})
                    self._faults.append(Fault.of(place, wanted, header))
                else:
                    self._notes += [Fault.of(place, meant, header) for meant in guesses([found])]
                    known[found.asked] = index
                    yield index, found.asked

    def _other(self, index: int, header: Cell) -> None:
        """Take note of a column whose header asks about nothing by itself."""
        asking, place = self._asking, self._sheet.place(self._sheet.header_row, index)
        cells = [cells[index] if index < len(cells) else None for _, cells in self._sheet.rows]
        near = nearest(str(header), asking.sessions)
        name = " ".join(str(header).split())
        if is_of_choices(header, cells, asking.sessions, asking.near):
            self._choices.append(index)
        elif near:
            self._faults.append(Fault.of(place, attrs.evolve(_NEAR, facts={"nearest": near}), header))
        elif not asking.keeps_others:
            self._faults.append(Fault.of(place, _NO_COLUMN, header))
        elif name in self._own.values():
            other = next(letters(at) for at, own in self._own.items() if own == name)
            self._faults.append(Fault.of(place, attrs.evolve(_TWICE, facts={"other": other}), header))
        else:
            self._own[index] = name
            self._notes.append(Fault.of(place, _KEPT, header))

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
        for index in self._choices:
            cell = cells[index] if index < len(cells) else None
            yield from () if is_empty(cell) else ((about, Answer()) for about in self._chosen(row, index, cell))

    def _chosen(self, row: int, index: int, cell: Cell) -> list[Asked]:
        """Return what was chosen in a cell, or take note of what is wrong with it."""
        place = self._sheet.place(row, index)
        try:
            told = chosen(cell, self._asking.sessions, self._asking.near)
        except NotACell as fault:
            self._faults.append(Fault.of(place, fault.wanted, cell))
            return []
        for guess in guesses(told):
            if (index, guess) not in self._guessed:
                self._guessed.add((index, guess))
                self._notes.append(Fault.of(place, guess, cell))
        return [one.asked for one in told]


def _windows(about: Asked, answer: Answer) -> Windows:
    return about.answered(if_needed=answer.if_needed) if answer.free else ()


_NEAR = Text("no session and no time is called so; did you mean {nearest}?")
_NO_COLUMN = Text("no session and no time is called so; mend the header, or name it among those to ignore")
_TWICE = Text("this is the same column as {other}; keep one")
_NOT_READ = Text("this sheet was not read: a form is the first sheet with anything in it")
_ANSWERED_TWICE = Text("{person} answered twice, in rows {row} and {last}; the last answer counts")
_KEPT = Text("this column asks about no session and no time; it is kept with the people, and no rule reads it")
_ASKS_NOTHING = Text("no column of this form asks when people are free: wanted sessions, times, or when free")
