"""Files: never half of one, never more than asked for, and errors that name the path."""

import errno
import os
import pickle
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from sample_problems import GOLDEN, every_field, schedule
from volmatch.errors import FileError

OLD = b"what was there before"
TEXT = vm.io.dumps(every_field())


def told(action: Callable[[], Any]) -> FileError:
    """Return the error of an action on a file."""
    with pytest.raises(FileError) as caught:
        action()
    assert isinstance(caught.value, OSError)
    return caught.value


def test_problems_and_schedules_go_to_files_and_back(tmp_path: Path) -> None:
    """What is written to a file is not what is read from it."""
    problem = every_field()
    for path in (tmp_path / "problem.json", str(tmp_path / "again.json"), tmp_path / "问题 1.json"):
        vm.io.write(path, problem)
        assert vm.io.read(path) == problem
        assert Path(path).read_bytes() == TEXT.encode()
    vm.io.write(tmp_path / "schedule.json", schedule(), problem=problem)
    outcome = vm.io.read(tmp_path / "schedule.json")
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule == schedule()
    vm.io.write(tmp_path / "schedule.json", outcome, problem=problem)
    assert vm.io.read(tmp_path / "schedule.json") == outcome
    assert len(list(tmp_path.iterdir())) == 4


def test_what_cannot_be_read_is_told_with_its_path(tmp_path: Path) -> None:
    """A missing file brings the error of the system, or none that names it."""
    (tmp_path / "file").write_bytes(OLD)
    missing = str(tmp_path / "missing.json")
    error = told(lambda: vm.io.read(missing))
    assert str(error) == f"cannot read {missing}: it does not exist"
    assert (error.filename, error.errno) == (missing, errno.ENOENT)
    assert str(told(lambda: vm.io.read(tmp_path))).endswith("it is a folder")
    assert str(told(lambda: vm.io.read(tmp_path / "file" / "more"))).endswith("its folder is a file")
    assert str(told(lambda: vm.io.read(str(tmp_path) + "/a\0b"))).endswith("a\\x00b': this system has no such path")
    assert told(lambda: vm.io.read(tmp_path / ("x" * 5_000))).errno == errno.ENAMETOOLONG
    assert isinstance(told(lambda: vm.io.read("")).__cause__, OSError)


def test_what_cannot_be_written_is_told_with_its_path(tmp_path: Path) -> None:
    """A folder in the place of the file, or no folder at all, brings the error of the system."""
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "folder").mkdir()
    for name, reason in (
        ("folder", "it is a folder"),
        ("no/such", "it does not exist"),
        ("file/x", "its folder is a file"),
    ):
        path = str(tmp_path / name)
        assert str(told(lambda: vm.io.write(path, every_field()))) == f"cannot write {path}: {reason}"  # noqa: B023 - called at once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_file_errors_travel_between_processes() -> None:
    """An error that comes from a worker process loses its path, or cannot be told."""
    error = told(lambda: vm.io.read("missing.json"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.filename, again.errno) == (str(error), error.filename, error.errno)


@pytest.mark.parametrize("path", [None, 0, 1, True, b"problem.json", ["problem.json"], {}])
def test_a_path_is_a_path(path: Any) -> None:
    """A number for a path is taken for an open file of the process."""
    with pytest.raises(vm.OptionError, match="path: wanted a text or a path"):
        vm.io.read(path)
    with pytest.raises(vm.OptionError, match="path: wanted a text or a path"):
        vm.io.write(path, every_field())


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of any size is read into memory."""
    large = tmp_path / "large.json"
    large.touch()
    os.truncate(large, 2**40)
    with pytest.raises(vm.ProblemError, match="wanted at most 268435456 bytes"):
        vm.io.read(large)
    (tmp_path / "problem.json").write_text(TEXT, encoding="utf-8")
    size = len(TEXT.encode())
    assert vm.io.read(tmp_path / "problem.json", most_bytes=size) == every_field()
    with pytest.raises(vm.ProblemError, match=f"wanted at most {size - 1} bytes"):
        vm.io.read(tmp_path / "problem.json", most_bytes=size - 1)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless file")
def test_an_endless_file_is_refused() -> None:
    """A device without end is read to its end."""
    with pytest.raises(vm.ProblemError, match="wanted at most 1000 bytes"):
        vm.io.read("/dev/zero", most_bytes=1_000)


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk brings the error of the system."""
    path = str(tmp_path / "problem.json")
    monkeypatch.setattr(os, "fsync", Fails(OSError(errno.ENOSPC, "no space left on device")))
    assert str(told(lambda: vm.io.write(path, every_field()))) == f"cannot write {path}: the disk is full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """A pipe or a terminal is replaced by a file."""
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    vm.io.write(pipe, every_field())
    reader.join(timeout=10)
    assert read == [TEXT.encode()]
    assert pipe.is_fifo()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A link is replaced by a file, and what it led to stays old."""
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "problem.json", tmp_path / "link.json"
    target.write_bytes(OLD)
    link.symlink_to(target)
    vm.io.write(link, every_field())
    assert link.is_symlink()
    assert target.read_bytes() == TEXT.encode()
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["problem.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    """A file that only its owner may read is open to all once it is written again, or a new one is closed to others."""
    closed, fresh, plain = tmp_path / "closed.json", tmp_path / "fresh.json", tmp_path / "plain"
    closed.write_bytes(OLD)
    closed.chmod(0o640)
    plain.write_bytes(OLD)
    vm.io.write(closed, every_field())
    vm.io.write(fresh, every_field())
    assert stat.S_IMODE(closed.stat().st_mode) == 0o640
    assert fresh.stat().st_mode == plain.stat().st_mode


class Fails:
    """A function that fails instead of doing what it should."""

    def __init__(self, error: BaseException) -> None:
        self.error, self.calls = error, 0

    def __call__(self, *_: object, **__: object) -> None:
        """Count the call and fail."""
        self.calls += 1
        raise self.error


@pytest.mark.parametrize("step", ["open", "chmod", "fsync", "replace"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), PermissionError(errno.EACCES, "no"), KeyboardInterrupt()]
)
def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """A write that breaks off at some step leaves half a file, no file, or its draft."""
    path = tmp_path / "problem.json"
    path.write_bytes(OLD)
    fails = Fails(error)
    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, fails)
        with pytest.raises(FileError if isinstance(error, OSError) else KeyboardInterrupt):
            vm.io.write(path, every_field())
    assert fails.calls == 1
    assert [one.name for one in tmp_path.iterdir()] == ["problem.json"]
    assert path.read_bytes() == OLD
    vm.io.write(path, every_field())
    assert vm.io.read(path) == every_field()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_process_that_dies_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    """A process that dies while it writes leaves half a file."""
    path = tmp_path / "problem.json"
    path.write_bytes(OLD)
    dies = (
        "import os, sys, volmatch as vm; problem = vm.io.read(sys.argv[1]); "
        f"os.{step} = lambda *_: os._exit(9); vm.io.write(sys.argv[2], problem)"
    )
    run = subprocess.run([sys.executable, "-c", dies, str(GOLDEN / "every_field.problem.json"), str(path)], check=False)
    assert run.returncode == 9
    assert path.read_bytes() == OLD


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    """A value that is refused empties the file first."""
    path = tmp_path / "schedule.json"
    path.write_bytes(OLD)
    with pytest.raises(vm.ScheduleError):
        vm.io.write(path, vm.Schedule(), problem=every_field())
    with pytest.raises(vm.OptionError):
        vm.io.write(path, "text")  # type: ignore[arg-type]
    assert path.read_bytes() == OLD
