"""On a cluster of real processes: the same bytes as in one process, also where a worker is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import distributed
import pytest

import volmatch as vm
from scale.sure_problems import hall
from volmatch.io.tables.needed_packages import ExtraError
from volmatch.scale import hands

#: What a cluster that loses its own says of it.
LOSES = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def quiet(folder: Path) -> vm.scale.PartsOutcome:
    """Return what comes of a run that nothing disturbs."""
    return vm.scale.solve(hall(), output=folder, workers=0, parts=2, time_limit=None, deterministic=True)


def same(one: vm.scale.PartsOutcome, other: vm.scale.PartsOutcome) -> bool:
    """Whether two runs ended alike, to the byte."""
    files = [[(run.folder / part / "schedule.json").read_bytes() for part in run.parts] for run in (one, other)]
    return one.levels == other.levels and files[0] == files[1]


@LOSES
def test_a_worker_is_killed_in_every_round(tmp_path: Path) -> None:
    """The number of workers, or the death of one in any round, changes what is found or proved, or a client of the caller's is closed."""
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        killed = set[str]()

        def kill(news: vm.Progress) -> None:
            doing = "" if news.doing is None else news.doing.sentence("en")
            is_round = bool(doing) and " done" not in doing and "needs" not in doing
            if is_round and doing not in killed:  # one begins, of a kind in which nobody died yet
                killed.add(doing)
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

        found = vm.scale.solve(
            hall(),
            output=tmp_path / "two",
            client=client,
            parts=2,
            time_limit=None,
            deterministic=True,
            on_progress=kill,
        )
        assert client.status == "running"
    assert len(killed) >= 4
    assert same(found, quiet(tmp_path / "quiet"))


@contextmanager
def started(name: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program of Dask, and end it afterwards whatever happens."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--no-dashboard", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            yield program
        finally:
            program.kill()


def told_in(file: Path) -> str:
    """Return the address that a scheduler writes down once it runs."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(FileNotFoundError, json.JSONDecodeError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError


@LOSES
def test_the_scheduler_is_killed(tmp_path: Path) -> None:
    """A run whose scheduler dies hangs, or raises what only Dask knows, or what it had found is lost to the next call."""
    file = tmp_path / "scheduler.json"
    shared = ["--scheduler-file", str(file)]
    with (
        started("scheduler", "--host", "127.0.0.1", "--port", "0", *shared) as scheduler,
        started("worker", "--nthreads", "1", "--no-nanny", "--death-timeout", "1", *shared),
    ):

        def kill(news: vm.Progress) -> None:
            if news.doing is not None and news.doing.sentence("en").startswith("bounding level 4"):
                scheduler.kill()

        with pytest.raises(vm.EngineError, match="the scheduler of the cluster is gone"):
            vm.scale.solve(
                hall(),
                output=tmp_path / "run",
                client=told_in(file),
                parts=2,
                time_limit=None,
                deterministic=True,
                on_progress=kill,
            )
    assert same(quiet(tmp_path / "run"), quiet(tmp_path / "quiet"))


def test_no_scheduler_at_an_address_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who mistypes an address gets a traceback of another package, or without Dask no hint of the extra."""
    with pytest.raises(vm.EngineError, match="no scheduler of a cluster answers at nonsense"):
        vm.scale.solve(hall(), output=tmp_path / "a", client="nonsense", parts=2)

    def absent() -> None:
        raise ExtraError(vm.Text("clusters need dask: {command}", {"command": "pip"}))

    monkeypatch.setattr(hands, "distributed", absent)
    with pytest.raises(ExtraError, match="clusters need dask"):
        vm.scale.solve(hall(), output=tmp_path / "b", parts=2)
