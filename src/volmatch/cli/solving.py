"""`volmatch solve`: from a problem file to a schedule file, with a line that tells how far the search is."""

from collections.abc import Sequence

import click
from rich.console import Console, Group
from rich.text import Text as Line

import volmatch.io
from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.outputs import SCHEDULES, refuse, write
from volmatch.cli.progress import ProgressLine
from volmatch.errors import Fault, ScheduleError
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board import verdict, warnings
from volmatch.report.board_tables import ladder
from volmatch.report.summary import closing
from volmatch.schedule import Schedule
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    output: Sequence[str],
    time_limit: float,
    seed: int,
    workers: int | None,
    start: str | None,
    deterministic: bool,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Solve a problem file, print and perhaps write what came out, and return the exit code."""
    asked = read_problem(problem, lang)
    begin = None if start is None else _schedule_to_begin_from(start, asked, lang)
    refuse(output, SCHEDULES, force=force)
    with ProgressLine(lang, is_shown=not json) as line, first_ctrl_c() as stopped:
        outcome = volmatch.solve(
            asked,
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            start=begin,
            on_progress=line.tell,
            cancel=stopped,
            deterministic=deterministic,
        )
    if stopped.is_set() and outcome.schedule is None:
        raise KeyboardInterrupt
    written = [path for path in output if write(path, outcome, asked, lang)]
    if json:
        click.echo(volmatch.io.dumps(outcome))
        for told in warnings(asked, lang):
            click.echo(told.plain, err=True)
    else:
        _report(asked, outcome, written, lang)
    return 1 if outcome.schedule is None else 0


def _schedule_to_begin_from(path: str, problem: Problem, lang: str) -> Schedule:
    outcome = read_schedule(path, problem, lang)
    if outcome.schedule is None:
        raise ScheduleError(
            [Fault(path, Text("this file says that no schedule is possible; there is none to begin from"))]
        )
    return outcome.schedule


def _report(problem: Problem, outcome: Outcome, written: Sequence[str], lang: str) -> None:
    last = [*warnings(problem, lang), Line(closing(outcome, lang))]
    last += [Line(Text("written to {path}", {"path": path}).sentence(lang)) for path in written]
    levels = [ladder(outcome.levels, lang)] if outcome.levels else []
    Console(highlight=False).print(Group(*verdict(outcome, lang), *levels, *last))
