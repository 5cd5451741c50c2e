"""`volmatch diff`: what changed between two problems, or between two schedules."""

import click

import volmatch.io
from volmatch.cli.comparing import compared
from volmatch.cli.given_files import is_schedule, read_problem
from volmatch.cli.plain_facts import echo_data


def run(*, before: str, after: str, json: bool, lang: str) -> int:
    """Print the difference and return the exit code: 1 if there is any."""
    if is_schedule(before) and is_schedule(after):
        return compared(before, after, json=json, lang=lang)
    found = volmatch.io.difference(read_problem(before, lang), read_problem(after, lang))
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 1 if found.changes else 0
