"""`volmatch drill`: what a schedule goes through when people do not turn up."""

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.plain_facts import echo_data
from volmatch.live.drill import drill


def run(*, problem: str, schedule: str, days: int, seed: int, json: bool, lang: str) -> int:
    """Drill a schedule file, print what came of it, and return the exit code."""
    asked = read_problem(problem, lang)
    found = drill(asked, read_schedule(schedule, asked, lang), days=days, seed=seed)
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 0
