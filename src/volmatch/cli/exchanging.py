"""`volmatch swaps`: who would give what for what, and the largest set of swaps among them."""

import json as json_
from collections.abc import Sequence
from typing import Any

import click

import volmatch.io
from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.letter_files import write_told
from volmatch.cli.outputs import SCHEDULES, refuse, write
from volmatch.cli.plain_facts import as_data, echo_data
from volmatch.engines.answer import Isolation
from volmatch.live.offer_files import read_offers
from volmatch.live.swapped import Swaps
from volmatch.live.swaps import swaps
from volmatch.outcome import schedule_given
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    schedule: str,
    offers: str,
    longest: int,
    cycles_only: bool,
    allow: Sequence[tuple[int, int]],
    now: str | None,
    output: Sequence[str],
    letters: str | None,
    time_limit: float | None,
    isolation: Isolation,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Look for swaps, print and perhaps write what came out, and return the exit code."""
    asked = read_problem(problem, lang)
    known = read_schedule(schedule, asked, lang)
    told = read_offers(offers, asked, schedule_given(known))
    refuse(output, SCHEDULES, force=force)
    with first_ctrl_c(lang) as stopped:
        how: dict[str, Any] = {"now": now, "time_limit": time_limit, "isolation": isolation, "cancel": stopped}
        found = swaps(asked, known, told, longest=longest, chains=not cycles_only, allowed=dict(allow), **how)
    written = _written(found, output, letters, force=force, lang=lang)
    if json:
        echo_data(_data(found, lang), lang)
    else:
        click.echo(found.sentence(lang))
        for path in written:
            click.echo(Text("written to {path}", {"path": path}).sentence(lang))
    return 0


def _written(found: Swaps, output: Sequence[str], letters: str | None, *, force: bool, lang: str) -> list[str]:
    """Write what is asked for, and return where it stands."""
    written = [path for path in output if write(path, found.outcome, found.problem, lang)]
    if letters is None:
        return written
    words = {letter.volunteer: letter.sentence(lang) for letter in found.letters()}
    write_told(found.problem, words, letters, force=force)
    return [*written, letters]


def _data(found: Swaps, lang: str) -> dict[str, Any]:
    """Return what scripts need: the facts with their sentences, and the schedule as files keep it."""
    return {
        **{name: value for name, value in as_data(found, lang).items() if name not in ("problem", "schedule")},
        "proved": found.proved,
        "letters": found.letters(),
        "schedule": json_.loads(volmatch.io.dumps(found.outcome, problem=found.problem)),
    }
