"""Months of persons: what one person decides in all, the rows that speak of nobody else, and the rows that tie people together."""

from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, expand, indptr_of, whole
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Model
from volmatch.search.exact.components import labels
from volmatch.search.exact.pattern_enumeration import Patterns
from volmatch.search.exact.person_resources import Resources, accounts, resources_of
from volmatch.search.exact.person_weeks import PersonWeeks, booleans, limits, reach
from volmatch.search.state import thresholds

#: Days of a week; the first day that numbers count from, 1, is a Monday.
_WEEK = 7


@attrs.frozen(eq=False, slots=False)
class PersonMonths:
    """What each of P people may do: one pattern for each piece of their month, and resources that are used up over all of them.

    Parameters
    ----------
    model
        What falls apart into people once its master rows are priced.
    is_master
        bool (m,): the rows that speak of several people, or that no month heeds by itself.
    is_inside
        bool (n,): the variables that months decide; all others stand for themselves.
    person
        int64 (pieces,): whose each piece is, rising.
    piece
        int64 (k,): the piece of each pattern, rising; the pattern of no duty is among them where it is allowed.
    indptr, member
        CSR: the variables that are 1 in each pattern.
    resources
        What patterns use up.
    """

    model: Model
    is_master: Bools
    is_inside: Bools
    person: Ints
    piece: Ints
    indptr: Ints
    member: Ints
    resources: Resources

    @property
    def people(self) -> int:
        """P."""
        return self.resources.people

    @cached_property
    def whose(self) -> Ints:
        """Which person's each variable is, as far as months decide it; -1 for all others; int64 (n,)."""
        whose = np.full(self.model.size, -1, dtype=np.int64)
        whose[self.member] = np.repeat(self.person[self.piece], np.diff(self.indptr))
        own = self.resources
        whose[own.private] = np.repeat(own.person, np.diff(own.indptr))
        return whose

    @classmethod
    def of(cls, model: Model) -> "PersonMonths | None":
        """Let a model fall apart; ``None`` if nobody's rows can be heeded, or that is too much work.

        Any choice of rows is right: one that stays in the master is priced, which bounds less.
        """
        rows = _PersonRows.of(model)
        pieces = _pieces(model, rows.is_pattern)
        patterns = Patterns.of(model, pieces)
        if patterns is None:
            return None
        is_full = np.append(patterns.is_full, False)  # the last stands for "in no piece"
        kept = accounts(model, rows.whose, rows.is_resource)
        counted = [row for own in kept.values() for account in own for row in account.rows]
        is_master = ~rows.is_pattern | is_full[pieces.of_row]
        is_master[counted] = False
        if is_master.all():
            return None
        people = distinct(rows.whose[~is_master])
        resources = resources_of(model, kept, people)
        is_tied = (pieces.of >= 0) & ~is_full[pieces.of]
        is_alone = (resources.units > 0).any(axis=1) & ~is_tied
        is_inside = is_tied | is_alone
        is_inside[resources.private] = True
        listed = _Listed.of(model, patterns, is_alone & (model.upper > 0))
        return listed.within(model, is_master, is_inside, people, resources)


