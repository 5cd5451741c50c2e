"""Files with too much of something are refused at a glance at their bytes, before they are gone through."""

import io
import zipfile
from pathlib import Path

import pytest

import volmatch as vm
from damaged_workbooks import CELL, SHEET, changed, refused, workbook
from volmatch.io.tables import extents


def test_too_many_cells_are_seen_at_a_glance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file with a million cells too many is gone through to its last cell allowed, or kept whole, before it is refused."""
    monkeypatch.setattr(extents, "MOST_CELLS", 30)
    path = tmp_path / "volunteers.csv"
    path.write_text("id,name\n" + "".join(f"v{n},V\n" for n in range(14)), encoding="utf-8")
    assert len(vm.io.read_tables(path).volunteers) == 14
    path.write_text("id,name\n" + 'v,"a,b\n,"\n' * 14, encoding="utf-8")
    with pytest.raises(vm.ProblemError, match="stands at"):
        vm.io.read_tables(path)
    path.write_text("id,name\n" + "v,V\n" * 15, encoding="utf-8")
    with pytest.raises(vm.ProblemError, match="wanted at most 30 cells"):
        vm.io.read_tables(path)
    cell, row = b'<c r="A1"/>', b"<row/>"
    for part, fits in (
        (cell * 30, True),
        (b"<c/>" * 15 + b"<c>" * 16, False),
        (row * 99 + b"<cols><col/></cols>" * 99, True),
    ):
        if fits:
            extents.refuse_too_many_cells(part)
        else:
            with pytest.raises(vm.ProblemError, match="wanted at most 30 cells"):
                extents.refuse_too_many_cells(part)


def test_far_more_texts_than_cells_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Millions of texts that stand in no cell are read one by one; or a few that were left over make a good file a bad one."""
    monkeypatch.setattr(extents, "MOST_LEFT_OVER", 5)
    for left_over, fits in ((5, True), (9, False)):
        raw = io.BytesIO(changed(workbook(), SHEET, CELL, b'<c r="A2" t="s"><v>0</v></c>'))
        with zipfile.ZipFile(raw, "a") as file:
            file.writestr("xl/sharedStrings.xml", '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                          + "<si><t>li</t></si>" * (4 + left_over) + "</sst>")  # fmt: skip
        if fits:
            (tmp_path / "book.xlsx").write_bytes(raw.getvalue())
            assert [one.id for one in vm.io.read_tables(tmp_path / "book.xlsx").volunteers] == ["li"]
        else:
            assert "no more texts than there are cells" in refused(raw.getvalue(), tmp_path)


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    """Millions of empty rows take all the time there is, for nothing."""
    raw = changed(workbook(), SHEET, b"</sheetData>", b"<row/>" * 1_048_577 + b"</sheetData>")
    assert "wanted an Excel workbook" in refused(raw, tmp_path)
