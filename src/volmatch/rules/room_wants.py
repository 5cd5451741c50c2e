"""Sessions get rooms that have what they would like."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class RoomWants(Rule):
    """The room that a session gets has all the features that the session ``wants``.

    Excess: 1 for each feature that is wanted and missing. Filters on volunteers say nothing here.
    """

    claims = Claims(never_dearer=True, only_forbids=True)
    splits = FrozenMap({"sessions": template("the room of {session} has what the session would like")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session whose room lacks something."""
        for session in problem.sessions:
            placement = schedule.placement_of.get(session.id)
            room = None if placement is None or placement.room is None else problem.room(placement.room)
            if room is None or session.room is None or not self.where.takes_session(session, problem):
                continue
            lacks = tuple(sorted(set(session.room.wants) - set(room.features)))
            if lacks:
                facts = {"session": session.label, "room": room.label, "features": lacks}
                message = Text("{session} would like {features}, which {room} does not have", facts)
                yield Violation(message, sessions=(session.id,), excess=len(lacks))

    def encode(self, f: "Encoder") -> None:
        """Cost: the number of features missing x (the session gets the room)."""
        from volmatch.columns.resources import features

        t = f.tables
        wants, has = features(t)
        session = t.option_session[t.placement_option]
        lacks = (wants[session] & ~has[t.placement_room]).sum(axis=1)
        placement = ((lacks > 0) & t.takes_sessions(self.where)[session]).nonzero()[0]
        f.price(f.placements[placement], lacks[placement])
