"""How much somebody may serve, in a column among people: 4, 3-5, max 6h, at least 2, no limit."""

import re
import unicodedata
from typing import Any

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.limit_headers import LimitHeader, limit_in
from volmatch.io.tables.limit_periods import PER
from volmatch.io.tables.measures import HOURS, TIMES
from volmatch.io.tables.number_words import in_figures
from volmatch.io.tables.rows import Row
from volmatch.io.tables.table_words import HEADERS, written
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import LANGUAGES, Text

_TO = re.compile(r"(\d.*?)\s*(?:[-–—~〜至到]|\bto\b|\bor\b|或)\s*(\d.*)")  # noqa: RUF001 - people type them
_LEAST = re.compile(r"(?:at least|min\.?|minimum|至少|最少)\s*(.+)|(.+?)\s*(?:\+|or more|以上)")
_MOST = re.compile(
    r"(?:up to|at most|max(?:imum)?\.?(?: of)?|no more than|not more than|最多|至多|不超过|<=|≤)\s*:?\s*(.+)|(.+?)\s*(?:or less|or fewer|max\.?|以内|以下)"
)
_EACH = re.compile(
    r"\s*(?:/|per|a|each|every)\s*(day|week|month)$|\s*(daily|weekly|monthly)$|^每个?(天|日|周|星期|月)\s*"
)
_ANY = frozenset(
    ("any", "any number", "no limit", "none", "unlimited", "as needed", "as many as needed", "flexible", "whatever", "whatever you need", "whatever is needed", "as many as possible", "as many as you like", "as often as needed", "as much as needed", "no preference", "随便", "多多益善", "尽量多", "-", "–", "—", "/", "n/a", "不限", "无", "没有限制", "无限制", "都行", "都可以", "随意", "无所谓", "按需")  # noqa: RUF001 - people type it
)  # fmt: skip
_ONCE = {"once": "1x", "twice": "2x"}
_ABOUT = re.compile(
    r"^(?:about|around|approx\.?|approximately|roughly|ca\.?|maybe|probably|大约|大概|约|差不多)\s*(?=\d)|(?<=\d)(?:\s*ish|\s*-ish)$|左右$"
)
_TOLD = Text("taken for {n}")
_WANTED = Text(
    "wanted how much at most, such as 4, or from least to most, such as 2-4: this column was taken for a limit"
)
_OTHER_PERIOD = Text("the header says another period; write this limit into the sheet limits")
_TAKEN = Text(
    "this column was taken for a limit of each person, as {column} ({zh}) for {per} ({per_zh}) in the sheet limits"
)
_UNITS = {"hours": HOURS, "sessions": TIMES}


@attrs.frozen
class LimitColumn:
    """A column that says how much each person may serve."""

    index: int
    header: LimitHeader

    @classmethod
    def of(cls, header: str, index: int) -> "LimitColumn | None":
        """Return what limit a column holds, or ``None`` where it holds none."""
        found = limit_in(header)
        return None if found is None else cls(index, found)

    def take(self, row: Row, cell: Cell) -> None:
        """Give one person the limit of a cell."""
        limit = self._limit(cell)
        if limit and isinstance(cell, str) and _ABOUT.search(self._in_figures(cell)):
            place = row.known.sheet.place(row.number, self.index)
            row.notes.append(
                Fault.of(place, attrs.evolve(_TOLD, facts={"n": "-".join(map(str, limit.values()))}), cell)
            )
        if limit:
            row.flat.setdefault("limits", []).append({"per": self.header.per, **limit})

    def told(self) -> Text:
        """Return what was understood."""
        words = HEADERS[self.header.least if self.header.is_least else self.header.most]
        pers = {lang: PER.write(self.header.per, lang) for lang in LANGUAGES}
        facts = {"column": written(words, "en"), "zh": written(words, "zh"), "per": pers["en"], "per_zh": pers["zh"]}
        return attrs.evolve(_TAKEN, facts=facts)

    def _limit(self, cell: Cell) -> dict[str, Any]:
        """Return the least and the most that a cell says; nothing where it says that there is no limit."""
        if not isinstance(cell, str):
            return {self._own(): self._amount(cell)}
        text = _ABOUT.sub("", self._in_figures(cell))
        if text in _ANY:
            return {}
        if both := _TO.fullmatch(text):
            least, most = self._amount(both[1]), self._amount(both[2])
            if least > most:
                raise NotACell(_WANTED)
            return {self.header.least: least, self.header.most: most}
        for pattern, field in ((_LEAST, self.header.least), (_MOST, self.header.most)):
            if found := pattern.fullmatch(text):
                return {field: self._amount(found[1] or found[2])}
        return {self._own(): self._amount(text)}

    def _own(self) -> str:
        return self.header.least if self.header.is_least else self.header.most

    def _in_figures(self, cell: str) -> str:
        """Return a text with figures for numbers in words, without the period where it is that of the header."""
        narrow = " ".join(unicodedata.normalize("NFKC", cell).casefold().split()).strip(" .。!")
        if said := _EACH.search(narrow):
            if PER.read(next(filter(None, said.groups()))) != self.header.per:
                raise NotACell(_OTHER_PERIOD)
            narrow = _EACH.sub("", narrow)
        return in_figures(_ONCE.get(narrow, narrow))

    def _amount(self, cell: Any) -> Any:
        amount = _UNITS[self.header.what].read(cell)
        if isinstance(amount, bool) or not isinstance(amount, (int, float)) or amount < 0:
            raise NotACell(_WANTED)
        return amount
