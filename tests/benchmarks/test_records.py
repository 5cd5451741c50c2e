"""Results files: written, read again, and the newest found."""

import json
from pathlib import Path

import pytest
from benchmarks.record import FORMAT, RESULTS, dumped, loaded, newest, run_line, run_of

import sample_results


def test_results_come_back() -> None:
    """A figure changes, or is lost, on the way through a file."""
    text = dumped(sample_results.RESULTS)
    assert loaded(text) == sample_results.RESULTS
    assert json.loads(text)["format"] == FORMAT
    assert text.count("\n  {") == len(sample_results.RESULTS.runs) + len(sample_results.RESULTS.answers)


def test_a_run_comes_back_from_its_line() -> None:
    """What a child process measured is not what its parent reads."""
    run = sample_results.RESULTS.runs[0]
    line = run_line(run)
    assert "\n" not in line
    assert run_of(line) == run


@pytest.mark.parametrize("text", ["{}", "[]", '{"format": "volmatch/1"}', '{"runs": []}'])
def test_other_files_are_refused(text: str) -> None:
    """Something else is read as results."""
    with pytest.raises(ValueError, match=FORMAT):
        loaded(text)


def test_the_newest_release_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    """Release 0.10 passes for older than 0.9."""
    for name in ("0.9.0", "0.10.0", "0.2.11"):
        (tmp_path / f"{name}.json").touch()
    assert newest(tmp_path).stem == "0.10.0"


def test_no_results_are_said_to_be_none(tmp_path: Path) -> None:
    """An empty folder ends in a riddle."""
    with pytest.raises(FileNotFoundError, match="bench-full"):
        newest(tmp_path)


def test_all_kept_results_can_be_read() -> None:
    """A results file of a release is of a format that nothing reads any more."""
    kept = sorted(RESULTS.glob("*.json"))
    assert kept
    assert all(loaded(path.read_text(encoding="utf-8")).runs for path in kept)
