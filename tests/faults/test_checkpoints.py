"""A solve that is killed goes on from its checkpoint, and a checkpoint says nothing that is not so."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from faults.engines import put_in, raising
from faults.loops import in_a_loop
from faults.programmes import checked, endless, quick
from volmatch import running
from volmatch.io.checkpoint_files import checkpoint_bytes, checkpoint_of
from volmatch.run.checkpoints import Checkpoint, opened
from volmatch.search.state import thresholds

MOST = 10**6


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the checkpoint of a solve that was not disturbed."""
    path = tmp_path_factory.mktemp("whole") / "c.json"
    vm.solve(quick(), time_limit=30, checkpoint=path)
    return path.read_bytes()


def state(raw: bytes) -> tuple[str, str, vm.Outcome | None]:
    """Return what a checkpoint says but for its seconds."""
    found = checkpoint_of(raw, MOST)
    return found.version, found.problem, None if found.reached is None else found.reached.outcome


def with_bounds(whole: bytes, change: Callable[[int, int | None], int | None], version: str | None = None) -> bytes:
    """Return a checkpoint in whose levels other bounds stand, with a digest that is right."""
    told = checkpoint_of(whole, MOST)
    assert told.reached is not None
    outcome = told.reached.outcome
    levels = [attrs.evolve(one, bound=change(one.level, one.bound)) for one in outcome.levels]
    reached = attrs.evolve(outcome, status="feasible", stopped_by="time", levels=tuple(levels))
    return checkpoint_bytes(version or told.version, told.problem, reached)


