"""A year of projects: chosen and staffed as reported and as was to be shown, and nothing of it is idle."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import attrs
import pytest
from examples import skill_teams as example

import volmatch as vm
from example_runs import best, proved, without
from programme_words import able, in_english
from volmatch.rules import Budget, Drop, Mentor, Pin, Pinned, ServeOnce, TrainingFirst, only

ORGANISATIONS = {"elder care", "youth", "arts", "owners' committee"}
ACTIVITIES, PARTICIPANTS, CONTEST = 30, 1_000, 50


def proposals(problem: vm.Problem) -> list[vm.Session]:
    """Return the projects proposed for the year."""
    return [one for one in problem.sessions if "project" in one.tags]


def held(problem: vm.Problem, made: vm.Schedule) -> list[vm.Session]:
    """Return the projects that take place."""
    return [one for one in proposals(problem) if one.id in made.placement_of]


def votes(problem: vm.Problem) -> dict[str, int]:
    """Return the votes of each project that anybody asked for."""
    drops = [rule for rule in problem.rules if isinstance(rule, Drop) and rule.where.sessions is not None]
    return {own: rule.weight for rule in drops if rule.where.sessions for own in rule.where.sessions.id or ()}


def most_votes(problem: vm.Problem, grant: int) -> int:
    """Return the most votes that any choice of projects within a grant has: a knapsack by hand."""
    reached, of = [0] * (grant + 1), votes(problem)
    for one in proposals(problem):
        for money in range(grant, one.cost - 1, -1):
            reached[money] = max(reached[money], reached[money - one.cost] + of[one.id])
    return reached[grant]


def test_78_volunteers_trained() -> None:
    """Line: trained. Whoever is new attends a training first; nobody serves in a project before, though seats stay empty."""
    problem, made = proved("skill_teams")
    attended = {
        one.volunteer.id: one.end
        for one in made.duties(problem)
        if one.session.series == "training"
        if one.role.name == "trainee"
    }
    new = {one.id for one in problem.volunteers if "newcomer" in one.traits}
    assert set(attended) == new
    serving = [one for one in made.duties(problem) if "project" in one.session.tags and one.volunteer.id in new]
    assert serving
    assert all(attended[one.volunteer.id] <= one.start for one in serving)
    bare = without(problem, TrainingFirst)
    assert vm.score(bare, best(bare))[2] < vm.score(problem, made)[2]


def test_everybody_new_is_trained_within_the_year() -> None:
    """Line: trained. Nobody new can be left without a training; without the must it costs nothing."""
    problem, made = proved("skill_teams")
    skips = Pinned(never=[Pin(volunteer="v03", session=one.id) for one in problem.sessions if one.series == "training"])
    first = [rule for rule in problem.rules if rule.level <= 1]
    strict = attrs.evolve(problem, rules=only([*first, skips]))
    assert vm.solve(strict, time_limit=60).status == "infeasible"
    assert vm.score(problem, made)[0] == vm.solve(without(strict, ServeOnce), time_limit=60).levels[0].value


def test_four_organisations_formed_within_the_year() -> None:
    """Figure: 4 organisations to be formed within the year, each founded in 2022 by its own leaders and members."""
    problem, made = proved("skill_teams")
    people = {one.id: one for one in problem.volunteers}
    founded = [one for one in problem.sessions if one.kind == "founding"]
    assert {one.id.removeprefix("founding ") for one in founded} == ORGANISATIONS
    for one in founded:
        team = one.id.removeprefix("founding ")
        assert made.placement_of[one.id].start.year == 2022
        crew = [people[duty.volunteer] for duty in made.crews[one.id]]
        assert len(crew) == 10
        assert all(team in person.traits and team in person.teams for person in crew)
        assert sum(f"leads {team}" in person.traits for person in crew) >= 2
    alone = attrs.evolve(problem, volunteers=example.volunteers(in_english))
    assert vm.score(alone, vm.solve(alone, time_limit=60).schedule or vm.Schedule())[0] > vm.score(problem, made)[0]


def test_each_organisation_runs_its_projects() -> None:
    """Line: organisations. At each project somebody of the organisation that runs it is host."""
    problem, made = proved("skill_teams")
    hosts = [one for one in made.duties(problem) if one.role.name == "host"]
    assert len(hosts) == len(held(problem, made))
    assert all(example.PROJECTS[one.session.kind or ""][2] in one.volunteer.teams for one in hosts)
    assert {own for one in hosts for own in one.volunteer.teams} == ORGANISATIONS


def test_a_leader_has_the_skill() -> None:
    """Line: skill and strength. Who leads a project has its skill at level 2 or more."""
    problem, made = proved("skill_teams")
    leaders = [one for one in made.duties(problem) if one.role.name == "leader"]
    assert len(leaders) == len(held(problem, made))
    for one in leaders:
        assert one.volunteer.holds(example.PROJECTS[one.session.kind or ""][3], 2, one.start.date())


def test_30_activities_for_1000_participants() -> None:
    """Figures: more than 30 activities for more than 1,000 participants take place; half the grant would not do."""
    problem, made = proved("skill_teams")
    assert len(held(problem, made)) > ACTIVITIES
    assert sum(one.attendance for one in held(problem, made)) > PARTICIPANTS
    poorer = attrs.evolve(problem, rules=only([*problem.rules, Budget(most=example.GRANT // 2)]))
    rest = vm.solve(poorer, time_limit=60).schedule
    assert rest is not None
    assert len(held(problem, rest)) <= ACTIVITIES
    assert sum(one.attendance for one in held(problem, rest)) <= PARTICIPANTS


def test_surveys_of_children_and_elders() -> None:
    """Line: needs from surveys of children of 6 to 12 (parent-child group, young makers) and people over 60 (crafts)."""
    problem, made = proved("skill_teams")
    asked = {one.kind: one.audiences for one in proposals(problem)}
    assert asked["parent-child group"] == asked["young makers"] == asked["study habits"] == ("children 6-12",)
    assert asked["crafts for elders"] == ("people 60+",)
    assert {one.audiences[0] for one in held(problem, made)} == {"children 6-12", "people 60+", "everybody"}


@pytest.mark.parametrize(("kind", "least"), [("regular visits", 8), ("individual help", 5), ("study habits", 5)])
def test_regular_visits_individual_help_study_habits(kind: str, least: int) -> None:
    """Line: regular visits, individual help, study habits take place, and regularly: never more than ten weeks apart."""
    problem, made = proved("skill_teams")
    days = sorted(made.placement_of[one.id].start for one in held(problem, made) if one.kind == kind)
    assert len(days) == least
    longest = max(later - day for day, later in pairwise(days))
    assert longest <= dt.timedelta(weeks=6 if kind == "regular visits" else 10)


def test_50_residents_at_one_dumpling_contest() -> None:
    """Figure: 50 residents at one dumpling contest, which takes place, with all its people."""
    problem, made = proved("skill_teams")
    (contest,) = (one for one in held(problem, made) if one.kind == "dumpling contest")
    assert contest.attendance == CONTEST
    assert sum(made.heads(contest.id, role) for role in ("leader", "host", "helper")) >= 6


def test_activities_are_chosen_by_surveyed_demand() -> None:
    """To show: choosing by surveyed demand. No choice within the grant has more votes; with more votes one that was dropped is held."""
    problem, made = proved("skill_teams")
    of = votes(problem)
    assert sum(of[one.id] for one in held(problem, made)) == most_votes(problem, example.GRANT)
    assert vm.score(problem, made)[0] == sum(of.values()) - most_votes(problem, example.GRANT)
    loved = "young makers 5"
    assert loved in made.dropped
    mine = vm.Where(sessions=vm.SessionFilter(id=(loved,)))
    turned = [attrs.evolve(rule, weight=1_000) if rule.where == mine else rule for rule in problem.rules]
    asked = vm.solve(attrs.evolve(problem, rules=only(turned)), time_limit=60).schedule
    assert asked is not None
    assert loved in asked.placement_of


def test_a_small_grant_pays_for_the_projects() -> None:
    """To show: within a grant. The projects held cost no more; without the grant all are held and cost more."""
    problem, made = proved("skill_teams")
    assert [rule.most for rule in problem.rules if isinstance(rule, Budget)] == [example.GRANT]
    assert sum(one.cost for one in held(problem, made)) <= example.GRANT
    free = without(problem, Budget)
    rich = vm.solve(free, time_limit=60).schedule
    assert rich is not None
    assert sum(one.cost for one in held(problem, rich)) > example.GRANT
    assert len(held(problem, rich)) == len(proposals(problem))


def test_what_takes_place_is_fully_staffed() -> None:
    """To show: choosing activities. Nothing is held by half, though empty seats would cost fewer votes than a drop."""
    problem, made = proved("skill_teams")
    for one in held(problem, made):
        assert all(made.heads(one.id, role.name) >= role.min for role in one.roles)
    some = held(problem, made)[0]
    emptied = attrs.evolve(made, assignments=[one for one in made.assignments if one.session != some.id])
    assert not vm.check(problem, emptied).ok
    halves = attrs.evolve(
        problem, rules=only([rule for rule in problem.rules if not (isinstance(rule, Drop) and rule.whole)])
    )
    assert vm.check(halves, emptied).ok


def test_seats_for_newcomers() -> None:
    """To show: seats for newcomers. Each project has one, and from a week after the first training each is taken."""
    problem, made = proved("skill_teams")
    first = min(one.start for one in made.placements if one.session.startswith("training"))
    empty = [one.id for one in held(problem, made) if not made.heads(one.id, "newcomer")]
    assert all(one.role("newcomer") is not None for one in proposals(problem))
    assert all(made.placement_of[own].start < first + dt.timedelta(7) for own in empty)
    assert len(empty) == vm.score(problem, made)[2]
    learned = Counter(one.volunteer.id for one in made.duties(problem) if "project" in one.session.tags)
    assert all(learned[one.id] >= 1 for one in problem.volunteers if "newcomer" in one.traits)


def test_newcomers_serve_beside_experienced_people() -> None:
    """To show: beside experienced people. A newcomer neither leads nor counts; without the rule one could take the lead."""
    problem, made = proved("skill_teams")
    people = {one.id: one for one in problem.volunteers}
    for one in held(problem, made):
        crew = [people[duty.volunteer] for duty in made.crews[one.id]]
        new = sum("newcomer" in person.traits for person in crew)
        assert new <= len(crew) - new
        assert len(crew) - new >= sum(role.min for role in one.roles)
    swapped = [led for one in held(problem, made) for led in led_by_the_new(problem, made, one.id)]
    assert swapped
    bare = without(problem, Mentor)
    assert any(vm.check(bare, one).ok for one in swapped)
    assert not any(vm.check(problem, one).ok for one in swapped)


def led_by_the_new(problem: vm.Problem, made: vm.Schedule, session: str) -> list[vm.Schedule]:
    """Return the same schedule with newcomer and leader of a project in each other's seats, where the newcomer has the skill."""
    crew = {one.role: one for one in made.crews[session]}
    project, new = problem.session(session), crew.get("newcomer")
    assert project is not None
    lead = project.role("leader")
    assert lead is not None
    if new is None or new.volunteer not in able(problem, lead.skill or "", lead.level):
        return []
    kept = [one for one in made.assignments if one not in (new, crew["leader"])]
    return [attrs.evolve(made, assignments=[*kept, attrs.evolve(new, role="leader")])]
