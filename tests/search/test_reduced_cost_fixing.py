"""A few questions about a part of the variables answer the whole, whatever the relaxation leaves open."""

from unittest import mock

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from models_at_random import best_cost, keeps
from placed_models import of_one, placed
from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import highs, linear
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.linear import LinearRelaxation
from volmatch.formulation.model import Model
from volmatch.search.exact import reduced_cost_fixing
from volmatch.search.exact.dual_bound import DualBound
from volmatch.search.state import thresholds

MANY = max(250, settings().max_examples)
QUICK = Settings(seconds=20)


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first question be about next to nothing."""
    for name, value in {"FEW": 1, "FEW_SHARE": 0.0, "NEAR": 1.0, "WIDER": 2}.items():
        monkeypatch.setattr(thresholds, name, value)


def hint_of(model: Model, data: st.DataObject) -> Ints | None:
    """Draw where to begin: a point of the model, one that breaks its rows, or nothing."""
    if data.draw(st.booleans()):
        return None
    bounds = zip(model.lower.tolist(), model.upper.tolist(), strict=True)
    return whole([data.draw(st.integers(low, high)) for low, high in bounds])


@settings(max_examples=MANY)
@given(placed(), st.data())
def test_the_answer_is_that_of_trying_everything(drawn: Model, data: st.DataObject) -> None:
    """The part that was asked about does not hold the best point, and nobody notices."""
    model = drawn
    free = nowhere(model)
    total = data.draw(st.sampled_from([None, max(free), *free])) if free else None
    answer = reduced_cost_fixing.minimise(model, hint_of(model, data), QUICK, Slot(), total=total)
    best = best_cost(model)
    if best is None:
        assert answer.verdict == "infeasible"
        return
    assert answer.verdict == "optimal"
    assert answer.values is not None
    assert keeps(model, answer.values)
    assert answer.bound == model.cost.at(answer.values) == best


def nowhere(model: Model) -> list[int]:
    """Return the variables that are nobody's."""
    nobodys: list[int] = (model.keys.volunteer < 0).nonzero()[0].tolist()
    return nobodys


@settings(max_examples=MANY)
@given(placed(), st.data())
def test_poor_duals_cost_time_and_no_truth(drawn: Model, data: st.DataObject) -> None:
    """A relaxation that is far from the truth, or wrong, becomes a wrong answer."""
    model = drawn

    def poor(asked: Model, *_: object, **__: object) -> LinearRelaxation | None:
        if data.draw(st.integers(0, 4)) == 0:
            return None
        duals = np.array([data.draw(st.integers(-3, 3)) for _ in range(asked.matrix.count)], dtype=float)
        return LinearRelaxation(
            asked.lower.astype(np.float64) + data.draw(st.sampled_from([0.0, 0.5])), duals, is_exact=True
        )

    total = min(nowhere(model), default=None)
    with mock.patch.object(highs, "relax", poor), mock.patch.object(linear, "relax", poor):
        answer = reduced_cost_fixing.minimise(model, hint_of(model, data), QUICK, Slot(), total=total)
    best = best_cost(model)
    assert answer.verdict == ("infeasible" if best is None else "optimal")
    assert answer.values is None or model.cost.at(answer.values) == best
    assert answer.values is None or keeps(model, answer.values)


@settings(max_examples=MANY)
@given(placed(), st.sampled_from(["unknown", "feasible", "fault"]), st.data())
def test_an_engine_that_does_not_end_proves_no_more_than_the_relaxation(
    drawn: Model, verdict: str, data: st.DataObject
) -> None:
    """A question that ran out of time is taken for an answer."""
    model = drawn

    def unfinished(asked: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        answer = honest(asked, hint, settings, slot)
        if answer.values is None or verdict != "feasible":
            return EngineAnswer("unknown" if verdict == "feasible" else verdict)  # type: ignore[arg-type]
        bound = None if answer.bound is None else answer.bound - data.draw(st.integers(0, 3))
        return attrs.evolve(answer, verdict="feasible", bound=data.draw(st.sampled_from([None, bound])))

    honest = highs.minimise
    with mock.patch.object(highs, "minimise", unfinished):
        answer = reduced_cost_fixing.minimise(model, hint_of(model, data), QUICK, Slot())
    best = best_cost(model)
    assert answer.verdict != "infeasible" or best is None
    if answer.bound is not None and best is not None:
        assert answer.bound <= best
    if answer.values is not None:
        assert keeps(model, answer.values)


def test_a_stop_is_heard() -> None:
    """A search that is told to stop goes on with the next question."""
    slot = Slot()
    slot.stop()
    model = of_one([1, 2, 15, 16], ({0: 1, 1: 1}, 1), ({2: 1, 3: 1}, 1))
    assert reduced_cost_fixing.minimise(model, None, QUICK, slot).verdict == "unknown"


def test_a_month_of_a_neighbourhood_goes_through_reduced_cost_fixing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last level of a real problem has no patterns, is too far from its relaxation, or comes out differently."""
    problem = neighbourhood_programme(seed=3, volunteers=40, sessions=80)
    usual = vm.solve(problem)
    answers: list[EngineAnswer | None] = []
    narrowed = reduced_cost_fixing.ReducedCostFixing.narrowed

    def heard(self: reduced_cost_fixing.ReducedCostFixing, model: Model, bound: DualBound) -> EngineAnswer | None:
        answers.append(narrowed(self, model, bound))
        return answers[-1]

    monkeypatch.setattr(reduced_cost_fixing.ReducedCostFixing, "narrowed", heard)
    monkeypatch.setattr(thresholds, "SMALL", 0)
    outcome = vm.solve(problem, deterministic=True)
    assert [one.value for one in outcome.levels] == [one.value for one in usual.levels]
    assert any(one is not None and one.verdict == "optimal" for one in answers)
