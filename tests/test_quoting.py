"""Values in errors: shown as those who gave them may have written them, and never as Python does."""

import datetime as dt
import decimal
import enum
import re
import uuid
from pathlib import Path, PurePosixPath

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.errors import quoted

PYTHON = re.compile(
    r"datetime|timedelta|Decimal\(|UUID|Path\(|np\.|array\(|<|object at|\bNone\b|\bTrue\b|\bFalse\b|frozenset|\bb'"
)


class Colour(enum.Enum):
    """A choice."""

    RED = "red"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (dt.timedelta(days=1, hours=2), "26:00"),
        (dt.timedelta(minutes=-90), "-01:30"),
        (dt.timedelta(seconds=61), "00:01:01"),
        (dt.datetime(2027, 5, 1, 10, 0), "2027-05-01 10:00"),  # noqa: DTZ001 - as sheets hold it
        (dt.datetime(2027, 5, 1, 10, 0, 30, tzinfo=dt.UTC), "2027-05-01 10:00:30+00:00"),
        (dt.date(2027, 5, 1), "2027-05-01"),
        (dt.time(9, 30), "09:30"),
        (None, "null"),
        (True, "true"),
        (np.bool_(False), "false"),  # noqa: FBT003 - the value itself
        (np.int64(3), "3"),
        (decimal.Decimal("1.50"), "1.50"),
        (Colour.RED, "'red'"),
        (PurePosixPath("people.xlsx"), "'people.xlsx'"),
        (uuid.UUID(int=3), "'00000000-0000-0000-0000-000000000003'"),
        (b"yes", "'yes'"),
        ((1, "a", None), "[1, 'a', null]"),
        ({"start": dt.date(2027, 5, 1)}, "{'start': 2027-05-01}"),
        ({"a": [[[["deep"]]]]}, "{'a': [[…]]}"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, …]"),
        ("it's", '"it\'s"'),
        ("二楼\u200b", "'二楼\\u200b'"),
        (vm.Volunteer("li"), "Volunteer 'li'"),
        (vm.Volunteer, "Volunteer"),
        (len, "len"),
        (object(), "object"),
        (ValueError("no"), "ValueError: no"),
    ],
)
def test_values_as_they_were_written(value: object, shown: str) -> None:
    """A coordinator reads ``datetime.timedelta(days=1, seconds=7200)`` and does not know that it is her 26:00."""
    assert quoted(value) == shown
    assert quoted([value]) == f"[{shown}]" or "…" in shown


def test_a_number_too_long_to_print_is_named_by_its_kind() -> None:
    """A number of five thousand digits ends in a foreign error while an error is made."""
    assert quoted(10**5000) == "int"


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.decimals(),
        st.uuids(),
        st.complex_numbers(),
        st.fractions(),
        st.builds(object),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.integers(), inner), st.tuples(inner, inner)),
)


@given(VALUES)
def test_no_value_is_shown_as_python_spells_it(value: object) -> None:
    """Some value that a sheet, a frame or a JSON file can hold ends up in an error as Python's own text."""
    assert not PYTHON.search(quoted(value))


def test_cells_of_a_sheet_are_told_as_the_sheet_shows_them(tmp_path: Path) -> None:
    """A date as a header, or a length of time, is quoted as Python's ``datetime.datetime(...)``."""
    book = openpyxl.Workbook()
    book.active.append(["Name", dt.datetime(2027, 5, 1, 10, 0), dt.timedelta(hours=26)])  # noqa: DTZ001 - as sheets hold it
    book.active.append(["Ann", "yes", "yes"])
    book.save(tmp_path / "signups.xlsx")
    with pytest.raises(vm.VolmatchError) as caught:
        vm.io.signups(tmp_path / "signups.xlsx")
    assert not PYTHON.search(str(caught.value))
    with pytest.raises(vm.VolmatchError) as refused:
        vm.Problem([vm.Volunteer("a", home=dt.timedelta(hours=26))], [])  # type: ignore[arg-type] # a slip
    assert "(given: 26:00)" in str(refused.value)
