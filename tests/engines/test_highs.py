"""HiGHS says what CP-SAT says, stops at once, and whatever happens to its process happens to it alone."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from engine_pools import Recorder
from faults.patience import patience
from models_at_random import best_cost, keeps, models, rows_of
from volmatch.arrays.ragged import whole
from volmatch.engines import child, cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model, model_of
from volmatch.formulation.variable_map import Keys
from volmatch.testing import problems


def asked(model: Model, *, seconds: float | None = None, slot: Slot | None = None) -> EngineAnswer:
    """Ask HiGHS."""
    return highs.minimise(model, None, Settings(seconds=seconds), slot or Slot())


def judge(model: Model, answer: EngineAnswer, best: int | None) -> None:
    """Hold an answer to the least cost there is."""
    if best is None:
        assert (answer.verdict, answer.values) == ("infeasible", None), answer.note
        return
    assert answer.verdict == "optimal", answer.note
    assert answer.values is not None
    assert keeps(model, answer.values)
    assert (model.cost.at(answer.values), answer.bound) == (best, best)


@settings(max_examples=200)
@given(models(), st.booleans())
def test_it_finds_the_least_cost(model: Model, plain: bool) -> None:  # noqa: FBT001 - drawn
    """HiGHS is told another model, or its answer is read wrongly."""
    judge(model, highs.minimise(model, None, Settings(plain=plain), Slot()), best_cost(model))


@given(models())
def test_it_agrees_with_cpsat(model: Model) -> None:
    """Two engines that are told the same model prove different things."""
    ours, theirs = asked(model), cpsat.minimise(model, None, Settings(), Slot())
    assert (ours.verdict, ours.bound) == (theirs.verdict, theirs.bound)


@settings(max_examples=30)
@given(problems("small"), st.integers(0, 4))
def test_it_agrees_with_cpsat_on_real_models(problem: vm.Problem, level: int) -> None:
    """HiGHS proves another optimum than CP-SAT of a problem under the standard rules."""
    model = model_of(build(problem), level)
    best = cpsat.minimise(model, None, Settings(), Slot())
    judge(model, asked(model), None if best.values is None else model.cost.at(best.values))


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_it_agrees_with_cpsat_on_a_programme(level: int) -> None:
    """HiGHS proves another optimum than CP-SAT where it is meant to take its place."""
    model = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), level)
    best = cpsat.minimise(model, None, Settings(), Slot())
    assert best.values is not None
    judge(model, asked(model), model.cost.at(best.values))
    judge(model, highs.minimise(model, best.values, Settings(), Slot()), model.cost.at(best.values))


@given(models(), st.lists(st.integers(-4, 9), min_size=7, max_size=7))
def test_a_hint_changes_nothing(model: Model, hint: list[int]) -> None:
    """HiGHS believes a hint that breaks rows or bounds."""
    judge(model, highs.minimise(model, whole(hint[: model.size]), Settings(), Slot()), best_cost(model))


def test_a_clash_of_bounds_is_infeasible() -> None:
    """A row with its lower bound above its upper one is taken for a fault of HiGHS."""
    model = Model(
        whole([0]), whole([1]), [rows_of([({0: 1}, 3, 2)])], Objective(whole([]), whole([]), 0), Keys.nowhere(1)
    )
    assert asked(model).verdict == "infeasible"


def test_a_stop_kills_it_at_once(pool: Recorder, long_work: Model) -> None:
    """A search waits for HiGHS, which hears no call to stop; or its process works on."""
    slot, halts = Slot(), list[float]()

    def halt() -> None:
        halts.append(time.monotonic())
        slot.stop()

    threading.Timer(1.5, halt).start()
    answer = asked(long_work, slot=slot)
    assert answer.verdict == "unknown"
    assert time.monotonic() - halts[0] < patience(0.2)
    assert [one.is_alive for one in pool.lent] == [False]


def test_a_stop_before_the_start_starts_nothing(pool: Recorder, short_work: Model) -> None:
    """A search that was cancelled in between starts a process all the same."""
    slot = Slot()
    slot.stop()
    assert asked(short_work, slot=slot).verdict == "unknown"
    assert pool.lent == []


def test_a_stop_after_the_end_kills_nobody(pool: Recorder, short_work: Model) -> None:
    """A late stop of one question kills the process that already works on the next."""
    slot = Slot()
    assert asked(short_work, slot=slot).verdict == "optimal"
    slot.stop()
    assert asked(short_work).verdict == "optimal"
    assert pool.lent[0] is pool.lent[1]


def test_it_keeps_to_its_time(pool: Recorder, long_work: Model) -> None:
    """HiGHS takes longer than it was given."""
    started = time.monotonic()
    answer = asked(long_work, seconds=1.0)
    assert answer.verdict in {"unknown", "feasible"}, answer.note
    assert time.monotonic() - started < patience(1.4)


def test_it_is_killed_when_it_overlooks_its_time(
    pool: Recorder, long_work: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HiGHS overlooks its time limit while it simplifies a model, and nobody else looks at the clock."""
    keep = highs._parameters

    def deaf(*args: object) -> object:
        parameters = keep(*args)  # type: ignore[arg-type] # passed on
        monkeypatch.setattr(type(parameters.time_limit), "FromMicroseconds", lambda *_: None, raising=False)
        return parameters

    monkeypatch.setattr(highs, "_parameters", deaf)
    started = time.monotonic()
    assert asked(long_work, seconds=1.0).verdict == "unknown"
    assert time.monotonic() - started < patience(1.4)
    assert [one.is_alive for one in pool.lent] == [False]


