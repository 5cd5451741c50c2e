"""Requests become sessions that the schedule places into the free hours of the few people who can serve them."""

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.dates import least_count, moment_of, refuse_mixed
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Role, RoomNeed, Session
from volmatch.problem.window import Window
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Request:
    """What somebody asks for.

    Parameters
    ----------
    id
        Becomes the id of the session.
    windows
        When it suits those who ask; the whole appointment lies inside one of them.
    role
        Who is wanted.
    minutes
        How long it lasts.
    place
        Where; ``None`` where a room is asked for, or it does not matter.
    room
        What room it takes.
    priority
        Class of importance, 1 first.
    name, tags
        As in `Session`.
    """

    id: str = attrs.field(kw_only=False)
    windows: Sequence[Window]
    role: Role
    minutes: int = 60
    place: str | None = None
    room: RoomNeed | None = None
    priority: int = 1
    name: str = ""
    tags: Sequence[str] = ()


@door
def appointments(
    requests: Iterable[Request],
    *,
    kind: str,
    every_minutes: int = 30,
    optional: bool = True,
    since: dt.datetime | str | None = None,
) -> Plan:
    """Return one session for each request, with all the starts that would suit.

    Parameters
    ----------
    requests
        What is asked for.
    kind
        Kind of the sessions.
    every_minutes
        Starts are tried so often, from the beginning of each window on.
    optional
        Whether a request may be left for the next time instead of taking place without anybody.
    since
        No start before this moment.

    Raises
    ------
    OptionError
        If a request fits into none of its windows, or some moments have an offset and others have none.
    """
    least_count(every_minutes, "every_minutes")
    earliest = None if since is None else moment_of(since, "since")
    return Plan([_session(request, kind, every_minutes, earliest, optional=optional) for request in requests])


def starts_in(windows: Iterable[Window], minutes: int, every_minutes: int) -> tuple[dt.datetime, ...]:
    """Return the starts from which something that long lies inside one of the windows, in order."""
    step, length = dt.timedelta(minutes=every_minutes), dt.timedelta(minutes=minutes)
    found = set()
    spans = [(moment_of(window.from_, "windows"), moment_of(window.to, "windows")) for window in windows]
    refuse_mixed("windows", [moment for span in spans for moment in span])
    for first, last in spans:
        found |= {first + number * step for number in range((last - first - length) // step + 1)}
    return tuple(sorted(found))


def _session(request: Request, kind: str, every: int, since: dt.datetime | None, *, optional: bool) -> Session:
    least_count(request.minutes, "minutes")
    starts = starts_in(request.windows, request.minutes, every)
    if since is not None:
        refuse_mixed("since", [since, *starts])
        starts = tuple(one for one in starts if one >= since)
    if not starts:
        raise OptionError(Text("{id}: no window is long enough, or all are over", {"id": request.id}))
    return Session(
        request.id,
        name=request.name,
        kind=kind,
        minutes=request.minutes,
        starts=starts,
        place=request.place,
        room=request.room,
        roles=[request.role],
        priority=request.priority,
        tags=request.tags,
        optional=optional,
    )
