"""Examples by hand for `ReservedSeats`: a seat left for newcomers, taken by somebody else, and the last that is free for all."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import ReservedSeats, only

RULE = ReservedSeats(trait="new")
TOUR = vm.Session(
    "tour", start=at("10:00"), end=at("11:00"), roles=[vm.Role("guide", min=3), vm.Role("cook", min=0, max=2)]
)
PEOPLE = [vm.Volunteer(name, traits=["new"] if name.startswith("new") else []) for name in ("new1", "new2", *"abc")]


def said(*guides: str, rule: vm.Rule = RULE, role: str = "guide") -> list[tuple[int, str]]:
    """Return what the rule says when these people serve in the tour."""
    problem = vm.Problem(PEOPLE, [TOUR], rules=only([rule]))
    made = vm.Schedule([vm.Assignment(one, "tour", role) for one in guides], [vm.Placement("tour", at("10:00"))])
    return [(one[2], one[3]) for one in told(problem, made, "reserved_seats")]


def test_kept() -> None:
    """Newcomers may take no more than what is kept for them, or an empty seat is a breach."""
    assert said("new1", "a", "b") == []
    assert said("new1", "new2", "a") == []
    assert said("a") == []


def test_broken() -> None:
    """Others take the seat that is kept."""
    sentence = "tour has 3 without new as guide; the seats kept for new leave 2"
    assert said("a", "b", "c") == [(1, sentence)]
    assert [one for one, _ in said("a", "b", "c", rule=attrs.evolve(RULE, seats=5))] == [3]


def test_on_the_boundary() -> None:
    """The last free seat is reserved as well, or one too few."""
    assert said("a", "b") == []
    assert len(said("a", "b", rule=attrs.evolve(RULE, seats=2))) == 1


def test_a_role_may_be_named() -> None:
    """Seats of other roles are kept as well."""
    assert said("a", "b", role="cook", rule=attrs.evolve(RULE, role="guide")) == []
    assert len(said("a", "b", role="cook", rule=attrs.evolve(RULE, role="cook"))) == 1


@pytest.mark.parametrize(("since", "count"), [("2026-07-20", 1), ("2026-07-21", 0)])
def test_sessions_before_a_day_let_go_of_their_seats(since: str, count: int) -> None:
    """A session on the first day holds nothing, or one before it does."""
    assert len(said("a", "b", "c", rule=attrs.evolve(RULE, since=dt.date.fromisoformat(since)))) == count


def test_a_plan_leaves_the_seat_and_the_next_one_fills_it() -> None:
    """Somebody else is put on a reserved seat, or nobody is once the rule is gone."""
    people = [one for one in PEOPLE if not one.traits]
    words = vm.Words(traits=["new"])
    held = vm.Problem(people, [TOUR], rules=[RULE], words=words)
    outcome = vm.solve(held, time_limit=20)
    assert outcome.schedule is not None
    assert outcome.schedule.heads("tour", "guide") == 2
    free = attrs.evolve(held, rules=[])
    later = vm.repair(free, outcome.schedule, [], time_limit=20)
    assert later.schedule is not None
    assert set(outcome.schedule.assignments) < set(later.schedule.assignments)


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    days = [None, *problem.days]
    return at_random(
        ReservedSeats,
        problem,
        trait=st.sampled_from(problem.words.traits),
        seats=st.integers(1, 3),
        role=st.sampled_from((None, "helper", "lead")),
        since=st.sampled_from(days),
    )


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
