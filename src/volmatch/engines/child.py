"""Engines in processes of their own: to stop one is to kill it, and if it crashes nothing else does."""

import atexit
import contextlib
import os
import struct
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("highs_child.py")
_LENGTH = struct.Struct("<Q")
#: Seconds that a new process gets until it can be asked; importing OR-Tools takes a fraction of one.
_READY = 20.0
#: Idle processes that are kept for the next question; each holds about 60 MB.
_MOST_IDLE = 2
#: Seconds to wait for the system to clear away a killed process.
_REAPING = 5.0


#: Children that were started and not yet cleared away by Python.
_living: "weakref.WeakSet[Child]" = weakref.WeakSet()


class ChildError(Exception):
    """There is no process to ask, or it ended before it answered."""


class Child:
    """A process that solves one question after the other.

    Raises
    ------
    ChildError
        If it cannot be started.
    """

    def __init__(self) -> None:
        if not sys.executable or getattr(sys, "frozen", False):
            raise ChildError("there is no Python interpreter to start")  # noqa: EM101, TRY003 - never leaves the engines
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, "-P", str(_SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": _path()},
                **_apart(),
            )
        except OSError as error:
            raise ChildError(f"a process for HiGHS does not start: {error.strerror}") from error  # noqa: EM102, TRY003
        self._is_new = True
        _living.add(self)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def ask(self, *messages: bytes) -> bytes:
        """Send a question and wait for its answer.

        Raises
        ------
        ChildError
            If the process ended, or was killed, before it answered.
        """
        try:
            self._greet()
            for message in messages:
                self._write(_LENGTH.pack(len(message)))
                self._write(message)
            (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
            return self._read(length)
        except (OSError, EOFError, ValueError) as error:
            raise ChildError("the process of HiGHS ended before it answered") from error  # noqa: EM101, TRY003

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
            guard = threading.Timer(_READY, self.kill)
            guard.daemon = True
            guard.start()
            try:
                if self._read(_LENGTH.size) != bytes(_LENGTH.size):
                    raise EOFError
            finally:
                guard.cancel()
            self._is_new = False

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        rest = memoryview(data)
        while rest:
            rest = rest[self._process.stdin.write(rest) :]

    def _read(self, length: int) -> bytes:
        assert self._process.stdout is not None
        data = bytearray()
        while len(data) < length:
            part = self._process.stdout.read(length - len(data))
            if not part:
                raise EOFError
            data += part
        return bytes(data)


def _path() -> str:
    """Return where the child finds what this process finds."""
    return os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - text among text


def _apart() -> dict[str, Any]:
    """Return what keeps Ctrl-C in the terminal, and a window, from the child."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


class Line:
    """The connection to a child while one question is asked: it can be cut at any moment, and never later.

    Whoever cuts a line that has been given back does no harm to the child's next question.
    """

    def __init__(self, child: Child) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = child
        self.is_cut = False

    def cut(self) -> None:
        """Kill the child if it still works on this question."""
        with self._lock:
            if self._child is not None:
                self.is_cut = True
                self._child.kill()

    def end(self) -> None:
        """Let go of the child."""
        with self._lock:
            self._child = None


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
