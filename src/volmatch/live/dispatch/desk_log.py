"""The log of a desk: a table in SQLite to which events are added, many at once or none, and from which nothing is taken."""

import datetime as dt
import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from volmatch.errors import FileError, InputError
from volmatch.io.formats import dumps, loads
from volmatch.live.dispatch.desk_events import Event, settled_event, written
from volmatch.problem.problem import Problem
from volmatch.text import Text

DESK_FORMAT = "volmatch-desk/1"
IN_MEMORY = ":memory:"
#: Seconds to wait while somebody else writes.
PATIENCE = 30.0
_TABLES = (
    "create table if not exists desk (name text primary key, value text not null) strict",
    "create table if not exists log (number integer primary key, at text not null, event text not null) strict",
)


class DeskLog:
    """Everything that happened at a desk, in order.

    Each step is one transaction: after a crash, or when the process is killed, it is there as a whole or not at all. Several
    processes may open one file; one at a time adds to it.

    Parameters
    ----------
    path
        The file; ``":memory:"`` is kept nowhere.

    Raises
    ------
    FileError
        If the file cannot be opened, or is none of a desk's.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        #: Held by whoever looks at the log and what follows from it.
        self.lock = threading.RLock()
        with self._told():
            self._file = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            self._file.execute("pragma journal_mode=wal")
            self._file.execute("pragma synchronous=full")
            self._make()

    def close(self) -> None:
        """Close the file; whatever was added is there already."""
        with self.lock, self._told():
            self._file.close()

    def opening(self) -> tuple[Problem, bool, dt.datetime] | None:
        """Return the problem with which the desk was opened first, whether its rules are all, and when; ``None`` in a new file."""
        with self.lock, self._told():
            kept = dict(self._file.execute("select name, value from desk").fetchall())
        if "problem" not in kept:
            return None
        try:
            problem, at = loads(kept["problem"]), dt.datetime.fromisoformat(kept["at"])
        except (InputError, ValueError, KeyError) as error:
            raise self._refused(Text("it holds no problem that can be read")) from error
        if not isinstance(problem, Problem):
            raise self._refused(Text("it holds no problem that can be read"))
        return problem, kept.get("exact") == "yes", at

    def begin(self, problem: Problem, at: dt.datetime, *, is_exact: bool) -> None:
        """Note with which problem the desk was opened, unless somebody did so before."""
        exact = "yes" if is_exact else "no"
        kept = [("format", DESK_FORMAT), ("problem", dumps(problem)), ("exact", exact), ("at", at.isoformat())]
        with self.step():
            self._file.executemany("insert or ignore into desk values (?, ?)", kept)

    def since(self, number: int, zone: dt.tzinfo) -> list[tuple[int, dt.datetime, Event]]:
        """Return what was added after the event of a number, each with its own number and moment."""
        with self.lock, self._told():
            rows = self._file.execute(
                "select number, at, event from log where number > ? order by number", (number,)
            ).fetchall()
        return [(own, dt.datetime.fromisoformat(at), settled_event(json.loads(told), zone)) for own, at, told in rows]

    def add(self, number: int, at: dt.datetime, events: Sequence[Event]) -> None:
        """Add events after the one of a number; only inside a `step`."""
        rows = [(number + 1 + index, at.isoformat(), written(event)) for index, event in enumerate(events)]
        with self._told():
            self._file.executemany("insert into log values (?, ?, ?)", rows)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Let nobody else add anything meanwhile; what is added becomes part of the log at the end, or not at all."""
        with self.lock, self._told():
            self._file.execute("begin immediate")
            try:
                yield
                self._file.execute("commit")
            except BaseException:
                if self._file.in_transaction:
                    self._file.execute("rollback")
                raise

    def _make(self) -> None:
        """Make the tables of a new file, and refuse one of somebody else."""
        tables = {name for (name,) in self._file.execute("select name from sqlite_master where type = 'table'")}
        if tables and not {"desk", "log"} <= tables:
            raise self._refused(Text("it is a database of something else"))
        with self.step():
            for table in _TABLES:
                self._file.execute(table)
        kept = dict(self._file.execute("select name, value from desk where name = 'format'").fetchall())
        if kept.get("format", DESK_FORMAT) != DESK_FORMAT:
            raise self._refused(Text("wanted {wanted}", {"wanted": DESK_FORMAT}))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in words what SQLite finds wrong with the file."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._refused(Text("{reason}", {"reason": str(error)})) from error

    def _refused(self, reason: Text) -> FileError:
        facts = {"name": self.path, "reason": reason}
        return FileError(Text("the log of the desk {name}: {reason}", facts), self.path)
