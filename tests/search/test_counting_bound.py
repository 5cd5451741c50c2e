"""What counting proves is true for every list of rules, and as much as a coordinator could count."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from models_at_random import best_cost, models
from volmatch import rules
from volmatch.arrays.ragged import whole
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.formulation.variable_map import Keys
from volmatch.search.exact.counting_bound import counting_bound
from volmatch.testing import problems, rule_lists

MORNING = dt.datetime(2026, 8, 1, 10, tzinfo=dt.UTC)


@given(models())
def test_counting_never_proves_too_much(model: Model) -> None:
    """Some model costs less than what was counted."""
    best, bound = best_cost(model), counting_bound(model)
    assert best is None or bound is None or bound <= best


@settings(max_examples=40)
@given(st.data(), st.sampled_from([rules.FairShare, rules.Fairest]))
def test_counting_is_true_under_any_rules(data: st.DataObject, kind: type[rules.FairShare | rules.Fairest]) -> None:
    """With some list of rules a schedule costs less at a level than was counted before the search began."""

    def listed(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
        even = st.builds(kind, level=st.sampled_from([1, 2, 3]), unit_minutes=st.sampled_from([15, 20, 120]))
        return st.tuples(rule_lists(problem, most=2), even).map(lambda pair: [*pair[0], pair[1]])

    problem = data.draw(problems(rules=listed))
    best = oracle.best(problem)
    if best is None:
        return
    f, kept = build(problem), list[Kept]()
    for level, value in zip(sorted({rule.level for rule in problem.rules} - {0}), best, strict=True):
        bound = counting_bound(model_of(f, level, kept))
        assert bound is None or bound <= value
        kept.append(Kept(f.cost(level), value, value))


def hall(people: int, lengths: list[int], *goals: vm.Rule, target: int = 1) -> vm.Problem:
    """Return sessions of so many hours, one after another, for people who can do all of them."""
    sessions = [
        vm.Session(
            f"s{number}",
            start=MORNING + dt.timedelta(hours=4 * number),
            end=MORNING + dt.timedelta(hours=4 * number + hours),
            roles=[vm.Role("helper", min=1, target=target)],
        )
        for number, hours in enumerate(lengths)
    ]
    volunteers = [vm.Volunteer(f"v{number}") for number in range(people)]
    return vm.Problem(volunteers=volunteers, sessions=sessions, rules=rules.only([rules.Cover(), *goals]))


def counted(problem: vm.Problem, level: int, *values: int) -> int | None:
    """Return what counting proves of a level when the levels before cost these values."""
    f = build(problem)
    kept = [Kept(f.cost(number), value, value) for number, value in enumerate(values, 1)]
    return counting_bound(model_of(f, level, kept))


@pytest.mark.parametrize(
    ("problem", "values", "bound"),
    [
        (hall(60, [3] * 50, rules.FairShare(level=2)), [0], 50 * 12**2),
        (hall(20, [3] * 100, rules.FairShare(level=2)), [0], 20 * 60**2),
        (hall(3, [3] * 10, rules.FairShare(level=2)), [0], 2 * 36**2 + 48**2),
        (hall(3, [3] * 10, rules.FairShare(level=2)), [1], 3 * 36**2),
        (hall(3, [2, 3, 2, 3], rules.FairShare(level=2, unit_minutes=60)), [0], 34),
        (hall(4, [2] * 6, rules.Fairest(level=2)), [0], 4 + 2 * 5),
        (hall(4, [2] * 3, rules.Target(level=2), rules.FairShare(level=3), target=2), [0, 0], 2 * 16**2 + 2 * 8**2),
    ],
)
def test_what_must_be_staffed_is_counted(problem: vm.Problem, values: list[int], bound: int) -> None:
    """Counting proves less than anybody could count on the fingers, or more."""
    proved = counted(problem, len(values) + 1, *values)
    assert proved is not None
    assert proved <= bound
    assert proved >= 0.97 * bound


def poured(problem: vm.Problem, unit_minutes: int) -> float:
    """Return the least sum of squares if all that must be staffed were water: so much for each person."""
    units = sum(one.roles[0].min * -(-one.length_minutes // unit_minutes) for one in problem.sessions)
    people = len(problem.volunteers)
    return people * (units / people) ** 2


@pytest.mark.parametrize(("even", "bound"), [(rules.FairShare(level=2), 72_000), (rules.Fairest(level=2), 301_000)])
def test_a_hall_of_500_seats_and_600_people(even: vm.Rule, bound: int) -> None:
    """500 who serve three hours each cost 12 squared each, or 1 + 601: a bound of 0 tells nobody how good a schedule is."""
    assert counted(hall(600, [3] * 500, even), 2, 0) == bound


def test_a_festival_whose_shifts_differ() -> None:
    """Shifts of two to six hours, some for adults only, are told to cost less than their hours poured over everybody."""
    shifts = hall(120, [2, 3, 4, 6] * 60, rules.FairShare(level=2))
    bar = [vm.Role("bar", min=2, traits=["adult"])]
    sessions = [attrs.evolve(one, roles=one.roles if index % 4 else bar) for index, one in enumerate(shifts.sessions)]
    people = [attrs.evolve(one, traits=["adult"] if index % 5 else []) for index, one in enumerate(shifts.volunteers)]
    problem = attrs.evolve(shifts, volunteers=people, sessions=sessions, words=vm.Words(traits=["adult"]))
    proved = counted(problem, 2, 0)
    assert proved is not None
    assert 0.97 * poured(problem, 15) <= proved <= 1.05 * poured(problem, 15)


def test_a_seat_for_nobody_is_no_load() -> None:
    """One seat that nobody can take makes the rest worth nothing."""
    problem = hall(60, [3] * 50, rules.FairShare(level=2))
    surgery = vm.Session("op", start=MORNING, end=MORNING + dt.timedelta(hours=3), roles=[vm.Role("s", skill="op")])
    harder = attrs.evolve(problem, sessions=[*problem.sessions, surgery], words=vm.Words(skills=["op"]))
    assert counted(harder, 2, 1) == 50 * 12**2


def test_wishes_kept_before_do_not_hide_the_load() -> None:
    """A level of wishes that costs a lot is taken for work that is left undone."""
    problem = hall(20, [3] * 40, rules.Wishes(level=2), rules.FairShare(level=3))
    people = [attrs.evolve(one, wishes=[vm.Wish(session="s0", score=-2)]) for one in problem.volunteers]
    loud = attrs.evolve(problem, volunteers=people)
    assert counted(loud, 3, 0, 1_000_000) == 20 * 24**2


def test_a_level_without_steps_is_left_to_others() -> None:
    """Something is counted where nobody's load costs anything."""
    problem = hall(3, [2, 3], rules.Target(level=2))
    assert counted(problem, 1) is None
    assert counting_bound(Model(whole([]), whole([]), [], Objective(whole([]), whole([]), 0), Keys.nowhere(0))) is None


def test_a_search_without_time_reports_what_was_counted() -> None:
    """The bound of a level is 0 though any child could count more."""
    seen: list[vm.Progress] = []
    problem = hall(60, [3] * 50, rules.FairShare(level=2))
    outcome = vm.solve(problem, time_limit=20, on_progress=seen.append)
    assert outcome.levels[1].bound == outcome.levels[1].value == 7200
