"""Where sessions take place: places in a tree, rooms in places, and the way between them."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import attrs

from volmatch.problem.given import maybe_clock
from volmatch.problem.shapes import Clock, Count, Id, Minutes, Name
from volmatch.problem.values import FrozenMap, Record, tidy
from volmatch.problem.window import Window


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Place(Record):
    """A node in the tree of places (city > community > estate).

    Parameters
    ----------
    id
        Unique among places.
    name
        For print only.
    parent
        Id of the place this one lies in.
    day_starts
        When a day begins here and in all places that lie here and say nothing else, before noon; ``None`` is as outside, and in the
        end as the problem has it. Whatever takes place here belongs to the day that has begun here.
    data
        What else you know of the place, by a name of yours. No rule reads it.
    """

    id: Id = attrs.field(kw_only=False)
    name: Name = ""
    parent: Id | None = None
    day_starts: Clock | None = attrs.field(default=None, converter=maybe_clock)
    data: Mapping[Id, Name] = FrozenMap({})

    @property
    def label(self) -> str:
        """Name for print."""
        return self.name or self.id


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Room(Record):
    """A room at a place.

    Parameters
    ----------
    id
        Unique among rooms.
    place
        Id of the place it is at.
    name
        For print only.
    capacity
        How many people fit in; ``None`` is any number.
    features
        What it has.
    turnaround_minutes
        Minutes that must pass after a session before the next may begin.
    closed
        When it cannot be used.
    cost_per_hour
        Price of an hour, in the caller's currency.
    data
        What else you know of the room, by a name of yours. No rule reads it.
    """

    id: Id = attrs.field(kw_only=False)
    place: Id = attrs.field(kw_only=False)
    name: Name = ""
    capacity: Count | None = None
    features: Sequence[Id] = ()
    turnaround_minutes: Minutes = 0
    closed: Sequence[Window] = ()
    cost_per_hour: Count = 0
    data: Mapping[Id, Name] = FrozenMap({})

    @property
    def label(self) -> str:
        """Name for print."""
        return self.name or self.id


@attrs.frozen(field_transformer=tidy)
class Way:
    """Minutes between two places, the same in both directions; in JSON a list ``[place, place, minutes]``.

    From a place to itself they are those between different places in it.
    """

    is_row: ClassVar[bool] = True

    a: Id
    b: Id
    minutes: Minutes


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Travel:
    """How long it takes to get from place to place.

    Parameters
    ----------
    default_minutes
        Between two places without an entry that do not lie in one place; within one it is 0.
    minutes
        Entries, symmetric. One for two places counts for all places in them, except where a nearer one says otherwise.
    """

    default_minutes: Minutes = 0
    minutes: Sequence[Way] = ()
