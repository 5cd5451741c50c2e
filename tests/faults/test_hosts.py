"""Whole programs whose engines work in processes: short of memory at any step, or killed at any moment."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine_pools import is_gone
from faults.counting import count, is_deep
from faults.programs import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system is not told there how much memory there is")

#: Forks solve after solve, each with less memory to spare than it might need; says how each ended.
CRAMPED = """
import os, resource, signal, sys, tempfile
sys.path[:0] = [{root!r}, {tests!r}]
import volmatch as vm
import ortools.sat.python.cp_model
from volmatch.solve import solve
from faults.programmes import checked, quick
from faults.test_engine_deaths import staffed
from volmatch.engines import isolation
from volmatch.engines.child import pool
from volmatch.search.state import thresholds

named, thresholds.SMALL = isolation._named, 20
what, problem = sys.argv[1], dict(quick=quick, staffed=staffed)[sys.argv[2]]()
steps = [int(one) for one in sys.argv[3:]]
tempfile.tempdir = os.getcwd()


def held():
    with open("/proc/self/status") as status:
        return sum(1024 * int(line.split()[1]) for line in status if line.startswith("VmData:"))


def solved(megabytes):
    limit = {{"time_limit": 10, "isolation": "process"}}
    if what == "engine":
        isolation._named = lambda engine, _: engine + f" {{megabytes}}"
    else:
        resource.setrlimit(resource.RLIMIT_DATA, (held() + megabytes * 1_000_000,) * 2)
    try:
        outcome = solve(problem, **limit)
        checked(problem, outcome)
        told = outcome.status
    except vm.VolmatchError as error:
        told = type(error).__name__
    except MemoryError:
        told = "MemoryError"
    resource.setrlimit(resource.RLIMIT_DATA, (resource.getrlimit(resource.RLIMIT_DATA)[1],) * 2)
    if what == "engine":
        isolation._named = named
        assert solve(quick(), time_limit=20, isolation="process").status == "optimal"
    pool.close()
    print(megabytes, told, os.listdir(), flush=True)


for megabytes in steps:
    process = os.fork()
    if not process:
        signal.alarm(60)  # whoever hangs is ended
        code = 1
        try:
            solved(megabytes)
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(process, 0)[1] == 0, megabytes
"""

#: Megabytes beyond what is held: sixteen steps from nothing to enough. A host that has less than eight to spare for all is not safe:
#: its own libraries crash, and threads of Python die before they begin.
STEPS = (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512)


def run(program: str, *words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder."""
    text = program.format(root=str(ROOT), tests=str(ROOT / "tests"))
    command = [sys.executable, "-X", "faulthandler", "-c", text, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=570, check=False, cwd=folder)


@pytest.mark.parametrize("what", ["engine", "all"])
def test_memory_in_steps(tmp_path: Path, what: str) -> None:
    """With less memory than it needs a solve ends the process, in a foreign error, or leaves files; or the next one does not work."""
    tried = STEPS if what == "engine" else STEPS[4:]
    steps = tried if is_deep() else tried[1::10]
    ended = run(CRAMPED, what, "staffed" if is_deep() else "quick", *steps, folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    told = [line.split(maxsplit=2) for line in ended.stdout.splitlines()]
    assert [int(one[0]) for one in told] == list(steps)
    assert {one[1] for one in told} <= {"optimal", "feasible", "LimitError", "EngineError", "NoScheduleError"}
    assert {one[2] for one in told} == {"[]"}
    assert told[-1][1] == "optimal"
    count(faults=len(steps))


#: Solves for good, engines in processes, and says the number of each process as it comes.
KILLED = """
import sys, threading, time
sys.path[:0] = [{root!r}, {tests!r}]
from volmatch.solve import solve
from faults.programmes import hard
from volmatch.engines.child import _living

def tell():
    told = set()
    while True:
        for one in tuple(_living):
            if one.pid not in told:
                told.add(one.pid)
                print(one.pid, flush=True)
        time.sleep(0.01)

threading.Thread(target=tell, daemon=True).start()
print("ready", flush=True)
while True:
    solve(hard(), time_limit=1, isolation="process")
"""


def test_no_process_outlives_a_killed_host(tmp_path: Path) -> None:
    """An app that is killed, or told to end, in the middle of a solve leaves engines at work for good, or files."""
    chance, text = random.Random(1), KILLED.format(root=str(ROOT), tests=str(ROOT / "tests"))
    rounds = 60 if is_deep() else 2
    for turn in range(rounds):
        with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True, cwd=tmp_path) as host:
            assert host.stdout is not None
            assert host.stdout.readline() == "ready\n"
            first = host.stdout.readline()
            time.sleep(chance.uniform(0.0, 1.5))
            host.send_signal((signal.SIGKILL, signal.SIGTERM)[turn % 2])
            pids = [int(line) for line in (first, *host.stdout)]
        assert pids
        assert all(is_gone(pid) for pid in pids)
        assert list(tmp_path.iterdir()) == []
    count(faults=rounds)
