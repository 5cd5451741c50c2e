"""`volmatch solve`: from a problem file to a schedule file, with a line that tells how far the search is."""

import click
from rich.console import Console, Group
from rich.text import Text as Line

import volmatch.io
from volmatch.cli.files import is_folder, is_tables, read_problem, read_schedule, refuse_unwritable
from volmatch.cli.progress import ProgressLine
from volmatch.errors import Fault, ScheduleError
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board import verdict, warnings
from volmatch.report.summary import closing
from volmatch.report.tables import ladder
from volmatch.schedule import Schedule
from volmatch.text import Text


def run(
    *,
    problem: str,
    output: str | None,
    time_limit: float,
    seed: int,
    workers: int | None,
    start: str | None,
    json: bool,
    lang: str,
) -> int:
    """Solve a problem file, print and perhaps write what came out, and return the exit code."""
    asked = read_problem(problem, lang)
    begin = None if start is None else _schedule_to_begin_from(start, asked, lang)
    if output is not None and not is_folder(output):
        refuse_unwritable(output)
    with ProgressLine(lang, is_shown=not json) as line:
        outcome = volmatch.solve(
            asked, time_limit=time_limit, seed=seed, workers=workers, start=begin, on_progress=line.tell
        )
    if output is not None:
        _write(output, outcome, asked, lang)
    if json:
        click.echo(volmatch.io.dumps(outcome))
        for told in warnings(asked, lang):
            click.echo(told.plain, err=True)
    else:
        _report(asked, outcome, output, lang)
    return 1 if outcome.schedule is None else 0


def _write(path: str, outcome: Outcome, problem: Problem, lang: str) -> None:
    """Write a schedule file, or sheets where a workbook is asked for."""
    if is_tables(path):
        volmatch.io.write_schedule_tables(problem, outcome, path, lang=lang)
    else:
        volmatch.io.write(path, outcome, problem=problem)


def _schedule_to_begin_from(path: str, problem: Problem, lang: str) -> Schedule:
    outcome = read_schedule(path, problem, lang)
    if outcome.schedule is None:
        raise ScheduleError(
            [Fault(path, Text("this file says that no schedule is possible; there is none to begin from"))]
        )
    return outcome.schedule


def _report(problem: Problem, outcome: Outcome, output: str | None, lang: str) -> None:
    last = [*warnings(problem, lang), Line(closing(outcome, lang))]
    if output is not None:
        last.append(Line(Text("written to {path}", {"path": output}).sentence(lang)))
    levels = [ladder(outcome.levels, lang)] if outcome.levels else []
    Console(highlight=False).print(Group(*verdict(outcome, lang), *levels, *last))
