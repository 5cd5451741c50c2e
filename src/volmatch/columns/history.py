"""Duties that are settled already, as columns: whose, when, where, and which words they bear."""

from typing import TYPE_CHECKING

import attrs

from volmatch.arrays.ragged import Bools, Ints
from volmatch.columns.codes import Marks
from volmatch.columns.filters import people_taken, sessions_taken

if TYPE_CHECKING:
    from volmatch.columns.codes import Codes
    from volmatch.rule import Where


@attrs.frozen(eq=False, kw_only=True)
class PastColumns:
    """The duties of the history whose volunteers are in the problem, H of them, sorted by volunteer and start.

    Parameters
    ----------
    volunteer
        int64 (H,): row of the volunteer.
    start, end
        int64 (H,): minutes since 1970 UTC.
    day
        int64 (H,): proleptic ordinal of the local day.
    day_starts
        int64 (H,): when a day begins at its place, in minutes after midnight.
    start_clock, end_clock
        int64 (H,): what local clocks show, in minutes since the 00:00 of the calendar's day of the start.
    place, kind, priority
        int64 (H,): row of the place, code of the kind; -1 where there is none; class of importance.
    effort
        int64 (H,): effort in minutes.
    sessions, kinds, series, tags, venues, parents
        What they bear, as in `volmatch.columns.codes.Codes`.
    roles
        The name of each role.
    """

    volunteer: Ints
    start: Ints
    end: Ints
    day: Ints
    day_starts: Ints
    start_clock: Ints
    end_clock: Ints
    place: Ints
    kind: Ints
    priority: Ints
    effort: Ints
    sessions: Marks
    kinds: Marks
    series: Marks
    tags: Marks
    venues: Marks
    parents: Ints
    roles: Marks

    @property
    def minutes(self) -> Ints:
        """(H,) length."""
        return self.end - self.start

    def of_people(self, codes: "Codes", where: "Where") -> Bools:
        """Return which duties are of somebody whom a filter takes on their day; bool (H,)."""
        return people_taken(codes, where.volunteers, self.volunteer, self.day)

    def of_sessions(self, where: "Where") -> Bools:
        """Return which duties are of a session that a filter takes; bool (H,)."""
        return sessions_taken(self, self.priority, where.sessions)

    def concerned(self, codes: "Codes", where: "Where") -> Bools:
        """Return which duties a filter takes; bool (H,)."""
        return self.of_people(codes, where) & self.of_sessions(where)
