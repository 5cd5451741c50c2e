"""Ctrl-C while solving: the first asks for the best schedule so far, the second ends at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def first_ctrl_c() -> Iterator[threading.Event]:
    """Give an event that the first Ctrl-C sets; the next one interrupts as usual, and so does any after the context."""
    asked = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield asked  # somebody else looks after Ctrl-C, or it is to be ignored
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asked.set()

    signal.signal(signal.SIGINT, stop)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
