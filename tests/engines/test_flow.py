"""Models that are networks are recognised and solved as CP-SAT solves them; no other model gets a wrong answer."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays.ragged import by_group, indptr_of, whole
from volmatch.engines import cpsat, flow, native, network
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.network import network_of
from volmatch.formulation.build import build
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Kept, Model, model_of, row_of
from volmatch.formulation.variable_map import Keys

#: Coefficients by column, and both bounds; ``None`` where open.
Row = tuple[Mapping[int, int], int | None, int | None]
#: Bounds and cost.
Column = tuple[int, int, int]


def model_from(columns: Sequence[Column], rows: Sequence[Row], constant: int = 0) -> Model:
    """Return a model of one block."""
    entries = [(row, column, value) for row, (terms, _, _) in enumerate(rows) for column, value in terms.items()]
    block = Block(
        0,
        indptr_of(whole([row for row, _, _ in entries]), len(rows)),
        whole([column for _, column, _ in entries]),
        whole([value for _, _, value in entries]),
        whole([-INFINITE if low is None else low for _, low, _ in rows]),
        whole([INFINITE if high is None else high for _, _, high in rows]),
    )
    priced = whole([number for number, (_, _, cost) in enumerate(columns) if cost])
    cost = Objective(priced, whole([cost for _, _, cost in columns if cost]), constant)
    lower, upper = whole([low for low, _, _ in columns]), whole([high for _, high, _ in columns])
    return Model(lower, upper, [block], cost, Keys.nowhere(len(columns)))


def by_flow(model: Model) -> EngineAnswer:
    """Return what the flow says."""
    return flow.minimise(model, None, Settings(), Slot())


def agrees(model: Model) -> EngineAnswer:
    """Hold the flow's answer to CP-SAT's; return it."""
    found, other = by_flow(model), cpsat.minimise(model, None, Settings(), Slot())
    assert (found.verdict, found.bound) == (other.verdict, other.bound if other.verdict == "optimal" else None)
    if found.values is not None:
        assert model.cost.at(found.values) == found.bound
    return found


def _bounds(draw: st.DrawFn, least: int, most: int) -> tuple[int, int]:
    low = draw(st.integers(least, most))
    return low, draw(st.integers(low, most))


def _column(draw: st.DrawFn, least: int, most: int) -> Column:
    return *_bounds(draw, least, most), draw(st.integers(-3, 3))


def _limits(draw: st.DrawFn, unit: int) -> tuple[int | None, int | None]:
    """Draw bounds of a row times a unit, not always a multiple of it; some multiple lies between them."""
    low, high = sorted((draw(st.integers(-4, 6)), draw(st.integers(-4, 6))))
    low, high = low * unit - draw(st.integers(0, unit - 1)), high * unit + draw(st.integers(0, unit - 1))
    return draw(st.sampled_from(((low, high), (low, None), (None, high))))


@st.composite
def nested_families(draw: st.DrawFn) -> Model:
    """Draw columns that each pass two chains of nested rows; rows may have slacks, and be written times a factor."""
    columns = [_column(draw, -1, 2) for _ in range(draw(st.integers(0, 7)))]
    path = st.lists(st.integers(0, 1), max_size=3)
    sets: list[list[int]] = []
    for _ in "AB":
        paths = [tuple(draw(path)) for _ in columns]
        prefixes = sorted({one[:length] for one in paths for length in range(len(one) + 1)})
        sets += [[c for c, one in enumerate(paths) if one[: len(p)] == p] for p in prefixes if draw(st.booleans())]
    rows: list[Row] = []
    for members in sets:
        terms = dict.fromkeys(members, 1)
        for sign in draw(st.lists(st.sampled_from((-1, 1)), max_size=2)):
            terms[len(columns)] = sign
            columns.append(_column(draw, -1, 2))
        factor = draw(st.sampled_from((-3, -1, 1, 1, 1, 2)))
        rows.append(({column: factor * sign for column, sign in terms.items()}, *_limits(draw, abs(factor))))
    turned = [draw(st.booleans()) for _ in columns]
    told = [(-high, -low, -cost) if turned[c] else (low, high, cost) for c, (low, high, cost) in enumerate(columns)]
    return model_from(told, [_turned(row, turned) for row in draw(st.permutations(rows))], constant=5)


def _turned(row: Row, turned: Sequence[bool]) -> Row:
    terms, low, high = row
    return {column: -value if turned[column] else value for column, value in terms.items()}, low, high


@given(nested_families())
def test_nested_families_are_networks(model: Model) -> None:
    """A model of two nested families is not seen to be a network, also where some columns are told by their opposite.

    Or its optimum, or that there is none, is not what CP-SAT says.
    """
    assert network_of(model) is not None
    agrees(model)


@st.composite
def any_rows(draw: st.DrawFn) -> Model:
    """Draw rows of any kind, mostly of +1."""
    columns = [_column(draw, -1, 2) for _ in range(draw(st.integers(1, 6)))]
    value = st.sampled_from((1, 1, 1, 1, 1, -1, 2))
    rows: list[Row] = []
    for _ in range(draw(st.integers(0, 6))):
        members = draw(st.sets(st.integers(0, len(columns) - 1), max_size=4))
        terms = {column: draw(value) for column in sorted(members)}
        rows.append((terms, *_limits(draw, max(1, math.gcd(*terms.values())))))
    return model_from(columns, rows)


@given(any_rows())
def test_no_model_gets_a_wrong_answer(model: Model) -> None:
    """Something that is no network is solved as if it were one."""
    if by_flow(model).verdict == "unknown":
        assert network_of(model) is None
    else:
        agrees(model)


def test_an_odd_ring_of_rows_is_no_network() -> None:
    """Three rows that cross each other are parted into two families: half a head on each column would be taken for best."""
    pairs: list[Row] = [({0: 1, 1: 1}, None, 1), ({1: 1, 2: 1}, None, 1), ({2: 1, 0: 1}, None, 1)]
    model = model_from([(0, 1, -1)] * 3, pairs)
    assert network_of(model) is None
    assert by_flow(model).verdict == "unknown"
    around: Row = ({0: 1, 1: 1, 2: 1}, None, 1)
    assert agrees(model_from([(0, 1, -1)] * 3, [*pairs, around])).bound == -1


ODD: dict[str, tuple[list[Column], list[Row], int | None]] = {
    "nothing": ([], [], 0),
    "no rows": ([(-1, 2, 3), (0, 1, -2), (0, 1, 0), (2, 2, 1)], [], -3),
    "equal rows": (
        [(0, 2, -1), (0, 2, -2)],
        [({0: 1, 1: 1}, 1, None), ({0: 1, 1: 1}, None, 3), ({0: 2, 1: 2}, None, 5)],
        -4,
    ),
    "equal rows that contradict": ([(0, 2, 0)] * 2, [({0: 1, 1: 1}, 3, None), ({0: 1, 1: 1}, None, 2)], None),
    "a row between two numbers": ([(0, 1, 1)] * 3, [({0: 1, 1: 1, 2: 1}, 2, 2), ({0: 1, 1: 1}, None, 1)], 2),
    "fixed variables": ([(1, 1, 5), (0, 1, -1), (0, 1, -1)], [({0: 3, 1: 1, 2: 1}, None, 4), ({1: 1, 2: 1}, 1, 2)], 4),
    "negative bounds and costs": ([(-3, -1, 2), (-2, 2, -1)], [({0: 1, 1: 1}, -2, -1), ({1: 1}, None, 1)], -7),
    "a row without terms": ([(0, 1, 1)], [({}, -1, 1)], 0),
    "a row without terms that asks for some": ([(0, 1, 1)], [({}, 1, None)], None),
    "a row of fixed variables that asks for more": ([(1, 1, 1)], [({0: 1}, 2, None)], None),
    "empty seats": ([(0, 1, 0)] * 2 + [(0, 3, 4)], [({0: 1, 1: 1, 2: 1}, 3, None), ({0: 1, 1: 1}, None, 1)], 8),
    "steps of a load": (
        [(0, 1, -5)] * 3 + [(0, 1, 1), (0, 1, 4), (0, 1, 9)],
        [({0: 1, 1: 1, 2: 1, 3: -1, 4: -1, 5: -1}, 0, 0), ({0: 1, 1: 1}, None, 2), ({1: 1, 2: 1}, 1, None)],
        -5,
    ),
    "a lower bound that no path serves": ([(0, 1, 0)] * 2, [({0: 1, 1: 1}, 2, None), ({0: 1}, None, 0)], None),
    "caps that rows around imply": (
        [(0, 1, -1)] * 4,
        [
            ({0: 1, 1: 1, 2: 1}, None, 1),
            ({0: 1, 1: 1}, None, 1),
            ({1: 1, 2: 1}, None, 1),
            ({2: 1, 3: 1}, None, 1),
        ],
        -2,
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_cases(case: str) -> None:
    """A network of an unusual shape is refused, or solved wrongly."""
    columns, rows, least = ODD[case]
    model = model_from(columns, rows)
    assert network_of(model) is not None
    assert agrees(model).bound == least


def test_numbers_too_large_are_left_alone() -> None:
    """Costs or loads that overflow the engine's integers are handed to it."""
    rows: list[Row] = [({0: 1, 1: 1}, 1, None), ({1: 1}, None, 1)]
    assert network_of(model_from([(0, 1, 2**40), (0, 1, 2**40)], rows)) is not None
    assert network_of(model_from([(0, 1, 2**59), (0, 1, 2**59)], rows)) is None
    assert network_of(model_from([(0, 2**53, 1), (0, 1, 1)], rows)) is None


