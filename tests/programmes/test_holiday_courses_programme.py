"""Holiday courses: each reported figure, and each thing the programme was to show, is there and not idle."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs
import pytest
from examples import holiday_courses as example

import volmatch as vm
from example_runs import best, clashes, proved, without
from volmatch.live import Withdrawn, repair
from volmatch.rules import Continuity, KnownBackup, TrainingFirst

NAME, TEACHER, MEDIATION = "holiday_courses", "teacher", "mediation"
FOURTH, FOURTH_AT, ILL = "summer art-4", dt.datetime(2019, 8, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai")), "lu-wenjing"
CATEGORIES = {
    "party members", "elders", "women", "children and youth", "special groups",
    "volunteering", "festivals", "social organisations", "committees", "common hall",
}  # fmt: skip
#: First and last day of the school holidays.
HOLIDAYS = {
    "summer": (dt.date(2019, 7, 6), dt.date(2019, 8, 31)),
    "winter": (dt.date(2020, 1, 4), dt.date(2020, 2, 16)),
}
SATURDAY, MONTHS = 5, 7
#: Places of the goals: seats, the same faces.
COVER, FACES = 0, 2


def teachers(problem: vm.Problem, made: vm.Schedule) -> dict[str, list[str]]:
    """Return who teaches each course, lesson by lesson."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(made.duties(problem), key=lambda duty: duty.start):
        if one.role.name == TEACHER and one.session.series:
            found[one.session.series].append(one.volunteer.id)
    return found


def with_people(problem: vm.Problem, people: list[vm.Volunteer]) -> vm.Problem:
    """Return a problem with other people in the places of those of the same ids."""
    known = {one.id: one for one in people}
    return attrs.evolve(problem, volunteers=[known.get(one.id, one) for one in problem.volunteers])


def never(problem: vm.Problem, *ids: str) -> vm.Problem:
    """Return a problem in which some people are never there."""
    return with_people(problem, [attrs.evolve(someone(problem, own), available=[]) for own in ids])


def someone(problem: vm.Problem, own: str) -> vm.Volunteer:
    """Return the volunteer of an id."""
    found = problem.volunteer(own)
    assert found is not None
    return found


def with_sessions(problem: vm.Problem, sessions: list[vm.Session]) -> vm.Problem:
    """Return a problem with other sessions in the places of those of the same ids."""
    known = {one.id: one for one in sessions}
    return attrs.evolve(problem, sessions=[known.get(one.id, one) for one in problem.sessions])


def in_term_time(day: dt.date) -> bool:
    """Whether a day lies between the summer and the winter holidays."""
    return HOLIDAYS["summer"][1] < day < HOLIDAYS["winter"][0]


def of_the_schools() -> set[str]:
    """Return the ids of teachers and students, who are free on weekdays in the holidays only."""
    return {row[0].lower().replace(" ", "-") for row in example.PEOPLE if row[4] == example.HOLIDAY}


@pytest.mark.parametrize("name", ["art", "calligraphy", "reading", "speech", "practical work"])
@pytest.mark.parametrize("term", HOLIDAYS)
def test_courses_in_summer_and_winter(term: str, name: str) -> None:
    """Line: holiday courses for children in summer and winter. Every lesson of each is taught, inside the holidays."""
    problem, made = proved(NAME)
    lessons = [
        one for one in made.duties(problem) if one.session.series == f"{term} {name}" and one.role.name == TEACHER
    ]
    assert len(lessons) == len({one.session.id for one in lessons}) == {"summer": 6, "winter": 4}[term]
    first, last = HOLIDAYS[term]
    assert all(first <= one.start.date() <= last and name in one.volunteer.skills for one in lessons)


def test_the_4th_lesson_of_art_is_on_1_august_at_10() -> None:
    """Figure: the 4th lesson of the art series on 1 August, 10:00."""
    problem, made = proved(NAME)
    lessons = sorted((here.start, here.session) for here in made.placements if here.session.startswith("summer art"))
    assert lessons[3] == (FOURTH_AT, FOURTH)
    fourth = problem.session(FOURTH)
    assert fourth is not None
    assert fourth.label == "summer art 4"


def test_calligraphy_is_taught_by_a_party_member() -> None:
    """Line: calligraphy taught by a party-member volunteer. Without the demand somebody else would teach it, for wishes."""
    problem, made = proved(NAME)

    def strangers(problem: vm.Problem, made: vm.Schedule) -> set[str]:
        taught = teachers(problem, made)
        found = {own for name in ("summer calligraphy", "winter calligraphy") for own in taught[name]}
        return {own for own in found if "party members" not in someone(problem, own).traits}

    assert not strangers(problem, made)
    open_ = [
        attrs.evolve(one, roles=[attrs.evolve(role, traits=()) for role in one.roles])
        for one in problem.sessions
        if one.kind == "calligraphy"
    ]
    assert strangers(problem, best(with_sessions(problem, open_)))


