"""A partial schedule: what is decided so far, and what every rule that must hold still allows."""

from collections.abc import Callable, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, stable_order, whole
from volmatch.formulation.formulation import Block, Formulation

#: Room of a row that allows everything.
_ENDLESS = 2**61


@attrs.frozen(eq=False)
class PackingRows:
    """The rows of level 0 over decisions alone, by column; made once for a formulation, used for many schedules.

    Parameters
    ----------
    column
        int64 (D,): all decisions in the packing's order: candidates by role, then the others.
    place
        int64 (D,): the place of each decision in that order.
    of_role
        int64 (R + 1,): the candidates of role r have the places from ``of_role[r]`` to ``of_role[r + 1]``.
    first, row, coefficient
        int64 (D + 1,), (n,), (n,): the rows in which the column at each place stands, at least one, none twice.
    upper
        int64 (rows,): what each row may come to; the last row stands for "none".
    demands
        Rows that ask for a minimum above 0: columns, coefficients, minimum.
    only_tightens
        Whether no candidate, once taken, lets a row allow more.
    unwanted
        float64 (K,): what the candidate at each place costs by itself at all goals, each goal's greatest cost being 1.
    """

    column: Ints
    place: Ints
    of_role: Ints
    first: Ints
    row: Ints
    coefficient: Ints
    upper: Ints
    demands: list[tuple[Ints, Ints, int]]
    only_tightens: bool
    unwanted: npt.NDArray[np.float64]

    @classmethod
    def of(cls, f: Formulation, alive: Callable[[], None] = lambda: None) -> "PackingRows":
        """Sort the rows of a formulation by column; `alive` is called now and then."""
        column, place, of_role = _order(f)
        rows, columns, coefficients, uppers = [], [], [], []
        demands: list[tuple[Ints, Ints, int]] = []
        count = 0
        for block in f.blocks:
            alive()
            if block.level or not block.count:
                continue
            owner = np.repeat(np.arange(block.count), np.diff(block.indptr))
            foreign = np.zeros(block.count, dtype=bool)
            foreign[owner[block.column >= f.decisions]] = True
            demands += _demands(block, foreign)
            ours = ~foreign[owner]
            rows.append(owner[ours] + count)
            columns.append(place[block.column[ours]])
            coefficients.append(block.coefficient[ours])
            uppers.append(np.minimum(block.upper, _ENDLESS))
            count += block.count
        entries = np.concatenate([whole([]), *columns, np.arange(column.size)])
        alive()
        order = stable_order(entries)
        alive()
        first = np.append(0, np.cumsum(np.bincount(entries, minlength=column.size)))
        coefficient = np.concatenate([whole([]), *coefficients, np.zeros(column.size, np.int64)])[order]
        return cls(
            column=column,
            place=place,
            of_role=of_role,
            first=first,
            row=np.concatenate([whole([]), *rows, np.full(column.size, count)])[order],
            coefficient=coefficient,
            upper=np.concatenate([whole([]), *uppers, whole([_ENDLESS])]),
            demands=demands,
            only_tightens=bool((coefficient[: first[of_role[-1]]] >= 0).all()),
            unwanted=_unwanted(f)[column[: of_role[-1]]],
        )


def _order(f: Formulation) -> tuple[Ints, Ints, Ints]:
    """Return the decisions by role, the place of each, and where the candidates of each role begin."""
    t = f.tables
    of_role, candidates = by_group(t.candidate_role, t.role_session.size)
    column = np.concatenate([candidates, np.arange(candidates.size, f.decisions)])
    place = np.empty_like(column)
    place[column] = np.arange(column.size)
    return column, place, of_role


def _unwanted(f: Formulation) -> npt.NDArray[np.float64]:
    """Return what each candidate costs by itself; float64 (K,)."""
    total = np.zeros(f.tables.candidate_volunteer.size)
    for level in sorted(f.costs):
        cost = f.cost(level)
        ours = cost.column < total.size
        coefficient = cost.coefficient[ours] / max(1, np.abs(cost.coefficient[ours]).max(initial=0))
        total[cost.column[ours]] += coefficient
    return total


def _demands(block: Block, foreign: Bools) -> list[tuple[Ints, Ints, int]]:
    asking = ((block.lower > 0) & ~foreign).nonzero()[0]
    ends = zip(
        block.indptr[asking].tolist(), block.indptr[asking + 1].tolist(), block.lower[asking].tolist(), strict=True
    )
    return [(block.column[start:stop], block.coefficient[start:stop], least) for start, stop, least in ends]


@attrs.define(eq=False)
class PartialSchedule:
    """One schedule in the making.

    Parameters
    ----------
    values
        int64 (D,): the decisions so far, by column.
    room
        int64 (rows,): what each row still allows.
    """

    packing: PackingRows
    values: Ints
    room: Ints

    @classmethod
    def on(cls, packing: PackingRows) -> "PartialSchedule":
        """Begin with nothing decided."""
        return cls(packing, np.zeros(packing.column.size, dtype=np.int64), packing.upper.copy())

    def take(self, column: int) -> bool:
        """Set a column to 1 if every row still allows it; return whether."""
        packing, place = self.packing, self.packing.place[column]
        entries = slice(packing.first[place], packing.first[place + 1])
        row, coefficient = packing.row[entries], packing.coefficient[entries]
        left = self.room[row] - coefficient
        if self.values[column] or ((left < 0) & (coefficient > 0)).any():
            return False
        self.room[row] = left
        self.values[column] = 1
        return True

    def take_together(self, columns: Sequence[int]) -> bool:
        """Set to 1 those of some columns that are not yet, if every row still allows all of them; return whether."""
        missing = whole([column for column in columns if not self.values[column]])
        _, entries = expand(*self._spans(self.packing.place[missing]))
        row, needed = np.unique(self.packing.row[entries], return_inverse=True)
        total = np.zeros(row.size, dtype=np.int64)
        np.add.at(total, needed, self.packing.coefficient[entries])
        left = self.room[row] - total
        if ((left < 0) & (total > 0)).any():
            return False
        self.room[row] = left
        self.values[missing] = 1
        return True

    def take_all(self, columns: Ints) -> Ints:
        """Set as many columns to 1 as fit together without asking which of them matter more; return the others."""
        chosen = columns[self.values[columns] == 0]
        while chosen.size:
            entry, position = expand(*self._spans(self.packing.place[chosen]))
            row, coefficient = self.packing.row[position], self.packing.coefficient[position]
            left = self.room.copy()
            np.subtract.at(left, row, coefficient)
            broken = (left[row] < 0) & (coefficient > 0)
            if not broken.any():
                self.room = left
                self.values[chosen] = 1
                break
            chosen = np.delete(chosen, entry[broken])
        left_out: Ints = columns[self.values[columns] == 0]
        return left_out

    def free(self, places: Ints) -> Bools:
        """Return which columns, given by place, every row still allows; one after the other, not together."""
        if not places.size:
            return np.zeros(0, dtype=bool)
        starts, stops = self._spans(places)
        _, position = expand(starts, stops)
        coefficient = self.packing.coefficient[position]
        fits = self.room[self.packing.row[position]] >= coefficient
        if not self.packing.only_tightens:
            fits |= coefficient <= 0
        sizes = stops - starts
        free: Bools = np.logical_and.reduceat(fits, np.cumsum(sizes) - sizes)
        free &= self.values[self.packing.column[places]] == 0
        return free

    def _spans(self, places: Ints) -> tuple[Ints, Ints]:
        return self.packing.first[places], self.packing.first[places + 1]
