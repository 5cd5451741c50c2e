"""How much one person can serve at most, read off the rows that hold in any case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole

if TYPE_CHECKING:
    from volmatch.formulation.builder import Builder
    from volmatch.formulation.formulation import Block, Formulation


@attrs.frozen(eq=False)
class Shares:
    """The candidates of one person in one row, for many rows: G of them, none of which limits anything by itself.

    Parameters
    ----------
    share, candidate
        int64 (n,): which candidates stand in which share.
    cap
        int64 (n,): no more than this can be served in the share, if all its load weighed as much as this candidate's.
    """

    share: Ints
    candidate: Ints
    cap: Ints

    @classmethod
    def join(cls, parts: Sequence["Shares"]) -> "Shares":
        """Return the shares of several blocks side by side."""
        counts = np.cumsum([0, *(part.count for part in parts)])
        share = [part.share + before for part, before in zip(parts, counts.tolist(), strict=False)]
        columns = [
            np.concatenate([whole([]), *(getattr(part, name) for part in parts)]) for name in ("candidate", "cap")
        ]
        return cls(np.concatenate([whole([]), *share]), *columns)

    @property
    def count(self) -> int:
        """G."""
        return int(self.share.max(initial=-1)) + 1

    def ceilings(self, owner: Ints, load: Ints, people: int) -> Ints:
        """Return at most how much load each person carries; int64 (people,).

        Notes
        -----
        Each candidate counts in one of its shares only, that which allows the smallest part of its load; whatever the choice,
        the sum over shares of min(load of those that count there, cap) and of all load in no share is a bound.
        """
        load_of = np.zeros(self.count, dtype=np.int64)
        np.add.at(load_of, self.share, load[self.candidate])
        part = self._most(self.share, self.cap, load_of) / np.maximum(load_of, 1)
        least = np.full(load.size, np.inf)
        np.minimum.at(least, self.candidate, part[self.share])
        entry = (part[self.share] == least[self.candidate]).nonzero()[0][::-1]
        chosen = np.full(load.size, -1, dtype=np.int64)
        chosen[self.candidate[entry]] = entry  # of several entries the first: it is written last
        free = chosen < 0
        entry = chosen[~free]
        counted = np.zeros(self.count, dtype=np.int64)
        np.add.at(counted, self.share[entry], load[self.candidate[entry]])
        whose = np.zeros(self.count, dtype=np.int64)
        whose[self.share] = owner[self.candidate]
        found = np.zeros(people, dtype=np.int64)
        np.add.at(found, whose, self._most(self.share[entry], self.cap[entry], counted))
        np.add.at(found, owner[free], load[free])
        return found

    def _most(self, share: Ints, cap: Ints, load_of: Ints) -> Ints:
        most = np.zeros(self.count, dtype=np.int64)
        np.maximum.at(most, share, cap)
        return np.minimum(most, load_of)


def ceilings(f: "Builder | Formulation", candidates: Ints, load: Ints) -> Ints:
    """Return an upper bound on the load that each volunteer can get; int64 (V,).

    Parameters
    ----------
    candidates
        int64 (n,): which candidates count, each once.
    load
        int64 (K,): at least 1.
    """
    t = f.tables
    people = t.volunteer_home.size
    own = np.zeros(t.candidate_volunteer.size, dtype=np.int64)
    own[candidates] = load[candidates]
    listed = [(block.is_clique, _shares(f, block, own)) for block in f.blocks if block.level == 0 and block.count]
    parts = [part for _, part in listed if part.count]
    choices = [
        *parts,
        Shares.join(parts),
        Shares.join([part for is_clique, part in listed if part.count and not is_clique]),
    ]
    return whole(np.min([choice.ceilings(t.candidate_volunteer, own, people) for choice in choices], axis=0))


def _shares(f: "Builder | Formulation", block: "Block", load: Ints) -> Shares:
    """Return the shares of the rows of a block that bound what people do from above.

    With the other variables at their least, sum of ``coefficient x candidate`` <= room; a load of l at a coefficient of c then
    takes at most ``room * l / c``, for the greatest l / c of the share.
    """
    lower, upper, _ = f.bounds
    row = np.repeat(np.arange(block.count), np.diff(block.indptr))
    column, coefficient = block.column, block.coefficient
    at_lower, at_upper = coefficient * lower[column], coefficient * upper[column]
    least, most = np.zeros(block.count, dtype=np.int64), np.zeros(block.count, dtype=np.int64)
    np.add.at(least, row, np.minimum(at_lower, at_upper))
    np.add.at(most, row, np.maximum(at_lower, at_upper))
    counts = (block.upper < most)[row] & (coefficient > 0) & (column < load.size)
    counts[counts] = load[column[counts]] > 0
    row, column, coefficient = row[counts], column[counts], coefficient[counts]
    room = np.maximum(0, block.upper - least)[row]
    people = f.tables.volunteer_home.size
    share = np.unique(row * people + f.tables.candidate_volunteer[column], return_inverse=True)[1]
    return Shares(share, column, room * load[column] // coefficient)
