"""Rows that follow from other rows and that no schedule feels, but that let an engine prove how many people are needed.

Everything here is read off the rows that hold in any case: which candidates exclude each other, and what must be served. So
no rule asks another whether it is there.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.heaviest_clique import heaviest_clique
from volmatch.arrays.ragged import Bools, Ints, by_group, whole
from volmatch.formulation.formulation import INFINITE, Rows

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.builder import Builder
    from volmatch.formulation.encoder import Encoder

#: Beyond so many demands or comparisons, a bound by cliques costs more time than it saves.
MOST_DEMANDS, MOST_STEPS = 3_000, 200_000_000_000
#: So many moments, those at which most is wanted, are looked at for a clique to begin with.
_MOMENTS = 8


@attrs.frozen(eq=False)
class Union:
    """Booleans that are 1 exactly when some member is: `found[row[e]]` for the member `column[e]`.

    Parameters
    ----------
    row, column
        int64 (n,); no column stands in two rows.
    found
        int64 (G,): columns of the Booleans.
    scope
        int64 (G,): those of one scope are counted together.
    """

    row: Ints
    column: Ints
    found: Ints
    scope: Ints


def few_of(f: "Encoder", row: Ints, column: Ints, scope: Ints) -> Ints:
    """Do as `Encoder.any_of` for groups of which few are wanted, with rows that follow and prove how many it takes.

    Parameters
    ----------
    row, column
        As in `Encoder.any_of`; no column in two groups.
    scope
        int64 (groups,): groups of one scope are counted together.
    """
    found = f.any_of(row, column, scope.size)
    union = Union(row, column, found, scope)
    f.builder.add_ending(lambda: tighten(f.builder, union, f.level))
    return found


def tighten(f: "Builder", union: Union, level: int) -> None:
    """Add to a level what follows for a union: a row for each clique, and a bound for each scope."""
    clique, member = _cliques(f)
    row_of = np.full(f.size, -1, dtype=np.int64)
    row_of[union.column] = union.row
    inside = row_of[member] >= 0
    clique, member = clique[inside], member[inside]
    _link(f, union, level, clique, member, row_of)
    _bound(f, union, level, clique, member, row_of)


def _cliques(f: "Builder") -> tuple[Ints, Ints]:
    """Return (set, column) of all sets of which at most one may be 1 in any case."""
    sets, members, count = [whole([])], [whole([])], 0
    for block in f.blocks:
        if block.is_clique and block.level == 0:
            sets.append(count + np.repeat(np.arange(block.count), np.diff(block.indptr)))
            members.append(block.column)
            count += block.count
    return np.concatenate(sets), np.concatenate(members)


def _link(f: "Builder", union: Union, level: int, clique: Ints, member: Ints, row_of: Ints) -> None:
    """Sum of the members of a union that exclude each other <= found: far stronger than each member <= found."""
    groups = union.found.size
    sets, inverse, size = np.unique(clique * groups + row_of[member], return_inverse=True, return_counts=True)
    large = size > 1
    number = np.cumsum(large) - 1
    entry = large[inverse]
    count = int(large.sum())
    rows = Rows(number[inverse[entry]], member[entry], np.ones(int(entry.sum()), np.int64), count)
    rows += Rows(np.arange(count), union.found[sets[large] % groups], np.full(count, -1), count)
    f.add_rows(level, rows, -INFINITE, 0)


def _bound(f: "Builder", union: Union, level: int, clique: Ints, member: Ints, row_of: Ints) -> None:
    """Sum of found over all that could serve some demands >= those demands, where nobody could serve two of them.

    What a goal lets go unserved is added on the left: sum of found + sum of unserved >= demands.
    """
    demands = _SeatDemands.of(f, row_of, level)
    demand_of, wanted = demands.of_column, demands.wanted
    if not 0 < wanted.size <= MOST_DEMANDS:
        return
    excluded = _excluded(union, demand_of, wanted.size, clique, member, row_of)
    if excluded is None:
        return
    scope = np.zeros(wanted.size, dtype=np.int64)
    demanded = demand_of[union.column] >= 0
    scope[demand_of[union.column[demanded]]] = union.scope[union.row[demanded]]
    seeds = _at_once(f.tables, demand_of, wanted)
    scopes = distinct(scope)
    for one in scopes:
        here = (scope == one).nonzero()[0]
        inside = [np.searchsorted(here, seed[scope[seed] == one]) for seed in seeds]
        chosen = here[_heaviest(excluded[np.ix_(here, here)], wanted[here], inside, 1 / scopes.size)]
        able = distinct(row_of[np.isin(demand_of, chosen).nonzero()[0]])
        column = np.concatenate([union.found[able], demands.unserved[np.isin(demands.unserved_of, chosen)]])
        rows = Rows(np.zeros_like(column), column, np.ones_like(column), 1)
        f.add_rows(level, rows, int(wanted[chosen].sum()), INFINITE)


@attrs.frozen(eq=False)
class _SeatDemands:
    """Rows ``sum of columns + sum of unserved >= wanted > 0`` of which all columns are members, and stand in no demand before.

    Parameters
    ----------
    of_column
        int64 (columns,): the demand that each column serves, -1 for none.
    wanted
        int64 (D,).
    unserved, unserved_of
        int64 (n,): variables of goals, never negative, that stand in for members, and in which demand.
    """

    of_column: Ints
    wanted: Ints
    unserved: Ints
    unserved_of: Ints

    @classmethod
    def of(cls, f: "Builder", row_of: Ints, level: int) -> "_SeatDemands":
        """Find the demands among the rows up to a level, those that hold in any case first."""
        demand_of = np.full(f.size, -1, dtype=np.int64)
        wanted: list[int] = []
        unserved, number = [whole([])], [whole([])]
        for columns, least in _wanting(f, level):
            others = columns[columns >= f.decisions]
            members = columns[columns < f.decisions]
            is_free = members.size and (row_of[members] >= 0).all() and (demand_of[members] < 0).all()
            if is_free and (f.bounds[0][others] >= 0).all() and (f.bounds[2][others] <= level).all():
                demand_of[members] = len(wanted)
                unserved.append(others)
                number.append(np.full(others.size, len(wanted)))
                wanted.append(least)
        return cls(demand_of, whole(wanted), np.concatenate(unserved), np.concatenate(number))


def _wanting(f: "Builder", level: int) -> Iterator[tuple[Ints, int]]:
    for block in sorted(f.blocks, key=lambda block: block.level):
        if block.level <= level and not block.is_clique:
            for row in (block.lower > 0).nonzero()[0].tolist():
                entries = slice(int(block.indptr[row]), int(block.indptr[row + 1]))
                if (block.coefficient[entries] == 1).all():
                    yield block.column[entries], int(block.lower[row])


def _at_once(t: "Tables", demand_of: Ints, wanted: Ints) -> list[Ints]:
    """Return the demands that are on at one moment whatever is chosen, for the moments at which most is wanted."""
    candidate = (demand_of[: t.candidate_option.size] >= 0).nonzero()[0]
    option, demand = t.candidate_option[candidate], demand_of[candidate]
    since = np.full(wanted.size, np.iinfo(np.int64).min)
    until = np.full(wanted.size, np.iinfo(np.int64).max)
    np.maximum.at(since, demand, t.option_start[option])
    np.minimum.at(until, demand, t.option_end[option])
    moment = distinct(since[since < until])
    is_on = (since <= moment[:, None]) & (moment[:, None] < until)
    busiest = np.argsort(-(is_on @ wanted), kind="stable")[:_MOMENTS]
    return [one.nonzero()[0] for one in is_on[busiest]]


def _excluded(union: Union, demand_of: Ints, count: int, clique: Ints, member: Ints, row_of: Ints) -> Bools | None:
    """Return which demands no group can serve both of; bool (count, count), ``None`` if that takes too long.

    Two demands exclude each other if any two candidates of one group, one for each, stand in a common clique. A demand that
    some group could serve twice excludes nothing.
    """
    serving = union.column[demand_of[union.column] >= 0]
    sizes = np.bincount(row_of[serving], minlength=union.found.size)
    entries = demand_of[member] >= 0
    indptr, order = by_group(row_of[member[entries]], union.found.size)
    cliques = np.bincount(
        distinct(clique[entries] * sizes.size + row_of[member[entries]]) % sizes.size, minlength=sizes.size
    )
    if int(sizes**2 @ cliques) > MOST_STEPS:
        return None
    clique, member = clique[entries][order], member[entries][order]
    first, columns = by_group(row_of[serving], union.found.size)
    met = np.zeros((count, count), dtype=bool)
    for group in (sizes > 0).nonzero()[0].tolist():
        own = np.sort(serving[columns[first[group] : first[group + 1]]])
        here = slice(int(indptr[group]), int(indptr[group + 1]))
        demands = demand_of[own]
        apart = ~_together(own, clique[here], member[here])
        if distinct(demands).size == demands.size:
            met[np.ix_(demands, demands)] |= apart
        else:
            np.logical_or.at(met, (demands[:, None], demands), apart)
    alone = ~met.diagonal()
    return ~met & alone & alone[:, None]


def _together(own: Ints, clique: Ints, member: Ints) -> Bools:
    """Return which of a group's columns stand in a common clique, each with itself; bool (n, n)."""
    sets, number = np.unique(clique, return_inverse=True)
    stands = np.zeros((own.size, sets.size), dtype=np.float32)
    stands[np.searchsorted(own, member), number] = 1
    together: Bools = (stands @ stands.T > 0) | np.eye(own.size, dtype=bool)
    return together


def _heaviest(excluded: Bools, wanted: Ints, seeds: Sequence[Ints], share: float) -> Ints:
    """Return demands that exclude each other and together want much: grown from seeds, then by local search."""
    graph = excluded & ~np.eye(wanted.size, dtype=bool)
    grown = [_grown(start, graph, wanted) for start in [*seeds, whole([])]]
    best = max(grown, key=lambda chosen: int(wanted[chosen].sum()))
    return heaviest_clique(graph, wanted, best, share=share)


def _grown(start: Ints, graph: Bools, wanted: Ints) -> Ints:
    """Return a maximal clique: of the start what fits together, then always the one that leaves most to choose from."""
    weight = wanted.astype(np.float32)
    weighed = graph * weight[:, None]
    reach = weighed.sum(axis=0) + weight
    chosen, open_ = list[int](), np.ones(reach.size, dtype=bool)
    waiting = start.tolist()[::-1]
    while open_.any():
        next_ = waiting.pop() if waiting else int(np.where(open_, reach, -1).argmax())
        if open_[next_]:
            chosen.append(next_)
            lost = open_ & ~graph[next_]
            open_ &= graph[next_]
            reach = reach - weighed[lost].sum(axis=0)
    return whole(chosen)
