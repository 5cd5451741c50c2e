"""The rows of a sign-up form: who answered, and what they said of sessions, times and people."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.answerers import Answerers
from volmatch.io.tables.answers import NO_ANSWER, TICKS, USUAL_ANSWERS, Answer, Answers, SignUps, Windows
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import CellChoice, all_called_so, asked_at, chosen, guesses
from volmatch.io.tables.companions import companions_in
from volmatch.io.tables.grid_answers import in_a_grid
from volmatch.io.tables.joined_windows import joined
from volmatch.io.tables.nothing_words import says_nothing
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.ranked import rank_of
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.signup_columns import Asking, SignUpColumns
from volmatch.io.tables.signup_profiles import Profile
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.unclear_hours import half_of_the_day
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.window import Weekly, Window
from volmatch.text import Text

Rows = dict[str, tuple[int, tuple[Cell, ...]]]
Said = list[tuple[Asked, Answer]]


class SignUpRows:
    """One reading of one form."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Answers,
        asking: Asking,
        person: str | None,
        volunteers: Sequence[Volunteer] | None,
    ) -> None:
        self._sheet, self._answers, self._asking = sheet, answers, asking
        self._before = {one.id: one for one in volunteers or ()}
        self._answerers = Answerers(volunteers)
        self._columns = SignUpColumns(sheet, asking, person)
        self._faults, self._notes = self._columns.faults, self._columns.notes
        self._crosses = self._crossed()
        self._guessed: set[tuple[int, Text]] = set()

    def signups(self, others: Iterable[Sheet]) -> SignUps:
        """Return what the form says, or raise all that is wrong with it; `others` are sheets that were not read."""
        said: dict[str, Said] = {}
        data: dict[str, FrozenMap[str, str]] = {}
        away: dict[str, Windows] = {}
        last = self._last_rows()
        for person, (row, cells) in last.items():
            if len(self._faults) >= MOST_FAULTS:
                break
            said[person] = list(self._told(row, cells))
            own = {name: text for index, name in self._columns.own.items() if (text := own_text(cells, index))}
            data[person] = FrozenMap(own)
            away[person] = tuple(self._away(row, cells))
        named = dict.fromkeys(self._named(last))
        together = _each_once(named)
        profiles = self._profiles(last)
        if self._faults:
            raise ProblemError(self._faults)
        notes = (*self._sheet.notes(), *self._notes, *(Fault(other.name, _NOT_READ) for other in others))
        return SignUps(
            availability=FrozenMap(self._availability(said)),
            wishes=FrozenMap({person: tuple(_wishes(told)) for person, told in said.items()}),
            never=tuple(
                (person, session)
                for person, told in said.items()
                for about, answer in told
                for session in about.sessions
                if not answer.free
            ),
            told=notes,
            together=together,
            mutual=tuple(pair for pair in together if pair[::-1] in named),
            data=FrozenMap({own: told for own, told in data.items() if told}),
            away=FrozenMap({own: told for own, told in away.items() if told}),
            profiles=FrozenMap(profiles),
        )

    def _profiles(self, last: Rows) -> dict[str, Profile]:
        """Return what people said of themselves; what contradicts the problem is told where they wrote their name."""
        try:
            profiles, notes = self._columns.people.profiles(last)
        except ProblemError as error:
            self._faults += error.faults
            return {}
        self._notes += notes
        for person, one in profiles.items():
            place = self._sheet.place(last[person][0], self._columns.person)
            known = self._before.get(person)
            self._notes += [Fault(place, text) for text in (one.changes(known) if known else ())]
        return profiles

    def _availability(self, said: dict[str, Said]) -> dict[str, Windows | None]:
        """Return when people are free; nobody loses their times to a form that asks only what they like."""
        asks_for_times = bool(self._columns.asked) or not all(self._columns.choices.values())
        found: dict[str, Windows | None] = {}
        for person, told in said.items():
            windows = (window for about, answer in told for window in _windows(about, answer))
            free = tuple(dict.fromkeys(windows))
            times = joined(free) if self._sheet.turned else free
            found[person] = times if times or asks_for_times else None
        return found

    def _last_rows(self) -> Rows:
        """Return the last row of each person, in the order in which people came first."""
        last: Rows = {}
        index = self._columns.person
        for row, cells in self._sheet.rows:
            cell = cells[index] if index < len(cells) else None
            place = self._sheet.place(row, index)
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

    def _told(self, row: int, cells: Sequence[Cell]) -> Iterator[tuple[Asked, Answer]]:
        """Yield what was asked and answered in a row."""
        for index, about in self._columns.asked.items():
            cell = cells[index] if index < len(cells) else None
            grid = self._in_a_grid(row, index, cell)
            yield from grid
            answer = None if grid else self._answer(row, index, cell)
            if answer is not None:
                yield about, answer
        most = max(self._columns.choices.values(), default=0)
        for index, rank in self._columns.choices.items():
            cell = cells[index] if index < len(cells) else None
            answer = Answer(score=most - rank + 1 if rank else 0)
            yield from (
                ()
                if is_empty(cell) or (rank and says_nothing(cell))
                else ((about, answer) for about in self._chosen(row, index, cell))
            )

    def _away(self, row: int, cells: Sequence[Cell]) -> Iterator[Weekly | Window]:
        """Yield when somebody cannot come, or take note of what is wrong with that."""
        for index in self._columns.cannot:
            cell = cells[index] if index < len(cells) else None
            if is_empty(cell) or says_nothing(cell):
                continue
            for about in self._chosen(row, index, cell):
                yield from about.windows

    def _crossed(self) -> bool:
        """Whether an x is a no: in a form in which others tick what they can do; that is told where the first stands."""
        if self._answers is not USUAL_ANSWERS:
            return False
        said = [
            (row, index, plain(own_text(cells, index)))
            for row, cells in self._sheet.rows
            for index in self._columns.asked
            if index < len(cells)
        ]
        ticked = any(word in TICKS for _, _, word in said)
        first = next(((row, index) for row, index, word in said if word == _X), None)
        if ticked and first is not None:
            self._notes.append(Fault.of(self._sheet.place(*first), _CROSS, _X))
        return ticked

    def _answer(self, row: int, index: int, cell: Cell) -> Answer | None:
        """Return what an answer means, or take note that it means nothing."""
        if is_empty(cell):
            return self._answers.blank
        graded = self._columns.graded
        if index in graded:
            rank = rank_of(own_text([cell], 0), len(graded))
            if rank is not None:
                return Answer(score=len(graded) - rank + 1)
            wanted = Text("wanted a rank from 1 to {most}", {"most": len(graded)})
        else:
            word = plain(own_text([cell], 0))
            word = word if word in self._answers.words else word.rstrip("!.。！~ ")  # noqa: RUF001 - people type the wide one
            answer = _NO if word == _X and self._crosses else self._answers.words.get(word)
            if answer is not None:
                return answer
            if self._answers is USUAL_ANSWERS and word in NO_ANSWER:
                return self._answers.blank
            wanted = self._wanted_answer(index, cell)
        self._faults.append(Fault.of(self._sheet.place(row, index), wanted, cell))
        return None

    def _wanted_answer(self, index: int, cell: Cell) -> Text:
        """Return what to write instead of a cell that is no answer; of the usual answers, a few."""
        half = half_of_the_day(cell) if index in self._columns.halves else None
        if half is not None:
            return half
        if index in self._columns.halves:
            return Text(
                "wanted yes or no, or the hours of this day or the days of these hours, such as 9:00-11:00 or Sat"
            )
        words = _FEW if self._answers is USUAL_ANSWERS else tuple(self._answers.words)
        return Text("wanted one of {words}", {"words": words})

    def _in_a_grid(self, row: int, index: int, cell: Cell) -> Said:
        """Return what a cell says of the days or hours of its column, where it says more than yes or no."""
        column = self._columns.halves.get(index)
        if column is None or is_empty(cell) or plain(own_text([cell], 0)) in self._answers.words:
            return []
        told = in_a_grid(column, cell)
        for guess in guesses([CellChoice(Asked(()), one) for one in told], self._asking.around):
            self._tell(row, index, guess, cell)
        return [(asked_at(one, self._asking.around), Answer()) for one in told]

    def _tell(self, row: int, index: int, guess: Text, cell: Cell) -> None:
        """Take note of what was guessed, once for each column."""
        if (index, guess) not in self._guessed:
            self._guessed.add((index, guess))
            self._notes.append(Fault.of(self._sheet.place(row, index), guess, cell))

    def _chosen(self, row: int, index: int, cell: Cell) -> list[Asked]:
        """Return what was chosen in a cell, or take note of what is wrong with it."""
        place, asking = self._sheet.place(row, index), self._asking
        known = {**asking.groups, **asking.sessions} if self._columns.choices.get(index) else asking.sessions
        try:
            told = chosen(cell, known, asking.around)
        except NotACell as fault:
            self._faults.append(Fault.of(place, fault.wanted, cell))
            return []
        for guess in guesses(told, asking.around):
            self._tell(row, index, guess, cell)
        for one in told:
            if one.asked.each:
                self._tell(row, index, all_called_so(one.asked), cell)
        return [one.asked for one in told]

    def _named(self, last: Rows) -> Iterator[tuple[str, str]]:
        """Yield who wants to serve with whom; a name that nobody has is told."""
        known = self._answerers.by_word() | {alike(person): person for person in last}
        for person, (row, cells) in last.items():
            for index in self._columns.friends:
                cell = cells[index] if index < len(cells) else None
                for name, friend in () if is_empty(cell) else companions_in(cell, known):
                    if friend is None:
                        self._unknown(Fault.of(self._sheet.place(row, index), _NOBODY, name))
                    elif friend != person:
                        yield person, friend

    def _unknown(self, fault: Fault) -> None:
        (self._notes if self._asking.keeps_others else self._faults).append(fault)


def _each_once(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of people, each once whoever named the other first."""
    first: dict[frozenset[str], tuple[str, str]] = {}
    for pair in named:
        first.setdefault(frozenset(pair), pair)
    return tuple(first.values())


def _windows(about: Asked, answer: Answer) -> Windows:
    return about.answered(if_needed=answer.if_needed) if answer.free else ()


def _wishes(told: Said) -> Iterator[Wish]:
    for about, answer in told:
        yield from about.wishes(answer.score) if answer.score else ()


#: Answers that are named where a cell holds none; many more are understood.
_FEW = ("yes", "if needed", "no", "1", "0", "✓", "可以", "必要时", "没空")
_X, _NO = "x", Answer(free=False)
_CROSS = Text("x was taken for no here, since others in this form tick what they can do")
_NOT_READ = Text("this sheet was not read: a form is the first sheet with anything in it")
_ANSWERED_TWICE = Text("{person} answered twice, in rows {row} and {last}; the last answer counts")
_NOBODY = Text("nobody is called so; with whom somebody wants to serve is understood only by the names of the others")
