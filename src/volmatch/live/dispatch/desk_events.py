"""What happens at a desk: orders come, are offered, accepted, declined, served, missed and rated, each as a value."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated, Any

import attrs

from volmatch.errors import ChangeError
from volmatch.io.plain import converter, record_of
from volmatch.live.change_reading import ChangeShape
from volmatch.live.changes import TAG, Absence, Added, Cancelled, Joined, NoShow, Served, Withdrawn, snake
from volmatch.problem.given import moment
from volmatch.problem.shapes import Id, Moment, Reader, Whole
from volmatch.problem.values import tidy

Stars = Annotated[int, Whole(1, 5)]


@attrs.frozen(field_transformer=tidy)
class Offered:
    """Somebody was asked to take an order.

    Parameters
    ----------
    volunteer, session
        Ids.
    role
        Name of the role.
    start
        When the order would take place.
    until
        When an answer comes too late.
    room
        Id of the room, where it takes one.
    """

    volunteer: Id
    session: Id
    role: Id
    start: Moment = attrs.field(converter=moment)
    until: Moment = attrs.field(converter=moment)
    room: Id | None = None


@attrs.frozen(field_transformer=tidy)
class Accepted:
    """Somebody said yes to an offer: it is a promise from then on.

    Parameters
    ----------
    volunteer, session
        Ids.
    """

    volunteer: Id
    session: Id


@attrs.frozen(field_transformer=tidy)
class Declined:
    """Somebody said no to an offer, and is not asked for this order again.

    Parameters
    ----------
    volunteer, session
        Ids.
    """

    volunteer: Id
    session: Id


@attrs.frozen(field_transformer=tidy)
class Unanswered:
    """Nobody answered an offer in time; that person is not asked for this order again.

    Parameters
    ----------
    volunteer, session
        Ids.
    """

    volunteer: Id
    session: Id


@attrs.frozen(field_transformer=tidy)
class Rated:
    """Whoever ordered says how it was.

    Parameters
    ----------
    volunteer, session
        Ids.
    stars
        1 to 5.
    """

    volunteer: Id
    session: Id
    stars: Stars


Event = (
    Added
    | Cancelled
    | Joined
    | Absence
    | Offered
    | Accepted
    | Declined
    | Unanswered
    | Withdrawn
    | Served
    | NoShow
    | Rated
)
KINDS: tuple[type[Event], ...] = (
    Added,
    Cancelled,
    Joined,
    Absence,
    Offered,
    Accepted,
    Declined,
    Unanswered,
    Withdrawn,
    Served,
    NoShow,
    Rated,
)
_SHAPE = ChangeShape({snake(kind.__name__): kind for kind in KINDS})


def settled_event(given: Any, zone: dt.tzinfo) -> Event:
    """Return an event with its times as clocks of a zone show them.

    Raises
    ------
    ChangeError
        With every fault of a value or mapping that is none.
    """
    reader = Reader(zone)
    found: Any = reader.read(_SHAPE, given, "event")
    if reader.faults:
        raise ChangeError(reader.faults)
    event: Event = found
    return event


def written(event: Event) -> str:
    """Return an event as a line of JSON, from which `settled_event` makes the same value again."""
    kind: Any = type(event)
    record: Mapping[str, Any] = record_of(kind)(event)
    return json.dumps({TAG: snake(kind.__name__), **converter.unstructure(record)}, ensure_ascii=False)
