"""A folder of CSV files: one file a sheet, as spreadsheets of any country write them, and as none of them mistakes for formulas."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import AnyPath, contents, replace
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet, sheet_of
from volmatch.text import Text

SUFFIX = ".csv"
#: A text that begins like this might be taken for a formula, or for the mark that it is none.
_RISKY = re.compile(r"\s*['=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide signs count as signs too
_MARK = "'"
_MOST_FILES = 1_000
_LONGEST_CELL = 131_072
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def marked(text: str) -> str:
    """Return a text as it is written: with a mark in front where a spreadsheet might run it as a formula."""
    return _MARK + text if _RISKY.match(text) else text


def unmarked(text: str) -> str:
    """Return a text as it was before `marked`; a mark that we would not have written stays."""
    return text[1:] if text.startswith(_MARK) and _RISKY.match(text, 1) else text


def folder_sheets(path: AnyPath, most_bytes: int) -> list[Sheet]:
    """Return a sheet for each CSV file in a folder.

    Raises
    ------
    FileError
        If a file cannot be read.
    ProblemError
        If the files are too large together, or one is no CSV file.
    """
    found = sorted(one for one in Path(path).iterdir() if one.suffix.lower() == SUFFIX and not one.name.startswith("."))
    if len(found) > _MOST_FILES:
        raise ProblemError([Fault("", Text("wanted at most {most} files in the folder", {"most": _MOST_FILES}))])
    sheets, left = [], most_bytes
    for file in found:
        raw = contents(file, left)
        left -= len(raw)
        sheets.append(csv_sheet(file.stem, raw))
    return sheets


def csv_sheet(name: str, raw: bytes) -> Sheet:
    """Return the sheet that a CSV file holds."""
    text = _decoded(name, raw)
    if "\0" in text:
        raise ProblemError([Fault(name, Text("wanted a CSV file: this one has bytes that no text has"))])
    delimiter = _delimiter(text)
    try:
        grid = [
            [unmarked(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        wanted = Text("wanted a CSV file whose cells have at most {most} characters", {"most": _LONGEST_CELL})
        raise ProblemError([Fault(name, wanted)]) from None
    return sheet_of(name, grid)


def _decoded(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProblemError([Fault(name, Text("wanted a text in UTF-8 or GB 18030"))])


def _delimiter(text: str) -> str:
    """Return what stands between the headers: of comma, semicolon and tab, the one the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


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
