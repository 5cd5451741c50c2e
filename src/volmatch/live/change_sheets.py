"""A sheet of changes: a row for each, its kind in the column ``change``, and a column for whatever it says."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import Any

from volmatch.errors import MOST_FAULTS, ChangeError, Fault, InputError
from volmatch.io.tables import clocks
from volmatch.io.tables.encodings import decoded
from volmatch.io.tables.folder import delimiter_of
from volmatch.io.tables.table_words import nearest, plain
from volmatch.text import Text

#: How the names of sheets end.
SHEETS = (".csv", ".tsv")
#: Most rows that are read.
_MOST_ROWS = 100_000
#: What each column may be called.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "change": ("change", "what", "变更", "变动"),
    "volunteer": ("volunteer", "person", "who", "志愿者", "人员"),
    "session": ("session", "活动", "场次"),
    "role": ("role", "岗位", "角色"),
    "room": ("room", "房间", "教室"),
    "place": ("place", "地点"),
    "from": ("from", "自", "从"),
    "to": ("to", "until", "至", "到"),
    "start": ("start", "开始"),
    "end": ("end", "结束"),
    "min": ("min", "最少"),
    "target": ("target", "目标"),
    "max": ("max", "最多"),
    "name": ("name", "姓名", "名称"),
    "skill": ("skill", "skills", "技能"),
}
#: What each kind of change may be called.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "absence": ("absence", "absent", "ill", "away", "请假", "缺席", "生病"),
    "withdrawn": ("withdrawn", "withdrawal", "退出"),
    "served": ("served", "到岗"),
    "no_show": ("no show", "missed", "未到", "缺勤"),
    "cancelled": ("cancelled", "canceled", "取消"),
    "moved": ("moved", "改期", "调整"),
    "added": ("added", "new session", "新增", "增加"),
    "needs": ("needs", "需求"),
    "closed": ("closed", "关闭"),
    "joined": ("joined", "new volunteer", "加入"),
}
_MEANING = {plain(word): column for column, words in _HEADERS.items() for word in words}
_KIND = {plain(word): kind for kind, words in _KINDS.items() for word in words}
#: The columns that say when.
_WHEN = ("from", "to", "start", "end")
NO_DAY = Text("this is a time of day alone: write the day in front of it, such as 2026-08-01 09:30")
_WANTED_TEXT = Text("wanted a text in UTF-8: save it as CSV UTF-8")
#: How many rows may stand above the headers.
_MOST_ABOVE = 10
#: Between several skills in one cell.
_BETWEEN = "[;；、]"  # noqa: RUF001 - people type the wide ones
_COUNTS = ("min", "target", "max")
Row = dict[str, Any]
#: A row with the line on which it ends.
_Numbered = tuple[int, list[str]]


def sheet_changes(name: str, raw: bytes) -> tuple[list[Row], list[int]]:
    """Return the changes of a sheet as mappings, and the line on which each begins; a blank row says nothing.

    A row ``added`` tells a session with one role, and the next row ``added`` of the same session one more role of it. A row
    ``joined`` tells a person with skills, several of them with semicolons between. Whatever else they need, JSON can say.

    Raises
    ------
    ChangeError
        If it is no sheet of changes, with every fault found.
    """
    try:
        text = decoded(name, raw)
    except InputError:
        raise ChangeError([Fault(name, _WANTED_TEXT)]) from None
    delimiter = "\t" if name.lower().endswith(".tsv") else delimiter_of(name, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    faults: list[Fault] = []
    listed: list[Row] = []
    lines: list[int] = []
    try:
        numbered = ((reader.line_num, cells) for cells in reader)
        number, header, rest = _header(numbered)
        columns = _columns(f"{name}:{number}", header)
        for line, cells in rest:
            row, astray = _read(columns, cells)
            faults += _astray(f"{name}:{line}", row, astray)
            if row:
                _put(row, line, listed, lines)
            if len(listed) > _MOST_ROWS or len(faults) > MOST_FAULTS:
                faults.append(Fault(name, Text("wanted at most {most} rows", {"most": _MOST_ROWS})))
                break
    except csv.Error as error:
        faults.append(
            Fault(f"{name}:{reader.line_num}", Text("this is no row of a sheet: {error}", {"error": str(error)}))
        )
    if faults:
        raise ChangeError(faults)
    return listed, lines


def _header(numbered: Iterator[_Numbered]) -> tuple[int, list[str], Iterator[_Numbered]]:
    """Return the row of headers, its number and the rows below: the first of a few that says what changes, else the first."""
    above = list(islice(numbered, _MOST_ABOVE))
    at = next((at for at, (_, cells) in enumerate(above) if any(map(_says_what, cells))), 0)
    number, header = above[at] if above else (1, [])
    return number, header, chain(above[at + 1 :], numbered)


def _says_what(cell: str) -> bool:
    return _MEANING.get(plain(cell)) == "change"


def _columns(at: str, header: list[str]) -> list[str]:
    found = [_MEANING.get(plain(cell), "") for cell in header]
    faults = [_unknown_column(at, cell) for cell, column in zip(header, found, strict=True) if cell and not column]
    faults += [
        Fault.of(at, Text("this column stands twice; keep one"), column)
        for column in sorted({column for column in found if column and found.count(column) > 1})
    ]
    if "change" not in found:
        faults.append(Fault(at, Text("wanted a column that says what changes, named {name}", {"name": "change"})))
    if faults:
        raise ChangeError(faults)
    return found


def _unknown_column(at: str, cell: str) -> Fault:
    near = nearest(cell, [word for words in _HEADERS.values() for word in words])
    wanted = Text("no such column: did you mean {near}?", {"near": near}) if near else Text("no such column; remove it")
    return Fault.of(at, wanted, cell)


def moment_typed(cell: str) -> str:
    """Return a day or a moment as files hold them, where a cell says one as people type it; anything else as it stands."""
    return clocks.moment_text(cell) or clocks.day_text(cell) or cell


def is_clock_alone(cell: str) -> bool:
    """Whether a cell says a time of day and no day."""
    return clocks.clock_text(cell) is not None


def _read(columns: list[str], cells: list[str]) -> tuple[Row, list[str]]:
    """Return what a row says, by column, and what stands in it under none."""
    filled = [(column, cell.strip()) for column, cell in zip_longest(columns, cells, fillvalue="") if cell.strip()]
    row = {column: moment_typed(cell) if column in _WHEN else cell for column, cell in filled if column}
    return row, [cell for column, cell in filled if not column]


def _astray(at: str, row: Row, astray: list[str]) -> Iterator[Fault]:
    for cell in astray:
        yield Fault.of(at, Text("this cell stands under no column"), cell)
    for column in _WHEN:
        if column in row and is_clock_alone(row[column]):
            yield Fault.of(f"{at}.{column}", NO_DAY, row[column])


def _put(row: Row, line: int, listed: list[Row], lines: list[int]) -> None:
    """Take in one row; a further role of the session just added goes to that."""
    kinds = _KIND
    kind = kinds.get(plain(row.get("change", "")), row.get("change"))
    told: Row = {name: _number(cell) if name in _COUNTS else cell for name, cell in row.items()}
    made = _MADE.get(str(kind))
    record = {**told, "change": kind} if made is None else {"change": kind, **made(told)}
    last = listed[-1] if listed else {}
    if kind == last.get("change") == "added" and record["session"].get("id") == last["session"].get("id"):
        last["session"]["roles"] += record["session"]["roles"]
        return
    listed.append(record)
    lines.append(line)


def _number(cell: str) -> Any:
    return int(cell) if cell.isascii() and cell.isdigit() else cell


def _added(row: Row) -> Row:
    role: Row = {"name": row.get("role"), **{name: row[name] for name in ("skill", *_COUNTS) if name in row}}
    session: Row = {
        "id": row.get("session"),
        **{name: row[name] for name in ("name", "start", "end", "place") if name in row},
    }
    if "room" in row:
        session["room"] = {"any_of": [row["room"]]}
    more: Row = {name: row[name] for name in ("volunteer", "from", "to") if name in row}
    return {"session": {**session, "roles": [role] if "role" in row else []}, **more}


def _joined(row: Row) -> Row:
    skills = {name.strip(): 1 for name in re.split(_BETWEEN, row.get("skill", "")) if name.strip()}
    more = {name: cell for name, cell in row.items() if name not in ("change", "volunteer", "name", "skill")}
    person: Row = {"id": row.get("volunteer"), "skills": skills} | ({"name": row["name"]} if "name" in row else {})
    return {"volunteer": person, **more}


_MADE: Mapping[str, Callable[[Row], Row]] = {"added": _added, "joined": _joined}
