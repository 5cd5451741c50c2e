"""`volmatch solve`: from a problem file to a schedule file, with a line that tells how far the search is."""

from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console, Group
from rich.text import Text as Line

import volmatch.io
from volmatch.cli.given_files import read_problem
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.keeping_plan import known_plan, plan_in
from volmatch.cli.letter_files import write_letters
from volmatch.cli.outputs import SCHEDULES, refuse, write
from volmatch.cli.progress import ProgressLine
from volmatch.cli.sizing import tell_size
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board import verdict, warnings
from volmatch.report.board_tables import ladder
from volmatch.report.contacts import demand_known
from volmatch.report.summary import closing
from volmatch.schedule import Schedule
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    output: Sequence[str],
    start: str | None,
    keep: str | None,
    now: str | None,
    letters: str | None,
    columns: Sequence[str],
    force: bool,
    dry_run: bool,
    json: bool,
    lang: str,
    **how: Any,
) -> int:
    """Solve a problem file, print and perhaps write what came out, and return the exit code."""
    asked = read_problem(problem, lang)
    if dry_run:
        return tell_size(asked, how["memory_limit"], json=json, lang=lang)
    demand_known(asked, columns)
    known = None if keep is None else known_plan(keep, asked, now, lang)
    begin = [] if start is None else [plan_in(start, asked, lang)]
    refuse(output, SCHEDULES, force=force)
    with ProgressLine(lang, is_shown=not json) as line, first_ctrl_c(lang) as stopped:
        outcome = volmatch.solve(
            asked if known is None else known.keeping.problem,
            start=_first(*begin, *([known.plan] if known else ())),
            on_progress=line.tell,
            cancel=stopped,
            **how,
        )
    if stopped.is_set():
        _keep_what_was(outcome, lang)
    shown, outcome = outcome, outcome if known is None else known.keeping.outcome(outcome)
    written = [path for path in output if write(path, outcome, asked, lang, columns)]
    written += _letters(letters, asked, outcome, force=force, lang=lang)
    if json:
        _echo(asked, outcome, lang)
    else:
        _report(asked, shown, written, [] if known is None else known.told(outcome), lang)
    return 1 if outcome.schedule is None else 0


def _keep_what_was(outcome: Outcome, lang: str) -> None:
    """End as Ctrl-C does where nothing was found that is worth writing: neither a duty nor a proof that none is better."""
    if outcome.schedule is None:
        raise KeyboardInterrupt
    if not outcome.schedule.assignments and outcome.status != "optimal":
        click.echo(Text("stopped before any duty was found; nothing is written").sentence(lang), err=True)
        raise KeyboardInterrupt


def _letters(folder: str | None, problem: Problem, outcome: Outcome, *, force: bool, lang: str) -> list[str]:
    if folder is None or outcome.schedule is None:
        return []
    write_letters(problem, outcome, folder, force=force, lang=lang)
    return [folder]


def _echo(problem: Problem, outcome: Outcome, lang: str) -> None:
    click.echo(volmatch.io.dumps(outcome))
    for told in warnings(problem, lang):
        click.echo(told.plain, err=True)


def _first(*plans: Schedule) -> Schedule | None:
    return next(iter(plans), None)


def _report(problem: Problem, outcome: Outcome, written: Sequence[str], changes: Sequence[Text], lang: str) -> None:
    last = [*warnings(problem, lang), Line(closing(outcome, lang))]
    last += [Line(change.sentence(lang)) for change in changes]
    last += [Line(Text("written to {path}", {"path": path}).sentence(lang)) for path in written]
    levels = [ladder(outcome.levels, lang)] if outcome.levels else []
    Console(highlight=False).print(Group(*verdict(outcome, lang), *levels, *last))
