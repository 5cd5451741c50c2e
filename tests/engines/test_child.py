"""A child process answers, can be killed from anywhere, and never outlives whoever started it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from ortools.math_opt.parameters_pb2 import SOLVER_TYPE_HIGHS  # type: ignore[import-untyped] # without a py.typed marker

from engine_pools import is_gone
from faults.patience import patience
from models_at_random import hopeless
from volmatch.engines.child import Child, ChildError, Pool
from volmatch.engines.isolation import Line
from volmatch.engines.mathopt import program


@pytest.fixture
def child() -> Iterator[Child]:
    """Return a child, and clear it away."""
    one = Child()
    yield one
    one.clear_away()


#: The parts of a question to HiGHS.
Parts = tuple[bytes, bytes, bytes, bytes]
HIGHS = str(SOLVER_TYPE_HIGHS).encode()


@pytest.fixture(scope="module")
def long_work() -> Parts:
    """Return a question on which HiGHS works for many seconds."""
    return HIGHS, program(hopeless(), is_whole=True).SerializeToString(), b"", b""


def ask(child: Child, parts: Parts) -> bytes:
    """Ask HiGHS, which says nothing before the answer."""
    return child.ask("program", parts, lambda *_: pytest.fail("HiGHS is silent until it answers"))


def test_the_end_of_the_pipe_ends_a_working_child(child: Child, long_work: Parts) -> None:
    """A process whose parent died goes on for as long as its question takes."""
    pipe = child._process.stdin
    assert pipe is not None
    threading.Timer(1.5, pipe.close).start()
    started = time.monotonic()
    with pytest.raises(ChildError):
        ask(child, long_work)
    assert time.monotonic() - started < 1.5 + patience(0.3)
    assert child._process.wait(patience(0.5)) == 0


def test_a_child_that_is_given_up_ends_by_itself(child: Child) -> None:
    """Closing the pipes leaves an idle process behind."""
    child.close()
    assert child._process.wait(patience(5.0)) >= 0
    with pytest.raises(ChildError):
        ask(child, (HIGHS, b"", b"", b""))


def test_a_garbled_question_is_answered_in_few_words(child: Child) -> None:
    """What HiGHS cannot read kills the process, or its note is a whole model."""
    with pytest.raises(ChildError) as caught:
        ask(child, (HIGHS, b"\xff" * 1000, b"", b""))
    assert 0 < len(str(caught.value)) < 400
    assert child.is_alive
    assert ask(child, (HIGHS, b"", b"", b""))


def test_a_cut_line_kills_and_an_ended_line_does_not(child: Child) -> None:
    """Whoever stops a question late kills the process that works on another's."""
    line = Line(child)
    line.end()
    line.cut()
    assert child.is_alive
    assert not line.is_cut
    line = Line(child)
    line.cut()
    child._process.wait(patience(2.0))
    assert line.is_cut


def test_idle_children_are_few_and_end_with_the_pool() -> None:
    """Every question ever asked at once leaves a process for good."""
    pool, children = Pool(), [Child() for _ in range(3)]
    for one in children:
        pool.give_back(one)
    assert [one.is_alive for one in children] == [True, True, False]
    again = pool.borrow()
    assert again in children
    pool.give_back(again)
    pool.close()
    assert not any(one.is_alive for one in children)


def test_a_dead_child_is_not_lent() -> None:
    """A process that was killed while it waited fails the next question."""
    pool, dead = Pool(), Child()
    pool.give_back(dead)
    dead.kill()
    dead._process.wait(patience(2.0))
    borrowed = pool.borrow()
    assert borrowed is not dead
    borrowed.clear_away()


SCRIPT = """
import {imports}
from volmatch.engines.child import Child, pool
child = Child()
pool.give_back(child)
print(child.pid, flush=True)
{rest}
"""


def run(imports: str, rest: str) -> list[str]:
    """Run a script that keeps an idle child; return the words it prints, with warnings as errors and nothing said of them."""
    script = SCRIPT.format(imports=imports, rest=rest.format(highs=HIGHS))
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(os.name == "nt", reason="asks ps")
@pytest.mark.parametrize("end", ["", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_no_child_outlives_the_process(end: str) -> None:
    """A program leaves processes behind: when it ends, when it ends hard, or when it is killed."""
    (pid,) = run("os", end)
    assert is_gone(int(pid))


FORK = """
pid = os.fork()
if pid == 0:
    other = pool.borrow()
    print(other.pid, other.ask("program", ({highs!r}, b"", b"", b""), print) != b"", flush=True)
    other.clear_away()
    sys.exit()
os.waitpid(pid, 0)
again = pool.borrow()
print(again.is_alive, again is child)
pool.give_back(again)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_forked_process_has_children_of_its_own() -> None:
    """Two processes talk to one child, or the end of the one ends the child of the other."""
    pid, other, is_answered, is_alive, is_kept = run("os, sys", FORK)
    assert pid != other
    assert (is_answered, is_alive, is_kept) == ("True", "True", "True")
