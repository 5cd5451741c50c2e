"""Swaps once more, by trying every one: written from what the page says, with nothing of the search."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations, product

import attrs

import volmatch as vm
from volmatch.live import SwapOffer, SwapSeat

Duty = tuple[str, str]
#: What an offer takes; "none" where it only gives, ``None`` where it is not carried out.
Choice = Duty | str | None


@attrs.frozen
class SwapsByHand:
    """One question about swaps, looked through."""

    problem: vm.Problem
    before: vm.Schedule
    offers: Sequence[SwapOffer]
    longest: int = 3
    chains: bool = True
    allowed: Mapping[int, int] = attrs.field(factory=dict)
    now: dt.datetime | None = None

    def is_past(self, session: str) -> bool:
        """Whether a session began before now."""
        place = self.before.placement_of.get(session)
        return self.now is not None and place is not None and place.start < self.now

    def gives(self, offer: SwapOffer) -> Duty | None:
        """Return the duty that is given."""
        if offer.gives is None:
            return None
        seat = offer.gives if isinstance(offer.gives, SwapSeat) else SwapSeat(offer.gives)
        held = [one for one in self.before.assignments if one.volunteer == offer.volunteer]
        return next((one.session, one.role) for one in held if one.session == seat.session)

    def wanted(self, offer: SwapOffer, seats: Sequence[SwapSeat | str]) -> set[Duty]:
        """Return the duties that somebody names and does not have."""
        held = {(one.session, one.role) for one in self.before.assignments if one.volunteer == offer.volunteer}
        told = [one if isinstance(one, SwapSeat) else SwapSeat(one) for one in seats]
        named = {
            (session.id, role.name)
            for seat in told
            for session in self.problem.sessions
            for role in session.roles
            if session.id == seat.session and seat.role in (None, role.name)
        }
        there = {duty for duty in named - held if duty[0] in self.before.placement_of}
        return {duty for duty in there if not self.is_past(duty[0])}

    def choices(self, offer: SwapOffer) -> list[Choice]:
        """Return what may happen to an offer."""
        given = self.gives(offer)
        if given is not None and self.is_past(given[0]):
            return [None]
        if not offer.better:
            return [None, "none"]
        return [None, *sorted(self.wanted(offer, [*offer.better, *offer.as_good]))]

    def is_served(self, offer: SwapOffer, choice: Choice) -> bool:
        """Whether somebody gets what they would rather have."""
        return choice in (self.wanted(offer, offer.better) if offer.better else {"none"})

    def after(self, chosen: Sequence[Choice]) -> vm.Schedule | None:
        """Return the schedule then; ``None`` where somebody would have a duty twice."""
        crew = {(one.volunteer, one.session, one.role) for one in self.before.assignments}
        pairs = [(offer, choice) for offer, choice in zip(self.offers, chosen, strict=True) if choice is not None]
        gone = [(offer.volunteer, *duty) for offer, _ in pairs if (duty := self.gives(offer)) is not None]
        new = [(offer.volunteer, *choice) for offer, choice in pairs if isinstance(choice, tuple)]
        if len(set(new)) < len(new):
            return None
        then = crew - set(gone) | set(new)
        return vm.Schedule([vm.Assignment(*one) for one in then], self.before.placements, self.before.dropped)

    def falls_into_swaps(self, chosen: Sequence[Choice]) -> bool:
        """Whether what is carried out is made of cycles and chains that are not too long."""
        free = {
            (session.id, role.name): role.max - self.before.heads(session.id, role.name)
            for session in self.problem.sessions
            for role in session.roles
        }
        return self._falls([row for row, choice in enumerate(chosen) if choice is not None], chosen, free)

    def _falls(self, left: list[int], chosen: Sequence[Choice], free: dict[Duty, int]) -> bool:
        if not left:
            return True
        for size in range(1, self.longest + 1):
            for others in permutations(left, size):
                if left[0] not in others:
                    continue
                rest = [row for row in left if row not in others]
                if self._is_cycle(others, chosen) and self._falls(rest, chosen, free):
                    return True
                for then in self._chains(others, chosen, free):
                    if self._falls(rest, chosen, then):
                        return True
        return False

    def _is_cycle(self, rows: Sequence[int], chosen: Sequence[Choice]) -> bool:
        nexts = [*rows[1:], rows[0]]
        return len(rows) > 1 and all(
            chosen[row] == self.gives(self.offers[other]) for row, other in zip(rows, nexts, strict=True)
        )

    def _chains(
        self, rows: Sequence[int], chosen: Sequence[Choice], free: dict[Duty, int]
    ) -> Iterator[dict[Duty, int]]:
        """Yield the empty seats that are left if some offers in this order are a chain."""
        linked = all(chosen[row] == self.gives(self.offers[before]) for before, row in pairwise(rows))
        first = chosen[rows[0]]
        if not self.chains or not linked:
            return
        if first == "none":
            yield free
        elif isinstance(first, tuple) and free[first] > 0:
            yield {**free, first: free[first] - 1}

    def is_allowed(self, schedule: vm.Schedule) -> bool:
        """Whether every rule holds and no level loses more than it may."""
        old, new = vm.check(self.problem, self.before), vm.check(self.problem, schedule)
        pairs = zip(old.levels, new.levels, strict=True)
        return new.ok and all(then.value <= now.value + self.allowed.get(now.level, 0) for now, then in pairs)

    def best(self) -> tuple[int, tuple[bool, ...], int]:
        """Return (how many are served, who, less who moves) of the best set of swaps."""
        found = list[tuple[int, tuple[bool, ...], int]]()
        for chosen in product(*(self.choices(offer) for offer in self.offers)):
            key = self.key(chosen)
            if found and key <= max(found):
                continue
            after = self.after(chosen)
            if after is not None and self.falls_into_swaps(chosen) and self.is_allowed(after):
                found.append(key)
        return max(found)

    def key(self, chosen: Sequence[Choice]) -> tuple[int, tuple[bool, ...], int]:
        """Return what a set of swaps is judged by."""
        served = tuple(self.is_served(offer, choice) for offer, choice in zip(self.offers, chosen, strict=True))
        return sum(served), served, -sum(choice is not None for choice in chosen)

    def told(self, found: vm.live.Swaps) -> list[Choice]:
        """Return what happens to each offer by what came out."""
        chosen: list[Choice] = [None] * len(self.offers)
        for move in (move for swap in found.swaps for move in swap.moves):
            assert chosen[move.offer] is None
            assert self.offers[move.offer].volunteer == move.volunteer
            chosen[move.offer] = "none" if move.takes is None else (move.takes.session, str(move.takes.role))
        return chosen
