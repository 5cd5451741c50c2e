"""Workbooks made to exhaust a machine are refused quickly, and broken ones with a sentence."""

import io
import time
import zipfile
import zlib
from pathlib import Path

import pytest

import volmatch as vm
from damaged_workbooks import CELL, SECONDS, SHEET, changed, refused, workbook
from volmatch.io.tables import extents
from volmatch.io.tables.cell_texts import Formats, Texts
from volmatch.io.tables.grid import Grid
from volmatch.io.tables.guard import elements

MANY = 2**28


def test_the_workbook_of_these_tests_is_read(tmp_path: Path) -> None:
    """The workbooks below are refused for another reason than the one planted."""
    (tmp_path / "book.xlsx").write_bytes(changed(workbook(), SHEET, b"<t>", b"<t>"))
    assert [one.name for one in vm.io.read_tables(tmp_path / "book.xlsx").volunteers] == ["Li"]


def test_texts_that_cells_share_are_read(tmp_path: Path) -> None:
    """Workbooks of other programs keep their texts in a part of their own, and come out empty."""
    raw = io.BytesIO(changed(workbook(), SHEET, CELL, b'<c r="A2" t="s"><v>1</v></c>'))
    with zipfile.ZipFile(raw, "a") as file:
        file.writestr("xl/sharedStrings.xml", '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                      "<si><t>bo</t></si><si><r><t>wa</t></r><r><t>ng</t></r></si></sst>")  # fmt: skip
    (tmp_path / "book.xlsx").write_bytes(raw.getvalue())
    assert [one.id for one in vm.io.read_tables(tmp_path / "book.xlsx").volunteers] == ["wang"]


def test_a_part_that_swells_is_refused(tmp_path: Path) -> None:
    """A megabyte in the mail becomes a quarter of a gigabyte in memory."""
    raw = changed(workbook(), SHEET, b"</sheetData>", b" " * MANY + b"</sheetData>")
    assert len(raw) < MANY / 500
    assert "wanted at most 134217728 bytes" in refused(raw, tmp_path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """A zip file says that it holds ten bytes, and holds a quarter of a gigabyte."""
    raw = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as file:
        told = file.getinfo(SHEET)
        size = told.file_size.to_bytes(4, "little") + b""
        prefix = file.read(SHEET)[:10]
    crc = zlib.crc32(prefix).to_bytes(4, "little")
    for at in [at for at in range(len(raw)) if raw[at : at + 4] == size]:
        raw[at : at + 4] = (10).to_bytes(4, "little")
        raw[at - 8 : at - 4] = crc
    assert "wanted an Excel workbook" in refused(bytes(raw), tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A2"', b'<c r="XFD1048576"'),
        (b'<row r="2"><c r="A2"', b'<row r="1048576"><c'),
        (b'<c r="A2"', b'<c\n  r = "XFD1048576"'),
        (b'<c r="A2"', b'<!-- <c r="A2" --><c s="0" r="XFD1048576"'),
        (b'<c r="A2"', b'<c r="&#88;FD1048576"'),
        (b'<row r="2"><c r="A2"', b"<row r='1048570'><c s='0'"),
    ],
)
def test_a_cell_that_lies_far_away_is_refused(old: bytes, new: bytes, tmp_path: Path) -> None:
    """A reader makes room for seventeen thousand million cells because one stands in the last corner."""
    told = refused(changed(changed(workbook(), SHEET, b'<c r="A1"', b'<c r="XFD1"'), SHEET, old, new), tmp_path)
    assert "wanted at most 3000000 cells" in told or "wanted an Excel workbook" in told


def test_colours_that_lie_far_away_are_let_pass(tmp_path: Path) -> None:
    """Somebody coloured a whole column, and the workbook is refused."""
    raw = changed(workbook(), SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    (tmp_path / "book.xlsx").write_bytes(raw)
    assert [one.id for one in vm.io.read_tables(tmp_path / "book.xlsx").volunteers] == ["li"]


def grid(part: bytes, shared: bytes = b"<sst/>") -> Grid:
    """Return the cells of a sheet."""
    texts = Texts()
    elements(shared, texts)
    found = Grid(texts.all, Formats())
    elements(part, found)
    return found


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    """Cells without references slip through, however many columns they fill."""
    row = b"<row>" + b"<c><v>1</v></c>" * 2_000 + b"</row>"
    few, many = (b"<sheetData>" + row + b"<row/>" * empty + row + b"</sheetData>" for empty in (10, 2_000))
    assert list(grid(few).rows) == [1, 12]
    with pytest.raises(vm.ProblemError, match="cells"):
        grid(many)


def test_cells_that_all_say_to_stand_in_one_place_are_counted() -> None:
    """Millions of cells in one place take no room, and all the time there is."""
    cells = b'<row r="1">' + b'<c r="A1"/>' * (extents.MOST_CELLS + 1) + b"</row>"
    with pytest.raises(vm.ProblemError, match="cells"):
        grid(cells)


def test_a_long_text_that_many_cells_share_is_refused() -> None:
    """A text of thirty thousand letters stands once in the file and half a million times in the sheet."""
    strings = b"<sst><si><t>a</t></si><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<c r="A%d" t="s"><v>%d</v></c>' % (row, row % 1000 == 0) for row in range(1, 20_000))
    assert len(grid(b"<row>" + cells + b"</row>", strings).rows) == 19_999
    with pytest.raises(vm.ProblemError, match="letters"):
        grid(b"<row>" + cells.replace(b"<v>0</v>", b"<v ><!---->1</v>") + b"</row>", strings)


@pytest.mark.parametrize("last", ["XFD1048576", "A3", "a2", "A2"])
@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A2" r="%s"><v>1</v></c>',
        b'<c r="A2"><v>1</v></c><c r="A2" r="%s"><v>1</v></c>',
        b'<c r="A2"><v>1</v></c><c r="%s" r = "A2"><v>1</v></c>',
        b'<c r="A2" xmlns:r="x" r="%s" r="A2"/>',
    ],
)
def test_a_cell_that_names_its_place_twice_is_refused(cell: bytes, last: str, tmp_path: Path) -> None:
    """The guard believes the first, the reader the last; the reader asks for 512 GB, and the process ends."""
    raw = changed(workbook(), SHEET, CELL, cell.replace(b"%s", last.encode()))
    assert "wanted an Excel workbook" in refused(raw, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CELL, CELL * 2),
        (CELL, b'<c r="A0"><v>1</v></c>'),
        (CELL, b'<c r="XFE1"><v>1</v></c>'),
        (CELL, b'<c r="A1048577"><v>1</v></c>'),
        (CELL, b'<c r="A2" s="99"><v>1</v></c>'),
        (CELL, b'<c r="A2" s="-99"><v>1</v></c>'),
        (CELL, b'<c r="A2" s="1e9"><v>1</v></c>'),
        (CELL, b'<c r="A2"><v>li</v></c>'),
        (CELL, b'<c r="A2"><v>' + b"9" * 5_000 + b"</v></c>"),
        (CELL, b'<c r="A2" t="s"><v>-1</v></c>'),
        (CELL, b'<c r="A2" t="d"><v>soon</v></c>'),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:"/></mergeCells>'),
        (b"</sheetData>", b"</sheetData><mergeCells><mergeCell/></mergeCells>"),
    ],
)
def test_cells_that_cannot_be_are_refused(old: bytes, new: bytes, tmp_path: Path) -> None:
    """A damaged cell is read as another, or ends in a foreign traceback."""
    assert "wanted an Excel workbook" in refused(changed(workbook(), SHEET, old, new), tmp_path)


