"""The columns of a sign-up form: who answered, which ask about sessions and times, and which about something else."""

from collections.abc import Collection, Mapping, Sequence

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.io.tables.answerers import PERSON, is_of_names, person_column
from volmatch.io.tables.answers import USUAL_ANSWERS
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import all_called_so, asked_in_header, guesses, header_text, is_of_choices
from volmatch.io.tables.companions import asks_with_whom
from volmatch.io.tables.free_time import FreeTime
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.ranked import asks_for_dislikes, asks_for_likes, asks_for_ranks, rank_in
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.sheet import Sheet, is_empty, letters
from volmatch.io.tables.signup_people import PeopleWords, SignUpPeople
from volmatch.io.tables.table_words import nearest, plain
from volmatch.io.tables.times_in_headers import begins_with_a_day, says_when_not
from volmatch.problem.values import FrozenMap
from volmatch.text import Text


@attrs.frozen
class Asking:
    """What a form may ask about.

    Parameters
    ----------
    sessions
        What each session's id and name asks about.
    around
        What is known of other dates; those that are not told whole are settled beside them.
    ignore
        Headers that say nothing, as they are compared.
    keeps_others
        Whether columns that ask about nothing are kept as data instead of being refused.
    groups
        What people may like besides sessions.
    words
        What sessions and rules ask of people, and what people have.
    traits
        Headers of questions, each with the trait that a yes gives and a no takes away.
    """

    sessions: Mapping[str, Asked]
    around: Around
    ignore: Collection[str]
    keeps_others: bool
    groups: Mapping[str, Asked] = FrozenMap({})
    words: PeopleWords = attrs.field(factory=lambda: PeopleWords.of((), (), ()))
    traits: Mapping[str, str] = FrozenMap({})


