"""The sheets of a schedule: which of their columns are which, and all their rows taken in."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from volmatch.errors import MOST_FAULTS, Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.schedule_line import ScheduleLine
from volmatch.io.tables.schedule_told import ScheduleTold
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import HEADERS, plain, understood
from volmatch.text import LANGUAGES, Text

_TOLD = {"people": Text("people"), "names": Text("names"), "held": Text("held")}
_COLUMNS = ("volunteer", "date", "start", "end", "end_date", "session", "role", "place", "room", "min", "target", "max")
_OTHERWISE = Text("this column is none of a schedule's and was passed over")


def take(told: ScheduleTold, key: str, sheet: Sheet) -> None:
    """Take a sheet in: ``duties``, with a row for each, or ``crews``, with a row for each seat."""
    headed = sheet.headed(lambda cells: {"session", "session_name"} & columns_of(cells).keys() != set()).unmerged()
    at = columns_of(headed.header)
    told.notes += [*headed.notes(), *_strange(headed, at)]
    wanted = ("session",) if "session" in at else ("session_name",)
    who = ("names",) if key == "crews" else ("volunteer", "person_name")
    for group in (wanted, who):
        if not any(name in at for name in group):
            facts = {"column": " / ".join(_header(group[-1], lang) for lang in LANGUAGES)}
            needed = Text("this sheet needs the column {column}", facts)
            told.faults.append(Fault(headed.place(headed.header_row, None), needed))
            return
    told.seats[key] = {}
    for row, cells in headed.rows:
        if len(told.faults) < MOST_FAULTS:
            line = ScheduleLine(told, headed, at, row, cells)
            (line.crew if key == "crews" else line.duty)()


def columns_of(header: Sequence[Cell]) -> dict[str, int]:
    """Return where each column of a schedule stands; a name belongs to the person or the session to its left."""
    at: dict[str, int] = {}
    owner = "volunteer"
    for index, cell in enumerate(header):
        name = None if is_empty(cell) else _meanings().get(plain(str(cell)))
        if name == "name":
            name = "session_name" if owner == "session" else "person_name"
        owner = name if name in ("volunteer", "session") else owner
        if name is not None:
            at.setdefault(name, index)
    return at


@cache
def _meanings() -> Mapping[str, str]:
    found = understood(HEADERS, _COLUMNS)
    found |= {plain(text.sentence(lang)): key for key, text in _TOLD.items() for lang in LANGUAGES}
    return found | {plain(word): "name" for word in ("name", "名称")} | {"姓名": "person_name"}


def _header(name: str, lang: str) -> str:
    words = {"person_name": "person_name", "session_name": "name"}.get(name, name)
    return _TOLD[name].sentence(lang) if name in _TOLD else HEADERS[words][lang][0]


def _strange(sheet: Sheet, at: Mapping[str, int]) -> Iterator[Fault]:
    known = set(at.values())
    for index, header in enumerate(sheet.header):
        told = (cells[index] for _, cells in sheet.rows if index < len(cells) and not is_empty(cells[index]))
        first = None if index in known else next(told, None)
        if first is not None:
            yield Fault.of(sheet.place(sheet.header_row, index), _OTHERWISE, first if is_empty(header) else header)
