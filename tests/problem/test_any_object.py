"""Whatever stands in whatever field: a problem comes out, or a list of faults."""

import re
from collections.abc import Callable, Iterator
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


def fields(value: Any, path: str = "") -> Iterator[str]:
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


SAMPLE = every_field()
FIELDS = sorted(set(fields(SAMPLE)))
#: One of the fields that differ only in their index.
KINDS_OF_FIELDS = sorted({re.sub(r"\[\d+\]", "[]", path): path for path in FIELDS}.values())


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


def judge(make: Callable[[], vm.Problem]) -> None:
    """Make sure that what is given makes a problem that can be written and read, or a list of faults."""
    try:
        problem = make()
    except vm.ProblemError as error:
        told = [fault.sentence(lang) for lang in ("en", "zh") for fault in error.faults]
    else:
        assert vm.io.loads(vm.io.dumps(problem)) == problem
        return
    assert 2 <= len(told) <= 200
    assert all(one and len(one) < 1_000 for one in told)


@pytest.mark.parametrize("path", KINDS_OF_FIELDS)
def test_odd_objects_in_each_field(path: str) -> None:
    """An object of a kind nobody thought of brings a traceback."""
    for make in ODD:
        given = make()
        judge(lambda: with_object(SAMPLE, steps(path), given))  # noqa: B023 - judged at once


@settings(max_examples=150)
@given(st.sampled_from(FIELDS), ANYTHING)
def test_any_object_in_any_field(path: str, make: Callable[[], Any]) -> None:
    """Some object in some field brings a traceback."""
    judge(lambda: with_object(SAMPLE, steps(path), make()))
    judge(lambda: with_object(SAMPLE, steps(path), [make(), make()]))


@given(st.sampled_from(list(every_field_data())), ANYTHING)
def test_any_object_as_a_part_of_the_data(part: str, make: Callable[[], Any]) -> None:
    """Parsed data whose parts are of the wrong kind bring a traceback."""
    judge(lambda: vm.Problem.from_data(every_field_data(**{part: make()})))
    judge(lambda: vm.Problem.from_data(every_field_data(**{part: [make()]})))


@given(ANYTHING)
def test_any_object_as_the_data(make: Callable[[], Any]) -> None:
    """Data that are no mapping bring a traceback."""
    with pytest.raises(vm.ProblemError):
        vm.Problem.from_data(make())


def test_every_field_is_tried() -> None:
    """The sample lacks a record, so nothing is known about its fields."""
    tried = {path.rpartition(".")[2] for path in FIELDS}
    records = (vm.Volunteer, vm.Session, vm.Role, vm.RoomNeed, vm.Skill, vm.Days, vm.Limit, vm.Wish, vm.Place, vm.Room,
               vm.Travel, vm.Way, vm.Weekly, vm.Window, vm.Where, vm.VolunteerFilter, vm.SessionFilter)  # fmt: skip
    assert {field.name for cls in records for field in attrs.fields(cls)} <= tried
