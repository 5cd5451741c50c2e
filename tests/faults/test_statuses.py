"""Whatever status CP-SAT ends with, known or not, becomes a verdict of our own; nothing is printed."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from faults.programmes import checked, quick
from volmatch.arrays.ragged import whole
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys

#: What OR-Tools documents: UNKNOWN, MODEL_INVALID, FEASIBLE, INFEASIBLE, OPTIMAL.
KNOWN = {0: "unknown", 1: "fault", 2: "feasible", 3: "infeasible", 4: "optimal"}


def asked() -> Model:
    """Return a model of two variables whose cost begins at 10."""
    return Model(whole([0, 0]), whole([1, 1]), [], Objective(whole([0, 1]), whole([2, 3]), 10), Keys.nowhere(2))


def ended(status: int, solution: list[int], bound: int = 0) -> EngineAnswer:
    """Return what becomes of a response of CP-SAT."""
    return cpsat._answer(asked(), status, bound, array("q", solution))


@pytest.mark.parametrize("status", range(100))
def test_every_status_has_a_verdict(status: int) -> None:
    """A status is misread, or one that this OR-Tools does not have yet is taken for a solution or a proof."""
    answer = ended(status, [1, 0], bound=2)
    assert answer.verdict == KNOWN.get(status, "fault")
    has_schedule = answer.verdict in ("feasible", "optimal")
    assert (answer.values is not None) == has_schedule
    assert answer.bound == (12 if has_schedule else None)
    assert bool(answer.note) == (answer.verdict == "fault")


@given(st.sampled_from([2, 4]), st.lists(st.integers(0, 1)).filter(lambda values: len(values) != 2))
def test_solutions_that_are_none(status: int, solution: list[int]) -> None:
    """A claimed solution without a value for each variable is read as one."""
    answer = ended(status, solution)
    assert (answer.verdict, answer.values, answer.bound) == ("fault", None, None)


BROKEN = {
    "an objective past the range of integers": Model(
        whole([0, 0]), whole([1, 1]), [], Objective(whole([0, 1]), whole([2**62, 2**62]), 0), Keys.nowhere(2)
    ),
    "a variable without any value": Model(
        whole([2, 0]), whole([1, 1]), [], Objective(whole([]), whole([]), 0), Keys.nowhere(2)
    ),
}


@pytest.mark.parametrize("model", BROKEN.values(), ids=BROKEN)
def test_invalid_models_are_faults(model: Model, capfd: pytest.CaptureFixture[str]) -> None:
    """A model that CP-SAT refuses ends in a foreign error, or in a dump of the model on the terminal."""
    answer = cpsat.minimise(model, None, Settings(), Slot())
    assert (answer.verdict, answer.values) == ("fault", None)
    assert len(answer.note) < 80
    assert capfd.readouterr() == ("", "")


def test_invalid_parameters_keep_the_schedule(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A real MODEL_INVALID costs the first schedule, is called infeasible, or prints."""
    right = cpsat._parameters

    def wrong(settings: Settings, *, size: int, is_safe: bool) -> object:
        parameters = right(settings, size=size, is_safe=is_safe)
        parameters.max_time_in_seconds = -1.0
        return parameters

    monkeypatch.setattr(cpsat, "_parameters", wrong)
    outcome = vm.solve(quick(), time_limit=10)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    checked(quick(), outcome)
    assert capfd.readouterr() == ("", "")


def test_a_whole_solve_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The library or its engine writes to the terminal of the program that uses it."""
    vm.solve(quick(), time_limit=10)
    assert capfd.readouterr() == ("", "")
