"""The courses in town: each figure that is reported, and each thing the programme was to show, is there and not idle."""

import datetime as dt
from collections import defaultdict

import attrs
from examples import town_courses

import volmatch as vm
from example_runs import best, clashes, on_at, proved, without
from volmatch.rules import Budget, Continuity, Cost, Drop, WholeSeries, only

COURSES, CHILDREN, CONTESTS, SUPPLIERS = 3, 50, 2, 4
FIRST_DAY, LAST_DAY = dt.date(2023, 7, 19), dt.date(2023, 8, 25)
LEAST_OFF, MOST_OFF, FREE = 20, 50, 100
TEACHING = ("teacher", "judge")


def town() -> tuple[vm.Problem, vm.Schedule]:
    """Return the summer in town."""
    return proved("town_courses")


def held(problem: vm.Problem, made: vm.Schedule) -> dict[str, list[bool]]:
    """Return for each course which of its lessons take place."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in problem.sessions:
        if one.series:
            found[one.series].append(one.id in made.placement_of)
    return found


def teachers(problem: vm.Problem, made: vm.Schedule) -> dict[str, set[str]]:
    """Return who teaches each course that takes place."""
    found: dict[str, set[str]] = defaultdict(set)
    for duty in made.duties(problem):
        if duty.session.series and duty.role.name == "teacher":
            found[duty.session.series].add(duty.volunteer.id)
    return found


def days_lost(problem: vm.Problem, teacher: vm.Volunteer, course: str) -> int:
    """Return at how many lessons of a course somebody is away."""
    lessons = [one for one in problem.sessions if one.series == course]
    absences = [away for away in teacher.away if isinstance(away, vm.Window)]
    return sum(any(away.from_ <= one.candidate_starts[0] < away.to for away in absences) for one in lessons)


def test_three_courses_from_19_july_to_25_august() -> None:
    """Figures: three free courses, 19 July to 25 August, 50+ children."""
    problem, made = town()
    whole = {course for course, lessons in held(problem, made).items() if all(lessons)}
    assert whole == {"martial arts", "physical training", "children's fitness"}
    assert len(whole) == COURSES
    children = {one.series: one.attendance for one in problem.sessions if one.series in whole}
    assert sum(children.values()) > CHILDREN
    for course in whole:
        days = [made.placement_of[one.id].start.date() for one in problem.sessions if one.series == course]
        assert (min(days), max(days)) == (FIRST_DAY, LAST_DAY)


def test_two_contests() -> None:
    """Figure: two contests, for all the children of the courses at once."""
    problem, made = town()
    contests = [one for one in problem.sessions if one.series is None]
    assert len(contests) == CONTESTS
    assert all(one.id in made.placement_of and one.attendance >= CHILDREN for one in contests)


def test_four_kinds_of_suppliers_teach() -> None:
    """Figure: teachers come from four kinds of suppliers."""
    problem, made = town()
    kinds = {trait for one in problem.volunteers for trait in one.traits}
    assert kinds == {"volunteer", "partner unit", "social organisation", "third-party school"}
    teaching = {trait for duty in made.duties(problem) if duty.role.name in TEACHING for trait in duty.volunteer.traits}
    assert teaching == kinds
    assert len(kinds) == SUPPLIERS


def test_schools_teach_free_or_for_20_to_50_percent_less() -> None:
    """Figure: third-party schools teach free or 20-50 % below market price, and pay nothing for the room."""
    problem, _ = town()
    prices = {one.name: one.cost_per_hour for one in problem.volunteers if "third-party school" in one.traits}
    market = {row[0]: row[4] for row in town_courses.PEOPLE if row[0] in prices}
    off = {name: 100 - 100 * prices[name] / market[name] for name in prices}
    assert all(one == FREE or LEAST_OFF <= one <= MOST_OFF for one in off.values())
    assert {LEAST_OFF, MOST_OFF, FREE} <= set(off.values())
    assert all(room.cost_per_hour == 0 for room in problem.rooms)


def test_a_programme_is_chosen_from_three_lists() -> None:
    """Text: chosen from needs, resources and projects; what is left out is what cannot be staffed, or not be paid."""
    problem, made = town()
    served = {need for need, *_ in town_courses.COURSES.values()} | {"contests"}
    assert served == set(town_courses.NEEDS)
    assert len(problem.volunteers) == len(town_courses.PEOPLE)
    out = {course for course, lessons in held(problem, made).items() if not any(lessons)}
    assert out == {"roller skating", "street dance"}
    missed = sum(town_courses.NEEDS[town_courses.COURSES[course][0]] for course in out)
    assert vm.check(problem, made).values[0] == missed
    richer = best(without(problem, Budget))
    assert [course for course, lessons in held(problem, richer).items() if not any(lessons)] == ["roller skating"]


def test_the_same_teacher_through_a_course() -> None:
    """To show: the same teacher through a course; without the goal the cheapest way is to change teachers."""
    problem, made = town()
    assert [len(people) for people in teachers(problem, made).values()] == [1] * COURSES
    changing = teachers(problem, best(without(problem, Continuity)))
    assert {course for course, people in changing.items() if len(people) > 1} >= {"martial arts", "physical training"}


def test_rooms_are_shared_without_clash() -> None:
    """To show: rooms shared without clash; three courses are on at once, and each would fit into the big hall."""
    problem, made = town()
    assert clashes(problem, made) == []
    at_ten = on_at(problem, made, dt.datetime(2023, 7, 19, 10, tzinfo=problem.zone))
    assert sorted(here.room or "" for _, here in at_ten) == ["big hall", "dance room", "former office"]
    assert all("big hall" in {room.id for room in problem.fitting_rooms(one)} for one, _ in at_ten)
    users = {one.session.split("-")[0] for one in made.placements if one.room == "big hall"}
    assert len(users) > 1
    crowded = [attrs.evolve(one, room="big hall") for one in made.placements]
    assert not vm.check(problem, attrs.evolve(made, placements=crowded)).ok


def test_the_cheapest_supplier_that_keeps_the_levels_above() -> None:
    """To show: cheapest supplier that keeps the levels above; there are dearer ones, and cheaper ones who cannot stay."""
    problem, made = town()
    dearer, unsteady = set(), set()
    for course, (own,) in teachers(problem, made).items():
        able = [one for one in problem.volunteers if course in one.skills]
        price = problem.volunteer(own).cost_per_hour  # type: ignore[union-attr]
        steady = [one.cost_per_hour for one in able if not days_lost(problem, one, course)]
        assert price == min(steady)
        dearer |= {course for other in steady if other > price}
        unsteady |= {course for one in able if one.cost_per_hour < price and days_lost(problem, one, course)}
    assert dearer == unsteady == {"martial arts", "physical training"}
    money = 2
    turned = [
        attrs.evolve(rule, level={money: money + 1, money + 1: money}.get(rule.level, rule.level))
        for rule in problem.rules
    ]
    assert {type(rule) for rule in turned if rule.level == money} == {Cost}
    cheaper = vm.check(problem, best(attrs.evolve(problem, rules=only(turned))))
    _, changes, spent = vm.check(problem, made).values[:3]
    assert changes == 0 < cheaper.values[1]
    assert spent > cheaper.values[2]


def test_a_project_is_dropped_as_a_whole() -> None:
    """To show: a project dropped as a whole when it cannot be staffed; though its teacher could give its first lessons."""
    problem, made = town()
    assert all(len(set(lessons)) == 1 for lessons in held(problem, made).values())
    (coach,) = [one for one in problem.volunteers if "roller skating" in one.skills]
    lessons = held(problem, made)["roller skating"]
    assert not any(lessons)
    assert 0 < days_lost(problem, coach, "roller skating") < len(lessons)
    parted = without(problem, WholeSeries)
    each = [rule for rule in parted.rules if not isinstance(rule, Drop) or rule.whole]
    halved = best(attrs.evolve(parted, rules=only([*each, Drop(level=1)])))
    assert sum(held(problem, halved)["roller skating"]) == len(lessons) - days_lost(problem, coach, "roller skating")


def empty_seats(problem: vm.Problem, made: vm.Schedule) -> int:
    """Return how many people are missing from the lessons and contests that take place."""
    return sum(
        max(0, role.min - made.heads(one.id, role.name))
        for one in problem.sessions
        for role in one.roles
        if one.id in made.placement_of
    )


def test_half_a_project_never_counts_as_one() -> None:
    """To show: a project dropped as a whole; it is a must, and without it lessons are left out to save money."""
    problem, made = town()
    assert {rule.level for rule in problem.rules if isinstance(rule, WholeSeries)} == {0}
    parted = best(without(problem, WholeSeries))
    halves = [course for course, lessons in held(problem, parted).items() if len(set(lessons)) > 1]
    assert halves
    told = {one.rule for one in vm.check(problem, parted).breaches}
    assert told == {"whole_series"}
    assert empty_seats(problem, made) == 0
    wholes = [rule for rule in problem.rules if not (isinstance(rule, Drop) and rule.whole)]
    assert empty_seats(problem, best(attrs.evolve(problem, rules=only(wholes)))) > 0
