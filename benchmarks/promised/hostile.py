"""P12: files made to exhaust a machine, each refused in a process of its own: its seconds of a processor, and its memory."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.promised.figures import Figures

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

#: Reads the file and says whether it was refused, the seconds of a processor, and the megabytes beyond those of a process that loaded the reader.
PROGRAM = """
import sys, time, warnings
import volmatch as vm
import volmatch.io.tables.table_files, volmatch.io.calendars.busy
from benchmarks.memory import peak_mb
warnings.simplefilter("ignore")
path = sys.argv[1]
before, began = peak_mb(), time.process_time()
try:
    if path.endswith(".ics"):
        vm.io.calendars.busy(open(path, "rb").read(), since="2026-01-01T00:00", until="2026-12-31T00:00", timezone="UTC")
    elif path.endswith(".json"):
        vm.io.read(path)
    else:
        vm.io.read_tables(path)
except vm.VolmatchError as error:
    told = "refused"
else:
    told = "read"
print(told, time.process_time() - began, peak_mb() - before)
"""


def hostile() -> Figures:
    """Return the most seconds and megabytes that any of the files took, and how many were refused."""
    seconds, megabytes, refused = list[float](), list[float](), 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            path = Path(folder) / name
            path.write_bytes(make())
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=True
            )
            told, took, held = done.stdout.split()
            refused += told == "refused"
            seconds.append(float(took))
            megabytes.append(float(held))
            print(f"{name}: {told}, {float(took):.2f} s, {float(held):.0f} MB")
    return {
        "worst": round(max(seconds), 2),
        "megabytes": round(max(megabytes)),
        "refused": refused,
        "times": len(FILES),
    }


def _workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    """Return a workbook of one sheet, packed as tightly as can be."""
    raw = io.BytesIO()
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets><sheet name="volunteers" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }  # fmt: skip
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        head = f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>'.encode()
        file.writestr("xl/worksheets/sheet1.xml", head + sheet + b"</sheetData></worksheet>")
        file.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_SPREADSHEET}">'.encode() + strings + b"</sst>")
    return raw.getvalue()


def _rows(cell: bytes, rows: int, each: int) -> bytes:
    return b"".join(b"<row>" + cell * each + b"</row>" for _ in range(rows))


def _series(rule: str) -> bytes:
    one = f"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:19000101T000000Z\r\nDURATION:PT1S\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{one * 200}END:VCALENDAR\r\n".encode()


#: What is made of a few kilobytes, or lies about what it is.
FILES: dict[str, Callable[[], bytes]] = {
    "shared strings.xlsx": lambda: _workbook(
        _rows(b'<c t="s"><v>0</v></c>', 10, 10), b"<si><t>ab</t></si>" * 2_500_000
    ),
    "long shared string.xlsx": lambda: _workbook(
        _rows(b'<c t="s"><v>0</v></c>', 2_000, 200), b"<si><t>" + b"x" * 32_000 + b"</t></si>"
    ),
    "many cells.xlsx": lambda: _workbook(_rows(b"<c><v>1</v></c>", 40_000, 100)),
    "empty rows.xlsx": lambda: _workbook(b"<row/>" * 8_000_000),
    "far away.xlsx": lambda: _workbook(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "swelling.xlsx": lambda: _workbook(b" " * 2**28),
    "deep.json": lambda: b"[" * 5_000_000,
    "doubled keys.json": lambda: b"{" + b'"a":1,' * 800_000 + b'"a":1}',
    "many faults.json": lambda: json.dumps(
        {"format": "volmatch/1", "volunteers": [{}] * 300_000, "sessions": []}
    ).encode(),
    "long number.json": lambda: b'{"format":"volmatch/1","seed":' + b"9" * 5_000_000 + b"}",
    "every second.ics": lambda: _series("FREQ=SECONDLY"),
    "no day.ics": lambda: _series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "wide.csv": lambda: b"id" + b",name" * 500_000 + b"\n",
    "long.csv": lambda: b"id,name\n" + b"li,Li\n" * 2_000_000,
}
