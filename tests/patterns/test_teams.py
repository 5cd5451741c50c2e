"""Teams have their sizes, leaders and skills, and people stay where they were."""

import pytest

import volmatch as vm
from volmatch.patterns import Team, joined, members, teams
from volmatch.rules import Need


def people(count: int = 8) -> list[vm.Volunteer]:
    """Return some people; every second one can lead, every fourth can cook."""
    return [
        vm.Volunteer(f"p{n}", skills={"lead": 2 if n % 2 else 1, **({"cook": 1} if n % 4 == 0 else {})}, available=[])
        for n in range(count)
    ]


CARE = Team("care", least=3, most=5, lead=("lead", 2), skills={"cook": 1})
ARTS = Team("arts", least=3, most=4)


def test_sizes_leaders_and_skills_are_kept_and_nobody_is_left_out() -> None:
    """A team is too small or too large, is led by somebody who cannot, lacks a skill, or somebody has no team."""
    outcome = vm.solve(teams(people(), [CARE, ARTS]))
    assert outcome.status == "optimal"
    found = members(outcome)
    everyone = {team: [own for listed in roles.values() for own in listed] for team, roles in found.items()}
    assert sorted(own for listed in everyone.values() for own in listed) == [f"p{n}" for n in range(8)]
    assert 3 <= len(everyone["care"]) <= 5
    assert 3 <= len(everyone["arts"]) <= 4
    assert {own[-1] for role in ("leader", "deputy") for own in found["care"][role]} <= set("1357")
    assert {"p0", "p4"} & set(everyone["care"])


def test_people_stay_where_they_were() -> None:
    """A team is torn apart although it could stay."""
    before = {"care": ["p0", "p1", "p3"], "arts": ["p2", "p5", "p6"], "gone": ["p7"], "choir": ["nobody"]}
    outcome = vm.solve(teams(people(), [CARE, ARTS], before=before))
    found = {team: {own for listed in roles.values() for own in listed} for team, roles in members(outcome).items()}
    assert {"p0", "p1", "p3"} <= found["care"]
    assert {"p2", "p5", "p6"} <= found["arts"]


def test_a_wish_names_a_team() -> None:
    """Wishes for a team are not heard."""
    listed = people(6)
    listed[5] = vm.Volunteer("p5", wishes=[vm.Wish(session="arts", score=1)])
    outcome = vm.solve(teams(listed, [Team("care", least=3, most=3), Team("arts", least=3, most=3)]))
    assert "p5" in {own for listed in members(outcome)["arts"].values() for own in listed}


def test_further_needs_are_met() -> None:
    """A team has heads with the skill, but none who is strong in it, or nobody of a background."""
    listed = [
        vm.Volunteer(f"p{n}", skills={"cook": 1 + n // 4}, traits=["elder"] if n % 4 == 0 else []) for n in range(8)
    ]
    strong, elders = Need(skill="cook", skill_level=2, least=3), Need(trait="elder", most=0)
    wanted = [Team("care", least=4, most=4, skills={"cook": 4}, needs=[strong, elders]), Team("arts", least=4, most=4)]
    outcome = vm.solve(teams(listed, wanted))
    care = {own for listed in members(outcome)["care"].values() for own in listed}
    assert len(care & {"p4", "p5", "p6", "p7"}) >= 3
    assert not care & {"p0", "p4"}
    assert outcome.levels[1].value == 0


def test_whoever_joined_a_team_has_its_traits() -> None:
    """A role that asks for a team's people, or for those who lead it, finds others or nobody."""
    outcome = vm.solve(teams(people(), [CARE, ARTS]))
    found, after = members(outcome), {one.id: one for one in joined([*people(), vm.Volunteer("new")], outcome)}
    for team, roles in found.items():
        everyone = {own for listed in roles.values() for own in listed}
        assert {own for own, one in after.items() if team in one.traits and team in one.teams} == everyone
        leaders = {*roles["leader"], *roles["deputy"]}
        assert {own for own, one in after.items() if f"leads {team}" in one.traits} == leaders
    assert after["new"] == vm.Volunteer("new")
    assert {one.id: one.skills for one in people()}.items() <= {own: one.skills for own, one in after.items()}.items()


@pytest.mark.parametrize(("least", "most"), [(1, 4), (4, 3)])
def test_sizes_that_make_no_sense_are_refused(least: int, most: int) -> None:
    """A team of one, or of fewer than its least, becomes a role with impossible head-counts."""
    with pytest.raises(vm.OptionError, match="team arts"):
        teams(people(), [Team("arts", least=least, most=most)])
