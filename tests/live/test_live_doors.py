"""Whatever is handed in after publication: an answer comes out, or an error of ours in words; also inside lists."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from live.tea_hall import hall
from live_doors import of_live
from odd_objects import ODD
from volmatch.doors import MOST_NUMBER

FUNCTIONS = sorted(name for name in vm.live.__all__ if name[0].islower())
#: Lists and mappings whose items are judged one by one.
LISTS = ("changes", "offers", "people", "refused")


def elsewhere() -> vm.Schedule:
    """Return the schedule of another problem."""
    return hall(people=2, sessions=2)[1].with_duty("v0", "s0", "helper")


#: A moment of no zone.
NAIVE = dt.datetime.fromisoformat("2026-03-01T12:00")
#: What a caller hands in by a slip, all of it of a kind that is right somewhere.
SLIPS: tuple[Callable[[], Any], ...] = (
    lambda: None, lambda: "", lambda: "nobody", lambda: "2026-03-01", lambda: "2026-03-01T12:00", lambda: 0, lambda: -1, lambda: 3.5,
    lambda: True, lambda: MOST_NUMBER + 1, lambda: NAIVE, lambda: NAIVE.max, lambda: NAIVE.min,
    lambda: dt.datetime(1, 1, 1, tzinfo=dt.UTC), lambda: dt.timedelta.max, lambda: dt.timedelta(-1), list, dict, lambda: [None], lambda: [[]],
    lambda: {"a": 1}, lambda: {1: "a"}, lambda: {1: -1}, lambda: {10**20: 10**20}, elsewhere, vm.Schedule, lambda: vm.Problem([], []),
    lambda: hall(people=2, sessions=2)[0], lambda: ("21:00", "21:00"), lambda: ("25:00", "x"), lambda: Path("nowhere"),
)  # fmt: skip


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return a good call of each function."""
    return {name.removeprefix("volmatch.live."): call for name, call in of_live(tmp_path_factory.mktemp("live"))}


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder where odd paths may be written."""
    monkeypatch.chdir(tmp_path)


def judge(function: Callable[..., object], call: dict[str, Any]) -> None:
    """Make sure that a call ends well, or in words in both languages."""
    try:
        function(**call)
    except vm.VolmatchError as error:
        told = [error.sentence(lang) for lang in ("en", "zh")]
    else:
        return
    assert all(2 <= len(one) < 10_000 for one in told)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_slips_in_each_argument(calls: dict[str, dict[str, Any]], name: str) -> None:
    """A slip in an argument ends in an error of Python's."""
    good = calls[name]
    for argument in good:
        for slip in SLIPS:
            judge(getattr(vm.live, name), {**good, argument: slip()})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_odd_objects_inside_lists(calls: dict[str, dict[str, Any]], name: str) -> None:
    """An odd object among good changes, offers or people ends in somebody else's traceback."""
    good = calls[name]
    for argument in (one for one in LISTS if one in good):
        for make in (*ODD, *SLIPS):
            judge(getattr(vm.live, name), {**good, argument: [*good[argument], make()]})


def test_nobody_is_forgotten(calls: dict[str, dict[str, Any]]) -> None:
    """A function was added to what comes after publication and is called by no test with odd arguments."""
    assert {*FUNCTIONS} <= {*calls}
