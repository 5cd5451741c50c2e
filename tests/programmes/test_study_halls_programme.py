"""The two village halls: each figure that is reported, and each thing the programme was to show, is there and not idle."""

import datetime as dt
from collections import defaultdict

import attrs
from examples import study_halls

import volmatch as vm
from example_runs import best, clashes, on_at, proved, without
from volmatch.rules import FairShare, Supervision

HALLS, ZONES, PUPILS, STUDENTS = 2, 4, 110, 10
SKILLS = {"tutoring", "drawing", "singing"}


def halls() -> tuple[vm.Problem, vm.Schedule]:
    """Return the week of the two study halls."""
    return proved("study_halls")


def days_of(problem: vm.Problem) -> list[dt.datetime]:
    """Return the opening of each day."""
    return [
        dt.datetime.combine(day, dt.time(10), problem.zone)
        for day in sorted({one.candidate_starts[0].date() for one in problem.sessions})
    ]


def half_hours(problem: vm.Problem) -> list[dt.datetime]:
    """Return every half hour from 10:00 to 14:30 of every day."""
    return [opens + dt.timedelta(minutes=30 * step) for opens in days_of(problem) for step in range(10)]


def here_now(problem: vm.Problem, made: vm.Schedule, hall: str, now: dt.datetime) -> tuple[int, int]:
    """Return pupils and adults in a hall at an instant."""
    rooms = {room.id for room in problem.rooms if room.place == hall}
    on = [session for session, here in on_at(problem, made, now) if here.room in rooms]
    adults = {duty.volunteer for session in on for duty in made.crews.get(session.id, ())}
    return sum(session.attendance for session in on), len(adults)


def test_two_halls_of_four_zones() -> None:
    """Figures: two halls, each split into four zones."""
    problem, _ = halls()
    assert [place.label for place in problem.places] == ["Yueling", "Ranli"]
    zones = {place.id: {room.label for room in problem.rooms if room.place == place.id} for place in problem.places}
    assert len(zones) == HALLS
    assert all(own == {"classroom", "games", "reading", "handicraft"} for own in zones.values())
    assert all(len(own) == ZONES for own in zones.values())


def test_110_pupils() -> None:
    """Figure: 110 pupils in all; so many are there when a morning begins."""
    problem, made = halls()
    assert sum(study_halls.PUPILS.values()) == PUPILS
    for opens in days_of(problem):
        assert sum(here_now(problem, made, hall, opens)[0] for hall in study_halls.PUPILS) == PUPILS


def test_open_from_ten_to_three_every_day() -> None:
    """Figure: 10:00-15:00 every day; no half hour is without its people, in no hall."""
    problem, made = halls()
    assert {day.weekday() for day in days_of(problem)} == set(range(7))
    for now in half_hours(problem):
        assert all(min(here_now(problem, made, hall, now)) > 0 for hall in study_halls.PUPILS)
    ends = [here.start + problem.session(here.session).length for here in made.placements]  # type: ignore[union-attr]
    assert {min(here.start.time() for here in made.placements), max(end.time() for end in ends)} == {
        dt.time(10),
        dt.time(15),
    }


def test_ten_volunteers_help_with_homework_and_teach() -> None:
    """Figure: 10 student volunteers, who help with homework and teach drawing and singing."""
    problem, made = halls()
    assert len(problem.volunteers) == STUDENTS == len({duty.volunteer for duty in made.assignments})
    assert {"homework", "drawing", "singing"} <= {duty.session.kind for duty in made.duties(problem)}


def test_the_ratio_at_every_half_hour() -> None:
    """To show: child-to-adult ratio at every half hour."""
    problem, made = halls()
    assert len(half_hours(problem)) == len(problem.days) * 10
    for now in half_hours(problem):
        for hall in study_halls.PUPILS:
            pupils, adults = here_now(problem, made, hall, now)
            assert pupils <= study_halls.PUPILS_PER_ADULT * adults
            assert adults >= 2


