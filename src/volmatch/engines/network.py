"""Which models are pure networks: people's caps nest on one side, the seats' needs on the other, and heads flow between.

Every column that stands in several rows is an arc, every row a node. Rows are parted into two families in which any two
rows are disjoint or one contains the other; such a family is a tree. Heads flow from the root down the first tree, along
the columns, and up the second tree to the same root. The flow into the node of row r is F = sum of its columns.
"""

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, indptr_of, stable_order, whole
from volmatch.formulation.formulation import Block
from volmatch.formulation.model import Model, divided

#: Models with more variables and rows are not looked at. The engine for networks can neither be stopped nor interrupted,
#: and keeps all other threads of Python waiting: 0.3 s at this size, 1 s where goals of levels before weigh on the costs.
MOST_ARCS = 150_000
#: Pairs of rows that share a column are looked at up to this number; more would take longer than the flow itself.
MOST_PAIRS = 20_000_000
#: Sums over rows stay below this, so that the floats of `np.bincount` do not round them.
_EXACT = 2**53
#: The whole cost, and the largest cost times the number of nodes, stay below this: the engine works on such products.
MOST_PRODUCT = 2**60


@attrs.frozen(eq=False)
class Network:
    """A circulation: what leaves a node has entered it.

    Parameters
    ----------
    nodes
        Number of nodes; 0 is the common root of both trees.
    tail, head, lower, upper, cost
        int64 (arcs,): an arc carries between `lower` and `upper` from `tail` to `head`, at `cost` a unit.
    column, sign
        int64 (arcs,): the variable of the model that an arc stands for is `sign` times its flow; -1 for arcs of rows.
    rest
        int64 (n,): values of the variables that no arc stands for.
    is_impossible
        Whether some row or variable can never keep its bounds.
    """

    nodes: int
    tail: Ints
    head: Ints
    lower: Ints
    upper: Ints
    cost: Ints
    column: Ints
    sign: Ints
    rest: Ints
    is_impossible: bool = False


@attrs.frozen(eq=False)
class _System:
    """Rows of +1 and -1; a column of several rows is +1 in all of them, one of a single row is called a slack.

    Parameters
    ----------
    row, column, coefficient
        int64 (n,): the entries, sorted by row.
    low, high
        int64 (m,): bounds of the rows, within what they can reach.
    is_slack
        bool (n,): of the entries.
    least, most, cost
        int64 (columns,): bounds and cost of the columns, turned ones already turned.
    sign
        int64 (columns,): -1 for a column that was turned.
    """

    row: Ints
    column: Ints
    coefficient: Ints
    low: Ints
    high: Ints
    is_slack: Bools
    least: Ints
    most: Ints
    cost: Ints
    sign: Ints


def network_of(model: Model) -> Network | None:
    """Return a model as a network, or ``None`` where it is none, or too large for one.

    Rows that nothing can break, and rows that another row implies, are left out.
    """
    if not is_moderate(model):
        return None
    rows = _biting(model)
    tied = np.bincount(rows.column, minlength=model.size) > 0
    rest = np.where((model.prices < 0) & ~tied, model.upper, model.lower)
    none = whole([])
    if np.any(rows.lower > rows.upper) or np.any(model.lower > model.upper):
        return Network(1, none, none, none, none, none, none, none, rest, is_impossible=True)
    system = _turned(rows, model) if np.all(np.abs(rows.coefficient) == 1) else None
    network = None if system is None else _woven(system, rest)
    return None if network is None or model.cost.dearest * (network.nodes + 1) >= MOST_PRODUCT else network


def is_moderate(model: Model) -> bool:
    """Whether the model is small enough to be asked about, and its numbers to be summed."""
    rows = model.matrix
    if model.size + rows.count > MOST_ARCS:
        return False
    reach = np.maximum(np.abs(model.lower.astype(float)), np.abs(model.upper.astype(float)))
    sums = float(np.abs(rows.coefficient.astype(float)) @ reach[rows.column])
    cost = float(np.abs(model.prices.astype(float)) @ reach)
    return max(sums, float(reach.max(initial=0.0))) < _EXACT and cost < MOST_PRODUCT


