"""A column of ages among people: it gives the traits by age that are asked for, 18+ or 14-17; a date of birth beside it goes before it."""

import re
import unicodedata
from collections.abc import Mapping

import attrs

from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.counting_headers import AGES
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.rows import Row
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.yes_or_no import word_in
from volmatch.problem.ages import band_of
from volmatch.text import Text

_YEARS = r"\s*(?:years?(?: old)?|yrs?|y|岁|周岁)?"
_AGE = re.compile(
    rf"(\d{{1,3}}){_YEARS}(?:\s*[-–~至到]\s*(\d{{1,3}}){_YEARS})?|(\d{{1,3}})\s*(?:\+|岁?以上|or over)",  # noqa: RUF001 - people type it
    re.ASCII,
)
_OLDEST = 120
_WANTED = Text("wanted an age in years, such as 17: {words} is asked for")
_TOLD = Text("the ages in this column were taken for the traits {words}, which are asked for")


@attrs.frozen
class AgeColumn:
    """A column that says how old people are."""

    index: int
    traits: tuple[str, ...]

    @classmethod
    def of(cls, header: str, index: int, traits: Mapping[str, str]) -> "AgeColumn | None":
        """Return the column of a header, or ``None`` where it says no ages or none are asked for."""
        asked = tuple(word for word in traits.values() if band_of(word) is not None)
        return cls(index, asked) if asked and not AGES.isdisjoint(asked_in(header)) else None

    def take(self, row: Row, cell: Cell) -> None:
        """Give one person the traits of their age."""
        if "born" in row.flat or not word_in(cell):
            return
        found = _AGE.fullmatch(unicodedata.normalize("NFKC", own_text([cell], 0)).casefold().strip())
        if found is None:
            raise NotACell(attrs.evolve(_WANTED, facts={"words": self.traits}))
        first = int(found[1] or found[3])
        last = int(found[2] or _OLDEST) if found[2] or found[3] else first
        for trait in self.traits:
            self._count(row, trait, first, last)

    def told(self) -> Text:
        """Return what was understood."""
        return attrs.evolve(_TOLD, facts={"words": self.traits})

    def _count(self, row: Row, trait: str, first: int, last: int) -> None:
        """Give a trait to who is within its ages from the first to the last that were said."""
        band = band_of(trait)
        if band is None or last < band.least or first > band.most:
            row.denied.append(trait)
            return
        if not band.least <= first <= last <= band.most:
            raise NotACell(attrs.evolve(_WANTED, facts={"words": (trait,)}))
        had = row.flat.get("traits") or []
        row.flat["traits"] = [*had, *([] if trait in had else [trait])]
