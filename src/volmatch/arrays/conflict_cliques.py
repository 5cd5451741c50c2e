"""Which duties of one person exclude each other, told in few and large sets instead of pair by pair."""

from collections.abc import Iterator
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.nearness import first_from
from volmatch.arrays.ragged import Bools, Ints, by_group, expand, indptr_of, whole

#: Sets of members of a crowd, a bit for each; uint64 (n, words).
Bits: TypeAlias = npt.NDArray[np.uint64]

_BITS = 64
_ONE = np.uint64(1)
#: Pairs looked at in one stride; bounds the memory.
STRIDE = 2_000_000
#: A larger crowd is cut, and what excludes each other across the cut is told in pairs.
MOST_MEMBERS = 16_384


@attrs.frozen(eq=False)
class Agenda:
    """Half-open stretches of time of some people, each at a place; int64 (n,), sorted by person and start.

    Parameters
    ----------
    person, session, place, start, end
        Stretches of one session exclude each other only if they share a moment.
    way
        int64 (places, places): minutes between two places.
    tolerance
        Minutes by which one may outlast the start of another that begins and ends later, where there is no way between them.
    """

    person: Ints
    session: Ints
    place: Ints
    start: Ints
    end: Ints
    way: Ints
    tolerance: int = 0

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """Yield all pairs (i, j), i before j, that exclude each other: j starts before one is there from i; some people a time."""
        position = np.arange(self.start.size)
        if position.size == 0:
            return
        widest = self.way.max(axis=1)[self.place]
        stop = first_from(self.person, self.start, self.person, self.end + widest)
        before = np.append(0, np.cumsum(stop - position))
        person = np.append(0, (self.person[1:] != self.person[:-1]).nonzero()[0] + 1)
        cut = person[np.unique(before[person] // STRIDE, return_index=True)[1]]
        for first, last in zip(cut.tolist(), [*cut[1:].tolist(), position.size], strict=True):
            i, j = expand(position[first:last] + 1, stop[first:last])
            i += first
            way = np.where(self.session[i] == self.session[j], 0, self.way[self.place[i], self.place[j]])
            exclude = self.start[j] < self.end[i] + way
            if self.tolerance:
                handed = (self.start[i] < self.start[j]) & (self.end[i] < self.end[j]) & (way == 0)
                handed &= (self.end[i] - self.start[j] <= self.tolerance) & (self.session[i] != self.session[j])
                exclude &= ~handed
            yield i[exclude], j[exclude]

    def exclusive_sets(self) -> tuple[Ints, Ints]:
        """Return sets of which no two members fit together, as CSR (indptr, member); each such pair stands in some set.

        No set holds another. Stretches of one person at the same time and place exclude the same others and each other, so
        only one of each kind is looked at.
        """
        kinds, number = self._kinds()
        indptr, kind = kinds.sets()
        first, member = by_group(number, kinds.start.size)
        is_alone = np.ones(kinds.start.size, dtype=bool)
        is_alone[kind] = False
        alone = (is_alone & (np.diff(first) > 1)).nonzero()[0]
        owner = np.append(
            np.repeat(np.arange(indptr.size - 1), np.diff(indptr)), indptr.size - 1 + np.arange(alone.size)
        )
        kind = np.append(kind, alone)
        entry, place = expand(first[kind], first[kind + 1])
        owner, member = owner[entry], member[place]
        order = np.lexsort((member, owner))
        return indptr_of(owner[order], indptr.size - 1 + alone.size), member[order]

    def _kinds(self) -> tuple["Agenda", Ints]:
        """Return one stretch of each person, time and place, and which of them each stretch is.

        Only of sessions with several places it matters which session a stretch is of: they do not exclude themselves there.
        """
        places = distinct_rows(np.column_stack([self.session, self.place]))[0]
        roams = np.bincount(places[:, 0], minlength=int(self.session.max(initial=-1)) + 1) > 1
        session = np.where(roams[self.session], self.session, -1)
        rows = np.column_stack([self.person, self.start, self.end, self.place, session])
        kinds, number = distinct_rows(rows)
        person, start, end, place, session = kinds.T
        anonymous = int(session.max(initial=-1)) + 1 + np.arange(session.size)
        known = np.where(session < 0, anonymous, session)
        return Agenda(person, known, place, start, end, self.way, self.tolerance), number

    def sets(self) -> tuple[Ints, Ints]:
        """Return the same as `exclusive_sets`, by looking at every stretch."""
        owners, members, count = [whole([])], [whole([])], 0
        here = distinct(self.place)
        is_near = not self.way[np.ix_(here, here)].any()
        for first, second in self.pairs():
            for owner, member in [self._moments(first, second)] if is_near else _sets(first, second, self.end):
                owners.append(owner + count)
                members.append(member)
                count += int(owner.max(initial=-1)) + 1
        owner, member = np.concatenate(owners), np.concatenate(members)
        order = np.lexsort((member, owner))
        return indptr_of(owner[order], count), member[order]

    def _moments(self, first: Ints, second: Ints) -> tuple[Ints, Ints]:
        """Return (set, member) for pairs that all share a moment: what is on as one starts, if something ends before the next.

        These are the maximal cliques of an interval graph (Fulkerson and Gross, Incidence matrices and interval graphs, 1965).
        """
        earliest = self.end.copy()
        np.minimum.at(earliest, second, self.end[first])
        is_last = np.append(self.person[1:] != self.person[:-1], True)
        goes_on = np.append(self.start[1:] < earliest[:-1], False)
        is_head = np.zeros(self.start.size, dtype=bool)
        is_head[second] = True
        is_head &= is_last | ~goes_on
        number = np.cumsum(is_head) - 1
        entry = is_head[second]
        head = is_head.nonzero()[0]
        return np.concatenate([number[second[entry]], number[head]]), np.concatenate([first[entry], head])


def _sets(first: Ints, second: Ints, end: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield (set, member) that cover pairs (`first` before `second`), crowd by crowd: what no pair joins is never compared."""
    if first.size == 0:
        return
    low, size = int(first.min()), int(second.max() - first.min()) + 1
    a, b = first - low, second - low
    farthest = np.arange(size)
    np.maximum.at(farthest, a, b)
    crowd = np.append(0, np.cumsum(np.maximum.accumulate(farthest) == np.arange(size))[:-1])
    begin = np.searchsorted(crowd, crowd)
    piece = (np.arange(size) - begin) // MOST_MEMBERS
    crowd = np.unique(crowd * size + piece, return_inverse=True)[1]
    across = crowd[a] != crowd[b]
    yield np.repeat(np.arange(int(across.sum())), 2), np.column_stack([first[across], second[across]]).ravel()
    words = -(-np.bincount(crowd) // _BITS)
    width = (1 << np.ceil(np.log2(words)).astype(np.int64))[crowd]
    for words_ in distinct(width[a[~across]]).tolist():
        here = (width == words_).nonzero()[0]
        number = np.searchsorted(here, np.arange(size))
        entry = ~across & (width[a] == words_)
        owner, member = Crowds.of(crowd[here], end[low + here], number[a[entry]], number[b[entry]], words_).cover()
        yield owner, low + here[member]


@attrs.frozen(eq=False)
class Crowds:
    """Who excludes whom among the members of some crowds, as bits: bit r stands for the member of rank r of the same crowd.

    Members are numbered crowd by crowd, within one by falling end, so that the lowest bit ends last.

    Parameters
    ----------
    position
        int64 (n,): position of each member in the caller's order.
    base
        int64 (n,): number of the first member of its crowd.
    near, before
        Whom each member excludes, and which of them come before it in the caller's order; bits (n, words).
    """

    position: Ints
    base: Ints
    near: Bits
    before: Bits

    @classmethod
    def of(cls, crowd: Ints, end: Ints, first: Ints, second: Ints, words: int) -> "Crowds":
        """Make bits of pairs (`first` before `second`), by position; crowd and end int64 (n,)."""
        position = np.lexsort((-end, crowd))
        number = np.empty_like(position)
        number[position] = np.arange(position.size)
        base = np.searchsorted(crowd, crowd[position])
        before = np.zeros((position.size, words), dtype=np.uint64)
        near = np.zeros_like(before)
        _set_bits(before, number[second], number[first] - base[number[first]])
        _set_bits(near, number[first], number[second] - base[number[second]])
        return cls(position, base, near | before, before)

    def cover(self) -> tuple[Ints, Ints]:
        """Return (set, position) that cover all pairs: from each member greedily, and again as long as pairs are left."""
        owners, members, bits, heads = [whole([])], [whole([])], [self.before[:0]], [whole([])]
        count, covered = 0, np.zeros_like(self.before)
        while (head := _has_any(self.before & ~covered).nonzero()[0]).size:
            owner, member, found = self._grown(head, (self.before & ~covered)[head])
            for word in range(covered.shape[1]):
                np.bitwise_or.at(covered[:, word], member, found[owner, word])
            owners.append(owner + count)
            members.append(member)
            bits.append(found)
            heads.append(head)
            count += head.size
        owner, member = np.concatenate(owners), np.concatenate(members)
        kept = self._maximal(owner, member, np.concatenate(bits), np.concatenate(heads))
        entry = kept[owner]
        return (np.cumsum(kept) - 1)[owner[entry]], self.position[member[entry]]

    def _grown(self, head: Ints, wanted: Bits) -> tuple[Ints, Ints, Bits]:
        """Return (set, member) and the bits of sets that grow from their last members.

        Next is always the latest to end of those before that exclude all there are; while there are any, of the wanted ones.
        """
        found = np.zeros_like(wanted)
        live, base, allowed = np.arange(head.size), self.base[head], self.before[head]
        _set_bits(found, live, head - base)
        owners, members = [live], [head]
        while live.size:
            choice = np.where(_has_any(wanted)[:, None], wanted, allowed)
            word = (choice != 0).argmax(axis=1)
            bits = choice[np.arange(live.size), word]
            lowest = bits & (~bits + _ONE)
            member = base + word * _BITS + np.bitwise_count(lowest - _ONE)
            found[live, word] |= lowest
            owners.append(live)
            members.append(member)
            allowed, wanted = allowed & self.near[member], wanted & self.near[member]
            goes_on = _has_any(allowed)
            live, base, allowed, wanted = live[goes_on], base[goes_on], allowed[goes_on], wanted[goes_on]
        return np.concatenate(owners), np.concatenate(members), found

    def _maximal(self, owner: Ints, member: Ints, bits: Bits, head: Ints) -> Bools:
        """Return which sets lie in no other: one that does has its last member there."""
        indptr, sets = by_group(head, self.base.size)
        entry, place = expand(indptr[member], indptr[member + 1])
        inner, outer = sets[place], owner[entry]
        inner, outer = inner[inner != outer], outer[inner != outer]
        kept = np.ones(head.size, dtype=bool)
        kept[inner[~_has_any(bits[inner] & ~bits[outer])]] = False
        return kept


def _has_any(bits: Bits) -> Bools:
    """Return which rows have a bit at all."""
    found: Bools = (bits != 0).any(axis=1)
    return found


def _set_bits(bits: Bits, row: Ints, rank: Ints) -> None:
    """Set a bit in each listed row; no bit of a row is listed twice."""
    bit = _ONE << (rank % _BITS).astype(np.uint64)
    np.add.at(bits.reshape(-1), row * bits.shape[1] + rank // _BITS, bit)
