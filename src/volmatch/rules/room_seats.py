"""Sessions get rooms with seats enough."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class RoomSeats(Rule):
    """The room that a session gets has at least so many seats; each guest without one costs.

    A room without a `capacity` has seats for everybody. A session's own `attendance` is another thing: a room below it is
    none that the session could get. Filters on volunteers say nothing here.

    Excess: 1 for each seat that a session's room lacks.

    Parameters
    ----------
    least
        So many seats at least.
    """

    claims = Claims(never_dearer=True, only_forbids=True)
    splits = FrozenMap({"sessions": template("the room of {session} has seats enough")})
    level: Count = 1
    least: Positive

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session whose room is too small."""
        for session in problem.sessions:
            placement = schedule.placement_of.get(session.id)
            room = None if placement is None or placement.room is None else problem.room(placement.room)
            if room is None or room.capacity is None or not self.where.takes_session(session, problem):
                continue
            if room.capacity < self.least:
                facts = {"session": session.label, "room": room.label, "n": room.capacity, "least": self.least}
                message = Text.counted(
                    "{session}: {room} has {n} seat, wanted at least {least}",
                    "{session}: {room} has {n} seats, wanted at least {least}",
                    facts,
                )
                yield Violation(message, sessions=(session.id,), excess=self.least - room.capacity)

    def encode(self, f: "Encoder") -> None:
        """Cost: the number of seats missing x (the session gets the room)."""
        import numpy as np

        t = f.tables
        lacks = np.maximum(0, self.least - t.room_capacity)[t.placement_room]
        session = t.option_session[t.placement_option]
        placement = ((lacks > 0) & t.takes_sessions(self.where)[session]).nonzero()[0]
        f.price(f.placements[placement], lacks[placement])
