"""Checkpoints: what a solve has reached is kept in a file while it goes on, and another solve goes on from there."""

import errno
import os
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import attrs

from volmatch.check import check
from volmatch.errors import Fault, FileError, OptionError, ScheduleError
from volmatch.io.checkpoint_files import CheckpointFile, checkpoint_bytes, checkpoint_of
from volmatch.io.files import AnyPath, contents, replace
from volmatch.io.fingerprints import fingerprint
from volmatch.io.formats import MOST_BYTES
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.run.journal import note
from volmatch.search.state import thresholds
from volmatch.text import Text, template

_UNSAVED = template("going on, but the checkpoint cannot be kept: {reason}")


@attrs.define(eq=False)
class Checkpoint:
    """The file in which a solve keeps what it has reached.

    Parameters
    ----------
    path
        The file; it always holds all of one state.
    problem
        Fingerprint of the problem.
    on_failure
        Told once why nothing can be written, until it can be again; the solve goes on.
    reached
        What an earlier solve left there: its schedule and what each level costs, as checked now, and what was proved, if by
        this version of volmatch.
    """

    path: str
    problem: str
    on_failure: Callable[[Text], None]
    reached: Outcome | None = None
    _written: Outcome | None = None
    _next: float = 0.0
    _is_failing: bool = False

    def begin(self) -> None:
        """Write what is known beforehand, so that a path that cannot be written is told before anything is computed.

        Raises
        ------
        FileError
            If it cannot be written.
        """
        self._write(self.reached)

    def keep(self, outcome: Outcome, is_over: bool) -> None:  # noqa: FBT001
        """Write what is reached if it is something new, and the solve is over or the last time is long enough ago."""
        if outcome == self._written or (time.monotonic() < self._next and not is_over):
            return
        try:
            self._write(outcome)
            self._is_failing = False
        except FileError as error:
            self._tell(error)

    def _write(self, outcome: Outcome | None) -> None:
        began = time.monotonic()
        try:
            replace(self.path, checkpoint_bytes(_version(), self.problem, outcome))
            self._written = outcome
        finally:
            ended = time.monotonic()
            self._next = ended + max(thresholds.UNWRITTEN, thresholds.WRITING_PAUSES * (ended - began))

    def _tell(self, error: FileError) -> None:
        note("unsaved", errno=error.errno)
        if not self._is_failing:
            self.on_failure(Text(_UNSAVED, {"reason": error.args[0]}))
        self._is_failing = True


def opened(path: AnyPath, problem: Problem, *, resume: bool, on_failure: Callable[[Text], None]) -> Checkpoint:
    """Return the checkpoint of a solve, with what an earlier solve of the same problem reached; nothing is believed unseen.

    Parameters
    ----------
    path
        Of the file.
    problem
        What is solved.
    resume
        Whether to go on from what the file holds, if there is one; otherwise there must be none.
    on_failure
        Told when nothing can be written any more.

    Raises
    ------
    OptionError
        If there is a file and it is not to be gone on from.
    FileError
        If the file cannot be read or written.
    ScheduleError
        If it is no checkpoint of this problem, or what it says is not so.
    """
    plain = str.__str__(os.fspath(path))
    mark, reached = fingerprint(problem), None
    if not resume and os.path.lexists(plain):
        facts = {"path": plain if plain.isprintable() else ascii(plain)}
        raise OptionError(
            Text("checkpoint: {path} is there already; go on from it with resume, or remove it to begin anew", facts)
        )
    if resume and (raw := _left(plain)) is not None:
        reached = _reached(checkpoint_of(raw, MOST_BYTES), problem, mark)
    found = Checkpoint(plain, mark, on_failure, reached)
    found.begin()
    found.path = str(Path(plain).absolute())  # the host may go to another folder meanwhile
    return found


def _left(path: str) -> bytes | None:
    """Return what an earlier solve left; ``None`` where it was ended before it left anything."""
    try:
        return contents(path, MOST_BYTES)
    except FileError as error:
        if error.errno != errno.ENOENT:
            raise
        return None


def _reached(found: CheckpointFile, problem: Problem, mark: str) -> Outcome | None:
    """Return what a checkpoint says, its schedule checked anew."""
    if found.problem != mark:
        wanted = Text("this checkpoint was made for another problem, or for an earlier version of this one")
        raise ScheduleError([Fault.of("checkpoint.problem", wanted, found.problem)])
    said = None if found.reached is None else found.reached.outcome
    if said is None or said.schedule is None:
        return None
    schedule = said.schedule.settled(problem)
    report = check(problem, schedule)
    if not report.ok:
        raise ScheduleError([Fault("checkpoint.reached", breach.message) for breach in report.breaches])
    if [(one.level, one.value) for one in report.levels] != [(one.level, one.value) for one in said.levels]:
        wanted = Text("the schedule does not cost what this checkpoint says")
        raise ScheduleError([Fault("checkpoint.reached.levels", wanted)])
    is_ours = found.version == _version()
    levels = [
        attrs.evolve(one, bound=told.bound if is_ours else None)
        for one, told in zip(report.levels, said.levels, strict=True)
    ]
    is_best = all(one.proved for one in levels)
    return Outcome(
        schedule=schedule,
        status="optimal" if is_best else "feasible",
        stopped_by="proof" if is_best else "cancel",
        levels=tuple(levels),
    )


def _version() -> str:
    try:
        return metadata.version("volmatch")
    except metadata.PackageNotFoundError:
        return "unknown"
