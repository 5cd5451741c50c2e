"""Frames and tables of other libraries are read, and a package that is missing is named with the way to get it."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import volmatch as vm
from sample_problems import every_field


def test_frames_of_pandas_with_its_own_kinds_of_cells() -> None:
    """A number, a missing value or a date of pandas is taken for a text or for something unheard of."""
    people = pd.DataFrame(
        {
            "id": pd.Series(["li", "bo"], dtype="string"),
            "name": ["Li", np.nan],
            "max travel minutes": pd.Series([40, None], dtype="Int64"),
            "hours before": [np.float64(2.5), np.nan],
        }
    )
    free = pd.DataFrame(
        {
            "volunteer": ["li", "bo"],
            "date": pd.to_datetime(["2026-08-01", "2026-08-02"]),
            "from": [dt.time(9), "10:00"],
            "to": ["12:00", dt.time(13)],
            "if needed": [np.True_, False],
            "weekdays": [None, pd.NA],
            "since": [pd.NaT, None],
        }
    )
    problem = vm.io.read_tables({"volunteers": people, "availability": free})
    assert problem == vm.Problem(
        [
            vm.Volunteer(
                "li",
                name="Li",
                max_travel_minutes=40,
                served_hours=2.5,
                available=[vm.Window("2026-08-01T09:00", "2026-08-01T12:00", if_needed=True)],
            ),
            vm.Volunteer("bo", available=[vm.Window("2026-08-02T10:00", "2026-08-02T13:00")]),
        ],
        [],
    )


def test_tables_that_speak_arrow() -> None:
    """A table of a library that volmatch does not know is refused though it speaks the common tongue."""

    class Foreign:
        def __init__(self, table: pa.Table) -> None:
            self._table = table

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return self._table.__arrow_c_stream__(requested_schema)

    table = pa.table({"id": ["li", "bo"], "max travel minutes": pa.array([5, None]), "teams": [None, "a; b"]})
    wanted = (vm.Volunteer("li", max_travel_minutes=5), vm.Volunteer("bo", teams=["a", "b"]))
    for source in (table, Foreign(table)):
        assert vm.io.read_tables({"volunteers": source}).volunteers == wanted
    assert vm.io.read_tables({"volunteers": pa.table({"id": pa.array([], pa.string())})}).volunteers == ()


def test_frames_have_a_row_a_record() -> None:
    """A problem as data frames has a row too many, or a cell of the wrong kind."""
    frames = vm.io.frames(every_field())
    assert list(frames["volunteers"]["id"]) == ["li", "zhou"]
    assert frames["availability"]["date"][0] == dt.date(2026, 8, 1)
    assert "skills" not in frames


@pytest.mark.filterwarnings("ignore:.*read by no rule")
@pytest.mark.parametrize(
    ("package", "extra"),
    [
        ("openpyxl", "[tables]"),
        ("pandas", "pip install pandas"),
        ("pyarrow", "pip install pyarrow"),
    ],
)
def test_a_missing_package_is_named(package: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who installed no extra is told of a module they never heard of."""
    vm.io.write_tables(every_field(), tmp_path / "book.xlsx")
    table = pa.table({"id": ["li"]})
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, package, None)
    needs: dict[str, Callable[[], object]] = {
        "openpyxl": lambda: vm.io.read_tables(tmp_path / "book.xlsx"),
        "pandas": lambda: vm.io.frames(every_field()),
        "pyarrow": lambda: vm.io.read_tables({"volunteers": table}),
    }
    if package == "openpyxl":
        with pytest.raises(vm.io.ExtraError):
            vm.io.write_tables(every_field(), tmp_path / "other.xlsx")
    with pytest.raises(vm.io.ExtraError) as caught:
        needs[package]()
    assert isinstance(caught.value, vm.VolmatchError)
    assert extra in caught.value.sentence()
    vm.io.write_tables(every_field(), tmp_path / "folder")
    assert vm.io.read_tables(tmp_path / "folder") == every_field()
