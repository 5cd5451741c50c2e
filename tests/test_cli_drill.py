"""`volmatch drill`: it says what a drill found, as words and for scripts, in both languages."""

import json
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return files of a hall whose people may not turn up, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    unsure = [attrs.evolve(one, show_rate=0.9) for one in problem().volunteers]
    vm.io.write("hall.json", attrs.evolve(problem(), volunteers=unsure))
    vm.io.write("schedule.json", outcome())
    return "hall.json", "schedule.json"


def test_it_is_told(files: tuple[str, str], capsys: Captured) -> None:
    """The command says something else than the drill, or nothing in Chinese."""
    assert main(["drill", *files, "--days", "500", "--seed", "3"]) == 0
    hall, found = vm.io.read(files[0]), vm.io.read(files[1])
    assert isinstance(hall, vm.Problem)
    assert isinstance(found, vm.Outcome)
    told = vm.live.drill(hall, found, days=500, seed=3)
    assert capsys.readouterr().out == f"{told}\n"
    assert main(["drill", *files, "--days", "500", "--lang", "zh"]) == 0
    assert "最容易缺人" in capsys.readouterr().out


def test_scripts_get_the_facts(files: tuple[str, str], capsys: Captured) -> None:
    """JSON lacks a fact that the sentences tell."""
    assert main(["drill", *files, "--days", "100", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"seats", "planned", "expected", "alone", "helped", "fragile", "called", "sentence"} <= data.keys()
    assert sum(data["alone"]["times"]) == 100


def test_slips_are_told(files: tuple[str, str], capsys: Captured) -> None:
    """No days at all end in a traceback."""
    assert main(["drill", *files, "--days", "0"]) == 2
    assert "days: wanted a whole number from 1" in capsys.readouterr().err
