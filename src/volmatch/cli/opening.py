"""`volmatch open`: which seats of a published schedule one person may take now, and what each costs everybody."""

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.plain_facts import echo_data
from volmatch.io.tables.ids_meant import IdsMeant
from volmatch.live.sign_up import open_seats


def run(*, problem: str, schedule: str, volunteer: str, now: str | None, json: bool, lang: str) -> int:
    """Look for open seats in a schedule file, print them, and return the exit code."""
    asked = read_problem(problem, lang)
    found = open_seats(asked, read_schedule(schedule, asked, lang), IdsMeant(asked).volunteer(volunteer), now=now)
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 0
