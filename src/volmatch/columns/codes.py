"""What words mean in columns: which rows carry a word, in numbers instead of letters."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.columns.age_bands import years_in

#: Before the first day there is, and after the last: what has always been, and what has no end.
_FIRST, ALWAYS = 0, 10_000_000
#: No word begins so.
_BY_AGE = "\n"


@attrs.frozen(eq=False)
class Marks:
    """Which of some rows carry which words: `row[e]` carries the word whose number is `code[e]`.

    Parameters
    ----------
    number
        The number of each word, in order of first appearance.
    row, code
        int64 (n,).
    count
        Rows in all, also those that carry nothing.
    """

    number: Mapping[str, int]
    row: Ints
    code: Ints
    count: int

    @classmethod
    def of(cls, lists: Iterable[Iterable[str]]) -> "Marks":
        """Read the words of each row."""
        number: dict[str, int] = {}
        rows, codes, count = [], [], 0
        for row, words in enumerate(lists):
            for word in words:
                rows.append(row)
                codes.append(number.setdefault(word, len(number)))
            count = row + 1
        return cls(number, whole(rows), whole(codes), count)

    def any_of(self, words: Iterable[str]) -> Bools:
        """Return which rows carry at least one of these words; bool (count,)."""
        asked = np.zeros(len(self.number), dtype=bool)
        asked[[self.number[word] for word in words if word in self.number]] = True
        found = np.zeros(self.count, dtype=bool)
        found[self.row[asked[self.code]]] = True
        return found

    def has(self, word: str) -> Bools:
        """Return which rows carry a word; bool (count,)."""
        return self.any_of((word,))

    @property
    def only(self) -> Ints:
        """The number of each row's word where a row has one at most, -1 where it has none; int64 (count,)."""
        found = np.full(self.count, -1, dtype=np.int64)
        found[self.row] = self.code
        return found


@attrs.frozen(eq=False)
class Traits:
    """What people are, and on which days: entry e says that `row[e]` has a trait from the day `since[e]` to `until[e]`.

    Parameters
    ----------
    number
        The number of each trait.
    row, code, since, until
        int64 (n,); the days as proleptic ordinals.
    born
        Date of birth of each volunteer who tells it; ages give traits too.
    days
        First and last day of the problem.
    count
        Volunteers in all.
    """

    number: Mapping[str, int]
    row: Ints
    code: Ints
    since: Ints
    until: Ints
    born: Mapping[int, dt.date]
    days: tuple[int, int]
    count: int
    _spells: dict[str, tuple[Ints, Ints]] = attrs.field(factory=dict, init=False)

    def any_of(self, traits: Iterable[str]) -> Bools:
        """Return who has at least one of these traits on any day of the problem; bool (count,)."""
        found = np.zeros(self.count, dtype=bool)
        for first, last in self._all_spells(traits):
            found |= (first <= self.days[1]) & (self.days[0] <= last) & (first <= last)
        return found

    def borne(self, traits: Iterable[str], row: Ints, day: Ints) -> Bools:
        """Return whether each listed volunteer row has at least one of these traits on each listed day; bool (n,)."""
        found = np.zeros(row.size, dtype=bool)
        for first, last in self._all_spells(traits):
            found |= (first[row] <= day) & (day <= last[row])
        return found

    def is_dated(self, traits: Iterable[str]) -> bool:
        """Return whether somebody has one of these traits on some days only."""
        return any(
            ((first > _FIRST) | ((last < ALWAYS) & (last >= first))).any() for first, last in self._all_spells(traits)
        )

    def _all_spells(self, traits: Iterable[str]) -> Iterator[tuple[Ints, Ints]]:
        """Yield the first and last day on which each volunteer has a trait, last before first for never; int64 (count,)."""
        for trait in traits:
            if trait in self.number:
                yield self._own_spell(trait)
            if self.born and (years := years_in(trait)) is not None:
                yield self._spell_of_age(trait, *years)

    def _own_spell(self, trait: str) -> tuple[Ints, Ints]:
        if trait not in self._spells:
            first, last = np.full(self.count, _FIRST), np.full(self.count, _FIRST - 1)
            own = self.code == self.number[trait]
            first[self.row[own]], last[self.row[own]] = self.since[own], self.until[own]
            self._spells[trait] = first, last
        return self._spells[trait]

    def _spell_of_age(self, trait: str, least: int, most: int) -> tuple[Ints, Ints]:
        key = f"{_BY_AGE}{trait}"
        if key not in self._spells:
            first, last = np.full(self.count, _FIRST), np.full(self.count, _FIRST - 1)
            for row, born in self.born.items():
                first[row], last[row] = _birthday(born, least), _birthday(born, most + 1) - 1
            self._spells[key] = first, last
        return self._spells[key]


def _birthday(born: dt.date, years: int) -> int:
    """Return the day on which somebody turns so many years old; there may be no such day any more in the calendar."""
    year = born.year + years
    if year > dt.MAXYEAR:
        return ALWAYS
    return dt.date(year, born.month, 1).toordinal() + born.day - 1  # 29 February is 1 March where there is none


@attrs.frozen(eq=False)
class Skills:
    """What volunteers can do: entry e says that `row[e]` has a skill at `level[e]`, from the day `since[e]` to `until[e]`."""

    number: Mapping[str, int]
    row: Ints
    code: Ints
    level: Ints
    since: Ints
    until: Ints
    count: int

    def days(self, skill: str, level: int) -> tuple[Ints, Ints]:
        """Return the first and last day on which each volunteer has a skill at a level or higher; last 0 for never; (count,)."""
        first, last = np.zeros(self.count, dtype=np.int64), np.zeros(self.count, dtype=np.int64)
        own = (self.code == self.number.get(skill, -1)) & (self.level >= level)
        first[self.row[own]], last[self.row[own]] = self.since[own], self.until[own]
        return first, last


@attrs.frozen(eq=False, kw_only=True)
class Codes:
    """The words of a problem that rules ask for.

    Parameters
    ----------
    sessions, kinds, series, tags, audiences, wants, venues
        Of sessions: the id of each, ...; `wants` are the features that they would like their rooms to have, `venues` the ids
        of all places where a session may be held, whatever is closed when, numbered by their rows.
    parents
        int64 (places,): row of the place that each lies in, -1 for none.
    volunteers, traits, teams, skills
        Of volunteers.
    names, asked_traits, asked_skills
        Of roles: what each is called, and what it asks of whoever holds it.
    features
        Of rooms.
    """

    sessions: Marks
    kinds: Marks
    series: Marks
    tags: Marks
    audiences: Marks
    wants: Marks
    venues: Marks
    parents: Ints
    volunteers: Marks
    traits: Traits
    teams: Marks
    skills: Skills
    names: Marks
    asked_traits: Marks
    asked_skills: Marks
    features: Marks


def numbered(words: Iterable[str]) -> Ints:
    """Return a number for each word, equal for equal words, in order of first appearance."""
    number: dict[str, int] = {}
    return whole([number.setdefault(word, len(number)) for word in words])
