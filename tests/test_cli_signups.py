"""Sign-up forms on the command line: answers are put into a problem, nothing is lost, and what was understood is told."""

import json
from pathlib import Path

import attrs
import openpyxl
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.rules import Pinned

Captured = pytest.CaptureFixture[str]
FAIR = vm.Problem(
    [vm.Volunteer("v1", name="Ana"), vm.Volunteer("v2", name="Ben"), vm.Volunteer("v3", name="Chloe", available=[])],
    [
        vm.Session("tea", name="Tea", start="2026-12-05T10:00", end="2026-12-05T12:00", roles=[vm.Role("helper")]),
        vm.Session("long", name="Stall", start="2026-12-05T09:00", end="2026-12-05T13:00", roles=[vm.Role("helper")]),
    ],
)
FORM = """Timestamp,Your name,When can you come?,Anything else?
2026-11-01,ana,"Sat morning, Sun evening",
2026-11-02,Dora,Stall,vegan
2026-11-03,Ana,Tea,sorry
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a form and a workbook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write_tables(FAIR, "people.xlsx")
    vm.io.write_tables(FAIR, "people/")
    vm.io.write("people.json", FAIR)
    Path("form.csv").write_text(FORM, "utf-8")
    return tmp_path


@pytest.mark.filterwarnings("ignore:.*read by no rule")
@pytest.mark.parametrize(
    ("into", "output"), [("people.xlsx", "new.xlsx"), ("people/", "new/"), ("people.json", "new.json")]
)
def test_a_form_becomes_times_of_the_people(into: str, output: str, capsys: Captured) -> None:
    """An answer is lost between the form and the next problem, or somebody who did not answer is changed."""
    assert main(["signups", "form.csv", "--into", into, "-o", output]) == 0
    said = capsys.readouterr()
    assert "2 people answered" in said.out
    assert "1 person is new to the problem: Dora" in said.out
    assert "ana answered twice, in rows 2 and 4; the last answer counts" in said.err.replace("v1", "ana")
    made = vm.io.read(output) if output.endswith("json") else vm.io.read_tables(output)
    assert isinstance(made, vm.Problem)
    people = {one.id: one for one in made.volunteers}
    tea, stall = (one for one in made.sessions)
    assert people["v1"].available == (vm.Window(tea.start, tea.end),)  # type: ignore[arg-type]
    assert people["Dora"].available == (vm.Window(stall.start, stall.end),)  # type: ignore[arg-type]
    assert people["Dora"].data["Anything else?"] == "vegan"
    assert people["v2"] == FAIR.volunteers[1]
    assert people["v3"].available == ()
    assert made.sessions == FAIR.sessions
    assert made.rules == FAIR.rules


def test_who_declines_is_not_sent_there(capsys: Captured) -> None:
    """Ana said yes to the long stall and no to the tea within it, and is sent to the tea."""
    Path("grid.csv").write_text("Name,Tea,Stall\nAna,no,yes\nBen,no,no\n", "utf-8")
    for _ in range(2):  # the same form again adds nothing
        assert main(["signups", "grid.csv", "--into", "people.json", "-o", "people.json", "--force"]) == 0
    made = vm.io.read_problem("people.json")
    pins = [(pin.volunteer, pin.session) for rule in made.rules if isinstance(rule, Pinned) for pin in rule.never]
    assert pins == [("v1", "tea")]
    assert "2 people are never free" not in capsys.readouterr().out


def test_what_stands_there_is_not_replaced_unasked(capsys: Captured) -> None:
    """A workbook that somebody filled in is lost."""
    before = Path("people.xlsx").read_bytes()
    assert main(["signups", "form.csv", "--into", "people.xlsx", "-o", "people.xlsx"]) == 2
    assert "--force" in capsys.readouterr().err
    assert Path("people.xlsx").read_bytes() == before
    assert main(["signups", "form.csv", "--into", "people.xlsx", "-o", "people.xlsx", "--force", "--lang", "zh"]) == 0
    assert "Dora" in capsys.readouterr().out


@pytest.mark.parametrize("output", ["new.xml", "new.frab.json", "new.txt"])
def test_a_programme_holds_no_people(output: str, capsys: Captured) -> None:
    """The answers are written to a form that has no place for people, and are lost."""
    assert main(["signups", "form.csv", "--into", "people.json", "-o", output]) == 2
    assert ".json, .xlsx and /" in capsys.readouterr().err
    assert not Path(output).exists()


def test_all_faults_at_once_with_their_places(capsys: Captured) -> None:
    """Only the first fault is told, or the file is written all the same."""
    Path("form.csv").write_text("Name,When are you free?\nAna,now and then\n,Tea\nBen,soon\n", "utf-8")
    assert main(["signups", "form.csv", "--into", "people.json", "-o", "new.json"]) == 2
    said = capsys.readouterr().err
    assert all(place in said for place in ("form.csv", "form!B2", "form!A3", "form!B4"))
    assert not Path("new.json").exists()


def test_scripts_get_data_and_a_resembling_name_is_told(capsys: Captured) -> None:
    """A slip in a name makes a second person in silence."""
    Path("form.csv").write_text("Who,Comes,Tea\nChloé,,yes\n", "utf-8")
    assert main(["signups", "form.csv", "--into", "people.json", "-o", "new.json", "--person", "who", "--json"]) == 0
    said = capsys.readouterr()
    assert "if that is Chloe" in said.err
    told = json.loads(said.out)
    assert (told["written"], told["new"]) == ("new.json", ["Chloé"])


def test_a_question_gives_a_trait(capsys: Captured) -> None:
    """Who said to be no adult is one still, or an answer that means neither is passed over."""
    adult = attrs.evolve(FAIR.volunteers[0], traits=["adult"])
    vm.io.write("people.json", attrs.evolve(FAIR, volunteers=[adult, *FAIR.volunteers[1:]]))
    command = ["signups", "form.csv", "--into", "people.json", "-o", "new.json", "--trait", "over 18?", "adult"]
    Path("form.csv").write_text("Name,Tea,Over 18?\nAna,yes,No\nBen,yes,Yes\nChloe,yes,\n", "utf-8")
    assert main(command) == 0
    assert [tuple(one.traits) for one in vm.io.read_problem("new.json").volunteers] == [(), ("adult",), ()]
    Path("form.csv").write_text("Name,Tea,Over 18?\nAna,yes,nearly\n", "utf-8")
    assert main([*command, "--force"]) == 2
    assert "form!C2 (Over 18?): wanted yes or no" in capsys.readouterr().err
    assert main([*command[:-2], "Over 21?", "adult", "--force"]) == 2
    assert "no such question" in capsys.readouterr().err


@pytest.mark.parametrize("question", ["What can you do?", "2. Your skills", "您会什么？", "Talents"])  # noqa: RUF001 - people type it
@pytest.mark.parametrize("skill", ["cooking", "Cooking"])
def test_a_skill_that_the_form_brings_is_not_told_as_lacking(question: str, skill: str, capsys: Captured) -> None:
    """Of a skill that the answers bring it is told that nobody has it, or what people can do is read by no rule."""
    template = [["name", "skills"], ["Ana", "first aid"]]
    plan = [["date", "time", "activity", "skill needed"], ["2026-12-05", "9:00-11:00", "Tea", skill], ["2026-12-05", "14:00-16:00", "Cards", "chess"]]  # fmt: skip
    book = openpyxl.Workbook()
    book.active.title = "people"
    for row in template:
        book.active.append(row)
    for page in (book.create_sheet("activities"),):
        for row in plan:
            page.append(row)
    book.save("own.xlsx")
    Path("form.csv").write_text(f"Name,{question},When free?\nDora,cooking,Sat\n", "utf-8")
    assert main(["signups", "form.csv", "--into", "own.xlsx", "-o", "new.json"]) == 0
    told = capsys.readouterr().err
    assert (f"(given: '{skill}')" in told, "nobody in the list has this skill (given: 'chess')" in told) == (
        False,
        True,
    )
    person = vm.io.read_problem("new.json").volunteer("Dora")
    assert person is not None
    assert list(person.skills) == [skill]
