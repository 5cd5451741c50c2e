"""`volmatch report`: a page that everybody can open, a picture for the wall, text for a message."""

from pathlib import Path

import click

from volmatch.cli.extras import load
from volmatch.cli.files import read_problem, read_schedule, refuse_unwritable
from volmatch.cli.plain import echo_data
from volmatch.errors import OptionError
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.text import Text

SHEETS = "sheets"
#: What a report can be, and the module that makes it.
_KINDS = {".html": "page", ".svg": "charts", ".png": "charts", ".md": "markdown", SHEETS: SHEETS}


def run(
    *, problem: str, schedule: str, output: str, board: str, sheets: bool, pseudonyms: bool, json: bool, lang: str
) -> int:
    """Write the report and return the exit code."""
    kind = SHEETS if sheets else Path(output).suffix.lower()
    if kind not in _KINDS:
        kinds = tuple(kind for kind in _KINDS if kind.startswith("."))
        raise OptionError(Text("{path}: wanted a name that ends in one of {kinds}", {"path": output, "kinds": kinds}))
    refuse_unwritable(output)
    whole = read_problem(problem, lang)
    outcome = read_schedule(schedule, whole, lang)
    Path(output).write_bytes(_made(kind, whole, outcome, board, lang=lang, pseudonyms=pseudonyms))
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0


def _made(kind: str, problem: Problem, outcome: Outcome, board: str, *, lang: str, pseudonyms: bool) -> bytes:
    name = _KINDS[kind]
    make = getattr(load(f"volmatch.report.html.{name}", "report"), kind[1:] if name == "charts" else name)
    about = {"board": board} if name == "charts" else {}
    made = make(problem, outcome, lang=lang, pseudonyms=pseudonyms, **about)
    return made.encode() if isinstance(made, str) else made
