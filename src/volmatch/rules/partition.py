"""A hall is one large room or several small ones, not both at the same time."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import SAYS_NOTHING, Id
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Partition(Rule):
    """Two rooms that share a part are not used at the same time.

    A room that is not made of others is its own only part; a room made of others has their parts. A session uses its room
    from its start to its end and the room's turnaround after it. Filters on volunteers say nothing here; one on sessions must
    take both.

    Excess: 1 for each pair of sessions that use two such rooms at the same time.

    Parameters
    ----------
    rooms
        For each room that is made of others, the ids of these.
    """

    rooms: Mapping[Id, Sequence[Id]]

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each two sessions that use the same floor as different rooms."""
        uses = []
        for session in problem.sessions:
            placement = schedule.placement_of.get(session.id)
            room = None if placement is None or placement.room is None else problem.room(placement.room)
            if placement is not None and room is not None and self.where.takes_session(session, problem):
                over = placement.start + session.length + dt.timedelta(minutes=room.turnaround_minutes)
                uses.append((session, room, placement.start, over))
        for (one, room, start, over), (other, second, later, end) in combinations(uses, 2):
            is_at_once = start < end and later < over
            if is_at_once and room.id != second.id and self._parts(room.id) & self._parts(second.id):
                facts = {"one": one.label, "other": other.label, "room": room.label, "second": second.label}
                message = Text("{one} in {room} and {other} in {second} need the same floor at the same time", facts)
                yield Violation(message, sessions=(one.id, other.id))

    def encode(self, f: "Encoder") -> None:
        """Placements in rooms that share a part, and that overlap, are not both chosen."""
        import numpy as np

        from volmatch.arrays.nearness import meetings
        from volmatch.formulation.vocabulary.choices import not_both

        t = f.tables
        made_of = np.eye(t.room_rate.size, dtype=np.int64)
        for name, parts in self.rooms.items():
            made_of[t.room_row[name], [t.room_row[part] for part in parts]] = 1
        for _ in self.rooms:
            made_of = np.minimum(made_of @ made_of, 1)
        made_of[:, made_of.sum(axis=1) > 1] = 0
        session = t.option_session[t.placement_option]
        placement = t.takes_sessions(self.where)[session].nonzero()[0]
        use, floor = made_of[t.placement_room[placement]].nonzero()
        used = placement[use]
        option, room = t.placement_option[used], t.placement_room[used]
        over = t.option_end[option] + t.room_turnaround[room]
        one, other = meetings(floor, session[used], t.option_start[option], over)
        apart = room[one] != room[other]
        pairs = np.unique(np.column_stack([used[one][apart], used[other][apart]]), axis=0)
        not_both(f, pairs[:, 0], pairs[:, 1], session, f.placements)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        for room, parts in (self.rooms or {"": ()}).items():
            if not parts:
                yield f"rooms.{room}".rstrip("."), SAYS_NOTHING
        known: set[str] = set()
        while fresh := {room for room, parts in self.rooms.items() if set(parts) & self.rooms.keys() <= known} - known:
            known |= fresh
        if known != self.rooms.keys():
            yield "rooms", Text("a room must not be made of itself")

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids that are no room's."""
        for room, parts in self.rooms.items():
            if problem.room(room) is None:
                yield f"rooms.{room}", Text("no room has this id")
            for index, part in enumerate(parts):
                if problem.room(part) is None:
                    yield f"rooms.{room}[{index}]", Text("no room has this id")

    def _parts(self, room: str) -> set[str]:
        """Return the ids of all rooms that a room is made of and that are made of no others."""
        own = self.rooms.get(room, ())
        return {part for inner in own for part in self._parts(inner)} if own else {room}
