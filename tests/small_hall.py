"""A small problem with Chinese names, solved by hand: for the tests of boards and of the command."""

import datetime as dt
from pathlib import Path

import attrs

import volmatch as vm
from volmatch.rules import Cover, Pin, Pinned, Target, only

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """Return a moment of July 2023 in China."""
    return dt.datetime(2023, 7, day, hour, minute, tzinfo=CHINA)


def problem(*rules: vm.Rule) -> vm.Problem:
    """Return three people, a lesson with a room, a night watch over midnight, and a walk that may be dropped."""
    return vm.Problem(
        volunteers=[
            vm.Volunteer("chen", name="陈雨桐", served_hours=2.5),
            vm.Volunteer("wang", name="王[red]", limits=[vm.Limit("day", max_sessions=1)]),
            vm.Volunteer("smith", available=[]),
        ],
        sessions=[
            vm.Session(
                "lesson",
                name="作业辅导",
                start=at(24, 10),
                end=at(24, 11, 30),
                room=vm.RoomNeed(),
                roles=[vm.Role("辅导员", target=2), vm.Role("helper", min=0, target=1)],
            ),
            vm.Session("watch", name="Night watch", start=at(25, 22), end=at(26, 1), roles=[vm.Role("guard", min=2)]),
            vm.Session("walk", start=at(26, 9), end=at(26, 10), place="yueling", optional=True),
        ],
        places=[vm.Place("yueling", name="Yueling")],
        rooms=[vm.Room("class", "yueling", name="教室")],
        rules=only([Cover(level=1), Target(level=2), *rules]),
        timezone="Asia/Shanghai",
    )


def schedule() -> vm.Schedule:
    """Return a schedule that keeps what must hold: one person short at the watch, three short of the targets (the watch counts in both)."""
    return vm.Schedule(
        [vm.Assignment("chen", "lesson", "辅导员"), vm.Assignment("wang", "watch", "guard")],
        [vm.Placement("lesson", at(24, 10), "class"), vm.Placement("watch", at(25, 22))],
        ["walk"],
    )


def outcome() -> vm.Outcome:
    """Return the schedule with what a solve says about it: the first level proved, the second not."""
    levels = vm.check(problem(), schedule()).levels
    return vm.Outcome(
        schedule=schedule(),
        status="feasible",
        stopped_by="time",
        levels=tuple(attrs.evolve(level, bound=1) for level in levels),
        seconds=1.25,
        problem_fingerprint=vm.io.fingerprint(problem()),
    )


def impossible() -> vm.Problem:
    """Return the problem with a promise to somebody who never has time."""
    return problem(Pinned(stay=[Pin(volunteer="smith", session="watch")]))


def written(folder: Path) -> tuple[str, str]:
    """Write the problem and the outcome; return the paths."""
    paths = str(folder / "hall.problem.json"), str(folder / "hall.schedule.json")
    vm.io.write(paths[0], problem())
    vm.io.write(paths[1], outcome())
    return paths