def test_a_crash_is_a_fault_and_the_next_question_is_answered(
    pool: Recorder, long_work: Model, short_work: Model
) -> None:
    """The death of the process is the death of the search, or of all questions after."""

    def crash() -> None:
        pool.lent[0].kill()

    threading.Timer(1.0, crash).start()
    answer = asked(long_work)
    assert answer.verdict == "fault"
    assert "ended" in answer.note
    assert asked(short_work).verdict == "optimal"
    assert pool.lent[0].pid != pool.lent[1].pid


@pytest.mark.parametrize("python", ["", "no-such-python"])
def test_no_interpreter_is_a_fault(
    python: str, pool: Recorder, short_work: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no process can be started the search breaks down instead of going on without HiGHS."""
    monkeypatch.setattr(sys, "executable", python)
    answer = asked(short_work)
    assert answer.verdict == "fault"
    assert answer.note


def test_a_child_that_cannot_begin_is_a_fault(
    pool: Recorder, short_work: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends at once, or is no Python, keeps the search waiting."""
    monkeypatch.setattr(child, "_MODULE", "volmatch.engines.no_such_module")
    assert asked(short_work).verdict == "fault"
    assert [one.is_alive for one in pool.lent] == [False]


def test_two_questions_at_once(pool: Recorder, short_work: Model) -> None:
    """Two searches in one program wait for each other, or hear each other's answers."""
    other = model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=2)), 4)
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(asked, [short_work, other] * 3))
    expected = [asked(model).bound for model in (short_work, other)]
    assert [answer.bound for answer in answers] == expected * 3
    assert {answer.verdict for answer in answers} == {"optimal"}
    assert len({one.pid for one in pool.lent}) == 2


def test_nothing_is_printed(pool: Recorder, short_work: Model, capfd: pytest.CaptureFixture[str]) -> None:
    """HiGHS, or its process as it dies, writes to the host's terminal."""
    impossible = Model(
        short_work.lower, short_work.upper, [rows_of([({0: 1}, 3, 4)])], short_work.cost, short_work.keys
    )
    twice = Model(whole([0]), whole([2**60]), [], Objective(whole([0]), whole([2**60]), 0), Keys.nowhere(1))
    for model in (short_work, impossible, twice):
        asked(model)
    assert capfd.readouterr() == ("", "")
