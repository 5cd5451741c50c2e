"""Keys: whatever a model was cut from, its variables are those of the formulation, and numbers of two models never meet."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from placed_models import placed
from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.formulation.variable_map import Keys


def cut(model: Model, columns: Ints) -> Model:
    """Return the model of some variables while all others are as low as they can be."""
    return Point.of(model, model.lower).part(columns)


@given(placed(), st.data())
def test_a_part_of_a_part_has_the_keys_of_the_whole(model: Model, data: st.DataObject) -> None:
    """A component of a level, or a neighbourhood of that, takes its own numbers for those of the formulation."""
    assume(model.size)
    numbers, part = np.arange(model.size), model
    for _ in range(3):
        chosen = whole(sorted(data.draw(st.sets(st.sampled_from(range(part.size)), min_size=1))))
        part, numbers = cut(part, chosen), numbers[chosen]
        assert part.keys.gather(np.arange(model.size)).tolist() == numbers.tolist()
        assert part.keys.spread(np.ones(part.size)).nonzero()[0].tolist() == numbers.tolist()
        assert part.keys.day.tolist() == model.keys.day[numbers].tolist()
        assert part.keys.columns_of(numbers).tolist() == list(range(part.size))
        assert part.keys.among(numbers[:1]).tolist() == [0]


def test_added_variables_are_in_no_formulation() -> None:
    """A variable that only an engine sees is written where the last one of the formulation stands."""
    keys = Keys.nowhere(3).at(whole([0, 2])).and_added(2)
    assert keys.spread(whole([5, 6, 7, 8])).tolist() == [5, 0, 6]
    assert keys.session.tolist() == [-1] * 4


@pytest.mark.parametrize("slip", ["gather", "spread"])
def test_values_by_other_numbers_are_refused(slip: str) -> None:
    """Values of a part are taken for values of the whole, or the other way round."""
    keys = Keys.nowhere(3).at(whole([0, 2]))
    with pytest.raises(AssertionError):
        getattr(keys, slip)(np.zeros(2 if slip == "gather" else 3))


def test_keys_are_no_index() -> None:
    """Keys of one model find values in the numbering of another."""
    with pytest.raises(IndexError):
        np.zeros(3)[Keys.nowhere(2)]  # type: ignore[call-overload] # this is what must not be possible
