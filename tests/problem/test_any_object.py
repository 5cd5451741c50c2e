"""Whatever stands in whatever field: a problem comes out, or a list of faults."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from odd_objects import ANYTHING, ODD
from sample_problems import every_field
from slips import every_field_data, steps
from volmatch.problem.values import FrozenMap


def fields(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every field of every record in a value, and of every item of every list."""
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield f"{path}.{field.name}".removeprefix(".")
            yield from fields(getattr(value, field.name), f"{path}.{field.name}".removeprefix("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield f"{path}[{index}]"
            yield from fields(item, f"{path}[{index}]")
    elif isinstance(value, FrozenMap):
        for key, item in value.items():
            yield f"{path}.{key}"
            yield from fields(item, f"{path}.{key}")


FIELDS = sorted(set(fields(every_field())))


def with_object(value: Any, path: list[str | int], given: object) -> Any:
    """Return a copy of a value with an object in the place of what stands at a path."""
    if not path:
        return given
    first, *rest = path
    if isinstance(value, tuple):
        return tuple(with_object(item, rest, given) if index == first else item for index, item in enumerate(value))
    if isinstance(value, FrozenMap):
        return {key: with_object(item, rest, given) if key == first else item for key, item in value.items()}
    return attrs.evolve(value, **{str(first): with_object(getattr(value, str(first)), rest, given)})


def judge(path: str, given: object) -> None:
    """Make sure that an object in a field gives a problem that can be written and read, or a list of faults."""
    try:
        problem = with_object(every_field(), steps(path), given)
    except vm.ProblemError as error:
        assert 1 <= len(error.faults) <= 100
        assert str(error)
        assert error.sentence("zh")
        assert len(str(error)) < 100_000
    else:
        assert vm.io.loads(vm.io.dumps(problem)) == problem


@pytest.mark.parametrize("path", FIELDS)
def test_odd_objects_in_each_field(path: str) -> None:
    """An object of a kind nobody thought of brings a traceback."""
    for make in ODD:
        judge(path, make())


@settings(max_examples=300)
@given(st.sampled_from(FIELDS), ANYTHING)
def test_any_object_in_any_field(path: str, anything: object) -> None:
    """Some object in some field brings a traceback."""
    judge(path, anything)


@given(st.sampled_from(list(every_field_data())), ANYTHING)
def test_any_object_as_a_part_of_the_data(part: str, anything: object) -> None:
    """Parsed data whose parts are of the wrong kind bring a traceback."""
    data = every_field_data()
    data[part] = anything
    try:
        problem = vm.Problem.from_data(data)
    except vm.ProblemError as error:
        assert error.faults
    else:
        assert vm.io.loads(vm.io.dumps(problem)) == problem


@given(ANYTHING)
def test_any_object_as_the_data(anything: object) -> None:
    """Data that are no mapping bring a traceback."""
    with pytest.raises(vm.ProblemError):
        vm.Problem.from_data(anything)


def test_every_field_is_tried() -> None:
    """The sample lacks a record, so nothing is known about its fields."""
    tried = {path.rpartition(".")[2] for path in FIELDS}
    records = (vm.Volunteer, vm.Session, vm.Role, vm.RoomNeed, vm.Skill, vm.Days, vm.Limit, vm.Wish, vm.Place, vm.Room,
               vm.Travel, vm.Way, vm.Weekly, vm.Window, vm.Where, vm.VolunteerFilter, vm.SessionFilter)  # fmt: skip
    assert {field.name for cls in records for field in attrs.fields(cls)} <= tried
