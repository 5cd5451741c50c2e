"""How far the cells of a workbook reach and how much text they share, told from its XML before a reader makes room for it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from xml.parsers import expat

from volmatch.errors import Fault, ProblemError
from volmatch.text import Text

#: Most cells in the rectangle from A1 to the last cell of a sheet; a reader makes room for all of it.
MOST_CELLS = 3_000_000
#: Most letters in all cells of a workbook; cells may share a text, so that a small file holds many.
MOST_LETTERS = 2**28

_WIDEST, _LONGEST = 16_384, 1_048_576
_PREFIX = rb"<(?:[^\s<>/:]+:)?"
_CELL, _ROW = re.compile(_PREFIX + rb"c[\s>/]"), re.compile(_PREFIX + rb"row[\s>/]")
_PLAIN_CELL = re.compile(_PREFIX + rb'c r="([A-Z]{1,3})(\d{1,7})"')
_PLAIN_ROW = re.compile(_PREFIX + rb'row r="\d{1,7}"')
_VALUE = re.compile(_PREFIX + rb"v[\s>]")
_NUMBER = re.compile(_PREFIX + rb"v>([-+.\deE]{1,30})<")
_SHARED = re.compile(_PREFIX + rb"si[\s>]")
_ERROR = re.compile(_PREFIX + rb'c r="([A-Z]{1,3}\d{1,7})"[^<>]*\bt="e"')
_REFERENCE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,7})\s*")
_FILLING = frozenset({"v", "is", "f"})


def not_a_workbook() -> ProblemError:
    """Return the error for a file that is no workbook."""
    wanted = Text("wanted an Excel workbook (.xlsx); this file is none, or is damaged or locked with a password")
    return ProblemError([Fault("", wanted)])


def demand_few_cells(parts: Collection[bytes]) -> None:
    """Refuse a workbook with a sheet that has too many cells, or whose last cell lies too far away.

    Raises
    ------
    ProblemError
        For more than `MOST_CELLS`.
    """
    for part in parts:
        count = len(_CELL.findall(part))
        if count > MOST_CELLS or (count and _size(part, count) > MOST_CELLS):
            raise ProblemError([Fault("", Text("wanted at most {most} cells in a sheet", {"most": MOST_CELLS}))])


def _size(part: bytes, count: int) -> int:
    """Return how many cells lie between the first and the last of a sheet.

    Where each cell tells its place in the usual way, a glance is enough. What lies far away may hold nothing but a colour,
    so before a sheet is refused it is read in earnest.
    """
    cells = _PLAIN_CELL.findall(part)
    if len(cells) == count and len(_ROW.findall(part)) == len(_PLAIN_ROW.findall(part)):
        size = max(int(row) for _, row in cells) * max(_number(name.decode()) for name in {name for name, _ in cells})
        if size <= MOST_CELLS:
            return size
    return _Places(part).size


def _number(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Places:
    """Where the filled cells of a sheet lie; a cell that does not say stands to the right of the one before."""

    def __init__(self, part: bytes) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 0
        reader = expat.ParserCreate(namespace_separator="|")
        reader.StartElementHandler = self._begin
        try:
            reader.Parse(part, True)  # noqa: FBT003 - its own way of saying that this is all
        except (expat.ExpatError, ValueError):
            raise not_a_workbook() from None

    @property
    def size(self) -> int:
        """How many cells lie between the first and the last filled one."""
        return self._rows * self._columns

    def _begin(self, name: str, told: dict[str, str]) -> None:
        local = name.rpartition("|")[2]
        if local == "row":
            self._row, self._column = int(told.get("r", self._row + 1)), 0
        elif local == "c":
            found = _REFERENCE.fullmatch(told.get("r", ""))
            self._column += 1
            if found:
                self._column, self._row = _number(found[1]), int(found[2])
            if self._column > _WIDEST or self._row > _LONGEST or ("r" in told and not found):
                raise ValueError
        elif local in _FILLING:
            self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)


def demand_few_letters(parts: Collection[bytes]) -> None:
    """Refuse a workbook whose cells share texts so long that written out they would not fit.

    Raises
    ------
    ProblemError
        For more than `MOST_LETTERS`.
    """
    lengths = [length for part in parts for length in _shared_lengths(part)]
    numbers: Counter[bytes] = Counter()
    values = 0
    for part in parts if lengths else ():
        values += len(_VALUE.findall(part))
        numbers.update(_NUMBER.findall(part))
    letters = (values - numbers.total()) * max(lengths, default=0)
    for number, times in numbers.items():
        at = int(number) if number.isdigit() else len(lengths)
        letters += times * lengths[at] if at < len(lengths) else 0
    if letters > MOST_LETTERS:
        raise ProblemError([Fault("", Text("wanted at most {most} letters in all cells", {"most": MOST_LETTERS}))])


def _shared_lengths(part: bytes) -> Iterator[int]:
    begins = [found.start() for found in _SHARED.finditer(part)]
    return (end - begin for begin, end in pairwise([*begins, len(part)]))


def error_cells(part: bytes) -> list[tuple[int, int]]:
    """Return row and column, counted from 1 and 0, of the cells of a sheet in which a formula failed."""
    found = [_REFERENCE.fullmatch(name.decode()) for name in _ERROR.findall(part)]
    return [(int(one[2]), _number(one[1]) - 1) for one in found if one]
