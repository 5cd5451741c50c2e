"""The published plan on the command line: kept by `solve --keep`, compared by `compare` and `diff`, told in letters."""

from pathlib import Path

import attrs
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.schedule import Assignment, Placement, Schedule

Captured = pytest.CaptureFixture[str]
DAYS = ("2027-05-01", "2027-05-02", "2027-05-03")
STALL = vm.Problem(
    [vm.Volunteer("ann", name="Ann"), vm.Volunteer("bo", name="Bo"), vm.Volunteer("cem", name="Cem/Ali")],
    [vm.Session(day, name=f"Stall {day[-1]}", start=f"{day}T10:00", end=f"{day}T12:00", roles=[vm.Role("helper")]) for day in DAYS],
)  # fmt: skip


@pytest.fixture
def stall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to stand in, with a problem, a plan of it that is not fair, and a problem in which Ann is ill on the last day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    duties = [
        Assignment("ann", DAYS[0], "helper"),
        Assignment("bo", DAYS[1], "helper"),
        Assignment("ann", DAYS[2], "helper"),
    ]
    plan = Schedule(duties, [Placement(one.id, one.candidate_starts[0]) for one in STALL.sessions])
    ill = attrs.evolve(STALL.volunteers[0], away=[vm.Window(f"{DAYS[2]}T00:00", f"{DAYS[2]}T20:00")])
    vm.io.write("old_problem.json", STALL)
    vm.io.write("new.json", attrs.evolve(STALL, volunteers=[ill, *STALL.volunteers[1:]]))
    vm.io.write("old.json", plan, problem=STALL)
    vm.io.write_schedule_tables(STALL, plan, "old.xlsx")
    return tmp_path


@pytest.mark.parametrize("old", ["old.json", "old.xlsx"])
def test_keep_changes_one_duty_and_says_so(stall: Path, old: str, capsys: Captured) -> None:
    """More duties change than the one of who is ill, or nobody is told which."""
    del stall
    assert main(["solve", "new.json", "--keep", old, "--now", f"{DAYS[1]} 09:00", "-o", "plan.json"]) == 0
    said = capsys.readouterr()
    assert "1 session of the plan has begun and stays as it is" in said.err
    assert "Ann leaves Stall 3" in said.out
    was, now = (set(vm.io.read_schedule(name).assignments) for name in ("old.json", "plan.json"))
    assert {one.session for one in was ^ now} == {DAYS[2]}
    assert main(["show", "new.json", "plan.json"]) == 0
    assert "another problem" not in capsys.readouterr().err


def test_compare_tells_the_moves_with_and_without_the_problem(stall: Path, capsys: Captured) -> None:
    """Two schedules differ and nobody says how."""
    del stall
    main(["solve", "new.json", "--keep", "old.json", "-o", "plan.json", "-o", "plan.xlsx"])
    capsys.readouterr()
    assert main(["compare", "new.json", "old.xlsx", "plan.xlsx"]) == 1
    assert "Ann leaves Stall 3" in capsys.readouterr().out
    for command in ("compare", "diff"):
        assert main([command, "old.json", "plan.json"]) == 1
        assert f"ann leaves {DAYS[2]}" in capsys.readouterr().out
        assert main([command, "old.json", "old.json"]) == 0
        assert "the schedules are the same" in capsys.readouterr().out
    assert main(["compare", "old.xlsx", "plan.xlsx"]) == 2
    assert "volmatch compare PROBLEM BEFORE AFTER" in capsys.readouterr().err
    assert main(["diff", "old_problem.json", "new.json"]) == 1


def test_a_letter_for_each_and_nothing_of_others_lost(stall: Path, capsys: Captured) -> None:
    """Somebody gets no letter, a letter that was edited is written over, or that of who left stays."""
    assert main(["explain", "old_problem.json", "old.json", "--letters", "post"]) == 0
    assert sorted(path.name for path in (stall / "post").glob("*.txt")) == ["Ann.txt", "Bo.txt", "Cem_Ali.txt"]
    assert "Stall 2" in (stall / "post" / "Bo.txt").read_text(encoding="utf-8")
    assert "Stall 2" not in (stall / "post" / "Ann.txt").read_text(encoding="utf-8")
    few = attrs.evolve(STALL, volunteers=STALL.volunteers[:2])
    vm.io.write("few.json", few)
    assert main(["solve", "few.json", "--letters", "post"]) == 0
    assert not (stall / "post" / "Cem_Ali.txt").exists()
    (stall / "post" / "Ann.txt").write_text("my own", encoding="utf-8")
    assert main(["explain", "old_problem.json", "old.json", "--letters", "post"]) == 2
    assert "--force" in capsys.readouterr().err
    assert (stall / "post" / "Ann.txt").read_text(encoding="utf-8") == "my own"
    assert main(["explain", "old_problem.json", "old.json", "--letters", "post", "--force"]) == 0


def test_a_moment_that_is_none(stall: Path, capsys: Captured) -> None:
    """What is past is guessed."""
    del stall
    assert main(["solve", "new.json", "--keep", "old.json", "--now", "noonish"]) == 2
    assert "--now" in capsys.readouterr().err
