"""Strategies that draw months: duties of one or two people over some weeks, what they use up, and what goals say of that."""

from collections.abc import Iterator
from itertools import product

import attrs
import numpy as np
from hypothesis import strategies as st

from models_at_random import rows_of
from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Kept, Model, row_of
from volmatch.formulation.variable_map import Keys, VariableMap
from volmatch.search.exact.person_months import PersonMonths

_DAYS = st.sampled_from([1, 2, 3, 7, 8, 9, 14, 15])
_PRICE, _UNIT = st.integers(-5, 5), st.sampled_from([1, 1, 2, 3])


def persons_months(found: PersonMonths, person: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield (the person's variables, values of all variables) for every month of a person, by trying all values."""
    model, rows = found.model, found.model.matrix
    own = (found.whose == person).nonzero()[0]
    theirs = np.unique(rows.row[np.isin(rows.column, own) & ~found.is_master[rows.row]])
    for values in product(*(range(int(model.lower[one]), int(model.upper[one]) + 1) for one in own)):
        point = np.zeros(model.size, dtype=np.int64)
        point[own] = values
        at = rows.at(point)[theirs]
        if ((rows.lower[theirs] <= at) & (at <= rows.upper[theirs])).all():
            yield own, point


@st.composite
def months(draw: st.DrawFn) -> Model:
    """Draw a model: limits of a week and of the month, steps that a month is paid in, seats that people share, a goal kept."""
    duties = draw(st.integers(2, 7))
    days = [draw(_DAYS) for _ in range(duties)]
    people = [draw(st.sampled_from([0, 0, 0, 1])) for _ in range(duties)]
    upper, rows = [1] * duties, []
    own = st.sampled_from(range(duties))
    for who in sorted(set(people)):
        mine = [one for one in range(duties) if people[one] == who]
        for _ in range(draw(st.integers(0, 2))):
            units = {one: draw(_UNIT) for one in mine if draw(st.integers(0, 3))}
            least, room = draw(st.sampled_from([None, None, 0, 1])), draw(st.integers(0, 4))
            rows.append((units, least, draw(st.sampled_from([None, room]))))
        for _ in range(draw(st.integers(0, 2))):
            units, gain = {one: draw(_UNIT) for one in mine}, draw(st.sampled_from([-2, -1, -1, 1, 3]))
            steps = {}
            for _ in range(draw(st.integers(1, 2))):
                steps[len(upper)] = gain
                upper.append(draw(st.sampled_from([1, 1, 2])))
            side = draw(st.sampled_from([(0, 0), (1, None), (None, 2), (0, 1)]))
            rows.append(({**units, **steps}, *side))
    shared = st.tuples(st.dictionaries(own, st.sampled_from([-1, 1, 1, 2]), min_size=1), st.none(), st.integers(0, 3))
    rows.extend(draw(st.lists(shared, max_size=2)))
    prices = whole([draw(_PRICE) for _ in upper])
    where = whole(people + [-1] * (len(upper) - duties))
    nowhere = np.zeros(len(upper), dtype=np.int64)
    when = whole(days + [-1] * (len(upper) - duties))
    model = Model(
        whole([0] * len(upper)),
        whole(upper),
        [rows_of(rows)],
        Objective.of(prices, draw(st.integers(-3, 3))),
        Keys.of(VariableMap(where, nowhere, nowhere, when)),
    )
    if draw(st.booleans()):
        kept = Kept(Objective.of(whole([draw(st.integers(-3, 3)) for _ in upper]), 1), draw(st.integers(-2, 5)), None)
        model = attrs.evolve(model, blocks=[*model.blocks, row_of(kept)], kept=[kept])
    return model
