"""On a cluster of real processes: the same bytes as in one process, also where a worker is killed."""

import os
import signal
from pathlib import Path

import distributed
import pytest

import volmatch as vm
from scale.sure_problems import hall
from volmatch.io.tables.needed_packages import ExtraError
from volmatch.scale import hands


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_two_workers_of_which_one_is_killed_find_the_same(tmp_path: Path) -> None:
    """The number of workers, or the death of one, changes what is found or proved."""
    quiet = vm.scale.solve(hall(), output=tmp_path / "quiet", workers=0, parts=2, time_limit=None, deterministic=True)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        killed: list[int] = []

        def kill(news: vm.Progress) -> None:
            if news.doing is not None and news.doing.sentence("en").startswith("filling") and not killed:
                killed.append(client.run(os.getpid).popitem()[1])
                os.kill(killed[0], signal.SIGKILL)

        found = vm.scale.solve(
            hall(),
            output=tmp_path / "two",
            client=client,
            parts=2,
            time_limit=None,
            deterministic=True,
            on_progress=kill,
        )
        assert client.status == "running"  # a client of the caller's stays open
    assert killed
    assert found.levels == quiet.levels
    for part in found.parts:
        schedules = [(one.folder / part / "schedule.json").read_bytes() for one in (found, quiet)]
        assert schedules[0] == schedules[1]


def test_no_scheduler_at_an_address_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who mistypes an address gets a traceback of another package, or without Dask no hint of the extra."""
    with pytest.raises(vm.EngineError, match="no scheduler of a cluster answers at nonsense"):
        vm.scale.solve(hall(), output=tmp_path / "a", client="nonsense", parts=2)

    def absent() -> None:
        raise ExtraError(vm.Text("clusters need dask: {command}", {"command": "pip"}))

    monkeypatch.setattr(hands, "distributed", absent)
    with pytest.raises(ExtraError, match="clusters need dask"):
        vm.scale.solve(hall(), output=tmp_path / "b", parts=2)
