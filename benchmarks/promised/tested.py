"""P2, P9, P11 and P12 by their tests in the deep profile: what was tried, and that nothing was found."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.promised.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
#: What is added up over tests; of all else the largest counts.
_SUMS = {"faults", "inputs", "fuzz_seconds", "solves", "differential", "lives"}
_FAULTS = ("test_faulty_pipes", "test_stopped_engines", "test_hosts", "test_engine_deaths", "test_killed_solves")


def faults() -> Figures:
    """Return how many faults were injected into solves: at pipes, starts, events and writes; by signals; by want of memory."""
    return _counted(*(f"tests/faults/{name}.py" for name in _FAULTS))


def solves_left() -> Figures:
    """Return by how much memory grew over hundreds of solves, on threads and with processes; descriptors and threads stayed."""
    return _counted("tests/faults/test_many_solves.py", "-k", "behind")


def doors() -> Figures:
    """Return how many calls of public doors were tried with odd objects."""
    return _counted("tests/faults/test_doors.py", "-k", "odd_objects or any_object")


def readers(seconds: float = 600) -> Figures:
    """Return how many damaged files were read or refused."""
    return _counted("tests/faults/test_reader_fuzz.py", seconds=seconds)


def ways(seconds: float = 600) -> Figures:
    """Return how many problems were solved some way and compared with brute force."""
    return _counted("tests/faults/test_differential_fuzz.py", seconds=seconds)


def _counted(*tests: str, seconds: float | None = None) -> Figures:
    """Run tests that try all they can; return what they counted, and how long they took.

    Raises
    ------
    subprocess.CalledProcessError
        If a test failed: what it found is to be mended before anything is counted.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "counts"
        env = {**os.environ, "VOLMATCH_PROFILE": "deep", "VOLMATCH_COUNTS": str(place)}
        if seconds is not None:
            env["VOLMATCH_FUZZ_SECONDS"] = str(seconds)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *tests]
        subprocess.run(command, cwd=ROOT, env=env, check=True)  # noqa: S603 - our own tests
        lines = place.read_text(encoding="utf-8").splitlines()
    found: Counter[str] = Counter()
    for line in lines:
        for name, number in json.loads(line).items():
            found[name] = found[name] + number if name in _SUMS else max(found[name], number)
    return {**{name: round(number, 2) for name, number in found.items()}, "seconds": round(time.monotonic() - began)}
