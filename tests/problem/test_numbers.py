"""Numbers that are none, or too large, or of another type than they look."""

import decimal
import enum
import fractions
import json
import math

import numpy as np
import pytest

import volmatch as vm
from slips import every_field_data, said, with_value

WHOLE = [
    "sessions[0].attendance",
    "sessions[0].priority",
    "sessions[0].roles[1].max",
    "sessions[1].minutes",
    "volunteers[0].max_travel_minutes",
    "volunteers[0].wishes[0].score",
    "volunteers[0].limits[1].max_sessions",
    "volunteers[0].limits[2].per.days",
    "volunteers[0].skills.driving.level",
    "rooms[0].capacity",
    "travel.minutes[0][2]",
    "rules[0].weight",
    "rules[0].where.sessions.priority[0]",
]
REAL = [
    "volunteers[0].served_hours",
    "volunteers[0].limits[0].max_hours",
    "volunteers[0].show_rate",
    "volunteers[0].cost_per_hour",
]


class Three(enum.IntEnum):
    """A number with a name."""

    THREE = 3


class Odd:
    """A number that breaks when asked which."""

    def __index__(self) -> int:
        message = "no idea"
        raise RuntimeError(message)


NO_NUMBERS = [
    math.nan, math.inf, -math.inf, float("1e999"), True, False, "3", "", b"3", [], {}, 3 + 0j, 10**5000, -(10**5000), 2**63,
    decimal.Decimal(3), decimal.Decimal("NaN"), fractions.Fraction(3), np.float64(math.nan), np.array([3, 4]), np.bool_(1),
    int,
]  # fmt: skip


def kind(value: object) -> str:
    """Name a value in the list of tests."""
    return type(value).__name__


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("given", [*NO_NUMBERS, 3.0, 3.5, -0.0, np.float64(3)], ids=kind)
def test_what_is_no_whole_number_is_refused(path: str, given: object) -> None:
    """A number that is none counts for one, or breaks what compares it."""
    assert said(path, given).startswith("wanted ")


@pytest.mark.parametrize("path", REAL)
@pytest.mark.parametrize("given", [*NO_NUMBERS, -1, -0.5], ids=kind)
def test_what_is_no_number_is_refused(path: str, given: object) -> None:
    """Not-a-number, infinity or a text counts for a number, and all comparisons go astray."""
    assert said(path, given).startswith("wanted a number from 0 to ")


@pytest.mark.parametrize("path", [*WHOLE, *REAL])
def test_a_number_that_breaks_is_refused(path: str) -> None:
    """The error of somebody else's number reaches the caller."""
    assert said(path, Odd()).startswith("reading this raised RuntimeError: no idea")


@pytest.mark.parametrize("path", ["rules[0].weight", "sessions[0].attendance", "volunteers[0].served_hours"])
def test_a_number_must_be_there(path: str) -> None:
    """Nothing counts for zero where zero and nothing differ."""
    assert said(path, None).startswith("wanted a ")


@pytest.mark.parametrize("given", [3, np.int64(3), np.uint8(3), Three.THREE], ids=kind)
@pytest.mark.parametrize("path", WHOLE)
def test_whole_numbers_of_other_libraries_become_plain(path: str, given: int) -> None:
    """A number of numpy stays one, and cannot be written or hashed as others are."""
    problem, plain = vm.Problem.from_data(with_value(path, given)), vm.Problem.from_data(with_value(path, 3))
    assert problem == plain
    assert vm.io.dumps(problem) == vm.io.dumps(plain)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (2, 2),
        (2.0, 2),
        (2.5, 2.5),
        (-0.0, 0),
        (np.int64(2), 2),
        (np.float64(2.5), 2.5),
        (np.float64(2), 2),
        (1e-9, 1e-9),
    ],
    ids=str,
)
def test_equal_numbers_are_written_equally(given: float, written: float) -> None:
    """Equal problems are written as different bytes."""
    problem = vm.Problem.from_data(with_value("volunteers[0].served_hours", given))
    hours = json.loads(vm.io.dumps(problem))["volunteers"][0].get("served_hours", 0)
    assert (hours, type(hours), math.copysign(1, hours)) == (written, type(written), 1)
    assert vm.io.loads(vm.io.dumps(problem)) == problem


@pytest.mark.parametrize("given", [0, 1, "yes", "true", None, [], np.bool_(1), math.nan], ids=repr)
def test_yes_and_no_are_true_and_false(given: object) -> None:
    """A number or a text counts for yes."""
    assert said("sessions[0].optional", given).startswith("wanted true or false")


@pytest.mark.parametrize("weight", [0, -1, 1_000_001, 10**400])
def test_weights_stay_in_bounds(weight: int) -> None:
    """A weight is nothing, turns a cost around, or grows past what an engine can count."""
    assert said("rules[0].weight", weight).startswith("wanted a whole number from 1 to 1000000")


def test_limits_of_the_bounds_are_taken() -> None:
    """The bounds are off by one."""
    for path, value in (
        ("rules[0].weight", 1_000_000),
        ("volunteers[0].wishes[0].score", -1_000_000),
        ("volunteers[0].show_rate", 1),
    ):
        assert vm.Problem.from_data(with_value(path, value))


def test_true_is_no_id() -> None:
    """1, 1.0 and True share one place in a dict, so a person vanishes."""
    data = every_field_data(volunteers=[{"id": 1}, {"id": 1.0}, {"id": True}], rules=[])
    with pytest.raises(vm.ProblemError) as caught:
        vm.Problem.from_data(data)
    assert [fault.path for fault in caught.value.faults] == [f"volunteers[{index}].id" for index in range(3)]
