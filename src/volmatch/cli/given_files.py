"""Problem and schedule files, opened for a command: a wrong kind of file is said so, and so is a foreign schedule."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import attrs
import click

import volmatch.io
from volmatch.check import check
from volmatch.errors import Fault, FileError, InputError, ProblemError, ScheduleError, VolmatchError
from volmatch.explain.moves import moves
from volmatch.io.tables.file_kinds import WORKBOOKS, problem_refusal, schedule_refusal
from volmatch.io.tables.schedule_reading import edited
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.text import Text


def read_problem(path: str, lang: str, told: Callable[[Fault], None] | None = None) -> Problem:
    """Read a problem file, a workbook or a folder of CSV files; what was understood in a way worth knowing is printed, or goes to `told`.

    Raises
    ------
    ProblemError
        If the file holds no readable problem.
    """
    with named(path):
        if is_tables(path):
            return volmatch.io.read_tables(path, told=told or partial(tell, lang))
        wanted = problem_refusal(path) if Path(path).is_file() else None
        if wanted is not None:
            raise ProblemError([Fault("", wanted)])
        found = volmatch.io.read(path)
        if not isinstance(found, Problem):
            raise ProblemError([Fault("", Text("wanted a problem file, but this is a schedule"))])
        return found


def tell(lang: str, note: Fault) -> None:
    """Print what was understood in a way worth knowing."""
    click.echo(Text("note: {sentence}", {"sentence": note.sentence(lang)}).sentence(lang), err=True)


def is_tables(path: str) -> bool:
    """Whether a path means a workbook or a folder of CSV files."""
    return Path(path).suffix.lower() in WORKBOOKS or is_folder(path)


def is_schedule(path: str) -> bool:
    """Whether a file holds a schedule, as JSON."""
    if is_tables(path):
        return False
    with suppress(VolmatchError):
        return isinstance(volmatch.io.read(path), Outcome)
    return False


def is_folder(path: str) -> bool:
    """Whether a path means a folder: it is one, or ends as one does."""
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def read_schedule(path: str, problem: Problem, lang: str) -> Outcome:
    """Read a schedule file, or a workbook or folder that a schedule was written to; one made for another problem is read, with a warning.

    People edit problems after they were solved, so a schedule of an earlier version must stay usable.

    Raises
    ------
    ScheduleError
        If the file holds no readable schedule.
    """
    with named(path):
        if is_tables(path):
            return _read_back(path, problem, lang)
        wanted = schedule_refusal(path) if Path(path).is_file() else None
        if wanted is not None:
            raise ScheduleError([Fault("", wanted)])
        found = volmatch.io.read(path)
        if not isinstance(found, Outcome):
            raise ScheduleError([Fault("", Text("wanted a schedule file, but this is a problem"))])
    if is_foreign(found, problem):
        told = Text(
            "warning: {path} was made for another problem, or for an earlier version of this one; "
            "what it says about proofs does not count",
            {"path": path},
        )
        click.echo(told.sentence(lang), err=True)
        return attrs.evolve(found, levels=())
    return found


def _read_back(path: str, problem: Problem, lang: str) -> Outcome:
    """Return the schedule in a workbook or a folder of CSV files; what people changed there is told."""
    found = edited(problem, path, told=partial(tell, lang))
    if found.written is not None and found.written != found.schedule:
        changed = moves(problem, found.written, found.schedule)
        for move in changed:
            facts = {"path": path, "change": move.sentence(lang)}
            click.echo(Text("changed in {path}: {change}", facts).sentence(lang), err=True)
    levels = check(problem, found.schedule).levels
    return Outcome(schedule=found.schedule, status="feasible", stopped_by="cancel", levels=levels)


def is_foreign(outcome: Outcome, problem: Problem) -> bool:
    """Whether a schedule says it was made for another problem."""
    return bool(outcome.problem_fingerprint) and outcome.problem_fingerprint != volmatch.io.fingerprint(problem)


def refuse_unwritable(path: str) -> None:
    """Raise before a long solve what would make its result unwritable after it.

    Raises
    ------
    FileError
        If the path is a folder, or its folder does not exist or must not be written to.
    """
    target = Path(path).absolute()
    is_device = target.exists() and not target.is_file()
    if target.is_dir():
        reason = Text("it is a folder")
    elif not target.parent.is_dir():
        reason = Text("its folder does not exist")
    elif not is_device and not os.access(target.parent, os.W_OK):
        reason = Text("access is denied")
    else:
        return
    raise FileError(Text("cannot write {path}: {reason}", {"path": path, "reason": reason}), path)


@contextmanager
def named(path: str) -> Iterator[None]:
    """Note on errors about what a file holds which file that was: a command may read three."""
    try:
        yield
    except InputError as error:
        error.add_note(path)
        raise
