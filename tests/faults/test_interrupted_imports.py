"""Ctrl-C while heavy modules load for the first time is heard at once, and leaves nothing half loaded."""

import subprocess
import sys

import pytest

from faults.programs import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")

PROGRAM = """
import os, signal, sys, time
sys.path[:0] = [{root!r}, {tests!r}]
import volmatch as vm

sent = []

def listen(event, args):
    if event == "import" and args[0] == {module!r} and not sent:
        sent.append(True)
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(listen)
heard = "never"
try:
    vm.solve
    time.sleep(1)
except KeyboardInterrupt:
    heard = "heard"
assert sent, "it is not loaded"
li = vm.Problem([vm.Volunteer("li")], [])
print(heard, vm.solve(li, time_limit=30).status)
import numpy
print(numpy.array([1]).sum(), numpy.linalg.norm([1]))
"""


@pytest.mark.parametrize(
    "module",
    ["numpy", "numpy._core._multiarray_umath", "numpy.linalg", "volmatch.search.level", "ortools.sat.python"],
)
def test_ctrl_c_while_modules_load(module: str) -> None:
    """Ctrl-C in the midst of an import leaves a broken module, and whatever follows is an AttributeError or ImportError."""
    body = PROGRAM.format(root=str(ROOT), tests=str(ROOT / "tests"), module=module)
    ended = subprocess.run([sys.executable, "-c", body], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("heard optimal\n1 1.0\n", "", 0)
