"""An engine in a process of its own is stopped, killed by whatever comes, and outlived by whoever asks; and it ends with that one."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from engine_pools import Recorder, is_gone
from faults.patience import patience
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat, highs
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.model import Model

APART = Settings(isolation="process")


class Listening(Slot):
    """A slot that remembers all it hears, and does something when it has heard enough."""

    def __init__(self, then: Callable[[], None] = lambda: None, *, after: int = 0) -> None:
        super().__init__()
        self.heard: list[tuple[float, Ints]] = []
        self._then, self._after = then, after

    def offer(self, values: Ints) -> None:
        """Remember a solution, and when it came."""
        super().offer(values)
        self.heard.append((time.monotonic(), values))
        if len(self.heard) == self._after:
            self._then()


def test_solutions_and_bounds_come_as_they_are_found(pool: Recorder, long_work: Model) -> None:
    """A process tells all that it has found when it ends, so that a stop or a crash loses it."""
    slot = Listening()
    answer = cpsat.minimise(long_work, None, attrs.evolve(APART, seconds=1.0), slot)
    ended = time.monotonic()
    assert answer.verdict == "feasible"
    assert answer.values is not None
    assert len(slot.heard) > 1
    assert slot.heard[0][0] < ended - 0.3
    costs = [long_work.cost.at(values) for _, values in slot.heard]
    assert costs == sorted(costs, reverse=True)
    assert long_work.cost.at(answer.values) == costs[-1]
    assert answer.bound is not None
    assert slot.bound is not None
    assert slot.bound <= answer.bound <= costs[-1]


def stopped_after(
    seconds: float, engine: Minimiser, model: Model, act: Callable[[], None] = lambda: None
) -> EngineAnswer:
    """Ask for good, stop after a while, and fail unless that is heard within a second; do something just before."""
    slot, at = Slot(), list[float]()

    def halt() -> None:
        act()
        at.append(time.monotonic())
        slot.stop()

    threading.Timer(seconds, halt).start()
    answer = engine(model, None, APART, slot)
    assert time.monotonic() - at[0] < patience(0.6)
    return answer


def test_a_stop_is_heard_and_the_process_kept(pool: Recorder, long_work: Model, short_work: Model) -> None:
    """A stop is not heard, kills a process that hears it, or stops the next question."""
    answer = stopped_after(1.0, cpsat.minimise, long_work)
    assert answer.verdict == "feasible"
    lent = pool.lent[0]
    assert lent.is_alive
    assert cpsat.minimise(short_work, None, APART, Slot()).verdict == "optimal"
    assert pool.lent[1] is lent


def test_a_late_stop_is_for_nobody(pool: Recorder, short_work: Model, long_work: Model) -> None:
    """A stop that comes when its question has been answered ends the next one."""
    cpsat.minimise(short_work, None, APART, Slot())
    late, began = Listening(lambda: pool.lent[0].ask_to_stop(1), after=1), time.monotonic()
    assert cpsat.minimise(long_work, None, attrs.evolve(APART, seconds=0.8), late).verdict == "feasible"
    assert pool.lent[1] is pool.lent[0]
    assert late.heard[0][0] < began + 0.6
    assert time.monotonic() - began > 0.75


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing is stopped here")
def test_a_process_that_hears_nothing_is_killed(pool: Recorder, long_work: Model) -> None:
    """A process that hangs keeps the search waiting, or takes along what it had found."""
    answer = stopped_after(1.0, cpsat.minimise, long_work, lambda: os.kill(pool.lent[0].pid, signal.SIGSTOP))
    assert answer.verdict == "feasible"
    assert answer.values is not None
    assert long_work.keeps(answer.values)
    assert [one.is_alive for one in pool.lent] == [False]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing is stopped here")
def test_time_ends_a_process_that_overlooks_it(pool: Recorder, long_work: Model) -> None:
    """Nobody looks at the clock but the engine itself."""
    slot = Listening(lambda: os.kill(pool.lent[0].pid, signal.SIGSTOP), after=1)
    last = threading.Timer(10.0, slot.stop)  # so that the test ends whatever happens
    last.start()
    began = time.monotonic()
    assert cpsat.minimise(long_work, None, attrs.evolve(APART, seconds=1.0), slot).verdict == "feasible"
    assert 0.9 < time.monotonic() - began < patience(1.6)
    assert not slot.is_stopped
    last.cancel()
    assert [one.is_alive for one in pool.lent] == [False]


@pytest.mark.skipif(os.name == "nt", reason="signals end nothing there")
@pytest.mark.parametrize(
    ("engine", "number"),
    [(cpsat.minimise, 9), (cpsat.minimise, 6), (cpsat.minimise, 11), (highs.minimise, 15)],
    ids=["cpsat-9", "cpsat-6", "cpsat-11", "highs-15"],
)
def test_any_death_is_a_fault(
    number: int, engine: Minimiser, pool: Recorder, long_work: Model, short_work: Model
) -> None:
    """An engine that dies is waited for, ends its host, or spoils the next question."""
    threading.Timer(0.4, lambda: os.kill(pool.lent[0].pid, number)).start()
    answer = engine(long_work, None, APART, Slot())
    assert (answer.verdict, answer.values) == ("fault", None)
    assert "ended" in answer.note
    assert engine(short_work, None, APART, Slot()).verdict == "optimal"
    assert pool.lent[0].pid != pool.lent[1].pid


@pytest.mark.skipif(sys.platform != "linux", reason="the system is not told there")
def test_memory_is_limited(pool: Recorder, long_work: Model, short_work: Model) -> None:
    """An engine takes all the memory there is, and the host with it; or what one question may take binds the next."""
    cramped = attrs.evolve(APART, memory_limit=0.0, seconds=5.0)
    assert cpsat.minimise(long_work, None, cramped, Slot()).verdict == "fault"
    assert highs.minimise(long_work, None, cramped, Slot()).verdict == "fault"
    for limit in (500.0, None):
        how = attrs.evolve(APART, memory_limit=limit)
        assert cpsat.minimise(short_work, None, how, Slot()).verdict == "optimal"
    assert (pool.lent[-2], pool.lent[-1].is_alive) == (pool.lent[-1], True)
    told = Path(f"/proc/{pool.lent[-1].pid}/oom_score_adj").read_text(encoding="ascii")
    assert int(told) == 500


HOST = """
import os, sys, threading, time
sys.path[:0] = [{tests!r}]
from models_at_random import hopeless
from volmatch.engines import cpsat, isolation
from volmatch.engines.answer import Settings, Slot
ask = lambda: cpsat.minimise(hopeless(), None, Settings(isolation="process"), slot)
slot = Slot()
slot.offer = lambda values: heard.set()
heard = threading.Event()
threading.Thread(target=ask, daemon=True).start()
heard.wait(30)
from volmatch.engines.child import _living
print(*(one.pid for one in _living), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="asks ps")
def test_the_process_ends_with_a_killed_host() -> None:
    """A host is killed in the middle of a question, and its engine works on for good."""
    script = HOST.format(tests=str(Path(__file__).parents[1]))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-9, "")
    (pid,) = done.stdout.split()
    assert is_gone(int(pid))
