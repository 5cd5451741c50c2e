"""Numbers too large for CP-SAT's own arithmetic never lead to a wrong optimum."""

import random
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from faults.programmes import HOUR, MONDAY, checked
from volmatch.arrays.ragged import indptr_of, whole
from volmatch.engines import cpsat
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Model, divided, spans
from volmatch.formulation.variable_map import Keys
from volmatch.rules import Cover, FairShare, IfNeeded, MinLoad, Target, Wishes, only
from volmatch.testing import problems

#: Each a switch, the row it switches on, and the row's upper bound: the canary that CP-SAT 9.15 gets wrong.
SWITCHED = (
    (4, {3: 3_000_000_000, 1: -3_000_000_000, 2: 4_000_000_000, 6: 1_378_599_369}, -1_773_322_269),
    (1, {4: -2_000_000_000, 3: 3_000_000_000, 6: 2_000_000_000, 0: -1_426_097_150, 2: 2_801_850_841}, 3_139_904_460),
)
#: b2 = b3 = b6 = 1 and nothing else: both rows are switched off.
BEST_COST = -3


def block(rows: Sequence[dict[int, int]], lower: Sequence[int], upper: Sequence[int]) -> Block:
    """Return rows, each given by its coefficients by column."""
    entries = [(number, column, row[column]) for number, row in enumerate(rows) for column in sorted(row)]
    owner, column, coefficient = (whole([entry[part] for entry in entries]) for part in range(3))
    return Block(0, indptr_of(owner, len(rows)), column, coefficient, whole(lower), whole(upper))


def model(rows: Block, cost: dict[int, int], *, count: int) -> Model:
    """Return a model over Booleans."""
    price = Objective(whole(list(cost)), whole(list(cost.values())), 0)
    return Model(whole([0] * count), whole([1] * count), [rows], price, Keys.nowhere(count))


def canary() -> Model:
    """Return the canary, each switched row written as one row that its switch makes slack."""
    rows, upper = [], []
    for switch, row, bound in SWITCHED:
        slack = sum(max(0, coefficient) for coefficient in row.values()) - bound
        rows.append({**row, switch: row.get(switch, 0) + slack})
        upper.append(bound + slack)
    return model(block(rows, [-INFINITE] * 2, upper), {0: 1, 2: -1, 3: -1, 6: -1}, count=7)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("plain", [False, True])
def test_canary_lives(seed: int, workers: int, *, plain: bool) -> None:
    """The engine calls a worse solution optimal when a row's numbers pass 2^31."""
    answer = cpsat.minimise(canary(), None, Settings(seed=seed, workers=workers, plain=plain), Slot())
    assert answer.verdict == "optimal"
    assert answer.values is not None
    assert canary().cost.at(answer.values) == answer.bound == BEST_COST


def test_canary_dies_without_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The canary shows nothing: CP-SAT gets it right without any help."""
    monkeypatch.setattr(cpsat, "_is_safe", lambda *_: True)
    answer = cpsat.minimise(canary(), None, Settings(), Slot())
    assert (answer.verdict, answer.bound) == ("optimal", -1)


coefficients = st.one_of(st.integers(-9, 9), st.integers(-(2**40), 2**40)).filter(bool)
rows_of_six = st.lists(st.dictionaries(st.integers(0, 5), coefficients, min_size=1), min_size=1, max_size=4)
boxes = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1_000)), min_size=6, max_size=6)


@given(rows_of_six, boxes)
def test_spans_are_sums_of_size_times_range(rows: list[dict[int, int]], box: list[tuple[int, int]]) -> None:
    """A row's span is told too small, so that dangerous numbers pass as safe."""
    lower, upper = whole([low for low, _ in box]), whole([low + size for low, size in box])
    found = spans(block(rows, [0] * len(rows), [0] * len(rows)), lower, upper)
    assert found.tolist() == [sum(abs(value) * box[column][1] for column, value in row.items()) for row in rows]


@given(rows_of_six, st.lists(st.integers(-(2**41), 2**41), min_size=8, max_size=8), st.integers(1, 2**20))
def test_division_keeps_every_solution(rows: list[dict[int, int]], bounds: list[int], factor: int) -> None:
    """Dividing a row by a common factor lets a solution in or out."""
    scaled = [{column: factor * value for column, value in row.items()} for row in rows]
    count = len(rows)
    lower = [min(bounds[2 * row], bounds[2 * row + 1]) for row in range(count)]
    upper = [max(bounds[2 * row], bounds[2 * row + 1]) for row in range(count)]
    smaller = divided(block(scaled, [*lower[:-1], -INFINITE], upper))
    for point in range(2**6):
        values = [point >> column & 1 for column in range(6)]
        for row in range(count):
            here = slice(smaller.indptr[row], smaller.indptr[row + 1])
            activity = sum(
                int(coefficient) * values[column]
                for column, coefficient in zip(smaller.column[here], smaller.coefficient[here], strict=True)
            )
            before = sum(value * values[column] for column, value in scaled[row].items())
            least = -INFINITE if row == count - 1 else lower[row]
            assert (least <= before <= upper[row]) == (smaller.lower[row] <= activity <= smaller.upper[row])


