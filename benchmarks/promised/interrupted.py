"""P8: Ctrl-C at random moments, of the first import, of a solve and after it, whichever thread solves."""

import os
import random
import signal
import subprocess
import sys
import time

from benchmarks.promised.figures import Figures

TIMES = 200
#: Latest moment of a signal, in seconds after the program began to load the solver.
_LATEST = 3.0
#: Seconds that a program gets in all.
_PATIENCE = 120.0
PROGRAM = """
import sys, threading, time
import volmatch as vm
from benchmarks.generate import neighbourhood_programme
problem = neighbourhood_programme(volunteers=60, sessions=150, seed=1)
small = neighbourhood_programme(volunteers=6, sessions=8, seed=1)
flag = threading.Event()

def work():
    vm.solve(problem, time_limit=1.2, cancel=flag)

heard = None
print("ready", flush=True)
try:
    if sys.argv[1] == "main":
        work()
    else:
        thread = threading.Thread(target=work)
        thread.start()
        while thread.is_alive():
            thread.join(0.05)
    time.sleep(10)
except KeyboardInterrupt:
    heard = time.monotonic()
flag.set()
print("heard", heard, vm.solve(small, time_limit=30).status, flush=True)
"""


def ctrl_c(times: int = TIMES) -> Figures:
    """Return of how many programs that were interrupted each heard it cleanly and solved on, and how late the last heard it."""
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # a shell that starts this in the background has it ignore Ctrl-C, and all it starts
        signal.signal(signal.SIGINT, signal.default_int_handler)
    chance, clean, late = random.Random(1), 0, list[float]()
    for number in range(times):
        seconds = _heard(("main", "other")[number % 2], chance.uniform(0.0, _LATEST))
        if seconds is not None:
            clean += 1
            late.append(seconds)
    return {"clean": clean, "times": times, "worst": round(max(late, default=0.0), 3)}


def _heard(thread: str, after: float) -> float | None:
    """Return how many seconds after the signal a program heard it; ``None`` unless it did, and all else went well."""
    command = [sys.executable, "-c", PROGRAM, thread]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            return None
        time.sleep(after)
        sent = time.monotonic()
        os.kill(process.pid, signal.SIGINT)
        try:
            told, errors = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
    words = told.split()
    is_clean = process.returncode == 0 and not errors and len(words) == 3 and words[2] == "optimal"
    return float(words[1]) - sent if is_clean and words[1] != "None" else None
