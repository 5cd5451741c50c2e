"""`volmatch template`: a workbook that a coordinator fills in."""

import click

import volmatch.io
from volmatch.cli.files import refuse_unwritable
from volmatch.cli.plain import echo_data
from volmatch.text import Text


def run(*, output: str, json: bool, lang: str) -> int:
    """Write the template and return the exit code."""
    refuse_unwritable(output)
    volmatch.io.template(output, lang=lang)
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0
