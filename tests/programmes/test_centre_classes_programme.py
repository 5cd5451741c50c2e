"""Classes at the centres: each reported figure about rooms, classes and partner schools is there and not idle."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

import attrs
import pytest
from examples import centre_classes as example

import volmatch as vm
from example_runs import best, clashes, proved, without
from volmatch.rules import Continuity, Cost

NAME, CLASS = "centre_classes", "summer class"
COMMUNITIES, FUNCTIONS, METRES, SESSIONS, SUBJECTS = 19, 8, 10_000, 220, 6
#: Places of the goals: seats, the same faces, fees, what rooms have.
SEATS, FACES, FEES, WANTS = range(4)


def of_centres(problem: vm.Problem) -> list[vm.Room]:
    """Return the rooms of the centres; the others are halls of schools."""
    return [one for one in problem.rooms if one.place not in example.SCHOOLS]


def halls(made: vm.Schedule) -> Counter[str]:
    """Return how often each hall of a school is used."""
    return Counter(here.room for here in made.placements if here.room in example.SCHOOLS)


def starts(problem: vm.Problem, series: str) -> list[dt.datetime]:
    """Return when a series takes place, in order."""
    return sorted(one.candidate_starts[0] for one in problem.sessions if one.series == series)


def test_1_city_and_19_communities() -> None:
    """Figures: 1 city, 19 communities; each has a centre with rooms of its own."""
    problem, _ = proved(NAME)
    places = {one.place for one in of_centres(problem)}
    assert len(places) == 1 + COMMUNITIES
    assert "city" in places
    assert all("city" in problem.enclosing_places(one) for one in places)


def test_more_than_10000_square_metres() -> None:
    """Figure: over 10,000 m2. The fixed rooms alone come to that, and say how many guests they hold."""
    problem, _ = proved(NAME)
    fixed = [one for one in of_centres(problem) if not one.id.endswith("X")]
    assert sum((one.capacity or 0) * example.METRES_A_HEAD for one in fixed) > METRES
    crowded = [attrs.evolve(one, attendance=one.attendance * 2) for one in problem.sessions]
    assert vm.score(too_full := attrs.evolve(problem, sessions=crowded), best(too_full))[SEATS] > 0


def test_8_fixed_functions_plus_x() -> None:
    """Figure: 8 fixed functions plus X. Every centre has the eight; where one has more, the class that likes it meets there."""
    problem, made = proved(NAME)
    found: dict[str, set[str]] = defaultdict(set)
    for one in of_centres(problem):
        found[one.place] |= set(one.features)
    fixed = set.intersection(*found.values())
    assert len(fixed) == FUNCTIONS
    more = {own for own, features in found.items() if features - fixed}
    assert more == set(example.X)
    here = {own: {made.placement_of[f"{own} chess-{n}"].room for n in (1, 2)} for own in more}
    assert here == {own: {f"{own} X"} for own in more}
    always = vm.Window(f"{problem.days[0]}T00:00", f"{problem.days[-1]}T23:59")
    shut = [attrs.evolve(one, closed=[always]) if set(one.features) - fixed else one for one in problem.rooms]
    elsewhere = best(attrs.evolve(problem, rooms=shut))
    assert vm.score(problem, elsewhere)[WANTS] > vm.score(problem, made)[WANTS] == 0


def test_weekly_choir() -> None:
    """Line: weekly choir at the branch of the seniors' university in a community, under one leader."""
    problem, made = proved(NAME)
    days = starts(problem, "choir")
    assert {second - first for first, second in pairwise(days)} == {dt.timedelta(days=7)}
    assert {made.placement_of[one.id].room for one in problem.sessions if one.kind == "choir"} == {
        f"{example.BRANCH} music"
    }
    assert len({one.volunteer for one in made.assignments if one.session.startswith("choir")}) == 1


def test_weekend_music_class() -> None:
    """Line: weekend music class at the branch, on Saturdays and Sundays and on no other day."""
    problem, made = proved(NAME)
    assert {f"{day:%a}" for day in starts(problem, "music class")} == {"Sat", "Sun"}
    own = [one.id for one in problem.sessions if one.kind == "music class"]
    assert {made.placement_of[one].room for one in own} == {f"{example.BRANCH} music"}
    assert len({one.volunteer for one in made.assignments if one.session in own}) == 1


@pytest.mark.parametrize("kind", ["homework", "painting", "calligraphy", "chess", "martial arts", "cooking"])
def test_summer_class(kind: str) -> None:
    """Line: summer class with homework help, painting, calligraphy, chess, martial arts, cooking, in every community."""
    problem, made = proved(NAME)
    lessons = [one for one in problem.sessions if one.kind == kind]
    assert all(CLASS in one.tags and made.heads(one.id, "teacher") == 1 for one in lessons)
    assert len({one.series for one in lessons}) == COMMUNITIES
    assert {start.month for one in lessons for start in one.candidate_starts} == {7}


def test_a_class_keeps_its_teacher() -> None:
    """Line: summer class. Each has one teacher throughout; without the goal some would have two."""
    problem, made = proved(NAME)
    assert vm.score(problem, made)[FACES] == 0
    assert vm.score(problem, best(without(problem, Continuity)))[FACES] > 0


def test_more_than_220_sessions_by_teachers_of_partner_schools() -> None:
    """Figure: teachers' teams of partner schools gave 220+ sessions; all are given, by teams of all schools."""
    problem, made = proved(NAME)
    given = [one for one in made.duties(problem) if CLASS in one.session.tags]
    assert len({one.session.id for one in given}) == len(given) > SESSIONS
    assert {team for one in given for team in one.volunteer.teams} == set(example.SCHOOLS)
    assert all(one.volunteer.teams for one in given)


def test_school_halls_are_used_free_or_for_a_fee() -> None:
    """Line: school halls free or for a fee. Free ones first, the cheapest of the others where four need one; else it is dearer."""
    problem, made = proved(NAME)
    free = {own for own, fee in example.SCHOOLS.items() if not fee}
    used = halls(made)
    assert free < set(used) < set(example.SCHOOLS)
    at_once = Counter(one.candidate_starts[0] for one in problem.sessions if one.kind == "martial arts")
    paid = sum(max(0, classes - len(free)) for classes in at_once.values())
    assert sum(times for own, times in used.items() if own not in free) == paid > 0
    fee = min(price for price in example.SCHOOLS.values() if price)
    assert vm.score(problem, made)[FEES] == paid * 150 * fee
    assert not clashes(problem, made)
    assert vm.score(problem, best(without(problem, Cost)))[FEES] > vm.score(problem, made)[FEES]


def test_without_the_halls_there_are_no_martial_arts() -> None:
    """Line: school halls are used. No room of a centre holds so many."""
    problem, _ = proved(NAME)
    none = attrs.evolve(problem, rooms=of_centres(problem))
    assert {own.split("-")[0].split(" ", 1)[1] for own in best(none).dropped} == {"martial arts"}
