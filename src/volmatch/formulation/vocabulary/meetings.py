"""Who could serve together with whom, session by session, and the variables that say who does."""

from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.ragged import Bools, Ints, expand, stable_order

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.rule import Where


@attrs.frozen(eq=False)
class Meetings:
    """All pairs of people who could serve in the same session.

    Parameters
    ----------
    one, other
        int64 (M,): rows of two volunteers, the lower first.
    cell_of_one, cell_of_other
        int64 (M,): which cells say whether they serve.
    cell, candidate
        int64 (n,): the candidates of each cell, one person in one session, of which at most one is chosen.
    """

    one: Ints
    other: Ints
    cell_of_one: Ints
    cell_of_other: Ints
    cell: Ints
    candidate: Ints

    def variables(self, f: "Encoder", chosen: Bools) -> Ints:
        """Add a Boolean for each chosen meeting, bool (M,): at least 1 where both serve, and 0 is best where not; return their columns."""
        serves = f.rows(self.cell, self.candidate, 1)
        both = f.variables(np.ones(int(chosen.sum())))
        row = np.arange(both.size)
        members = [*map(self._entries, (self.cell_of_one[chosen], self.cell_of_other[chosen]))]
        rows = f.rows(row, both, -1)
        for of, candidate in members:
            rows = rows + f.rows(of, candidate, 1, count=both.size)
        f.define(rows, most=np.ones(both.size))

        def fill(values: Ints) -> None:
            serving = serves.at(values)
            values[both] = serving[self.cell_of_one[chosen]] * serving[self.cell_of_other[chosen]]

        f.fill(fill)
        return both

    def _entries(self, cells: Ints) -> tuple[Ints, Ints]:
        """Return (entry, candidate): the candidates of listed cells."""
        first, last = (np.searchsorted(self.cell, cells, side=side).astype(np.int64) for side in ("left", "right"))
        entry, position = expand(first, last)
        return entry, self.candidate[position]


def both_serve(t: "Tables", where: "Where") -> Meetings:
    """Return all meetings of people and in sessions that a filter takes."""
    work = t.concerned(where).nonzero()[0]
    keys = np.column_stack([t.candidate_session[work], t.candidate_volunteer[work]])
    cells, cell = distinct_rows(keys)
    order = stable_order(cell)
    one, other = _pairs(cells[:, 0])
    person = cells[:, 1]
    return Meetings(person[one], person[other], one, other, cell[order], work[order])


def pairs_of_crews(crew: Ints, person: Ints) -> tuple[Ints, Ints]:
    """Return (one, other), the lower first: each two people of each crew, once a crew."""
    members = distinct_rows(np.column_stack([crew, person]))[0]
    one, other = _pairs(members[:, 0])
    return members[one, 1], members[other, 1]


def _pairs(group: Ints) -> tuple[Ints, Ints]:
    """Return positions (i, j), i before j, of the same group; groups are sorted."""
    return expand(np.arange(group.size) + 1, np.searchsorted(group, group, side="right").astype(np.int64))