def programme(seed: int) -> vm.Problem:
    """Make a programme whose sessions do not meet within a day, and whose volunteers have caps on sessions only."""
    random = np.random.default_rng(seed)
    sessions = [
        {
            "id": f"s{n}",
            "kind": ("art", "choir")[n % 2],
            "start": f"2026-03-{2 + n % 14:02}T{9 + 2 * (n // 14):02}:00",
            "end": f"2026-03-{2 + n % 14:02}T{10 + 2 * (n // 14):02}:00",
            "roles": [
                {"name": "lead", "skill": "tutoring", "min": 1, "target": 1, "max": 1},
                {"name": "helper", "min": 1, "target": 2, "max": int(random.integers(2, 4))},
            ],
        }
        for n in range(24)
    ]
    people = [
        {
            "id": f"v{n}",
            "skills": {"tutoring": 1} if random.random() < 0.4 else {},
            "away": [{"from": f"2026-03-{2 + n % 9:02}T00:00", "to": f"2026-03-{7 + n % 9:02}T00:00"}],
            "limits": [{"per": "day", "max_sessions": 1}, {"per": "week", "max_sessions": int(random.integers(1, 4))}],
            "wishes": [{"kind": "art", "score": int(random.choice((-2, -1, 1, 2)))}],
        }
        for n in range(12)
    ]
    levels = [{"rule": name, "level": level} for level, name in enumerate(("cover", "target", "wishes"), start=1)]
    more: list[Any] = [{"rule": "no_overlap"}, *levels, {"rule": "fair_share", "level": 4}]
    return vm.Problem.from_data({"volunteers": people, "sessions": sessions, "rules": more, "standard": False})


