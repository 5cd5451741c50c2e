"""`volmatch doctor`: whether this installation can be trusted with a solve, and if not, what is wrong."""

import click

from volmatch.cli.plain_facts import echo_data
from volmatch.run.examination import examine
from volmatch.text import Text


def run(*, json: bool, lang: str) -> int:
    """Look at everything, print it, and return the exit code."""
    found = []
    for one in examine():
        found.append(one)
        if not json:
            mark = Text("well") if one.is_well else Text("ill")
            click.echo(f"{mark.sentence(lang)}: {one.sentence(lang)}")
    if json:
        echo_data(found, lang)
    return 0 if all(one.is_well for one in found) else 1
