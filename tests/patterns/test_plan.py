"""Plans are joined, and become a problem with the standard rules and their own."""

import pytest

import volmatch as vm
from volmatch.patterns import Plan
from volmatch.rules import BY_NAME, Cover, MinRest, Need, TeamMix, only, standard


def one(id_: str) -> Plan:
    """Return a plan of one session and one rule."""
    session = vm.Session(id_, start="2026-08-01T10:00", end="2026-08-01T11:00")
    return Plan([session], [MinRest(hours=11)])


def test_plans_are_joined() -> None:
    """Joining loses a session or a rule."""
    joined = one("a") + one("b")
    assert [session.id for session in joined.sessions] == ["a", "b"]
    assert len(joined.rules) == 2
    with pytest.raises(TypeError):
        one("a") + "b"  # type: ignore[operator] # that is the point


def test_a_problem_has_the_standard_rules_and_the_plans_own() -> None:
    """A plan replaces the standard rules, or its own are lost."""
    problem = one("a").problem([vm.Volunteer("bo")])
    bare = vm.Problem([vm.Volunteer("bo")], problem.sessions)
    assert problem.rules == (*standard(bare), MinRest(hours=11))
    own = one("a").problem([vm.Volunteer("bo")], rules=only([Cover(level=3)]))
    assert [rule.level for rule in own.rules if isinstance(rule, Cover)] == [3]
    assert isinstance(own.rules[-1], BY_NAME["min_rest"])


def test_words_of_plans_are_declared_beside_those_of_the_caller() -> None:
    """A skill that a plan asks for and nobody has yet is a slip, or declaring one more forgets it."""
    needing = TeamMix(needs=[Need(skill="welding", least=1)])
    plan = (
        one("a") + Plan((), [needing], vm.Words(skills=["welding"])) + Plan((), (), vm.Words(skills=["welding", "tea"]))
    )
    problem = plan.problem([vm.Volunteer("bo")], words=vm.Words(traits=["adult"]))
    assert (problem.words.skills, problem.words.traits) == (("welding", "tea"), ("adult",))
    again = (one("b") + Plan((), [needing], plan.words)).problem([vm.Volunteer("bo")], words=problem.words)
    assert again.words.traits == ("adult",)