class SignUpColumns:
    """What each column of a form is about.

    Attributes
    ----------
    person : int
        The column that says who answered.
    asked : dict of int to Asked
        What columns ask about.
    graded : set of int
        Those of them whose answers are ranks.
    choices : dict of int to int
        Columns of choices, each with the rank of its choices, 0 where it says none.
    friends : list of int
        Columns that say with whom people want to serve.
    cannot : list of int
        Columns that say when people cannot come.
    own : dict of int to str
        Columns that are kept as data, with their headers.
    halves : dict of int to FreeTime
        Columns whose headers say days without hours, or hours without days; cells may say the other.
    people : SignUpPeople
        Columns that say of people what a sheet of people says.
    faults, notes : list of Fault
        What is wrong with the headers, and what was understood in a way worth knowing.
    """

    def __init__(self, sheet: Sheet, asking: Asking, person: str | None) -> None:
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.asked: dict[int, Asked] = {}
        self.graded: set[int] = set()
        self.choices: dict[int, int] = {}
        self.friends: list[int] = []
        self.cannot: list[int] = []
        self.own: dict[int, str] = {}
        self.halves: dict[int, FreeTime] = {}
        self._others: dict[str, int] = {}
        self._sheet, self._asking = sheet, asking
        self.person = self._person(person)
        self._read()
        self.people = self._of_people()
        says_nothing = not (self.asked or self.choices or self.cannot or self.faults or self.people.columns)
        if says_nothing and (asking.keeps_others or not self.friends):
            self.faults.append(Fault(sheet.place(sheet.header_row, None), _ASKS_NOTHING))

    def _person(self, person: str | None) -> int:
        if person is None:
            found = person_column(self._sheet.header)
            self._by_position(found)
            return found
        headers = [plain(str(header)) for header in self._sheet.header]
        if plain(person) in headers:
            return headers.index(plain(person))
        wanted = Text("this sheet needs the column {column}", {"column": person})
        raise ProblemError([Fault(self._sheet.place(self._sheet.header_row, None), wanted)])

    def _by_position(self, index: int) -> None:
        """Tell that a column was taken for that of names without being called so; one that asks about something is none."""
        header = self._sheet.header[index] if self._sheet.header else None
        words = [plain(unnumbered(str(cell))) for cell in self._sheet.header]
        if is_empty(header) or words[index] in PERSON or is_of_names(header):
            return
        if (
            asked_in_header(header_text(header), self._asking.sessions, self._asking.around)
            or words.count(words[index]) > 1
        ):
            self._fault(index, _NOBODY)
        else:
            self.notes.append(Fault.of(self._place(index), _WHO, header))

    def _read(self) -> None:
        known: dict[Asked, int] = {}
        for index, header in enumerate(self._sheet.header):
            if len(self.faults) >= MOST_FAULTS:
                return
            if is_empty(header):
                self.faults.extend(self._sheet.nameless(index))
            elif index != self.person and plain(str(header)) not in self._asking.ignore:
                found = asked_in_header(header_text(header), self._asking.sessions, self._asking.around)
                if found is None:
                    self._other(index, header)
                elif found.wrong is not None:
                    self._fault(index, found.wrong)
                elif found.asked in known:
                    self._fault(index, attrs.evolve(_TWICE, facts={"other": letters(known[found.asked])}))
                else:
                    self.notes += [
                        Fault.of(self._place(index), meant, header) for meant in guesses([found], self._asking.around)
                    ]
                    known[found.asked] = index
                    self._asks(index, header, found.asked)
                    if found.told is not None and (found.told.days is None or found.told.span is None):
                        self.halves[index] = found.told

    def _asks(self, index: int, header: Cell, about: Asked) -> None:
        self.asked[index] = about
        if about.each:
            self.notes.append(Fault.of(self._place(index), all_called_so(about), header))
        if about.sessions and asks_for_ranks(header):
            self.graded.add(index)
            if len(self.graded) == 1:
                self.notes.append(Fault.of(self._place(index), _RANKS, header))

    def _other(self, index: int, header: Cell) -> None:
        """Take note of a column whose header asks about nothing by itself."""
        asking = self._asking
        cells = [cells[index] if index < len(cells) else None for _, cells in self._sheet.rows]
        near = nearest(str(header), asking.sessions)
        name = " ".join(str(header).split())
        liked = {**asking.groups, **asking.sessions}
        rank = rank_in(header) or (
            1 if asks_for_likes(header) and is_of_choices(header, cells, liked, asking.around) else None
        )
        if says_when_not(header):
            self.cannot.append(index)
            self.notes.append(Fault.of(self._place(index), _CANNOT, header))
        elif begins_with_a_day(header) and _are_answers(cells):
            self._fault(index, _NO_TIME)
        elif not asks_for_dislikes(header) and (
            rank is not None or is_of_choices(header, cells, asking.sessions, asking.around)
        ):
            self.choices[index] = rank or 0
        elif not near and asks_with_whom(header):
            self.friends.append(index)
            self._keep(index, name)
        elif name in self._others:
            self._fault(index, attrs.evolve(_TWICE, facts={"other": letters(self._others[name])}))
        else:
            self._others[name] = index

    def _of_people(self) -> SignUpPeople:
        """Return the columns that say something of people, and take note of all others."""
        asking = self._asking
        people = SignUpPeople(self._sheet, self._others, asking.words, asking.around, asking.traits)
        self.faults += people.faults
        self.notes += people.notes
        told = {note.path for note in people.notes}
        for name, index in self._others.items():
            near = nearest(name, asking.sessions)
            if index in people.columns:
                continue
            if near:
                self._fault(index, attrs.evolve(_NEAR, facts={"nearest": near}))
            elif not asking.keeps_others:
                self._fault(index, _NO_COLUMN)
            elif self._keep(index, name) and self._place(index) not in told:
                self.notes.append(Fault.of(self._place(index), _KEPT, self._sheet.header[index]))
        return people

    def _keep(self, index: int, name: str) -> bool:
        """Keep a column as data, and return whether there is no other with its header."""
        other = next((letters(at) for at, own in self.own.items() if own == name), None)
        if other is not None:
            self._fault(index, attrs.evolve(_TWICE, facts={"other": other}))
            return False
        if self._asking.keeps_others:
            self.own[index] = name
        return True

    def _place(self, index: int) -> str:
        return self._sheet.place(self._sheet.header_row, index)

    def _fault(self, index: int, wanted: Text) -> None:
        self.faults.append(Fault.of(self._place(index), wanted, self._sheet.header[index]))


def _are_answers(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells that are not empty are answers such as yes and no."""
    said = [plain(str(cell)) in USUAL_ANSWERS.words for cell in cells if not is_empty(cell)]
    return sum(said) * 2 > len(said)


_CANNOT = Text("this column was taken for the times at which people cannot come")
_NO_TIME = Text(
    "this column has answers such as yes, and its header says no time that is understood: write it as Sat 9:00-11:00"
)
_NOBODY = Text("no column is called name, so that nobody knows who answered; write name above the one that says who")
_WHO = Text("this column was taken for the one that says who answered")
_NEAR = Text("no session and no time is called so; did you mean {nearest}?")
_NO_COLUMN = Text("no session and no time is called so; mend the header, or name it among those to ignore")
_TWICE = Text("this is the same column as {other}; keep one")
_KEPT = Text("this column asks about no session and no time; it is kept with the people, and no rule reads it")
_ASKS_NOTHING = Text("no column of this form asks when people are free: wanted sessions, times, or when free")
_RANKS = Text("the numbers in these columns were taken for ranks, 1 for what is liked best; who gives one can come")
