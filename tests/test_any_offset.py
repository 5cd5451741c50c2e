"""The clock of a schedule is the problem's, whatever offset or zone its starts carry, at every door a schedule comes in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

import volmatch as vm
from any_zone import ZONES, abroad
from volmatch.explain import compare, letter, moves, shortage, why, why_empty, why_not
from volmatch.io import calendars
from volmatch.report.html.markdown import markdown
from volmatch.report.html.page import page
from volmatch.report.html.sheets import sheets
from volmatch.rules import Cover, FewestChanges, Limits, Pin, Pinned, Qualified, only
from volmatch.solve import solve_narrower

TURNS = range(len(ZONES) + 1)


def kitchen(**more: Any) -> vm.Problem:
    """Return one cook whose skill ends on the first, and two duties on the second, of which the first is the evening before in UTC."""
    return vm.Problem(
        [
            vm.Volunteer(
                "li", skills={"cook": vm.Skill(1, until="2026-08-01")}, limits=[vm.Limit("day", max_sessions=1)]
            )
        ],
        [
            vm.Session(
                "early", start="2026-08-02T07:00", end="2026-08-02T07:30", roles=[vm.Role("cook", skill="cook")]
            ),
            vm.Session("late", start="2026-08-02T20:00", end="2026-08-02T21:00", roles=[vm.Role("helper")]),
        ],
        timezone="Asia/Shanghai",
        **more,
    )


def both() -> vm.Schedule:
    """Return the schedule in which the cook does both."""
    crew = [vm.Assignment("li", "early", "cook"), vm.Assignment("li", "late", "helper")]
    return vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in kitchen().sessions])


@pytest.mark.parametrize("turn", TURNS)
def test_a_breach_is_a_breach_in_any_offset(turn: int) -> None:
    """A skill that has ended, or two duties on one day, pass because the start says UTC."""
    found = vm.check(kitchen(), abroad(kitchen(), both(), turn))
    assert sorted(breach.rule for breach in found.breaches) == ["limits", "qualified"]
    assert found == vm.check(kitchen(), both())


@pytest.mark.parametrize("turn", TURNS)
def test_no_start_makes_a_false_proof(turn: int) -> None:
    """A start that breaks what must hold comes back, and its cost is called proved."""
    outcome = vm.solve(kitchen(rules=only([Cover(level=1)])), start=abroad(kitchen(), both(), turn))
    assert (outcome.status, [level.value for level in outcome.levels]) == ("optimal", [1])
    assert outcome.schedule is not None
    assert vm.check(kitchen(), outcome.schedule).ok


@pytest.mark.parametrize("turn", TURNS)
def test_an_evening_abroad_is_not_the_next_day(turn: int) -> None:
    """Noon and evening of one day in New York are two days in UTC, and one duty a day allows both."""
    problem = vm.Problem(
        [vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=1)])],
        [
            vm.Session(id_, start=f"2026-08-01T{start}", end=f"2026-08-01T{end}", roles=[vm.Role("h")])
            for id_, start, end in (("noon", "12:00", "13:00"), ("evening", "20:30", "21:30"))
        ],
        rules=only([Cover(level=1)]),
        timezone="America/New_York",
    )
    crew = [vm.Assignment("li", one.id, "h") for one in problem.sessions]
    start = abroad(
        problem, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]), turn
    )
    assert not vm.check(problem, start).ok
    outcome = vm.solve(problem, start=start)
    assert (outcome.status, [level.value for level in outcome.levels]) == ("optimal", [1])


def doors() -> tuple[vm.Problem, vm.Schedule]:
    """Return a problem whose days differ from those of UTC, and a schedule of it that keeps what must hold."""
    problem = attrs.evolve(
        kitchen(),
        volunteers=[
            *(
                vm.Volunteer(own, skills={"cook": 1}, limits=[vm.Limit("day", max_sessions=1)])
                for own in ("li", "wang")
            ),
            vm.Volunteer("mei"),
        ],
        sessions=[
            *kitchen().sessions,
            vm.Session("tea", start="2026-08-03T05:00", end="2026-08-03T06:00", place="hall", roles=[vm.Role("host")]),
            vm.Session("out", minutes=30, starts=["2026-08-03T07:00", "2026-08-04T06:00"], roles=[vm.Role("host")]),
        ],
        places=[vm.Place("hall")],
    )
    crew = [("li", "early", "cook"), ("wang", "late", "helper"), ("mei", "tea", "host")]
    placements = [vm.Placement(one.id, one.candidate_starts[-1]) for one in problem.sessions]
    return problem, vm.Schedule([vm.Assignment(*one) for one in crew], placements)


def _outcome(problem: vm.Problem, made: vm.Schedule) -> vm.Outcome:
    return vm.Outcome(schedule=made, status="feasible", stopped_by="time", levels=vm.check(problem, made).levels)


def _board(problem: vm.Problem, made: vm.Schedule, by: Literal["session", "volunteer"]) -> str:
    out = io.StringIO()
    vm.show(problem, made, file=out, by=by)
    return out.getvalue()


def _saved(problem: vm.Problem, made: vm.Schedule, folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in vm.save(problem, made, folder)]


def _calendars(problem: vm.Problem, made: vm.Schedule, folder: Path) -> list[bytes]:
    calendars.write_calendars(problem, made, folder, by="place")
    return [path.read_bytes().split(b"DTSTAMP")[0] for path in sorted(folder.glob("*.ics"))]


def _tables(problem: vm.Problem, made: vm.Schedule, folder: Path) -> list[bytes]:
    vm.io.write_schedule_tables(problem, made, folder)
    return [path.read_bytes() for path in sorted(folder.glob("*.csv"))]


def _kept(problem: vm.Problem, made: vm.Schedule) -> tuple[int, ...]:
    pins = [Pin(volunteer=one.volunteer, session=one.session, role=one.role) for one in made.assignments]
    kept = [Pinned(stay=pins), FewestChanges(level=1, count="times", placements=made.placements)]
    return vm.score(attrs.evolve(problem, rules=only(kept)), doors()[1])


DOORS: dict[str, Callable[[vm.Problem, vm.Schedule, Path], object]] = {
    "check": lambda problem, made, _: vm.check(problem, made),
    "score": lambda problem, made, _: vm.score(problem, made),
    "solve": lambda problem, made, _: vm.io.dumps(attrs.evolve(vm.solve(problem, start=made), seconds=0.0)),
    "solve_narrower": lambda problem, made, _: [
        level.value for level in solve_narrower(problem, _outcome(problem, made), starts=[made]).levels
    ],
    "compare": lambda problem, made, _: compare(problem, doors()[1], made).sentence(),
    "compared before": lambda problem, made, _: compare(problem, made, vm.Schedule()).sentence(),
    "moves": lambda problem, made, _: moves(problem, made, doors()[1]),
    "letter": lambda problem, made, _: [
        letter(problem, _outcome(problem, made), own).sentence() for own in ("li", "mei")
    ],
    "why": lambda problem, made, _: why(problem, _outcome(problem, made), "mei", "tea").sentence(),
    "why_not": lambda problem, made, _: why_not(problem, _outcome(problem, made), "mei", "late").sentence(),
    "why_empty": lambda problem, made, _: why_empty(problem, _outcome(problem, made), "out", "host").sentence(),
    "shortage": lambda problem, made, _: str(shortage(problem, _outcome(problem, made))),
    "dumps": lambda problem, made, _: vm.io.dumps(made, problem=problem),
    "calendar": _calendars,
    "tables": _tables,
    "board": lambda problem, made, _: _board(problem, made, "session"),
    "board of people": lambda problem, made, _: _board(problem, made, "volunteer"),
    "markdown": lambda problem, made, _: markdown(problem, made),
    "sheets": lambda problem, made, _: sheets(problem, made),
    "page": lambda problem, made, _: page(problem, made),
    "save": _saved,
    "promised": lambda problem, made, _: _kept(problem, made),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_every_door_settles(door: Callable[[vm.Problem, vm.Schedule, Path], object], tmp_path: Path) -> None:
    """A schedule that carries other offsets is judged, shown or begun from by other days than the problem's."""
    problem, made = doors()
    (tmp_path / "home").mkdir()
    at_home = door(problem, made, tmp_path / "home")
    for turn in (0, 1, 3):
        folder = tmp_path / str(turn)
        folder.mkdir()
        assert door(problem, abroad(problem, made, turn), folder) == at_home


@pytest.mark.parametrize("turn", TURNS)
def test_files_and_starts_from_files_settle(turn: int) -> None:
    """A schedule read from a file is judged by the offset that stands there."""
    problem = kitchen()
    told = vm.Outcome(schedule=abroad(problem, both(), turn), status="feasible", stopped_by="time")
    read = vm.io.loads(vm.io.dumps(told))
    assert isinstance(read, vm.Outcome)
    assert read.schedule is not None
    assert vm.check(problem, read.schedule) == vm.check(problem, both())
    alone = attrs.evolve(problem, rules=only([Limits(), Qualified()]))
    assert len(vm.check(alone, read.schedule).breaches) == 2
