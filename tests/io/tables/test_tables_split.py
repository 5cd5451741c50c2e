"""A row of a session that is cut at noon becomes two sessions, in either language, and nothing of the row is lost."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.patterns import split
from volmatch.rules import Continuity, Cover, WholeSeries

Grid = Sequence[Sequence[Cell]]
PEOPLE: Grid = [["id"], ["li"], ["bo"]]


def read(**sheets: Grid) -> vm.Problem:
    """Return the problem of some sheets."""
    listed = [sheet_of(name, grid) for name, grid in {"volunteers": PEOPLE, **sheets}.items()]
    return problem_of(listed, str)


def sessions(header: str, row: str, **more: str) -> Grid:
    """Return a sheet of one session."""
    names, cells = header.split(","), row.split(",")
    return [[*names, *more], [*cells, *more.values()]]


def spans(problem: vm.Problem) -> Mapping[str, str]:
    """Return from when to when each session lasts."""
    return {one.id: f"{one.start:%d %H:%M} {one.end:%d %H:%M}" for one in problem.sessions}


@pytest.mark.parametrize(("date", "start", "end", "at"), [
    ("date", "start", "end", "split at"), ("日期", "开始", "结束", "换班时间"), ("日期", "开始", "结束", "交接时间"),
])  # fmt: skip
def test_a_row_is_cut_as_the_pattern_cuts(date: str, start: str, end: str, at: str) -> None:
    """The sheet cuts a session elsewhere than the pattern, or loses what the row says."""
    header = f"id,name,{date},{start},{end},role,min,target,cost,effort hours,{at}"
    found = read(sessions=sessions(header, "desk,Info,2026-08-01,9:00,15:00,keeper,1,2,100,7,10:00；12点"))  # noqa: RUF001
    whole = vm.Session("desk", name="Info", start="2026-08-01T09:00", end="2026-08-01T15:00", cost=100, effort_hours=7,
                       roles=[vm.Role("keeper", min=1, target=2)])  # fmt: skip
    plan = split(whole, at=["10:00", "12:00"], level=3)
    assert found == vm.Problem([vm.Volunteer("li"), vm.Volunteer("bo")], plan.sessions, rules=plan.rules)


def test_roles_and_wishes_of_the_whole_are_those_of_its_parts() -> None:
    """A sheet beside the sessions means nobody, or one of the parts only."""
    found = read(
        sessions=sessions("id,date,start,end,split at", "desk,2026-08-01,9:00,15:00,12:00", optional="yes"),
        roles=[["session", "role", "people"], ["desk", "keeper", 2], ["desk", "runner", 1]],
        wishes=[["volunteer", "session", "score"], ["li", "desk", 2]],
    )
    assert [[role.name for role in one.roles] for one in found.sessions] == [["keeper", "runner"]] * 2
    assert found.volunteers[0].wishes == (vm.Wish(series="desk", score=2),)
    assert [rule.most for rule in found.rules if isinstance(rule, Continuity)] == [2, 1]
    assert len([rule for rule in found.rules if isinstance(rule, WholeSeries)]) == 1


def test_every_day_of_a_row_is_cut() -> None:
    """Of a row for several days one day alone is cut, or a night at the wrong date."""
    found = read(
        sessions=sessions("id,date,start,end,split at", "bar,2026-08-01 to 2026-08-02,22:00,次日4:00,01:00"),
        roles=[["session", "role"], ["bar", "host"]],
    )
    assert spans(found) == {
        "bar 2026-08-01 1/2": "01 22:00 02 01:00", "bar 2026-08-01 2/2": "02 01:00 02 04:00",
        "bar 2026-08-02 1/2": "02 22:00 03 01:00", "bar 2026-08-02 2/2": "03 01:00 03 04:00",
    }  # fmt: skip
    assert all(one.role("host") for one in found.sessions)
    assert [one.series for one in found.sessions] == ["bar 2026-08-01"] * 2 + ["bar 2026-08-02"] * 2


def test_a_cut_in_the_night_when_clocks_go_back_is_where_it_was_said() -> None:
    """The first part of a night with 25 hours is an hour too long or too short."""
    found = read(
        problem=[["time zone"], ["Europe/Berlin"]],
        sessions=sessions("id,date,start,end,split at", "bar,2026-10-24,22:00,次日5:00,01:00"),
    )
    assert [one.length_minutes for one in found.sessions] == [180, 300]


def test_the_goal_stands_last_where_the_rules_are_all_there_are() -> None:
    """A goal that nobody asked for comes before those that somebody did; or one that somebody did is said twice."""
    sheet = sessions("id,date,start,end,role,split at", "desk,2026-08-01,9:00,15:00,keeper,12:00")
    alone = read(
        sessions=sheet, problem=[["time zone", "only these rules"], ["UTC", "yes"]], rules=[["rule", "level"], ["cover", 4]]
    )  # fmt: skip
    assert [rule.level for rule in alone.rules if isinstance(rule, (Cover, Continuity))] == [4, 5]
    own = read(sessions=sheet, rules=[["rule", "level", "settings"], ["continuity", 1, "want=runs"]])
    assert [rule.want for rule in own.rules if isinstance(rule, Continuity)] == ["runs"]


@pytest.mark.parametrize("more", [{"room": "*"}, {"split at": "15:00"}, {"split at": "16:30"}, {"split at": "some"}])
def test_what_cannot_be_cut_is_refused_where_it_stands(more: dict[str, str]) -> None:
    """A slip leaves the session whole in silence, or makes a part of no length."""
    given = {"split at": "12:00", **more}
    with pytest.raises(vm.ProblemError, match=r"sessions!\w+2 \(split at\)|sessions!\w+2: wanted"):
        read(sessions=sessions("id,date,start,end", "desk,2026-08-01,9:00,15:00", **given))


@pytest.mark.parametrize("cut", ["02:30", "2026-03-29 02:30", "02:30+01:00"])
def test_a_cut_at_no_such_time_is_refused(cut: str) -> None:
    """Clocks that are put on never show half past two, and the session stays whole in silence."""
    with pytest.raises(vm.ProblemError, match=r"sessions!\w+2 \(split at\)"):
        read(
            problem=[["time zone"], ["Europe/Berlin"]],
            sessions=sessions("id,date,start,end,split at", f"bar,2026-03-28,22:00,次日5:00,{cut}"),
        )


def test_several_starts_are_not_cut() -> None:
    """A session whose start is still open is cut at an hour that may lie before it."""
    grid: Grid = [
        ["id", "minutes", "possible starts", "split at"],
        ["desk", 60, "2026-08-01 9:00; 2026-08-01 14:00", "10:00"],
    ]
    with pytest.raises(vm.ProblemError, match="beside a start and an end"):
        read(sessions=grid)


def test_other_faults_of_a_cut_row_are_told_once() -> None:
    """One slip is told for each part, or one in a part nowhere."""
    with pytest.raises(vm.ProblemError) as error:
        read(sessions=sessions("id,date,start,end,min,split at", "desk,2026-08-01,9:00,15:00,-1,12:00"))
    assert len(error.value.faults) == 1


def test_what_was_cut_goes_to_a_workbook_and_comes_back(tmp_path: Path) -> None:
    """Written and read again, parts are cut anew or forget that they belong together."""
    found = read(sessions=sessions("id,date,start,end,role,split at", "desk,2026-08-01,9:00,15:00,keeper,10:00;12:00"))
    for lang in ("en", "zh"):
        vm.io.write_tables(found, tmp_path / f"{lang}.xlsx", lang=lang)
        assert vm.io.read_tables(tmp_path / f"{lang}.xlsx") == found
