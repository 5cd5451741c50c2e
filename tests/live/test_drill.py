"""Drills: averages that are exact, counts that agree with them, and people on call who help where they can."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import at, schedule, session
from volmatch.testing import problems, schedules

DAYS = 4_000


def hall(*, call: tuple[str, str] = ("09:00", "18:00"), rates: Sequence[float] = (0.5, 0.8, 1)) -> vm.Problem:
    """Return two sessions one after the other, and one person on call."""
    an, bo, chen = (vm.Volunteer(name, show_rate=rate) for name, rate in zip(("an", "bo", "chen"), rates, strict=True))
    reserve = attrs.evolve(session("call", *call), roles=[vm.Role("reserve", standby=True)])
    return vm.Problem([an, bo, chen], [session("gate", "10:00", "12:00"), session("bar", "13:00", "15:00"), reserve])


def drilled(problem: vm.Problem, *duties: tuple[str, str]) -> vm.live.Drill:
    """Return the drill of a schedule with these duties."""
    return vm.live.drill(problem, schedule(problem, *duties), days=DAYS)


def test_without_anybody_on_call() -> None:
    """The average is not the sum of what each seat lacks, or the drill does not come near it."""
    found = drilled(hall(), ("an", "gate"), ("bo", "bar"))
    assert (found.seats, found.planned, found.expected) == (2, 0, 0.7)
    assert abs(found.alone.mean - 0.7) <= found.alone.margin
    assert found.helped == found.alone
    assert [(one.session, one.expected, one.chance) for one in found.fragile] == [("gate", 0.5, 0.5), ("bar", 0.2, 0.8)]
    assert found.alone.within(0.95) == 2


def test_one_on_call_fills_one_seat() -> None:
    """Somebody on call is in two places in one day, or does not help although they could."""
    found = drilled(hall(), ("an", "gate"), ("bo", "bar"), ("chen", "call"))
    assert abs(found.helped.mean - 0.1) <= found.helped.margin  # both stay away
    assert abs(found.called[0].share - 0.6) < 0.05
    assert found.fragile[0].helped == 0
    assert len(found.alone.times) == 3
    assert len(found.helped.times) == 2


def test_a_night_is_one_evening() -> None:
    """Somebody stays away before midnight and turns up after it, though the night belongs to the evening before."""
    owl = vm.Volunteer("owl", show_rate=0.5)
    late = [session("bar", "22:00", "23:00"), session("tidy", "02:00", "03:00", day=21)]
    for begins, both in (("05:00", {0, 2}), ("00:00", {0, 1, 2})):
        problem = vm.Problem([owl], late, day_starts=begins)
        times = drilled(problem, ("owl", "bar"), ("owl", "tidy")).alone.times
        assert {number for number, seen in enumerate(times) if seen} == both


@pytest.mark.parametrize(
    ("call", "left"), [(("10:00", "12:00"), 0.2), (("10:01", "15:00"), 0.5), (("10:00", "14:59"), 0.2)]
)
def test_on_call_from_the_start_to_the_end(call: tuple[str, str], left: float) -> None:
    """Somebody helps in a session that they are not on call for, or not for the whole of it."""
    found = drilled(hall(call=call), ("an", "gate"), ("bo", "bar"), ("chen", "call"))
    assert abs(found.helped.mean - left) <= found.helped.margin


def test_who_may_not_hold_the_role_does_not_help() -> None:
    """Somebody without the skill is called in."""
    problem = hall()
    skilled = attrs.evolve(problem.sessions[0], roles=[vm.Role("helper", skill="cook")])
    cooks = [attrs.evolve(one, skills={"cook": 1}) for one in problem.volunteers[:2]]
    problem = attrs.evolve(
        problem, sessions=[skilled, *problem.sessions[1:]], volunteers=[*cooks, problem.volunteers[2]]
    )
    found = drilled(problem, ("an", "gate"), ("bo", "bar"), ("chen", "call"))
    assert found.fragile[0].helped == pytest.approx(0.5, abs=0.05)
    assert found.fragile[1].helped == 0


def test_a_day_is_missed_as_a_whole() -> None:
    """Somebody who is ill in the morning is well in the afternoon."""
    found = drilled(hall(), ("an", "gate"), ("an", "bar"))
    assert found.alone.times[1] == 0
    assert found.alone.times[0] + found.alone.times[2] == DAYS


def test_seats_empty_in_the_plan_are_told() -> None:
    """A seat that nobody holds is taken for one whose person stays away."""
    found = drilled(hall(rates=(1, 1, 1)), ("an", "gate"))
    assert (found.seats, found.planned, found.expected) == (2, 1, 1)
    assert found.alone.times == (0, DAYS)
    assert [(one.session, one.planned) for one in found.fragile] == [("bar", 1)]


def test_the_same_seed_the_same_days() -> None:
    """Two drills differ without anything having changed; or another seed changes nothing."""
    problem = hall()
    made = schedule(problem, ("an", "gate"), ("bo", "bar"))
    assert vm.live.drill(problem, made, days=100) == vm.live.drill(problem, made, days=100)
    assert vm.live.drill(problem, made, days=100) != vm.live.drill(problem, made, days=100, seed=1)


@pytest.mark.parametrize("slip", [{"days": 0}, {"days": 1.5}, {"days": 2_000_000}, {"seed": -1}])
def test_slips_are_refused(slip: dict[str, int]) -> None:
    """A drill of no days divides by nothing."""
    problem = hall()
    with pytest.raises(vm.OptionError, match=next(iter(slip))):
        vm.live.drill(problem, schedule(problem), **slip)


@st.composite
def unsure(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a tiny problem whose people may not turn up, and a schedule."""
    problem = draw(problems())
    rates = st.sampled_from((1, 0.9, 0.5, 0.2, 0))
    problem = attrs.evolve(problem, volunteers=[attrs.evolve(one, show_rate=draw(rates)) for one in problem.volunteers])
    return problem, draw(schedules(problem))


