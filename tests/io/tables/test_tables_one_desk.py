"""A session whose row says that its roles go together, in either language, is one that a person alone can do."""

from collections.abc import Mapping, Sequence

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.patterns import one_desk
from volmatch.rules import Surplus

Grid = Sequence[Sequence[Cell]]
HALL: Grid = [["id", "date", "start", "end", "one for all roles"], ["hall", "2026-08-09", "19:00", "22:00", "yes"]]
ROLES: Grid = [["session", "role", "people", "skill"], ["hall", "cashier", 1, "cash"], ["hall", "door", 1, "door"]]
PEOPLE: Grid = [["id", "skills"], ["li", "cash"], ["wu", "cash: 2; door"]]
CHINESE: Mapping[str, Grid] = {
    "志愿者": PEOPLE,
    "场次": [["编号", "日期", "开始", "结束", "可兼任"], ["hall", "2026-08-09", "19:00", "22:00", "是"]],
    "岗位": [["场次", "岗位", "人数", "技能"], ["hall", "cashier", 1, "cash"], ["hall", "door", 1, "door"]],
}


def read(sheets: Mapping[str, Grid]) -> vm.Problem:
    """Return the problem of some sheets."""
    return problem_of([sheet_of(name, grid) for name, grid in sheets.items()], str)


@pytest.mark.parametrize("sheets", [{"volunteers": PEOPLE, "sessions": HALL, "roles": ROLES}, CHINESE])
def test_roles_are_joined_as_the_pattern_joins_them(sheets: Mapping[str, Grid]) -> None:
    """The sheet asks for another crew than the pattern does."""
    hall = vm.Session("hall", start="2026-08-09T19:00", end="2026-08-09T22:00",
                      roles=[vm.Role("cashier", skill="cash"), vm.Role("door", skill="door")])  # fmt: skip
    plan, found = one_desk(hall, level=2), read(sheets)
    assert found == vm.Problem(found.volunteers, plan.sessions, rules=plan.rules, words=plan.words)
    outcome = vm.solve(found, time_limit=20)
    assert outcome.schedule is not None
    assert [(one.volunteer, one.role) for one in outcome.schedule.assignments] == [("wu", "cashier + door")]


def test_a_shared_session_may_be_one_desk_too() -> None:
    """Of a session in parts one part alone has its roles joined, or the goal that people stay names roles that are gone."""
    sheet = [[*HALL[0], "split at"], [*HALL[1], "20:00"]]
    found = read({"volunteers": PEOPLE, "sessions": sheet, "roles": ROLES})
    assert [[role.name for role in one.roles] for one in found.sessions] == [["cashier + door"]] * 2
    assert max(getattr(rule, "role", None) or "" for rule in found.rules) == "cashier + door"


def test_a_skill_that_nobody_has_yet_is_no_fault() -> None:
    """A crew that is not there yet is a slip in the sheet; or the desk opens without a cashier."""
    found = read({"volunteers": [["id", "skills"], ["li", "door"]], "sessions": HALL, "roles": ROLES})
    outcome = vm.solve(found, time_limit=20)
    assert outcome.schedule is not None
    assert outcome.schedule.assignments == ()


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (ROLES[:2], "two roles or more"),
        ([[*ROLES[0], "traits"], ["hall", "cashier", 1, "cash", "calm"], ["hall", "door", 1, "door", ""]], "more than one skill"),
        ([ROLES[0], ["hall", "cashier", "2-3", "cash"], ["hall", "door", 1, "door"]], "as many people as it needs"),
        ([ROLES[0], ["hall", "cashier", "-1", "cash"], ["hall", "door", 1, "door"]], r"roles!\w*2"),
    ],
)  # fmt: skip
def test_roles_that_do_not_go_together_are_refused(roles: Grid, told: str) -> None:
    """A role loses what it asks for in silence."""
    with pytest.raises(vm.ProblemError, match=told):
        read({"volunteers": PEOPLE, "sessions": HALL, "roles": roles})


def test_rules_that_are_all_there_are_name_the_goal_themselves() -> None:
    """Somebody who can do nothing of it comes along for a wish; or a goal stands where nobody put it."""
    sheets = {"volunteers": PEOPLE, "sessions": HALL, "roles": ROLES, "problem": [["only these rules"], ["yes"]]}
    with pytest.raises(vm.ProblemError, match=r"sessions!E2 \(one for all roles\): .* needs the rule surplus"):
        read({**sheets, "rules": [["rule", "level"], ["cover", 1]]})
    found = read({**sheets, "rules": [["rule", "level"], ["cover", 1], ["surplus", 3]]})
    assert [rule.level for rule in found.rules if isinstance(rule, Surplus)] == [3]