def _biting(model: Model) -> Block:
    """Return the rows that some values would break, over the variables that can move, divided by their divisors."""
    rows = model.matrix
    one, other = rows.coefficient * model.lower[rows.column], rows.coefficient * model.upper[rows.column]
    least, most = rows.summed(np.minimum(one, other)), rows.summed(np.maximum(one, other))
    lower, upper = np.maximum(rows.lower, least), np.minimum(rows.upper, most)
    bites = (lower > least) | (upper < most)
    moves = (model.lower < model.upper)[rows.column]
    still = rows.summed(np.where(moves, 0, one))[bites]
    entry = moves & bites[rows.row]
    indptr = indptr_of((np.cumsum(bites) - 1)[rows.row[entry]], still.size)
    column, coefficient = rows.column[entry], rows.coefficient[entry]
    return divided(Block(0, indptr, column, coefficient, lower[bites] - still, upper[bites] - still))


def _sums(group: Ints, values: Ints, count: int) -> Ints:
    """Return the sum of each group; exact below 2^53."""
    return np.bincount(group, weights=values, minlength=count).astype(np.int64)


def _turned(rows: Block, model: Model) -> _System | None:
    """Turn rows and columns by -1 until every entry of a column of several rows is +1; ``None`` if that cannot be."""
    row = np.repeat(np.arange(rows.count), np.diff(rows.indptr))
    is_slack = (np.bincount(rows.column, minlength=model.size) == 1)[rows.column]
    tied = (~is_slack & np.any(rows.coefficient[~is_slack] < 0)).nonzero()[0]
    behind = rows.count + rows.column[tied]
    sides = two_sides(rows.count + model.size, row[tied], behind, rows.coefficient[tied] < 0)
    if sides is None:
        return None
    sign = 1 - 2 * whole(sides)
    of_row, of_column = sign[: rows.count], sign[rows.count :]
    back, forth = of_row < 0, of_column > 0
    return _System(
        row=row,
        column=rows.column,
        coefficient=rows.coefficient * of_row[row] * of_column[rows.column],
        low=np.where(back, -rows.upper, rows.lower),
        high=np.where(back, -rows.lower, rows.upper),
        is_slack=is_slack,
        least=np.where(forth, model.lower, -model.upper),
        most=np.where(forth, model.upper, -model.lower),
        cost=model.prices * of_column,
        sign=of_column,
    )


def two_sides(count: int, one: Ints, other: Ints, differ: Bools) -> Bools | None:
    """Give each of some things a side, so that listed pairs are on different sides or on the same.

    Parameters
    ----------
    count
        Number of things.
    one, other, differ
        Shape (n,): pairs of things, and whether their sides differ.

    Returns
    -------
    bool (count,), the first thing of each connected part being ``False``; ``None`` if there is no such choice.

    Notes
    -----
    Each thing stands twice, once on each side; a choice exists if and only if nothing is connected with its double
    (the bipartite double cover; König's theorem on odd cycles).
    """
    first = np.concatenate([2 * one, 2 * one + 1])
    second = np.concatenate([2 * other + differ, 2 * other + 1 - differ])
    label = _components(2 * count, first, second)
    return None if np.any(label[::2] == label[1::2]) else label[::2] % 2 == 1


def _components(count: int, one: Ints, other: Ints) -> Ints:
    """Return the least member of each thing's connected component; int64 (count,)."""
    root = np.arange(count)
    while True:
        apart = root[one] != root[other]
        if not apart.any():
            return root
        one, other = one[apart], other[apart]
        np.minimum.at(root, np.maximum(root[one], root[other]), np.minimum(root[one], root[other]))
        while np.any(root != root[root]):
            root = root[root]


def _woven(s: _System, rest: Ints) -> Network | None:
    """Part the rows into two trees and join them; ``None`` if they do not part so."""
    count, many = s.low.size, ~s.is_slack
    size = np.bincount(s.row[many], minlength=count)
    pairs = _meeting(s.row[many], s.column[many], count)
    if pairs is None:
        return None
    one, other, common = pairs
    nested = common == np.minimum(size[one], size[other])
    swap = size[other] > size[one]
    outer, inner = np.where(swap, other, one)[nested], np.where(swap, one, other)[nested]
    kept = ~_implied(s, outer, inner)
    cross = ~nested & kept[one] & kept[other]
    seats = two_sides(count, one[cross], other[cross], np.ones(int(cross.sum()), dtype=np.bool_))
    return None if seats is None else _joined(s, kept, seats, size, rest)


