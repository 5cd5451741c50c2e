"""The periods of limits, by hand and against a plain reading of what they are."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from volmatch.problem.spans_of_days import Span, asked_of, by_period, first_days, length_of, monday_of, spans_in
from volmatch.problem.volunteer import Days, Per, Season

#: In which months a period of the calendar begins.
MONTHS = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}
FRIDAY = dt.date(2027, 1, 1)

lengths = (
    st.sampled_from(["day", "week", "month", "quarter", "year", "horizon"])
    | st.builds(Days, st.integers(1, 12))
    | st.builds(
        lambda first, more: Season(since=day(first), until=day(first + more)), st.integers(-30, 40), st.integers(0, 30)
    )
)
horizons = st.builds(
    lambda first, size: [FRIDAY + dt.timedelta(days=first + step) for step in range(size)],
    st.integers(-100, 6),
    st.integers(1, 20),
)


def day(number: int) -> dt.date:
    """Return a day of January."""
    return FRIDAY + dt.timedelta(days=number - 1)


def plain(per: Per, days: list[dt.date]) -> list[Span]:
    """Return the periods of some days as the words say: whatever lies there, as long as it is told, in order."""
    if per == "horizon":
        return [(days[0], days[-1])]
    around = [day(number) for number in range(-800, 800)]
    if isinstance(per, Season):
        return [(per.since, per.until)] if any(per.since <= one <= per.until for one in days) else []
    if per in MONTHS:
        firsts = [one for one in around if one.day == 1 and one.month in MONTHS[per]]
        spans = [(one, then - dt.timedelta(days=1)) for one, then in pairwise(firsts)]
        return [span for span in spans if span[0] <= days[-1] and span[1] >= days[0]]
    length = per.days if isinstance(per, Days) else {"day": 1, "week": 7}[per]
    spans = [(one, one + dt.timedelta(days=length - 1)) for one in around if per != "week" or one.weekday() == 0]
    if isinstance(per, Days):
        inside = [span for span in spans if days[0] <= span[0] and span[1] <= days[-1]]
        return inside or [span for span in spans if span[0] == days[0]]
    return [span for span in spans if span[0] <= days[-1] and span[1] >= days[0]]


def test_by_hand() -> None:
    """Weeks begin on another day than Monday, stretches leave the problem's days, or a long one is left out."""
    days = [day(number) for number in range(1, 6)]
    assert monday_of(day(1)) == dt.date(2026, 12, 28)
    assert list(spans_in("week", days)) == [(dt.date(2026, 12, 28), day(3)), (day(4), day(10))]
    assert list(spans_in(Days(4), days)) == [(day(1), day(4)), (day(2), day(5))]
    assert list(spans_in(Days(9), days)) == [(day(1), day(9))]
    assert list(first_days(Days(3), days, day(2))) == [day(1), day(2)]
    assert by_period("week", days, [(day(4), "late"), (day(1), "early"), (day(5), "last")]) == [
        (dt.date(2026, 12, 28), ["early"]),
        (day(4), ["late", "last"]),
    ]
    assert [length_of(per) for per in ("day", "week", "horizon", Days(3))] == [1, 7, None, 3]
    assert list(spans_in("quarter", [day(0), day(1)])) == [
        (dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        (dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
    ]
    assert list(spans_in("year", [day(0)])) == [(dt.date(2026, 1, 1), dt.date(2026, 12, 31))]
    assert list(spans_in(Season(since=day(3), until=day(9)), days)) == [(day(3), day(9))]
    assert not list(spans_in("week", []))


def test_a_period_at_the_edge_asks_for_its_share() -> None:
    """A week of which three days are the problem's asks for all, for nothing, or is rounded down."""
    days = [day(number) for number in range(1, 12)]
    assert [asked_of(4, span, days) for span in spans_in("week", days)] == [2, 4, 1]


@given(lengths, horizons)
def test_periods_are_what_the_words_say(per: Per, days: list[dt.date]) -> None:
    """A period is left out, stands twice or out of order, or is none."""
    assert list(spans_in(per, days)) == plain(per, days)


@given(lengths, horizons, st.data())
def test_a_day_lies_in_its_periods(per: Per, days: list[dt.date], data: st.DataObject) -> None:
    """A day is counted in a period in which it does not lie, or not in one in which it does."""
    one = data.draw(st.sampled_from(days))
    assert list(first_days(per, days, one)) == [span[0] for span in spans_in(per, days) if span[0] <= one <= span[1]]