def test_declarations_in_other_letters_are_refused(tmp_path: Path) -> None:
    """A part in UTF-16 hides from a search of its bytes what it declares."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as file:
        text = file.read(SHEET).decode()
    text = (
        text.replace("<worksheet", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet")
        .replace("UTF-8", "UTF-16")
        .replace("utf-8", "utf-16")
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(raw, "w") as target:
        for one in source.namelist():
            target.writestr(one, text.encode("utf-16") if one == SHEET else source.read(one))
    assert "wanted an Excel workbook" in refused(raw.getvalue(), tmp_path)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK",
        b"PK\x03\x04" + b"\0" * 100,
        b"id,name\nli,Li\n",
        workbook()[:-30],
        workbook()[:2_000],
        changed(workbook(), SHEET, b"<sheetData>", b"<sheetDat"),
        changed(workbook(), "xl/workbook.xml", b"<sheets>", b"<"),
        changed(workbook(), SHEET, b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet"),
        changed(workbook(), SHEET, CELL, b'<c r="A2" t="s"><v>99999999999999</v></c>'),
        changed(workbook(), "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"none.xml"),
        changed(workbook(), "xl/workbook.xml", b'r:id="rId1"', b""),
        changed(workbook(), "xl/workbook.xml", b'name="volunteers"', b""),
    ],
)
def test_broken_workbooks_are_refused_with_a_sentence(raw: bytes, tmp_path: Path) -> None:
    """A file that is cut short ends in the traceback of a foreign reader."""
    assert refused(raw, tmp_path)


def test_files_larger_than_allowed_are_not_read(tmp_path: Path) -> None:
    """The limit on bytes is not kept."""
    (tmp_path / "book.xlsx").write_bytes(workbook())
    (tmp_path / "folder").mkdir()
    for name in ("volunteers", "_a"):
        (tmp_path / "folder" / f"{name}.csv").write_text("id\n" + "li\n" * 200, encoding="utf-8")
    for name in ("book.xlsx", "folder"):
        with pytest.raises(vm.ProblemError, match="bytes"):
            vm.io.read_tables(tmp_path / name, most_bytes=1_000)


def test_failed_formulas_are_told_with_their_cell(tmp_path: Path) -> None:
    """A limit that a broken formula should give is read as no limit."""
    raw = workbook([["id", "hours before"], ["li", "=1/0"]])
    raw = changed(raw, SHEET, b'<c r="B2">', b'<c r="B2" t="e">')
    raw = changed(raw, SHEET, b"<v />", b"<v>#DIV/0!</v>")
    told = refused(raw, tmp_path)
    assert told.startswith("volunteers!B2 (hours before): the formula in this cell failed")


@pytest.mark.parametrize(
    "raw", [b"a,b\n\x00,1\n", b"\xff\xfe\x00", b"id\n" + b"a" * 200_000, b"\x80\x81\xff", b'id\n"a'], ids=range(5)
)
def test_broken_csv_files_are_refused_with_a_sentence(raw: bytes, tmp_path: Path) -> None:
    """A file that is no text ends in a traceback."""
    (tmp_path / "volunteers.csv").write_bytes(raw)
    try:
        vm.io.read_tables(tmp_path)
    except vm.ProblemError as error:
        assert error.sentence()  # noqa: PT017 - a quote that is never closed may pass


@pytest.mark.parametrize(
    "cell",
    [" " * 120_000 + "x", "a" + " " * 120_000 + "b", "until " * 20_000, ":" * 120_000, '"' * 120_000, "-" * 120_000],
)
def test_cells_made_to_keep_a_reader_busy_are_read_soon(cell: str, tmp_path: Path) -> None:
    """A pattern is tried at every letter of a long cell, so that one row takes minutes."""
    quoted = cell.replace('"', '""')
    headers = {
        "volunteers": "id,skills,traits,name",
        "availability": "volunteer,weekdays,date,from",
        "sessions": "id,starts,equipment,room",
    }
    for name, header in headers.items():
        (tmp_path / f"{name}.csv").write_text(f'{header}\nli,"{quoted}","{quoted}","{quoted}"\n', encoding="utf-8")
    begun = time.monotonic()
    with pytest.raises(vm.ProblemError):
        vm.io.read_tables(tmp_path)
    assert time.monotonic() - begun < SECONDS
