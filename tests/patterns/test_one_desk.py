"""Roles that go together: one person who can do both is enough, else two come, and never half of a crew."""

from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from volmatch.patterns import Plan, one_desk
from volmatch.rules import Cover, Wishes, only

CASH, DOOR = vm.Role("cashier", skill="cash"), vm.Role("door", traits=["strong"])
DESK = vm.Session("desk", start="2026-08-01T09:00", end="2026-08-01T12:00", roles=[CASH, DOOR])
BOTH = vm.Volunteer("ann", skills={"cash": 1}, traits=["strong"], served_hours=90)
CASHIER, KEEPER = vm.Volunteer("cas", skills={"cash": 2}), vm.Volunteer("dor", traits=["strong"])
NEITHER = vm.Volunteer("nel", wishes=[vm.Wish(session="desk", score=5)])


def crew(plan: Plan, people: list[vm.Volunteer]) -> list[str]:
    """Return who serves at the desk in the best schedule."""
    outcome = vm.solve(plan.problem(people, rules=only([Cover(level=1), Wishes(level=3)])), time_limit=30)
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    return sorted(one.volunteer for one in outcome.schedule.assignments)


@pytest.mark.parametrize(
    ("people", "who"),
    [
        ([CASHIER, KEEPER, BOTH, NEITHER], ["ann"]),
        ([CASHIER, KEEPER, NEITHER], ["cas", "dor"]),
        ([CASHIER, NEITHER], []),
        ([NEITHER], []),
    ],
)
def test_one_is_enough_who_can_do_both(people: list[vm.Volunteer], who: list[str]) -> None:
    """Two come though one can do both; half of a crew opens the desk; or somebody sits there who can do nothing of it."""
    assert crew(one_desk(DESK, level=2), people) == who


def test_the_role_says_what_it_joins() -> None:
    """Seats are lost or made up, or nobody can read from the role what has to be done."""
    roles = [attrs.evolve(CASH, min=2, target=2, max=2), DOOR]
    (role,) = one_desk(attrs.evolve(DESK, roles=roles), level=None).sessions[0].roles
    assert (role.name, role.min, role.target, role.max) == ("cashier + door", 2, 2, 3)


def smallest(people: list[vm.Volunteer], roles: list[vm.Role]) -> int:
    """Return how many people the desk needs at least, by trying all crews; 0 where no crew can do it."""
    for heads in range(max(role.min for role in roles), 1 + sum(role.max for role in roles)):
        for some in combinations(people, heads):
            if all(sum(role.skill is None or role.skill in one.skills for one in some) >= role.min for role in roles):
                return heads
    return 0


@settings(max_examples=15)
@given(
    st.lists(st.sets(st.sampled_from(["a", "b", "c"])), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(1, 2)), min_size=2, max_size=3),
)
def test_no_smaller_crew_could_do_it(abilities: list[set[str]], wanted: list[tuple[str | None, int]]) -> None:
    """The desk is closed though a crew could do it, is open with one that cannot, or more people come than need to."""
    people = [vm.Volunteer(f"v{n}", skills=dict.fromkeys(sorted(own), 1)) for n, own in enumerate(abilities)]
    roles = [vm.Role(f"r{n}", skill=skill, min=heads) for n, (skill, heads) in enumerate(wanted)]
    plan = one_desk(attrs.evolve(DESK, roles=roles), level=2)
    assert len(crew(plan, people)) == smallest(people, roles)


def test_the_best_is_that_of_brute_force() -> None:
    """What is proved about a desk for two roles is not the best there is."""
    laws.optimum(
        one_desk(DESK, level=2).problem([CASHIER, KEEPER, BOTH], rules=only([Cover(level=1), Wishes(level=3)]))
    )


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([CASH], "not 1"),
        ([CASH, vm.Role("door", skill="a", traits=["b"])], "desk: door is on call, or asks for more"),
        ([CASH, vm.Role("door", target=2)], "desk: door must want as many people as it needs"),
        ([vm.Role("a", standby=True), vm.Role("b", standby=True)], "desk: a is on call"),
    ],
)
def test_what_does_not_go_together_is_refused(roles: list[vm.Role], told: str) -> None:
    """A role loses a trait that it asks for, or people at home count as a crew."""
    with pytest.raises(vm.OptionError, match=told):
        one_desk(attrs.evolve(DESK, roles=roles), level=2)
