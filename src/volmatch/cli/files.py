"""Problem and schedule files, opened for a command: a wrong kind of file is said so, and so is a foreign schedule."""

import os
from pathlib import Path

import attrs
import click

import volmatch.io
from volmatch.errors import Fault, ProblemError, ScheduleError
from volmatch.problem.problem import Problem
from volmatch.schedule import Outcome
from volmatch.text import Text


def read_problem(path: str) -> Problem:
    """Read a problem file.

    Raises
    ------
    ProblemError
        If the file holds no readable problem.
    """
    found = volmatch.io.read(path)
    if not isinstance(found, Problem):
        raise ProblemError([Fault(path, Text("wanted a problem file, but this is a schedule"))])
    return found


def read_schedule(path: str, problem: Problem, lang: str) -> Outcome:
    """Read a schedule file; one made for another problem is read, with a warning.

    People edit problems after they were solved, so a schedule of an earlier version must stay usable.

    Raises
    ------
    ScheduleError
        If the file holds no readable schedule.
    """
    found = volmatch.io.read(path)
    if not isinstance(found, Outcome):
        raise ScheduleError([Fault(path, Text("wanted a schedule file, but this is a problem"))])
    if is_foreign(found, problem):
        told = Text(
            "warning: {path} was made for another problem, or for an earlier version of this one; "
            "what it says about proofs does not count",
            {"path": path},
        )
        click.echo(told.sentence(lang), err=True)
        return attrs.evolve(found, levels=())
    return found


def is_foreign(outcome: Outcome, problem: Problem) -> bool:
    """Whether a schedule says it was made for another problem."""
    return bool(outcome.problem) and outcome.problem != volmatch.io.fingerprint(problem)


def refuse_unwritable(path: str) -> None:
    """Raise before a long solve what would make its result unwritable after it.

    Raises
    ------
    ScheduleError
        If the folder does not exist or must not be written to, or the path is a folder.
    """
    folder = Path(path).absolute().parent
    if Path(path).is_dir():
        raise ScheduleError([Fault(path, Text("this is a folder; name a file"))])
    if not folder.is_dir():
        raise ScheduleError([Fault(path, Text("the folder does not exist; make it first"))])
    if not os.access(folder, os.W_OK):
        raise ScheduleError([Fault(path, Text("the folder must not be written to"))])
