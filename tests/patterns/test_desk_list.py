"""Who does what where one person may do several things: only what they can, and spread over those who are there."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.patterns import desk_list, one_desk
from volmatch.patterns.desk_list import told_off
from volmatch.rules import Need

HALL = vm.Session(
    "hall",
    start="2026-08-09T19:00",
    end="2026-08-09T22:00",
    roles=[vm.Role("cashier", skill="cash"), vm.Role("door", traits=["adult"])],
)
LI, MEI = vm.Volunteer("li", name="Li", skills={"cash": 1}), vm.Volunteer("mei", name="Mei", traits=["adult"])
WU = vm.Volunteer("wu", name="Wu", skills={"cash": 1}, traits=["adult"])


def listed(session: vm.Session, *people: vm.Volunteer) -> list[tuple[object, ...]]:
    """Return the tasks and the names of a list, when these people serve in a session whose roles go together."""
    plan = one_desk(session, level=None)
    problem = plan.problem(people)
    (role,) = plan.sessions[0].roles
    made = vm.Schedule(
        [vm.Assignment(one.id, session.id, role.name) for one in people],
        [vm.Placement(session.id, problem.sessions[0].candidate_starts[0])],
    )
    annex = desk_list(problem, made)
    assert [row[0] for row in annex.rows] == [session.id] * len(annex.rows)
    return [tuple(row[3:]) for row in annex.rows]


@pytest.mark.parametrize(
    ("people", "cashier", "door"),
    [
        ([WU], ("Wu",), ("Wu",)),
        ([LI, MEI], ("Li",), ("Mei",)),
        ([LI, WU], ("Li",), ("Wu",)),
        ([MEI, WU], ("Wu",), ("Mei",)),
        ([LI], ("Li",), ()),
    ],
)
def test_everybody_does_what_they_can(
    people: list[vm.Volunteer], cashier: tuple[str, ...], door: tuple[str, ...]
) -> None:
    """Somebody is told to do what they cannot, one does both while another looks on, or an empty task has a name."""
    assert listed(HALL, *people) == [("cashier", cashier), ("door", door)]


def test_what_asks_for_nothing_is_told_as_the_rest() -> None:
    """A role that anybody can do is given to a person by name though it is not known which role that is."""
    plain = vm.Session("hall", start=HALL.start, end=HALL.end, roles=[HALL.roles[0], vm.Role("door")])
    assert listed(plain, LI, MEI) == [("cash", ("Li",)), ("cashier + door", ("Li", "Mei"))]


def test_boards_and_letters_say_who_does_what() -> None:
    """Two people read that both are cashier and door, or one who does both alone reads that only one is theirs."""
    problem = one_desk(HALL, level=None).problem([LI, MEI, WU])
    (name,) = (role.name for role in problem.sessions[0].roles)
    place = vm.Placement("hall", problem.sessions[0].candidate_starts[0])
    both = vm.Schedule([vm.Assignment(own, "hall", name) for own in ("li", "mei")], [place])
    written = io.StringIO()
    vm.show(problem, both, file=written)
    assert "(cashier)" in written.getvalue()
    assert "(door)" in written.getvalue()
    assert [duty.role for own in ("li", "mei") for duty in vm.explain.letter(problem, both, own).duties] == [
        "cashier",
        "door",
    ]
    alone = vm.Schedule([vm.Assignment("wu", "hall", name)], [place])
    assert vm.explain.letter(problem, alone, "wu").duties[0].role == "cashier + door"


def test_other_sessions_are_not_listed() -> None:
    """A session with ordinary roles is on the list, or one in which nobody serves."""
    problem = vm.Problem([LI], [HALL], words=vm.Words(traits=["adult"]))
    made = vm.Schedule(
        [vm.Assignment("li", "hall", "cashier")], [vm.Placement("hall", problem.sessions[0].candidate_starts[0])]
    )
    assert desk_list(problem, made).rows == ()
    empty = one_desk(HALL, level=None).problem([LI])
    assert desk_list(empty, vm.Schedule([], [vm.Placement("hall", empty.sessions[0].candidate_starts[0])])).rows == ()


@given(st.data())
def test_tasks_are_done_by_as_many_as_can(data: st.DataObject) -> None:
    """A task has fewer people than could do it, more than it needs, or somebody who cannot."""
    skills = ("a", "b", "c")
    people = [
        vm.Volunteer(f"v{number}", skills=dict.fromkeys(data.draw(st.sets(st.sampled_from(skills))), 1))
        for number in range(data.draw(st.integers(1, 4)))
    ]
    needs = [Need(skill=skill, least=data.draw(st.integers(1, 3))) for skill in skills]
    hall = vm.Session("hall", start=HALL.start, end=HALL.end, roles=[vm.Role("r", max=4)])
    problem = vm.Problem(people, [hall])
    made = vm.Schedule(
        [vm.Assignment(one.id, "hall", "r") for one in people],
        [vm.Placement("hall", problem.sessions[0].candidate_starts[0])],
    )
    found = told_off([(need, need.least or 0) for need in needs], made.duties(problem))
    for need, crew in zip(needs, found, strict=True):
        able = {one.id for one in people if need.skill in one.skills}
        assert {duty.volunteer.id for duty in crew} <= able
        assert len(crew) == min(len(able), need.least or 0)
