"""What stands among the people and activities of a list and is nobody: notes, dittos, words for nothing, columns of a grid."""

# ruff: noqa: RUF001 - wide letters are what people type

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import read_tables
from volmatch.io.tables import write_tables
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.signups import signups

Rows = Sequence[Sequence[Cell]]
PEOPLE: Rows = [["name", "skills"], ["Ann", "cooking"], ["Bo", "tea"]]
ACTIVITIES: Rows = [["activity", "date", "time", "people"], ["Tea", "2026-12-05", "9:00-11:00", 1]]


def read(sheets: Mapping[str, Rows]) -> tuple[vm.Problem, list[Fault]]:
    """Return the problem of some sheets beside a little list, and what was told."""
    notes: list[Fault] = []
    whole = {"people": PEOPLE, "activities": ACTIVITIES, **sheets}
    return problem_of([sheet_of(name, rows) for name, rows in whole.items()], notes.append), notes


@pytest.mark.parametrize(
    "note",
    [
        "Please answer by Friday!", "* phone numbers are private", "Note: Ann brings the cups", "NB: ask Bo first", "备注：请周五前回复", "※请提前十分钟到", "请大家周五前填写", "大家辛苦了，周五前请填好。",
        "see https://example.org/form", "we will call everybody on the evening before", "PS. bring cups", "说明：表中电话不公开",
    ],
)  # fmt: skip
def test_a_note_below_a_list_is_nobody(note: str) -> None:
    """A sentence below the people is a person who is free always."""
    problem, notes = read({"people": [*PEOPLE, [], [note]]})
    assert [one.id for one in problem.volunteers] == ["Ann", "Bo"]
    assert [(one.path, one.given) for one in notes] == [("people!5:5", repr(note))]
    form = signups(sheet_of("form", [["Name", "Sat 9:00-11:00"], ["Ann", "yes"], [note]]), own_columns=True)
    assert list(form.availability) == ["Ann"]
    assert [one.path for one in form.told] == ["form!3:3"]


@pytest.mark.parametrize("name", ["Ann Marie de la Cruz", "Sammy Davis Jr.", "J. R.", "Li", "欧阳安", "Please", "Noteman", "O'Neill", "安", "Maria-Luisa von und zu Berg"])  # fmt: skip
def test_a_person_of_whom_only_the_name_is_known_is_one(name: str) -> None:
    """Somebody is passed over because nothing but the name stands in the row."""
    problem, notes = read({"people": [*PEOPLE, [name]]})
    assert [one.id for one in problem.volunteers] == ["Ann", "Bo", name]
    assert notes == []


@pytest.mark.parametrize("mark", ['"', "〃", "同上", "ditto", "''", " as above "])
def test_what_stands_above_again(mark: str) -> None:
    """A mark for the same again is a place or a skill of its own, or is filled in without a word."""
    rows: Rows = [["activity", "date", "time", "place", "people"], ["Tea", "2026-12-05", "9:00-11:00", "Hall", 1], ["Art", mark, "14:00-15:00", mark, mark], ["Run", mark, mark, mark, mark]]  # fmt: skip
    problem, notes = read({"activities": rows})
    tea, art, run = problem.sessions
    assert {one.place for one in (tea, art, run)} == {"Hall"}
    assert (f"{run.start:%d %R}", f"{run.end:%R}") == ("05 14:00", "15:00")
    assert [note.path for note in notes][:3] == [
        "activities!B3 (date)",
        "activities!D3 (place)",
        "activities!E3 (people)",
    ]
    assert len(notes) == 7


@pytest.mark.parametrize("word", ["none", "n/a", "-", "无", "没有", "不限", "None", "/", "no", "—"])
def test_a_word_for_nothing_is_no_skill(word: str) -> None:
    """An activity that needs no skill can be served by nobody but those who have the skill called none."""
    rows: Rows = [["activity", "date", "time", "people", "skill needed"], ["Tea", "2026-12-05", "9:00-11:00", 1, word]]
    problem, notes = read({"people": [["name", "skills"], ["Ann", "cooking"], ["Bo", word]], "activities": rows})
    assert dict(problem.volunteers[1].skills) == {}
    assert problem.sessions[0].roles[0].skill is None
    assert sorted(note.path for note in notes) == ["activities!E2 (skill needed)", "people!B3 (skills)"]


def test_a_skill_that_is_called_none_comes_back(tmp_path: Path) -> None:
    """A problem with odd words is another when it was written and read."""
    people = [
        vm.Volunteer(f"v{at}", skills={word: 1}, traits=[word]) for at, word in enumerate(("none", "-", "无", "/"))
    ]
    sessions = [
        vm.Session(f"s{at}", start="2026-12-05T09:00", end="2026-12-05T10:00", roles=[vm.Role("r", skill=word)])
        for at, word in enumerate(("none", "-", "无", "/"))
    ]
    problem = vm.Problem(people, sessions)
    for path in (tmp_path / "folder", tmp_path / "book.xlsx"):
        write_tables(problem, path)
        assert read_tables(path, told=lambda _note: None) == problem


