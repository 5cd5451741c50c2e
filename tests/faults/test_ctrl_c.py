"""Ctrl-C reaches the program that called us, at once, whatever an engine does; the program's own ways stay as they were."""

import signal
import sys

import pytest

from faults.patience import patience
from faults.programs import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")

#: Seconds from the signal to the exception.
PROMISE = 0.5

CATCH = """
problem = {problem}()
say("ready")
sent = time.monotonic() + {after}
try:
    vm.solve(problem, time_limit=30, workers={workers})
    say("never")
except KeyboardInterrupt:
    say(time.monotonic() - sent)
say(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
say(vm.solve(quick(), time_limit=30).status)
"""


@pytest.mark.parametrize(
    ("problem", "workers", "after"),
    [("hard", 1, 0.5), ("hard", 2, 1.0), ("hard", 1, 0.01), ("large", 1, 0.2), ("large", 1, 0.5)],
)
def test_ctrl_c_during_a_solve(problem: str, workers: int, after: float) -> None:
    """Ctrl-C waits for the engine or for the building, is swallowed, or leaves a library that solves no more."""
    ended = run(CATCH.format(problem=problem, workers=workers, after=after), interrupts=1, after=after)
    assert float(ended.lines[0]) < patience(PROMISE), ended
    assert ended.lines[1:] == ["True", "optimal"]
    assert (ended.code, ended.errors) == (0, "")


UNCAUGHT = """
problem = hard()
say("ready")
vm.solve(problem, time_limit=30, workers=2)
"""


def test_ctrl_c_that_nobody_catches() -> None:
    """Ctrl-C ends the process by an abort, late, or without the traceback a Python programmer expects."""
    ended = run(UNCAUGHT, interrupts=1)
    assert ended.code == -signal.SIGINT
    assert ended.errors.rstrip().endswith("KeyboardInterrupt")
    assert ended.seconds < patience(2.5)


WORKER = """
def work():
    outcome = vm.solve(hard(), time_limit=30, cancel=flag)
    say(outcome.status, outcome.stopped_by)
    done.set()

flag, done = threading.Event(), threading.Event()
threading.Thread(target=work).start()
say("ready")
sent = time.monotonic() + 0.3
try:
    done.wait()
except KeyboardInterrupt:
    say(time.monotonic() - sent < {promise})
    flag.set()
    say(done.wait(5))
"""


def test_ctrl_c_while_another_thread_solves() -> None:
    """Ctrl-C does not reach the main thread while another one solves, or ends that solve in a way nobody asked for."""
    ended = run(WORKER.format(promise=patience(PROMISE)), interrupts=1)
    assert ended.lines == ["True", "feasible cancel", "True"]
    assert (ended.code, ended.errors) == (0, "")


OWN_HANDLER = """
heard = []
own = lambda number, frame: heard.append(time.monotonic())
signal.signal(signal.SIGINT, own)
problem = endless()
say("ready")
outcome = vm.solve(problem, time_limit=2)
say(1 <= len(heard) <= 3, outcome.stopped_by, signal.getsignal(signal.SIGINT) is own)
"""


def test_own_handler_is_asked_and_stays() -> None:
    """A program's own handler is replaced, is not called during a solve, or its return ends the solve."""
    ended = run(OWN_HANDLER, interrupts=3)
    assert ended.lines == ["True time True"]
    assert (ended.code, ended.errors) == (0, "")


AFTERWARDS = """
vm.solve(hard(), time_limit=0.5)
say("ready")
sent = time.monotonic() + 0.3
try:
    time.sleep(10)
except KeyboardInterrupt:
    say(time.monotonic() - sent < {promise})
"""


def test_ctrl_c_after_a_solve() -> None:
    """A solve leaves something behind that takes Ctrl-C away from the program."""
    ended = run(AFTERWARDS.format(promise=patience(PROMISE)), interrupts=1)
    assert (ended.lines, ended.code, ended.errors) == (["True"], 0, "")
