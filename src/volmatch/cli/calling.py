"""`volmatch calendars`: what everybody has to do, for the calendars they use."""

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.needed_extras import load
from volmatch.cli.plain_facts import echo_data
from volmatch.text import Text


def run(*, problem: str, schedule: str, output: str, by: str, json: bool, lang: str) -> int:
    """Write the calendars and return the exit code."""
    whole = read_problem(problem, lang)
    calendars = load("volmatch.io.calendars", "calendars")
    written = calendars.write_calendars(whole, read_schedule(schedule, whole, lang), output, by=by, lang=lang)
    if json:
        echo_data(written, lang)
    else:
        facts = {"n": len(written), "path": output}
        told = Text.counted("{n} calendar written to {path}", "{n} calendars written to {path}", facts)
        click.echo(told.sentence(lang))
    return 0