@attrs.frozen(eq=False)
class _PersonRows:
    """Which rows speak of one person: of whom (m,), those that patterns keep (m,), those that resources may keep (m,)."""

    whose: Ints
    is_pattern: Bools
    is_resource: Bools

    @classmethod
    def of(cls, model: Model) -> "_PersonRows":
        rows, volunteer = model.matrix, model.keys.volunteer
        is_one, is_goal = booleans(model)[rows.column], (volunteer < 0)[rows.column]
        first, last = np.full(rows.count, np.iinfo(np.int64).max), np.full(rows.count, -1)
        np.minimum.at(first, rows.row[is_one], volunteer[rows.column[is_one]])
        np.maximum.at(last, rows.row[is_one], volunteer[rows.column[is_one]])
        is_own = rows.row < rows.count - len(model.kept)
        seen = np.bincount(rows.column[is_own], minlength=model.size)
        is_strange = ~(is_one & (rows.coefficient > 0)) & ~(is_goal & (seen == 1)[rows.column])
        is_strange |= is_goal & (_range(model, is_goal)[rows.row] | (rows.coefficient == 0))
        is_fit = (first == last) & (np.bincount(rows.row[is_one], minlength=rows.count) > 1)
        is_fit[rows.row[is_strange | ~is_own]] = False
        is_short = reach(model, (model.keys.day - 1) // _WEEK) == 0
        is_pattern = limits(model) & is_short
        return cls(np.where(last < 0, -1, first), is_pattern, is_fit & ~is_pattern)


def _range(model: Model, is_goal: Bools) -> Bools:
    """Return in which rows the coefficients of goals' variables differ, or there are too many units of them; bool (m,)."""
    rows = model.matrix
    row, coefficient = rows.row[is_goal], rows.coefficient[is_goal]
    least, most = np.full(rows.count, INFINITE), np.full(rows.count, -INFINITE)
    np.minimum.at(least, row, coefficient)
    np.maximum.at(most, row, coefficient)
    width = np.zeros(rows.count, dtype=np.int64)
    np.add.at(width, row, (model.upper - model.lower)[rows.column[is_goal]])
    differ: Bools = (least < most) | (width > thresholds.MOST_STATES)
    return differ


def _pieces(model: Model, is_pattern: Bools) -> PersonWeeks:
    """Return the pieces into which rows of weeks tie duties."""
    rows = model.matrix
    counts = is_pattern[rows.row]
    label = labels(rows.row[counts], rows.column[counts], rows.count, model.size)
    of, of_row = np.full(model.size, -1, dtype=np.int64), np.full(rows.count, -1, dtype=np.int64)
    seen, of[rows.column[counts]] = np.unique(label[rows.column[counts]], return_inverse=True)
    of_row[rows.row[counts]] = of[rows.column[counts]]
    return PersonWeeks(of, of_row, seen.size, is_tied=False)


@attrs.frozen(eq=False)
class _Listed:
    """Patterns of all pieces, also those of no duty and of pieces of a single duty: (piece, indptr, member)."""

    piece: Ints
    indptr: Ints
    member: Ints

    @classmethod
    def of(cls, model: Model, patterns: Patterns, is_alone: Bools) -> "_Listed":
        """Add to the patterns found what they leave out; `is_alone`, bool (n,): a piece of its own for each of these."""
        known = int(np.count_nonzero(~patterns.is_full))
        alone = is_alone.nonzero()[0]
        own = known + np.arange(alone.size)
        has_to = np.zeros(known, dtype=bool)
        owner = np.repeat(patterns.week, np.diff(patterns.indptr))
        has_to[owner[model.lower[patterns.member] > 0]] = True
        idle = np.concatenate([(~has_to).nonzero()[0], own[model.lower[alone] == 0]])
        piece = np.concatenate([patterns.week, own, idle])
        size = np.concatenate([np.diff(patterns.indptr), np.ones_like(alone), np.zeros_like(idle)])
        return cls(piece, np.append(0, np.cumsum(size)), np.concatenate([patterns.member, alone]))

    def within(
        self, model: Model, is_master: Bools, is_inside: Bools, people: Ints, resources: Resources
    ) -> PersonMonths:
        """Return the months of people: pieces in their order, without patterns that use more than there can be."""
        whose = np.full(int(self.piece.max(initial=-1)) + 1, -1, dtype=np.int64)
        owner = np.repeat(self.piece, np.diff(self.indptr))
        whose[owner] = np.searchsorted(people, model.keys.volunteer[self.member])
        used = used_by(resources.units, self.indptr, self.member)
        fits = (used < whole(resources.shape)).all(axis=1) & (whose[self.piece] >= 0)
        order = np.lexsort((self.piece, whose[self.piece]))
        order = order[fits[order]]
        piece = self.piece[order]
        is_first = np.append(True, piece[1:] != piece[:-1])[: piece.size]
        new, entry = expand(self.indptr[order], self.indptr[order + 1])
        return PersonMonths(
            model,
            is_master,
            is_inside,
            person=whose[piece[is_first]],
            piece=np.cumsum(is_first) - 1,
            indptr=indptr_of(new, order.size),
            member=self.member[entry],
            resources=resources,
        )


def used_by(units: Ints, indptr: Ints, member: Ints) -> Ints:
    """Return the sum over the members of each pattern; int64 (k,) or (k, R), as `units` is (n,) or (n, R)."""
    total = np.concatenate([np.zeros((1, *units.shape[1:]), dtype=np.int64), np.cumsum(units[member], axis=0)])
    return whole(total[indptr[1:]] - total[indptr[:-1]])