def test_what_is_proved_is_not_searched_again(tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solve that goes on from a finished one asks an engine, or ends otherwise; also where there is no time at all."""
    quiet = vm.solve(quick(), time_limit=30)
    asked = put_in(monkeypatch, raising(RuntimeError()))
    for time_limit in (0, 30):
        path = tmp_path / f"{time_limit}.json"
        path.write_bytes(whole)
        outcome = vm.solve(quick(), time_limit=time_limit, checkpoint=path, resume=True)
        assert (outcome.status, outcome.stopped_by) == ("optimal", "proof")
        assert checked(quick(), outcome) == checked(quick(), quiet)
    assert asked == []


def test_only_what_is_open_is_searched(tmp_path: Path, whole: bytes) -> None:
    """Levels that are proved are searched again, or those that are not stay as they are."""
    path = tmp_path / "c.json"
    news: list[vm.Progress] = []
    path.write_bytes(with_bounds(whole, lambda level, bound: bound if level < 3 else None))
    outcome = vm.solve(quick(), time_limit=30, checkpoint=path, resume=True, on_progress=news.append)
    assert outcome.status == "optimal"
    assert {one.level for one in news} <= {0, 3}
    assert state(path.read_bytes()) == state(whole)


def test_another_version_proves_anew(tmp_path: Path, whole: bytes) -> None:
    """A proof of another version is believed: this one would be wrong."""
    path = tmp_path / "c.json"
    path.write_bytes(with_bounds(whole, lambda _, bound: bound, "0.0.1"))
    outcome = vm.solve(quick(), time_limit=0, checkpoint=path, resume=True)
    assert outcome.status == "feasible"
    assert checked(quick(), outcome) == checked(quick(), vm.solve(quick(), time_limit=30))


def forged(whole: bytes) -> dict[str, tuple[bytes, str]]:
    """Return checkpoints that are not believed, with what is said about each; their digests are right."""
    told = checkpoint_of(whole, MOST)
    assert told.reached is not None
    good = told.reached.outcome
    assert good.schedule is not None
    costs = tuple(attrs.evolve(one, value=one.value + 1, bound=None) for one in good.levels)
    twice = attrs.evolve(
        good.schedule, assignments=[attrs.evolve(one, role="king") for one in good.schedule.assignments]
    )
    open_ = attrs.evolve(good, status="feasible", stopped_by="time")

    def said(reached: vm.Outcome) -> bytes:
        return checkpoint_bytes(told.version, told.problem, reached)

    return {
        "costs": (said(attrs.evolve(open_, levels=costs)), "does not cost what"),
        "a level less": (said(attrs.evolve(open_, levels=good.levels[:-1])), "does not cost what"),
        "rules": (said(attrs.evolve(open_, schedule=twice)), "checkpoint.reached: .*king"),
        "bounds": (with_bounds(whole, lambda _, bound: (bound or 0) + 1), "no level can cost less"),
        "another problem": (checkpoint_bytes(told.version, "0" * 64, good), "another problem"),
        "no problem": (checkpoint_bytes(told.version, "", good), "fingerprint of a problem"),
        "newer": (whole.replace(b"checkpoint/1", b"checkpoint/2"), "newer volmatch"),
        "a problem": (vm.io.dumps(quick()).encode(), "this is no checkpoint"),
        "a list": (b"[]", "this is no checkpoint"),
        "nothing": (b"", "wanted JSON"),
        "doubled": (whole.replace(b'{"digest"', b'{"version":"9","digest"'), "stands more than once"),
        "changed": (whole.replace(b'"helper"', b'"holper"'), "damaged or was changed"),
        "a field more": (whole.replace(b'{"digest"', b'{"more":1,"digest"'), "no such field"),
    }


FORGED = ("costs", "a level less", "rules", "bounds", "another problem", "no problem", "newer", "a problem", "a list",
          "nothing", "doubled", "changed", "a field more")  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_what_is_not_so_is_not_believed(tmp_path: Path, whole: bytes, name: str) -> None:
    """A checkpoint that is forged, foreign or newer is gone on from, ends in a foreign error, or is written over."""
    raw, words = forged(whole)[name]
    path = tmp_path / "c.json"
    path.write_bytes(raw)
    with pytest.raises(vm.ScheduleError, match=words) as caught:
        vm.solve(quick(), time_limit=0, checkpoint=path, resume=True)
    assert caught.value.faults[0].path.startswith("checkpoint")
    assert caught.value.sentence("zh") != caught.value.sentence("en")
    assert path.read_bytes() == raw


def test_any_damage_is_seen(whole: bytes) -> None:
    """A file that was cut anywhere, or in which any bit is another, is read as something else than it was."""
    right, tried = checkpoint_of(whole, MOST), 0
    cuts = [whole[:end] for end in range(len(whole) - 1)]
    flips = [whole[:at] + bytes([byte ^ 1 << at % 8]) + whole[at + 1 :] for at, byte in enumerate(whole)]
    for raw in cuts + flips:
        tried += 1
        try:
            found = checkpoint_of(raw, MOST)
        except vm.ScheduleError:
            continue
        assert found == right, raw
    assert tried > 2_000
    with pytest.raises(vm.ScheduleError, match="at most 10 bytes"):
        checkpoint_of(whole, 10)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A solve that is not to go on writes over whatever file is there."""
    path = tmp_path / "mine.txt"
    path.write_bytes(b"mine")
    with pytest.raises(vm.OptionError, match=r"mine\.txt is there already"):
        vm.solve(quick(), checkpoint=path)
    assert path.read_bytes() == b"mine"
    with pytest.raises(vm.FileError, match="it is a folder"):
        vm.solve(quick(), checkpoint=tmp_path, resume=True)


def test_a_path_that_cannot_be_written_is_told_first(tmp_path: Path) -> None:
    """A slip in the path is told after hours of computing."""
    with pytest.raises(vm.FileError, match="it does not exist"):
        vm.solve(endless(), time_limit=60, checkpoint=tmp_path / "gone" / "c.json")
    with pytest.raises(vm.FileError, match="no such path"):
        vm.solve(quick(), checkpoint="\0")


@pytest.mark.parametrize("how", [{"checkpoint": 5}, {"checkpoint": b"c"}, {"resume": 1}, {"resume": True}])
def test_slips_in_the_options(how: dict[str, Any]) -> None:
    """A slip in the options ends in a foreign error, or is told late."""
    for verb in (vm.solve, vm.start, lambda *args, **how: in_a_loop(vm.solve_async(*args, **how))):
        with pytest.raises(vm.OptionError, match=f"^{next(iter(how))}: wanted"):
            verb(quick(), **how)


def test_other_verbs_keep_theirs(tmp_path: Path, whole: bytes) -> None:
    """A solve on a thread or in a loop keeps no checkpoint, or begins anew where it should go on."""
    for name in ("run", "loop"):
        path = tmp_path / name
        for _ in range(2):
            how: dict[str, Any] = {"time_limit": 30, "checkpoint": path, "resume": True}
            outcome = vm.start(quick(), **how).result() if name == "run" else in_a_loop(vm.solve_async(quick(), **how))
            assert outcome.status == "optimal"
            assert json.loads(path.read_bytes())["problem"] == json.loads(whole)["problem"]


def test_a_disk_that_fills_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    """A checkpoint that cannot be written any more ends the solve, is told again and again, or spoils the old one."""
    monkeypatch.setattr(thresholds, "UNWRITTEN", 0.0)
    monkeypatch.setattr(thresholds, "WRITING_PAUSES", 0)
    path = tmp_path / "c.json"
    news: list[vm.Progress] = []
    replaced: list[Path] = []
    good = Path.replace

    def fails(draft: Path, target: Path) -> Path:
        replaced.append(target)
        if 1 < len(replaced) < 4:
            raise OSError(28, "full")
        return good(draft, target)

    monkeypatch.setattr(Path, "replace", fails)
    outcome = vm.solve(quick(), time_limit=30, checkpoint=path, on_progress=news.append)
    assert outcome.status == "optimal"
    told = [one.doing.sentence() for one in news if one.doing is not None and "checkpoint" in one.doing.sentence()]
    assert len(told) == 1
    assert "the disk is full" in told[0]
    assert len(replaced) > 4
    assert state(path.read_bytes()) == state(whole)
    assert os.listdir(tmp_path) == ["c.json"]  # noqa: PTH208 - hidden ones too


def test_ctrl_c_keeps_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C loses what was found since the last write."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("volmatch.search.lexicographic.Lexicographic.run", interrupted)
    monkeypatch.setattr(thresholds, "UNWRITTEN", 60.0)
    path = tmp_path / "c.json"
    with pytest.raises(KeyboardInterrupt):
        vm.solve(quick(), time_limit=30, checkpoint=path)
    assert checkpoint_of(path.read_bytes(), MOST).reached is not None


def test_writing_takes_a_fiftieth_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    """News that come fast are all written, or a slow disk is written to as often as a fast one."""
    reached = checkpoint_of(whole, MOST).reached
    assert reached is not None
    clock, writes = [100.0], []

    def slow(*_: object) -> None:
        writes.append(clock[0])
        clock[0] += 0.5

    monkeypatch.setattr("volmatch.run.checkpoints.replace", slow)
    monkeypatch.setattr("volmatch.run.checkpoints.time.monotonic", lambda: clock[0])
    found = Checkpoint(str(tmp_path / "c"), "0" * 64, on_failure=lambda _: None)
    found.begin()
    for n in range(10_000):
        clock[0] += 0.01
        found.keep(attrs.evolve(reached.outcome, problem_fingerprint=f"{n:064d}"), is_over=False)
    assert 0.5 * len(writes) <= 0.02 * (clock[0] - 100.0) + 0.5
    assert len(writes) >= 4
    found.keep(attrs.evolve(reached.outcome, problem_fingerprint="f" * 64), is_over=True)
    assert writes[-1] == clock[0] - 0.5


def test_the_folder_of_the_host_may_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named without its folder is written where the host is by then, not where it was named."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    problem = quick()
    monkeypatch.chdir(here)
    kept = opened("plan.checkpoint", problem, resume=False, on_failure=print)
    monkeypatch.chdir(there)
    before = (here / "plan.checkpoint").read_bytes()
    kept.keep(vm.solve(problem, time_limit=30), is_over=True)
    assert (here / "plan.checkpoint").read_bytes() != before
    assert list(there.iterdir()) == []


def test_a_run_begun_here_keeps_its_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread of a run names its file only once it works, when the host may be elsewhere."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    late = threading.Event()

    def solve(*given: Any, **how: Any) -> vm.Outcome:
        assert late.wait(30)
        return vm.solve(*given, **how)

    monkeypatch.setattr(running, "solve", solve)
    monkeypatch.chdir(here)
    run = vm.start(quick(), time_limit=30, checkpoint="plan.checkpoint")
    monkeypatch.chdir(there)
    late.set()
    assert run.result().status == "optimal"
    assert [one.name for one in here.iterdir()] == ["plan.checkpoint"]
    assert list(there.iterdir()) == []
