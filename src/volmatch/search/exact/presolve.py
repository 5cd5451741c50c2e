"""Presolve: what is left of a question once all is decided that can be; often nothing, or a handful of seats."""

from collections.abc import Callable

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.formulation.point import Point


@attrs.frozen(eq=False)
class Presolved:
    """A smaller model with a solution exactly if the whole has one, and with the same least cost.

    Parameters
    ----------
    model
        The smaller model; its keys are those of the whole.
    base
        int64 (width,): values of the variables that are decided, by the formulation's numbers; 0 for the others.
    """

    model: Model
    base: Ints

    @property
    def is_open(self) -> bool:
        """Whether any row is left that something could break."""
        return any(block.count for block in self.model.blocks)

    @property
    def least(self) -> Ints:
        """The whole with all that is not decided at its least: a solution where nothing is open."""
        return self.base + self.model.keys.spread(self.model.lower)

    @property
    def complete(self) -> Callable[[Ints], Ints]:
        """What makes values of the smaller model, 0 elsewhere, a solution of the whole."""
        return lambda decisions: decisions + self.base

    @classmethod
    def of(cls, model: Model) -> "Presolved":
        """Decide what need not be asked, again and again: each decision takes rows away, and so frees others to be made.

        A row that the decisions alone break is left to the engine, which then has to say that nothing is possible.
        """
        presolved, before = cls(model, np.zeros(model.keys.width, dtype=np.int64)), -1
        while presolved.model.size != before:
            before = presolved.model.size
            presolved = presolved.without(~called_for(presolved.model), presolved.model.lower)
            presolved = presolved.without(*dual_fixing(presolved.model))
        return presolved

    def without(self, is_decided: Bools, value: Ints) -> "Presolved":
        """Return the model in which some variables have their values; itself, if that breaks a row with no others."""
        model = self.model
        point = Point.of(model, np.where(is_decided, value, model.lower))
        if not is_decided.any() or breaks_a_row(point, ~is_decided):
            return self
        decided = is_decided.nonzero()[0]
        base = self.base + model.keys.at(decided).spread(value[decided])
        return Presolved(point.part((~is_decided).nonzero()[0]), base)


def dual_fixing(model: Model) -> tuple[Bools, Ints]:
    """Return which variables can be set beforehand, and to what, without making any schedule dearer.

    A variable whose cost does not fall when it grows, and that only loosens rows when it falls, may as well be at its lower
    bound: at the level of first-class seats that is everybody's duty elsewhere. The same the other way round.

    Returns
    -------
    is_decided, value
        Shape (n,); the value is meaningless where nothing is decided.
    """
    rows, prices = model.matrix, model.prices
    has_lower, has_upper = rows.lower[rows.row] > -INFINITE, rows.upper[rows.row] < INFINITE
    positive = rows.coefficient > 0
    hurts_to_fall = np.bincount(rows.column[np.where(positive, has_lower, has_upper)], minlength=model.size) > 0
    hurts_to_grow = np.bincount(rows.column[np.where(positive, has_upper, has_lower)], minlength=model.size) > 0
    down = (prices >= 0) & ~hurts_to_fall
    up = (prices <= 0) & ~hurts_to_grow & ~down
    return down | up | (model.lower == model.upper), np.where(up, model.upper, model.lower)


def decided(model: Model, hint: Ints) -> tuple[Bools, Ints]:
    """Return which variables can be set beforehand, and a point at which they are, all others as at a hint.

    What rows force is set as the hint has it, which keeps all rows; what nothing but that tied is then free to be set as
    `dual_fixing` does.
    """
    is_decided = forced(model)
    if not (is_decided & (model.lower < model.upper)).any():
        is_decided, value = dual_fixing(model)
        return is_decided, np.where(is_decided, value, hint)
    left, point = (~is_decided).nonzero()[0], hint.copy()
    also, value = dual_fixing(Point.of(model, hint).part(left))
    is_decided[left[also]] = True
    point[left[also]] = value[also]
    return is_decided, point


def forced(model: Model) -> Bools:
    """Return which variables the rows that must hold leave no choice, whatever the others do; bool (n,).

    A row that is full, or can just be met, settles all of its variables, and these may fill other rows: whoever is pinned to a
    seat takes it from all others. Goals that are kept from levels before are left aside, for a bound must not rely on them.
    """
    rows, lower, upper = model.matrix, model.lower.copy(), model.upper.copy()
    must = np.arange(rows.count) < rows.count - len(model.kept)
    positive = rows.coefficient > 0
    while True:
        at_lower, at_upper = rows.coefficient * lower[rows.column], rows.coefficient * upper[rows.column]
        is_full = must & (rows.summed(np.minimum(at_lower, at_upper)) >= rows.upper)
        is_scarce = must & (rows.summed(np.maximum(at_lower, at_upper)) <= rows.lower)
        is_open = lower[rows.column] < upper[rows.column]
        falls = is_open & np.where(positive, is_full[rows.row], is_scarce[rows.row])
        rises = is_open & np.where(positive, is_scarce[rows.row], is_full[rows.row]) & ~falls
        if not (falls.any() or rises.any()):
            found: Bools = lower == upper
            return found
        upper[rows.column[falls]] = lower[rows.column[falls]]
        rises &= lower[rows.column] < upper[rows.column]
        lower[rows.column[rises]] = upper[rows.column[rises]]


def called_for(model: Model) -> Bools:
    """Return which variables may have to leave their lower bounds; bool (n,).

    Called for is what is cheaper above, and whatever relieves a row that is strained: one that could be broken if all that
    is called for went up as far as it can, and all else stayed at its least.

    Notes
    -----
    Of any solution, let what is not called for fall to its lower bound. A row that is not strained is kept whatever the
    others do; in a strained row all that relieves it is called for, so it has its old values, and the rest only fell.
    """
    rows = model.matrix
    rise = rows.coefficient * (model.upper - model.lower)[rows.column]
    least = rows.at(model.lower)
    called = model.prices < 0
    while True:
        up = least + rows.summed(np.where(called[rows.column], np.maximum(rise, 0), 0))
        down = least + rows.summed(np.where(called[rows.column], np.minimum(rise, 0), 0))
        relieves = ((up > rows.upper)[rows.row] & (rise < 0)) | ((down < rows.lower)[rows.row] & (rise > 0))
        more = called.copy()
        more[rows.column[relieves]] = True
        if np.array_equal(more, called):
            return called
        called = more


def breaks_a_row(point: Point, is_free: Bools) -> bool:
    """Whether a row without any free variable is broken."""
    rows = point.model.matrix
    is_fixed = np.ones(rows.count, dtype=bool)
    is_fixed[rows.row[is_free[rows.column]]] = False
    return bool((is_fixed & ((point.activity < rows.lower) | (point.activity > rows.upper))).any())