def test_the_ratio_would_be_broken_without_its_rule() -> None:
    """To show: child-to-adult ratio; without the rule a schedule that breaks it is as good as the best."""
    problem, made = halls()
    full, thin = "ranli 07-30 homework", "yueling 07-30 homework"
    moved = [
        attrs.evolve(
            made, assignments=[one if one != duty else attrs.evolve(one, session=full) for one in made.assignments]
        )
        for duty in made.crews[thin]
    ]
    free, values = without(problem, Supervision), vm.check(problem, made).values
    as_good = [one for one in moved if vm.check(free, one).ok and vm.check(free, one).values == values]
    assert as_good
    for one in as_good:
        assert {found.rule for found in vm.check(problem, one).breaches} == {"supervision"}


def test_a_minimum_of_each_skill_on_each_day() -> None:
    """To show: a minimum of each skill on each day; two who tutor, one who draws, one who sings."""
    problem, made = halls()
    using: dict[dt.date, list[str]] = defaultdict(list)
    for duty in made.duties(problem):
        if duty.role.skill is not None:
            assert duty.volunteer.holds(duty.role.skill, duty.role.level, duty.start.date())
            using[duty.start.date()].append(duty.role.skill)
    assert len(using) == len(problem.days)
    for skills in using.values():
        assert set(skills) == SKILLS
        assert skills.count("tutoring") >= HALLS


def test_a_day_without_a_skill_costs_at_the_first_level() -> None:
    """To show: a minimum of each skill on each day; a schedule that lacks one on a day is worse at the first level."""
    problem, made = halls()
    needed = [
        duty
        for duty in made.duties(problem)
        if duty.role.skill and made.heads(duty.session.id, duty.role.name) == duty.role.min
    ]
    assert {duty.start.date() for duty in needed if duty.role.skill == "drawing"} == {
        opens.date() for opens in days_of(problem)
    }
    for duty in needed:
        fewer = [
            one for one in made.assignments if (one.volunteer, one.session) != (duty.volunteer.id, duty.session.id)
        ]
        assert vm.check(problem, attrs.evolve(made, assignments=fewer)).values[0] == 1


def test_fair_days_for_the_ten() -> None:
    """To show: fair days for the 10; loads with hours given before lie near each other, and no day is too full."""
    problem, made = halls()
    hours: dict[str, float] = defaultdict(float)
    days: dict[str, list[dt.date]] = defaultdict(list)
    for duty in made.duties(problem):
        hours[duty.volunteer.id] += duty.minutes / 60
        days[duty.volunteer.id].append(duty.start.date())
    loads = [hours[one.id] + one.served_hours for one in problem.volunteers]
    assert max(loads) - min(loads) <= 5
    for one in problem.volunteers:
        assert 10 <= hours[one.id] <= 20
        assert one.available is not None
        assert 4 <= len(set(days[one.id])) <= len(one.available) <= 6
        assert max(map(days[one.id].count, days[one.id])) <= 3
    unfair = best(without(problem, FairShare))
    assert vm.check(problem, unfair).values[:-1] == vm.check(problem, made).values[:-1]
    assert vm.check(problem, unfair).values[-1] > vm.check(problem, made).values[-1]


def test_rooms_are_shared_without_clash() -> None:
    """To show: rooms shared without clash; a lesson is where homework or games were that morning."""
    problem, made = halls()
    assert clashes(problem, made) == []
    shared = [one for one in made.placements if one.room and problem.session(one.session).series]  # type: ignore[union-attr]
    assert {(one.room or "").split()[1] for one in shared} <= {"classroom", "games"}
    crowded = [
        attrs.evolve(one, start=one.start.replace(hour=10, minute=0)) if one in shared else one
        for one in made.placements
    ]
    assert clashes(problem, attrs.evolve(made, placements=crowded))
