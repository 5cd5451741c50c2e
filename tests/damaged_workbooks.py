"""Workbooks of one sheet in which something is not as it should be, and how they are refused."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

import volmatch as vm

#: P12 says one second on a machine that does nothing else; this one may be busy.
SECONDS = 8


def workbook(rows: list[list[object]] | None = None) -> bytes:
    """Return a workbook with one sheet of volunteers."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "volunteers"
    for row in rows or [["id", "name"], ["li", "Li"]]:
        page.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def changed(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with something in one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            part = source.read(one)
            if one == name:
                assert old in part
                part = part.replace(old, new, 1)
            target.writestr(one, part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
CELL = b'<c r="A2" t="inlineStr"><is><t>li</t></is></c>'


def refused(raw: bytes, tmp_path: Path) -> str:
    """Return the sentence with which a workbook is refused, which must come soon."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(raw)
    begun = time.monotonic()
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.read_tables(path)
    assert time.monotonic() - begun < SECONDS
    return caught.value.sentence()
