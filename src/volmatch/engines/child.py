"""Engines in processes of their own: to stop one is to kill it, and if it crashes nothing else does."""

import atexit
import contextlib
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterable
from typing import IO, Any

from volmatch.engines.background import watched
from volmatch.engines.message_frames import FrameKind, FrameReader, FrameWriter

_MODULE = "volmatch.engines.engine_child"
#: Seconds that a new process gets until it can be asked; importing OR-Tools takes a fraction of one.
_READY = 20.0
#: Idle processes that are kept for the next question; each holds 40 MB at first, and 70 MB after levels of 300 people x 700 sessions.
_MOST_IDLE = 2
#: Seconds to wait for the system to clear away a killed process.
_REAPING = 5.0


#: Children that were started and not yet cleared away by Python.
_living: "weakref.WeakSet[Child]" = weakref.WeakSet()


class ChildError(Exception):
    """There is no process to ask, it ended before it answered, or it says why it has no answer."""


def can_start() -> bool:
    """Whether there is an interpreter for processes of their own; none is in an app that was frozen into one file."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class Child:
    """A process that solves one question after the other.

    Raises
    ------
    ChildError
        If it cannot be started.
    """

    def __init__(self) -> None:
        if not can_start():
            raise ChildError("there is no Python interpreter to start")  # noqa: EM101, TRY003 - never leaves the engines
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": _path()},
                **_apart(),
            )
        except OSError as error:
            raise ChildError(f"a process for an engine does not start: {error.strerror}") from error  # noqa: EM102, TRY003
        self._questions = FrameWriter(self._pipe(self._process.stdin))
        self._answers = FrameReader(self._pipe(self._process.stdout))
        self._is_new = True
        self._asked = 0
        self._sending = threading.Lock()
        _living.add(self)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def ask(self, engine: str, parts: Iterable[bytes], hear: Callable[[FrameKind, bytes], None]) -> bytes:
        """Send a question and wait for its answer.

        Parameters
        ----------
        engine, parts
            See `volmatch.engines.engine_child`.
        hear
            Called with each frame that comes before the answer.

        Raises
        ------
        ChildError
            If the process ended, or was killed, before it answered, or has no answer.
        """
        try:
            self._greet()
            self._asked += 1
            self._send(FrameKind.BEGIN, engine.encode())
            for part in parts:
                self._send(FrameKind.PART, part)
            self._send(FrameKind.END)
            while True:
                kind, data = self._answers.receive()
                if kind == FrameKind.ANSWER:
                    return data
                if kind == FrameKind.FAILED:
                    break
                hear(kind, data)
        except (OSError, EOFError, ValueError) as error:
            raise ChildError("the process of an engine ended before it answered") from error  # noqa: EM101, TRY003
        raise ChildError(data.decode(errors="replace"))

    @property
    def next_number(self) -> int:
        """The number of the next question, from 1."""
        return self._asked + 1

    def ask_to_stop(self, number: int) -> None:
        """Ask the process to stop working on a question, if it still does; from any thread."""
        if self._sending.acquire(blocking=False):  # else a part is on its way, and nobody knows for how long
            try:
                with contextlib.suppress(OSError, ValueError):
                    self._questions.send(FrameKind.STOP, str(number).encode())
            finally:
                self._sending.release()

    def kill(self) -> None:
        """End the process now; harmless if it has ended, and from any thread."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def clear_away(self) -> None:
        """Kill the process and give back what the system holds for it; not while another thread is asking."""
        self.kill()
        self.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAPING)

    def disown(self) -> None:
        """Let go of the process of another: this one was forked from the one that started it."""
        self.close()
        self._process.returncode = 0  # or it would be waited for, which only its parent may do

    def close(self) -> None:
        """Close this side's ends of the pipes; where nobody else holds them, the process ends by itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _greet(self) -> None:
        """Wait until a new process is ready: what was started may not be Python at all."""
        if self._is_new:
            guard = watched(threading.Timer(_READY, self.kill))
            guard.daemon = True
            guard.start()
            try:
                if self._answers.receive() != (FrameKind.READY, b""):
                    raise EOFError
            finally:
                guard.cancel()
            self._is_new = False

    def _send(self, kind: FrameKind, data: bytes = b"") -> None:
        with self._sending:
            self._questions.send(kind, data)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _path() -> str:
    """Return where the child finds what this process finds."""
    return os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - text among text


def _apart() -> dict[str, Any]:
    """Return what keeps Ctrl-C in the terminal, and a window, from the child."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


class Pool:
    """Children that wait for the next question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Child] = []

    def borrow(self) -> Child:
        """Return an idle child, or a new one.

        Raises
        ------
        ChildError
            If no child can be started.
        """
        while (child := self._next()) is not None:
            if child.is_alive:
                return child
            child.clear_away()
        return Child()

    def give_back(self, child: Child) -> None:
        """Keep a child that has answered; one too many is ended."""
        with self._lock:
            if len(self._idle) < _MOST_IDLE:
                self._idle.append(child)
                return
        child.clear_away()

    def close(self) -> None:
        """End all idle children."""
        while (child := self._next()) is not None:
            child.clear_away()

    def forget(self) -> None:
        """Begin anew in a forked process: the children are not its own, nor is whoever held the lock."""
        self._lock = threading.Lock()
        self._idle = []

    def _next(self) -> Child | None:
        with self._lock:
            return self._idle.pop() if self._idle else None


def _begin_anew() -> None:
    """Give up all children in a forked process, or they would not notice the end of their own parent."""
    for child in _living:
        child.disown()
    _living.clear()
    pool.forget()


pool = Pool()
atexit.register(pool.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
