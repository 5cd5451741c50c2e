"""`volmatch convert`: a problem or a programme of another system, written in another form."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

import volmatch.io
from volmatch.cli.given_files import is_tables, named, read_problem, read_schedule, refuse_unwritable
from volmatch.cli.outputs import FOLDER, REPORTS, wanted_ending, write_report
from volmatch.cli.plain_facts import echo_data
from volmatch.errors import FileError, OptionError
from volmatch.io.programmes import ENDINGS
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.text import Text

_FRAB = (".xml", ".frab.json")
#: Forms that hold a whole problem; a programme holds no people.
PROBLEMS = (".json", ".xlsx")
_KINDS = (*PROBLEMS, *_FRAB)


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    schedule: str | None,
    output: str,
    timezone: str | None,
    zone: Sequence[tuple[str, str]],
    columns: Sequence[str],
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Write a problem, or a schedule of it, in the form that the name of the output asks for; return the exit code."""
    refuse_output(output, force=force, kinds=_KINDS if schedule is None else (*_KINDS, *REPORTS))
    whole = _problem(problem, timezone, dict(zone), lang)
    if columns and (schedule is None or not (is_tables(output) or output.lower().endswith(".html"))):
        raise OptionError(
            Text("--columns is for a schedule that is written as a workbook, a folder of CSV files or a page")
        )
    write_as(whole, None if schedule is None else read_schedule(schedule, whole, lang), output, lang, columns)
    if json:
        echo_data({"written": output}, lang)
    else:
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0


def refuse_output(output: str, *, force: bool, kinds: Sequence[str] = _KINDS) -> None:
    """Raise before any work what would make its result unwritable.

    Raises
    ------
    OptionError
        If the name says nothing of what to write.
    FileError
        If the file cannot be written, or is there already.
    """
    name = output.lower()
    is_of_another = name.endswith(_FRAB) and _FRAB[0] not in kinds
    if not is_tables(output) and (is_of_another or not name.endswith(tuple(kinds))):
        raise OptionError(wanted_ending(output, (*kinds, FOLDER)))
    if Path(output).exists() and not force:
        raise FileError(Text("{path} is there already; --force replaces it", {"path": output}), output)
    if not is_tables(output):
        refuse_unwritable(output)


def _problem(path: str, timezone: str | None, zones: Mapping[str, str], lang: str) -> Problem:
    if timezone is None and not zones:
        return read_problem(path, lang)
    if not path.lower().endswith((*ENDINGS, ".json")):
        raise OptionError(Text("--timezone is for programmes of other systems; this file says its own"))
    with named(path):
        return volmatch.io.read_programme(path, timezone=timezone, zones=zones)


def write_as(problem: Problem, outcome: Outcome | None, output: str, lang: str, columns: Sequence[str] = ()) -> None:
    """Write a problem, or a schedule of it, in the form that the name of the output asks for."""
    if output.lower().endswith(_FRAB):
        volmatch.io.write_programme(problem, outcome, output)
    elif outcome is None and is_tables(output):
        volmatch.io.write_tables(problem, output, lang=lang)
    elif outcome is None:
        volmatch.io.write(output, problem)
    elif is_tables(output):
        volmatch.io.write_schedule_tables(problem, outcome, output, lang=lang, columns=columns)
    elif Path(output).suffix.lower() in REPORTS:
        write_report(output, REPORTS[Path(output).suffix.lower()], problem, outcome, lang=lang, columns=columns)
    else:
        volmatch.io.write(output, outcome, problem=problem)
