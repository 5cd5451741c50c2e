"""Tables in memory: data frames and whatever else speaks Arrow, read as sheets; and a problem as data frames."""

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from volmatch.doors import door
from volmatch.errors import Fault, OptionError, ProblemError, quoted
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.extents import MOST_CELLS, too_many_cells
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.needed_packages import pandas, parquet, pyarrow
from volmatch.io.tables.sheet import Sheet, filled_rows, padded
from volmatch.problem.problem import Problem
from volmatch.text import Text

#: What pandas calls a column that has no header in its file.
_NAMELESS = re.compile(r"Unnamed: \d+(_level_\d+)?")
_MISSING = frozenset({"NaTType", "NAType"})


@door
def frames(problem: Problem) -> dict[str, Any]:
    """Return a problem as pandas data frames, one a sheet; sheets without rows are left out.

    Raises
    ------
    ExtraError
        If pandas is not installed.
    ProblemError
        If the problem has a rule that no file can name.
    """
    package = pandas()
    return {
        sheet.name: package.DataFrame([cells for _, cells in sheet.rows], columns=list(sheet.header), dtype=object)
        for sheet in filled_sheets(problem, "en")
    }


def frame_sheets(tables: Mapping[Any, Any], most_cells: int) -> list[Sheet]:
    """Return a sheet for each table of a mapping.

    Raises
    ------
    OptionError
        For a table of another kind.
    ProblemError
        If the tables have too many cells.
    """
    sheets, left = [], most_cells
    for name, table in tables.items():
        header, rows, size = _opened(str(name), table)
        left -= size
        if left < 0:
            raise ProblemError([Fault(str(name), Text("wanted at most {most} cells in a sheet", {"most": most_cells}))])
        filled = filled_rows((map(_cell, row) for row in rows), 2)
        headers = padded([_header(cell) for cell in header], filled)
        sheets.append(Sheet(name=str(name), header=headers, rows=tuple(filled)))
    return sheets


def parquet_sheet(name: str, raw: bytes) -> Sheet:
    """Return the sheet that a Parquet file holds.

    Raises
    ------
    ExtraError
        If pyarrow is not installed.
    ProblemError
        If it is no Parquet file, or has too many cells.
    """
    package, broken = parquet(), (pyarrow().ArrowException, OSError)
    try:
        about = package.ParquetFile(io.BytesIO(raw))
        is_large = about.metadata.num_rows * about.metadata.num_columns > MOST_CELLS
        table = None if is_large else about.read()
    except broken:
        raise ProblemError([Fault(name, Text("wanted a Parquet file: this one is none, or is damaged"))]) from None
    if table is None:
        raise too_many_cells()
    return frame_sheets({name: table}, MOST_CELLS)[0]


def _opened(name: str, table: Any) -> tuple[Sequence[Any], Iterator[Sequence[Any]], int]:
    """Return headers, rows and the number of cells of a table."""
    if hasattr(table, "itertuples") and hasattr(table, "columns"):
        return list(table.columns), table.itertuples(index=False, name=None), len(table) * len(table.columns)
    if hasattr(table, "__arrow_c_stream__"):
        package = pyarrow()
        arrow = package.table(table)
        columns = (column.to_pylist() for column in arrow.columns)
        return arrow.column_names, zip(*columns, strict=True), arrow.num_rows * arrow.num_columns
    wanted = Text(
        "wanted for {name} a pandas data frame or a table with __arrow_c_stream__, not {given}",
        {"name": quoted(name), "given": quoted(table)},
    )
    raise OptionError(wanted)


def _header(value: Any) -> Cell:
    told = _cell(value)
    return None if isinstance(told, str) and _NAMELESS.fullmatch(told) else told


def _cell(value: Any) -> Cell:
    """Return a cell as Python has it: numbers of other libraries as plain ones, and nothing for what is missing."""
    if value is None or type(value).__name__ in _MISSING:
        return None
    plain = value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value
    if isinstance(plain, float) and math.isnan(plain):
        return None
    told: Cell = plain.to_pydatetime() if hasattr(plain, "to_pydatetime") else plain
    return told
