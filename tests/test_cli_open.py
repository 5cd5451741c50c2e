"""`volmatch open`: it says which seats are open to somebody, as words and for scripts, in both languages."""

import json
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return files of a hall that lacks people, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("hall.json", problem())
    vm.io.write("schedule.json", outcome())
    return "hall.json", "schedule.json"


def test_it_is_told(files: tuple[str, str], capsys: Captured) -> None:
    """The command says something else than the library, or nothing in Chinese."""
    assert main(["open", *files, "chen"]) == 0
    told = vm.live.open_seats(problem(), outcome(), "chen")
    assert [seat.session for seat in told.seats] == ["watch"]
    assert told.seats[0].is_safe
    assert capsys.readouterr().out == f"{told}\n"
    assert main(["open", *files, "chen", "--lang", "zh"]) == 0
    assert "现在可以认领 1 个空位" in capsys.readouterr().out


def test_a_workbook_and_a_folder_will_do(files: tuple[str, str], capsys: Captured) -> None:
    """Only JSON is read, or tables are understood otherwise."""
    for path in ("hall.xlsx", "hall/"):
        assert main(["convert", files[0], "-o", path]) == 0
        assert main(["convert", *files, "-o", f"plan-{path}"]) == 0
    capsys.readouterr()
    assert main(["open", *files, "chen"]) == 0
    said = capsys.readouterr().out
    for path in ("hall.xlsx", "hall/"):
        assert main(["open", path, f"plan-{path}", "chen"]) == 0
        assert capsys.readouterr().out == said


def test_scripts_get_the_facts(files: tuple[str, str], capsys: Captured) -> None:
    """JSON lacks a price, a reason or the stamp."""
    assert main(["open", *files, "wang", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["stamp"] == vm.live.stamp_of(problem(), vm.io.read_outcome(files[1]).schedule or vm.Schedule())
    told = vm.live.open_seats(problem(), outcome(), "wang")
    assert [one["price"] for one in data["seats"]] == [
        {str(level): cost for level, cost in (seat.price or {}).items()} for seat in told.seats
    ]
    assert [one["reasons"] for one in data["closed"]] == [
        [reason.sentence() for reason in seat.reasons] for seat in told.closed
    ]


def test_the_past_is_left_out(files: tuple[str, str], capsys: Captured) -> None:
    """A seat of yesterday is offered."""
    assert main(["open", *files, "chen", "--now", "2023-07-26T00:00"]) == 0
    assert "no seat" in capsys.readouterr().out


def test_slips_are_told(files: tuple[str, str], capsys: Captured) -> None:
    """Somebody unknown, or no moment, ends in a traceback."""
    assert main(["open", *files, "nobody"]) == 2
    assert "the problem has no volunteer" in capsys.readouterr().err
    assert main(["open", *files, "chen", "--now", "soon"]) == 2
    assert "now" in capsys.readouterr().err
