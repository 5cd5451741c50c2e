"""`volmatch compare`: what changed from one schedule to another, in sentences."""

import datetime as dt

import click

import volmatch.io
from volmatch.cli.given_files import is_tables, read_problem
from volmatch.cli.keeping_plan import plan_in
from volmatch.cli.plain_facts import echo_data
from volmatch.errors import OptionError
from volmatch.explain import compare
from volmatch.explain.moves import moves_as_told
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Schedule
from volmatch.text import Text

_NAMELESS = Text(
    "a workbook of a schedule says names, which only its problem knows: volmatch compare PROBLEM BEFORE AFTER"
)


def run(*, first: str, second: str, third: str | None, json: bool, lang: str) -> int:
    """Print what changed and return the exit code: 1 if anything did."""
    if third is None:
        return compared(first, second, json=json, lang=lang)
    problem = read_problem(first, lang)
    found = compare(problem, plan_in(second, problem, lang), plan_in(third, problem, lang))
    if json:
        echo_data(found, lang)
    else:
        click.echo(found.sentence(lang))
    return 1 if found.changes else 0


def compared(before: str, after: str, *, json: bool, lang: str) -> int:
    """Print what changed between two schedules whose problem is not at hand, by ids, and return the exit code.

    Raises
    ------
    OptionError
        If one is a workbook or a folder.
    """
    if is_tables(before) or is_tables(after):
        raise OptionError(_NAMELESS)
    old, new = (volmatch.io.read_schedule(path) for path in (before, after))
    found = moves_as_told(_bare(old, new), old, new)
    if json:
        echo_data(found, lang)
    else:
        same = Text("the schedules are the same").sentence(lang)
        click.echo("\n".join(move.sentence(lang) for move in found) or same)
    return 1 if found else 0


def _bare(*schedules: Schedule) -> Problem:
    """Return a problem that knows no more than the ids and times of some schedules."""
    people = sorted({one.volunteer for schedule in schedules for one in schedule.assignments})
    starts = {one.session: one.start for schedule in schedules for one in schedule.placements}
    sessions = [Session(own, start=start, end=start + dt.timedelta(minutes=1)) for own, start in starts.items()]
    return Problem([Volunteer(own) for own in people], sessions)
