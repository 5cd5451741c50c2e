"""One week of labour in a student co-op: who does which shift, as everybody answered.

What the files leave open is decided here:

* The answers are of January 2023; the week is the one from Monday `MONDAY` on, in wall-clock time read as UTC.
* Shifts that want nobody are left out.
* A flex position may be done at any time: each gets hours of its own on the Monday after the week, where no shift is.
* Two shifts overlap when the times in their names do. That is what the file of overlaps says and a little more: it leaves
  out that Wednesday's kitchen organizer overlaps with the kitchen clean before and the late night clean after.
* An answer is about one shift, and two shifts that overlap may have different answers. So a major conflict is a pin (this
  person never does this shift), not an absence, which would forbid the other shift as well.
* `SCORES` turns the other answers into wishes; no answer counts as neutral.
* Hours owed are the most that somebody serves, and the fair share: who owes less than others counts as having served the
  difference already.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

import volmatch as vm
from volmatch.rules import Pin, Pinned, only

MONDAY = dt.datetime(2023, 1, 23)  # noqa: DTZ001 - wall-clock: the problem's own zone applies
MAJOR_CONFLICT = "Major Conflict"
SCORES: Mapping[str, int] = {"Prefer": 2, "Neutral": 0, "": 0, "Dislike": -1, "Minor Conflict": -3}

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FLEX = "Flex Positions"
_NAME = re.compile(r"(?P<day>[\w ]+) \[(?P<title>.+?)(?: \[(?P<times>.+)\])?\]")
_TIMES = re.compile(r"(\d+):(\d\d)(AM|PM)?-(\d+):(\d\d)(AM|PM)")
_MEMBER, _OWED = "What is your first and last name?", "Required hours of labor"


@attrs.frozen
class Shift:
    """A column of the files: a shift with a time, or a flex position (without)."""

    column: str
    title: str
    people: int
    hours: float
    start: dt.datetime | None


def read(folder: Path) -> vm.Problem:
    """Return the week as a problem.

    Parameters
    ----------
    folder
        Holds ``form_responses.csv`` and ``shift_requirements.csv``.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    ValueError
        If a file says something else than this reader understands.
    """
    shifts = [shift for shift in _shifts(_rows(folder, "shift_requirements.csv")) if shift.people]
    answers = _answers(_rows(folder, "form_responses.csv"), [shift.column for shift in shifts])
    most_owed = max(map(_owed, answers), default=0.0)
    volunteers = [_volunteer(row, shifts, most_owed) for row in answers]
    standard = vm.Problem(volunteers=volunteers, sessions=list(_sessions(shifts)))
    never = [
        Pin(volunteer=row[_MEMBER], session=shift.column)
        for row in answers
        for shift in shifts
        if row[shift.column] == MAJOR_CONFLICT
    ]
    return attrs.evolve(standard, rules=only((*standard.rules, Pinned(never=never))))


def _rows(folder: Path, name: str) -> list[list[str]]:
    path = Path(folder) / name
    if not path.is_file():
        message = f"wanted the file {name} in the folder {folder}: the co-op's week is read from there"
        raise FileNotFoundError(message)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _shifts(rows: Sequence[Sequence[str]]) -> Iterator[Shift]:
    heads = [row[0] if row else "" for row in rows]
    if heads != ["Shift Name", "Required number of people", "Shift Length"] or len(set(map(len, rows))) > 1:
        message = (
            "shift_requirements.csv: wanted a row of shift names, one of people and one of hours, of the same length"
        )
        raise ValueError(message)
    for column, people, hours in zip(*(row[1:] for row in rows), strict=True):
        name = _NAME.fullmatch(column)
        if name is None or (name["day"] != _FLEX) != (name["times"] is not None):
            message = (
                f"shift_requirements.csv: {column!r} is no name of a shift, such as 'Monday [Cook [2:00PM-4:00PM]]'"
            )
            raise ValueError(message)
        length = _number(hours, f"shift_requirements.csv: the hours of {column!r}")
        heads_wanted = _number(people, f"shift_requirements.csv: the people wanted for {column!r}")
        start = None if name["day"] == _FLEX else _start(name["day"], name["times"], length, column)
        yield Shift(column, _FLEX if start is None else name["title"], int(heads_wanted), length, start)


def _start(day: str, times: str, hours: float, column: str) -> dt.datetime:
    """Return when a shift starts; a first time without AM or PM takes that of the second."""
    found = _TIMES.fullmatch(times)
    if found is None or day not in _DAYS:
        message = f"shift_requirements.csv: {column!r} has no day and times such as 'Monday [Cook [2:00PM-4:00PM]]'"
        raise ValueError(message)
    from_hour, from_minute, from_half, to_hour, to_minute, to_half = found.groups()
    start = _minutes(from_hour, from_minute, from_half or to_half)
    if _minutes(to_hour, to_minute, to_half) - start != hours * 60:
        message = f"shift_requirements.csv: {column!r} does not last the {hours} hours given for it"
        raise ValueError(message)
    return MONDAY + dt.timedelta(days=_DAYS.index(day), minutes=start)


def _number(text: str, what: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        message = f"{what}: wanted a number, not {text!r}"
        raise ValueError(message)
    return float(text)


def _minutes(hour: str, minute: str, half: str) -> int:
    return (int(hour) % 12 + 12 * (half == "PM")) * 60 + int(minute)


def _answers(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> list[dict[str, str]]:
    """Return a row a member, by column, with nothing in it that this reader does not know."""
    head, *members = rows or [[]]
    missing = sorted({_MEMBER, _OWED, *columns} - set(head))
    if missing:
        message = f"form_responses.csv: the columns {missing} are missing"
        raise ValueError(message)
    answers = [dict(zip(head, member, strict=False)) for member in members]
    short = [number for number, member in enumerate(members, start=2) if len(member) != len(head)]
    if short:
        message = f"form_responses.csv: wanted {len(head)} columns in the rows {short}, too"
        raise ValueError(message)
    unknown = {row[column] for row in answers for column in columns} - {*SCORES, MAJOR_CONFLICT}
    if unknown:
        message = f"form_responses.csv: wanted one of {[*SCORES, MAJOR_CONFLICT]}, not {sorted(unknown)}"
        raise ValueError(message)
    return answers


def _owed(row: Mapping[str, str]) -> float:
    return _number(row[_OWED], f"form_responses.csv: the hours that {row[_MEMBER]} owes")


def _sessions(shifts: Sequence[Shift]) -> Iterator[vm.Session]:
    free_from = MONDAY + dt.timedelta(weeks=1)
    for shift in shifts:
        start = free_from if shift.start is None else shift.start
        end = start + dt.timedelta(hours=shift.hours)
        free_from = end if shift.start is None else free_from
        seats = vm.Role("member", min=shift.people)
        yield vm.Session(shift.column, kind=shift.title, start=start, end=end, roles=[seats])


def _volunteer(row: Mapping[str, str], shifts: Sequence[Shift], most_owed: float) -> vm.Volunteer:
    owed = _owed(row)
    scores = {shift.column: SCORES.get(row[shift.column], 0) for shift in shifts}
    return vm.Volunteer(
        row[_MEMBER],
        limits=[vm.Limit("horizon", max_hours=owed)],
        wishes=[vm.Wish(session=column, score=score) for column, score in scores.items() if score],
        served_hours=most_owed - owed,
    )
