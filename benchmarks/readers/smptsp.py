"""Shift minimisation: every task is done by one of the people who can, and as few people as possible come to work.

What the file leaves open is decided here:

* A task is a session with one seat; its times are minutes after midnight of `FIRST_DAY`, read as UTC.
* Who can do a task is said by a trait of the task's own: a trait is one word for each person, where a skill would be a record.
* Every task must be done, so `cover` is of level 0; the number of people is the only goal.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import volmatch as vm
from volmatch.rules import Cover, FewestPeople, only

FIRST_DAY = dt.datetime(2026, 1, 5)  # noqa: DTZ001 - wall-clock time of the problem's zone
RULES: Sequence[vm.Rule] = (Cover(level=0), FewestPeople(level=1))
_BOUNDS = "bounds.csv"


def read(folder: Path, name: str) -> vm.Problem:
    """Return an instance as a problem.

    Parameters
    ----------
    folder
        Holds the archives ``*.zip``.
    name
        Name of the instance, such as ``data_1_23_40_66``.

    Raises
    ------
    FileNotFoundError
        If no archive of the folder has the instance.
    ValueError
        If the file says something else than this reader understands.
    """
    tasks, people = parts(text_of(folder, name), name)
    return vm.Problem(
        volunteers=[
            vm.Volunteer(f"worker-{number}", traits=[_task(task) for task in able])
            for number, able in enumerate(people)
        ],
        sessions=[
            vm.Session(
                _task(number),
                start=FIRST_DAY + dt.timedelta(minutes=start),
                end=FIRST_DAY + dt.timedelta(minutes=end),
                roles=[vm.Role("worker", traits=[_task(number)])],
            )
            for number, (start, end) in enumerate(tasks)
        ],
        rules=only(RULES),
    )


def bounds(folder: Path, name: str) -> tuple[int, int]:
    """Return the fewest people that may do, and the fewest that are known to do.

    Raises
    ------
    KeyError
        If nothing is published about the instance.
    """
    for line in (Path(folder) / _BOUNDS).read_text(encoding="utf-8").splitlines():
        instance, low, high = line.split(",")
        if instance == name:
            return int(low), int(high)
    raise KeyError(name)


def _task(number: int) -> str:
    return f"task-{number}"


def text_of(folder: Path, name: str) -> str:
    """Return the file of an instance; raises as `read` does where it is not there."""
    for path in sorted(Path(folder).glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            if f"{name}.dat" in archive.namelist():
                return archive.read(f"{name}.dat").decode("ascii")
    message = f"wanted the name of an instance such as data_1_23_40_66; no archive in {folder} has {name}"
    raise FileNotFoundError(message)


def parts(text: str, name: str) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """Return (start, end) of each task, and the tasks each person can do.

    Raises
    ------
    ValueError
        If the text says something else than this reader understands.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    jobs, workers = _section(lines, "Jobs", name), _section(lines, "Qualifications", name)
    tasks = [re.fullmatch(r"(\d+)\s+(\d+)", line) for line in jobs]
    able = [re.fullmatch(r"(\d+):((?:\s+\d+)*)", line) for line in workers]
    spans = [(int(task[1]), int(task[2])) for task in tasks if task]
    lists = [[int(one) for one in listed[2].split()] for listed in able if listed]
    right = (
        len(spans) == len(tasks)
        and len(lists) == len(able)
        and all(start < end for start, end in spans)
        and all(int(listed[1]) == len(listed[2].split()) for listed in able if listed)
        and all(one < len(tasks) for listed in lists for one in listed)
    )
    if not right:
        message = f"{name}: wanted the tasks as 'start end' and the people as 'count: tasks'"
        raise ValueError(message)
    return spans, lists


def _section(lines: list[str], heading: str, name: str) -> list[str]:
    """Return the lines below a heading such as ``Jobs = 40``, as many as it says."""
    for index, line in enumerate(lines):
        found = re.fullmatch(rf"{heading} = (\d+)", line)
        if found and index + int(found[1]) < len(lines):
            return lines[index + 1 : index + 1 + int(found[1])]
    message = f"{name}: wanted a line '{heading} = n' and n lines below it"
    raise ValueError(message)
