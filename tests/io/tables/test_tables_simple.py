"""The short form: names instead of ids, free time in one cell, dates without years, and columns of people's own."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.cli import main
from volmatch.io.tables.own_columns import is_a_slip
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.when_free import free_times

TODAY = dt.date(2027, 5, 1)


def read(**sheets: list[list[object]]) -> tuple[vm.Problem, list[str]]:
    """Return the problem of some sheets, and what was told."""
    notes: list[str] = []
    problem = problem_of(
        [sheet_of(name, rows) for name, rows in sheets.items()],  # type: ignore[arg-type]
        lambda note: notes.append(note.sentence()),
    )
    return problem, notes


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["form.xlsx", "form"])
def test_the_short_form_as_it_is_can_be_solved(tmp_path: Path, lang: str, name: str) -> None:
    """The example of the short form is refused, or cannot be served."""
    vm.io.simple_template(tmp_path / name, lang=lang)
    notes: list[object] = []
    problem = vm.io.read_tables(tmp_path / name, told=notes.append)
    assert len(notes) == 2  # the years of two dates
    assert [len(problem.volunteers), len(problem.sessions), len(problem.places)] == [3, 3, 2]
    assert problem.volunteers[0].data[{"en": "phone", "zh": "电话"}[lang]]
    outcome = vm.solve(problem, time_limit=10)
    assert outcome.schedule is not None
    assert [level.value for level in outcome.levels][:3] == [0, 0, 0]
    assert {role.name for session in problem.sessions for role in session.roles} == {
        {"en": "helper", "zh": "帮手"}[lang]
    }


def test_the_command_writes_it_with_marks_notes_and_lists(tmp_path: Path) -> None:
    """A column that is needed is not marked, or nothing says what a column means."""
    assert main(["template", str(tmp_path / "f.xlsx"), "--simple", "--lang", "zh"]) == 0
    people, activities, *_ = openpyxl.load_workbook(tmp_path / "f.xlsx").worksheets
    assert [cell.value for cell in people[1]] == ["姓名 *", "电话", "特长", "何时有空", "备注"]
    assert [cell.value for cell in activities[1]] == ["日期 *", "时间 *", "活动 *", "地点", "人数", "所需特长"]
    assert all(cell.comment for page in (people, activities) for cell in page[1])
    assert people.data_validations.dataValidation
    assert main(["solve", str(tmp_path / "f.xlsx"), "--time-limit", "5"]) == 0


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("always", None),
        ("随时", None),
        ("never", []),
        ("周末", [{"weekly": ["sat", "sun"], "from": "00:00", "to": "00:00"}]),
        ("每周二、四 18:00-20:00", [{"weekly": ["tue", "thu"], "from": "18:00", "to": "20:00"}]),
        ("Sat 9-11am", [{"weekly": ["sat"], "from": "09:00", "to": "11:00"}]),
        ("Mon, Wed evening", [{"weekly": ["mon", "wed"], "from": "18:00", "to": "22:00"}]),
        ("5月1日上午", [{"from": "2027-05-01T08:00", "to": "2027-05-01T12:00"}]),
        ("2027-05-02", [{"from": "2027-05-02T00:00", "to": "2027-05-03T00:00"}]),
        ("2 May 22:00-02:00", [{"from": "2027-05-02T22:00", "to": "2027-05-03T02:00"}]),
        (
            "12月30日-31日",
            [{"from": f"2026-12-{day}T00:00", "to": end} for day, end in ((30, "2026-12-31T00:00"), (31, "2027-01-01T00:00"))],
        ),
        (
            "周六上午、周日下午",
            [{"weekly": ["sat"], "from": "08:00", "to": "12:00"}, {"weekly": ["sun"], "from": "12:00", "to": "18:00"}],
        ),
        (
            "Fri evening; Sat 9-11am, Sun",
            [
                {"weekly": ["fri"], "from": "18:00", "to": "22:00"},
                {"weekly": ["sat"], "from": "09:00", "to": "11:00"},
                {"weekly": ["sun"], "from": "00:00", "to": "00:00"},
            ],
        ),
    ],
)  # fmt: skip
def test_free_time_as_people_say_it(text: str, windows: list[dict[str, object]] | None) -> None:
    """Somebody's free time is another than they said."""
    told = free_times(text)
    assert (None if told is None else [one for time in told for one in time.windows(Around(TODAY))]) == windows


