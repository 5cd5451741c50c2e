"""What the page about sizes says is what its figures say, and the figures are those of today's prediction."""

import pytest

from benchmarks import sizes
from tools import size_page

PAIRS = sizes.loaded(sizes.RESULTS.read_text(encoding="utf-8"))
SMALL = [pair for pair in PAIRS if pair.foreseen["candidates"] < 10_000]


def test_the_page_has_the_newest_figures() -> None:
    """The table was edited by hand, or its figures were measured anew and the page stayed."""
    assert size_page.main(["--check"]) == 0


def test_the_page_says_how_far_it_was_off() -> None:
    """A prediction was worse than the page admits."""
    for pair in PAIRS:
        assert 2 / 3 <= pair.ratio("variables") <= 4 / 3, pair
        assert 2 / 3 <= pair.ratio("rows") <= 4 / 3, pair
        assert pair.ratio("megabytes") <= 1.8, pair


@pytest.mark.parametrize("pair", SMALL, ids=lambda pair: f"{pair.family}-{pair.seed}")
def test_the_figures_are_of_this_prediction(pair: sizes.Pair) -> None:
    """The prediction was changed, and the page still praises the old one."""
    assert sizes.foreseen(pair.family, pair.seed, pair.sizes) == pair.foreseen


def test_a_problem_is_measured() -> None:
    """The figures cannot be measured anew."""
    pair = sizes.measured("neighbourhood", 5, {"volunteers": 6, "sessions": 8}, 0.5)
    assert pair.foreseen["volunteers"] == 6
    assert sizes.loaded(sizes.dumped([pair])) == [pair]
