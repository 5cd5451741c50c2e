"""Who may take what for what: offers in columns, and the cycles in which each takes what the next one gives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, expand, whole
from volmatch.formulation.model import Model
from volmatch.live.compiled import Compiled
from volmatch.live.swap_offers import SwapOffer, SwapSeat

#: What a seat is named for.
_GIVEN, _BETTER, _AS_GOOD = 0, 1, 2


@attrs.frozen(eq=False, slots=False)
class SwapGraph:
    """Offers by rows of the tables; F offers, T takes.

    Parameters
    ----------
    person
        int64 (F,): whose each offer is.
    gives, given_role
        int64 (F,): the candidate that each offer gives up, and its role; -1 where it gives none.
    asks_to_leave
        bool (F,): whether an offer takes nothing.
    offer, takes, role
        int64 (T,): what some offer may take: the offer, the candidate, its role; sorted by offer.
    is_better
        bool (T,): whether that is better than what it gives.
    free
        int64 (roles,): seats of each role that are empty.
    """

    person: Ints
    gives: Ints
    given_role: Ints
    asks_to_leave: Bools
    offer: Ints
    takes: Ints
    role: Ints
    is_better: Bools
    free: Ints

    @classmethod
    def of(cls, compiled: Compiled, decisions: Ints, offers: Sequence[SwapOffer]) -> "SwapGraph":
        """Return the graph of some offers, each settled, at a schedule."""
        t = compiled.f.tables
        stands = decisions[: t.candidate_role.size] > 0
        told = list(_told(compiled, offers))
        offer, kind, volunteer, session, role = whole(told).reshape(-1, 5).T
        entry, candidate = t.candidates_of_pairs(volunteer, session)
        fits = np.isin(role[entry], -1) | (role[entry] == t.candidate_role[candidate])
        fits &= compiled.f.chosen_options(decisions)[t.candidate_option[candidate]]
        fits &= stands[candidate] == (kind[entry] == _GIVEN)
        entry, candidate = entry[fits], candidate[fits]
        gives = np.full(len(offers), -1)
        is_given = kind[entry] == _GIVEN
        gives[offer[entry[is_given]]] = candidate[is_given]
        takes, is_better = _better_first(
            offer[entry[~is_given]], candidate[~is_given], kind[entry[~is_given]] == _BETTER
        )
        free = t.role_max - np.bincount(t.candidate_role[stands], minlength=t.role_max.size)
        return cls(
            person=whole([t.volunteer_row[one.volunteer] for one in offers]),
            gives=whole(gives),
            given_role=whole(np.where(gives < 0, -1, t.candidate_role[gives])),
            asks_to_leave=np.array([one.asks_to_leave for one in offers], dtype=bool),
            offer=takes[0],
            takes=takes[1],
            role=whole(t.candidate_role[takes[1]]),
            is_better=is_better,
            free=whole(free),
        )

    def only(self, keep: Bools) -> "SwapGraph":
        """Return the graph with fewer takes; keep: bool (T,)."""
        return attrs.evolve(
            self, offer=self.offer[keep], takes=self.takes[keep], role=self.role[keep], is_better=self.is_better[keep]
        )

    def since(self, is_past: Bools) -> "SwapGraph":
        """Return the graph in which nothing past is given or taken; is_past: bool (candidates,)."""
        is_over = (self.gives >= 0) & is_past[self.gives]
        kept = self.only(~is_past[self.takes] & ~is_over[self.offer])
        return attrs.evolve(
            kept,
            gives=whole(np.where(is_over, -1, self.gives)),
            given_role=whole(np.where(is_over, -1, self.given_role)),
            asks_to_leave=self.asks_to_leave & ~is_over,
        )

    @property
    def candidates(self) -> Ints:
        """All candidates that may change; sorted."""
        return distinct(np.concatenate([self.gives[self.gives >= 0], self.takes]))

    def possible(self, part: Model, values: Ints, columns: Ints) -> "SwapGraph":
        """Return the graph without takes that break a rule about one person alone, whatever others do.

        Parameters
        ----------
        part, values
            The model of what may change, and where it stands.
        columns
            int64 (n,): which variable of the whole each one of the model is; sorted.
        """
        rows, owner = part.matrix, part.keys.volunteer[part.matrix.column]
        least, most = np.full(rows.count, np.iinfo(np.int64).max), np.full(rows.count, -1)
        np.minimum.at(least, rows.row, owner)
        np.maximum.at(most, rows.row, owner)
        is_own = (least == most) & (least >= 0)
        gives = self.gives[self.offer]
        swaps = (gives >= 0).nonzero()[0]
        take, entry = _entries(part, np.searchsorted(columns, self.takes))
        give, lost = _entries(part, np.searchsorted(columns, gives[swaps]))
        key = np.concatenate([take, swaps[give]]) * rows.count + rows.row[np.concatenate([entry, lost])]
        keys, number = np.unique(key, return_inverse=True)
        change = np.zeros(keys.size, dtype=np.int64)
        np.add.at(change, number, np.concatenate([rows.coefficient[entry], -rows.coefficient[lost]]))
        take, row = keys // max(rows.count, 1), keys % max(rows.count, 1)
        reached = rows.at(values)[row] + change
        broken = is_own[row] & ((reached < rows.lower[row]) | (reached > rows.upper[row]))
        is_only = np.bincount(self.person)[self.person[self.offer]] == 1
        keep = np.ones(self.offer.size, dtype=bool)
        keep[take[broken]] = False
        return self.only(keep | ~is_only)

    @cached_property
    def givers(self) -> dict[int, list[int]]:
        """The offers that give up each role."""
        found: dict[int, list[int]] = defaultdict(list)
        for offer, role in enumerate(self.given_role.tolist()):
            if role >= 0:
                found[role].append(offer)
        return found

    @cached_property
    def arcs(self) -> list[list[tuple[int, int]]]:
        """By offer (take, giver): what it may take from which other offer."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(self.gives.size)]
        for take, (offer, role) in enumerate(zip(self.offer.tolist(), self.role.tolist(), strict=True)):
            found[offer] += [(take, giver) for giver in self.givers.get(role, ()) if giver != offer]
        return found

    def cycles(self, longest: int) -> Iterator[tuple[int, ...]]:
        """Yield the takes of each cycle of at most so many offers, each once: every offer takes what the next one gives."""
        for first in range(self.gives.size):
            yield from self._closing(first, (), first, longest)

    def _closing(self, first: int, path: tuple[int, ...], last: int, longest: int) -> Iterator[tuple[int, ...]]:
        """Yield the cycles that go on from a path of takes, whose least offer is the first."""
        for take, giver in self.arcs[last]:
            if giver == first:
                yield (*path, take)
            elif giver > first and len(path) + 1 < longest and giver not in self.offer[[*path, take]]:
                yield from self._closing(first, (*path, take), giver, longest)


