"""First and last names in columns of their own, put together: two people called Ana are two people."""

from collections.abc import Collection, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet, is_empty, letters
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

FIRST_NAMES = frozenset({"first name", "firstname", "given name", "forename", "first", "名"})
LAST_NAMES = frozenset({"last name", "lastname", "family name", "surname", "last", "姓", "姓氏"})
_CHINESE = "姓"
_PUT_TOGETHER = Text("first and last names were put together, from here and column {other}")


def with_whole_names(sheet: Sheet, names: Collection[str]) -> Sheet:
    """Return a sheet whose column of first names has whole names; as it is where one of `names` is a header already."""
    told = [plain(str(cell)) for cell in sheet.header]
    first = next((at for at, word in enumerate(told) if word in FIRST_NAMES), None)
    last = next((at for at, word in enumerate(told) if word in LAST_NAMES), None)
    if first is None or last is None or any(word in names for word in told):
        return sheet
    is_chinese = told[last].startswith(_CHINESE)
    order, between = ((last, first), "") if is_chinese else ((first, last), " ")
    rows = tuple((number, _joined(cells, first, order, between)) for number, cells in sheet.rows)
    header = tuple(("姓名" if is_chinese else "name") if at == first else cell for at, cell in enumerate(sheet.header))
    wanted = attrs.evolve(_PUT_TOGETHER, facts={"other": letters(last)})
    note = Fault.of(sheet.place(sheet.header_row, first), wanted, sheet.header[first])
    return attrs.evolve(sheet, header=header, rows=rows, filled=(*sheet.filled, note))


def are_names_apart(header: Sequence[Cell]) -> bool:
    """Whether a row of headers has first and last names in columns of their own."""
    told = {plain(str(cell)) for cell in header if not is_empty(cell)}
    return not (told.isdisjoint(FIRST_NAMES) or told.isdisjoint(LAST_NAMES))


def _joined(cells: Sequence[Cell], at: int, order: Sequence[int], between: str) -> tuple[Cell, ...]:
    parts = [str(cells[index]).strip() for index in order if index < len(cells) and not is_empty(cells[index])]
    whole = between.join(parts) or None
    filled = (*cells, *(None,) * (at + 1 - len(cells)))
    return (*filled[:at], whole, *filled[at + 1 :])
