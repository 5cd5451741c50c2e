"""Problems read from tables and written to tables: a folder of CSV files, an Excel workbook, or data frames."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from volmatch.doors import door
from volmatch.errors import Fault, FileError, OptionError, ProblemError, VolmatchError, quoted
from volmatch.io.files import AnyPath, contents, reason_of
from volmatch.io.formats import MOST_BYTES
from volmatch.io.tables.extents import MOST_CELLS
from volmatch.io.tables.file_kinds import is_separated, refusal
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.folder import SUFFIX, csv_sheet, folder_sheets, write_csv
from volmatch.io.tables.frames import frame_sheets
from volmatch.io.tables.notes import Told, warn
from volmatch.io.tables.pages import write_workbook
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_words import SHEETS, written
from volmatch.io.tables.workbook import workbook_sheets
from volmatch.problem.problem import Problem
from volmatch.text import Text, template

WORKBOOK = ".xlsx"
_READING = template("cannot read {path}: {reason}")
_WRITING = template("cannot write {path}: {reason}")
_NO_FOLDER = Text("its folder does not exist")


@door
def read_tables(
    source: AnyPath | Mapping[str, Any],
    *,
    most_bytes: int = MOST_BYTES,
    encoding: str | None = None,
    told: Told | None = None,
) -> Problem:
    """Read a problem from tables.

    Parameters
    ----------
    source
        A folder of CSV or Parquet files, one a sheet; an Excel workbook; or a mapping from the names of sheets to pandas data frames
        or tables with ``__arrow_c_stream__``. Sheets and columns may have their English or Chinese names; those that are
        missing mean the defaults.
    most_bytes
        Larger files are refused, and so are workbooks that are larger once unpacked.
    encoding
        Encoding of CSV files, such as ``cp1252``, for those that are not UTF-8; never guessed where it would not be sure.
    told
        Called with each thing that was understood in a way worth knowing, and its place: a title over the headers that was
        passed over, a cell that was filled down. By default each is a `TablesWarning`.

    Raises
    ------
    FileError
        If a file cannot be read.
    ProblemError
        If the tables hold no problem, with every fault found; the path of each is a sheet and cell, such as
        ``volunteers!C4 (skills)``.
    ExtraError
        If the package that reads this kind of table is not installed.
    """
    told = told or warn
    if isinstance(source, Mapping):
        return problem_of(frame_sheets(source, MOST_CELLS), told)
    try:
        return problem_of(sheets_in(source, most_bytes, encoding), told)
    except ProblemError as error:
        error.add_note(str(source))
        raise


@door
def write_tables(problem: Problem, path: AnyPath, *, lang: str = "en") -> None:
    """Write a problem as tables; `read_tables` reads an equal one.

    A text that a spreadsheet might take for a formula is made harmless: in CSV files by an apostrophe in front, which
    `read_tables` takes away again, in workbooks by the kind of the cell.

    Parameters
    ----------
    path
        Ends in ``.xlsx`` for an Excel workbook; else a folder, in which one CSV file a sheet is written. Files of sheets
        that the problem does not need are emptied where they exist.
    lang
        Language of the names of sheets and columns: ``en`` or ``zh``.

    Raises
    ------
    FileError
        If a file cannot be written.
    ProblemError
        If the problem has a rule that no file can name, or more in a sheet or cell than fits.
    ExtraError
        If openpyxl is needed and not installed.
    """
    sheets = filled_sheets(problem, lang)
    write_sheets(path, sheets)
    _empty_others(path, sheets)


def sheets_in(path: AnyPath, most_bytes: int = MOST_BYTES, encoding: str | None = None) -> list[Sheet]:
    """Return the sheets of a folder of CSV files, of one CSV file, or of a workbook."""
    if not isinstance(path, str) and not hasattr(path, "__fspath__"):
        wanted = Text("wanted a path or a mapping of tables, not {given}", {"given": quoted(path)})
        raise OptionError(wanted)
    with _own_errors(path, _READING):
        if Path(path).is_dir():
            return folder_sheets(path, most_bytes, encoding)
    wanted_instead = refusal(path)
    if wanted_instead is not None:
        contents(path, most_bytes)  # a file that is not there is told as that
        raise ProblemError([Fault("", wanted_instead)])
    if is_separated(path):
        return [csv_sheet(Path(path).stem, contents(path, most_bytes), encoding)]
    return workbook_sheets(path, most_bytes)


def is_workbook(path: AnyPath) -> bool:
    """Whether a path means a workbook to be written, and not a folder of CSV files."""
    return Path(path).suffix.lower() == WORKBOOK


def write_sheets(path: AnyPath, sheets: Sequence[Sheet]) -> None:
    """Write sheets as a workbook or as a folder of CSV files; the suffix says which."""
    if is_workbook(path):
        write_workbook(path, sheets)
        return
    target = Path(path)
    with _own_errors(path, _WRITING):
        target.mkdir(exist_ok=True)
    for sheet in sheets:
        write_csv(target / f"{sheet.name}{SUFFIX}", [sheet.header, *(cells for _, cells in sheet.rows)])


def _empty_others(path: AnyPath, sheets: Sequence[Sheet]) -> None:
    """Empty the files of sheets that a problem does not need: they would be read as part of it."""
    if is_workbook(path):
        return
    needed = {sheet.name for sheet in sheets}
    for name in sorted({written(words, lang) for words in SHEETS.values() for lang in words} - needed):
        file = Path(path) / f"{name}{SUFFIX}"
        if file.is_file():
            write_csv(file, [])


@contextmanager
def _own_errors(path: AnyPath, words: str) -> Iterator[None]:
    """Turn what the system says about a folder into an error of ours."""
    try:
        yield
    except (VolmatchError, FileNotFoundError) as error:
        if isinstance(error, VolmatchError):
            raise
        raise FileError(Text(words, {"path": str(path), "reason": _NO_FOLDER}), str(path), error.errno) from error
    except (OSError, ValueError) as error:
        facts = {"path": str(path), "reason": reason_of(error)}
        raise FileError(Text(words, facts), str(path), getattr(error, "errno", None)) from error
