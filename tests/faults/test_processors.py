"""Threads are counted by what this process may really use: affinity, and the quotas of containers in both versions."""

import importlib
import os
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from faults.programmes import quick
from volmatch.run import processors
from volmatch.run.processors import quotas, usable_processors, visible_processors


def tree(folder: Path, groups: str, files: dict[str, str]) -> tuple[Path, Path]:
    """Make what the system tells about groups of processes."""
    own = folder / "cgroup"
    own.write_text(groups, encoding="utf-8")
    for name, text in files.items():
        (folder / "sys" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sys" / name).write_text(text, encoding="utf-8")
    return folder / "sys", own


@pytest.mark.parametrize(
    ("groups", "files", "told"),
    [
        ("0::/app/web\n", {"app/web/cpu.max": "150000 100000\n", "app/cpu.max": "max 100000\n"}, [1.5]),
        ("0::/app/web\n", {"app/web/cpu.max": "max 100000\n", "app/cpu.max": "50000 100000\n"}, [0.5]),
        ("0::/\n", {"cpu.max": "300000 100000\n"}, [3]),
        ("0::/not/seen/from/inside\n", {"cpu.max": "200000 100000\n"}, [2]),
        ("4:cpu,cpuacct:/app\n", {"cpu,cpuacct/app/cpu.cfs_quota_us": "100000\n",
                                  "cpu,cpuacct/app/cpu.cfs_period_us": "100000\n"}, [1]),
        ("4:cpu,cpuacct:/app\n", {"cpu/cpu.cfs_quota_us": "250000\n", "cpu/cpu.cfs_period_us": "100000\n"}, [2.5]),
        ("4:cpu:/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, []),
        ("7:memory:/app\n", {"memory/app/cpu.max": "100000 100000\n"}, []),
        ("0::/app\n", {"app/cpu.max": "nonsense\n"}, []),
        ("0::/app\n", {"app/cpu.max": "100000 0\n"}, []),
        ("gibberish\n\n", {}, []),
        ("", {}, []),
    ],
)  # fmt: skip
def test_quotas(tmp_path: Path, groups: str, files: dict[str, str], told: list[float]) -> None:
    """The quota of a container is not seen, or one that is none is taken for one."""
    assert sorted(set(quotas(*tree(tmp_path, groups, files)))) == told


def test_the_least_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More threads work than there are processors for them, or none."""
    groups, own = tree(tmp_path, "0::/app\n", {"app/cpu.max": "250000 100000\n"})
    for visible, usable in ((1, 1), (2, 2), (3, 3), (64, 3)):
        monkeypatch.setattr(processors, "visible_processors", lambda visible=visible: visible)
        assert usable_processors(cgroups=groups, own=own) == usable
    (groups / "app" / "cpu.max").write_text("1000 100000", encoding="utf-8")
    assert usable_processors(cgroups=groups, own=own) == 1
    assert usable_processors(cgroups=tmp_path / "none", own=tmp_path / "none") == 64


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to processors")
def test_affinity_counts() -> None:
    """A process that is bound to one processor starts a thread for each of the machine."""
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert visible_processors() == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.parametrize(
    ("asked", "deterministic", "told"), [(None, False, 1), (9, False, 2), (1, False, 1), (9, True, 9)]
)
def test_what_engines_are_told(
    monkeypatch: pytest.MonkeyPatch, *, asked: int | None, deterministic: bool, told: int
) -> None:
    """Engines get more threads than can work, or a deterministic solve hangs on the machine."""
    seen: list[int] = []
    home = importlib.import_module("volmatch.solve")
    pipeline = home.Pipeline

    def watched(problem: vm.Problem, controls: Any, *rest: Any) -> Any:
        seen.append(controls.workers)
        return pipeline(problem, controls, *rest)

    monkeypatch.setattr(home, "usable_processors", lambda: 2)
    monkeypatch.setattr(home, "Pipeline", watched)
    vm.solve(quick(), time_limit=10, workers=asked, deterministic=deterministic)
    assert seen == [told]