@pytest.mark.parametrize("seed", range(3))
def test_caps_on_sessions_make_networks(seed: int) -> None:
    """A real programme with caps on sessions only is not solved as a flow, level by level, or not to its optimum."""
    f = build(programme(seed))
    kept: list[Kept] = []
    for level in (1, 2, 3, 4):
        model = model_of(f, level, kept)
        assert level > 2 or network_of(model) is not None
        answer = agrees(model)
        assert answer.bound is not None
        kept.append(Kept(f.cost(level), answer.bound, answer.bound))


def test_many_heads_are_shipped() -> None:
    """A city's worth of arcs is refused, or the engine does not come to an end."""
    random, people, seats, arcs = np.random.default_rng(1), 4_000, 3_000, 100_000
    columns: list[Column] = [(0, 1, int(cost)) for cost in random.integers(-9, 10, arcs)]
    ways = random.integers(0, people, arcs), random.integers(0, seats, arcs)
    rows: list[Row] = []
    for way, count, most in ((ways[0], people, 3), (ways[1], seats, 2)):
        indptr, order = by_group(way, count)
        rows += [(dict.fromkeys(order[indptr[n] : indptr[n + 1]].tolist(), 1), None, most) for n in range(count)]
    answer = by_flow(model_from(columns, rows))
    assert answer.verdict == "optimal"
    assert answer.bound is not None
    assert -9 * 2 * seats <= answer.bound < -7 * 2 * seats


