"""A process that has solved ends as any other: at once, with its own exit code, and saying nothing."""

import pytest

from faults.patience import patience
from faults.programs import run

BROKEN_OFF = """
def break_off(progress):
    raise {error}

problem = hard()
say("ready")
vm.solve(problem, time_limit=60, workers=2, on_progress=break_off)
"""

DEAF = """
from volmatch.engines import cpsat
cpsat.minimise = lambda *_: time.sleep(60)
say("ready")
say(vm.solve(quick(), time_limit=0.1).stopped_by)
"""

IN_A_DAEMON = """
threading.Thread(target=vm.solve, args=[hard()], daemon=True).start()
time.sleep(0.5)
say("ready")
"""


@pytest.mark.parametrize("error", ["SystemExit(3)", "SystemExit(0)"])
def test_exit_while_an_engine_works(error: str) -> None:
    """A program that exits during a solve is held up by CP-SAT, or aborts in its threads."""
    ended = run(BROKEN_OFF.format(error=error))
    assert (ended.code, ended.errors) == (int(error[11]), "")
    assert ended.seconds < patience(3)


def test_exit_while_a_deaf_engine_sleeps() -> None:
    """An engine that was left to itself keeps the process from ending."""
    ended = run(DEAF)
    assert (ended.lines, ended.code, ended.errors) == (["time"], 0, "")
    assert ended.seconds < patience(8)


def test_exit_while_a_daemon_solves() -> None:
    """A solve on a daemon thread makes the end of the process an abort."""
    ended = run(IN_A_DAEMON)
    assert (ended.code, ended.errors) == (0, "")
    assert ended.seconds < patience(3)
