"""The JSON Schema of schedule files takes what volmatch reads and writes, and refuses what volmatch refuses."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from file_judges import SCHEDULES, faults_of, validate_schedule
from sample_problems import GOLDEN
from small_hall import impossible, outcome, problem, schedule
from volmatch.testing import problems, schedules

Step = str | int
ROOT = Path(__file__).resolve().parents[2]
#: What volmatch says of fields that are right one by one: a schema does not see it.
CONTRADICTIONS = {
    "a level is proved exactly when its bound is not below its value",
    "there is a schedule, so the status is not infeasible",
    "wanted every level proved, or the status feasible",
    "only an infeasible problem has a clash",
    "wanted each level once, the first level first",
    "wanted a sentence whose fields in braces are all among the facts",
    "a sentence with a plural needs the fact n, a whole number",
}
#: Values of every type, each wrong almost everywhere, but not everywhere.
ODD: tuple[object, ...] = (
    None, True, -1, 0.5, "", "word", "2026-08-01", "2026-08-01T10:00", "2026-08-01 10:00+08:00",
    "2026-08-01T10:00:30Z", "F" * 64, "a" * 64, [], ["word"], [1], {}, {"day": "2026-08-01"}, {"word": 1}, {"word": "word"},
)  # fmt: skip


def file(name: str) -> Any:
    """Return the data of a schedule file."""
    return json.loads((GOLDEN / f"{name}.schedule.json").read_text(encoding="utf-8"))


def steps(data: Any, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the path to each value of a file, the whole file first."""
    yield above
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in pairs:
        yield from steps(item, (*above, step))


def at(data: Any, path: tuple[Step, ...]) -> Any:
    """Return the value to which a path leads."""
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: tuple[Step, ...], value: object) -> Any:
    """Return a copy of a file with another value in one place."""
    data = copy.deepcopy(data)
    at(data, path[:-1])[path[-1]] = value
    return data


def without(data: Any, path: tuple[Step, ...]) -> Any:
    """Return a copy of a file that lacks one value."""
    data = copy.deepcopy(data)
    del at(data, path[:-1])[path[-1]]
    return data


def variants(data: Any) -> Iterator[tuple[object, Any]]:
    """Yield a file with one thing wrong, or other, in every way and everywhere, each with what was done."""
    for path in steps(data):
        if path:
            yield ("without", path), without(data, path)
            yield from (((value, path), changed(data, path, value)) for value in ODD)
        if isinstance(at(data, path), dict):
            yield ("one more field", path), changed(data, (*path, "extra"), 1)


def test_the_schema_is_one() -> None:
    """Other programs refuse the schema itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEDULES.schema)


@pytest.mark.parametrize("name", ["every_field", "infeasible"])
def test_golden_schedules_fit_the_schema(name: str) -> None:
    """Another program refuses a field that volmatch writes."""
    SCHEDULES.validate(file(name))


def test_the_schedule_shown_fits_the_schema() -> None:
    """The page about files shows a schedule that its own schema refuses."""
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    validate_schedule(page.split("```json\n")[2].partition("```")[0])


def test_outcomes_fit_the_schema() -> None:
    """Another program refuses the outcome of a solve, or why nothing is possible."""
    for found in (
        vm.solve(problem()),
        outcome(),
        attrs.evolve(outcome(), problem_fingerprint="", levels=()),
        vm.solve(impossible()),
    ):
        validate_schedule(vm.io.dumps(found))


def test_a_bare_schedule_fits_the_schema() -> None:
    """Another program refuses a schedule that was made by hand."""
    validate_schedule(vm.io.dumps(schedule(), problem=problem()))


@given(st.data())
def test_whatever_volmatch_writes_fits_the_schema(data: st.DataObject) -> None:
    """Another program refuses a file that volmatch wrote."""
    stage = data.draw(problems("small"))
    drawn = data.draw(schedules(stage))
    bounds = st.none() | st.integers(-(2**63), 2**63 - 1)
    levels = [attrs.evolve(one, bound=data.draw(bounds)) for one in vm.check(stage, drawn).levels]
    is_optimal = all(level.proved for level in levels)
    found = vm.Outcome(
        schedule=drawn,
        status="optimal" if is_optimal else "feasible",
        stopped_by=data.draw(st.sampled_from(("proof", "time", "cancel", "memory", "fault"))),
        levels=tuple(levels),
        seconds=data.draw(st.floats(0, 10**9)),
    )
    validate_schedule(vm.io.dumps(found, problem=stage))


@pytest.mark.parametrize("name", ["every_field", "infeasible"])
def test_schema_and_reader_agree_on_every_slip(name: str) -> None:
    """Something is missing, unknown, of another type or out of range, and only one of the two sees it."""
    refused = 0
    for done, data in variants(file(name)):
        is_valid = SCHEDULES.is_valid(data)
        assert is_valid == (faults_of(data) <= CONTRADICTIONS), done
        refused += not is_valid
    assert refused > 300


@pytest.mark.parametrize(
    ("path", "slip"),
    [
        (("format",), "volmatch-schedule/2"),
        (("problem",), "mine"),
        (("status",), "fine"),
        (("stopped_by",), "luck"),
        (("assignments", 0, "volunteer"), ""),
        (("assignments", 0, "person"), "li"),
        (("placements", 0, "start"), "2026-08-01T10:00"),
        (("placements", 0, "start"), "2026-08-01T10:00:30+08:00"),
        (("dropped", 0), 7),
        (("levels", 0, "level"), 0),
        (("levels", 0, "value"), 0.5),
        (("levels", 0, "value"), 2**63),
        (("levels", 0, "bound"), "0"),
        (("levels", 0, "rules", "cover"), None),
        (("seconds",), -1),
        (("levels",), None),
        (("assignment",), []),
    ],
)
def test_a_slip_is_seen_by_both(path: tuple[Step, ...], slip: object) -> None:
    """Another program takes a schedule file that volmatch refuses."""
    data = changed(file("every_field"), path, slip)
    assert not SCHEDULES.is_valid(data)
    assert faults_of(data)


@pytest.mark.parametrize("data", [[], "schedule", None, 1], ids=repr)
def test_what_is_no_record_is_refused(data: object) -> None:
    """Another program takes anything for a schedule."""
    assert not SCHEDULES.is_valid(data)
    assert faults_of(data)


def test_each_field_is_described() -> None:
    """The schema forgets what the docstrings say of the fields."""
    top, records = SCHEDULES.schema["properties"], SCHEDULES.schema["$defs"]
    assert [name for name, one in top.items() if "description" not in one] == []
    assert [name for name, one in records["Level"]["properties"].items() if "description" not in one] == []
    assert top["dropped"]["description"] == "Ids of the sessions that do not take place."
    assert records["Level"]["properties"]["level"]["description"] == "1 is served first."
