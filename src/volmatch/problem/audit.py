"""What a problem's parts say about each other: ids stand once, and every id referred to exists."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.place import Place, Room, Travel
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

_UNKNOWN = {
    "volunteers": Text("no volunteer has this id"),
    "sessions": Text("no session has this id"),
    "places": Text("no place has this id"),
    "rooms": Text("no room has this id"),
}


@attrs.frozen
class Parts:
    """The readable records of a problem by their position, and all ids that stand in the input.

    A record with a fault is missing from the records, but its id counts as known: one slip is one fault.
    """

    volunteers: Mapping[int, Volunteer]
    sessions: Mapping[int, Session]
    places: Mapping[int, Place]
    rooms: Mapping[int, Room]
    history: Mapping[int, PastDuty]
    travel: Travel | None
    ids: Mapping[str, Mapping[str, list[int]]]


def ids_by_position(given: object) -> Mapping[str, list[int]]:
    """Return at which positions each id stands in a list of records or mappings."""
    positions: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(given if type(given) is tuple else ()):
        try:
            own = item.get("id") if isinstance(item, Mapping) else getattr(item, "id", None)
        except Exception:  # noqa: BLE001 - foreign code; the reading of the item reports it
            own = None
        if issubclass(type(own), str):
            positions[unicodedata.normalize("NFC", str.__str__(own))].append(index)
    return positions


def audit(parts: Parts) -> Iterator[Fault]:
    """Yield every contradiction between the parts of a problem."""
    for kind, positions in parts.ids.items():
        for own, places in positions.items():
            for index in places[1:]:
                first = Text("this id stands at {first} already; ids are unique", {"first": f"{kind}[{places[0]}]"})
                yield Fault.of(f"{kind}[{index}].id", first, own)
    for path, kind, asked in _references(parts):
        if asked is not None and asked not in parts.ids[kind]:
            yield Fault.of(path, _UNKNOWN[kind], asked)
    yield from _decided_here(parts)
    yield from _born_later(parts)
    yield from _two_ways(parts.travel)
    yield from _ways_to_nowhere(parts)
    yield from _circles(parts.places)


def _references(parts: Parts) -> Iterator[tuple[str, str, str | None]]:
    """Yield (path, kind, id) for every reference from one record to another."""
    for index, place in parts.places.items():
        yield f"places[{index}].parent", "places", place.parent
    for index, room in parts.rooms.items():
        yield f"rooms[{index}].place", "places", room.place
    for index, way in enumerate(parts.travel.minutes if parts.travel else ()):
        yield f"travel.minutes[{index}][0]", "places", way.a
        yield f"travel.minutes[{index}][1]", "places", way.b
    for index, volunteer in parts.volunteers.items():
        yield f"volunteers[{index}].home", "places", volunteer.home
        for number, wish in enumerate(volunteer.wishes):
            yield f"volunteers[{index}].wishes[{number}].session", "sessions", wish.session
            yield f"volunteers[{index}].wishes[{number}].place", "places", wish.place
    for index, session in parts.sessions.items():
        yield f"sessions[{index}].place", "places", session.place
        for number, room_id in enumerate((session.room and session.room.any_of) or ()):
            yield f"sessions[{index}].room.any_of[{number}]", "rooms", room_id
    for index, duty in parts.history.items():
        yield f"history[{index}].place", "places", duty.place


def _decided_here(parts: Parts) -> Iterator[Fault]:
    """Yield a fault for each duty of the history that the schedule itself decides, so that nothing counts twice."""
    starts = {session.id: session.candidate_starts for session in parts.sessions.values()}
    wanted = Text(
        "this session is in the problem itself at this time: leave it out of the history, and pin who serves in it"
    )
    for index, duty in parts.history.items():
        if duty.session is not None and duty.start in starts.get(duty.session, ()):
            yield Fault.of(f"history[{index}].session", wanted, duty.session)


def _born_later(parts: Parts) -> Iterator[Fault]:
    """Yield a fault for each date of birth after which not even the first session starts."""
    starts = [start.date() for session in parts.sessions.values() for start in session.candidate_starts]
    for index, volunteer in parts.volunteers.items():
        if volunteer.born is not None and starts and volunteer.born > min(starts):
            yield Fault.of(f"volunteers[{index}].born", Text("nobody serves before they are born"), volunteer.born)


def _two_ways(travel: Travel | None) -> Iterator[Fault]:
    """Yield a fault for each way that contradicts an earlier one between the same places."""
    known: dict[frozenset[str], int] = {}
    for index, way in enumerate(travel.minutes if travel else ()):
        before = known.setdefault(frozenset((way.a, way.b)), way.minutes)
        if before != way.minutes:
            wanted = Text(
                "the way between these places takes {minutes} minutes further up; keep one", {"minutes": before}
            )
            yield Fault.of(f"travel.minutes[{index}][2]", wanted, way.minutes)


def _ways_to_nowhere(parts: Parts) -> Iterator[Fault]:
    """Yield a fault for each way that takes time from a place to itself though no other place lies in it."""
    outer = {place.parent for place in parts.places.values()}
    for index, way in enumerate(parts.travel.minutes if parts.travel else ()):
        if way.a == way.b and way.minutes and way.a not in outer:
            wanted = Text("the way from a place to itself takes 0 minutes, unless other places lie in it")
            yield Fault.of(f"travel.minutes[{index}][2]", wanted, way.minutes)


def _circles(places: Mapping[int, Place]) -> Iterator[Fault]:
    """Yield a fault for each place that lies inside itself."""
    parents: dict[str, str | None] = {place.id: place.parent for place in places.values()}
    settled: set[str | None] = {None}
    in_circles: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in path:
            path[here] = None
            here = parents.get(here)
        if here in path:
            walked = list(path)
            in_circles.update(walked[walked.index(here) :])
        settled.update(path)
    for index, place in places.items():
        if place.id in in_circles:
            yield Fault.of(f"places[{index}].parent", Text("a place must not lie inside itself"), place.parent)
