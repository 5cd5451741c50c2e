"""A series stays in its room."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class RoomStability(Rule):
    """All sessions of a series that get a room get the same one.

    Excess: 1 for each room of a series beyond the first. Filters on volunteers say nothing here; one on sessions names
    those that are looked at.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each series that moves."""
        users: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for placement in schedule.placements:
            session = problem.session(placement.session)
            if session is None or session.series is None or placement.room is None:
                continue
            if self.where.takes_session(session, problem):
                users[session.series][placement.room].append(session.id)
        for series, rooms in sorted(users.items()):
            if len(rooms) > 1:
                named = sorted(room.label for id_ in rooms if (room := problem.room(id_)) is not None)
                message = Text(
                    "{series} is held in {rooms}, wanted in one room", {"series": series, "rooms": tuple(named)}
                )
                sessions = tuple(sorted(id_ for ids in rooms.values() for id_ in ids))
                yield Violation(message, sessions=sessions, excess=len(rooms) - 1)

    def encode(self, f: "Encoder") -> None:
        """Sum over rooms of "some session of the series gets it" <= 1, for each series."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import some_of, totals

        t = f.tables
        session = t.option_session[t.placement_option]
        series = np.where(t.takes_sessions(self.where), t.session_series, -1)[session]
        placement = (series >= 0).nonzero()[0]
        rooms = max(1, t.room_rate.size)
        pairs, row = np.unique(series[placement] * rooms + t.placement_room[placement], return_inverse=True)
        used = some_of(f, row, f.placements[placement], pairs.size)
        ids, number = np.unique(pairs // rooms, return_inverse=True)
        rows, sure = totals(f, number, used, 1, ids.size)
        f.keep(rows, most=1 - sure)
