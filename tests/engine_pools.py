"""A pool of engines' processes that remembers whom it lent, for tests that stop, kill and count them."""

import subprocess
import time
from collections.abc import Iterator

import pytest

from faults.patience import patience
from volmatch.engines import isolation
from volmatch.engines.child import Child, Pool


class Recorder(Pool):
    """A pool that remembers whom it lent."""

    def __init__(self) -> None:
        super().__init__()
        self.lent: list[Child] = []

    def borrow(self) -> Child:
        """Return a child."""
        self.lent.append(super().borrow())
        return self.lent[-1]


def recorded(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Give engines a pool of their own, empty at first; close it in the end."""
    recorder = Recorder()
    monkeypatch.setattr(isolation, "pool", recorder)
    return recorder


def lent_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Yield such a pool, and see to it that no process of it is left in the end."""
    recorder = recorded(monkeypatch)
    yield recorder
    recorder.close()
    assert not any(one.is_alive for one in recorder.lent)


def is_gone(pid: int) -> bool:
    """Whether a process ends soon; a number that has no process, or one that only waits to be cleared away."""
    until = time.monotonic() + patience(2.0)
    while time.monotonic() < until:
        shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607 - wherever ps is
        if not shown.stdout.strip() or shown.stdout.strip().startswith("Z"):
            return True
        time.sleep(0.05)
    return False
