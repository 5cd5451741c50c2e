"""How rooms are called where a place stands beside: by name, which rooms of several places may share."""

from collections.abc import Mapping, Sequence

import attrs

from volmatch.io.tables.called import Called
from volmatch.io.tables.items import one_word
from volmatch.problem.problem import Problem


@attrs.frozen
class RoomNames:
    """How the rooms of a problem are called.

    Parameters
    ----------
    rooms, places
        How each is called.
    place_of
        The place of each room, by id.
    """

    rooms: Called
    places: Called
    place_of: Mapping[str, str]

    @classmethod
    def of(cls, problem: Problem) -> "RoomNames":
        """Return how the rooms of a problem are called."""
        return cls(
            Called.of((one.id, one.name) for one in problem.rooms),
            Called.of((one.id, one.name) for one in problem.places),
            {one.id: one.place for one in problem.rooms},
        )

    def ids(self, word: str, place: object = None) -> Sequence[str]:
        """Return the rooms that a word may mean: of several called so those at a place, if there are any."""
        found = self.rooms.ids(one_word(word))
        if len(found) <= 1 or place is None:
            return found
        there = self.places.ids(one_word(str(place)))
        return [one for one in found if self.place_of[one] in there] or found

    def shown(self, own: str, place: object) -> str:
        """Return the name of a room beside a place, with its id behind it where that would not be enough."""
        name = self.rooms.labels[own]
        return name if tuple(self.ids(name, place)) == (own,) else f"{name} ({own})"