def _entries(part: Model, columns: Ints) -> tuple[Ints, Ints]:
    """Return (position, entry): in which entries of a model's rows each listed variable stands."""
    indptr, by_column = part.by_column
    position, place = expand(indptr[columns], indptr[columns + 1])
    return position, by_column[place]


def _told(compiled: Compiled, offers: Sequence[SwapOffer]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield (offer, kind, volunteer, session, role) of each seat that is named; role -1 is any."""
    t = compiled.f.tables
    roles = zip(t.role_session.tolist(), t.role_names, strict=True)
    role_row = {pair: row for row, pair in enumerate(roles)}
    for row, offer in enumerate(offers):
        named = ((_GIVEN, [offer.gives]), (_BETTER, offer.better), (_AS_GOOD, offer.as_good))
        for kind, seats in named:
            for seat in seats:
                if isinstance(seat, SwapSeat):
                    session = t.session_row[seat.session]
                    role = -1 if seat.role is None else role_row[session, seat.role]
                    yield row, kind, t.volunteer_row[offer.volunteer], session, role


def _better_first(offer: Ints, candidate: Ints, is_better: Bools) -> tuple[tuple[Ints, Ints], Bools]:
    """Return ((offer, candidate), is better) in order, each pair once: what is named better and as good is better."""
    order = np.lexsort((~is_better, candidate, offer))
    offer, candidate, is_better = offer[order], candidate[order], is_better[order]
    is_new = np.append(True, (offer[1:] != offer[:-1]) | (candidate[1:] != candidate[:-1]))[: offer.size]
    return (whole(offer[is_new]), whole(candidate[is_new])), is_better[is_new]
