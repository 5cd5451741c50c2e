"""What words mean in columns: which rows carry a word, in numbers instead of letters."""

from collections.abc import Iterable, Mapping

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole


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
    traits: Marks
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
