"""Examples by hand for `Cost`, and its laws: what is free, what costs, and what is rounded."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import judged
from by_hand import schedule, session
from money_by_hand import PEOPLE, made, programme
from supplies_at_random import Case, cases
from volmatch.rules.cost import Cost
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule."""
    return Cost(level=draw(st.sampled_from((0, 1, 2))), weight=draw(st.integers(1, 5)), where=draw(wheres(problem)))


def spent(where: vm.Where, room: str, *who_what: tuple[str, str], walk: bool = True) -> dict[str, int]:
    """Return the hundredths that the rule counts for each session."""
    problem = programme(Cost(where=where))
    return {one[1][0]: one[2] for one in judged(problem, made(problem, room, *who_what, walk=walk), "cost")}


def test_kept() -> None:
    """What nobody has to pay for costs something."""
    problem = programme(Cost())
    free = [attrs.evolve(one, cost=0) for one in problem.sessions]
    problem = attrs.evolve(problem, sessions=free)
    assert judged(problem, made(problem, "attic", ("wang", "course"), ("wang", "walk")), "cost") == []


def test_broken() -> None:
    """Somebody's hours, a room's or a session's own cost are forgotten."""
    problem = programme(Cost())
    assert judged(problem, made(problem, "hall", ("li", "course"), ("wang", "walk")), "cost") == [
        (("li",), ("course",), 4500 + 800 + 1875, "course costs 71.75"),
        ((), ("walk",), 100, "walk costs 1.0"),
    ]


@pytest.mark.parametrize(("minutes", "per_hour", "hundredths"), [
    (20, 12.5, 417), (3, 0.1, 1), (2, 0.1, 0), (90, 0.01, 2), (60, 0.125, 13), (60, 0.12, 12),
])  # fmt: skip
def test_on_the_boundary(minutes: int, per_hour: float, hundredths: int) -> None:
    """Half a hundredth is rounded down, or hours are rounded before they are paid."""
    visit = attrs.evolve(
        session("visit", "10:00", "12:00"), end=None, start=None, minutes=minutes, starts=["2026-07-20T10:00"]
    )
    problem = vm.Problem([vm.Volunteer("li", cost_per_hour=per_hour)], [visit], rules=vm.rules.only([Cost()]))
    assert vm.score(problem, schedule(problem, ("li", "visit"))) == (hundredths,)
    laws.same_cost(problem, schedule(problem, ("li", "visit")))


def test_what_is_dropped_costs_nothing() -> None:
    """A session that does not take place is paid for."""
    assert spent(vm.Where(), "attic", walk=False) == {"course": 800}


def test_what_takes_place_in_any_case_is_paid_for() -> None:
    """The cost of a session that nobody can drop is forgotten where costs are added up in columns."""
    talk = attrs.evolve(session("talk", "10:00", "11:00"), cost=5)
    problem = vm.Problem([], [talk], rules=vm.rules.only([Cost()]))
    assert judged(problem, schedule(problem), "cost")[0][2] == 500


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded."""
    walks = vm.Where(sessions=vm.SessionFilter(kind="walk"))
    assert spent(walks, "hall", ("li", "course"), ("li", "walk")) == {"walk": 100 + 417}


def test_where_says_which_people() -> None:
    """A filter on volunteers is not heeded, or rooms and sessions are counted as if they were people."""
    paid = vm.Where(volunteers=vm.VolunteerFilter(trait="paid"))
    assert spent(paid, "hall", ("li", "course"), ("wang", "walk")) == {"course": 1875}
    assert spent(vm.Where(volunteers=vm.VolunteerFilter(id="wang")), "hall", ("li", "course")) == {}


def test_the_cheapest_schedule_is_found() -> None:
    """The rule is heeded in words only: the best schedule takes the dear room or the dear guide."""
    problem = attrs.evolve(
        programme(Cost()), rules=vm.rules.only([vm.rules.Cover(), vm.rules.Drop(level=2), Cost(level=3)])
    )
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert [level.value for level in outcome.levels] == [0, 0, 900]
    assert {one.volunteer for one in outcome.schedule.assignments} == {"wang"}
    outcome = vm.solve(attrs.evolve(problem, volunteers=PEOPLE[:1]))
    assert [level.value for level in outcome.levels] == [0, 0, 900 + 1875 + 417]


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)


def dear(*weights: int) -> vm.Problem:
    """Return a month of sessions whose hour costs a million, counted with some weights."""
    days = [f"2026-08-{1 + number % 28:02d}" for number in range(100)]
    held = [
        vm.Session(
            f"s{number}",
            start=f"{day}T{10 + number // 28}:00",
            end=f"{day}T{11 + number // 28}:00",
            roles=[vm.Role("h", min=1)],
        )
        for number, day in enumerate(days)
    ]
    costs = [Cost(level=1, weight=weight) for weight in weights]
    return vm.Problem(
        [vm.Volunteer("li", cost_per_hour=1_000_000)], held, rules=vm.rules.only([vm.rules.Cover(level=0), *costs])
    )


def test_a_weight_that_is_too_large_is_told_with_one_that_would_do() -> None:
    """Costs are rounded by an engine in silence; or the error leaves people to guess by how much to go down."""
    with pytest.raises(vm.LimitError, match=r"the rule cost counts .* a weight up to 900719 would do"):
        vm.solve(dear(1_000_000, 999_999), time_limit=10)
    assert vm.solve(dear(900_719, 900_718), time_limit=10).schedule is not None


def test_what_divides_all_weights_of_a_level_is_taken_out_first() -> None:
    """Weights in proportion are refused for their size, or their costs are told in other units than those given."""
    heavy, light = dear(1_000_000, 500_000), dear(2, 1)
    told: list[vm.Progress] = []
    outcome, same = vm.solve(heavy, time_limit=10, on_progress=told.append), vm.solve(light, time_limit=10)
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    assert same.levels[0].value > 0
    assert [one.value for one in outcome.levels] == [500_000 * one.value for one in same.levels]
    assert outcome.levels == tuple(
        attrs.evolve(one, bound=one.value) for one in vm.check(heavy, outcome.schedule).levels
    )
    assert outcome.problem_fingerprint == vm.io.fingerprint(heavy)
    assert all(one.bound is None or one.bound <= outcome.levels[0].value for one in told)
