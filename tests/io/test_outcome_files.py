"""Outcomes in files: schedule, levels with proofs, and why there is none."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from sample_problems import GOLDEN, at, every_field, schedule
from volmatch.testing import problems, schedules

LEVELS = (
    vm.LevelReport(level=1, value=0, bound=0, rules={"cover": 0}),
    vm.LevelReport(level=2, value=7, bound=7, rules={"wishes": 3, "target": 4}),
)
TEXTS = (
    vm.Text("nothing to fill"),
    vm.Text("{who} has {n} hours on {day}", {"who": "李", "n": 3, "day": dt.date(2026, 8, 1)}),
    vm.Text.counted("{n} seat of {of}", "{n} seats of {of}", {"n": 2, "of": ("a", "b", ("c",))}),
    vm.Text("{start}: {why} ({share})", {"start": at(8, 1, 10), "why": vm.Text("{a} and {a}", {"a": 1}), "share": 0.5}),
)


def outcome(**changes: Any) -> vm.Outcome:
    """Return an outcome that is optimal."""
    told: dict[str, Any] = {
        "schedule": schedule(), "status": "optimal", "stopped_by": "proof", "levels": LEVELS, "seconds": 0.4,
        "problem_fingerprint": vm.io.fingerprint(every_field()),
    }  # fmt: skip
    return vm.Outcome(**{**told, **changes})


def infeasible(**changes: Any) -> vm.Outcome:
    """Return an outcome without a schedule."""
    return outcome(**{"schedule": None, "status": "infeasible", "levels": (), "clash": TEXTS, **changes})


def written(value: vm.Outcome) -> dict[str, Any]:
    """Return the JSON of an outcome."""
    data: dict[str, Any] = json.loads(vm.io.dumps(value))
    return data


def refused(data: Any) -> list[str]:
    """Return the paths of the faults for which a schedule file is refused."""
    with pytest.raises(vm.ScheduleError) as caught:
        vm.io.loads(json.dumps(data))
    return [fault.path for fault in caught.value.faults]


@pytest.mark.parametrize(("name", "value"), [("every_field", outcome()), ("infeasible", infeasible())])
def test_an_outcome_is_written_as_it_always_was(name: str, value: vm.Outcome) -> None:
    """The form of schedule files changes, or a file of an earlier version is read otherwise."""
    path = GOLDEN / f"{name}.schedule.json"
    assert vm.io.dumps(value) == path.read_text(encoding="utf-8")
    assert vm.io.read(path) == value


@pytest.mark.parametrize(
    "value",
    [
        outcome(),
        outcome(status="feasible", stopped_by="time", levels=(vm.LevelReport(level=1, value=5, bound=3),)),
        outcome(
            status="feasible",
            stopped_by="cancel",
            levels=(vm.LevelReport(level=3, value=2**62),),
            problem_fingerprint="",
        ),
        outcome(levels=(vm.LevelReport(level=1, value=2, bound=3),)),
        outcome(schedule=vm.Schedule(), levels=()),
        infeasible(),
        infeasible(clash=()),
    ],
)
def test_outcomes_come_back_equal(value: vm.Outcome) -> None:
    """A status, a bound, a proof or a clash changes on its way through a file."""
    again = vm.io.loads(vm.io.dumps(value))
    assert again == value
    assert isinstance(again, vm.Outcome)
    assert again.seconds == value.seconds
    assert hash(again) == hash(value)
    assert [text.sentence() for text in again.clash] == [text.sentence() for text in value.clash]
    assert vm.io.dumps(again) == vm.io.dumps(value)


@given(st.data())
def test_random_schedules_come_back_equal(data: st.DataObject) -> None:
    """A schedule changes on its way through a file, or its times lose the offset they were shown with."""
    problem = data.draw(problems("small"))
    drawn = data.draw(schedules(problem))
    again = vm.io.loads(vm.io.dumps(outcome(schedule=drawn)))
    assert isinstance(again, vm.Outcome)
    assert again.schedule == drawn
    assert [str(one.start) for one in again.schedule.placements] == [str(one.start) for one in drawn.placements]


def test_a_bare_schedule_is_checked_and_written_with_its_costs() -> None:
    """A schedule made by hand is called optimal, or its costs are not those that check finds."""
    problem = every_field()
    again = vm.io.loads(vm.io.dumps(schedule(), problem=problem))
    assert isinstance(again, vm.Outcome)
    assert (again.schedule, again.status, again.problem_fingerprint) == (
        schedule(),
        "feasible",
        vm.io.fingerprint(problem),
    )
    assert again.levels == vm.check(problem, schedule()).levels
    vm.io.check_belongs(problem, again)


def test_a_bare_schedule_that_breaks_what_must_hold_is_refused() -> None:
    """A schedule that is none gets a file that calls it feasible."""
    with pytest.raises(vm.ScheduleError, match="must be placed or dropped exactly once"):
        vm.io.dumps(vm.Schedule(), problem=every_field())


def test_a_bare_schedule_needs_its_problem() -> None:
    """A schedule is written without its costs."""
    with pytest.raises(vm.OptionError, match="problem=problem"):
        vm.io.dumps(schedule())


def test_what_belongs_to_another_problem_is_refused() -> None:
    """A schedule of last week passes for one of this week."""
    other = vm.Problem([], [])
    vm.io.check_belongs(every_field(), outcome())
    vm.io.check_belongs(other, outcome(problem_fingerprint=""))
    with pytest.raises(vm.ScheduleError, match="problem: this schedule was made for another problem"):
        vm.io.check_belongs(other, outcome())
    with pytest.raises(vm.ScheduleError, match="another problem"):
        vm.io.dumps(outcome(), problem=other)
    assert written(outcome(problem_fingerprint=""))["problem"] == ""
    assert json.loads(vm.io.dumps(outcome(problem_fingerprint=""), problem=other))["problem"] == vm.io.fingerprint(
        other
    )


@pytest.mark.parametrize(
    "value",
    [
        outcome(schedule=None),
        infeasible(schedule=schedule()),
        outcome(stopped_by="luck"),
        outcome(status="fine"),
        outcome(seconds=float("nan")),
        outcome(problem_fingerprint="mine"),
        outcome(levels=LEVELS[::-1]),
        outcome(levels=(vm.LevelReport(level=1, value=1),)),
        outcome(clash=TEXTS),
    ],
)
def test_an_outcome_that_contradicts_itself_is_not_written(value: vm.Outcome) -> None:
    """An outcome made by hand is written, and nobody can read it back."""
    with pytest.raises(vm.ScheduleError):
        vm.io.dumps(value)


@pytest.mark.parametrize("value", [None, 5, "text", {}, [], vm.Volunteer("li"), vm.Problem])
def test_only_problems_and_outcomes_are_written(value: Any) -> None:
    """Something else is written, or brings a traceback."""
    with pytest.raises(vm.OptionError, match="value: wanted a Problem or an Outcome or a Schedule"):
        vm.io.dumps(value)


SLIPS: list[tuple[dict[str, Any], list[str]]] = [
    ({"status": "good"}, ["status"]),
    ({"stopped_by": None}, ["stopped_by"]),
    ({"problem": "xyz"}, ["problem"]),
    ({"problem": None}, ["problem"]),
    ({"colour": 1}, ["colour"]),
    ({"seconds": -1}, ["seconds"]),
    ({"seconds": "1"}, ["seconds"]),
    ({"assignments": {}}, ["assignments"]),
    ({"assignments": [{"volunteer": "li", "session": "art-1"}]}, ["assignments[0].role"]),
    ({"assignments": [["li", "art-1", "helper"]]}, ["assignments[0]"]),
    (
        {"assignments": [{"volunteer": 1, "session": "", "role": "a\nb"}]},
        ["assignments[0].volunteer", "assignments[0].session", "assignments[0].role"],
    ),
    ({"placements": [{"session": "art-1", "start": "2026-08-01T10:00"}]}, ["placements[0].start"]),
    ({"placements": [{"session": "art-1", "start": "2026-08-01T10:00:30Z"}]}, ["placements[0].start"]),
    ({"placements": [{"session": "art-1", "start": 5, "room": 7}]}, ["placements[0].start", "placements[0].room"]),
    ({"dropped": "visit-7"}, ["dropped"]),
    ({"dropped": [None]}, ["dropped[0]"]),
    ({"levels": [{"level": 0, "value": 0}]}, ["levels[0].level"]),
    ({"levels": [{"level": 1, "value": 0.5, "bound": True}]}, ["levels[0].value", "levels[0].bound"]),
    ({"levels": [{"level": 1, "value": 2**63}]}, ["levels[0].value"]),
    ({"levels": [{"level": 1, "value": 3, "bound": 2, "proved": True}]}, ["levels[0].proved"]),
    ({"levels": [{"level": 1, "value": 3, "bound": 3, "proved": False}]}, ["levels[0].proved"]),
    ({"levels": [{"level": 1, "value": 3, "rules": {"cover": "3"}}]}, ["levels[0].rules.cover"]),
    ({"levels": [{"level": 1, "value": 3, "bound": 1}]}, ["status"]),
    ({"levels": [{"level": 2, "value": 0, "bound": 0}, {"level": 2, "value": 0, "bound": 0}]}, ["levels"]),
    ({"clash": [{"template": "no"}]}, ["clash"]),
    ({"status": "infeasible"}, ["status"]),
]


@pytest.mark.parametrize(("changes", "paths"), SLIPS)
def test_slips_in_schedule_files_are_told(changes: dict[str, Any], paths: list[str]) -> None:
    """A schedule file with a slip brings a traceback, or a schedule that nobody wrote."""
    assert refused({**written(outcome()), **changes}) == paths


@pytest.mark.parametrize("missing", ["status", "stopped_by"])
def test_what_a_schedule_file_must_say(missing: str) -> None:
    """A file that does not say how good its schedule is passes for one that does."""
    data = written(outcome())
    del data[missing]
    assert refused(data) == [missing]


HOSTILE: list[dict[str, Any]] = [
    {"template": ""}, {"template": " "}, {"template": "{"}, {"template": "}"}, {"template": "{who}"}, {"template": "{}"},
    {"template": "{0}"}, {"template": "{n:>1000000000}", "facts": {"n": 1}}, {"template": "{n!r}", "facts": {"n": 1}},
    {"template": "{n.__class__}", "facts": {"n": 1}}, {"template": "{n[0]}", "facts": {"n": "a"}},
    {"template": "{n:{n}}", "facts": {"n": 1}}, {"template": "a\x1bb"}, {"template": "x" * 10_001}, {"template": 5}, {},
    {"template": "one", "plural": "many"}, {"template": "one", "plural": "many", "facts": {"n": "2"}},
    {"template": "one", "plural": "{many}", "facts": {"n": 2}}, {"template": "no", "facts": {"n": None}},
    {"template": "no", "facts": {"n": float("nan")}}, {"template": "no", "facts": {"n": 2**63}},
    {"template": "no", "facts": {"n": {}}}, {"template": "no", "facts": {"n": {"day": "2026-08-01", "time": ""}}},
    {"template": "no", "facts": {"n": {"day": "tomorrow"}}}, {"template": "no", "facts": {"n": {"time": "2026-08-01T10:00"}}},
    {"template": "no", "facts": {"n": {"text": {"template": "{a}"}}}}, {"template": "no", "facts": {"n": [1, [None]]}},
    {"template": "no", "facts": {"n": {"date": "2026-08-01"}}}, {"template": "no", "facts": [1]}, {"template": "no", "more": 1},
]  # fmt: skip


@pytest.mark.parametrize("sentence", HOSTILE, ids=lambda one: json.dumps(one)[:60])
def test_sentences_that_cannot_be_said_are_refused(sentence: dict[str, Any]) -> None:
    """A sentence from a file brings a traceback when it is said, fills the memory, or looks into objects."""
    data = {**written(infeasible()), "clash": [sentence]}
    assert all(path.startswith("clash[0]") for path in refused(data))


def test_each_door_lets_in_its_own_kind(tmp_path: Path) -> None:
    """A file of the other kind comes through, or the error does not say which kind was wanted."""
    problem = every_field()
    vm.io.write(tmp_path / "week.json", problem)
    vm.io.write(tmp_path / "plan.json", schedule(), problem=problem)
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    vm.io.write(tmp_path / "none.json", none)
    assert vm.io.read_problem(tmp_path / "week.json") == problem
    assert vm.io.read_schedule(tmp_path / "plan.json") == schedule()
    assert vm.io.read_outcome(tmp_path / "none.json") == none
    with pytest.raises(vm.ProblemError, match=r"volmatch/1.*volmatch-schedule/1"):
        vm.io.read_problem(tmp_path / "plan.json")
    with pytest.raises(vm.ScheduleError, match=r"volmatch-schedule/1.*volmatch/1"):
        vm.io.read_outcome(tmp_path / "week.json")
    with pytest.raises(vm.ScheduleError, match="nothing is possible"):
        vm.io.read_schedule(tmp_path / "none.json")
