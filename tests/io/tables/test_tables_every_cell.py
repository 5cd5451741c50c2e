"""No cell is inert: whatever stands in a file is read or told, in any order of columns, under any title, between any separators."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io.tables.folder import csv_sheet
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import Sheet, sheet_of
from volmatch.io.tables.signups import signups

Grid = list[list[str]]
#: Sentences that tell of whole rows that were passed over.
PASSED_OVER = (
    "this row stands above the headers and was passed over",
    "this row sums up the answers above it and was passed over",
)
JUNK = "zq nobody wrote this"
WHO = frozenset({"Name", "姓名"})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252")


@attrs.frozen
class Kind:
    """A kind of sheet: what stands above its columns in either language, what may stand in them, and the sheets around it.

    The first column tells its rows apart where `own` says so; its values are never drawn twice.
    """

    columns: Mapping[tuple[str, str], tuple[str, ...]]
    own: bool = True
    around: tuple[str, ...] = ()


SHEETS: Mapping[str, Grid] = {
    "volunteers": [["id", "name"], ["li", "Li"], ["bo", "Bo"]],
    "sessions": [["id", "date", "start", "end"], ["tea", "2026-08-01", "9:00", "10:00"], ["art", "2026-08-02", "9:00", "10:00"]],
    "places": [["id", "name"], ["hall", "Hall"], ["yard", "Yard"], ["shed", "Shed"]],
    "rooms": [["id", "place"], ["big", "hall"], ["small", "hall"]],
}  # fmt: skip
DAY = ("2026-08-01", "2026年8月2日", "3 Aug 2026", "4.8.2026", "46240", "2026-08-07 to 2026-08-09")
KINDS: Mapping[str, Kind] = {
    "volunteers": Kind({
        ("id", "编号"): ("li", "bo", "cy"), ("name", "姓名"): ("Ann", "安", "Zoé"), ("skills", "技能"): ("tea: 2", "cook; drive", "急救"),
        ("show rate", "到场率"): ("80%", "0.5"), ("hours before", "以往服务小时"): ("8小时", "7.5"), ("when free", "何时有空"): ("周末", "Sat 9-11am", "after 6pm", "never"), ("phone", "电话"): ("1", "2"),
    }),
    "availability": Kind({
        ("volunteer", "志愿者"): ("li", "bo"), ("date", "日期"): (*DAY, "周末"), ("from", "从"): ("9:00", "8am", "0.25"), ("to", "到"): ("11:00", "12:30", "23:00"), ("if needed", "必要时才来"): ("yes", "no"),
    }, own=False, around=("volunteers",)),
    "away": Kind({("volunteer", "志愿者"): ("li", "bo"), ("date", "日期"): DAY}, own=False, around=("volunteers",)),
    "limits": Kind({
        ("volunteer", "志愿者"): ("li", "*"), ("per", "每"): ("week", "每月", "14 days", "季度", "2026-09-01 to 2027-06-30"), ("max sessions", "最多场次"): ("3", "4次"), ("max hours", "最多小时"): ("8小时", "9.5"),
    }, own=False, around=("volunteers",)),
    "wishes": Kind({("volunteer", "志愿者"): ("li", "bo"), ("score", "分值"): ("1", "-2"), ("session", "场次"): ("tea", "art")}, own=False, around=("volunteers", "sessions")),
    "sessions": Kind({
        ("id", "编号"): ("tea", "art", "run"), ("name", "名称"): ("Tea", "茶"), ("date", "日期"): DAY, ("time", "时间"): ("9:00-11:00", "2-4pm", "上午", "22:00-次日2:00"),
        ("place", "地点"): ("hall", "yard"), ("people", "人数"): ("2", "2-3人", "三人"), ("skill", "技能"): ("cook", "drive"), ("bring", "自带"): ("cups", "杯子"),
    }, around=("places",)),
    "roles": Kind({
        ("role", "岗位"): ("cook", "host", "guide"), ("session", "场次"): ("tea", "art"), ("people", "人数"): ("2", "2-3人"), ("traits", "特征"): ("adult", "a; b"), ("wears", "着装"): ("apron", "hat"),
    }, around=("sessions",)),
    "places": Kind({("id", "编号"): ("hall", "yard", "shed"), ("name", "名称"): ("Hall", "院"), ("guard", "门卫"): ("Jo", "Bo")}),
    "rooms": Kind({
        ("id", "编号"): ("a", "b", "c"), ("place", "地点"): ("hall", "yard"), ("capacity", "容纳人数"): ("10", "20"), ("features", "设施"): ("desks", "sink; desks"), ("key", "钥匙"): ("Jo", "Bo"),
    }, around=("places",)),
    "closed": Kind({("room", "房间"): ("big", "small"), ("date", "日期"): DAY, ("from", "从"): ("9:00", "8am"), ("to", "到"): ("11:00", "12:30")}, own=False, around=("places", "rooms")),
    "travel": Kind({("other place", "另一地点"): ("yard", "shed"), ("place", "地点"): ("hall",), ("minutes", "分钟"): ("5", "1h10", "20分钟")}, around=("places",)),
    "rules": Kind({("rule", "规则"): ("min_rest", "最短休息"), ("level", "层级"): ("0", "3"), ("settings", "设置"): ("hours=8", "9小时")}, own=False),
}  # fmt: skip


@st.composite
def grids(draw: st.DrawFn, kind: Kind) -> Grid:
    """Return a sheet as somebody may have arranged it."""
    columns = draw(st.permutations(list(kind.columns)))
    first = next(iter(kind.columns))
    count = draw(st.integers(1, 2 if kind.own else 3))
    keys = draw(st.permutations(kind.columns[first]))
    header = [name[draw(st.integers(0, 1))] for name in columns]
    rows = [
        [keys[number] if name == first and kind.own else draw(st.sampled_from(kind.columns[name])) for name in columns]
        for number in range(count)
    ]
    slip = draw(st.sampled_from(("none", "none", "none", "blank header", "same header", "extra cell", "blank cell")))
    at = draw(st.integers(0, len(columns) - 1))
    if slip == "blank header":
        header[at] = ""
    elif slip == "same header":
        header[at] = header[(at + 1) % len(header)]
    elif slip == "extra cell":
        rows[0].append("more")
    elif slip == "blank cell":
        rows[-1][at] = ""
    above: Grid = draw(st.sampled_from([[], [["Our plan"]], [["Plan", "", "2026"]], [["计划"], [], ["all welcome"]]]))
    return [*above, header, *rows]


@st.composite
def files(draw: st.DrawFn, grid: Grid) -> tuple[str, str, bool]:
    """Return separator, encoding, and whether a first line tells the separator."""
    separator, encoding = draw(st.sampled_from(",;\t")), draw(st.sampled_from(ENCODINGS))
    text = "".join(cell for row in grid for cell in row)
    if encoding == "cp1252" and not text.isascii():
        encoding = "utf-8"
    return separator, encoding, draw(st.booleans())


def as_file(grid: Grid, how: tuple[str, str, bool]) -> bytes:
    """Return a sheet as a CSV file."""
    separator, encoding, has_line = how
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(grid)
    return (f"sep={separator}\r\n" * has_line + text.getvalue()).encode(encoding)


Outcome = tuple[str, Any, tuple[Fault, ...]]


def of_a_problem(name: str, kind: Kind) -> Callable[[Sheet], Outcome]:
    """Return what comes of a sheet among those around it."""

    def read(sheet: Sheet) -> Outcome:
        notes: list[Fault] = []
        others = [sheet_of(one, SHEETS[one]) for one in kind.around if one != name]
        try:
            return "read", problem_of([*others, sheet], notes.append), tuple(notes)
        except vm.ProblemError as error:
            return "refused", None, error.faults

    return read


def demand_no_inert_cell(read: Callable[[Sheet], Outcome], name: str, grid: Grid, how: tuple[str, str, bool]) -> None:
    """Assert that a file is refused with places, or that each of its cells that are not empty is read or told."""
    outcome, _, told = base = _read(read, name, as_file(grid, how))
    if outcome == "refused":
        assert told
        assert all(fault.path.startswith(name) for fault in told), told
        return
    passed = {note.path.rpartition(":")[2] for note in told if note.wanted.sentence() in PASSED_OVER}
    filled = [
        (row, at)
        for row, cells in enumerate(grid)
        for at, cell in enumerate(cells)
        if cell
        and (_is_filled(grid[row + 1 :], at) or _is_filled(grid[:row], at))  # above nothing, a header says nothing
    ]
    if name == "form":  # the first column of a form tells who answered, whatever is written above it
        filled = [(row, at) for row, at in filled if grid[row][at] not in WHO]
    inert = [
        grid[row][at]
        for row, at in filled
        if str(row + 1 + how[2]) not in passed and _read(read, name, as_file(_with(grid, row, at, JUNK), how)) == base
    ]
    assert inert == []


def _is_filled(rows: Grid, at: int) -> bool:
    return any(at < len(cells) and cells[at] for cells in rows)


def _read(read: Callable[[Sheet], Outcome], name: str, raw: bytes) -> Outcome:
    try:
        sheet = csv_sheet(name, raw)
    except vm.ProblemError as error:
        return "refused", None, error.faults
    return read(sheet)


def _with(grid: Grid, row: int, at: int, cell: str) -> Grid:
    return [
        [cell if (row, at) == (one, index) else told for index, told in enumerate(cells)]
        for one, cells in enumerate(grid)
    ]


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_cell_of_a_sheet_is_read_or_told(name: str, data: st.DataObject) -> None:
    """Some order of columns, title, separator, encoding or header that stands twice loses a cell in silence."""
    grid = data.draw(grids(KINDS[name]))
    demand_no_inert_cell(of_a_problem(name, KINDS[name]), name, grid, data.draw(files(grid)))


@pytest.mark.parametrize("name", KINDS)
def test_another_value_makes_another_problem(name: str) -> None:
    """A cell is looked at and thrown away: two values of a column, both fine, make one problem."""
    kind = KINDS[name]
    read, header = of_a_problem(name, kind), [words[0] for words in kind.columns]
    plain = [values[0] for values in kind.columns.values()]
    outcome, problem, _ = read(sheet_of(name, [header, plain]))
    assert outcome == "read"
    for at, values in enumerate(kind.columns.values()):
        for value in values[1:]:
            again = read(sheet_of(name, [header, [*plain[:at], value, *plain[at + 1 :]]]))
            assert again[0] == "read", again[2]
            assert (again[1] == problem) == (name == "rules" and value == "最短休息"), value


FORMS: Mapping[str, Grid] = {
    "grid": [["Timestamp", "Name", "Sat 10:00-12:00", "tea", "Diet"], ["1", "Ann", "yes", "no", "none"], ["2", "Bo", "有空", "if needed", "vegan"]],
    "choices": [["姓名", "何时有空", "电话"], ["安", "周六上午; tea", "1"], ["李", "Fri evening", "2"]],
    "ranks": [["Name", "1st choice", "2nd choice"], ["Ann", "tea", "art"], ["Bo", "art", "tea"]],
    "graded": [["Name", "Rank [tea]", "Rank [art]"], ["Ann", "1", "2"], ["Bo", "2", "1"]],
    "friends": [["Name", "tea", "With whom?"], ["Ann", "yes", "Bo"], ["Bo", "no", "my sister"]],
    "doodle": [["", "August 2026", "", ""], ["", "Sat 1", "", "Sun 2"], ["", "9:00-11:00", "2-4pm", "9:00-11:00"], ["Ann", "OK", "(OK)", ""], ["Bo", "", "OK", "OK"], ["Count", "1", "1", "1"]],
    "when2meet": [["", "Ann", "Bo"], ["Mon 09:00 AM", "1", "0"], ["Mon 09:15 AM", "1", "1"], ["Mon 09:30 AM", "0", "1"]],
    "days over hours": [["", "2026年8月1日", "", "2026-08-02"], ["姓名", "上午", "下午", "9-11am"], ["安", "有空", "没空", "是"]],
}  # fmt: skip


def of_a_form(sheet: Sheet) -> Outcome:
    """Return what comes of a form."""
    known = vm.Problem([], [vm.Session(own, start=f"2026-08-0{day}T10:00", end=f"2026-08-0{day}T12:00") for own, day in (("tea", 1), ("art", 2))])  # fmt: skip
    try:
        found = signups(sheet, sessions=known.sessions, own_columns=True)
    except vm.ProblemError as error:
        return "refused", None, error.faults
    return "read", attrs.evolve(found, told=()), found.told


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_cell_of_a_form_is_read_or_told(name: str, data: st.DataObject) -> None:
    """Some kind of form loses answers in silence under a title, between other separators, or in another order."""
    grid = data.draw(arranged(FORMS[name], can_turn=name in ("grid", "choices", "ranks", "graded", "friends")))
    demand_no_inert_cell(of_a_form, "form", grid, data.draw(files(grid)))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_understood_as_it_stands(name: str) -> None:
    """The law above holds because a form is refused whatever stands in it."""
    outcome, found, told = of_a_form(sheet_of("form", FORMS[name]))
    assert outcome == "read", told
    assert len(found.availability) in (1, 2)


@st.composite
def arranged(draw: st.DrawFn, grid: Grid, *, can_turn: bool) -> Grid:
    """Return a form under a title, with its columns in another order, or with a header that is blank or stands twice."""
    found = [list(row) for row in grid]
    if can_turn:
        order = draw(st.permutations(range(len(grid[0]))))
        found = [[row[at] for at in order] for row in grid]
        slip, at = draw(st.sampled_from(("none", "none", "blank", "twice"))), draw(st.integers(0, len(order) - 1))
        if slip != "none":
            found[0][at] = "" if slip == "blank" else found[0][at - 1]
    above: Grid = draw(
        st.sampled_from([[], [["Spring fair"]], [["Fair", "", "2027"]], [["报名表"], [], ["all welcome"]]])
    )
    return [*above, *found]


def test_the_law_finds_a_cell_that_is_lost() -> None:
    """The law itself is blind: a reader that loses a column passes it."""

    def careless(sheet: Sheet) -> Outcome:
        return of_a_form(attrs.evolve(sheet, header=sheet.header[:2], rows=tuple((n, cells[:2]) for n, cells in sheet.rows)))  # fmt: skip

    with pytest.raises(AssertionError):
        demand_no_inert_cell(careless, "form", [["Name", "tea", "art"], ["Ann", "yes", "no"]], (",", "utf-8", False))
