"""What the sheets of a schedule say, each thing with its place: who holds which seat, when and where each session is held."""

import datetime as dt
from collections import defaultdict

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.called import Called
from volmatch.io.tables.room_names import RoomNames
from volmatch.io.tables.schedule_base import WrittenSchedule
from volmatch.problem.problem import Problem

Seat = tuple[str, str]


@attrs.define
class ScheduleTold:
    """What the sheets say, each with its place.

    Parameters
    ----------
    problem
        What the schedule is for.
    base
        The schedule as it was written, where that is known.
    seats
        The people in each seat, by sheet.
    starts, rooms, held
        What is said of each session.
    faults, notes
        What cannot be understood, and what was passed over.
    """

    problem: Problem
    base: WrittenSchedule | None
    seats: dict[str, dict[Seat, dict[str, str]]] = attrs.field(factory=dict)
    starts: dict[str, list[tuple[dt.datetime, str]]] = attrs.field(factory=lambda: defaultdict(list))
    rooms: dict[str, list[tuple[str | None, str]]] = attrs.field(factory=lambda: defaultdict(list))
    held: dict[str, list[tuple[bool, str]]] = attrs.field(factory=lambda: defaultdict(list))
    faults: list[Fault] = attrs.field(factory=list)
    notes: list[Fault] = attrs.field(factory=list)
    people: Called = attrs.field(init=False)
    sessions: Called = attrs.field(init=False)
    halls: RoomNames = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        known = (self.base.people, self.base.sessions) if self.base else ({}, {})
        people = [(one.id, one.name) for one in self.problem.volunteers]
        self.people = Called.of([*people, *(pair for pair in known[0].items() if not self.problem.volunteer(pair[0]))])
        sessions = [(one.id, one.name) for one in self.problem.sessions]
        self.sessions = Called.of([*sessions, *(one for one in known[1].items() if not self.problem.session(one[0]))])
        self.halls = RoomNames.of(self.problem)
