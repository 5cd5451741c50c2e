"""Changes as files: JSON and sheets say the same as Python, and every slip is told with its place."""

import json
import re
from pathlib import Path

import pytest

import volmatch as vm
from file_judges import CHANGES
from volmatch.live import (
    Absence,
    Added,
    Cancelled,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
    apply,
    dumps_changes,
    loads_changes,
    read_changes,
    write_changes,
)

ROOT = Path(__file__).resolve().parents[2]


def problem() -> vm.Problem:
    """Return the problem of the page about files."""
    found = vm.io.loads(_blocks()[0])
    assert isinstance(found, vm.Problem)
    return found


def _blocks() -> list[str]:
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    return re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def every_kind() -> list[vm.live.Change]:
    """Return a change of each kind to that problem."""
    return [
        Absence("li", "2026-08-01", "2026-08-02"),
        Withdrawn("li", "visit"),
        NoShow("li", "art", "helper"),
        Served("li", "art", "teacher"),
        Moved("visit", "2026-08-03T16:00", place="east"),
        Needs("art", "helper", min=1),
        Closed("class", "2026-08-05T08:00", "2026-08-05T12:00"),
        Added(
            vm.Session("tea", name="Tea", start="2026-08-04T15:00", end="2026-08-04T16:00", roles=[
                vm.Role("host", skill="drawing", min=1, target=2), vm.Role("cook"),
            ])
        ),
        Joined(vm.Volunteer("wu", name="Wu", skills={"drawing": 1})),
        Cancelled("art"),
    ]  # fmt: skip


SLIPS = """{"format": "volmatch-changes/1", "changes": [
    {"change": "moved", "session": "art", "start": "soon", "why": 1},
    {"change": "cancelled", "session": "art", "session": "art"}, {"change": 7}]}"""

SHEET = """change,Volunteer,session,role,place,room,from,to,start,min,target,name,skill,end
absent,li,,,,,2026-08-01,2026-08-02,,,,,,
withdrawn,li,visit,,,,,,,,,,,
no-show,li,art,helper,,,,,,,,,,

served,li,art,teacher,,,,,,,,,,
moved,,visit,,east,,,,2026-08-03T16:00,,,,,
needs,,art,helper,,,,,,1,,,,
closed,,,,,class,2026-08-05T08:00,2026-08-05T12:00,,,,,,
added,,tea,host,,,,,2026-08-04T15:00,1,2,Tea,drawing,2026-08-04T16:00
added,,tea,cook,,,,,,,,,,
joined,wu,,,,,,,,,,Wu,drawing,
cancelled,,art,,,,,,,,,,,
"""


def test_files_keep_every_change(tmp_path: Path) -> None:
    """What is written is not what is read back, or another program refuses it."""
    told = problem()
    text = dumps_changes(every_kind(), told)
    CHANGES.validate(json.loads(text))
    found = loads_changes(text, told)
    assert dumps_changes(found, told) == text
    assert vm.io.fingerprint(apply(told, found)) == vm.io.fingerprint(apply(told, every_kind()))
    write_changes(tmp_path / "changes.json", every_kind(), told)
    assert read_changes(tmp_path / "changes.json", told) == found


def test_a_sheet_says_the_same(tmp_path: Path) -> None:
    """A row means another change than the record in JSON."""
    path = tmp_path / "changes.csv"
    path.write_text(SHEET, encoding="utf-8")
    assert dumps_changes(read_changes(path, problem()), problem()) == dumps_changes(every_kind(), problem())


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("gb18030", ","), ("utf-16", ",")])
def test_a_chinese_sheet_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """A sheet as Excel saves it in China is refused."""
    path = tmp_path / "变更.csv"
    rows = [["变更", "志愿者", "自", "至"], ["请假", "li", "2026-08-01", "2026-08-02"]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert dumps_changes(read_changes(path, problem()), problem()) == dumps_changes(every_kind()[:1], problem())


def test_the_changes_shown_are_read() -> None:
    """The page about files shows changes that volmatch, or an editor, refuses."""
    CHANGES.validate(json.loads(_blocks()[2]))
    assert len(loads_changes(_blocks()[2], problem())) == 9


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("[]", [""]),
        ("{", [""]),
        ('{"format": "volmatch/1", "changes": [], "more": 1}', ["", "format"]),
        ('{"format": "volmatch-changes/1"}', ["changes"]),
        ('{"format": "volmatch-changes/1", "changes": {}}', ["changes"]),
        (
            SLIPS,
            ["changes[1].session", "changes[0].why", "changes[0].start", "changes[2].change"],
        ),
        ('{"format": "volmatch-changes/1", "changes": [{"change": "cancelled", "session": "sea"}]}', ["changes[0].session"]),
    ],
)  # fmt: skip
def test_every_slip_in_a_file_is_told_with_its_place(text: str, paths: list[str]) -> None:
    """A file of changes is half read, or only its first slip told."""
    with pytest.raises(vm.ChangeError) as told:
        loads_changes(text, problem())
    assert [fault.path for fault in told.value.faults] == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("", ["c.csv:1"]),
        ("volunteer,from\nli,2026-08-01\n", ["c.csv:1"]),
        ("change,volunter,from,from\n", ["c.csv:1", "c.csv:1"]),
        ("change,session\ncancelled,art,sea\n", ["c.csv:2"]),
        ("change,session\n\ncancelled,sea\nmoved,art\n", ["c.csv:4.start"]),
        ("change,session\n\ncancelled,sea\ncancelled,sun\n", ["c.csv:3.session", "c.csv:4.session"]),
        ("change,session,role,min\nneeds,art,helper,many\nsick,art,,\n", ["c.csv:2.min", "c.csv:3.change"]),
        ("change,volunteer,to\nabsent,li,2026-08-01\n,li,\n", ["c.csv:2.from", "c.csv:3.change"]),
        ("change,session,volunteer,role\nadded,tea,li,host\n", ["c.csv:2.session.start", "c.csv:2.volunteer"]),
    ],
)
def test_every_slip_in_a_sheet_is_told_with_its_line(tmp_path: Path, text: str, paths: list[str]) -> None:
    """A row of a sheet is passed over in silence."""
    (tmp_path / "c.csv").write_text(text, encoding="utf-8")
    with pytest.raises(vm.ChangeError) as told:
        read_changes(tmp_path / "c.csv", problem())
    assert sorted(fault.path for fault in told.value.faults if fault.path) == paths
    assert told.value.sentence("zh") != told.value.sentence("en")


def test_what_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    """A hostile file takes all memory."""
    (tmp_path / "c.json").write_text("[]" * 100)
    with pytest.raises(vm.ProblemError):
        read_changes(tmp_path / "c.json", problem(), most_bytes=10)
    with pytest.raises(vm.ChangeError):
        loads_changes("[]" * 100, problem(), most_bytes=10)
    with pytest.raises(vm.OptionError):
        loads_changes(7, problem())  # type: ignore[arg-type]
    with pytest.raises(vm.FileError):
        read_changes(tmp_path / "none.json", problem())
