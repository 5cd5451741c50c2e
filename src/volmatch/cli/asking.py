"""`volmatch ask`: who could take a seat, and with a deadline who is asked when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.plain_facts import echo_data
from volmatch.io.tables.ids_meant import IdsMeant
from volmatch.live.ask_plan import AskPlan
from volmatch.live.change_reading import moment_of
from volmatch.live.substitute import Substitutes
from volmatch.live.substitutes import substitutes
from volmatch.problem.problem import Problem
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    schedule: str,
    session: str,
    role: str | None,
    leaving: str | None,
    refused: Sequence[str],
    asked: Sequence[tuple[str, str]],
    links: int,
    reasons: int,
    now: str | None,
    deadline: str | None,
    chance: float,
    odds: float,
    minutes: int,
    quiet: tuple[str, str],
    time_limit: float | None,
    json: bool,
    lang: str,
) -> int:
    """Say whom to ask, and return the exit code."""
    whole = read_problem(problem, lang)
    known = read_schedule(schedule, whole, lang)
    ids = IdsMeant(whole)
    people = _people(ids, leaving, asked, refused)
    limits: dict[str, Any] = {"links": links, "reasons": reasons, "time_limit": time_limit}
    with first_ctrl_c(lang) as stopped:
        found = substitutes(whole, known, ids.session(session), role, now=now, cancel=stopped, **people, **limits)
    plan = None
    if deadline is not None:
        begin, end = _moment(whole, now, "--now"), _moment(whole, deadline, "--deadline")
        plan = found.ask_plan(now=begin, deadline=end, chance=chance, odds=odds, minutes=minutes, quiet=quiet)
    if json:
        echo_data({"substitutes": found, "plan": plan}, lang)
    else:
        _tell(found, plan, lang)
    return 0 if found.people else 1


def _people(
    ids: IdsMeant, leaving: str | None, asked: Sequence[tuple[str, str]], refused: Sequence[str]
) -> dict[str, Any]:
    return {
        "leaving": None if leaving is None else ids.volunteer(leaving),
        "asked": {ids.volunteer(who): when for who, when in asked},
        "refused": [ids.volunteer(who) for who in refused],
    }


def _moment(problem: Problem, given: str | None, option: str) -> dt.datetime:
    """Return a moment by the clocks of the problem's zone, by default the present."""
    found = moment_of(problem, given, option)
    return dt.datetime.now(problem.zone) if found is None else found.astimezone(problem.zone)


def _tell(found: Substitutes, plan: AskPlan | None, lang: str) -> None:
    click.echo(found.sentence(lang))
    if plan is None or not found.people:
        return
    click.echo()
    if any(one.kind == "direct" for one in found.people):
        click.echo(Text("Who is asked when, of those who can take it at once:").sentence(lang))
        click.echo(plan.sentence(lang))
    else:
        click.echo(
            Text("Nobody can take it at once: all of a way must say yes, so there is no plan of one yes.").sentence(
                lang
            )
        )
