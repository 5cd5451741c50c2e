"""What may be found before a solve: typed facts, each with a sentence."""

import datetime as dt
from typing import ClassVar

import attrs

from volmatch.explain.preflight.finding import Finding, RuledOut, Seat
from volmatch.problem.volunteer import Limit
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class UnfilledSeats(Finding):
    """Nobody may hold a role, whatever everybody else does.

    Parameters
    ----------
    seat
        The role.
    least, target
        Head-counts it wants.
    reasons
        How many volunteers each rule is the first to keep out, most first; together they are all volunteers.
    """

    seat: Seat
    least: int
    target: int
    reasons: tuple[RuledOut, ...]

    @property
    def missing(self) -> int:
        """Seats that stay empty."""
        return self.least or self.target

    @property
    def urgency(self) -> int:
        """An empty seat below the least head-count matters more."""
        return 2 if self.least else 3


@attrs.frozen(kw_only=True)
class ScarceRole(Finding):
    """Somebody may hold a role, but fewer people than it wants.

    Parameters
    ----------
    seat
        The role.
    people
        Ids of all who may.
    least, target
        Head-counts it wants.
    """

    seat: Seat
    people: tuple[str, ...]
    least: int
    target: int

    @property
    def missing(self) -> int:
        """People missing for the least head-count, or else for the target."""
        return max(self.least - len(self.people), 0) or self.target - len(self.people)

    @property
    def urgency(self) -> int:
        """An empty seat below the least head-count matters more."""
        return 2 if len(self.people) < self.least else 3


@attrs.frozen(kw_only=True)
class ShortHours(Finding):
    """At one moment more seats have to be filled than there are people who may hold any of them.

    Parameters
    ----------
    since, until
        When all these sessions are on.
    seats
        The roles.
    wanted
        The sum of their least head-counts.
    people
        Ids of all who may hold any of them.
    """

    rank: ClassVar[int] = 2

    since: dt.datetime
    until: dt.datetime
    seats: tuple[Seat, ...]
    wanted: int
    people: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Seats that stay empty in every schedule."""
        return self.wanted - len(self.people)


@attrs.frozen(kw_only=True)
class IdleVolunteer(Finding):
    """A volunteer may hold no seat at all.

    Parameters
    ----------
    volunteer
        Their id.
    reasons
        How many seats (a role at one time and place) each rule is the first to forbid, most first; together they are all.
    """

    volunteer: str
    reasons: tuple[RuledOut, ...]


@attrs.frozen(kw_only=True)
class BrokenPromise(Finding):
    """A promise that must be kept, and cannot.

    Parameters
    ----------
    volunteer, session, role
        Who is promised what; no role where any will do.
    reasons
        What is in the way.
    """

    rank: ClassVar[int] = 1

    volunteer: str
    session: str
    role: str | None
    reasons: tuple[Text, ...]


@attrs.frozen(kw_only=True)
class ContraryPromises(Finding):
    """Promises that must all be kept, each of which could be, but not together.

    Parameters
    ----------
    volunteers, sessions
        Ids of those concerned.
    reasons
        What they run into, if it is rules.
    """

    rank: ClassVar[int] = 1

    volunteers: tuple[str, ...]
    sessions: tuple[str, ...]
    reasons: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class EndingSkill(Finding):
    """A skill that ends before sessions whose seats its holder could otherwise hold.

    Parameters
    ----------
    volunteer, skill
        Whose, and which.
    until
        The last day on which it counts.
    seats
        What they could otherwise hold later.
    short
        Those of them for which too few people are left for the target.
    """

    volunteer: str
    skill: str
    until: dt.date
    seats: tuple[Seat, ...]
    short: tuple[Seat, ...]

    @property
    def missing(self) -> int:
        """Seats for which too few are left."""
        return len(self.short)

    @property
    def urgency(self) -> int:
        """Good to know only, where enough people are left."""
        return 3 if self.short else 4


@attrs.frozen(kw_only=True)
class Roomless(Finding):
    """A session that needs a room and can get none, whatever the other sessions do.

    Parameters
    ----------
    session
        Its id.
    too_small, lacking, closed
        Ids of the rooms it could name that hold too few, lack a feature, or are closed at all its starts; each once.
    """

    rank: ClassVar[int] = 2

    session: str
    too_small: tuple[str, ...]
    lacking: tuple[str, ...]
    closed: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ShortRooms(Finding):
    """At one moment more sessions need a room than there are rooms that fit any of them.

    Parameters
    ----------
    since, until
        When all these sessions are on.
    sessions
        Their ids.
    rooms
        Ids of all rooms that fit any of them.
    """

    rank: ClassVar[int] = 2

    since: dt.datetime
    until: dt.datetime
    sessions: tuple[str, ...]
    rooms: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Rooms that are missing."""
        return len(self.sessions) - len(self.rooms)


@attrs.frozen(kw_only=True)
class UnreachableLimit(Finding):
    """A volunteer wants to serve more than they can.

    Parameters
    ----------
    volunteer
        Their id.
    limit
        What they want.
    day
        First day of the first period in which it cannot be reached.
    periods
        In how many periods it cannot.
    wanted, possible
        Sessions, or hours, in that first period.
    by_limits
        Whether they could reach it if they accepted more.
    """

    rank: ClassVar[int] = 4

    volunteer: str
    limit: Limit
    day: dt.date
    periods: int
    wanted: float
    possible: float
    by_limits: bool
