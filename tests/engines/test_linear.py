"""The linear relaxation costs no more than the best schedule, and its duals prove it."""

import threading
import time
from collections.abc import Callable

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import assume, given
from hypothesis import strategies as st

import volmatch as vm
from models_at_random import best_cost, models, rows_of
from volmatch.arrays.ragged import whole
from volmatch.engines import cpsat, highs, linear
from volmatch.engines.answer import Settings, Slot
from volmatch.engines.linear import LinearRelaxation, relax
from volmatch.engines.mathopt import Floats, sides
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model, model_of
from volmatch.formulation.variable_map import Keys
from volmatch.testing import problems

SIMPLEX, FIRST_ORDER = Settings(), Settings(plain=True)


def proved(model: Model, duals: Floats) -> float:
    """Return the bound that duals prove, in floats."""
    matrix, total = model.matrix, float(model.cost.constant)
    for dual, low, high in zip(duals, *sides(matrix), strict=True):
        if dual and np.isfinite(low if dual > 0 else high):
            total += dual * (low if dual > 0 else high)
        assert dual == 0 or abs(dual) < 1e-3 or np.isfinite(low if dual > 0 else high), "a dual against an open side"
    reduced = model.prices.astype(float)
    np.subtract.at(reduced, matrix.column, matrix.coefficient * duals[matrix.row])
    return total + float(np.minimum(reduced * model.lower, reduced * model.upper).sum())


def cost(model: Model, values: Floats) -> float:
    """Return the cost at a point between whole numbers."""
    return model.cost.constant + float(model.prices @ values)


def strays(model: Model, values: Floats) -> float:
    """Return by how much a point breaks a row or a bound at most."""
    matrix = model.matrix
    rows = np.zeros(matrix.count)
    np.add.at(rows, matrix.row, matrix.coefficient * values[matrix.column])
    low, high = sides(matrix)
    parts = low - rows, rows - high, model.lower - values, values - model.upper
    return float(max(part.max(initial=0.0) for part in parts))


def check(model: Model, found: LinearRelaxation | None, best: int | None, tolerance: float) -> None:
    """Hold a relaxation to its duals, and both to the best whole solution."""
    if found is None:
        assert best is None
        return
    scale = 1 + abs(cost(model, found.values))
    assert strays(model, found.values) <= tolerance * 10
    assert proved(model, found.duals) == pytest.approx(cost(model, found.values), abs=tolerance * scale)
    if best is not None:
        assert proved(model, found.duals) <= best + 1e-6 * scale


@given(models())
def test_the_simplex_method_proves_its_own_optimum(model: Model) -> None:
    """GLOP's values are not the optimum of the relaxation, or its duals are read with the wrong sign."""
    found = relax(model, SIMPLEX, Slot())
    check(model, found, best_cost(model), 1e-6)
    assert found is None or found.is_exact


@given(models())
def test_the_first_order_method_comes_near(model: Model) -> None:
    """PDLP's duals prove far less than its values cost, or more than the truth."""
    found = relax(model, FIRST_ORDER, Slot())
    check(model, found, best_cost(model), 1e-2)
    assert found is None or not found.is_exact


@given(problems("small"), st.integers(1, 4))
def test_real_models_have_bounds_at_every_level(problem: vm.Problem, level: int) -> None:
    """The rows of some rule are relaxed wrongly: the bound passes the cost of the best schedule."""
    model = model_of(build(problem), level)
    best = cpsat.minimise(model, None, Settings(), Slot())
    cost_of_best = None if best.values is None else model.cost.at(best.values)
    check(model, relax(model, SIMPLEX, Slot()), cost_of_best, 1e-6)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_both_methods_agree_on_a_programme(level: int) -> None:
    """One of the two engines ends somewhere else than at the optimum."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), level)
    exact, near = relax(model, SIMPLEX, Slot()), relax(model, FIRST_ORDER, Slot())
    assert exact is not None
    assert near is not None
    assert proved(model, exact.duals) == pytest.approx(cost(model, exact.values), rel=1e-6, abs=1e-6)
    assert proved(model, near.duals) == pytest.approx(cost(model, exact.values), rel=1e-3, abs=1e-3)


def test_size_decides_on_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of any size goes to the simplex method, which does not come back from the large ones."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 1)
    monkeypatch.setattr(linear, "SIMPLEX_ENTRIES", model.matrix.row.size)
    small = relax(model, Settings(), Slot())
    monkeypatch.setattr(linear, "SIMPLEX_ENTRIES", model.matrix.row.size - 1)
    large = relax(model, Settings(), Slot())
    assert small is not None
    assert large is not None
    assert (small.is_exact, large.is_exact) == (True, False)


def test_a_clash_of_bounds_is_no_error() -> None:
    """A row with its lower bound above its upper one makes MathOpt raise, with the whole model in its message."""
    model = Model(
        whole([0]), whole([1]), [rows_of([({0: 1}, 3, 2)])], Objective(whole([0]), whole([1]), 0), Keys.nowhere(1)
    )
    assert relax(model, SIMPLEX, Slot()) is None


def test_the_same_question_has_the_same_answer() -> None:
    """A relaxation depends on chance or on the clock."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 5)
    for settings in (SIMPLEX, FIRST_ORDER, Settings(plain=True, workers=2)):
        one, two = relax(model, settings, Slot()), relax(model, settings, Slot())
        assert one is not None
        assert two is not None
        assert (one.duals == two.duals).all()
        assert (one.values == two.values).all()


