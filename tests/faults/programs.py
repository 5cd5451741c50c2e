"""Small programs that use volmatch, run as processes of their own and sent signals."""

import subprocess
import sys
import time
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """
import signal, sys, threading, time
sys.path[:0] = [{root!r}, {tests!r}]
import volmatch as vm
from faults.programmes import endless, hard, large, quick
vm.solve(quick(), time_limit=30)

def say(*words):
    print(*words, flush=True)
"""


@attrs.frozen
class Ended:
    """What a program said, line by line, how it ended, and how long after it was told to begin, or interrupted."""

    lines: list[str]
    errors: str
    code: int
    seconds: float


def run(body: str, *, interrupts: int = 0, after: float = 0.3) -> Ended:
    """Run a program; once it has said ``ready``, interrupt it some seconds later, once or again and again.

    The program says in its first line after that at which moment of the monotonic clock it noticed.
    """
    head = _HEAD.format(root=str(ROOT), tests=str(ROOT / "tests"))
    command = [sys.executable, "-X", "faulthandler", "-c", head + body]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()
        began = time.monotonic()
        for _ in range(interrupts):
            time.sleep(after)
            began = time.monotonic()
            process.send_signal(2)
        told, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    return Ended(told.splitlines(), errors, process.returncode, time.monotonic() - began)
