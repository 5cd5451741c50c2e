"""What came of offers to swap: the new schedule, each cycle and chain told, and what is proved of them."""

from collections.abc import Iterator

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.live.change_letter import ChangeLetter, change_letters
from volmatch.live.swap_offers import SwapOffer, SwapSeat
from volmatch.live.swap_past import SwapPast
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import LevelReport, Schedule, StoppedBy
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class SwapMove(Explanation):
    """What one person gives and takes.

    Parameters
    ----------
    offer
        Position of the offer that is carried out.
    volunteer
        Id of the person.
    gives, takes
        The duty they had, and the one they get for it; ``None`` where they give or take nothing.
    giver
        Id of who had what they take; ``None`` where the seat was empty, or nothing is taken.
    is_better
        Whether what they have then is better for them; otherwise it is as good.
    lines
        The same in words.
    """

    offer: int
    volunteer: str
    gives: SwapSeat | None
    takes: SwapSeat | None
    giver: str | None
    is_better: bool
    lines: tuple[Text, ...] = attrs.field(repr=False)

    def texts(self) -> Iterator[Text]:
        """Yield a line or two."""
        yield from self.lines


@attrs.frozen(kw_only=True)
class Swap(Explanation):
    """People who swap with each other: a cycle, or a chain.

    Parameters
    ----------
    moves
        In a cycle everybody takes what the next one gives, and the last what the first one gives. In a chain everybody takes
        what the one before gives; the first takes an empty seat, or only gives; what the last one gives is left empty.
    is_chain
        Whether it is a chain.
    """

    moves: tuple[SwapMove, ...]
    is_chain: bool

    def texts(self) -> Iterator[Text]:
        """Yield a heading, and who takes what from whom."""
        yield _CHAIN if self.is_chain else _CYCLE
        for move in self.moves:
            yield from (Text("- {line}", {"line": line}) for line in move.lines)


_CYCLE, _CHAIN = Text("These swap with each other:"), Text("These move up one after the other:")


@attrs.frozen(kw_only=True)
class Swaps(Explanation):
    """The largest set of swaps in which every rule holds.

    Parameters
    ----------
    problem, schedule
        The problem, and its schedule after the swaps.
    swaps
        The cycles and chains, by the first offer in line.
    offers
        All offers, each with the role that it gives.
    served
        Positions of the offers that get what they would rather have.
    bound
        At most so many offers can be served.
    is_first
        Whether it is proved that, of all sets that serve as many, none serves those first in line before these.
    stopped_by, seconds
        As of an `volmatch.Outcome`.
    before, levels
        What each level cost, and what it costs now.
    past
        What offers name that began before ``now``: nobody gives or takes it.
    """

    problem: Problem = attrs.field(repr=False)
    schedule: Schedule = attrs.field(repr=False)
    offers: tuple[SwapOffer, ...] = attrs.field(repr=False)
    swaps: tuple[Swap, ...]
    served: tuple[int, ...]
    bound: int
    is_first: bool
    stopped_by: StoppedBy
    before: tuple[LevelReport, ...] = attrs.field(repr=False)
    levels: tuple[LevelReport, ...] = attrs.field(repr=False)
    seconds: float = attrs.field(default=0.0, eq=False)
    past: tuple[SwapPast, ...] = ()
    _earlier: Schedule = attrs.field(repr=False, eq=False)

    @property
    def proved(self) -> bool:
        """Whether no more offers can be served."""
        return self.bound <= len(self.served)

    @property
    def outcome(self) -> Outcome:
        """The same as an outcome of the problem; nothing is proved of its levels."""
        levels = tuple(attrs.evolve(one, bound=None) for one in self.levels)
        return Outcome(
            schedule=self.schedule, status="feasible", stopped_by=self.stopped_by, levels=levels, seconds=self.seconds
        )

    def letters(self) -> tuple[ChangeLetter, ...]:
        """Return a letter to each person for whom something changes, by id; none names anybody else."""
        return change_letters((self.problem, self._earlier), (self.problem, self.schedule))

    def texts(self) -> Iterator[Text]:
        """Yield each cycle and chain, and how many offers are served."""
        for swap in self.swaps:
            yield from swap.texts()
        facts: dict[str, Fact] = {"served": len(self.served), "n": len(self.offers), "bound": self.bound}
        if self.proved:
            yield Text("Offers that are served: {served} of {n}; more cannot be, proved.", facts)
        else:
            yield Text("Offers that are served: {served} of {n}; at most {bound} can be.", facts)
        for one in self.past:
            yield from one.texts()
        lost = [(old, new) for old, new in zip(self.before, self.levels, strict=True) if new.value > old.value]
        for old, new in lost:
            told = {"level": new.level, "before": old.value, "value": new.value}
            yield Text("level {level} loses: it cost {before}, now {value}", told)
