"""`volmatch open`: which seats of a published schedule one person may take now, and what each costs everybody."""

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.plain_facts import echo_data
from volmatch.live.sign_up import open_seats


def run(*, problem: str, schedule: str, volunteer: str, now: str | None, json: bool, lang: str) -> int:
    """Look for open seats in a schedule file, print them, and return the exit code."""
    asked = read_problem(problem, lang)
    found = open_seats(asked, read_schedule(schedule, asked, lang), volunteer, now=now)
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 0
