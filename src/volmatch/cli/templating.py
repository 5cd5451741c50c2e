"""`volmatch template`: a workbook that a coordinator fills in."""

from pathlib import Path

import click

import volmatch.io
from volmatch.cli.given_files import refuse_unwritable
from volmatch.cli.outputs import FOLDER, kind_of, refuse_to_replace
from volmatch.cli.plain_facts import echo_data
from volmatch.io.tables.table_files import WORKBOOK
from volmatch.text import Text


def run(*, output: str, simple: bool, force: bool, json: bool, lang: str) -> int:
    """Write the template and return the exit code."""
    kind = kind_of(output, (WORKBOOK, FOLDER))
    if kind != FOLDER:
        refuse_unwritable(output)
    if not force and (Path(output).is_file() or (Path(output).is_dir() and any(Path(output).glob("*.csv")))):
        refuse_to_replace(output)
    (volmatch.io.simple_template if simple else volmatch.io.template)(output, lang=lang)
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0