@settings(max_examples=60, derandomize=True)
@given(unsure())
def test_the_exact_average_lies_within_the_margin(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """What is counted and what is reckoned do not agree."""
    problem, made = case
    found = vm.live.drill(problem, made, days=DAYS)
    assert abs(found.alone.mean - found.expected) <= found.alone.margin + 1e-9
    assert sum(one.expected for one in found.fragile) == pytest.approx(found.expected)
    for lang in ("en", "zh"):
        assert found.sentence(lang)


@st.composite
def days_with_reserves(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw one day with up to three sessions and two people on call."""
    rates = st.sampled_from((1, 0.7, 0.5, 0.2))
    people = [
        vm.Volunteer(f"v{number}", show_rate=draw(rates), traits=draw(st.sampled_from(((), ("adult",)))))
        for number in range(5)
    ]
    asked = st.sampled_from(((), (), ("adult",)))
    halls = [
        vm.Session(f"hall-{number}", start=at(f"{10 + number}:00"), end=at(f"{11 + number}:00"),
                   roles=[vm.Role("helper", min=draw(st.integers(1, 2)), traits=draw(asked))])
        for number in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    calls = [
        vm.Session(f"call-{number}", start=at(f"{draw(st.integers(10, 11))}:00"), end=at(f"{draw(st.integers(12, 13))}:00"),
                   roles=[vm.Role("reserve", standby=True)])
        for number in range(2)
    ]  # fmt: skip
    problem = vm.Problem(people, [*halls, *calls], words=vm.Words(traits=["adult"]))
    crew = [
        vm.Assignment(f"v{draw(st.integers(0, 2))}", one.id, "helper") for one in halls for _ in range(one.roles[0].min)
    ]
    on_call = [vm.Assignment(f"v{3 + number}", one.id, "reserve") for number, one in enumerate(calls)]
    placed = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]
    return problem, vm.Schedule(list(dict.fromkeys((*crew, *on_call))), placed)


def helped_exactly(problem: vm.Problem, made: vm.Schedule) -> Fraction:
    """Return how many seats stay empty on average with those on call, by going through everybody's coming and staying away."""
    halls = [one for one in problem.sessions if not one.roles[0].standby]
    calls = sorted(
        (made.placement_of[one.session].start, one.session, one.volunteer)
        for one in made.assignments
        if one.role == "reserve"
    )

    def could(call: tuple[dt.datetime, str, str], hall: vm.Session) -> bool:
        own, person = problem.session(call[1]), problem.volunteer(call[2])
        assert person is not None
        assert own is not None
        assert own.start is not None
        assert own.end is not None
        assert hall.start is not None
        assert hall.end is not None
        return own.start <= hall.start and hall.end <= own.end and set(hall.roles[0].traits) <= set(person.traits)

    often = {call: sum(could(call, hall) for hall in halls) for call in calls}
    order = sorted(calls, key=lambda call: (often[call], calls.index(call)))
    total = Fraction()
    for there in product((True, False), repeat=len(problem.volunteers)):
        likely, here = Fraction(1), set()
        for one, comes in zip(problem.volunteers, there, strict=True):
            rate = Fraction(str(one.show_rate))
            likely *= rate if comes else 1 - rate
            here |= {one.id} if comes else set()
        waiting = [call for call in order if call[2] in here]
        for hall in halls:
            crew = [one.volunteer for one in made.crews.get(hall.id, ())]
            empty = max(0, hall.roles[0].min - len(here & set(crew)))
            for call in [call for call in waiting if could(call, hall)][:empty]:
                waiting.remove(call)
                empty -= 1
            total += likely * empty
    return total


@settings(max_examples=40, derandomize=True)
@given(days_with_reserves())
def test_help_is_what_going_through_all_says(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """People on call help otherwise than it is written down."""
    found = vm.live.drill(*case, days=DAYS)
    assert abs(found.helped.mean - helped_exactly(*case)) <= found.helped.margin + 1e-9