def test_a_series_has_continuity() -> None:
    """To show: series with continuity. Two teach a course, one of them all but what the other must; else a third comes."""
    problem, made = proved(NAME)
    for taught in teachers(problem, made).values():
        main, other = sorted(set(taught), key=taught.count, reverse=True)
        assert taught.count(main) + taught.count(other) == len(taught)
    one_lesson = {name for name, taught in teachers(problem, made).items() if 1 in map(taught.count, set(taught))}
    assert one_lesson == set(teachers(problem, made)) - {"summer speech"}  # its teacher is away for three
    loose = without(problem, Continuity)
    assert vm.score(problem, best(loose))[FACES] > vm.score(problem, made)[FACES]


def test_a_series_has_a_stand_in() -> None:
    """To show: a known stand-in. A second person has taught each course; without the goal none has been taught by more than one."""
    problem, made = proved(NAME)
    assert all(len(set(taught)) == 2 for taught in teachers(problem, made).values())
    alone = teachers(problem, best(without(problem, KnownBackup)))
    assert all(len(set(taught)) == 1 for taught in alone.values())


def test_the_stand_in_of_the_4th_lesson_is_known_to_the_children() -> None:
    """To show: a known stand-in. The teacher is ill on 1 August: who comes has taught the class before; nothing else moves."""
    problem, made = proved(NAME)
    (now,) = [one for one in made.crews[FOURTH] if one.role == TEACHER]
    assert now.volunteer == ILL
    again = repair(problem, made, [Withdrawn(ILL, FOURTH)]).schedule
    assert again is not None
    (stand_in,) = [one.volunteer for one in again.crews[FOURTH] if one.role == TEACHER]
    before = [
        one for one in made.duties(problem) if one.volunteer.id == stand_in and one.start.date() < FOURTH_AT.date()
    ]
    assert "summer art" in {one.session.series for one in before if one.role.name == TEACHER}
    assert {*made.assignments} - {*again.assignments} == {now}
    assert made.placements == again.placements


def test_training_before_duty() -> None:
    """To show: training before duty. Whoever is new serves after a training only; without the rule nobody would attend one."""
    problem, made = proved(NAME)
    rule = next(rule for rule in problem.rules if isinstance(rule, TrainingFirst))
    ends: dict[str, dt.datetime] = {}
    for one in sorted(made.duties(problem), key=lambda duty: duty.start):
        if one.session.series == "training":
            ends.setdefault(one.volunteer.id, one.end)
        elif one.volunteer.id not in rule.done:
            assert ends[one.volunteer.id] <= one.start
    assert set(ends) == {one.id for one in problem.volunteers} - {*rule.done}
    assert not [one for one in best(without(problem, TrainingFirst)).assignments if one.session.startswith("training")]


def test_a_monthly_event_that_draws_from_all_ten_categories() -> None:
    """To show: a monthly event drawing from ten categories: each month one, with a seat for each, held by one of its people."""
    problem, made = proved(NAME)
    days = [one for one in problem.sessions if one.series == "public day"]
    months = sorted((one.candidate_starts[0].year, one.candidate_starts[0].month) for one in days)
    assert months == [*((2019, month) for month in range(7, 13)), (2020, 1)]
    for day in days:
        seats = {one.role: someone(problem, one.volunteer).traits for one in made.crews[day.id]}
        assert set(seats) == CATEGORIES
        assert all(category in traits for category, traits in seats.items())


def test_a_category_that_nobody_stands_for_is_missed_every_month() -> None:
    """To show: drawing from all categories. Without the one person of the festivals, her seat is empty on every such day."""
    problem, made = proved(NAME)
    assert vm.score(problem, made)[COVER] == 0
    assert vm.score(problem, best(never(problem, "wei-min")))[COVER] == MONTHS


def test_the_public_days_have_themes() -> None:
    """Line: a themed public-benefit day every month. Each has a theme of its own."""
    problem, _ = proved(NAME)
    themes = [one.label for one in problem.sessions if one.series == "public day"]
    assert len(set(themes)) == len(themes) == MONTHS


def test_recurring_availability_in_term_time_and_holidays() -> None:
    """To show: recurring availability. Teachers and students serve on weekdays in the holidays only, and on Saturdays always."""
    problem, made = proved(NAME)
    own = of_the_schools()
    duties = [one for one in made.duties(problem) if one.volunteer.id in own]
    weekdays = {one.start.date() for one in duties if one.start.weekday() != SATURDAY}
    assert all(any(first <= day <= last for first, last in HOLIDAYS.values()) for day in weekdays)
    assert all(any(first <= day <= last for day in weekdays) for first, last in HOLIDAYS.values())
    assert any(in_term_time(one.start.date()) for one in duties)


