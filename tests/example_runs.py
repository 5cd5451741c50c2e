"""Run an example once a session, read what it wrote, and look into its schedule."""

import datetime as dt
import fcntl
import json
import os
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path

import attrs

import volmatch as vm

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@cache
def run(name: str, lang: str) -> "tuple[subprocess.CompletedProcess[str], Path]":
    """Run an example the way a reader would, in an empty folder; return how it ended, and the folder.

    Processes that test side by side run it once between them: whoever comes second waits, and reads what it said.
    """
    shared = Path(os.environ["VOLMATCH_EXAMPLE_RUNS"])
    folder, said = shared / f"{name}-{lang}", shared / f"{name}-{lang}.said"
    command = [sys.executable, str(EXAMPLES / f"{name}.py"), "--lang", lang, "--out", str(folder / "out")]
    with (shared / f"{name}-{lang}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            folder.mkdir()
            done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
            said.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")
    return subprocess.CompletedProcess(command, *json.loads(said.read_text(encoding="utf-8"))), folder


@cache
def solved(name: str) -> tuple[vm.Problem, vm.Outcome]:
    """Return the problem and the outcome that an example writes, with English names."""
    done, folder = run(name, "en")
    assert (done.returncode, done.stderr) == (0, "")
    problem = vm.io.read(folder / "out" / f"{name}.problem.json")
    outcome = vm.io.read(folder / "out" / f"{name}.schedule.json")
    assert isinstance(problem, vm.Problem)
    assert isinstance(outcome, vm.Outcome)
    return problem, outcome


def proved(name: str) -> tuple[vm.Problem, vm.Schedule]:
    """Return the problem of an example and its schedule, which is proved best."""
    problem, outcome = solved(name)
    return problem, _proved(outcome)


def best(problem: vm.Problem) -> vm.Schedule:
    """Return a schedule that is proved best."""
    return _proved(vm.solve(problem, time_limit=60, deterministic=True))


def _proved(outcome: vm.Outcome) -> vm.Schedule:
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    return outcome.schedule


def without(problem: vm.Problem, *kinds: type[vm.Rule]) -> vm.Problem:
    """Return a problem without its rules of some kinds."""
    return attrs.evolve(problem, rules=vm.rules.only([rule for rule in problem.rules if not isinstance(rule, kinds)]))


def on_at(problem: vm.Problem, made: vm.Schedule, now: dt.datetime) -> list[tuple[vm.Session, vm.Placement]]:
    """Return what is going on at an instant, and in which room."""
    known = [(one, made.placement_of.get(one.id)) for one in problem.sessions]
    return [(one, here) for one, here in known if here and here.start <= now < here.start + one.length]


def clashes(problem: vm.Problem, made: vm.Schedule) -> list[tuple[str, str]]:
    """Return which sessions are in one room at the same time."""
    held = [(one, made.placement_of[one.id]) for one in problem.sessions if one.id in made.placement_of]
    return [
        (one.id, other.id)
        for (one, here), (other, there) in combinations(held, 2)
        if here.room is not None and here.room == there.room
        if here.start < there.start + other.length and there.start < here.start + one.length
    ]
