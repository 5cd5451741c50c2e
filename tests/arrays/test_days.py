"""What is grouped by person and day stands where both say."""

from hypothesis import given
from hypothesis import strategies as st

from volmatch.arrays.days import by_person_and_day
from volmatch.arrays.ragged import whole


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 9)), max_size=12))
def test_each_cell_holds_its_group(drawn: list[tuple[int, int]]) -> None:
    """Two days or people share a group, one day has two, or a cell points to another's group."""
    person, day = whole([one for one, _ in drawn]), whole([other for _, other in drawn])
    group, cell = by_person_and_day(person, day, 4)
    days = sorted(set(day.tolist()))
    assert cell.shape == (4, len(days))
    for (who, when), number in zip(drawn, group.tolist(), strict=True):
        assert cell[who, days.index(when)] == number
    assert sorted(cell[cell >= 0].tolist()) == list(range(len(set(drawn))))