def test_term_time_is_what_keeps_them_away() -> None:
    """To show: recurring availability. Were it holidays all the year, they would serve on weekdays in term time as well."""
    problem, _ = proved(NAME)
    always = vm.Weekly(example.EVERY_DAY, "08:00", "21:00")
    own = of_the_schools()
    free = with_people(problem, [attrs.evolve(someone(problem, one), available=[always]) for one in own])
    duties = [one for one in best(free).duties(free) if one.volunteer.id in own]
    assert any(in_term_time(one.start.date()) and one.start.weekday() != SATURDAY for one in duties)


def test_evenings_for_elders_every_week() -> None:
    """Line: support for elders, an evening programme. It is hosted by two every Wednesday, from the summer to the winter."""
    problem, made = proved(NAME)
    evenings = [one for one in problem.sessions if one.series == "evening"]
    days = sorted(one.candidate_starts[0] for one in evenings)
    assert {second - first for first, second in pairwise(days)} == {dt.timedelta(days=7)}
    assert {f"{day:%a %H}" for day in days} == {"Wed 19"}
    assert all(made.heads(one.id, "host") == 2 for one in evenings)


def test_mediation_is_placed_into_windows_of_the_few_who_are_qualified() -> None:
    """To show: appointments in free windows of few qualified people: inside both windows, and nobody in two places."""
    problem, made = proved(NAME)
    qualified = {one.id for one in problem.volunteers if MEDIATION in one.skills}
    assert len(qualified) == 2
    placed = [one for one in made.duties(problem) if one.session.kind == MEDIATION]
    assert {one.session.id for one in placed} == set(example.FAMILIES)
    for one in placed:
        day, since, until = example.FAMILIES[one.session.id]
        assert f"{day} {since}" <= f"{one.start:%Y-%m-%d %H:%M}" < f"{one.end:%Y-%m-%d %H:%M}" <= f"{day} {until}"
        assert one.volunteer.id in qualified
        windows = [offer.on(one.start.date(), problem.zone) for offer in one.volunteer.available or ()]  # type: ignore[union-attr] # all recur
        assert any(window and window.from_ <= one.start < one.end <= window.to for window in windows)
        others = [two for two in made.duties(problem) if two.volunteer == one.volunteer and two.session != one.session]
        assert not [two for two in others if two.start < one.end and one.start < two.end]


def test_an_appointment_is_moved_inside_its_window() -> None:
    """To show: placed into windows. Three ask for one evening and two can mediate: at the first hours one would be turned away."""
    problem, made = proved(NAME)
    asked = [one for one in problem.sessions if one.kind == MEDIATION]
    assert not made.dropped
    first = [attrs.evolve(one, starts=one.candidate_starts[:1]) for one in asked]
    assert best(with_sessions(problem, first)).dropped
    evening = [one for one in made.duties(problem) if one.session.kind == MEDIATION and f"{one.start:%m-%d}" == "07-24"]
    assert len(evening) == 3
    assert len({one.volunteer.id for one in evening}) == 2


@pytest.mark.parametrize("own", ["niu-fang", "jin-shan"])
def test_few_are_qualified(own: str) -> None:
    """To show: few qualified people. Without either of the two a family is turned away."""
    problem, _ = proved(NAME)
    assert set(best(never(problem, own)).dropped) & set(example.FAMILIES)


def test_the_register_of_people_grows() -> None:
    """Line: a register of people that grows. Who joins in October is trained on the next date and then serves, not before."""
    problem, made = proved(NAME)
    joined = {row[0].lower().replace(" ", "-") for row in example.PEOPLE if row[-1] == example.OCTOBER}
    assert len(joined) == 2
    for own in joined:
        duties = [one for one in made.duties(problem) if one.volunteer.id == own]
        assert duties[0].start.date() == dt.date(2019, 10, 12)
        assert duties[0].session.series == "training"
        assert len(duties) > 1


def test_the_register_of_skills_is_what_people_teach() -> None:
    """Line: a register of skills. Without the two who know practical work, its ten lessons have nobody."""
    problem, made = proved(NAME)
    known = {skill for one in problem.volunteers for skill in one.skills}
    assert known == {*example.COURSES, "help", MEDIATION}
    gone = never(problem, "mu-qing", "tian-hua")
    lessons = [one.id for one in problem.sessions if one.kind == "practical work"]
    assert len(lessons) == sum(made.heads(own, TEACHER) for own in lessons) == 10
    assert not any(best(gone).heads(own, TEACHER) for own in lessons)


def test_the_register_of_rooms_grows() -> None:
    """Line: a register of rooms that grows. In winter three courses share an hour; without the third room one is not held."""
    problem, made = proved(NAME)
    opened = dt.date(2019, 10, 1)
    used = {here.start.date() >= opened for here in made.placements if here.room == "room 3"}
    assert used == {True}
    assert not clashes(problem, made)
    fewer = attrs.evolve(problem, rooms=[one for one in problem.rooms if one.id != "room 3"])
    assert vm.score(fewer, best(fewer))[COVER] > 0
