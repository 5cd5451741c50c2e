"""What the page of the desk says about policies is what was measured."""

from pathlib import Path

from benchmarks.desk_results import page_table

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "desk" / "0.1.0.json"


def test_the_table_is_that_of_the_results() -> None:
    """A figure on the page is older than the results, or was typed."""
    assert page_table(RESULTS) in (ROOT / "docs" / "how-to" / "desk.md").read_text(encoding="utf-8")
