"""Files that a command writes: the ending of a name says what it is, and nothing is lost that somebody else wrote."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import volmatch.io
from volmatch.cli.given_files import is_folder, refuse_unwritable
from volmatch.cli.needed_extras import load
from volmatch.errors import FileError, OptionError, VolmatchError
from volmatch.io.files import replace
from volmatch.io.tables.schedule_tables import is_of_a_schedule
from volmatch.io.tables.table_files import WORKBOOK, sheets_in
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.text import Text

FOLDER = "/"
#: Reports by the ending of their name, and the module that makes each.
REPORTS = {".html": "page", ".svg": "charts", ".png": "charts", ".md": "markdown"}
#: What every page of ours holds.
_MARK = b'<meta name="generator" content="volmatch">'
#: What serves instead of files that we do not write, by the ending that people want.
_INSTEAD: Mapping[str, Text] = {
    ".pdf": Text("print the page (.html) or the workbook (.xlsx) to PDF"),
    ".ics": Text("volmatch calendars writes calendars"),
    ".csv": Text("a folder/ holds one CSV file a sheet"),
    **dict.fromkeys((".ods", ".xls", ".numbers"), Text("every spreadsheet opens .xlsx")),
    **dict.fromkeys((".docx", ".doc", ".odt"), Text("a text for a letter is .md, and .html opens in a word processor")),
    **dict.fromkeys((".jpg", ".jpeg"), Text("a picture is .png or .svg")),
}
SCHEDULES = (".json", WORKBOOK, *REPORTS, FOLDER)


def kind_of(path: str, kinds: Sequence[str]) -> str:
    """Return the ending of a name, small, or ``/`` for a folder: one that is there, or a name that ends in ``/`` or in nothing.

    Raises
    ------
    OptionError
        If the ending is none of those wanted.
    """
    target = Path(path)
    if target.exists() and not target.is_file() and not target.is_dir() and ".json" in kinds:
        return ".json"  # a terminal or a pipe
    kind = target.suffix.lower()
    if is_folder(path) or not (kind or target.exists()):
        kind = FOLDER
    if kind not in kinds:
        raise OptionError(wanted_ending(path, kinds))
    return kind


def wanted_ending(path: str, kinds: Sequence[str]) -> Text:
    """Return which endings a name may have, and what serves instead of one that nothing here writes."""
    facts = {"path": path, "kinds": tuple(kinds)}
    instead = _INSTEAD.get(Path(path).suffix.lower())
    if instead is None:
        return Text("{path}: wanted a name that ends in one of {kinds}", facts)
    return Text("{path}: wanted a name that ends in one of {kinds}; {instead}", {**facts, "instead": instead})


def refuse(paths: Sequence[str], kinds: Sequence[str], *, force: bool) -> None:
    """Raise before a long solve what would make its result unwritable, or would lose what somebody else wrote.

    Raises
    ------
    OptionError
        If a name says nothing of what to write.
    FileError
        If a file cannot be written, or was not written by this command and is not to be replaced.
    """
    for path in paths:
        kind = kind_of(path, kinds)
        if kind != FOLDER:
            refuse_unwritable(path)
        if not force and not _may_be_replaced(path, kind):
            refuse_to_replace(path)


def refuse_to_replace(path: str) -> None:
    """Raise that something stands there.

    Raises
    ------
    FileError
        Always.
    """
    reason = Text("it exists and was not written by this command; --force replaces it")
    raise FileError(Text("cannot write {path}: {reason}", {"path": path, "reason": reason}), path)


def _may_be_replaced(path: str, kind: str) -> bool:
    """Whether nothing stands there, or something that was made from a schedule by us."""
    target = Path(path)
    if kind == FOLDER or not target.is_file():
        return True  # sheets of a schedule have names of their own, so that what else is in a folder stays
    with suppress(VolmatchError, OSError):
        if kind == ".json":
            return isinstance(volmatch.io.read(path), Outcome)
        if kind == WORKBOOK:
            return is_of_a_schedule(sheets_in(path))
        return kind == ".html" and _MARK in target.read_bytes()
    return False


def write(
    path: str, outcome: Outcome, problem: Problem, lang: str, columns: Sequence[str] = (), annexes: Sequence[Annex] = ()
) -> bool:
    """Write what the ending of a name asks for, with `columns` in what people read; return whether there was anything to be written."""
    kind = kind_of(path, SCHEDULES)
    if kind == ".json":
        volmatch.io.write(path, outcome, problem=problem)
    elif kind in REPORTS:
        write_report(path, REPORTS[kind], problem, outcome, lang=lang, columns=columns, annexes=annexes)
    elif outcome.schedule is None:
        return False
    else:
        volmatch.io.write_schedule_tables(problem, outcome, path, lang=lang, columns=columns)
    return True


def write_report(  # noqa: PLR0913 - what the reports may say
    path: str,
    name: str,
    problem: Problem,
    outcome: Outcome,
    *,
    lang: str,
    pseudonyms: bool = False,
    board: str = "coverage",
    title: str | None = None,
    columns: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
) -> None:
    """Write a report, whole or not at all."""
    made_by = Path(path).suffix.lower()[1:] if name == "charts" else name
    make = getattr(load(f"volmatch.report.html.{name}", "report"), made_by)
    on_a_page = {"title": title, "columns": columns, "annexes": annexes}
    asked: Mapping[str, Mapping[str, Any]] = {"charts": {"board": board}, "page": on_a_page}
    about = asked.get(name, {})
    made = make(problem, outcome, lang=lang, pseudonyms=pseudonyms, **about)
    replace(path, made.encode() if isinstance(made, str) else made)
