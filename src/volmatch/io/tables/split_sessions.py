"""Rows of sessions that are shared: cut at noon, they are a session until noon and another one from there on."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from volmatch.io.tables import clocks
from volmatch.io.tables.alike_words import normal
from volmatch.io.tables.cells import STARTS, Kind
from volmatch.io.tables.stretches import Notes
from volmatch.plugs import load
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.problem.cuts import next_time, piece_of, pieces, shares
from volmatch.text import Text

#: Behind the wishes, and before everybody serves the same.
_LEVEL = 3
_AN_HOUR = 60
_A_MINUTE = dt.timedelta(minutes=1)

SPLIT = Kind(
    STARTS.read,
    STARTS.write,
    Text(
        "Times such as 12:00, with ; between them, at which somebody else may take over; each part is a session then."
    ),
)


def parts_of(record: dict[str, Any], notes: Notes, zone: dt.tzinfo) -> list[dict[str, Any]]:
    """Return the parts of a session that its row cuts, or the session alone; what cannot be cut is a fault of the row."""
    said = record.pop("split_at", ())
    if not said:
        return [record]
    if "room" in record or not {"start", "end"} <= record.keys():
        notes.note("split_at", Text("wanted this only beside a start and an end, and without rooms"))
        return [record]
    try:
        start, end = (settle_moment(record[name], zone) for name in ("start", "end"))
    except (NotATime, OverflowError):
        return [record]  # the problem refuses it, where it stands
    stretches = _stretches(start, end, said, notes, zone)
    lengths = [(until - since) // _A_MINUTE for since, until in stretches]
    if not lengths[1:] or min(lengths) <= 0:
        return [record]
    return list(_parts(record, stretches, lengths))


def _stretches(
    start: dt.datetime, end: dt.datetime, said: Sequence[str], notes: Notes, zone: dt.tzinfo
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return the stretches of the parts; none where a cut is no moment, or not one between the start and the end."""
    try:
        cuts = [_cut(start, one, zone) for one in said]
    except NotATime as fault:
        notes.note("split_at", fault.wanted)
        return []
    except OverflowError:
        cuts = [end]  # after the last day there is
    if not all(start < cut < end for cut in cuts):
        notes.note("split_at", Text("wanted times between the start and the end"))
        return []
    return pieces(start, end, cuts)


def _cut(start: dt.datetime, said: str, zone: dt.tzinfo) -> dt.datetime:
    """Return the moment of a cut: of a time of day, the first one after the start."""
    if clocks.CLOCK.fullmatch(said):
        clock = dt.time() if clocks.is_midnight_at_the_end(said) else dt.time.fromisoformat(said)
        said = next_time(start.astimezone(zone).replace(tzinfo=None), clock).isoformat(timespec="minutes")
    return settle_moment(said, zone)


def _parts(
    record: Mapping[str, Any], stretches: Sequence[tuple[dt.datetime, dt.datetime]], lengths: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Yield the parts of a record, with what each takes of its costs and its effort."""
    named = [name for name in ("id", "name") if isinstance(record.get(name), str)]
    taken = {name: _shares(record.get(name), lengths, unit) for name, unit in (("cost", 1), ("effort_hours", _AN_HOUR))}
    for at, (since, until) in enumerate(stretches):
        part = {
            **deepcopy(dict(record)),
            **{name: piece_of(record[name], at + 1, len(lengths)) for name in named},
            **{name: own[at] for name, own in taken.items() if own is not None},
            "start": since.isoformat(timespec="minutes"),
            "end": until.isoformat(timespec="minutes"),
        }
        yield {"series": record["id"], **part} if "id" in record else part


def _shares(whole: Any, lengths: Sequence[int], unit: int) -> list[Any] | None:
    """Return what each part takes of a number, in whole units; ``None`` for what is no number to be shared."""
    if type(whole) not in (int, float) or whole < 0 or (unit == 1 and type(whole) is not int):
        return None
    shared = shares(round(whole * unit), lengths)
    return [one / unit for one in shared] if unit > 1 else list(shared)


def settle_wishes(data: dict[str, Any], groups: Mapping[str, Sequence[int]]) -> None:
    """Make wishes for a session in parts wishes for all of its parts, by the series that these are."""
    sessions = data["sessions"]
    series = {normal(whole): whole for whole, found in groups.items() if sessions[found[0]].get("series") == whole}
    for volunteer in data["volunteers"] if series else ():
        for wish in volunteer.get("wishes", ()):
            if isinstance(wish.get("session"), str) and normal(wish["session"]) in series:
                wish["series"] = series[normal(wish.pop("session"))]


def let_stay(data: dict[str, Any], groups: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int, None]]:
    """Let one person rather serve in all parts of a session, unless the rules speak of that themselves.

    Yields for each new rule the first part that it is about, its place, and that nothing is wrong.
    """
    if not groups:
        return
    bonds, rules = load("sharing"), data.get("rules", [])
    level: int | None = _LEVEL if data.get("standard", True) else 1 + _last_level(rules)
    if any(isinstance(rule, Mapping) and rule.get("rule") == bonds.SAID_BY for rule in rules):
        level = None
    for found in groups.values():
        parts = [data["sessions"][at] for at in found]
        seats = {role["name"]: _seats(role) for role in parts[0].get("roles", ()) if isinstance(role.get("name"), str)}
        optional = parts[0].get("optional") is True
        for rule in bonds.sharing([part["id"] for part in parts], seats, level=level, optional=optional):
            data.setdefault("rules", []).append(rule)
            yield found[0], len(data["rules"]) - 1, None


def _last_level(rules: Sequence[Any]) -> int:
    levels = (rule.get("level") for rule in rules if isinstance(rule, Mapping))
    return max((level for level in levels if type(level) is int), default=0)


def _seats(role: Mapping[str, Any]) -> int:
    wanted = role.get("target", role.get("min", 1))
    return wanted if type(wanted) is int else 1
