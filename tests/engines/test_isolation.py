"""Engines say the same wherever they work; where that is hangs on size and wish; and what goes wrong on the way is a fault."""

import sys
from collections.abc import Iterator

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine_pools import Recorder
from faults.patience import patience
from models_at_random import models
from volmatch.engines import child, cpsat, flow, isolation, linear
from volmatch.engines.answer import EngineAnswer, Isolation, Settings, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.model import Model

APART = Settings(isolation="process")
ASIDE = Settings(isolation="thread")


def told(answer: EngineAnswer) -> tuple[object, ...]:
    """Return all that an answer says, to be compared."""
    return answer.verdict, answer.bound, None if answer.values is None else answer.values.tolist()


@pytest.mark.parametrize("engine", [cpsat.minimise, flow.minimise], ids=["cpsat", "flow"])
@settings(max_examples=30)
@given(model=models(), plain=st.booleans())
def test_any_answer_is_the_same(engine: Minimiser, model: Model, *, plain: bool) -> None:
    """A question or an answer changes on its way to a process and back."""
    here, there = (engine(model, None, attrs.evolve(one, plain=plain), Slot()) for one in (ASIDE, APART))
    assert told(here) == told(there)


@pytest.mark.parametrize("plain", [False, True], ids=["glop", "pdlp"])
@settings(max_examples=30)
@given(model=models())
def test_any_relaxation_is_the_same(model: Model, *, plain: bool) -> None:
    """A linear program or its solution changes on its way, by one bit of one float."""
    here, there = (linear.relax(model, attrs.evolve(one, plain=plain), Slot()) for one in (ASIDE, APART))
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.values.tobytes(), here.duals.tobytes()) == (there.values.tobytes(), there.duals.tobytes())
        assert (here.is_exact, here.basis is None) == (there.is_exact, there.basis is None)


def test_a_programme_is_solved_alike(pool: Recorder, short_work: Model) -> None:
    """CP-SAT finds another of several best solutions in a process, with a hint and without."""
    for hint in (None, cpsat.minimise(short_work, None, ASIDE, Slot()).values):
        here, there = (cpsat.minimise(short_work, hint, one, Slot()) for one in (ASIDE, APART))
        assert told(here) == told(there)
    assert len({one.pid for one in pool.lent}) == 1


def test_size_decides_unless_told(pool: Recorder, short_work: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small question waits for a process, a large one ends the app with it, or what the caller wants is not heard."""
    ways: list[tuple[Isolation, int, bool]] = [
        ("auto", short_work.size + 1, False),
        ("auto", short_work.size, True),
        ("thread", 0, False),
        ("process", short_work.size + 1, True),
    ]
    for how, least, is_apart in ways:
        monkeypatch.setattr(isolation, "LEAST_APART", least)
        before = len(pool.lent)
        assert cpsat.minimise(short_work, None, Settings(isolation=how), Slot()).verdict == "optimal"
        assert linear.relax(short_work, Settings(isolation=how), Slot()) is not None
        assert len(pool.lent) - before == 2 * is_apart


@pytest.mark.parametrize("python", ["", "no-such-python"])
def test_no_interpreter(python: str, pool: Recorder, short_work: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started nothing is solved, or a caller who wants processes gets threads."""
    monkeypatch.setattr(sys, "executable", python)
    assert cpsat.minimise(short_work, None, APART, Slot()).verdict == "fault"
    assert linear.relax(short_work, APART, Slot()) is None
    monkeypatch.setattr(isolation, "LEAST_APART", 0)
    assert cpsat.minimise(short_work, None, Settings(), Slot()).verdict == ("fault" if python else "optimal")
    assert pool.lent == []


def test_death_while_it_waits_is_no_fault(pool: Recorder, short_work: Model) -> None:
    """A process that died between two questions fails the second."""
    for _ in range(2):
        assert linear.relax(short_work, APART, Slot()) is not None
        pool.lent[-1].kill()
        pool.lent[-1]._process.wait(patience(2.0))
    assert len({one.pid for one in pool.lent}) == 2


def test_relaxation_of_a_dead_engine(pool: Recorder, short_work: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """A linear engine or a flow that cannot be asked breaks the search."""
    monkeypatch.setattr(child, "_MODULE", "volmatch.engines.no_such_module")
    assert linear.relax(short_work, APART, Slot()) is None
    two = attrs.evolve(short_work, blocks=[])
    assert flow.minimise(two, None, APART, Slot()).verdict == "fault"
    assert flow.minimise(two, None, ASIDE, Slot()).verdict == "optimal"


def test_parts_that_break_off_keep_nobody_waiting(pool: Recorder) -> None:
    """What goes wrong while a question is written leaves a process that waits for the rest of it."""

    def parts() -> Iterator[bytes]:
        yield b"variables{domain:[0,1]}"
        raise MemoryError

    with pytest.raises(MemoryError):
        isolation.asked("cpsat", parts(), APART, Slot())
    slot = Slot()

    def stopped() -> Iterator[bytes]:
        yield b"variables{domain:[0,1]}"
        slot.stop()
        yield b"variables{domain:[0,1]}"

    answer = isolation.asked("cpsat", stopped(), APART, slot)
    assert isinstance(answer, EngineAnswer)
    assert answer.verdict == "unknown"
    assert not any(one.is_alive for one in pool.lent)


def test_a_question_that_makes_no_sense_is_a_fault(pool: Recorder) -> None:
    """An engine's own error ends the process without a word, or is told at the length of a model."""
    for engine, part in (("cpsat", b"\xff" * 1_000), ("flow", b"1"), ("no such engine", b"")):
        answer = isolation.asked(engine, [part], APART, Slot())
        assert isinstance(answer, EngineAnswer)
        assert answer.verdict == "fault"
        assert 0 < len(answer.note) < 300
    answer = isolation.asked("cpsat", [b"nonsense", b"num_workers:1"], APART, Slot())
    assert isinstance(answer, bytes)
    assert np.frombuffer(answer, np.int64).tolist() == [1, 0]
