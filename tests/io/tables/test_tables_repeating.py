"""What comes back every second week, or on some days of a month, as people type it into sheets."""

from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of


def window(**cells: Cell) -> vm.Weekly | vm.Window:
    """Return the window that a row describes."""
    sheets: dict[str, list[list[Cell]]] = {
        "volunteers": [["id"], ["li"]],
        "availability": [["volunteer", *cells], ["li", *cells.values()]],
    }
    problem = problem_of([sheet_of(name, grid) for name, grid in sheets.items()])
    (found,) = problem.volunteers[0].available or ()
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1; 3", (1, 3)),
        ("first and third", (1, 3)),
        ("第一个、最后一个", (1, -1)),
        ("last", (-1,)),
        (2, (2,)),
        (-1, (-1,)),
    ],
)
def test_which_ones_of_the_month(typed: Cell, meant: tuple[int, ...]) -> None:
    """The first and third Monday of a month are typed in words, and refused or taken for others."""
    found = window(weekdays="mon", **{"from": "9:00", "to": "11:00", "of the month": typed})
    mondays = vm.Weekly(["mon"], "09:00", "11:00", nth=meant)
    assert (found,) == vm.Problem([vm.Volunteer("li", available=[mondays])], []).volunteers[0].available


@pytest.mark.parametrize("typed", ["sixth", "0", "some", "1 3"])
def test_no_such_ones_of_the_month(typed: str) -> None:
    """A slip is taken for all of them."""
    with pytest.raises(vm.ProblemError, match="of the month"):
        window(weekdays="mon", **{"from": "9:00", "to": "11:00", "of the month": typed})


def test_absences_that_repeat_come_and_go_by_sheet(tmp_path: Path) -> None:
    """Every second Monday off becomes every Monday in a workbook, or is refused; or it goes with a date."""
    away = [vm.Weekly(["mon"], "09:00", "12:00", since="2026-08-03", every=2, nth=[1, -1])]
    problem = vm.Problem([vm.Volunteer("li", away=away)], [], timezone="Asia/Shanghai")
    for lang in ("en", "zh"):
        vm.io.write_tables(problem, tmp_path / f"{lang}.xlsx", lang=lang)
        assert vm.io.read_tables(tmp_path / f"{lang}.xlsx") == problem
    with pytest.raises(vm.ProblemError, match="this goes with days of the week"):
        window(date="2026-08-03", every=2)
