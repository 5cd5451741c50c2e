"""Run one day at a desk again and again, killed at each statement of its log in turn, and print what was found afterwards.

``python desk_steps_killed.py FOLDER`` prints how often it was killed; it fails where something that was answered is lost, or
a step is there by half.
"""

import datetime as dt
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import volmatch as vm
from volmatch.live import Accepted, Desk, DeskState, Rated, Served
from volmatch.live.dispatch.desk_steps import after

MONDAY = "2026-03-02T"


def problem() -> vm.Problem:
    """Return two people who repair things."""
    hours = vm.Weekly(["mon", "tue"], "08:00", "18:00")
    people = [vm.Volunteer(id_, skills={"fix": 1}, available=[hours]) for id_ in ("li", "wang")]
    return vm.Problem(people, [], words=vm.Words(kinds=["repair"]))


def order(id_: str, *hours: int) -> vm.Session:
    """Return an order for one of some hours."""
    starts = [f"{MONDAY}{hour:02}:00" for hour in hours]
    return vm.Session(id_, kind="repair", minutes=60, starts=starts, roles=[vm.Role("helper", skill="fix")])


def day(desk: Desk) -> list[Callable[[], object]]:
    """Return the steps of a day."""
    return [
        lambda: desk.order(order("tap", 10, 11), at=f"{MONDAY}07:10"),
        lambda: desk.order(order("door", 10), at=f"{MONDAY}07:11"),
        lambda: desk.dispatch(at=f"{MONDAY}07:20"),
        lambda: desk.tell(*(Accepted(one, what) for what, one in list(desk.state.promises)), at=f"{MONDAY}07:30"),
        lambda: desk.tell(*(Served(one, what) for what, one in list(desk.state.promises)), at=f"{MONDAY}12:00"),
        lambda: desk.tell(*(Rated(one, what, 4) for what, one in list(desk.state.promises)), at=f"{MONDAY}12:01"),
        lambda: desk.cancel("door", at=f"{MONDAY}12:02"),
    ]


def replayed(desk: Desk) -> DeskState:
    """Return the state that the events of a log make, one after the other."""
    found = desk.history
    begun = DeskState.opened(desk.state.problem, START)
    return reduce(lambda state, event: after(event[1], state, event[0]), found, begun)


def live(store: Path, told: int, last: int) -> None:
    """Live through the day, tell of each step that returned, and die at a statement."""
    left = [last]

    def count(_: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    desk = Desk(store=store)
    desk._log._file.set_trace_callback(count)
    for step in day(desk):
        step()
        os.write(told, b".")
    os._exit(0)


def killed(store: Path, last: int) -> tuple[int, bool]:
    """Return how many steps had returned in a process that was killed at a statement, and whether it was."""
    heard, told = os.pipe()
    child = os.fork()
    if not child:
        live(store, told, last)
    os.close(told)
    with os.fdopen(heard, "rb") as answers:
        steps = len(answers.read())
    _, status = os.waitpid(child, 0)
    return steps, os.WIFSIGNALED(status)


def main(folder: Path) -> None:
    """Kill the day at each statement, and compare with the same day of a desk that lives."""
    whole = Desk(problem(), at=f"{MONDAY}07:00")
    lengths = [0]
    for step in day(whole):
        step()
        lengths.append(len(whole.history))
    events, times, was_killed = whole.history, 0, True
    clean = folder / "clean.sqlite"
    Desk(problem(), store=clean, at=f"{MONDAY}07:00").close()
    while was_killed:
        times += 1
        store = Path(shutil.copy(clean, folder / f"{times}.sqlite"))
        steps, was_killed = killed(store, times)
        with Desk(store=store) as again:
            kept = again.history
            assert kept == events[: len(kept)], "something else happened"
            assert len(kept) in lengths[steps : steps + 2], f"{len(kept)} events after {steps} steps: lost, or by half"
            assert again.state == replayed(again)
    assert times > len(lengths)
    sys.stdout.write(f"{times - 1}\n")


START = dt.datetime(2026, 3, 2, 7, tzinfo=dt.UTC)
if __name__ == "__main__":
    main(Path(sys.argv[1]))
