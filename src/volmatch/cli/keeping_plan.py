"""`volmatch solve --keep`: the plan that people know, kept as far as it can be, and what becomes of it."""

import datetime as dt

import attrs
import click

from volmatch.cli.given_files import read_schedule
from volmatch.errors import Fault, OptionError, ScheduleError
from volmatch.explain import compare
from volmatch.outcome import Outcome
from volmatch.patterns.keeping import Keeping, keeping
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen
class KnownPlan:
    """A plan that people know, and how it is kept."""

    plan: Schedule
    keeping: Keeping

    def told(self, outcome: Outcome) -> list[Text]:
        """Return what the new plan changes, as sentences."""
        if outcome.schedule is None:
            return []
        return list(compare(self.keeping.asked, self.plan, outcome.schedule).texts())


def plan_in(path: str, problem: Problem, lang: str) -> Schedule:
    """Return the schedule in a file.

    Raises
    ------
    ScheduleError
        If it holds none.
    """
    outcome = read_schedule(path, problem, lang)
    if outcome.schedule is None:
        raise ScheduleError(
            [Fault(path, Text("this file says that no schedule is possible; there is none to begin from"))]
        )
    return outcome.schedule


def known_plan(path: str, problem: Problem, now: str | None, lang: str) -> KnownPlan:
    """Read the plan that people know; say what of it is past, and what of that cannot stay."""
    plan = plan_in(path, problem, lang)
    kept = keeping(problem, plan, now=_moment(now, problem))
    if kept.past:
        past = Text.counted(
            "{n} session of the plan has begun and stays as it is",
            "{n} sessions of the plan have begun and stay as they are",
            {"n": kept.past},
        )
        _note(past, lang)
    for told in kept.let_go:
        _note(told, lang)
    return KnownPlan(plan, kept)


def _note(told: Text, lang: str) -> None:
    click.echo(Text("note: {sentence}", {"sentence": told}).sentence(lang), err=True)


def _moment(given: str | None, problem: Problem) -> dt.datetime:
    if given is None:
        return dt.datetime.now(problem.zone)
    try:
        return settle_moment(given, problem.zone)
    except NotATime as error:
        raise OptionError(Text("{option}: {wanted}", {"option": "--now", "wanted": error.wanted})) from None
