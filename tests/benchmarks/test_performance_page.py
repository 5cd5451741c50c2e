"""The page about speed holds the figures of the newest results."""

from pathlib import Path

import pytest
from tools.generated import ROOT

import sample_results
from tools import performance_page

PAGE = ROOT / performance_page.PAGE


def test_the_page_is_up_to_date() -> None:
    """The page shows figures that are in no results file."""
    assert performance_page.main(["--check"]) == 0


def test_figures_come_from_the_file() -> None:
    """The page keeps old figures, or loses what stands around them."""
    page = PAGE.read_text(encoding="utf-8")
    written = performance_page.written(page, sample_results.RESULTS, "9.9.9.json")
    assert "abacus" in written
    assert "9.9.9.json" in written
    assert "| rival |" in written
    assert written.partition("<!-- machine -->")[0] == page.partition("<!-- machine -->")[0]
    assert performance_page.written(written, sample_results.RESULTS, "9.9.9.json") == written


def test_a_page_without_marks_is_refused() -> None:
    """A mark was deleted, and the figures silently go nowhere."""
    with pytest.raises(ValueError, match="no marks for machine"):
        performance_page.written("# Nothing here", sample_results.RESULTS, "9.9.9.json")


def test_a_stale_page_is_told_and_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check passes whatever stands on the page."""
    page = tmp_path / performance_page.PAGE
    page.parent.mkdir(parents=True)
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(text.replace("| town |", "| village |"), encoding="utf-8")
    assert performance_page.main(["--check"], tmp_path) == 1
    assert "out of date" in capsys.readouterr().out
    assert performance_page.main([], tmp_path) == 0
    assert page.read_text(encoding="utf-8") == text
