"""Wide letters of Chinese keyboards: separators, figures, colons and equal signs, in every cell that takes them."""

# ruff: noqa: RUF001 - wide letters are what is tested

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of

SESSION: list[list[Cell]] = [["id", "date", "start", "end"], ["tea", "2026-12-05", "9:00", "10:00"]]
#: Sheet, columns, what stands in them, with | where a separator does, and the same in narrow letters.
CELLS: Mapping[str, tuple[str, list[str], list[Any], list[Any]]] = {
    "skills": ("volunteers", ["id", "skills"], ["li", "厨艺：２|急救: ３|tea"], ["li", "厨艺: 2; 急救: 3; tea"]),
    "traits": ("volunteers", ["id", "traits"], ["li", "a|b"], ["li", "a; b"]),
    "teams": ("volunteers", ["id", "teams"], ["li", "a|b"], ["li", "a; b"]),
    "numbers": ("volunteers", ["id", "show rate", "hours before"], ["li", "８０％", "１２．５"], ["li", 0.8, 12.5]),
    "free": ("volunteers", ["id", "when free"], ["li", "周六９：００－１１：３０|周日１３:００~１５：００"], ["li", "sat 9:00-11:30; sun 13:00-15:00"]),
    "weekdays": ("availability", ["volunteer", "weekdays", "from", "to", "except", "of the month"], ["li", "周一|周三", "９：００", "１１：３０", "2026-12-07|２０２６年１２月１４日", "１|3"], ["li", "mon; wed", "9:00", "11:30", "2026-12-07; 2026-12-14", "1; 3"]),
    "limits": ("limits", ["volunteer", "per", "max sessions", "max hours"], ["li", "１４天", "３次", "８．５"], ["li", "14 days", 3, 8.5]),
    "tags": ("sessions", ["id", "date", "time", "tags", "audiences"], ["art", "２０２６－１２－０６", "９：００－１１：３０", "a|b", "c|d"], ["art", "2026-12-06", "9:00-11:30", "a; b", "c; d"]),
    "equipment": ("sessions", ["id", "date", "time", "equipment", "people"], ["art", "２０２６／１２／６", "９点－１１点半", "椅子：３０|easel", "２－３人"], ["art", "2026-12-06", "9:00-11:30", "椅子: 30; easel", "2-3"]),
    "starts": ("sessions", ["id", "minutes", "possible starts"], ["art", "９０分钟", "2026-12-05 9：00|２０２６－１２－０６ １０：００"], ["art", 90, "2026-12-05 9:00; 2026-12-06 10:00"]),
    "features": ("sessions", ["id", "date", "time", "room must have"], ["art", "2026-12-06", "9:00-11:30", "desk|sink"], ["art", "2026-12-06", "9:00-11:30", "desk; sink"]),
    "rules": ("rules", ["rule", "settings"], ["min_rest", "hours＝８"], ["min_rest", "hours=8"]),
    "measured": ("rules", ["rule", "settings"], ["最短休息", "８小时"], ["min_rest", "8 hours"]),
}  # fmt: skip


def problem_with(sheet: str, header: list[str], row: list[Cell]) -> vm.Problem:
    """Return the problem of a sheet beside a little one."""
    sheets: dict[str, Any] = {"volunteers": [["id"], ["li"]], "sessions": SESSION, sheet: [header, row]}
    return problem_of([sheet_of(name, rows) for name, rows in sheets.items()], lambda _note: None)


@pytest.mark.parametrize("separator", ["；", "，", "、", ";", ",", "\n"])
@pytest.mark.parametrize("name", CELLS)
def test_wide_letters_are_narrow_ones(name: str, separator: str, split: Callable[[list[Any], str], list[Cell]]) -> None:
    """A cell of a Chinese keyboard is refused, or is one thing with a name of several."""
    sheet, header, wide, narrow = CELLS[name]
    assert problem_with(sheet, header, split(wide, separator)) == problem_with(sheet, header, split(narrow, separator))


@pytest.fixture
def split() -> Callable[[list[Any], str], list[Cell]]:
    """Return what puts a separator into the cells of a row."""
    return lambda row, separator: [cell.replace("|", separator) if isinstance(cell, str) else cell for cell in row]