@given(step=st.integers(-3, 3), in_cost=st.booleans())
def test_guard_begins_before_the_danger(step: int, *, in_cost: bool) -> None:
    """Rows or costs whose numbers reach 2^30 are given to CP-SAT as if they were safe."""
    size = cpsat.SAFE_SPAN + step
    row = {0: size - 1, 1: 1}
    asked = model(block([{0: 1, 1: 1} if in_cost else row], [0], [2]), row if in_cost else {0: 1}, count=2)
    assert cpsat._is_safe(asked, list(asked.blocks)) == (size < 2**30)


def test_costs_beyond_floats_are_exact() -> None:
    """A bound above 2^53 is rounded, so that an optimum is missed by one or proved too early."""
    huge = 2**55
    asked = model(block([{0: 1, 1: 1, 2: 1}], [2], [3]), {0: huge + 1, 1: huge + 3, 2: huge + 6}, count=3)
    slot = Slot()
    answer = cpsat.minimise(asked, None, Settings(), slot)
    assert (answer.verdict, answer.bound) == ("optimal", 2 * huge + 4)
    assert slot.bound is None or slot.bound <= 2 * huge + 4


def matching(count: int) -> tuple[vm.Problem, list[list[int]]]:
    """Return a problem of as many people as sessions at one hour, with odd and huge costs, and those costs as a table."""
    random_ = random.Random(5)
    scores = [[random_.randint(-1_000_000, 1_000_000) for _ in range(count)] for _ in range(count)]
    sessions = [
        vm.Session(f"s{n}", kind=("art", "choir")[n % 2], start=MONDAY, end=MONDAY + HOUR, roles=[vm.Role("helper")])
        for n in range(count)
    ]
    people = [
        vm.Volunteer(f"v{n}", wishes=[vm.Wish(session=f"s{m}", score=score) for m, score in enumerate(row)])
        for n, row in enumerate(scores)
    ]
    weights = {"art": 999_983, "choir": 999_979}
    rules = [
        Wishes(level=2, scale="scores", weight=weight, where=vm.Where(sessions=vm.SessionFilter(kind=kind)))
        for kind, weight in weights.items()
    ]
    problem = vm.Problem(people, sessions, rules=only([Cover(level=1), *rules, FairShare(level=3, weight=999_961)]))
    return problem, [[-score * list(weights.values())[m % 2] for m, score in enumerate(row)] for row in scores]


def cheapest(costs: list[list[int]]) -> int:
    """Return the least cost of giving each row a column of its own, by trying all sets of columns."""
    least = {0: 0}
    for row in costs:
        step: dict[int, int] = {}
        for taken, cost in least.items():
            for column, price in enumerate(row):
                if not taken >> column & 1:
                    key = taken | 1 << column
                    step[key] = min(step.get(key, cost + price), cost + price)
        least = step
    return least[2 ** len(costs) - 1]


def test_weights_near_a_million_and_many_candidates() -> None:
    """Large weights lead to a schedule that is called optimal and is not."""
    problem, costs = matching(11)
    outcome = vm.solve(problem, time_limit=30)
    assert outcome.status == "optimal"
    wished_for = sum(max(0, -cost) for row in costs for cost in row)
    assert checked(problem, outcome)[:2] == (0, wished_for + cheapest(costs))


@settings(max_examples=25)
@given(problems(), st.lists(st.integers(999_900, 1_000_000), min_size=6, max_size=6))
def test_tiny_problems_with_huge_weights(problem: vm.Problem, weights: list[int]) -> None:
    """Goals of one level, each with a weight near a million, are traded at a wrong rate or mixed up."""
    makes = (Cover, Target, Wishes, IfNeeded, MinLoad, FairShare)
    rules = [
        make(level=1 + place % 2, weight=weight)
        for place, (make, weight) in enumerate(zip(makes, weights, strict=True))
    ]
    problem = attrs.evolve(problem, rules=only(rules))
    assert checked(problem, vm.solve(problem, time_limit=30)) == oracle.best(problem)
