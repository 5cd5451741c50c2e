"""What happens after a schedule is published: somebody is ill, a session moves, a hall is closed, somebody joins."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any

import attrs

from volmatch.problem.clock import NotATime, day_of, settle_moment, wall_clock
from volmatch.problem.given import maybe_moment
from volmatch.problem.session import Session
from volmatch.problem.shapes import Count, Id, Moment, TimeShape
from volmatch.problem.values import tidy
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text


def _instant(given: Any, zone: dt.tzinfo | None, *, days_on: int) -> dt.datetime:
    """Return a moment as it is, and for a day the midnight at its beginning, or so many days on."""
    try:
        day = day_of(given)
    except NotATime:
        return settle_moment(given, zone)
    if zone is None:
        raise NotATime(Text("wanted a date and time with an offset, such as 2026-08-01T10:00+08:00"))
    return wall_clock(day + dt.timedelta(days=days_on), dt.time(), zone)


def beginning(given: Any, zone: dt.tzinfo | None) -> dt.datetime:
    """Return a moment; a day means its first instant."""
    return _instant(given, zone, days_on=0)


def ending(given: Any, zone: dt.tzinfo | None) -> dt.datetime:
    """Return a moment; a day means the instant after it, so that the day is in."""
    return _instant(given, zone, days_on=1)


def day_or_moment(given: dt.date | str) -> dt.datetime:
    """Take a day or a moment; which instant that is, `settled` says."""
    return given  # type: ignore[return-value]


FromWhen = Annotated[dt.datetime, TimeShape(beginning)]
UntilWhen = Annotated[dt.datetime, TimeShape(ending)]
_BACKWARDS = Text("it must end after it begins")


@attrs.frozen(field_transformer=tidy)
class Absence:
    """Somebody is away for some time, ill or otherwise.

    Parameters
    ----------
    volunteer
        Id of the person.
    from_, to
        Half-open; a day instead of a moment means all of it, so that ``Absence("li", "2026-08-04", "2026-08-06")`` is three
        days.
    """

    volunteer: Id
    from_: FromWhen = attrs.field(converter=day_or_moment)
    to: UntilWhen = attrs.field(converter=day_or_moment)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.from_ < self.to:
            yield "to", _BACKWARDS


@attrs.frozen(field_transformer=tidy)
class Withdrawn:
    """Somebody gives a duty back, and will not have it again.

    Parameters
    ----------
    volunteer, session
        Ids.
    role
        Name of the role; ``None`` is any role of the session.
    """

    volunteer: Id
    session: Id
    role: Id | None = None


@attrs.frozen(field_transformer=tidy)
class Served:
    """Somebody was there: what they did stays.

    Parameters
    ----------
    volunteer, session
        Ids.
    role
        Name of the role; ``None`` is any role of the session.
    """

    volunteer: Id
    session: Id
    role: Id | None = None


@attrs.frozen(field_transformer=tidy)
class NoShow:
    """Somebody did not turn up: the duty counts nowhere.

    Parameters
    ----------
    volunteer, session
        Ids.
    role
        Name of the role; ``None`` is any role of the session.
    """

    volunteer: Id
    session: Id
    role: Id | None = None


@attrs.frozen(field_transformer=tidy)
class Cancelled:
    """A session does not take place, and whatever rules and wishes said of it is forgotten.

    Parameters
    ----------
    session
        Its id.
    """

    session: Id


@attrs.frozen(field_transformer=tidy)
class Moved:
    """A session takes place at another time, in another room or at another place.

    Parameters
    ----------
    session
        Its id.
    start, end
        The new time; without an end it lasts as long as before, without a start the time stays.
    room, place
        Id of the new room, or of the new place of a session without room.
    """

    session: Id
    start: Moment | None = attrs.field(default=None, converter=maybe_moment)
    end: Moment | None = attrs.field(default=None, converter=maybe_moment)
    room: Id | None = attrs.field(default=None, kw_only=True)
    place: Id | None = attrs.field(default=None, kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if (self.start, self.room, self.place) == (None, None, None):
            yield "start", Text("say where it moves: a start, a room or a place")
        if self.end is not None and self.start is None:
            yield "end", Text("wanted a start as well")
        elif self.start is not None and self.end is not None and not self.start < self.end:
            yield "end", _BACKWARDS
        if self.room is not None and self.place is not None:
            yield "place", Text("wanted a place or a room, not both: the room has its place")


@attrs.frozen(field_transformer=tidy)
class Added:
    """A session comes in.

    Parameters
    ----------
    session
        The whole record.
    """

    session: Session


@attrs.frozen(field_transformer=tidy)
class Needs:
    """A session needs more or fewer people in a role than it did.

    Parameters
    ----------
    session
        Its id.
    role
        Name of the role.
    min, target, max
        The new head-counts; one that is not given stays, as far as ``min <= target <= max`` lets it.
    """

    session: Id
    role: Id
    min: Count | None = attrs.field(default=None, kw_only=True)
    target: Count | None = attrs.field(default=None, kw_only=True)
    max: Count | None = attrs.field(default=None, kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.min is self.target is self.max is None:
            yield "min", Text("say how many: min, target or max")
        told = [(name, number) for name in ("min", "target", "max") if (number := getattr(self, name)) is not None]
        for (low, least), (high, most) in pairwise(told):
            if least > most:
                yield high, Text("{least} must not exceed {most}", {"least": low, "most": high})


@attrs.frozen(field_transformer=tidy)
class Closed:
    """A room cannot be used for some time.

    Parameters
    ----------
    room
        Its id.
    from_, to
        Half-open; a day instead of a moment means all of it.
    """

    room: Id
    from_: FromWhen = attrs.field(converter=day_or_moment)
    to: UntilWhen = attrs.field(converter=day_or_moment)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.from_ < self.to:
            yield "to", _BACKWARDS


@attrs.frozen(field_transformer=tidy)
class Joined:
    """Somebody new offers their time.

    Parameters
    ----------
    volunteer
        The whole record.
    """

    volunteer: Volunteer


Change = Absence | Withdrawn | Served | NoShow | Cancelled | Moved | Added | Needs | Closed | Joined
KINDS: tuple[type[Change], ...] = (
    Absence,
    Withdrawn,
    Served,
    NoShow,
    Cancelled,
    Moved,
    Added,
    Needs,
    Closed,
    Joined,
)


def snake(name: str) -> str:
    """Return the name of a class as files write it: ``NoShow`` is ``no_show``."""
    return re.sub(r"(?<=.)(?=[A-Z])", "_", name).lower()


#: Each kind of change by its name in files.
BY_NAME: Mapping[str, type[Change]] = {snake(kind.__name__): kind for kind in KINDS}
#: The field of a file that names the kind.
TAG = "change"


def name_of(change: Change) -> str:
    """Return the name of a change's kind in files."""
    return snake(type(change).__name__)
