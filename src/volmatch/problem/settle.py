"""One pass over everything a problem was given: settled records, or all the faults."""

import datetime as dt
from collections.abc import Mapping
from itertools import islice
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.problem.audit import Parts, audit, ids_by_position
from volmatch.problem.entity import Entity, shape_of
from volmatch.problem.named_zone import ZoneName, zone_of
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.place import Place, Room, Travel
from volmatch.problem.session import Session
from volmatch.problem.shapes import MOST_ITEMS, UNREADABLE, Clock, Maybe, Reader, Shape
from volmatch.problem.values import immutable
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.words import Words, remember
from volmatch.rule import Rule, RuleShape
from volmatch.text import Text, template

RECORDS: Mapping[str, Shape] = {
    "volunteers": Entity(Volunteer),
    "sessions": Entity(Session),
    "places": Entity(Place),
    "rooms": Entity(Room),
}
#: How a duty of the history is read; it has no id.
PAST = Entity(PastDuty)


_NOON = dt.time(12)
_UNSAID_ZONE = template(
    "say in which zone days begin, such as Asia/Shanghai: {path} carries an offset, so it is not the UTC that an absent timezone means"
)


class Unsaid(str):
    """The zone of a problem that names none."""

    __slots__ = ()


@attrs.frozen
class Settled:
    """The parts of a problem in their settled form; `rules` is ``None`` where the caller named none."""

    volunteers: tuple[Volunteer, ...]
    sessions: tuple[Session, ...]
    places: tuple[Place, ...]
    rooms: tuple[Room, ...]
    history: tuple[PastDuty, ...]
    travel: Travel | None
    day_starts: dt.time
    rules: tuple[Rule, ...] | None
    words: Words


def settle(given: Mapping[str, Any]) -> Settled:
    """Read all parts of a problem.

    Raises
    ------
    ProblemError
        With every fault of every part.
    """
    given = {name: immutable(part) for name, part in given.items()}
    reader = Reader(dt.UTC)
    name = reader.read(ZoneName(), given["timezone"], "timezone")
    reader.zone = dt.UTC if name is UNREADABLE else zone_of(name)
    records = {name: _records(shape, name, given[name], reader) for name, shape in RECORDS.items()}
    history = _records(PAST, "history", given["history"], reader)
    travel = reader.read(Maybe(Entity(Travel)), given["travel"], "travel")
    words = reader.read(Entity(Words), given["words"], "words")
    day_starts = reader.read(shape_of(Clock), given["day_starts"], "day_starts")
    begins = {"day_starts": day_starts} if day_starts is not UNREADABLE else {}
    begins |= {f"places[{index}].day_starts": place.day_starts for index, place in records["places"].items()}
    for path, clock in begins.items():
        if clock is not None and clock >= _NOON:
            with reader.at(path):
                reader.fault(Text("wanted a time before noon: what starts earlier belongs to the day before"), clock)
    rules = None if given["rules"] is None else _records(RuleShape(), "rules", given["rules"], reader)
    parts = Parts(
        **records,
        history=history,
        travel=None if travel is UNREADABLE else travel,
        ids={name: ids_by_position(given[name]) for name in RECORDS},
    )
    if reader.abroad and type(given["timezone"]) is Unsaid:
        with reader.at("timezone"):
            reader.missing(Text(_UNSAID_ZONE, {"path": reader.abroad}))
    faults = [*reader.faults, *islice(audit(parts), MOST_FAULTS)]
    if faults:
        raise ProblemError(faults)
    listed = {name: tuple(found.values()) for name, found in records.items()}
    remember(words, given["words"])
    return Settled(
        **listed,
        history=tuple(history.values()),
        travel=travel,
        day_starts=day_starts,
        rules=None if rules is None else tuple(rules.values()),
        words=words,
    )


def unknown_fields(given: Mapping[Any, Any], known: set[str]) -> list[Fault]:
    """Return a fault for each key that no problem has."""
    wanted = Text("a problem has no field of this name; remove or rename it")
    return [Fault.of("", wanted, key) for key in islice((key for key in given if key not in known), MOST_FAULTS)]


def _records(shape: Shape, name: str, given: Any, reader: Reader) -> dict[int, Any]:
    """Return the readable records by position."""
    with reader.at(name):
        if type(given) is not tuple:
            reader.fault(Text("wanted a list"), given)
            return {}
        if len(given) > MOST_ITEMS:
            reader.missing(Text("wanted at most {most} items", {"most": MOST_ITEMS}))
            return {}
        settled: dict[int, Any] = {}
        for index, item in enumerate(given):
            if reader.is_full:
                break
            record = reader.read(shape, item, f"[{index}]")
            if record is not UNREADABLE:
                settled[index] = record
        return settled
