"""The plot of growth is of the newest results, and its lines are their medians."""

from importlib.util import find_spec
from pathlib import Path

import attrs
import pytest
from benchmarks.record import loaded, newest

import sample_results
from benchmarks import parts_results
from tools import growth_plot


def test_lines_are_medians_from_small_to_large() -> None:
    """A point is of one seed, or the families stand in another order than their size."""
    built, first, checked, _ = growth_plot.seconds(sample_results.RESULTS.runs)
    assert built.points == ((10, 0.02), (100, 0.04))
    assert first.points == ((10, 0.03), (100, 0.03))
    assert checked.points == ((10, 0.04), (100, 0.04))
    before, after, *_ = growth_plot.megabytes(sample_results.RESULTS.runs)
    assert (before.points[-1], after.points[-1]) == ((100, 20.0), (100, 90.0))


def test_a_run_that_was_not_solved_says_nothing_about_solving() -> None:
    """The memory of building passes for that of a solve."""
    bare = [attrs.evolve(run, memory_mb={"words": 1.0, "first": 2.0}) for run in sample_results.RESULTS.runs[:3]]
    before, after, *_ = growth_plot.megabytes([*bare, sample_results.RESULTS.runs[3]])
    assert before.points == ((10, 20.0), (100, 2.0))
    assert after.points == ((10, 90.0),)


def test_the_picture_of_the_docs_is_of_the_newest_results() -> None:
    """The picture shows the figures of another release."""
    runs = loaded(newest().read_text(encoding="utf-8")).runs
    parts = parts_results.known(parts_results.newest())
    assert growth_plot.mark(runs, parts) in growth_plot.PICTURE.read_text(encoding="utf-8")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody without the drawing library gets a traceback."""

    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(SystemExit, match=r"volmatch\[bench\]"):
        growth_plot.draw(sample_results.RESULTS.runs, tmp_path / "growth.svg")


def test_the_same_runs_give_the_same_picture(tmp_path: Path) -> None:
    """Drawing again changes the file although nothing was measured anew."""
    if find_spec("matplotlib") is None:
        pytest.skip("the extra bench is not installed")
    for name in ("one.svg", "other.svg"):
        growth_plot.draw(sample_results.RESULTS.runs, tmp_path / name)
    one = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert one == (tmp_path / "other.svg").read_text(encoding="utf-8")
    assert all(word in one for word in ("candidates", "seconds", "first schedule", "megabytes"))
