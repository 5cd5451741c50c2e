"""A schedule with a seat to be filled, in columns: whether a few changes keep what must hold, and what they cost at each level."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.formulation.point import Point
from volmatch.live.compiled import Compiled, Scope


@attrs.frozen
class Seatings:
    """Duties that end and duties that begin, by their candidates."""

    ends: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@attrs.frozen(eq=False, slots=False)
class SeatChanges:
    """Everybody's duties as they are, and what changes of a few would mean.

    Parameters
    ----------
    compiled
        The problem in columns.
    decisions
        int64: 1 for what stands.
    """

    compiled: Compiled
    decisions: Ints

    @cached_property
    def _must(self) -> Scope:
        """What must hold, and no goals."""
        return Scope.of(self.compiled.f, 0)

    @cached_property
    def _point(self) -> Point:
        return Point.of(self._must.model, self._must.values(self.decisions))

    @cached_property
    def _limits(self) -> tuple[list[int], list[int], list[int]]:
        """(lower, upper, activity) of each row."""
        rows = self._must.model.matrix
        return rows.lower.tolist(), rows.upper.tolist(), self._point.activity.tolist()

    @cached_property
    def _broken(self) -> frozenset[int]:
        """The rows that are not kept as it is."""
        rows, activity = self._must.model.matrix, self._point.activity
        return frozenset(((activity < rows.lower) | (activity > rows.upper)).nonzero()[0].tolist())

    @cached_property
    def _is_plain(self) -> bool:
        """Whether rows that must hold are about decisions alone, which are within their bounds."""
        model, values = self._must.model, self._point.values
        is_within = bool(((model.lower <= values) & (values <= model.upper)).all())
        return model.size == self.compiled.f.decisions and is_within

    @cached_property
    def _is_one_persons(self) -> Bools:
        """Which rows are about the duties of one person alone; bool (m,)."""
        model = self._must.model
        owner = model.keys.volunteer[model.matrix.column]
        least = np.full(model.matrix.count, np.iinfo(np.int64).max)
        most = np.full(model.matrix.count, -1)
        np.minimum.at(least, model.matrix.row, owner)
        np.maximum.at(most, model.matrix.row, owner)
        found: Bools = (least == most) & (least >= 0)
        return found

    @cached_property
    def _known_rows(self) -> dict[int, Mapping[int, int]]:
        return {}

    def _rows(self, column: int) -> Mapping[int, int]:
        """Return the coefficient of a candidate in each row in which it stands."""
        found = self._known_rows.get(column)
        if found is None:
            indptr, by_column = self._must.model.by_column
            entries = by_column[indptr[column] : indptr[column + 1]]
            rows = self._must.model.matrix
            found = dict(zip(rows.row[entries].tolist(), rows.coefficient[entries].tolist(), strict=True))
            self._known_rows[column] = found
        return found

    def _moved(self, seatings: Seatings) -> Mapping[int, int]:
        """Return by how much each row changes."""
        change: dict[int, int] = {}
        for columns, sign in ((seatings.begins, 1), (seatings.ends, -1)):
            for column in columns:
                for row, coefficient in self._rows(column).items():
                    change[row] = change.get(row, 0) + sign * coefficient
        return change

    def _is_within(self, row: int, change: int) -> bool:
        lower, upper, activity = self._limits
        return lower[row] <= activity[row] + change <= upper[row]

    def _are_possible(self, seatings: Seatings) -> bool:
        """Whether the bounds of the candidates themselves allow the changes."""
        model = self._must.model
        begins, ends = list(seatings.begins), list(seatings.ends)
        return bool((model.upper[begins] >= 1).all() and (model.lower[ends] <= 0).all())

    def may_suit(self, seatings: Seatings) -> bool:
        """Whether nothing about the duties of each person alone speaks against changes; false is certain, whatever others do."""
        is_own = self._is_one_persons
        return self._are_possible(seatings) and all(
            self._is_within(row, change) for row, change in self._moved(seatings).items() if is_own[row]
        )

    def is_kept(self, seatings: Seatings) -> bool:
        """Whether everything that must hold does after some changes."""
        if not self._is_plain:
            values = self._must.values(self.after(seatings))
            return self._must.model.keeps(values)
        change = self._moved(seatings)
        if not self._are_possible(seatings) or not change.keys() >= self._broken:
            return False
        return all(self._is_within(row, by) for row, by in change.items())

    def after(self, seatings: Seatings) -> Ints:
        """Return the decisions after some changes."""
        found = self.decisions.copy()
        found[list(seatings.ends)] = 0
        found[list(seatings.begins)] = 1
        return found

    def costs(self, seatings: Seatings, levels: Sequence[int] | None = None) -> tuple[int, ...]:
        """Return what each level costs after some changes; by default all levels."""
        f = self.compiled.f
        asked = self.compiled.levels if levels is None else levels
        values = f.filled(self.after(seatings), max(asked, default=0))
        return tuple(f.cost(level).at(values) for level in asked)

    def duties_of(self, volunteer: int) -> list[int]:
        """Return the candidates that are somebody's duties."""
        _, candidate = self.compiled.f.tables.candidates_of_volunteers(whole([volunteer]))
        return [int(one) for one in candidate[self.decisions[candidate] > 0]]

    def open_to(self, role: int) -> list[int]:
        """Return the candidates of a role where and when its session takes place, less those who hold it."""
        t = self.compiled.f.tables
        _, candidate = t.candidates_of_roles(whole([role]))
        there = self._chosen[t.candidate_option[candidate]] & (self.decisions[candidate] == 0)
        return [int(one) for one in candidate[there]]

    @cached_property
    def _chosen(self) -> Bools:
        return self.compiled.f.chosen_options(self.decisions)
