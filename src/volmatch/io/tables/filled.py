"""A problem laid out in sheets: what stands in each cell, in the words of a language."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from volmatch.errors import Fault, ProblemError
from volmatch.io.plain import demand_names, problem_data
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS, KEEPING, Column
from volmatch.io.tables.counting_headers import counting, words_in
from volmatch.io.tables.headings import header_of, meanings_of
from volmatch.io.tables.own_columns import own_cells
from volmatch.io.tables.records import PARTS, children_cells, past_cells, renamed, session_cells
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_words import SHEETS, written
from volmatch.io.tables.trait_cells import joined
from volmatch.problem.problem import Problem
from volmatch.text import Text

#: Where a row keeps what stands in columns of people's own.
OWN_COLUMNS = "own columns"
#: Longest text and most rows that every spreadsheet keeps.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
#: The settings of a rule go on in the next row after so many letters.
_LONGEST_SETTINGS = 30_000
#: Fields of records that stand in sheets of their own.
_APART: Mapping[str, frozenset[str]] = {
    "volunteers": frozenset({"away", "limits", "wishes"}),
    "rooms": frozenset({"closed"}),
    "places": frozenset(),
}
Rows = list[dict[str, Any]]


def filled_sheets(problem: Problem, lang: str, *, with_empty: bool = False) -> list[Sheet]:
    """Return the sheets of a problem, in the order in which people fill them in.

    Parameters
    ----------
    with_empty
        Return sheets without rows too.

    Raises
    ------
    ProblemError
        If the problem has a rule that no file can name, or more in a sheet or cell than fits.
    """
    demand_names(problem)
    rows = _rows(problem_data(problem), problem.zone)
    sheets, faults = [], list[Fault]()
    for key in COLUMNS:
        if rows[key] or with_empty:
            sheets.append(_sheet(key, rows[key], lang, with_empty=with_empty))
            faults += _too_much(sheets[-1])
    if faults:
        raise ProblemError(faults)
    return sheets


def _rows(data: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Rows]:
    sessions = data.get("sessions", ())
    is_simple = all(map(_needs_no_roles, sessions))
    rows: dict[str, Rows] = {key: [] for key in COLUMNS}
    rows["problem"] = [_general(data)]
    rows["sessions"] = [session_cells(session, zone, with_role=is_simple) for session in sessions]
    rows["travel"] = [
        dict(zip(("place_a", "place_b", "minutes"), way, strict=True))
        for way in data.get("travel", {}).get("minutes", ())
    ]
    rows["history"] = [past_cells(duty, zone) for duty in data.get("history", ())]
    rows["rules"] = [row for rule in data["rules"] for row in _rule_rows(rule)]
    rows["volunteers"] = [_volunteer(volunteer) for volunteer in data["volunteers"]]
    for key in ("places", "rooms"):
        rows[key] = [_without(record, _APART[key]) for record in data.get(key, ())]
    for key, part in PARTS.items():
        if part.owner and key != "skills" and not (key == "roles" and is_simple):
            rows[key] = list(children_cells(data, key, zone))
    counts = counting(words_in([role for session in sessions for role in session.get("roles", ())], data["rules"]))
    for key in KEEPING:
        rows[key] = [_with_own_columns(key, row, counts) for row in rows[key]]
    return rows


def _needs_no_roles(session: Mapping[str, Any]) -> bool:
    """Whether what a session needs fits into its own row: one role, of which nothing else is known."""
    roles = session.get("roles", ())
    return len(roles) < 2 and not any(role.get("data") for role in roles)  # noqa: PLR2004 - one role needs no sheet


def _general(data: Mapping[str, Any]) -> dict[str, Any]:
    travel = data.get("travel")
    return {
        "timezone": data["timezone"],
        "only": not data["standard"],
        **({} if travel is None else {"default_travel_minutes": travel.get("default_minutes", 0)}),
        **({"day_starts": data["day_starts"]} if "day_starts" in data else {}),
        **({"words": json.dumps(data["words"], ensure_ascii=False)} if "words" in data else {}),
    }


def _volunteer(record: Mapping[str, Any]) -> dict[str, Any]:
    left_out = _APART["volunteers"] | (frozenset({"available"}) if record.get("available") else frozenset())
    told = renamed(_without(record, left_out), {"name": "person_name"})
    days = told.pop("trait_days", None)
    return {**told, "traits": joined(told["traits"], days)} if days else told


def _with_own_columns(key: str, row: dict[str, Any], counts: Callable[[str], bool]) -> dict[str, Any]:
    """Return a row whose data have columns of their own where these keep them as they are."""
    if not row.get("data"):
        return row
    own, rest = own_cells(row["data"], meanings_of(key), counts)
    return {**_without(row, frozenset({"data"})), **({"data": rest} if rest else {}), OWN_COLUMNS: own}


def _without(record: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def _rule_rows(rule: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    row = {name: rule[name] for name in ("rule", "level", "weight") if name in rule}
    settings = _without(rule, frozenset(row))
    text = json.dumps(settings, ensure_ascii=False) if settings else ""
    yield {**row, **({"settings": text[:_LONGEST_SETTINGS]} if text else {})}
    for at in range(_LONGEST_SETTINGS, len(text), _LONGEST_SETTINGS):
        yield {"settings": text[at : at + _LONGEST_SETTINGS]}


def _sheet(key: str, rows: Rows, lang: str, *, with_empty: bool) -> Sheet:
    own = list(dict.fromkeys(name for row in rows for name in row.get(OWN_COLUMNS, ())))
    used = {name for row in rows for name in row}
    columns = [
        column
        for column in COLUMNS[key]
        if column.name in used or (not column.is_rare and with_empty) or _is_basic(column)
    ]
    cells = (
        (number, tuple(_cell(row, column, lang) for column in columns)) for number, row in enumerate(rows, start=2)
    )
    cells = (
        (number, (*told, *(row.get(OWN_COLUMNS, {}).get(name) for name in own)))
        for (number, told), row in zip(cells, rows, strict=True)
    )
    header = (*(header_of(column, lang) for column in columns), *own)
    return Sheet(name=written(SHEETS[key], lang), header=header, rows=tuple(cells))


def _is_basic(column: Column) -> bool:
    return column.is_required or column.name in {"name", "person_name"}


def _cell(row: Mapping[str, Any], column: Column, lang: str) -> Cell:
    return column.kind.write(row[column.name], lang) if column.name in row else None


def _too_much(sheet: Sheet) -> Iterable[Fault]:
    if len(sheet.rows) > MOST_ROWS:
        yield Fault(sheet.name, Text("a sheet holds at most {most} rows; write JSON instead", {"most": MOST_ROWS}))
    for number, cells in sheet.rows:
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) >= LONGEST_CELL:
                wanted = Text("a cell holds at most {most} characters; write JSON instead", {"most": LONGEST_CELL})
                yield Fault(sheet.place(number, index), wanted)
