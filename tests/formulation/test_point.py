"""A part of a model is the model with everything else where it was."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models_at_random import keeps, models, rows_of
from volmatch.arrays.ragged import whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point
from volmatch.formulation.variable_map import Keys


@st.composite
def points(draw: st.DrawFn) -> Point:
    """Draw a model and any point within its bounds."""
    model = draw(models().filter(lambda model: model.size > 0))
    ends = zip(model.lower.tolist(), model.upper.tolist(), strict=True)
    return Point.of(model, whole([draw(st.integers(low, high)) for low, high in ends]))


@given(points())
def test_a_point_knows_its_rows(point: Point) -> None:
    """A point is called feasible though it breaks a row or bound, or the other way round."""
    assert point.is_feasible == keeps(point.model, point.values)


@given(points(), st.data())
def test_moving_is_working_out_anew(point: Point, data: st.DataObject) -> None:
    """After a move, the rows amount to something else than they do at the new values."""
    columns = whole(sorted(data.draw(st.sets(st.sampled_from(range(point.model.size))))))
    values = whole([data.draw(st.integers(-3, 3)) for _ in columns])
    moved = point.moved(columns, values)
    again = Point.of(point.model, moved.values)
    assert np.array_equal(moved.activity, again.activity)
    assert np.array_equal(moved.values[columns], values)


@given(points(), st.data())
def test_a_part_allows_what_the_whole_allows(point: Point, data: st.DataObject) -> None:
    """Some values of a part's variables keep its rows and break the whole's, or cost another amount."""
    columns = whole(sorted(data.draw(st.sets(st.sampled_from(range(point.model.size))))))
    part = point.part(columns)
    rest = Model(
        np.where(np.isin(np.arange(point.model.size), columns), point.model.lower, point.values),
        np.where(np.isin(np.arange(point.model.size), columns), point.model.upper, point.values),
        point.model.blocks, point.model.cost, point.model.keys,
    )  # fmt: skip
    untouched = [
        row
        for row in range(rest.matrix.count)
        if not np.isin(rest.matrix.column[rest.matrix.row == row], columns).any()
    ]
    for steps in np.ndindex(*(part.upper - part.lower + 1).tolist()):
        values = point.values.copy()
        values[columns] = whole(steps) + part.lower
        activity = rest.matrix.at(values)
        kept = (rest.matrix.lower <= activity) & (activity <= rest.matrix.upper)
        kept[untouched] = True
        assert keeps(part, values[columns]) == kept.all()
        assert part.cost.at(values[columns]) == point.model.cost.at(values)


def test_loosened_rows_give_way() -> None:
    """A row stays as tight as it was though it was loosened."""
    rows = rows_of([({0: 1, 1: 1}, None, 1)])
    model = Model(whole([0, 0]), whole([1, 1]), [rows], Objective(whole([0]), whole([1]), 0), Keys.nowhere(2))
    point = Point.of(model, whole([0, 0]))
    assert not keeps(point.part(whole([0, 1])), whole([1, 1]))
    assert keeps(point.part(whole([0, 1]), loosened=whole([1])), whole([1, 1]))
