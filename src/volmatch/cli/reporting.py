"""`volmatch report`: a page that everybody can open, a picture for the wall, text for a message."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.keeping_plan import plan_in
from volmatch.cli.outputs import REPORTS, kind_of, refuse, write_report
from volmatch.cli.plain_facts import echo_data
from volmatch.errors import OptionError
from volmatch.explain import compare
from volmatch.live.changed_list import changed_list
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
    title: str | None,
    columns: Sequence[str],
    since: str | None,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Write the report and return the exit code."""
    name = SHEETS if sheets else REPORTS[kind_of(output, tuple(REPORTS))]
    refuse([output], (*REPORTS, Path(output).suffix.lower()) if sheets else tuple(REPORTS), force=force)
    if title is not None and name != "page":
        raise OptionError(Text("--title is for a page: a file whose name ends in .html, without --sheets"))
    if columns and name != "page":
        raise OptionError(Text("--columns is for a page: a file whose name ends in .html, without --sheets"))
    if since is not None and name != "page":
        raise OptionError(Text("--since is for a page: a file whose name ends in .html, without --sheets"))
    whole = read_problem(problem, lang)
    outcome = read_schedule(schedule, whole, lang)
    annexes = [] if since is None else [changed_list(compare(whole, plan_in(since, whole, lang), outcome))]
    about: dict[str, Any] = {"board": board, "title": title, "columns": columns, "annexes": annexes}
    write_report(output, name, whole, outcome, lang=lang, pseudonyms=pseudonyms, **about)
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0