@pytest.mark.parametrize("header", ["Sat", "Sunday morning", "周六上午", "5 Dec", "2026-12-05", "12/5", "9:00-11:00"])
def test_a_grid_among_the_people_is_not_kept_in_silence(header: str) -> None:
    """People who ticked one day count as free always."""
    with pytest.raises(vm.ProblemError) as caught:
        read({"people": [["name", header], ["Ann", "yes"], ["Bo", "no"]]})
    assert [fault.path for fault in caught.value.faults] == ["people!B1"]
    assert "volmatch signups" in caught.value.sentence()


@pytest.mark.parametrize(
    "header",
    ["not available", "Unavailable dates", "When can you not come?", "什么时候没空", "请假日期", "哪天不能来？"],
)
def test_when_people_cannot_come(header: str) -> None:
    """A date on which somebody cannot come is kept as a word, and they are sent there."""
    problem, _ = read({"people": [["name", header], ["Ann", "5 Dec"], ["Bo", "none"], ["Cy", "Sundays; 6-7 Dec"]]})
    ann, bo, cy = problem.volunteers
    assert [f"{one.from_:%F}" for one in ann.away if isinstance(one, vm.Window)] == ["2026-12-05"]
    assert (bo.away, bo.available, len(cy.away)) == ((), None, 3)
    form = signups(sheet_of("form", [["Name", "When free", header], ["Ann", "weekends", "2026-12-05"], ["Bo", "always", "-"]]), own_columns=True)  # fmt: skip
    (applied, other) = form.applied()
    assert (len(applied.away), len(applied.available or ()), other.away) == (1, 1, ())
    with pytest.raises(vm.ProblemError, match="when somebody cannot come"):
        read({"people": [["name", header], ["Ann", "always"]]})


def test_a_limit_in_a_column_of_ones_own_is_told() -> None:
    """Who wrote how much people want to serve believes that it is kept."""
    _, notes = read({"people": [["name", "max shifts", "最多几次"], ["Ann", 2, 3]]})
    assert [note.path for note in notes] == ["people!B1", "people!C1"]
    assert all("limits" in note.wanted.sentence() for note in notes)


def test_a_length_that_may_be_hours_is_refused() -> None:
    """An activity of two hours lasts two minutes."""
    for header, cell, minutes in (
        ("length", "2h", 120),
        ("duration", 90, 90),
        ("minutes", 5, 5),
        ("时长", "1.5小时", 90),
    ):
        rows: Rows = [["activity", "date", "start", header, "people"], ["Tea", "2026-12-05", "9:00", cell, 1]]
        (tea,) = read({"activities": rows})[0].sessions
        assert tea.length.total_seconds() == minutes * 60
    for header in ("length", "duration", "时长"):
        with pytest.raises(vm.ProblemError, match="this may be hours or minutes"):
            read({"activities": [["activity", "date", "start", header, "people"], ["Tea", "2026-12-05", "9:00", 2, 1]]})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TBD", "nothing sure"), ("?", "nothing sure"), ("n/a", "nothing sure"), ("待定", "nothing sure"), ("not sure yet", "nothing sure"), ("看情况", "nothing sure"),
        ("Sat 7pm-late", "when it ends"), ("Fri night", "other hours to each"), ("下班后", "other hours to each"), ("Mon after work", "other hours to each"),
    ],
)  # fmt: skip
def test_words_that_say_no_hours_are_answered_with_what_to_write(text: str, told: str) -> None:
    """Whoever typed a vague word is told that it was not understood, and not what is missing."""
    with pytest.raises(vm.ProblemError, match=told):
        read({"people": [["name", "when free"], ["Ann", text]]})


def test_headers_of_forms_that_ask_differently() -> None:
    """The address is the person though the name was asked for; an option's letter, or a dot before a line, is a fault."""
    rows: Rows = [["Email", "What's your name?", "When can you help? (tick all that apply)"], ["a@x", "Ann", "Sat 9:00-12:00, Sun 14:00-17:00"], ["b@x", "Bo", "• Sat morning\n- Sun evening"]]  # fmt: skip
    told = signups(sheet_of("form", rows), own_columns=True)
    assert {person: len(windows or ()) for person, windows in told.availability.items()} == {"Ann": 2, "Bo": 2}
    chinese: Rows = [
        ["序号", "1、请输入您的姓名：", "2、可参加时间(可多选)"],
        ["1", "安", "A.12月5日上午┋B.12月6日下午"],
        ["2", "李", "(跳过)"],
    ]
    known = vm.Problem([], [vm.Session("tea", start="2026-12-05T10:00", end="2026-12-05T12:00")])
    told = signups(sheet_of("form", chinese), sessions=known.sessions, own_columns=True)
    assert {person: len(windows or ()) for person, windows in told.availability.items()} == {"安": 2, "李": 0}


@pytest.mark.parametrize("header", ["Sat 9-11", "Fri 4 Dec 7pm-late", "Sat night 10pm-6am", "周六晚上8点开始"])
def test_a_time_that_is_not_understood_is_no_question_of_ones_own(header: str) -> None:
    """Who said yes to a time counts as never free, since nobody read what is written above."""
    with pytest.raises(vm.ProblemError) as caught:
        signups(sheet_of("form", [["Name", header, "Sun 14:00-16:00"], ["Ann", "yes", "no"]]), own_columns=True)
    assert [fault.path for fault in caught.value.faults] == ["form!B1"]
