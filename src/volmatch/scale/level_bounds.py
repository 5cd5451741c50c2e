"""The bounds of a run in parts: at given prices of the seats on the border every region is minimised by itself."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from volmatch.errors import EncodingError
from volmatch.scale.head_prices import Priced, Pricing
from volmatch.scale.part_folders import RegionFolder
from volmatch.scale.part_problems import Seat
from volmatch.scale.part_work import Bounded, Bounding
from volmatch.scale.round_time import RoundTime
from volmatch.scale.run_state import Standing
from volmatch.scale.seat_prices import Border, LevelPrices
from volmatch.search.state.controls import Controls
from volmatch.text import Text

#: Shares of the time left that the first prices may take, and the bound of each level, of what the levels before left of it.
PROBING, BOUNDING = 0.1, 0.5
#: Rounds of prices at the first level before anything is filled, and at each level at the end, at most.
MOST_PROBES, MOST_PRICINGS = 4, 12
#: What a head is worth at each seat of the border, and a unit of each level before.
StartPrices = tuple[dict[Seat, float], dict[int, float]]


@attrs.frozen(eq=False)
class LevelBounds:
    """Bounds one level after the other.

    Parameters
    ----------
    folder, folders
        Where the run is kept, and its regions.
    border, levels, dearest
        The sessions of the border; the levels, and the most that a unit of each costs.
    standing
        How the run stands; what is proved is noted there.
    controls, time
        How engines work, and how long.
    each
        Has tasks done, in so many seconds each.
    held_by_others
        Returns how many of other regions than some hold each seat at their border.
    """

    folder: Path
    folders: Sequence[RegionFolder]
    border: Border
    levels: Sequence[int]
    dearest: dict[int, int]
    standing: Standing
    controls: Controls
    time: RoundTime
    each: Callable[[Sequence[Any], float | None, Text], list[Any]]
    held_by_others: Callable[[tuple[int, ...]], dict[Seat, int]]

    def first_prices(self) -> None:
        """Try prices at the first level: they bound it, and tell who would send how many to the border."""
        wanted: list[dict[Seat, float]] = [{} for _ in self.folders]
        tried = 0
        rounds = self.time.rounds(PROBING, len(self.folders), MOST_PROBES)
        for answers in self._priced(0, PROBING, rounds, is_probe=True) if rounds else ():
            tried += 1
            for own, answer in zip(wanted, answers, strict=True):
                for seat, heads in answer.heads.items():
                    own[seat] = own.get(seat, 0.0) + heads
        self.standing.wanted = [{seat: heads / tried for seat, heads in own.items()} for own in wanted]

    def bound(self, position: int) -> None:
        """Bound a level, as well as there is time for."""
        values = self.standing.values(self.border, self.levels)
        if not values[position]:
            self.standing.prove(self.levels[position], 0, values[:position])
        elif not self.standing.gaps(self.border, self.levels)[position].is_closed:
            rounds = self.time.rounds(BOUNDING, len(self.folders), MOST_PRICINGS, is_bound=True)
            self._priced(position, BOUNDING, max(1, rounds))

    def _priced(self, position: int, share: float, most: int, *, is_probe: bool = False) -> list[list[Bounded]]:
        """Bound a level at some rounds of prices, for a probe from no prices on; return what the regions answered."""
        level, values = self.levels[position], self.standing.values(self.border, self.levels)
        kept = dict(zip(self.levels[:position], values, strict=False))
        prices = LevelPrices(self.border, level, kept, self.dearest[level])
        seconds = self.time.share(share / most, len(self.folders), is_bound=True)
        rounds = []
        starts = self._starts(level, tuple(kept), seconds) if any(self.standing.versions) and not is_probe else iter(())
        for _ in range(most):
            for start in islice(starts, 1):
                prices.begin_at(*start)
            tasks = [
                Bounding(
                    folder,
                    version,
                    level,
                    prices.weights,
                    prices.prices,
                    self.controls.settings(seconds),
                )
                for folder, version in zip(self.folders, self.standing.versions, strict=True)
            ]
            rounds.append(self.each(tasks, seconds, Text("bounding level {level} in all parts", {"level": level})))
            self.standing.prove(level, max(0, prices.hear(rounds[-1])), values[:position])  # nothing costs less than 0
            self._refuse_contradictions(values[position], level, prices.best)
            self.standing.save(self.folder)
            if prices.best == values[position]:
                break
        return rounds

    def _starts(self, level: int, before: tuple[int, ...], seconds: float | None) -> Iterator[StartPrices]:
        """Yield prices to begin at: heads are worth nothing where no seat of the border is wanting, else what they are worth at home."""
        nothing: dict[Seat, float] = {}
        if not before:
            yield nothing, {}
        prices, weights = self._relaxed(level, before, seconds)
        both = [(nothing, weights), (prices, weights)] if before else [(prices, weights)]
        is_wanting = self.border.costs_at(self.standing.heads_together()).get(level, 0) > 0
        yield from reversed(both) if is_wanting else both

    def _relaxed(self, level: int, before: tuple[int, ...], seconds: float | None) -> StartPrices:
        """Return what heads are worth where they are sent from, and units of the levels before."""
        how = self.controls.settings(seconds)
        tasks = [
            Pricing(folder, version, level, before, self.held_by_others((number,)), how)
            for number, (folder, version) in enumerate(zip(self.folders, self.standing.versions, strict=True))
        ]
        found: list[Priced] = self.each(tasks, seconds, Text("bounding level {level} in all parts", {"level": level}))
        prices: dict[Seat, float] = {}
        for seat in self.border.seats:
            told = [
                (one.prices[seat], heads.get(seat, 0))
                for one, heads in zip(found, self.standing.heads, strict=True)
                if seat in one.prices
            ]
            sent = sum(heads for _, heads in told)
            prices[seat] = sum(price * (heads if sent else 1) for price, heads in told) / (sent or max(1, len(told)))
        return prices, {kept: sum(one.weights.get(kept, 0.0) for one in found) / len(found) for kept in before}

    @staticmethod
    def _refuse_contradictions(value: int, level: int, bound: int | None) -> None:
        if bound is not None and bound > value:
            facts = {"level": level, "bound": bound, "value": value}
            raise EncodingError(
                Text("level {level} costs {value}, less than its bound {bound}; please report this", facts)
            )
