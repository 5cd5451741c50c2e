"""A folder of files, one a sheet: CSV as spreadsheets of any country write it and as none of them mistakes for formulas, or Parquet."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import AnyPath, contents, replace
from volmatch.io.tables import extents
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.encodings import decoded
from volmatch.io.tables.file_kinds import COLUMNAR, SEPARATED, refusal
from volmatch.io.tables.frames import parquet_sheet
from volmatch.io.tables.sheet import Sheet, sheet_of
from volmatch.text import Text

SUFFIX = ".csv"
#: A text that begins like this might be taken for a formula, or for the mark that it is none.
_RISKY = re.compile(r"\s*['=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide signs count as signs too
_MARK = "'"
_MOST_FILES = 1_000
_LONGEST_CELL = 131_072
_DELIMITERS = ",;\t"
_LOOKED_THROUGH = 100
_LETTERS_LOOKED_THROUGH = 2**20
#: A first line that tells spreadsheets what stands between the cells, such as ``sep=;``.
_SAID = re.compile(r'("?)sep=([^"\r\n])\1[,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def marked(text: str) -> str:
    """Return a text as it is written: with a mark in front where a spreadsheet might run it as a formula."""
    return _MARK + text if _RISKY.match(text) else text


def unmarked(text: str) -> str:
    """Return a text as it was before `marked`; a mark that we would not have written stays."""
    return text[1:] if text.startswith(_MARK) and _RISKY.match(text, 1) else text


def folder_sheets(path: AnyPath, most_bytes: int, encoding: str | None = None) -> list[Sheet]:
    """Return a sheet for each CSV or Parquet file in a folder.

    Raises
    ------
    FileError
        If a file cannot be read.
    ProblemError
        If the files are too large together, one is no file of its kind, or all there is are tables of another kind.
    ExtraError
        If there is a Parquet file and pyarrow is not installed.
    """
    there = sorted(one for one in Path(path).iterdir() if not one.name.startswith("."))
    found = [one for one in there if one.suffix.lower() in (*SEPARATED, *COLUMNAR)]
    if len(found) > _MOST_FILES:
        raise ProblemError([Fault("", Text("wanted at most {most} files in the folder", {"most": _MOST_FILES}))])
    if not found:
        others = [Fault(one.name, wanted) for one in there if (wanted := refusal(one)) is not None]
        raise ProblemError(others or [Fault("", Text("wanted a folder with a CSV file a sheet; this one has none"))])
    sheets, left = [], most_bytes
    for file in found:
        raw = contents(file, left)
        left -= len(raw)
        is_columnar = file.suffix.lower() in COLUMNAR
        sheets.append(parquet_sheet(file.stem, raw) if is_columnar else csv_sheet(file.stem, raw, encoding))
    return sheets


def csv_sheet(name: str, raw: bytes, encoding: str | None = None) -> Sheet:
    """Return the sheet that a CSV file holds."""
    text = decoded(name, raw, encoding)
    if "\0" in text:
        raise ProblemError([Fault(name, Text("wanted a CSV file: this one has bytes that no text has"))])
    said = _SAID.match(text)
    delimiter, body = delimiter_of(name, text), text[said.end() :] if said else text
    _refuse_too_many_cells(name, body, delimiter)
    rows = _rows(name, body, delimiter)
    grid = [[unmarked(cell) for cell in row] for row in rows]
    return sheet_of(name, [[], *grid] if said else grid)


def _refuse_too_many_cells(name: str, text: str, delimiter: str) -> None:
    """Refuse a file with more cells than a sheet may have, before any is kept."""
    most = text.count(delimiter) + text.count("\n") + text.count("\r") + 1
    if most > extents.MOST_CELLS and sum(map(len, _rows(name, text, delimiter))) > extents.MOST_CELLS:
        raise extents.too_many_cells()


def _rows(name: str, text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        wanted = Text("wanted a CSV file whose cells have at most {most} characters", {"most": _LONGEST_CELL})
        raise ProblemError([Fault(name, wanted)]) from None


def delimiter_of(name: str, text: str) -> str:
    """Return what stands between the cells: what a first line says, else of comma, semicolon and tab, the one that makes the most rows of several cells.

    A title over the table may have any of them or none. Where two do alike, the first row with either decides: what it has
    most of.
    """
    if said := _SAID.match(text):
        return said[2]
    text = text[:_LETTERS_LOOKED_THROUGH]  # a whole file would be taken apart once for each of them
    lines = io.StringIO(text, newline=None)
    first = next((line for line in lines if set(line) & set(_DELIMITERS) and line.strip(" \t,;\n")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=lambda one: (_rows_of_several(name, text, one), bare.count(one)))


def _rows_of_several(name: str, text: str, delimiter: str) -> int:
    return sum(len(row) > 1 for row in islice(_rows(name, text, delimiter), _LOOKED_THROUGH))


def write_csv(path: Path, grid: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file that every spreadsheet opens with the right letters."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_text(cell) for cell in row] for row in grid)
    replace(path, _BYTE_ORDER_MARK + text.getvalue().encode())


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return marked(cell)
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
