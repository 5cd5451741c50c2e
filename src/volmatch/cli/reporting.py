"""`volmatch report`: a page that everybody can open, a picture for the wall, text for a message."""

from pathlib import Path

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.outputs import REPORTS, kind_of, refuse, write_report
from volmatch.cli.plain_facts import echo_data
from volmatch.text import Text

SHEETS = "sheets"


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    schedule: str,
    output: str,
    board: str,
    sheets: bool,
    pseudonyms: bool,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Write the report and return the exit code."""
    name = SHEETS if sheets else REPORTS[kind_of(output, tuple(REPORTS))]
    refuse([output], (*REPORTS, Path(output).suffix.lower()) if sheets else tuple(REPORTS), force=force)
    whole = read_problem(problem, lang)
    outcome = read_schedule(schedule, whole, lang)
    write_report(output, name, whole, outcome, lang=lang, pseudonyms=pseudonyms, board=board)
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0
