"""A problem is cut into regions that have everybody once, and refuses by name what cannot be cut."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from scale.sure_problems import hall, sure_problems
from volmatch.columns.compile import compile_problem
from volmatch.rule import VolunteerFilter, Where
from volmatch.rules import Cover, Fairest, FairShare, Pin, Pinned


@settings(max_examples=max(1, settings.default.max_examples // 4))  # type: ignore[union-attr]
@given(sure_problems(), st.integers(1, 4))
def test_everybody_is_in_one_region_and_each_session_has_one_keeper(problem: vm.Problem, parts: int) -> None:
    """Somebody is lost or planned twice, or what a session costs is told twice or never."""
    found = vm.scale.split(problem, parts=parts)
    assert 1 <= len(found.regions) <= parts
    assert sorted(one for region in found.regions for one in region.people) == sorted(
        one.id for one in problem.volunteers
    )
    kept = [one for region in found.regions for one in (*region.inner, *region.keeps)]
    assert sorted(kept) == sorted(one.id for one in problem.sessions)
    region_of = {person: region for region in found.regions for person in region.people}
    t = compile_problem(problem)
    for volunteer, role in zip(t.candidate_volunteer.tolist(), t.candidate_role.tolist(), strict=True):
        region = region_of[problem.volunteers[volunteer].id]
        assert problem.sessions[int(t.role_session[role])].id in {*region.inner, *region.border}


def test_a_hall_between_two_villages_is_the_border() -> None:
    """The cut goes through a village, or what only one side can do counts as shared."""
    found = vm.scale.split(hall(), parts=2)
    assert {frozenset(region.people) for region in found.regions} == {
        frozenset({"li", "wu", "sun"}),
        frozenset({"qian", "zhou"}),
    }
    assert sorted(found.border) == ["hall 3", "hall 4"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (Fairest(level=4), "fairest ties people together"),
        (FairShare(level=4, by="offer"), "fair_share ties people together"),
        (Pinned(stay=[Pin(volunteer="li", session="east 3")]), "pinned ties people together"),
        (Cover(level=0), "cover about seats must hold"),
        (FairShare(level=4, where=Where(volunteers=VolunteerFilter(id="li"))), "fair_share names people by id"),
    ],
)
def test_a_rule_that_parts_cannot_keep_is_refused_by_name(rule: vm.Rule, told: str) -> None:
    """A rule is given up in silence where people of several parts fall under it; in one part it is kept."""
    problem = attrs.evolve(hall(), rules=[rule])
    with pytest.raises(vm.OptionError, match=told):
        vm.scale.split(problem, parts=2)
    assert len(vm.scale.split(problem, parts=1).regions) == 1


def test_a_session_that_may_be_dropped_is_refused_by_name() -> None:
    """A session that may not take place is taken for one that does."""
    problem = hall()
    loose = [attrs.evolve(one, optional=True) if one.id == "west 4" else one for one in problem.sessions]
    with pytest.raises(vm.OptionError, match="west 4 has a choice"):
        vm.scale.split(attrs.evolve(problem, sessions=loose), parts=2)


def test_no_part_at_all_is_refused() -> None:
    """Nonsense goes through."""
    with pytest.raises(vm.OptionError, match="parts: wanted"):
        vm.scale.split(hall(), parts=0)
