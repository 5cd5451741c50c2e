"""`volmatch check`: what a schedule breaks, and what it costs at each level."""

from rich.console import Console, Group
from rich.text import Text as Line

from volmatch.check import check
from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.plain_facts import echo_data
from volmatch.report.board import breaches, verdict
from volmatch.report.board_tables import ladder


def run(*, problem: str, schedule: str, json: bool, lang: str) -> int:
    """Judge a schedule file and return the exit code."""
    asked = read_problem(problem, lang)
    outcome = read_schedule(schedule, asked, lang)
    console = Console(highlight=False)
    if outcome.schedule is None:
        console.print(Group(*verdict(outcome, lang)))
        return 1
    report = check(asked, outcome.schedule)
    if json:
        echo_data(report, lang)
        return 0 if report.ok else 1
    found = breaches(report, lang) if report.breaches else [Line(report.sentence(lang))]
    console.print(Group(*found, ladder(report.levels, lang, proofs=False)))
    return 0 if report.ok else 1
