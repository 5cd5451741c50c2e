"""A solve that is killed at any moment, or at any step of a write, leaves a checkpoint that is whole, and another one goes on."""

import subprocess
import sys
from pathlib import Path

from hypothesis import settings

import volmatch as vm
from faults.counting import count
from faults.programmes import quick, values
from faults.programs import ROOT

#: Forks solve after solve, each killed by itself at the n-th step of writing or from outside after a while; says after each what the
#: file holds, and at last what a solve that nobody kills makes of it.
KILLS = """
import os, random, signal, sys, time
sys.path[:0] = [{root!r}, {tests!r}]
import ortools.sat.python.cp_model
from volmatch.solve import solve
from pathlib import Path
from faults.programmes import hard, quick
from volmatch.io.checkpoint_files import checkpoint_of
from volmatch.search.state import thresholds

how, path, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
problem = hard() if how == "moments" else quick()
thresholds.UNWRITTEN, thresholds.WRITING_PAUSES = 0.0, 0


def die_at(number):
    steps = [0]

    def dying(step, is_before):
        def stepped(*args, **kwargs):
            steps[0] += 1
            if steps[0] == number:
                if not is_before:
                    step(*args, **kwargs)
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*args, **kwargs)
        return stepped

    for is_before in (True, False):
        os.fsync = dying(os.fsync, is_before)
        Path.replace = dying(Path.replace, is_before)
        Path.chmod = dying(Path.chmod, is_before)


def solved(number, seconds):
    if number:
        die_at(number)
    outcome = solve(problem, time_limit=seconds, checkpoint=path, resume=True)
    print("ended", *(one.value for one in outcome.levels), outcome.status, flush=True)


def child(number, seconds):
    process = os.fork()
    if not process:
        code = 1
        try:
            solved(number, seconds)
            code = 0
        finally:
            os._exit(code)
    return process


chance = random.Random(int(sys.argv[4]))
for n in range(1, rounds + 1):
    process = child(n if how == "steps" else 0, 30 if how == "steps" else 20)
    if how == "moments":
        time.sleep(chance.uniform(0.0, 2.0))
        os.kill(process, signal.SIGKILL)
    code = os.waitpid(process, 0)[1]
    held = checkpoint_of(path.read_bytes(), 10**7) if path.exists() else None
    reached = held and held.reached
    print("left", code, *(one.value for one in (reached.levels if reached else ())), flush=True)
    if how == "steps" and code == 0:
        break
    if how == "steps" and n % 2:
        path.unlink(missing_ok=True)
solved(0, 30 if how == "steps" else 3)
"""


def lines(how: str, path: Path, rounds: int, seed: int = 1) -> list[list[str]]:
    """Return what the program says, word by word."""
    text = KILLS.format(root=str(ROOT), tests=str(ROOT / "tests"))
    command = [sys.executable, "-c", text, how, str(path), str(rounds), str(seed)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=570, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return [line.split() for line in ended.stdout.splitlines()]


def test_killed_at_every_step_of_every_write(tmp_path: Path) -> None:
    """A process that dies at the n-th step of writing leaves half a file, or one from which the best is not found."""
    said = lines("steps", tmp_path / "c.json", 60)
    left = [line for line in said if line[0] == "left"]
    killed = [line for line in left if line[1] == "9"]
    assert left[-1][1] == "0"
    assert len(left) - 1 == len(killed) >= 5
    count(faults=len(killed))
    quiet = [str(value) for value in values(vm.solve(quick(), time_limit=30))]
    ended = [line[1:] for line in said if line[0] == "ended"]
    assert ended == [[*quiet, "optimal"]] * len(ended)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """A process that is killed at any moment leaves half a file, or a schedule that is worse than what was there before."""
    rounds = max(2, settings().max_examples // 20)
    said = lines("moments", tmp_path / "c.json", rounds)
    reached = [tuple(map(int, line[2:])) for line in said if line[0] == "left" and len(line) > 2]
    ended = [tuple(map(int, line[1:-1])) for line in said if line[0] == "ended"]
    assert [line[1] for line in said if line[0] == "left"] == ["9"] * rounds
    assert reached == sorted(reached, reverse=True)
    count(faults=rounds)
    assert ended[-1] <= min(reached, default=ended[-1])
