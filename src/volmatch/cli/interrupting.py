"""Ctrl-C while solving: the first asks for the best schedule so far, the second ends at once."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from volmatch.text import Text

_STOPPING = Text("stopping with the best so far; Ctrl-C again ends at once")


@contextmanager
def first_ctrl_c(lang: str = "en") -> Iterator[threading.Event]:
    """Give an event that the first Ctrl-C sets, and say so; the next one interrupts as usual, and so does any after the context."""
    asked = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield asked  # somebody else looks after Ctrl-C, or it is to be ignored
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asked.set()
        _tell(_STOPPING.sentence(lang))

    signal.signal(signal.SIGINT, stop)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(words: str) -> None:
    """Write a line past the buffer of the standard error, which a signal may find in use."""
    try:
        os.write(sys.stderr.fileno(), f"\n{words}\n".encode(sys.stderr.encoding or "utf-8", "replace"))
    except (OSError, ValueError):
        return  # there is nobody to tell
