"""From volmatch's schedules to the lines of the protocol, and back."""

import datetime as dt
from typing import Any

import volmatch as vm
from benchmarks.protocol import Task


def tell_schedule(task: Task, schedule: vm.Schedule) -> None:
    """Answer with a schedule of volmatch."""
    task.tell(
        [(one.volunteer, one.session, one.role) for one in schedule.assignments],
        [(one.session, one.start.isoformat(), one.room) for one in schedule.placements],
    )


def schedule_of(line: dict[str, Any]) -> vm.Schedule:
    """Return the schedule that a line of the protocol tells."""
    return vm.Schedule(
        [vm.Assignment(*one) for one in line["assignments"]],
        [vm.Placement(session, dt.datetime.fromisoformat(start), room) for session, start, room in line["placements"]],
        line["dropped"],
    )
