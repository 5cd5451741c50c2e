"""A proof by counting that seats stay empty: so many are wanted, and all who could fill them can fill only so many."""

from collections.abc import Iterator

import attrs

from volmatch.explain.capacity import Share
from volmatch.explain.explanation import Explanation
from volmatch.explain.not_held import NotHeld
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class WantedSeats(Explanation):
    """The seats of one role of one session, up to its least number of people.

    Parameters
    ----------
    session, role
        Id of the session and name of the role.
    need
        How many people the role needs at least.
    empty
        How many of these seats are empty in the schedule.
    label
        Name of the session for print.
    """

    session: str
    role: str
    need: int
    empty: int = 0
    label: str = ""

    def texts(self) -> Iterator[Text]:
        """Yield the one phrase."""
        facts: dict[str, Fact] = {"session": self.label or self.session, "role": self.role, "n": self.need}
        yield Text("{session} ({role}: {n})", facts)


@attrs.frozen(kw_only=True)
class Supply(Explanation):
    """What one person can do at most for some seats.

    Parameters
    ----------
    volunteer
        Id.
    shares
        The sessions in question in which this person could serve, each in one share; what the shares allow adds up to `most`.
    label
        Name for print.
    """

    volunteer: str
    shares: tuple[Share, ...]
    label: str = ""

    @property
    def most(self) -> int:
        """How many of the seats this person can fill at most; in one session nobody holds two roles."""
        return sum(share.most for share in self.shares)

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        shares = tuple(text for share in self.shares for text in share.texts())
        facts: dict[str, Fact] = {"volunteer": self.label or self.volunteer, "n": self.most, "shares": shares}
        yield Text("{volunteer} can take at most {n}: {shares}", facts)


@attrs.frozen(kw_only=True)
class Shortage(Explanation):
    """Seats that are more than all people who could fill them can fill, whatever anybody does.

    Parameters
    ----------
    seats
        The seats wanted, full ones among them: whoever left one for an empty one would be missing there.
    people
        Everybody who could fill any of them, with what each can do at most. Nobody else is free, qualified and allowed.
    """

    seats: tuple[WantedSeats, ...]
    people: tuple[Supply, ...]

    @property
    def need(self) -> int:
        """How many people the seats need."""
        return sum(seats.need for seats in self.seats)

    @property
    def supply(self) -> int:
        """How many of the seats can be filled at most."""
        return sum(person.most for person in self.people)

    @property
    def missing(self) -> int:
        """How many of the seats no schedule fills."""
        return self.need - self.supply

    @property
    def empty(self) -> int:
        """How many of the seats are empty in the schedule."""
        return sum(seats.empty for seats in self.seats)

    @property
    def explains_all(self) -> bool:
        """Whether the schedule leaves no more of these seats empty than every schedule must."""
        return self.missing == self.empty

    def texts(self) -> Iterator[Text]:
        """Yield what is wanted, who could do it and how much of it, and what that leaves."""
        wanted = tuple(text for seats in self.seats for text in seats.texts())
        facts: dict[str, Fact] = {"n": self.need, "seats": wanted}
        yield Text.counted("{n} person is wanted: {seats}", "{n} people are wanted: {seats}", facts)
        if not self.people:
            yield Text("nobody could take any of these seats")
        for person in self.people:
            yield from person.texts()
        counts: dict[str, Fact] = {"need": self.need, "supply": self.supply, "n": self.missing}
        if self.people:
            yield Text("nobody else could take any of these seats")
        yield Text.counted(
            "{need} - {supply} = {n}: {n} seat stays empty, whatever anybody does",
            "{need} - {supply} = {n}: {n} seats stay empty, whatever anybody does",
            counts,
        )
        if not self.explains_all:
            more = {"n": self.empty - self.missing}
            yield Text.counted(
                "{n} more seat of these is empty in the schedule; this sum does not say why",
                "{n} more seats of these are empty in the schedule; this sum does not say why",
                more,
            )


@attrs.frozen(kw_only=True)
class Shortages(Explanation):
    """All empty seats below the least number of people, as far as counting explains them.

    Parameters
    ----------
    found
        Proofs about different seats of sessions that take place.
    not_held
        The sessions that do not take place, and not by choice, and what each lacks.
    empty
        How many seats below the least number are empty in the schedule, those of sessions that do not take place too.
    level
        The last level that counts any of those seats which no proof here explains; ``None`` where all are explained, or no
        goal counts them.
    is_proved
        Whether the search has proved that level and all before it: then no schedule leaves less undone there.
    """

    found: tuple[Shortage, ...]
    not_held: tuple[NotHeld, ...] = ()
    empty: int
    level: int | None = None
    is_proved: bool = False

    @property
    def missing(self) -> int:
        """How many of the empty seats stay empty in every schedule, by the sums alone."""
        return sum(one.missing for one in self.found) + sum(one.seats for one in self.not_held if one.is_proved)

    @property
    def explains_all(self) -> bool:
        """Whether the sums alone show that no schedule leaves fewer seats empty."""
        return self.missing == self.empty

    def texts(self) -> Iterator[Text]:
        """Yield the proofs, and what is known about the rest."""
        if not self.empty and not self.not_held:
            yield Text("no seat below the least number of people is empty")
        for one in self.not_held:
            yield from one.texts()
        for shortage in self.found:
            yield from shortage.texts()
        if self.empty and self.explains_all:
            yield Text.counted(
                "so the {n} empty seat is explained: no schedule does better",
                "so all {n} empty seats are explained: no schedule does better",
                {"n": self.empty},
            )
        elif self.empty:
            yield from self._rest()

    def _rest(self) -> Iterator[Text]:
        facts: dict[str, Fact] = {"n": self.empty - self.missing, "level": self.level or 0}
        if self.level is not None and self.is_proved:
            yield Text.counted(
                "of {n} empty seat no sum shows why; the search has proved that level {level} cannot cost less",
                "of {n} empty seats no sum shows why; the search has proved that level {level} cannot cost less",
                facts,
            )
        else:
            yield Text.counted(
                "of {n} empty seat no sum shows why, and it is not proved that it has to be empty",
                "of {n} empty seats no sum shows why, and it is not proved that they have to be empty",
                facts,
            )
