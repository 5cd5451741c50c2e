"""What a schedule costs in shift minimisation: the people who come, once every task is done by one of those who can."""

from itertools import pairwise
from pathlib import Path

import volmatch as vm
from benchmarks.readers import smptsp


def cost(folder: Path, name: str, schedule: vm.Schedule) -> int:
    """Return how many people a schedule of an instance needs.

    Raises
    ------
    ValueError
        If a task is not done by exactly one person, or by somebody who cannot, or somebody does two at a time.
    """
    tasks, able = smptsp.parts(smptsp.text_of(folder, name), name)
    done = sorted(int(duty.session.removeprefix("task-")) for duty in schedule.assignments)
    if done != list(range(len(tasks))):
        message = f"{name}: not every task is done by exactly one person"
        raise ValueError(message)
    by_person: dict[int, list[int]] = {}
    for duty in schedule.assignments:
        by_person.setdefault(int(duty.volunteer.removeprefix("worker-")), []).append(
            int(duty.session.removeprefix("task-"))
        )
    for person, own in by_person.items():
        spans = sorted(tasks[task] for task in own)
        if not set(own) <= set(able[person]) or any(end > start for (_, end), (start, _) in pairwise(spans)):
            message = f"{name}: worker {person} cannot do the tasks {sorted(own)}"
            raise ValueError(message)
    return len(by_person)
