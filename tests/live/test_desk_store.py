"""The store of a desk: two at once are told apart, nothing is lost when it is killed or full, and foreign files are left alone."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from live.desk_by_hand import MONDAY, asked, order, person, problem, replayed
from volmatch.live import Desk
from volmatch.live.dispatch.desk_log import PATIENCE


def test_of_many_at_once_one_gets_the_offer(tmp_path: Path) -> None:
    """Two answers to one offer are both taken, or an answer is lost between two openings of one file."""
    store = tmp_path / "desk.sqlite"
    desks = [Desk(problem(), store=store, at=f"{MONDAY}08:00"), *(Desk(store=store) for _ in range(3))]
    desks[0].order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    ((who, *_),) = asked(desks[1], f"{MONDAY}08:00")
    told: list[str] = []

    def press(desk: Desk) -> None:
        try:
            desk.accept(who, "tap", at=f"{MONDAY}08:01")
            told.append("yes")
        except vm.DeskError as error:
            told.append(str(error))

    people = [threading.Thread(target=press, args=(desks[number % 4],)) for number in range(24)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert told.count("yes") == 1
    assert set(told) == {"yes", f"order tap is not on offer to {who}"}
    assert len({len(desk.history) for desk in desks}) == 1
    assert all(desk.state == desks[0].state == replayed(desks[0]) for desk in desks)


def test_an_answer_during_a_dispatch_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders that come in while a batch is solved are overwritten, or somebody gets two orders at one hour."""
    store = tmp_path / "desk.sqlite"
    desk, other = Desk(problem(person("li")), store=store, at=f"{MONDAY}08:00"), Desk(store=store)
    desk.order(order("tap", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    solve, rivals = vm.solve, iter([order("door", f"{MONDAY}10:00")])

    def slow(*given: Any, **options: Any) -> vm.Outcome:
        for rival in rivals:
            other.order(rival, at=f"{MONDAY}08:01")
            other.dispatch(at=f"{MONDAY}08:01")
        return solve(*given, **options)

    monkeypatch.setattr("volmatch.live.dispatch.placing.solve", slow)
    desk.dispatch(at=f"{MONDAY}08:02")
    assert len(desk.schedule.assignments) == 1
    assert desk.state == other.state == replayed(desk)


def test_nothing_is_lost_when_it_is_killed(tmp_path: Path) -> None:
    """A step that returned is gone after the process was killed, or one that did not return is there by half."""
    script = Path(__file__).with_name("desk_steps_killed.py")
    run = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) > 20


def test_stores_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    """A file of somebody else is overwritten, or the error is SQLite's own."""
    store = tmp_path / "desk.sqlite"
    Desk(problem(), store=store).close()
    with pytest.raises(vm.DeskError, match="another problem"):
        Desk(problem(person("zhao")), store=store)
    with pytest.raises(vm.DeskError, match="store is new"):
        Desk(store=tmp_path / "new.sqlite")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as file:
        file.execute("create table people (name text)")
    with pytest.raises(vm.FileError, match="database of something else"):
        Desk(problem(), store=other)
    text = tmp_path / "notes.txt"
    text.write_text("these are notes, and nothing that a database could be made of\n" * 20, encoding="utf-8")
    with pytest.raises(vm.FileError, match="not a database"):
        Desk(problem(), store=text)
    assert text.read_text(encoding="utf-8").startswith("these are notes")
    with pytest.raises(vm.FileError):
        Desk(problem(), store=tmp_path / "no folder" / "desk.sqlite")


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """A step that does not fit on the disk is half there, or the desk believes it happened."""
    desk = Desk(problem(), store=tmp_path / "desk.sqlite", at=f"{MONDAY}08:00")
    pages = desk._log._file.execute("pragma page_count").fetchone()[0]
    desk._log._file.execute(f"pragma max_page_count={pages}")
    kept: list[str] = []

    def fill() -> None:
        for number in range(1000):
            desk.order(order(f"tap {number}", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
            kept.append(f"tap {number}")

    with pytest.raises(vm.FileError, match="full"):
        fill()
    assert list(desk.state.orders) == kept
    desk._log._file.execute(f"pragma max_page_count={pages + 100}")
    desk.order(order("again", f"{MONDAY}10:00"), at=f"{MONDAY}08:00")
    with Desk(store=tmp_path / "desk.sqlite") as again:
        assert list(again.state.orders) == [*kept, "again"]
    assert PATIENCE > 1
