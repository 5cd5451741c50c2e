"""Open seats of a published schedule: which of them one person may take now, at what price for everybody, or why not."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.problem.problem import Problem
from volmatch.rule import title_of
from volmatch.text import Fact, Text

#: Why a seat with room may be closed.
KEPT = Text("what is free is offered to people who waited for it")


@attrs.frozen(kw_only=True)
class OpenSeat(Explanation):
    """A seat that somebody might take, with nothing else changed.

    Parameters
    ----------
    session, role
        Id of the session and name of the role.
    label
        Name of the session for print.
    start
        When it begins; ``None`` if it does not take place.
    price
        How much more each level of the problem costs then, exactly; less than 0 where it costs less. ``None`` if a rule that
        must hold would be broken.
    reasons
        Why it cannot be taken; nothing if it can.
    text
        The same in words.
    """

    session: str
    role: str
    label: str
    start: dt.datetime | None
    price: Mapping[int, int] | None
    reasons: tuple[Text, ...] = ()
    text: Text

    @property
    def is_open(self) -> bool:
        """Whether it can be taken now."""
        return self.price is not None and not self.reasons

    @property
    def is_safe(self) -> bool:
        """Whether it can be taken and no level costs more then: nobody loses anything by it."""
        return self.is_open and all(cost <= 0 for cost in (self.price or {}).values())

    @property
    def is_gain(self) -> bool:
        """Whether it can be taken and the schedule is better then: the first level that changes costs less."""
        return self.is_open and self.rank < (0,) * len(self.rank)

    @property
    def rank(self) -> tuple[int, ...]:
        """The price, the first level first: of two seats, the lower is worth more to everybody."""
        return tuple(cost for _, cost in sorted((self.price or {}).items()))

    def texts(self) -> Iterator[Text]:
        """Yield the one line."""
        yield self.text


@attrs.frozen(kw_only=True)
class OpenSeats(Explanation):
    """The seats with room for somebody that they are free and fit for by themselves.

    Parameters
    ----------
    volunteer, label
        Id and name of the person.
    stamp
        Fingerprint of the schedule that was looked at, see `volmatch.live.stamp_of`.
    seats
        Those that can be taken now, those worth most to everybody first.
    closed
        Those that cannot, each with its reasons, in the order of time.
    """

    volunteer: str
    label: str
    stamp: str
    seats: tuple[OpenSeat, ...]
    closed: tuple[OpenSeat, ...]

    @property
    def safe(self) -> tuple[OpenSeat, ...]:
        """The seats by which no level gets worse."""
        return tuple(seat for seat in self.seats if seat.is_safe)

    def texts(self) -> Iterator[Text]:
        """Yield the seats that can be taken with their price, then the others with what is in the way."""
        facts = {"volunteer": self.label, "n": len(self.seats)}
        if self.seats:
            yield Text.counted("{volunteer} may take {n} seat now:", "{volunteer} may take {n} seats now:", facts)
        else:
            yield Text("There is no seat that {volunteer} may take now.", facts)
        for seat in self.seats:
            yield Text("- {seat}", {"seat": seat.text})
        if self.closed:
            yield Text("Not open to {volunteer}:", facts)
        for seat in self.closed:
            yield Text("- {seat}", {"seat": seat.text})


def seat_text(facts: Mapping[str, Fact], told: Sequence[Text]) -> Text:
    """Say a seat and what there is to say of it: its facts are session, start and role."""
    if not facts["start"]:
        return Text("{session}, as {role}: {told}", {**facts, "told": tuple(told)})
    return Text("{session}, {start}, as {role}: {told}", {**facts, "told": tuple(told)})


def price_texts(problem: Problem, price: Mapping[int, int]) -> tuple[Text, ...]:
    """Say what a price is to everybody: each level that changes with its goals, the first level first."""
    changed = [(level, cost) for level, cost in sorted(price.items()) if cost]
    if not changed:
        return (Text("nobody loses anything"),)
    return tuple(level_text(problem, level, cost) for level, cost in changed)


def level_text(problem: Problem, level: int, cost: int) -> Text:
    """Say by how much one level gets better or worse, and what it is about."""
    goals = tuple(dict.fromkeys(title_of(type(rule)) for rule in problem.rules if rule.level == level))
    facts: dict[str, Fact] = {"level": level, "goals": goals, "n": abs(cost)}
    if cost < 0:
        return Text("level {level} ({goals}) better by {n}", facts)
    return Text("level {level} ({goals}) worse by {n}", facts)
