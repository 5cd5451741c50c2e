"""Which kinds of files can be read, and what to do with those that cannot, by the ending of a name or by their first bytes."""

import os
from pathlib import Path

from volmatch.io.programmes import ENDINGS
from volmatch.text import Text

WORKBOOKS = (".xlsx", ".xlsm")
#: Files of one sheet, with something between the cells.
SEPARATED = (".csv", ".tsv", ".tab")
#: Files of one sheet, column by column.
COLUMNAR = (".parquet", ".pq")
#: Files that may be one sheet, and may be anything.
_PERHAPS_SEPARATED = ".txt"
_SPREADSHEETS = (".ods", ".fods", ".xls", ".xlsb", ".xlt", ".numbers", ".et", ".gsheet", ".sxc", ".dif", ".slk")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm", ".xml", ".png", ".jpg", ".jpeg")

_ELSEWHERE = Text(
    "files of this kind cannot be read: open it in its program and save it as a workbook (.xlsx), or each sheet as CSV UTF-8"
)
_NO_TABLE = Text("this is no table: copy the table in it into a spreadsheet and save that as a workbook (.xlsx)")
_OLD = Text(
    "this is a workbook of an old kind (.xls), or one locked with a password: open it and save it as .xlsx, without a password"
)
_OPEN_DOCUMENT = Text("this is an OpenDocument file (.ods): open it and save it as .xlsx")
_WEB_PAGE = Text("this is a web page, whatever its name says: open it in a spreadsheet and save it as .xlsx")
_ONE_SHEET = Text(
    "a problem is read from .json, from a workbook (.xlsx), or from a folder with a CSV file a sheet; "
    "this is one sheet: put it into a folder with the others"
)

_ONE_SHEET_OF_A_SCHEDULE = Text(
    "a schedule is read from .json, or from the workbook or the folder that it was written to; this is one sheet: put it "
    "into a folder with the others"
)
_CHANGES = Text("changes are read from one sheet as CSV (.csv), or from .json: save the sheet as CSV UTF-8")

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def refusal(path: str | os.PathLike[str]) -> Text | None:
    """Return why a file of this name cannot be read as tables and what to do, or ``None`` where it may be."""
    suffix = Path(path).suffix.lower()
    if suffix in _SPREADSHEETS:
        return _ELSEWHERE
    return _NO_TABLE if suffix in _DOCUMENTS else None


def is_separated(path: str | os.PathLike[str]) -> bool:
    """Whether a name is one of a file that holds one sheet."""
    return Path(path).suffix.lower() in (*SEPARATED, _PERHAPS_SEPARATED)


def problem_refusal(path: str | os.PathLike[str]) -> Text | None:
    """Return why no problem can be read from a file of this name, or ``None`` where one may be."""
    if str(path).lower().endswith(ENDINGS):
        return None
    return _ONE_SHEET if is_separated(path) else refusal(path)


def schedule_refusal(path: str | os.PathLike[str]) -> Text | None:
    """Return why no schedule can be read from a file of this name, or ``None`` where one may be."""
    if str(path).lower().endswith(ENDINGS):
        return None
    return _ONE_SHEET_OF_A_SCHEDULE if is_separated(path) else refusal(path)


def changes_refusal(path: str | os.PathLike[str]) -> Text | None:
    """Return why no changes can be read from a file of this name, or ``None`` where some may be."""
    return _CHANGES if str(path).lower().endswith((*WORKBOOKS, *ENDINGS)) else refusal(path)


def disguise(raw: bytes) -> Text | None:
    """Return what a file that should be a workbook is instead, as far as its first bytes tell."""
    if raw.startswith(_OLE):
        return _OLD
    if raw.startswith(_ZIP) and b"opendocument" in raw[:200]:
        return _OPEN_DOCUMENT
    return (
        _WEB_PAGE
        if raw[:1_000].lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml"))
        else None
    )
