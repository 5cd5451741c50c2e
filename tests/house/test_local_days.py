"""No local day is taken from a time that was not settled in the problem's time zone."""

import ast
from pathlib import Path

import pytest

from house.sources import PACKAGE, python_files, shown

#: Reading one of these of a schedule gives times with the offset they came with.
UNSETTLED = {"placements", "placement_of"}
#: What depends on the offset that a time carries.
LOCAL = {"date", "time", "weekday", "isoweekday", "isocalendar", "toordinal", "hour", "minute", "strftime", "combine"}
#: What makes times those of the problem's clocks.
SETTLING = {"settled", "astimezone"}
FILES = [path for path in python_files("src") if PACKAGE in path.parents]


def unsettled(source: str) -> bool:
    """Return whether a file reads starts as they came, takes a day or an hour from times, and settles none."""
    read = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return bool(read & UNSETTLED and read & LOCAL) and not read & SETTLING


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_days_are_those_of_the_problem(path: Path) -> None:
    """A schedule that carries UTC is judged by the days of Greenwich: what breaks a limit passes as proved best."""
    assert not unsettled(path.read_text(encoding="utf-8"))


PLANTED = {
    "a day": "days = [one.start.date() for one in schedule.placements]",
    "an hour by way of a name": "placement = schedule.placement_of[own]\nis_late = placement.start.hour > 20",
    "a helper elsewhere in the file": "def day(one):\n    return one.date()\nfor one in schedule.placements:\n    day(one.start)",
}


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED)
def test_the_law_sees_planted_slips(source: str) -> None:
    """The law says nothing about the slip it was made for."""
    assert unsettled(source)
    assert not unsettled(f"schedule = schedule.settled(problem)\n{source}")


#: Where a day is taken off the calendar all the same, and why it need not be asked where the problem's days begin.
CALENDAR = {
    "src/volmatch/rules/available.py": "windows of people are those of clock and calendar",
    "src/volmatch/rules/if_needed.py": "windows of people are those of clock and calendar",
    "src/volmatch/rules/min_rest.py": "asks itself when a night is over",
    "src/volmatch/rules/succession.py": "asks itself when a night is over",
    "src/volmatch/columns/sessions.py": "the other world's own way of asking",
    "src/volmatch/columns/history_coding.py": "the other world's own way of asking",
    "src/volmatch/report/board_words.py": "marks what lies on a later day of the calendar",
    "src/volmatch/report/html/rooms_board.py": "minutes since the midnight of a day",
    "src/volmatch/report/html/drawings.py": "hours since the midnight of a day",
    "src/volmatch/explain/letter.py": "a person is told the day on the calendar",
    "src/volmatch/explain/letter_wishes.py": "a person is told the day on the calendar",
    "src/volmatch/explain/advice/absences.py": "windows of people are those of clock and calendar",
    "src/volmatch/patterns/visits.py": "candidate starts are those of clock and calendar",
    "src/volmatch/patterns/turn_list.py": "opening hours are those of clock and calendar",
    "src/volmatch/patterns/ratio_list.py": "opening hours are those of clock and calendar",
}
JUDGING = tuple(
    PACKAGE / part for part in ("rules", "columns", "report", "explain", "patterns", "search", "formulation")
)


def takes_a_date(source: str) -> bool:
    """Return whether a file calls `date` on something."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and not node.args)
    return any(isinstance(called, ast.Attribute) and called.attr == "date" for called in calls)


def test_the_problem_says_where_days_begin() -> None:
    """A rule or a board takes a day off the calendar, so that the night of a festival counts for the day after."""
    files = [path for path in FILES if set(JUDGING) & set(path.parents)]
    assert sorted(shown(path) for path in files if takes_a_date(path.read_text(encoding="utf-8"))) == sorted(CALENDAR)
