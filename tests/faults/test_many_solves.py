"""Many solves, one after another or at once, do not disturb each other, nor the program around them."""

import decimal
import gc
import locale
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import numpy as np
import pytest

import volmatch as vm
from engine_pools import recorded
from faults.counting import count, is_deep
from faults.patience import patience
from faults.programmes import checked, endless, quick, values
from faults.test_engine_deaths import Killer
from volmatch.rules import Cover, FairShare, Wishes, only

PROC = Path("/proc")
#: Kilobytes of a page of memory.
PAGE = os.sysconf("SC_PAGE_SIZE") // 1024 if hasattr(os, "sysconf") else 4


def variants() -> list[vm.Problem]:
    """Return problems that differ in people and in rules."""
    base = quick()
    return [
        base,
        attrs.evolve(base, volunteers=base.volunteers[1:]),
        attrs.evolve(base, rules=only([Cover(level=2), Wishes(level=1, scale="scores"), FairShare(level=3)])),
        attrs.evolve(base, rules=only([Cover(level=1), FairShare(level=2, weight=7)])),
    ]


def test_solves_at_once_in_threads() -> None:
    """Solves on several threads mix up their problems, their schedules or their stops."""
    alone = [vm.solve(problem, time_limit=30) for problem in variants()]
    threads, turns = (8, 40) if is_deep() else (4, 3)
    with ThreadPoolExecutor(threads) as pool:
        at_once = list(pool.map(lambda problem: vm.solve(problem, time_limit=60), variants() * turns))
    assert [values(outcome) for outcome in at_once] == [values(outcome) for outcome in alone] * turns
    assert {outcome.status for outcome in at_once} == {"optimal"}
    for problem, outcome in zip(variants() * turns, at_once, strict=True):
        checked(problem, outcome)


def test_a_cancel_stops_only_its_own_solve() -> None:
    """A cancel of one solve stops others that run at the same time, or waits for them."""
    flag = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        long = pool.submit(vm.solve, endless(), time_limit=2)
        short = pool.submit(vm.solve, endless(), time_limit=60, cancel=flag)
        time.sleep(0.5)
        flag.set()
        assert short.result(timeout=patience(1)).stopped_by == "cancel"
        assert not long.done()
        assert long.result(timeout=2 + patience(1)).stopped_by == "time"


def resident(process: int | str = "self") -> int:
    """Return how many kilobytes of memory a process holds; 0 where the system does not say."""
    gc.collect()
    statm = PROC / str(process) / "statm"
    return int(statm.read_text(encoding="ascii").split()[1]) * PAGE if statm.exists() else 0


def descriptors() -> int:
    """Return how many files and pipes this process holds open; 0 where the system does not say."""
    open_ = PROC / "self" / "fd"
    return len(list(open_.iterdir())) if open_.exists() else 0


def test_hundreds_of_solves_leave_nothing_behind() -> None:
    """Each solve leaves a thread, an open file or some memory behind, so that a service dies after days."""
    problem, solves = quick(), 300 if is_deep() else 200
    for _ in range(20):
        vm.solve(problem, time_limit=30)
    threads, files, memory = threading.active_count(), descriptors(), resident()
    for seed in range(solves):
        assert vm.solve(problem, time_limit=30, seed=seed).status == "optimal"
    assert threading.active_count() <= threads
    assert descriptors() <= files
    assert resident() <= memory * 1.2
    count(solves=solves, growth_percent=round(100 * (resident() / max(1, memory) - 1), 1))


def test_solves_with_processes_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each solve with engines in processes leaves a process, a pipe or a thread, or some memory here or there."""
    pool = recorded(monkeypatch)
    problem, solves = quick(), 300 if is_deep() else 15

    def solve(seed: int) -> None:
        outcome = vm.solve(problem, time_limit=30, seed=seed, isolation="process")
        assert outcome.status == "optimal"

    for seed in range(20 if is_deep() else 5):
        solve(seed)
    (warm,) = {one.pid for one in pool.lent}
    threads, files, memory = threading.active_count(), descriptors(), (resident(), resident(warm))
    for seed in range(solves):
        solve(seed)
    assert {one.pid for one in pool.lent} == {warm}
    assert threading.active_count() <= threads
    assert descriptors() <= files
    after = resident(), resident(warm)
    assert all(now <= 1.2 * then for now, then in zip(after, memory, strict=True))
    growth = max(now / max(1, then) - 1 for now, then in zip(after, memory, strict=True))
    count(solves=solves, growth_percent=round(100 * growth, 1))
    pool.close()
    assert descriptors() <= files - 2


def test_solves_whose_processes_die_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process that dies leaves a pipe, a thread or a process that nobody clears away."""
    pool = recorded(monkeypatch)
    vm.solve(quick(), time_limit=30, isolation="process")
    pool.close()
    threads, files, solves = threading.active_count(), descriptors(), 60 if is_deep() else 2
    for _ in range(solves):
        with monkeypatch.context() as patched:
            Killer(signal.SIGKILL, {1}).attach(patched)
            checked(quick(), vm.solve(quick(), time_limit=30, isolation="process"))
        pool.close()
    assert not any(one.is_alive for one in pool.lent)
    until = time.monotonic() + patience(2)
    while threading.active_count() > threads and time.monotonic() < until:
        time.sleep(0.05)  # whoever reads from a process that died is told so, and ends, on a thread of its own
    assert threading.active_count() <= threads
    assert descriptors() <= files
    count(faults=solves, solves=solves)


#: What a program may have set, and a library must leave alone.
HOST: dict[str, Callable[[], object]] = {
    "random": random.getstate,
    "numpy's random": lambda: repr(np.random.get_state()),  # noqa: NPY002 - the old one is the shared one
    "locale": lambda: locale.setlocale(locale.LC_ALL),
    "root logger": lambda: (logging.root.level, list(logging.root.handlers), logging.root.disabled),
    "signal handlers": lambda: [signal.getsignal(number) for number in sorted(signal.valid_signals())],
    "warnings": lambda: list(warnings.filters),
    "decimal": lambda: repr(decimal.getcontext()),
    "numpy's errors": np.geterr,
    "hooks": lambda: (sys.excepthook, sys.unraisablehook, threading.excepthook, sys.gettrace()),
    "streams": lambda: (sys.stdout, sys.stderr, sys.stdin),
    "switches": lambda: (sys.getswitchinterval(), sys.getrecursionlimit(), gc.isenabled(), gc.get_threshold()),
    "environment": lambda: dict(os.environ),
    "folder": Path.cwd,
}


@pytest.mark.parametrize("name", HOST)
def test_the_host_is_left_as_it_was(name: str) -> None:
    """A solve changes what belongs to the program that called it."""
    random.seed(7)
    before = HOST[name]()
    vm.solve(quick(), time_limit=30, seed=3)
    vm.solve(endless(), time_limit=0.1, seed=3, workers=2)
    assert HOST[name]() == before