def test_a_warm_start_ends_at_the_same_bound() -> None:
    """Where PDLP begins changes where it ends."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 5)
    cold = relax(model, FIRST_ORDER, Slot())
    assert cold is not None
    warm = relax(model, FIRST_ORDER, Slot(), warm=cold)
    assert warm is not None
    assert proved(model, warm.duals) == pytest.approx(proved(model, cold.duals), rel=1e-3)


@pytest.mark.parametrize("cold", [relax, highs.relax])
def test_a_corner_is_a_beginning_for_the_question_next_door(
    cold: Callable[[Model, Settings, Slot], LinearRelaxation | None],
) -> None:
    """The simplex method that begins from a corner, its own or HiGHS's, ends elsewhere; or corners are not handed on."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 5)
    corner = cold(model, SIMPLEX, Slot())
    assert corner is not None
    assert corner.is_exact
    assert corner.basis is not None
    lower = model.lower.copy()
    lower[corner.values.argsort()[-3:]] += 1
    for asked in (attrs.evolve(model, lower=np.minimum(lower, model.upper)), model):
        usual, warm = relax(asked, SIMPLEX, Slot()), relax(asked, SIMPLEX, Slot(), warm=corner)
        assert usual is not None
        assert warm is not None
        assert asked.prices @ warm.values == pytest.approx(asked.prices @ usual.values, rel=1e-6, abs=1e-6)
        assert proved(asked, warm.duals) == pytest.approx(proved(asked, usual.duals), rel=1e-6, abs=1e-6)


@given(models())
def test_highs_proves_the_same_optimum(model: Model) -> None:
    """The relaxation of the other simplex method costs something else, or its duals do not prove it."""
    assume(model.size)
    found, usual = highs.relax(model, SIMPLEX, Slot()), relax(model, SIMPLEX, Slot())
    assert (found is None) == (usual is None or not usual.is_exact)
    if found is not None and usual is not None:
        assert model.prices @ found.values == pytest.approx(model.prices @ usual.values, rel=1e-6, abs=1e-6)
        assert proved(model, found.duals) == pytest.approx(proved(model, usual.duals), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("settings", [SIMPLEX, FIRST_ORDER])
def test_a_stop_ends_it(settings: Settings) -> None:
    """A relaxation goes on for seconds after it was told to stop."""
    model = model_of(build(neighbourhood_programme(volunteers=200, sessions=400, seed=1)), 5)
    slot, started = Slot(), time.monotonic()
    threading.Timer(0.4, slot.stop).start()
    relax(model, settings, slot)
    assert time.monotonic() - started < 0.4 + 0.6


def test_a_stop_before_the_start_is_heard() -> None:
    """A search that was cancelled in between starts an engine all the same."""
    slot = Slot()
    slot.stop()
    assert relax(model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 1), SIMPLEX, slot) is None


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """An engine writes to the host's terminal."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 2)
    impossible = Model(
        whole([0]), whole([1]), [rows_of([({0: 1}, 3, 4)])], Objective(whole([0]), whole([1]), 0), Keys.nowhere(1)
    )
    for settings in (SIMPLEX, FIRST_ORDER, Settings(seconds=0.0)):
        relax(model, settings, Slot())
        assert relax(impossible, settings, Slot()) is None
    assert capfd.readouterr() == ("", "")
