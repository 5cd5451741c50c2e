"""An engine's process that is stopped at its n-th event hangs: it is killed when the time is up or the caller has had enough."""

import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

import volmatch as vm
from engine_pools import Recorder, recorded
from faults.counting import count, is_deep
from faults.patience import patience
from faults.programmes import checked, hard, quick, values
from faults.test_engine_deaths import Killer, matching, staffed
from volmatch.search.state import thresholds

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing is stopped here")

LIMIT = 0.5
#: Seconds past the limit, or past a cancel.
PROMISE = 1.0


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Give engines a pool of their own, and let nothing count as small; no process is left in the end."""
    recorder = recorded(monkeypatch)
    monkeypatch.setattr(thresholds, "SMALL", 20)
    assert vm.solve(quick(), time_limit=20, isolation="process").status == "optimal"  # so that a process is warm
    yield recorder
    recorder.close()
    assert not any(one.is_alive for one in recorder.lent)


@pytest.mark.parametrize("programme", [quick, matching, staffed])
def test_stopped_at_any_event(
    pool: Recorder, monkeypatch: pytest.MonkeyPatch, programme: Callable[[], vm.Problem]
) -> None:
    """A process that hangs when it is asked, or as it tells what it found, holds up the solve, or takes its schedule along."""
    stopped = 0
    for number in range(1, 1_000) if is_deep() else (1, 2):
        killer = Killer(signal.SIGSTOP, {number})
        with monkeypatch.context() as patched:
            killer.attach(patched)
            began = time.monotonic()
            outcome = vm.solve(programme(), time_limit=LIMIT, isolation="process")
            took = time.monotonic() - began
        assert took < LIMIT + patience(PROMISE)
        checked(programme(), outcome)
        assert not any(one.is_alive for one in pool.lent if one.pid in killer.victims)
        if killer.seen < number:
            break
        stopped += len(killer.killed)
    assert stopped
    count(faults=stopped)
    after = vm.solve(quick(), time_limit=20, isolation="process")
    assert (after.status, values(after)) == ("optimal", values(vm.solve(quick(), time_limit=20)))


def test_a_cancel_is_heard_while_a_process_hangs(pool: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cancels a solve without a limit waits for a process that hears nothing."""
    Killer(signal.SIGSTOP, set(range(1, 1_000))).attach(monkeypatch)
    flag, set_at = threading.Event(), list[float]()

    def cancel() -> None:
        set_at.append(time.monotonic())
        flag.set()

    timer = threading.Timer(0.5, cancel)
    timer.start()
    outcome = vm.solve(hard(), time_limit=None, cancel=flag, isolation="process")
    assert time.monotonic() - set_at[0] < patience(PROMISE)
    assert outcome.stopped_by == "cancel"
    checked(hard(), outcome)
    timer.join()
