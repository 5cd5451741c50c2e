"""What fell short is told by name: every cost of every goal is a sentence, on the board, the page, in Markdown and the workbook."""

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from report_pages import parsed
from small_hall import at, problem, schedule
from volmatch.report.html.markdown import markdown
from volmatch.report.html.page import page
from volmatch.report.shortfalls import lines, shortfalls, told
from volmatch.rules import Experience, Together, only
from volmatch.testing import problems, schedules


@given(st.data())
def test_every_cost_is_told_once_and_adds_up(data: st.DataObject) -> None:
    """A goal's sentences leave out a cost, tell one twice, or do not add up to what its level costs."""
    known = data.draw(problems())
    made = data.draw(schedules(known))
    report = vm.check(known, made)
    found = shortfalls(report, known, made)
    assert [one.level for one in found] == sorted(one.level for one in found)
    costs = {(one.level, one.rule): one.cost for one in found}
    assert costs == {
        (level.level, rule): cost
        for level in report.levels
        for rule, cost in level.rules.items()
        if cost and level.level
    }
    listed = [id(violation) for one in found for violation in one.violations]
    assert sorted(listed) == sorted(id(violation) for violation in report.violations if violation.level)
    for one in found:
        dearest = [violation.cost for violation in one.violations]
        assert dearest == sorted(dearest, reverse=True)
        assert len(list(lines(one, known, made, most=2))) == min(3, len(dearest))


def friends() -> tuple[vm.Problem, vm.Schedule]:
    """Return two evenings of one name: at the second a newcomer is alone, and two friends are apart on both."""
    evenings = [
        vm.Session(
            f"bar {day}", name="Bar", start=at(day, 20), end=at(day, 22), place="hall", roles=[vm.Role("barkeeper")]
        )
        for day in (24, 25)
    ]
    people = [
        vm.Volunteer(
            "ada", name="Ada", traits=["old hand"], wishes=[vm.Wish(session="bar 24", score=2)], data={"phone": "0123"}
        ),
        vm.Volunteer("bo", name="Bo", wishes=[vm.Wish(session="bar 24", score=1)], data={"phone": "=1+1"}),
        vm.Volunteer("cy", name="Cy", data={"email": "cy@example.org"}),
    ]
    rules = [Experience(level=1, traits=["old hand"]), Together(level=2, sets=[["ada", "bo"]])]
    known = vm.Problem(
        people, evenings, places=[vm.Place("hall", name="Town hall")], rules=only(rules), timezone="Asia/Shanghai"
    )
    crew = [vm.Assignment("ada", "bar 24", "barkeeper"), vm.Assignment("bo", "bar 25", "barkeeper")]
    return known, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in evenings])


LACKING = "Tue 2023-07-25 20:00: Bar has 0 experienced people, wanted at least 1"
APART = "Mon 2023-07-24 20:00: Bar has Ada but not Bo"


def printed(found: vm.Problem, made: vm.Schedule, **about: object) -> str:
    """Return what `show` prints, on a wide terminal."""
    file = io.StringIO()
    vm.show(found, made, file=file, **about)  # type: ignore[arg-type]
    return file.getvalue()


def test_every_report_says_which_shift_and_who(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A coordinator reads that something lacks experience and that friends are apart, and not where and who."""
    monkeypatch.setenv("COLUMNS", "160")
    known, made = friends()
    assert vm.check(known, made).values == (1, 2)
    for report in (
        printed(known, made),
        parsed(page(known, made)).inside["short"],
        markdown(known, made).replace("\\", ""),
    ):
        assert LACKING in report
        assert APART in report
        assert report.index(LACKING) < report.index(APART)
        assert "level 1, experience: 1" in report
    vm.io.write_schedule_tables(known, made, tmp_path / "plan.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "plan.xlsx")["what fell short"].values)
    assert rows[0] == ("level", "rule", "value", "date", "start", "sessions", "people", "what fell short")
    assert [(row[0], row[1], row[2], row[5], row[6]) for row in rows[1:]] == [
        (1, "experience", 1, "Bar", "Bo"),
        (2, "together", 1, "Bar", "Ada; Bo"),
        (2, "together", 1, "Bar", "Ada; Bo"),
    ]
    assert rows[1][7] == LACKING.partition(": ")[2]


def test_the_time_is_not_said_twice() -> None:
    """A sentence that tells its day has the day in front of it again, or one that tells none goes without."""
    known, made = problem(), schedule()
    for violation in vm.check(known, made).violations:
        said = told(violation, known, made).sentence()
        assert said.count("2023-07") == len(violation.sessions)


def test_the_first_choice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told how many serve in what they like best, or who does not."""
    monkeypatch.setenv("COLUMNS", "160")
    known, made = friends()
    said = "first choice met: 1 of 2; not for Bo"
    assert said in printed(known, made)
    assert said in parsed(page(known, made)).inside["summary"]
    assert said in markdown(known, made)
    said_in_chinese = printed(known, made, lang="zh")
    assert all(word in said_in_chinese for word in ("首选得到满足", "2 人中 1 人", "Bo"))
    assert "first choice" not in printed(problem(), schedule())


def test_nothing_is_listed_where_nothing_fell_short() -> None:
    """A perfect plan has an empty heading, or none of its pages says that it is perfect."""
    known, made = friends()
    perfect = vm.Problem(known.volunteers, known.sessions, places=known.places, rules=only([]), timezone=known.timezone)
    assert "what fell short" not in printed(perfect, made)
    assert "nothing fell short of any goal" in parsed(page(perfect, made)).inside["short"]


def test_whom_to_call_is_listed_by_place_where_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The list lacks somebody who serves, names somebody who does not, or comes unasked."""
    monkeypatch.setenv("COLUMNS", "160")
    known, made = friends()
    for unasked in (printed(known, made), page(known, made)):
        assert "0123" not in unasked
    shown = printed(known, made, columns=["phone"])
    assert "contacts: Town hall" in shown
    contacts = " ".join(parsed(page(known, made, columns=["phone"])).inside["contacts"].split())
    assert contacts == "contacts Town hall person duties phone Ada 1 0123 Bo 1 =1+1"
    vm.io.write_schedule_tables(known, made, tmp_path / "plan.xlsx", columns=["phone", "email"])
    rows = list(openpyxl.load_workbook(tmp_path / "plan.xlsx")["contacts"].values)
    assert rows == [
        ("place", "name", "duties", "phone", "email"),
        ("Town hall", "Ada", 1, "0123", None),
        ("Town hall", "Bo", 1, "=1+1", None),
    ]
    assert vm.io.read_schedule_tables(known, tmp_path / "plan.xlsx") == made


def test_contacts_that_cannot_be_told_are_refused() -> None:
    """A misspelt column gives an empty list, or a page without names gives the phone numbers of those it hides."""
    known, made = friends()
    with pytest.raises(vm.OptionError, match="nobody's data have fax; known are email and phone"):
        page(known, made, columns=["fax"])
    with pytest.raises(vm.OptionError, match="pseudonym"):
        page(known, made, columns=["phone"], pseudonyms=True)
