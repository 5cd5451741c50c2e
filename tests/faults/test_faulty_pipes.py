"""The n-th write, read or start of an engine's process fails, is cut, doubled or late: no solve is lost, and nothing is left."""

import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO, Any

import attrs
import pytest

import volmatch as vm
from engine_pools import Recorder, lent_out
from faults.counting import count, is_deep
from faults.patience import patience
from faults.programmes import checked, quick, values
from faults.test_engine_deaths import matching

#: Seconds that something is late.
LATE = 0.2
LIMIT = 20.0


@attrs.define(eq=False)
class Fault:
    """Something that goes wrong at the n-th step, counted over all processes of a solve."""

    step: str
    kind: str
    number: int
    seen: int = 0

    def is_now(self, step: str) -> bool:
        """Count a step, and return whether it goes wrong."""
        self.seen += step == self.step
        return step == self.step and self.seen == self.number

    @property
    def has_been(self) -> bool:
        """Whether the step came."""
        return self.seen >= self.number


class FaultyPipe:
    """A pipe at which something may go wrong."""

    def __init__(self, pipe: IO[bytes], fault: Fault) -> None:
        self._pipe, self._fault = pipe, fault
        self._again = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipe, name)

    def write(self, data: memoryview) -> int:
        """Write, or not."""
        if not self._fault.is_now("write"):
            return self._pipe.write(data)
        match self._fault.kind:
            case "fails":
                raise BrokenPipeError
            case "cut":
                self._pipe.write(data[: len(data) // 2])
                self._pipe.close()
            case "doubled":
                self._pipe.write(data)
            case "late":
                time.sleep(LATE)
        return self._pipe.write(data)

    def read(self, most: int) -> bytes:
        """Read, or not."""
        if self._again:
            found, self._again = self._again[:most], self._again[most:]
            return found
        if not self._fault.is_now("read"):
            return self._pipe.read(most)
        match self._fault.kind:
            case "fails":
                raise OSError(5, "input/output error")
            case "cut":
                self._pipe.read(most // 2)
                return b""
            case "doubled":
                self._again = self._pipe.read(most)
                return self._again
        time.sleep(LATE)
        return self._pipe.read(most)


def faulty(fault: Fault) -> Callable[..., "subprocess.Popen[bytes]"]:
    """Return what starts processes, or does not, and whose pipes may break."""
    start = subprocess.Popen

    def started(command: list[str], **how: Any) -> "subprocess.Popen[bytes]":
        if fault.is_now("start"):
            match fault.kind:
                case "fails":
                    raise OSError(11, "no process to spare")
                case "cut":
                    command = [command[0], "-c", "pass"]
                case "doubled":  # something else answers, too
                    command = [command[0], "-c", "print('ready', flush=True); import time; time.sleep(60)"]
                case "late":
                    time.sleep(LATE)
        process = start(command, **how)
        assert process.stdin
        assert process.stdout
        process.stdin = FaultyPipe(process.stdin, fault)  # type: ignore[assignment]
        process.stdout = FaultyPipe(process.stdout, fault)  # type: ignore[assignment]
        return process

    return started


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Give engines a pool of their own; no process is left in the end."""
    yield from lent_out(monkeypatch)


@cache
def truth(programme: Callable[[], vm.Problem]) -> tuple[int, ...]:
    """Return what the best schedule costs."""
    return values(vm.solve(programme(), time_limit=LIMIT, isolation="thread"))


STEPS = [(step, kind) for step in ("write", "read", "start") for kind in ("fails", "cut", "doubled", "late")]
#: The number of the step that goes wrong, where not all are tried.
FEW = {"write": 6, "read": 3, "start": 1}


@pytest.mark.parametrize(("step", "kind"), STEPS)
def test_whatever_breaks_at_any_step(pool: Recorder, monkeypatch: pytest.MonkeyPatch, step: str, kind: str) -> None:
    """A pipe that breaks loses a schedule, or makes another question of one; a process that does not start is waited for in vain."""
    programmes = (quick, matching) if is_deep() else ((quick, matching)[kind in ("cut", "late")],)
    tried = 0
    for programme in programmes:
        for number in range(1, 1_000) if is_deep() else [FEW[step]]:
            fault = Fault(step, kind, number)
            with monkeypatch.context() as patched:
                patched.setattr(subprocess, "Popen", faulty(fault))
                pool.close()
                began = time.monotonic()
                outcome = vm.solve(programme(), time_limit=LIMIT, isolation="process")
            if not fault.has_been:
                break
            tried += 1
            assert time.monotonic() - began < patience(LIMIT / 2)
            checked(programme(), outcome)
            assert (outcome.status, values(outcome)) == ("optimal", truth(programme))
    assert tried
    count(faults=tried)
    assert vm.solve(quick(), time_limit=LIMIT, isolation="process").status == "optimal"