@pytest.mark.parametrize("text", ["perhaps", "周末但不是第三周", "except my birthday", "13月1日", "Sat 25-26"])
def test_free_time_that_nobody_understands_is_refused(text: str) -> None:
    """Words that were not understood are taken for free time, or thrown away."""
    with pytest.raises(vm.ProblemError, match="volunteers!B2"):
        read(volunteers=[["name", "when free"], ["Ann", text]])


@given(st.dates(dt.date(2026, 7, 1), dt.date(2027, 11, 30)))
def test_a_date_without_a_year_is_the_nearest(day: dt.date) -> None:
    """A date lands in the wrong year around New Year."""
    (told,) = free_times(f"{day:%d %b}") or []
    found = next(told.windows(Around(day + dt.timedelta(days=150))))
    assert found["from"] == f"{day}T00:00"


def test_dates_take_the_year_of_their_neighbours_and_it_is_told() -> None:
    """5 Dec and 12月5日 are refused, or stand in another year than the rows around them."""
    rows = [
        ["date", "time", "activity", "people"],
        ["12月30日", "9:00-11:00", "a", 1],
        ["2026-12-31", "9:00-11:00", "b", 1],
        ["Jan 2", "evening", "c", 1],
    ]
    problem, notes = read(activities=rows, people=[["name"], ["Ann"]])  # type: ignore[arg-type]
    assert [f"{one.start:%Y-%m-%d}" for one in problem.sessions] == ["2026-12-30", "2026-12-31", "2027-01-02"]
    assert [note.partition(":")[0] for note in notes] == [
        "activities!A2 (date)",
        "activities!A4 (date)",
        "activities!B4 (time)",
    ]
    assert "taken for 18:00 to 22:00" in notes[2]


def test_without_any_year_all_dates_are_told() -> None:
    """A year is made up."""
    with pytest.raises(vm.ProblemError) as caught:
        read(activities=[["date", "time", "activity"], ["5 Dec", "9:00-11:00", "a"], ["12月6日", "9:00-11:00", "b"]])
    assert [fault.path for fault in caught.value.faults] == ["activities!A2 (date)", "activities!A3 (date)"]


def test_names_serve_as_ids_and_clashes_are_told() -> None:
    """Two activities of one name are one, or two people of one name are."""
    rows: list[list[object]] = [
        ["date", "time", "activity", "people"],
        *(list[object]([f"2027-05-0{day}", "9:00-11:00", "tea", "2-3人"]) for day in (1, 2, 2)),
    ]
    problem, _ = read(activities=rows, people=[["name"], ["Ann"], ["Bo"]])
    assert [one.name for one in problem.sessions] == ["tea"] * 3
    assert problem.sessions[0].id == "tea"
    assert len({one.id for one in problem.sessions}) == 3
    assert [(role.min, role.target, role.max) for one in problem.sessions for role in one.roles] == [(2, 3, 3)] * 3
    with pytest.raises(vm.ProblemError, match="people!3:3: this id stands at people!2:2"):
        read(activities=rows, people=[["name"], ["Ann"], ["Ann"]])


@pytest.mark.filterwarnings("ignore:.*read by no rule")
def test_own_columns_are_kept_come_back_and_stand_in_nobodys_letter(tmp_path: Path) -> None:
    """A telephone number is refused, lost on the way, or sent to somebody else."""
    people: list[list[object]] = [["name", "phone", "Shoe size"], ["Ann", 5550100, 39.0], ["Bo", "", None]]
    rows: list[list[object]] = [["date", "time", "activity", "bring"], ["2027-05-01", "9:00-11:00", "tea", "cake"]]
    problem, _ = read(activities=rows, people=people)
    assert [dict(one.data) for one in problem.volunteers] == [{"Shoe size": "39", "phone": "5550100"}, {}]
    assert dict(problem.sessions[0].data) == {"bring": "cake"}
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    for name in ("p", "p.xlsx"):
        vm.io.write_tables(problem, tmp_path / name, lang="zh")
        assert vm.io.read_tables(tmp_path / name) == problem
    assert "5550100" not in vm.io.anonymous(problem)
    outcome = vm.solve(problem, time_limit=5)
    assert "5550100" not in "".join(vm.explain.letter(problem, outcome, own).sentence() for own in ("Ann", "Bo"))


def test_a_header_one_letter_from_a_known_one_is_told() -> None:
    """A slip in a header makes a column of one's own, and everybody's skills are gone."""
    assert not is_a_slip("phone", ["home", "name"])
    with pytest.raises(vm.ProblemError, match="did you mean skills"):
        read(people=[["name", "skils"], ["Ann", "cooking"]])