def _meeting(row: Ints, column: Ints, count: int) -> tuple[Ints, Ints, Ints] | None:
    """Return (one, other, common) for all pairs of rows with common columns; ``None`` if there are too many to look at."""
    order = stable_order(column)
    row, column = row[order], column[order]
    many = np.bincount(column)
    if int((many * (many - 1) // 2).sum()) > MOST_PAIRS:
        return None
    keys, counts = [whole([])], [whole([])]
    for lag in range(1, int(many.max(initial=0))):
        same = column[lag:] == column[:-lag]
        key, common = np.unique(row[:-lag][same] * count + row[lag:][same], return_counts=True)
        keys.append(key)
        counts.append(common)
    key, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    return key // max(1, count), key % max(1, count), _sums(inverse, np.concatenate(counts), key.size)


def _implied(s: _System, outer: Ints, inner: Ints) -> Bools:
    """Return which rows follow from a row around them; bool (m,). Of two rows of the same columns only the later may."""
    count = s.low.size
    many, slack = ~s.is_slack, s.is_slack
    least = _sums(s.row[many], s.least[s.column[many]], count)
    most = _sums(s.row[many], s.most[s.column[many]], count)
    one, other = s.coefficient * s.least[s.column], s.coefficient * s.most[s.column]
    low = np.maximum(least, s.low - _sums(s.row[slack], np.maximum(one, other)[slack], count))
    high = np.minimum(most, s.high - _sums(s.row[slack], np.minimum(one, other)[slack], count))
    has_slack = np.bincount(s.row[slack], minlength=count) > 0
    from_below = low[inner] <= np.maximum(least[inner], low[outer] - most[outer] + most[inner])
    from_above = high[inner] >= np.minimum(most[inner], high[outer] - least[outer] + least[inner])
    implied = np.zeros(count, dtype=np.bool_)
    implied[inner[from_below & from_above & ~has_slack[inner]]] = True
    return implied


def _joined(s: _System, kept: Bools, seats: Bools, size: Ints, rest: Ints) -> Network:
    """Return the network of two trees: arcs of the rows, of their slacks, and of the columns between the trees."""
    count = s.low.size
    up, down, many = _trees(s, kept, seats, size)
    node = np.arange(count) + 1
    tail, head = np.where(seats, node, up), np.where(seats, up, node)
    row, column = s.row[s.is_slack], s.column[s.is_slack]
    # F + slack lies in the row's bounds: a slack of +1 flows back along its row's arc, one of -1 beside it.
    back = s.coefficient[s.is_slack] > 0
    tails = tail[kept], np.where(back, head[row], tail[row]), down[0][many]
    heads = head[kept], np.where(back, tail[row], head[row]), down[1][many]
    none = np.zeros(int(kept.sum()), dtype=np.int64)
    columns = np.concatenate([column, many])
    number = np.append(0, np.cumsum(kept))
    return Network(
        nodes=int(number[-1]) + 1,
        tail=number[np.concatenate(tails)],
        head=number[np.concatenate(heads)],
        lower=np.concatenate([s.low[kept], s.least[columns]]),
        upper=np.concatenate([s.high[kept], s.most[columns]]),
        cost=np.concatenate([none, s.cost[columns]]),
        column=np.concatenate([none - 1, columns]),
        sign=np.concatenate([none, s.sign[columns]]),
        rest=rest,
    )


def _trees(s: _System, kept: Bools, seats: Bools, size: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the node above each row, the innermost node of each column in both trees (2, columns), and which columns."""
    count = s.low.size
    rank = np.empty(count, dtype=np.int64)
    rank[np.lexsort((np.arange(count), -size, seats))] = np.arange(count)
    entry = kept[s.row] & ~s.is_slack
    row, column = s.row[entry], s.column[entry]
    order = np.argsort(column * max(1, count) + rank[row])
    row, column = row[order], column[order]
    inside = (column[1:] == column[:-1]) & (seats[row[1:]] == seats[row[:-1]])
    up = np.zeros(count, dtype=np.int64)
    up[row[1:][inside]] = row[:-1][inside] + 1
    last = np.append(~inside, np.ones(min(1, row.size), dtype=np.bool_))
    down = np.zeros((2, s.least.size), dtype=np.int64)
    down[whole(seats)[row[last]], column[last]] = row[last] + 1
    return up, down, distinct(column)
