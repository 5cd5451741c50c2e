"""An earlier schedule in columns, as far as the problem still knows what it says."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.columns.lookup import rows_of_pins

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables

Duty = tuple[str, str, str]
Stand = tuple[str, int, str | None]


@attrs.frozen(eq=False)
class Earlier:
    """What an earlier schedule says.

    Parameters
    ----------
    volunteer, session, role
        int64 (n,): rows of its duties.
    looked_at
        bool (S,): the sessions it names.
    stand_session, stand_option, stand_placement
        int64 (m,): for each session it placed, the option it chose (-1 if that is gone) and the row of the room's placement
        (-1 where it had no room).
    stand_start, stand_place
        int64 (m,): when it began there, and the place of its room, -1 where it had none that is known.
    """

    volunteer: Ints
    session: Ints
    role: Ints
    looked_at: Bools
    stand_session: Ints
    stand_option: Ints
    stand_placement: Ints
    stand_start: Ints
    stand_place: Ints

    def is_at_its_time(self, t: "Tables", candidate: Ints) -> Bools:
        """Return whether the options of candidates are when and where their sessions stood, or those stood nowhere."""
        stood = np.full(self.looked_at.size, -1, dtype=np.int64)
        stood[self.stand_session] = np.arange(self.stand_session.size)
        stand, option = stood[t.candidate_session[candidate]], t.candidate_option[candidate]
        is_free = stand < 0
        if not stand.size or not self.stand_session.size:
            return is_free
        is_there: Bools = (self.stand_place[stand] < 0) | (self.stand_place[stand] == t.option_place[option])
        is_there &= self.stand_start[stand] == t.option_start[option]
        return is_free | is_there

    def stays(self, t: "Tables", chosen: Bools | None = None) -> tuple[Ints, Ints]:
        """Return (entry, candidate): the candidates by which each earlier duty, or each chosen one, stays."""
        volunteer, session, role = (
            column if chosen is None else column[chosen] for column in (self.volunteer, self.session, self.role)
        )
        entry, candidate = t.candidates_of_pairs(volunteer, session)
        same = t.candidate_role[candidate] == role[entry]
        return entry[same], candidate[same]

    def changes(self, t: "Tables", concerned: Bools, chosen: Bools, looked_at: Bools) -> "Changes":
        """Return who would notice what.

        Parameters
        ----------
        concerned
            bool (K,): candidates that count.
        chosen
            bool (n,): earlier duties that count.
        looked_at
            bool (S,): sessions in which a new duty counts.
        """
        volunteer = self.volunteer[chosen]
        entry, kept = self.stays(t, chosen)
        is_new = concerned & looked_at[t.candidate_session]
        is_new[kept] = False
        new = is_new.nonzero()[0]
        at_its_time = self.is_at_its_time(t, kept)
        entry, kept = entry[at_its_time], kept[at_its_time]
        people = distinct(np.concatenate([volunteer, t.candidate_volunteer[new]]))
        return Changes(
            people.size,
            entry,
            kept,
            np.arange(volunteer.size),
            np.searchsorted(people, volunteer).astype(np.int64),
            np.arange(new.size),
            new,
            np.searchsorted(people, t.candidate_volunteer[new]).astype(np.int64),
        )


@attrs.frozen(eq=False)
class Changes:
    """Who would notice what: people by number, with the duties they may lose and the new ones they may get.

    Parameters
    ----------
    people
        How many.
    entry, kept
        int64 (n,): candidates `kept[e]` that mean the earlier duty `entry[e]` stays, at its time and place.
    duty, loser
        int64 (d,): number of each earlier duty, and whose it is.
    row, new, gainer
        int64 (m,): number of each new duty, its candidate, and whose it would be.
    """

    people: int
    entry: Ints
    kept: Ints
    duty: Ints
    loser: Ints
    row: Ints
    new: Ints
    gainer: Ints


def earlier(t: "Tables", duties: Iterable[Duty], stands: Iterable[Stand]) -> Earlier:
    """Return duties (volunteer, session, role name) and stands (session, start in minutes, room) in columns."""
    duties, stands = sorted(set(duties)), [stand for stand in stands if stand[0] in t.session_row]
    ids = list(t.session_row)
    seats = {(ids[row], name) for row, name in zip(t.role_session.tolist(), t.role_names, strict=True)}
    known = [duty for duty in duties if duty[0] in t.volunteer_row and (duty[1], duty[2]) in seats]
    named = {session for _, session, _ in duties} | {session for session, _, _ in stands}
    found = [_stand(t, t.session_row[session], start, room) for session, start, room in stands]
    return Earlier(
        *rows_of_pins(t, known),
        looked_at=np.array([id_ in named for id_ in ids], dtype=bool),
        stand_session=whole([t.session_row[session] for session, _, _ in stands]),
        stand_option=whole([option for option, _ in found]),
        stand_placement=whole([placement for _, placement in found]),
        stand_start=whole([start for _, start, _ in stands]),
        stand_place=whole(
            [t.room_place[t.room_row[room]] if room is not None and room in t.room_row else -1 for _, _, room in stands]
        ),
    )


def _stand(t: "Tables", session: int, start: int, room: str | None) -> tuple[int, int]:
    """Return (option, placement) of a session at a time in a room; -1 as in `Earlier`."""
    at_that_time = (t.option_session == session) & (t.option_start == start)
    if room is not None:
        there = at_that_time[t.placement_option] & (t.placement_room == t.room_row.get(room, -1))
        placements = there.nonzero()[0]
        return (int(t.placement_option[placements[0]]), int(placements[0])) if placements.size else (-1, -1)
    needs_room = np.isin(np.arange(at_that_time.size), t.placement_option)
    options = (at_that_time & ~needs_room).nonzero()[0]
    return (int(options[0]) if options.size else -1), -1
