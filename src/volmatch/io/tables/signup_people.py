"""What a sign-up form says of people besides times and wishes: limits, skills, traits and ages, counted as in a sheet of people."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from volmatch.errors import Fault, ProblemError
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked_words import by_look, cells_of, named
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.counted_columns import YesOrNo, with_own_counted
from volmatch.io.tables.headings import Known, meanings_of
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.records import PARTS
from volmatch.io.tables.rows import Row, rows
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.settled_cells import settled_beside
from volmatch.io.tables.several_words import Vocabulary, parted
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.signup_profiles import Profile
from volmatch.io.tables.spellings import TAKEN_FOR
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.yes_or_no import has_crosses
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.words import uses_of
from volmatch.rule import Rule
from volmatch.text import Text

_KEY = "volunteers"
_LISTS = ("skills", "traits", "teams")
_YES_AND_NO = ("skills", "traits")
_BORN = "born"
_BAR = "┋"
#: What questions have in front of the word that a sheet has alone.
_YOURS = re.compile(r"^(?:[您你我]的|your |my |的)")


@attrs.frozen
class PeopleWords:
    """What sessions and rules ask of people, and what people have: words by what they look like, of each kind."""

    asked: Mapping[str, Mapping[str, str]]
    had: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, sessions: Iterable[Session], volunteers: Iterable[Volunteer], rules: Iterable[Rule]) -> "PeopleWords":
        """Return the words of a problem, or of as much of it as is given."""
        roles = [role for session in sessions for role in session.roles]
        asked: dict[str, list[str]] = {kind: [] for kind in _LISTS}
        asked["skills"] += [skill for role in roles for skill, _ in role.skills_in_order]
        asked["traits"] += [trait for role in roles for trait in role.traits]
        for rule in rules:
            for _, kind, word in uses_of(rule, ""):
                asked.get(kind, []).append(word)
        people = list(volunteers)
        had = {kind: by_look(word for one in people for word in getattr(one, kind)) for kind in _LISTS}
        return cls({kind: by_look(words) for kind, words in asked.items()}, had)

    def known(self, kind: str) -> Mapping[str, str]:
        """Return the words of a kind that somebody has or asks for."""
        return {**self.had[kind], **self.asked[kind]}

    def vocabulary(self, kind: str) -> Vocabulary:
        """Return by which words a text of a kind is taken apart."""
        return Vocabulary.of_words(self.had[kind], self.asked[kind])


class SignUpPeople:
    """The columns of a form that count as those of a sheet of people do.

    Attributes
    ----------
    columns : frozenset of int
        Which they are, counted from 0.
    faults, notes : list of Fault
        Questions that the form lacks, and what its columns were taken for.
    """

    def __init__(
        self, sheet: Sheet, others: Mapping[str, int], words: PeopleWords, around: Around, traits: Mapping[str, str]
    ) -> None:
        self._words, self._around = words, around
        sheet = _with_semicolons(sheet)
        given = _traits_given(sheet, others, traits)
        free = {header: index for header, index in others.items() if all(one.index != index for one in given)}
        at = self._known_columns(sheet, free)
        own = {header: index for header, index in free.items() if index not in at.values()}
        asked = {kind: words.asked[kind] for kind in _YES_AND_NO}
        bare = Known(_KEY, sheet, at, own, counted=given)
        self._known = with_own_counted(bare, asked, words.vocabulary("skills"))
        headers = {plain(header) for header in others}
        self.faults = [Fault.of("traits", _NO_QUESTION, header) for header in traits if plain(header) not in headers]
        taken = (Fault.of(sheet.place(sheet.header_row, at[name]), _TAKEN[name], sheet.header[at[name]]) for name in at)
        self.notes = [*taken, *self._known.notes]
        self.columns = frozenset((*at.values(), *(one.index for one in self._known.counted)))

    def profiles(self, last: Mapping[str, tuple[int, tuple[Cell, ...]]]) -> tuple[dict[str, Profile], list[Fault]]:
        """Return what each person said in the row that counts, and how it was understood.

        Raises
        ------
        ProblemError
            With everything in these columns that means nothing.
        """
        rows_that_count = tuple(sorted(last.values(), key=lambda row: row[0]))
        sheet = _with_semicolons(attrs.evolve(self._known.sheet, rows=rows_that_count))
        known, notes = settled_beside(attrs.evolve(self._known, sheet=sheet), self._around)
        for kind in (name for name in _LISTS if name in known.at):
            known, told = parted(known, kind, self._words.vocabulary(kind))
            notes += told
        own = {row: person for person, (row, _) in last.items()}
        found = {own[row.number]: row for row in (rows(known) if self.columns else ())}
        faults = [fault for row in found.values() for fault in row.faults]
        if faults:
            raise ProblemError(faults)
        people = list(_people(found))
        spelt = self._spelt(people, found)
        told = [note for row in found.values() for note in row.notes]
        return {one.id: Profile(one, tuple(found[one.id].denied)) for one in spelt}, [*notes, *told]

    def _spelt(self, people: Iterable[Volunteer], found: Mapping[str, Row]) -> list[Volunteer]:
        """Return people with words written as the problem writes them: COOKING is what asks for cooking; each is told once."""
        told: set[str] = set()

        def spelt(person: Volunteer, kind: str, word: str) -> str:
            known = self._words.known(kind).get(alike(word), word)
            if known != word and word not in told:
                told.add(word)
                row = found[person.id]
                row.tell(kind if row.has(kind) else None, attrs.evolve(TAKEN_FOR, facts={"word": known}))
            return known

        return [
            attrs.evolve(
                one,
                skills=FrozenMap({spelt(one, "skills", word): skill for word, skill in one.skills.items()}),
                traits=tuple(spelt(one, "traits", word) for word in one.traits),
                teams=tuple(spelt(one, "teams", word) for word in one.teams),
            )
            for one in people
        ]

    def _known_columns(self, sheet: Sheet, others: Mapping[str, int]) -> dict[str, int]:
        """Return the columns that a sheet of people has as well; lists only where somebody knows one of their words."""
        found: dict[str, int] = {}
        for header, index in others.items():
            asked = (_YOURS.sub("", look) for look in asked_in(header))
            name = next(filter(None, map(meanings_of(_KEY).get, asked)), "")
            if name == _BORN or (name in _LISTS and self._has_words(Known(_KEY, sheet, {name: index}), name)):
                found.setdefault(name, index)
        return found

    def _has_words(self, known: Known, kind: str) -> bool:
        there, words = self._words.known(kind), self._words.vocabulary(kind)
        texts = [words.text_of(str(cell)) for cell in cells_of({_KEY: known}, (_KEY, kind))]
        return any(alike(word) in there for word, _ in named(texts))


def _people(found: Mapping[str, Row]) -> Sequence[Volunteer]:
    """Return rows as people; what is wrong with them is told where it stands."""
    part = PARTS[_KEY]
    records = [{**part.fold(row.flat, row, dt.UTC), "id": person} for person, row in found.items()]
    origins = [Origin(row, part.steps) for row in found.values()]
    try:
        return Problem.from_data({"volunteers": records, "sessions": []}).volunteers
    except ProblemError as error:
        raise ProblemError([attrs.evolve(one, path=_place(one.path, origins)) for one in error.faults]) from None


def _place(path: str, origins: Sequence[Origin]) -> str:
    """Return the cell for which a path of a person stands."""
    at, _, way = path.removeprefix("volunteers[").partition("]")
    return origins[int(at)].place(way)


def _traits_given(sheet: Sheet, others: Mapping[str, int], traits: Mapping[str, str]) -> tuple[YesOrNo, ...]:
    """Return the questions of which the caller says which trait a yes gives."""
    given = {plain(header): trait for header, trait in traits.items()}
    return tuple(
        YesOrNo(index, "traits", given[plain(header)], has_crosses(_cells(sheet, index)))
        for header, index in others.items()
        if plain(header) in given
    )


def _with_semicolons(sheet: Sheet) -> Sheet:
    """Return a form with semicolons for the bars that form programs write between choices."""
    rows = tuple(
        (number, tuple(cell.replace(_BAR, "; ") if isinstance(cell, str) else cell for cell in cells))
        for number, cells in sheet.rows
    )
    return attrs.evolve(sheet, rows=rows)


def _cells(sheet: Sheet, index: int) -> list[Cell]:
    return [cells[index] if index < len(cells) else None for _, cells in sheet.rows]


_NO_QUESTION = Text("the form has no such question with an answer, or it asks about times")
_TAKEN = {
    "skills": Text("the words in this column were taken for skills of people"),
    "traits": Text("the words in this column were taken for traits of people"),
    "teams": Text("the words in this column were taken for teams of people"),
    "born": Text("this column was taken for dates of birth, which give traits by age"),
}
