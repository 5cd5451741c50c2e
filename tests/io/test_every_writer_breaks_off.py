"""Whatever writes files, and whichever step fails: each file is all of the old or all of the new, and no draft is left."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from doors import Call, good_calls, public_functions

#: Every public function that writes, by the argument that says where.
WRITERS = {
    "volmatch.save": "folder",
    "volmatch.io.write": "path",
    "volmatch.io.write_tables": "path",
    "volmatch.io.write_schedule_tables": "path",
    "volmatch.io.template": "path",
    "volmatch.io.simple_template": "path",
    "volmatch.io.write_programme": "path",
    "volmatch.io.calendars.write_calendars": "folder",
    "volmatch.report.html.page.write_page": "path",
    "volmatch.live.write_changes": "path",
}
#: As many files as any of these writes, and more.
MOST = 40
OLD = b"what was there before"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """Return a good call of each public function."""
    return good_calls(tmp_path_factory.mktemp("doors"))


def test_every_writer_is_tried() -> None:
    """A function that writes was added and nobody tries what a full disk does to it."""
    found = {name for name in public_functions() if ".write" in name or "template" in name or name.endswith("save")}
    assert found - {"volmatch.io.programmes.write_programme"} == set(WRITERS)


class NthFails:
    """A step of writing that fails the n-th time, or from then on."""

    def __init__(self, step: Callable[..., Any], number: int, error: OSError, *, for_good: bool) -> None:
        self.step, self.number, self.error, self.for_good, self.calls = step, number, error, for_good, 0
        self.opens = step is Path.open

    def __call__(self, *args: Any, **how: Any) -> Any:
        """Do the step, or fail; opening counts where a draft is begun."""
        if self.opens and "xb" not in args:
            return self.step(*args, **how)
        self.calls += 1
        if self.calls == self.number or (self.for_good and self.calls > self.number):
            raise self.error
        return self.step(*args, **how)


def files(folder: Path) -> dict[str, bytes]:
    """Return what stands in all files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def target(folder: Path, call: Call, argument: str) -> Call:
    """Return a call that writes into another folder."""
    name = "" if argument == "folder" else Path(call[argument]).name
    return {**call, argument: folder / name}


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_nth_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: dict[str, Call], name: str, step: str, *, for_good: bool
) -> None:
    """A disk that is full at the n-th file leaves half a file, a draft, or an error in the system's words."""
    write, good = public_functions()[name], calls[name]
    whole = tmp_path / "whole"
    whole.mkdir()
    write(**target(whole, good, WRITERS[name]))
    names = set(files(whole))
    for number in range(1, MOST):
        folder = tmp_path / f"{step}-{number}"
        folder.mkdir()
        for one in names:
            (folder / one).parent.mkdir(parents=True, exist_ok=True)
            (folder / one).write_bytes(OLD)
        home: Any = os if step == "fsync" else Path
        fails = NthFails(getattr(home, step), number, OSError(errno.ENOSPC, "full"), for_good=for_good)
        with monkeypatch.context() as patch:
            patch.setattr(home, step, lambda *args, fails=fails, **how: fails(*args, **how))
            is_clean = succeeds(write, target(folder, good, WRITERS[name]))
        found = files(folder)
        assert set(found) == names
        assert all(found[one] != OLD for one in names) or not is_clean
        assert all(found[one] == OLD or len(found[one]) > len(OLD) for one in names)
        if fails.calls < number:
            assert is_clean
            return
    pytest.fail("it never came to an end")


def succeeds(write: Callable[..., Any], call: Call) -> bool:
    """Whether a call writes all; fail if it is told in other words than ours."""
    try:
        write(**call)
    except vm.FileError as error:
        assert "the disk is full" in str(error) or "full" in str(error)  # noqa: PT017 - either is right
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_folder_that_may_only_be_read(tmp_path: Path, calls: dict[str, Call], name: str) -> None:
    """A folder that may only be read brings the error of the system."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(vm.FileError, match="access is denied"):
        public_functions()[name](**target(folder, calls[name], WRITERS[name]))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", sorted(name for name, argument in WRITERS.items() if argument == "path"))
def test_a_link_that_leads_nowhere_or_round(tmp_path: Path, calls: dict[str, Call], name: str) -> None:
    """A link into a missing folder, or to itself, brings the error of the system, or is replaced by a file."""
    ending = Path(calls[name]["path"]).suffix
    for where in (tmp_path / "gone" / "x", tmp_path / f"round{ending}"):
        link = tmp_path / f"{'round' if where.suffix else 'lost'}{ending}"
        link.symlink_to(where)
        with pytest.raises(vm.FileError):
            public_functions()[name](**{**calls[name], "path": link})
        assert link.is_symlink()
