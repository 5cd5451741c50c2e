"""`volmatch diff`: what changed between two problems."""

import click

import volmatch.io
from volmatch.cli.given_files import read_problem
from volmatch.cli.plain_facts import echo_data


def run(*, before: str, after: str, json: bool, lang: str) -> int:
    """Print the difference and return the exit code: 1 if there is any."""
    found = volmatch.io.difference(read_problem(before, lang), read_problem(after, lang))
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 1 if found.changes else 0
