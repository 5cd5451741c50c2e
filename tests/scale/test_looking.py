"""A new run that is in a hurry has duties for everybody once all parts were looked at; whoever cancels before that is told."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

import volmatch as vm
from scale.sure_problems import hall
from volmatch.engines.answer import Settings
from volmatch.scale.looking import FIRST_ROUND, Looked, Looking
from volmatch.scale.part_folders import RegionFolder, written


def looked_at(
    folder: Path, *, is_new: bool, version: int = 0, memory_limit: float | None = None
) -> list[tuple[RegionFolder, Looked]]:
    """Return the parts of the hall and what a look at each says."""
    plan = vm.scale.split(hall(), parts=2)
    folders = written(folder, plan, "stamp")
    looks = [
        Looking(one, version, is_new, Settings(isolation="thread", memory_limit=memory_limit)).done() for one in folders
    ]
    return list(zip(folders, looks, strict=True))


def test_a_look_finds_duties_that_go_together(folders: Iterator[Path]) -> None:
    """Nobody has anything to do, two parts fill one seat, or what the duties cost is told wrong."""
    parts = looked_at(next(folders), is_new=True)
    assert [look.version for _, look in parts] == [FIRST_ROUND, FIRST_ROUND]
    duties = [duty for folder, look in parts for duty in folder.duties(look.version)]
    placed = [vm.Placement(one.id, one.candidate_starts[0]) for one in hall().sessions]
    report = vm.check(hall(), vm.Schedule(duties, placed))
    assert report.ok
    assert {duty.session[:4] for duty in duties} == {"east", "hall", "west"}
    border = {seat for _, look in parts for seat in look.heads}
    assert {session for session, _ in border} == {"hall 3", "hall 4"}
    assert len(border) == sum(len(look.heads) for _, look in parts)  # each seat is for one part alone


@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_there_stays(folders: Iterator[Path], is_new: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """A run that goes on loses its duties to a first look."""
    output = next(folders)
    parts = looked_at(output, is_new=True)
    again = looked_at(output, is_new=is_new, version=FIRST_ROUND)
    assert [(one.version, one.heads, one.costs) for _, one in parts] == [
        (o.version, o.heads, o.costs) for _, o in again
    ]


def test_without_hurry_nobody_has_duties(folders: Iterator[Path]) -> None:
    """Where the same must be found again a clock decides what a look finds."""
    assert [look.version for _, look in looked_at(next(folders), is_new=False)] == [0, 0]


def test_whoever_cancels_before_there_is_anything_is_told(folders: Iterator[Path]) -> None:
    """A cancel while parts are looked at comes out as a schedule of nothing, or the next call cannot go on."""
    output, enough = next(folders), Event()
    with pytest.raises(vm.NoScheduleError, match="before all parts were read"):
        vm.scale.solve(hall(), output=output, workers=0, parts=2, cancel=enough, on_progress=lambda _: enough.set())
    assert vm.check(hall(), vm.scale.solve(hall(), output=output, workers=0, parts=2).schedule()).ok


def test_what_a_worker_will_need_is_told_before_anything_is_solved(folders: Iterator[Path]) -> None:
    """A worker fills its machine, and nobody was told; or a part too large is solved all the same."""
    heard: list[vm.Progress] = []
    vm.scale.solve(hall(), output=next(folders), workers=0, parts=2, on_progress=heard.append)
    told = [one.doing.sentence() for one in heard if one.doing is not None]
    most = max(look.size.megabytes for _, look in looked_at(next(folders), is_new=False))
    assert told.index(f"each worker needs up to about {most} MB") < told.index("filling all parts")
    assert [look.version for _, look in looked_at(next(folders), is_new=True, memory_limit=1.0)] == [0, 0]
    with pytest.raises(vm.LimitError, match=r"part part-0: too large: .* and the limit is 1 MB") as caught:
        vm.scale.solve(hall(), output=next(folders), workers=0, parts=2, memory_limit=1)
    assert caught.value.size is not None
