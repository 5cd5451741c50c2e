"""`volmatch repair`: a schedule that people know already, after somebody fell ill or something else happened."""

import datetime as dt
import json as json_
from collections.abc import Sequence
from typing import Any

import click

import volmatch.io
from volmatch.cli.converting import PROBLEMS, refuse_output, write_as
from volmatch.cli.given_files import named, read_problem, read_schedule
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.letter_files import write_told
from volmatch.cli.outputs import SCHEDULES, refuse, write
from volmatch.cli.plain_facts import as_data, echo_data
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.io.tables.ids_meant import IdsMeant
from volmatch.live.change_files import read_changes
from volmatch.live.change_sheets import NO_DAY, is_clock_alone, moment_typed
from volmatch.live.changed_list import changed_list
from volmatch.live.changes import Absence, Change
from volmatch.live.repair import MOST_NOTICE, repair
from volmatch.live.repaired import Repaired
from volmatch.problem.problem import Problem
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    problem: str,
    schedule: str,
    absent: Sequence[tuple[str, str, str]],
    changes: str | None,
    now: str | None,
    notice: float | None,
    output: Sequence[str],
    next: str | None,  # noqa: A002 - the option's name
    letters: str | None,
    time_limit: float | None,
    isolation: Isolation,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Repair a schedule file, print and perhaps write what came out, and return the exit code."""
    asked = read_problem(problem, lang)
    known = read_schedule(schedule, asked, lang)
    told = _changes(absent, changes, asked)
    refuse(output, SCHEDULES, force=force)
    if next is not None:
        refuse_output(next, force=force, kinds=PROBLEMS)
    how: dict[str, Any] = {"notice": _within(notice), "time_limit": time_limit, "isolation": isolation}
    with first_ctrl_c(lang) as stopped:
        found = repair(asked, known, told, now=now, cancel=stopped, **how)
    told_too = [] if found.schedule is None else [changed_list(found)]
    written = [path for path in output if write(path, found.outcome, found.problem, lang, annexes=told_too)]
    if next is not None:
        write_as(found.problem, None, next, lang)
        written.append(next)
    if letters is not None:
        _write_letters(found, letters, force=force, lang=lang)
        written.append(letters)
    if json:
        echo_data(_data(found, lang), lang)
    else:
        _say(found, written, lang)
    return 1 if found.schedule is None else 0


def _say(found: Repaired, written: Sequence[str], lang: str) -> None:
    click.echo(found.sentence(lang))
    for path in written:
        click.echo(Text("written to {path}", {"path": path}).sentence(lang))


def _within(notice: float | None) -> dt.timedelta | None:
    most = MOST_NOTICE // dt.timedelta(hours=1)
    if notice is not None and not 0 <= notice <= most:  # NaN is neither
        facts = {"most": most, "given": f"{notice:g}"}
        raise OptionError(Text("--notice: wanted hours from 0 to {most}, not {given}", facts))
    return None if notice is None else dt.timedelta(hours=notice)


def _changes(absent: Sequence[tuple[str, str, str]], path: str | None, problem: Problem) -> list[Change]:
    """Return all changes that are told, those of the command line first.

    Raises
    ------
    OptionError
        If none is told.
    """
    ids = IdsMeant(problem)
    told: list[Change] = [Absence(ids.volunteer(who), _typed(first), _typed(last)) for who, first, last in absent]
    if path is not None:
        with named(path):
            told += read_changes(path, problem)
    if not told:
        raise OptionError(Text("say what happened, with --absent or --changes"))
    return told


def _typed(moment: str) -> str:
    if is_clock_alone(moment):
        raise OptionError(Text("--absent: {wanted} (given: {given})", {"wanted": NO_DAY, "given": quoted(moment)}))
    return moment_typed(moment)


def _write_letters(found: Repaired, folder: str, *, force: bool, lang: str) -> None:
    told = {letter.volunteer: letter.sentence(lang) for letter in found.letters()}
    write_told(found.problem, told, folder, force=force)


def _data(found: Repaired, lang: str) -> dict[str, Any]:
    """Return what scripts need: the facts with their sentences, and the schedule as files keep it."""
    return {
        "status": found.status,
        "stopped_by": found.stopped_by,
        "seconds": found.seconds,
        "steps": found.steps,
        "causes": found.causes,
        "alternatives": [
            {name: value for name, value in as_data(one, lang).items() if name not in ("schedule", "counting")}
            for one in found.alternatives
        ],
        "letters": found.letters(),
        "schedule": json_.loads(volmatch.io.dumps(found.outcome, problem=found.problem)),
        "sentence": found.sentence(lang),
    }
