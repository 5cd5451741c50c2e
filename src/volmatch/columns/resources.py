"""What sessions need and cost besides people, and what rooms have: priorities, features, things, audiences, prices."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from volmatch.arrays.nearness import meetings, pairs_within
from volmatch.arrays.ragged import Bools, Ints, expand, indptr_of, whole
from volmatch.columns.codes import Naming


class Supplies(Naming):
    """The part of a problem's columns about what is used and paid for; V volunteers, S sessions, F features, N rooms."""

    @cached_property
    def room_row(self) -> Mapping[str, int]:
        """Row of each room id."""
        return {room.id: row for row, room in enumerate(self.problem.rooms)}

    @cached_property
    def session_priority(self) -> Ints:
        """(S,) class of importance."""
        return whole([session.priority for session in self.problem.sessions])

    @cached_property
    def session_attendance(self) -> Ints:
        """(S,) guests expected."""
        return whole([session.attendance for session in self.problem.sessions])

    @cached_property
    def session_cost(self) -> Ints:
        """(S,) what each session costs besides people and rooms."""
        return whole([session.cost for session in self.problem.sessions])

    @cached_property
    def room_rate(self) -> Ints:
        """(N,) price of an hour in each room."""
        return whole([room.cost_per_hour for room in self.problem.rooms])

    @cached_property
    def volunteer_rate(self) -> npt.NDArray[np.float64]:
        """(V,) price of each volunteer's hour."""
        return np.array([volunteer.cost_per_hour for volunteer in self.problem.volunteers], dtype=np.float64)

    @cached_property
    def features(self) -> tuple[Bools, Bools]:
        """Return what each session would like its room to have, (S, F), and what each room has, (N, F)."""
        wants = [session.room.wants if session.room else () for session in self.problem.sessions]
        has = [room.features for room in self.problem.rooms]
        names = sorted({name for listed in wants for name in listed})
        return _flags(wants, names), _flags(has, names)

    def needs(self, thing: str) -> Ints:
        """Return how many of a thing each session needs; (S,)."""
        return whole([session.equipment.get(thing, 0) for session in self.problem.sessions])

    def audiences(self, more: Mapping[str, Sequence[str]]) -> tuple[Ints, Ints]:
        """Return (session, audience) for each audience a session has, or is given by `more`: session ids by audience."""
        pairs = {(row, name) for row, session in enumerate(self.problem.sessions) for name in session.audiences}
        pairs |= {(self.session_row[session], name) for name, listed in more.items() for session in listed}
        listed = sorted(pairs)
        return whole([row for row, _ in listed]), self.codes(name for _, name in listed)

    def options_of_sessions(self, session: Ints) -> tuple[Ints, Ints]:
        """Return (entry, option) for all options of the listed session rows; entry is the position in the list."""
        indptr = indptr_of(self.option_session, len(self.problem.sessions))
        return expand(indptr[session], indptr[session + 1])

    def meetings(self, group: Ints, session: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Return pairs of stretches of different sessions of one group that share a moment; see `columns.pairs.meetings`."""
        return meetings(group, session, start, end)

    def within(self, one: tuple[Ints, Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        """Return pairs (i, j) where j, of the same group, lies in the stretch i asks about; see `columns.pairs.pairs_within`."""
        return pairs_within(one, other)


def _flags(lists: Sequence[Sequence[str]], names: Sequence[str]) -> Bools:
    """Return which names stand in each list; bool (lists, names)."""
    found = [[name in listed for name in names] for listed in lists]
    return np.array(found, dtype=bool).reshape(len(lists), len(names))
