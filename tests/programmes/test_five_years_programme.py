"""Five years of activities: each reported figure is there, and they are one horizon, solved in seconds."""

import time
from collections import Counter
from functools import cache

import attrs
from examples import haircut_mondays as example

import volmatch as vm
from example_runs import best
from programme_words import day_of, in_english

STAFF, RESIDENTS, ESTATES = 8, 6_000, 2
ACTIVITIES, YEARS, VISITS = 200, 5, 62_000


@cache
def five_years() -> tuple[vm.Problem, vm.Outcome, float]:
    """Return the five years as one problem, how it ended, and after how many seconds."""
    problem, began = example.five_years(in_english), time.monotonic()
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    return problem, outcome, time.monotonic() - began


def hosted(problem: vm.Problem, made: vm.Schedule) -> Counter[str]:
    """Return how often each of the committee hosts."""
    return Counter(one.volunteer.id for one in made.duties(problem) if one.role.name == "host")


def test_eight_staff_for_6000_residents_in_two_estates() -> None:
    """Figures: 8 committee staff for 6,000+ residents in two estates; staff and activities are dealt by residents."""
    problem, outcome, _ = five_years()
    staff = [one for one in problem.volunteers if "host" in one.traits]
    residents = {place: own for place, (*_, own) in example.ESTATES.items()}
    assert len(staff) == STAFF
    assert sum(residents.values()) > RESIDENTS
    assert [place.id for place in problem.places] == list(residents)
    assert len(residents) == ESTATES
    for place, own in residents.items():
        share = own / sum(residents.values())
        assert abs(sum(place in one.traits for one in staff) - share * STAFF) < 1
        assert abs(sum(one.place == place for one in problem.sessions) - share * len(problem.sessions)) < 1
    assert outcome.schedule is not None
    for duty in outcome.schedule.duties(problem):
        assert duty.role.name != "host" or duty.session.place in duty.volunteer.traits


def test_the_kinds_of_activities() -> None:
    """Line: elder care, children's art and homework, holiday camps, parents' education and psychological counselling."""
    problem, _, _ = five_years()
    kinds = Counter(one.kind for one in problem.sessions)
    assert set(kinds) == {
        "elder care", "children's art", "homework", "holiday camp", "parents' education", "counselling",
    }  # fmt: skip
    assert min(kinds.values()) >= YEARS
    assert {day_of(one).month for one in problem.sessions if one.kind == "holiday camp"} == {2, 7, 8}


def test_counselling_by_professionals() -> None:
    """Line: psychological counselling by professionals. A professional is at each, and nobody else could be."""
    problem, outcome, _ = five_years()
    made = outcome.schedule
    assert made is not None
    counselling = [one for one in problem.sessions if one.kind == "counselling"]
    for one in counselling:
        assert made.heads(one.id, "professional") == 1
    seated = {one.volunteer for one in made.duties(problem) if one.role.name == "professional"}
    assert all("psychology" in one.skills for one in seated)
    laymen = [one for one in problem.volunteers if "psychology" not in one.skills]
    alone = attrs.evolve(problem, volunteers=laymen, sessions=counselling)
    assert vm.score(alone, best(alone))[0] == len(counselling)


def test_200_activities_in_five_years() -> None:
    """Figures: more than 200 activities in five years, each held with a host and a helper."""
    problem, outcome, _ = five_years()
    assert len(problem.sessions) > ACTIVITIES
    assert {day_of(one).year for one in problem.sessions} == set(range(2016, 2016 + YEARS))
    assert outcome.schedule is not None
    assert len(outcome.schedule.placements) == len(problem.sessions)
    assert outcome.levels[0].value == 0


def test_62000_visits() -> None:
    """Figure: 62,000 visits; more visits to an activity bring more helpers to it."""
    problem, _, _ = five_years()
    assert sum(one.attendance for one in problem.sessions) == VISITS
    helpers = {(one.attendance, role.target) for one in problem.sessions for role in one.roles if role.name == "helper"}
    assert all(heads == -(-visits // 150) for visits, heads in helpers)
    assert len({heads for _, heads in helpers}) > 1


def test_five_years_as_one_horizon_in_seconds() -> None:
    """To show: five years of activities solved as one horizon, every level proved, in under a minute."""
    _, outcome, seconds = five_years()
    assert outcome.status == "optimal"
    assert all(level.value == level.bound for level in outcome.levels)
    assert seconds < 60


def test_one_horizon_is_fairer_than_five() -> None:
    """To show: one horizon. Planned year by year, turns of five years together are shared less evenly, or four weeks are broken."""
    problem, outcome, _ = five_years()
    assert outcome.schedule is not None
    yearly = vm.Schedule()
    for year in range(2016, 2016 + YEARS):
        part = best(attrs.evolve(problem, sessions=[one for one in problem.sessions if day_of(one).year == year]))
        yearly = vm.Schedule([*yearly.assignments, *part.assignments], [*yearly.placements, *part.placements])
    is_legal, is_as_fair = (
        vm.check(problem, yearly).ok,
        vm.score(problem, yearly) <= vm.score(problem, outcome.schedule),
    )
    assert not (is_legal and is_as_fair)
    turns = hosted(problem, outcome.schedule)
    for place in example.ESTATES:
        own = [turns[one.id] for one in problem.volunteers if {"host", place} <= set(one.traits)]
        assert max(own) - min(own) <= 4