def test_half_a_head_is_impossible() -> None:
    """A row of even numbers that must be odd is rounded to something it may be."""
    assert by_flow(model_from([(0, 1, 0)] * 2, [({0: 2, 1: 2}, 1, 1)])).verdict == "infeasible"


def test_what_is_too_large_or_stopped_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine that cannot be stopped begins work that takes too long, or that nobody wants any more."""
    model = model_from([(0, 1, -1)] * 3, [({0: 1, 1: 1}, None, 1), ({1: 1, 2: 1}, None, 1)])
    slot = Slot()
    slot.stop()
    assert flow.minimise(model, None, Settings(), slot).verdict == "unknown"
    monkeypatch.setattr(network, "MOST_PAIRS", 0)
    assert network_of(model) is None
    monkeypatch.undo()
    monkeypatch.setattr(network, "MOST_ARCS", 4)
    assert network_of(model) is None
    monkeypatch.setattr(network, "MOST_ARCS", 5)
    assert agrees(model).bound == -2


@pytest.mark.parametrize(("method", "lie"), [("flows", lambda _, arcs: 0 * arcs), ("optimal_cost", lambda _: -1)])
def test_a_lying_engine_is_found_out(monkeypatch: pytest.MonkeyPatch, method: str, lie: Any) -> None:
    """Flows that break a row, or a cost that is not theirs, leave as proven optimum."""
    liar = type("Liar", (vars(native)["SimpleMinCostFlow"],), {method: lie})
    monkeypatch.setattr(native, "SimpleMinCostFlow", liar)
    model = model_from([(0, 1, 1)] * 3, [({0: 1, 1: 1}, 1, None), ({1: 1, 2: 1}, 1, None)])
    assert by_flow(model).verdict == "fault"


def test_a_goal_that_is_not_proved_is_not_weighed() -> None:
    """A level before that might still get cheaper is minimised again instead of kept within its value."""
    rows: list[Row] = [({0: 1, 1: 1}, 1, None), ({1: 1, 2: 1}, 1, None), ({0: 1, 2: 1, 3: 1}, None, 2)]
    plain = model_from([(0, 1, -1), (0, 1, 0), (0, 1, -1), (0, 1, 0)], rows[:2])
    dear = Objective(whole([0, 1, 2]), whole([1, 2, 3]), 7)
    for bound, verdict in ((9, "optimal"), (8, "unknown"), (None, "unknown")):
        kept = Kept(dear, 9, bound)
        model = attrs.evolve(plain, blocks=[*plain.blocks, row_of(kept)], kept=[kept])
        assert by_flow(model).verdict == verdict
        if verdict == "optimal":
            agrees(model)
    wrong = Kept(dear, 10, 10)
    model = attrs.evolve(plain, blocks=[*plain.blocks, row_of(wrong)], kept=[wrong])
    assert by_flow(model).verdict == "fault"
