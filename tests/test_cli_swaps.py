"""`volmatch swaps`: sheets in, a new schedule and letters out, in both languages."""

import json
from pathlib import Path

import pytest

import volmatch as vm
from live.test_offer_files import week
from volmatch.cli import main

Captured = pytest.CaptureFixture[str]
OFFERS = "volunteer,gives,better\nLi Na,Desk of Monday,Desk of Tuesday\nWu,Desk of Tuesday,Desk of Monday\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Return a problem, a schedule and offers, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    problem, schedule = week()
    vm.io.write("week.json", problem)
    known = vm.Outcome(
        schedule=schedule, status="feasible", stopped_by="time", levels=vm.check(problem, schedule).levels
    )
    vm.io.write("known.json", known, problem=problem)
    Path("offers.csv").write_text(OFFERS, encoding="utf-8")
    return "week.json", "known.json", "offers.csv"


def test_two_swap_and_get_letters(files: tuple[str, str, str], capsys: Captured) -> None:
    """The command says something else than what it writes, or writes to people for whom nothing changes."""
    assert main(["swaps", *files, "-o", "new.json", "--letters", "letters"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines() == [
        "These swap with each other:",
        "- Li Na takes Desk of Tuesday, Tue 2026-08-04, as host from Wu",
        "- Wu takes Desk of Monday, Mon 2026-08-03, as host from Li Na",
        "Offers that are served: 2 of 2; more cannot be, proved.",
        "written to new.json",
        "written to letters",
    ]
    assert len([*Path("letters").glob("*.txt")]) == 2
    assert main(["check", "week.json", "new.json"]) == 0


def test_what_is_over_is_not_swapped(files: tuple[str, str, str], capsys: Captured) -> None:
    """With --now a duty of yesterday changes hands, or scripts are not told which one is over."""
    assert main(["swaps", *files, "--now", "2026-08-03T10:00"]) == 0
    told = capsys.readouterr().out
    assert "Li Na keeps Desk of Monday: it began at Mon 2026-08-03 09:00, and that is past" in told
    assert "served: 0 of 2" in told
    assert main(["swaps", *files, "--now", "2026-08-03T10:00", "--json"]) == 0
    past = json.loads(capsys.readouterr().out)["past"]
    assert [(one["offer"], one["is_given"]) for one in past] == [(0, True), (1, False)]
    assert main(["swaps", *files, "--now", "soon"]) == 2


def test_it_speaks_chinese(files: tuple[str, str, str], capsys: Captured) -> None:
    """A sentence of swaps has no Chinese."""
    assert main(["swaps", *files, "--lang", "zh"]) == 0
    assert "互相换班" in capsys.readouterr().out


def test_scripts_get_the_facts(files: tuple[str, str, str], capsys: Captured) -> None:
    """JSON lacks a fact that the sentences tell."""
    assert main(["swaps", *files, "--json", "--longest", "2", "--cycles-only", "--allow", "1", "5"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["served"] == [0, 1]
    assert found["proved"] is True
    assert found["is_first"] is True
    assert found["swaps"][0]["moves"][0]["takes"] == {"session": "desk 4", "role": "host"}
    assert found["schedule"]["format"] == "volmatch-schedule/1"
    assert [letter["volunteer"] for letter in found["letters"]] == ["li", "wu"]


def test_what_is_wrong_is_told_with_its_line(files: tuple[str, str, str], capsys: Captured) -> None:
    """A slip in the sheet ends in a traceback, or in swaps without that row."""
    Path("offers.csv").write_text("volunteer,gives,better\nLi Na,Desk of Friday,Desk of Tuesday\n", encoding="utf-8")
    assert main(["swaps", *files]) == 2
    assert "offers.csv:2.gives.session" in capsys.readouterr().err
