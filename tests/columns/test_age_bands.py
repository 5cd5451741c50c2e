"""Columns read traits of age by themselves, and as the words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.columns.age_bands import years_in
from volmatch.problem.ages import band_of

ODD = ["", "+", "<", "-", "<0", "18+ ", "17-14", "1-2-3", "<16+", "-5", "٣+", "1000+", "²+", "adult", "14–17", "014-17"]  # noqa: RUF001 - somebody types them


@given(st.text("0123456789+<-", max_size=7) | st.sampled_from(ODD))
def test_both_readings_agree(trait: str) -> None:
    """Somebody is of age for the check and not for the engine."""
    band = band_of(trait)
    assert years_in(trait) == (None if band is None else (band.least, band.most))


@pytest.mark.parametrize(
    ("trait", "years"), [("18+", (18, 999)), ("<16", (0, 15)), ("14-17", (14, 17)), ("tall", None)]
)
def test_what_a_trait_says(trait: str, years: tuple[int, int] | None) -> None:
    """A band begins or ends a year off."""
    assert years_in(trait) == years
