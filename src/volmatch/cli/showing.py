"""`volmatch show`: a schedule as a board for the terminal."""

from volmatch.check import check
from volmatch.cli.files import read_problem, read_schedule
from volmatch.report.board import By, show


def run(*, problem: str, schedule: str, by: By, lang: str) -> int:
    """Print the board of a schedule file and return the exit code."""
    asked = read_problem(problem)
    outcome = read_schedule(schedule, asked, lang)
    show(asked, outcome, lang=lang, by=by)
    return 0 if outcome.schedule is not None and check(asked, outcome.schedule).ok else 1
