"""`volmatch ask`: it says who could take a seat and who is asked when, as words and for scripts, for files of every kind."""

import json
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main

Captured = pytest.CaptureFixture[str]
PLAN = ["--now", "2023-07-24T12:00", "--deadline", "2023-07-24T18:00"]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return a problem file and a schedule file, in an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("hall.json", problem())
    vm.io.write("schedule.json", outcome(), problem=problem())
    return "hall.json", "schedule.json"


def test_it_is_told(files: tuple[str, str], capsys: Captured) -> None:
    """The command says something else than the library, or nothing in Chinese."""
    assert main(["ask", *files, "watch", *PLAN, "--chance", "0.5"]) == 0
    found = vm.live.substitutes(problem(), outcome(), "watch", now="2023-07-24T12:00")
    plan = found.ask_plan(now="2023-07-24T12:00+08:00", deadline="2023-07-24T18:00+08:00", chance=0.5)
    told = capsys.readouterr().out
    assert told == f"{found}\n\nWho is asked when, of those who can take it at once:\n{plan}\n"
    assert told == (
        "Night watch (Tue 2023-07-25 22:00), guard: who could take it\n"
        "- 陈雨桐 can take it: 1 less at level 1 (cover) and 1 less at level 2 (target)\n"
        "smith cannot: smith is not available for Night watch at Tue 2023-07-25 22:00\n"
        "\n"
        "Who is asked when, of those who can take it at once:\n"
        "Mon 2023-07-24 12:00: ask 陈雨桐\n"
        "somebody says yes by Mon 2023-07-24 18:00 with a chance of 50 %\n"
        "1 person is asked on average; with fewer it cannot be done, proved\n"
    )
    assert main(["ask", *files, "watch", *PLAN, "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "陈雨桐可以接" in told
    assert "问陈雨桐" in told


def test_scripts_get_the_facts(files: tuple[str, str], capsys: Captured) -> None:
    """JSON lacks a fact that the sentences tell."""
    assert main(["ask", *files, "watch", "guard", *PLAN, "--odds", "0.9", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (one,) = data["substitutes"]["people"]
    assert (one["volunteer"], one["leaves"], [level["after"] for level in one["levels"]]) == ("chen", [], [0, 2])
    assert data["substitutes"]["unable"][0]["volunteer"] == "smith"
    assert data["plan"]["asks"][0]["person"]["volunteer"] == "chen"
    assert data["plan"]["chance"] == 0.9
    assert main(["ask", *files, "watch", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["plan"] is None


@pytest.mark.parametrize(("given", "written"), [("hall.xlsx", "plan.xlsx"), ("hall/", "plan/")])
def test_workbooks_and_folders_do_as_well(files: tuple[str, str], given: str, written: str, capsys: Captured) -> None:
    """Whoever plans in a spreadsheet cannot ask there."""
    assert main(["convert", files[0], "-o", given]) == 0
    assert main(["convert", *files, "-o", written]) == 0
    capsys.readouterr()
    assert main(["ask", given, written, "watch"]) == 0
    assert "陈雨桐 can take it" in capsys.readouterr().out


def test_nobody_is_left(files: tuple[str, str], capsys: Captured) -> None:
    """The code says that somebody was found, or the plan asks nobody without a word."""
    assert main(["ask", *files, "watch", "--refused", "chen", *PLAN]) == 1
    told = capsys.readouterr().out
    assert "nobody could take it" in told
    assert "陈雨桐 cannot: said no" in told


def test_who_leaves_and_who_was_asked(files: tuple[str, str], capsys: Captured) -> None:
    """Options are lost on the way."""
    more = ["--leaving", "wang", "--asked", "chen", "2023-07-20T10:00", "--links", "0", "--reasons", "0"]
    assert main(["ask", *files, "watch", *more, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["substitutes"]
    assert [(one["volunteer"], one["asked"]) for one in data["people"]] == [("chen", "2023-07-20T10:00:00+08:00")]
    assert (data["unable"], data["others"]) == ([], 1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["gone"], "the problem has no session"),
        (["walk"], "does not take place"),
        (["lesson"], "say which role"),
        (["watch", "--leaving", "chen"], "no such seat"),
        (["watch", "--refused", "lee"], "the problem has no volunteer"),
        (["watch", "--links", "9"], "links: wanted a whole number from 0 to 2"),
        (["watch", "--deadline", "soon"], "--deadline: wanted a date and time"),
        (["watch", *PLAN, "--chance", "95"], "chance: wanted a number from 0 to 1"),
        (["watch", *PLAN, "--quiet", "9", "17"], "quiet: wanted two different times of day"),
        (["watch", *PLAN, "--minutes", "0"], "wanted a whole number from 1"),
    ],
)
def test_slips_are_told(files: tuple[str, str], options: list[str], words: str, capsys: Captured) -> None:
    """A slip on the command line ends in a traceback."""
    assert main(["ask", *files, *options]) == 2
    assert words in capsys.readouterr().err
