"""Teams by skill: the 78 are parted as reported and as was to be shown, and nothing of it is idle."""

from collections import Counter
from functools import cache

import attrs
import pytest
from examples import skill_teams as example

import volmatch as vm
from example_runs import proved, run, solved, without
from programme_words import able, in_english, never
from volmatch.patterns import joined, members
from volmatch.rules import Pin, Pinned, ServeOnce, TeamMix, only
from volmatch.text import LANGUAGES

VOLUNTEERS, ORGANISATIONS = 78, {"elder care", "youth", "arts", "owners' committee"}
#: Places of the goals of forming teams: sizes and leaders, needs, a team for everybody, staying together.
SIZES, NEEDS, ALL, STAY = range(4)


@cache
def teams() -> tuple[vm.Problem, vm.Outcome]:
    """Return the problem of the four teams, and how it ended."""
    problem = example.organisations(example.volunteers(in_english), in_english)
    return problem, vm.solve(problem, time_limit=60, deterministic=True)


def people_of(outcome: vm.Outcome) -> dict[str, set[str]]:
    """Return everybody in each team."""
    return {team: {own for ids in roles.values() for own in ids} for team, roles in members(outcome).items()}


def values_with(problem: vm.Problem, *more: vm.Rule) -> list[int]:
    """Return the best values of a problem with further rules, which must hold."""
    return [
        one.value for one in vm.solve(attrs.evolve(problem, rules=only([*problem.rules, *more])), time_limit=60).levels
    ]


def test_78_volunteers_registered() -> None:
    """Figure: 78 volunteers registered: younger elders, retired party members, full-time mothers; all are in both problems."""
    problem, _ = proved("skill_teams")
    assert len(problem.volunteers) == VOLUNTEERS
    backgrounds = Counter(trait for one in problem.volunteers for trait in one.traits if trait in example.BACKGROUNDS)
    assert backgrounds == dict.fromkeys(("younger elder", "party member", "mother"), VOLUNTEERS // 3)
    assert [one.id for one in problem.volunteers] == [one.id for one in teams()[0].volunteers]
    assert all(len({*one.skills} & {*example.SKILLS}) in (1, 2) for one in problem.volunteers)


def test_everybody_is_in_exactly_one_team() -> None:
    """Line: grouped into teams. The 78 are parted; without the goal somebody could be left out at no cost."""
    problem, outcome = teams()
    assert outcome.status == "optimal"
    counted = Counter(own for crew in people_of(outcome).values() for own in crew)
    assert counted == dict.fromkeys((one.id for one in problem.volunteers), 1)
    nowhere = [never(["v01"], team) for team in ORGANISATIONS]
    assert values_with(problem, *nowhere)[ALL] == 1
    assert not any(values_with(without(problem, ServeOnce), *nowhere))


@pytest.mark.parametrize("team", sorted(ORGANISATIONS))
def test_teams_by_skill_and_strength(team: str) -> None:
    """To show: skill cover. Each team has the heads with each skill, and the strong ones; without the needs it need not."""
    problem, outcome = teams()
    _, skills, strength, background = example.ORGANISATIONS[team]
    crew = people_of(outcome)[team]
    assert all(len(crew & {*able(problem, skill)}) >= heads for skill, heads in skills.items())
    assert len(crew & {*able(problem, strength, 3)}) >= 2
    assert sum(background in one.traits for one in problem.volunteers if one.id in crew) >= 8
    assert outcome.levels[NEEDS].value == 0
    for skill, level in [*((skill, 1) for skill in skills), (strength, 3)]:
        away = never(able(problem, skill, level), team)
        assert values_with(problem, away)[NEEDS] >= 2
        assert values_with(without(problem, TeamMix), away)[SIZES] == 0


def test_team_sizes() -> None:
    """To show: team sizes. Each team has its least and its most; one of 14 costs a seat, one of 25 is impossible."""
    problem, outcome = teams()
    sizes = {team: len(crew) for team, crew in people_of(outcome).items()}
    assert set(sizes) == ORGANISATIONS
    assert all(15 <= size <= 24 for size in sizes.values())
    everyone = [one.id for one in problem.volunteers]
    for team in ORGANISATIONS:
        assert values_with(problem, never(everyone[14:], team))[SIZES] == 1
        full = Pinned(stay=[Pin(volunteer=own, session=team) for own in everyone[:25]])
        assert vm.solve(attrs.evolve(problem, rules=only([*problem.rules, full]))).status == "infeasible"


def test_leaders() -> None:
    """To show: leaders. Each team has a leader and a deputy who can lead; without such people the seats stay empty."""
    problem, outcome = teams()
    leading = {*able(problem, "leading", 2)}
    chosen = [own for roles in members(outcome).values() for name in ("leader", "deputy") for own in roles[name]]
    assert len(chosen) == len({*chosen}) == 2 * len(ORGANISATIONS)
    assert {*chosen} <= leading
    followers = attrs.evolve(
        problem, volunteers=[attrs.evolve(one, skills={**one.skills, "leading": 1}) for one in problem.volunteers]
    )
    assert values_with(followers)[SIZES] == len(chosen)


def test_a_team_formed_in_spring_stays_together() -> None:
    """Line: grouped into teams. Those of the arts who were together in spring still are; without the goal they need not be."""
    problem, outcome = teams()
    (spring,) = (rule.stay for rule in problem.rules if isinstance(rule, Pinned))
    assert len(spring) == 10
    assert {pin.volunteer for pin in spring} <= people_of(outcome)["arts"]
    away = never([spring[0].volunteer], "arts")
    assert values_with(problem, away)[: STAY + 1] == [0, 0, 0, 1]
    assert not any(values_with(without(problem, Pinned), away))


def test_the_year_does_not_hang_on_which_best_teams_are_found() -> None:
    """With other teams, equally good, seats of the year stay empty or wishes go unheard: only how even its hours are may differ."""
    _, outcome = solved("skill_teams")
    people = example.volunteers(in_english)
    other = vm.solve(example.organisations(people, in_english), time_limit=60, seed=1, deterministic=True)
    assert people_of(other) != people_of(teams()[1])
    again = vm.solve(example.year(joined(people, other), in_english), time_limit=60, deterministic=True)
    assert [one.value for one in again.levels[:-1]] == [one.value for one in outcome.levels[:-1]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_tells_it_all(lang: str) -> None:
    """Teams and year are printed, each with its proof, and each team is."""
    done, _ = run("skill_teams", lang)
    words = teams()[1].sentence(lang).splitlines()[0]
    assert done.stdout.count(words) == 2
    names = [chinese if lang == "zh" else team for team, (chinese, *_) in example.ORGANISATIONS.items()]
    assert all(name in done.stdout for name in names)
