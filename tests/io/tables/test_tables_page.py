"""The page about spreadsheets does what it says: its blocks are run as they are written."""

import re
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from volmatch.io.tables.table_words import SHEETS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "spreadsheet.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_blocks_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody follows the page and it fails, or makes no schedule."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "spreadsheet.md", "exec"), names)  # noqa: S102 - running it is the test
    assert names["outcome"].status == "optimal"
    assert (tmp_path / "schedule.xlsx").is_file()
    ana, ben, _ = names["volunteers"]
    assert names["told"].never == (("ben", "homework-1"),)
    assert ana.wishes[-1] == vm.Wish(session="homework-1", score=2)
    assert [window.if_needed for window in ana.available] == [False, True]
    assert len(ben.available) == 1


def test_the_faults_shown_are_those_told(tmp_path: Path) -> None:
    """The page shows sentences that nobody ever sees."""
    (tmp_path / "volunteers.csv").write_text("id,trait,show rate\nana,x,3\n", encoding="utf-8")
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.read_tables(tmp_path)
    assert blocks("text") == [f"{caught.value.sentence()}\n"]


def test_the_words_shown_are_understood() -> None:
    """The page names a sheet that does not exist."""
    for name in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE, re.MULTILINE):
        for one in re.findall(r"\w+", name):
            assert one in SHEETS
