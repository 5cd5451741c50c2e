"""Programmes of other systems at the command, real ones, and plans written so that others read them."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest

import volmatch as vm
from programme_files import ICS, USERS, XML, read, refused, shift
from volmatch.cli import main
from volmatch.rules.pinned import Pin

TWICE = Pin(volunteer="wei", session="shift 4")  # whom nobody confirmed for it


@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_a_plan_goes_out_as_frab_and_comes_back(ending: str, tmp_path: Path) -> None:
    """What another system reads of our plan is another plan: other times, rooms, names or people."""
    problem = read(
        tmp_path,
        {
            "shifts": [
                shift(),
                shift(
                    id=5,
                    name="茶 & <tea>",
                    location="二楼",
                    starts_at="2027-05-09T08:00:00Z",
                    ends_at="2027-05-09T09:00:00Z",
                ),
            ],
            "users": USERS,
        },
    )
    outcome = vm.solve(problem, time_limit=10)
    path = tmp_path / f"plan{ending}"
    vm.io.write_programme(problem, outcome, path)
    back = vm.io.read_programme(path)
    shown = [(one.name, one.start, one.end, one.place, one.kind) for one in problem.sessions]
    assert [(one.name, one.start, one.end, one.place, one.kind) for one in back.sessions] == shown
    assert "Noor Haddad" in path.read_text(encoding="utf-8")
    again = tmp_path / f"again{ending}"
    vm.io.write_programme(back, None, again)
    assert vm.io.read_programme(again) == back
    if ending == ".xml":
        assert ET.parse(path).getroot().tag == "schedule"  # noqa: S314 - our own file
    with pytest.raises(vm.OptionError, match="wanted a name that ends in one of"):
        vm.io.write_programme(problem, outcome, tmp_path / "plan.pdf")
    impossible = vm.solve(attrs.evolve(problem, rules=[*problem.rules, vm.rules.Pinned(stay=[TWICE])]), time_limit=10)
    assert impossible.schedule is None
    with pytest.raises(vm.OptionError, match="there is no schedule to write"):
        vm.io.write_programme(problem, impossible, path)
    with pytest.raises(vm.OptionError, match="nothing takes place at a known time"):
        vm.io.write_programme(vm.Problem([], []), None, path)


@pytest.mark.parametrize(
    "data", [{"data": []}, [], {"schedule": 3}, [{"title": "x"}], {"shifts": 3}, 7, {"people": []}]
)
def test_what_is_no_programme_is_refused(data: Any, tmp_path: Path) -> None:
    """A file of nobody's is read as a programme without sessions."""
    assert "no programme is known that looks so" in refused(tmp_path, data)[0]


def test_the_command_solves_and_converts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A programme is reached from Python alone, or a file is overwritten."""
    programme, plan, sheet = (str(tmp_path / name) for name in ("shifts.json", "plan.json", "people.xlsx"))
    Path(programme).write_text(json.dumps({"shifts": [shift()], "users": USERS}), encoding="utf-8")
    assert main(["convert", programme, "-o", sheet, "--lang", "en"]) == 0
    assert [one.id for one in vm.io.read_tables(sheet).sessions] == ["shift 4"]
    assert main(["solve", programme, "-o", plan, "--time-limit", "10", "--lang", "en"]) == 0
    for name in ("out.xml", "out.frab.json"):
        assert main(["convert", programme, plan, "-o", str(tmp_path / name), "--lang", "en"]) == 0
        assert "Noor" in (tmp_path / name).read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["convert", programme, "-o", sheet, "--lang", "en"]) == 2
    assert "is there already; --force replaces it" in capsys.readouterr().err
    assert main(["convert", programme, "-o", sheet, "--force", "--lang", "zh"]) == 0
    assert main(["convert", programme, "-o", str(tmp_path / "x.pdf"), "--lang", "en"]) == 2
    assert main(["convert", sheet, "-o", str(tmp_path / "x.json"), "--timezone", "UTC", "--lang", "en"]) == 2


@pytest.mark.parametrize(("text", "name", "sessions"), [(XML, "schedule.xml", 1), (ICS, "sessions.ics", 61)])
def test_the_command_reads_other_endings(text: str, name: str, sessions: int, tmp_path: Path) -> None:
    """A schedule in XML, or a calendar, is taken for a table or a document, and refused."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    sheet = tmp_path / "people.xlsx"
    assert main(["convert", str(tmp_path / name), "-o", str(sheet), "--lang", "en"]) == 0
    assert len(vm.io.read_tables(sheet).sessions) == sessions
    assert main(["solve", str(tmp_path / name), "--time-limit", "5", "--lang", "en"]) == 0


@pytest.mark.data
def test_the_camp_of_2022(shared_data: Path) -> None:
    """Real exports are refused, or some of their shifts are lost."""
    shifts = json.loads((shared_data / "emf" / "2022_Shift.json").read_text(encoding="utf-8"))
    problem = vm.io.read_programme(shared_data / "emf" / "2022_Shift.json")
    assert len(problem.sessions) == len(shifts)
    assert sum(role.min for one in problem.sessions for role in one.roles) == sum(one["min_needed"] for one in shifts)
    programme = vm.io.read_programme(shared_data / "emf" / "2022_programme.json")
    assert len(programme.sessions) == len(
        json.loads((shared_data / "emf" / "2022_programme.json").read_text(encoding="utf-8"))
    )
