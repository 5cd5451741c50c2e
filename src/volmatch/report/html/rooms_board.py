"""The board of rooms: day by day, what takes place where, on one axis of time for all days."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from volmatch.problem.problem import Problem
from volmatch.report.html.filled_seats import Meeting

#: Finest and coarsest step of the axis, in minutes.
_FINEST, _COARSEST = 5, 30
_HOUR, _DAY = 60, 24 * 60


@attrs.frozen
class Axis:
    """Time of day in steps: minutes since midnight from `first` to `last`, both whole hours, in steps of `step` minutes."""

    first: int
    last: int
    step: int

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return (self.last - self.first) // self.step

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours of the axis; those of the next day go on from 24."""
        return tuple(range(self.first // _HOUR, self.last // _HOUR))

    def column(self, minute: int) -> int:
        """Return the step in which a minute lies, the first being 0; what lies outside is moved to the edge."""
        return min(max(0, (minute - self.first) // self.step), self.steps - 1)

    def width(self, since: int, until: int) -> int:
        """Return how many steps a stretch touches."""
        return self.column(until - 1) - self.column(since) + 1


@attrs.frozen(kw_only=True)
class RoomBlock:
    """A session on the board: from which step, over how many, and how many more the room stays closed after it."""

    meeting: Meeting
    number: int
    column: int
    width: int
    pause: int
    turnaround: int


@attrs.frozen(kw_only=True)
class RoomRow:
    """A room, or a place for what needs no room, with its sessions of one day; each lane has them one after another."""

    label: str
    place: str
    lanes: tuple[tuple[RoomBlock, ...], ...]


@attrs.frozen(kw_only=True)
class RoomDay:
    """The rows of one day."""

    day: dt.date
    rows: tuple[RoomRow, ...]


def axis_of(problem: Problem, meetings: Sequence[Meeting]) -> Axis:
    """Return the one axis on which all sessions and their turnarounds lie, up to the end of the next day."""
    spans = [(_minute(one.start, one.day), _until(problem, one)) for one in meetings] or [(9 * _HOUR, 17 * _HOUR)]
    step = math.gcd(_COARSEST, *(minute for span in spans for minute in span))
    first = min(since for since, _ in spans) // _HOUR * _HOUR
    last = min(2 * _DAY, -(-max(until for _, until in spans) // _HOUR) * _HOUR)
    return Axis(first, max(last, first + _HOUR), max(_FINEST, step) if step > 1 else _FINEST)


def room_days(problem: Problem, meetings: Sequence[Meeting], axis: Axis) -> tuple[RoomDay, ...]:
    """Return the days on which something takes place somewhere."""
    numbered = [(number, one) for number, one in enumerate(meetings) if one.is_somewhere]
    days = groupby(numbered, key=lambda one: one[1].day)
    return tuple(RoomDay(day=day, rows=tuple(_rows(problem, list(found), axis))) for day, found in days)


def _rows(problem: Problem, found: list[tuple[int, Meeting]], axis: Axis) -> Iterator[RoomRow]:
    by_where: dict[tuple[str, str, str], list[RoomBlock]] = defaultdict(list)
    for number, meeting in found:
        key = (meeting.where, meeting.place or "", meeting.room or "")
        by_where[key].append(_block(problem, number, meeting, axis))
    ranks = {room.id: number for number, room in enumerate(problem.rooms)}
    ranks_of_places = {place.id: number for number, place in enumerate(problem.places)}

    def in_order(key: tuple[str, str, str]) -> tuple[int, int, str]:
        label, place, room = key
        return ranks_of_places.get(place, len(ranks_of_places)), ranks.get(room, -1), label

    for label, place, room in sorted(by_where, key=in_order):
        blocks = by_where[label, place, room]
        yield RoomRow(label=label, place=place, lanes=tuple(map(tuple, _lanes(blocks))))


def _block(problem: Problem, number: int, meeting: Meeting, axis: Axis) -> RoomBlock:
    start, end = _minute(meeting.start, meeting.day), _minute(meeting.end, meeting.day)
    until = _until(problem, meeting)
    width = axis.width(start, max(end, start + 1))
    pause = axis.width(start, until) - width if until > end else 0
    column = axis.column(start)
    return RoomBlock(meeting=meeting, number=number, column=column, width=width, pause=pause, turnaround=until - end)


def _until(problem: Problem, meeting: Meeting) -> int:
    """Return when the room may be used again."""
    room = problem.room(meeting.room) if meeting.room is not None else None
    return _minute(meeting.end, meeting.day) + (room.turnaround_minutes if room is not None else 0)


def _minute(moment: dt.datetime, day: dt.date) -> int:
    """Return the minutes that a clock on the wall shows since the midnight with which a day begins."""
    return (moment.date() - day).days * _DAY + moment.hour * _HOUR + moment.minute


def _lanes(blocks: list[RoomBlock]) -> list[list[RoomBlock]]:
    """Spread blocks over lanes in which none covers another; a turnaround may be covered."""
    lanes: list[list[RoomBlock]] = []
    for block in blocks:
        free = next((lane for lane in lanes if lane[-1].column + lane[-1].width <= block.column), None)
        if free is None:
            lanes.append([block])
        else:
            last = free[-1]
            free[-1] = attrs.evolve(last, pause=min(last.pause, block.column - last.column - last.width))
            free.append(block)
    return lanes
