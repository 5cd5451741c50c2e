"""The line a long solve rewrites in place: level, value, bound, gap and seconds."""

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.cells import set_cell_size
from rich.console import Console

from volmatch.report.board_words import NOTHING, share
from volmatch.text import Fact, Text

if TYPE_CHECKING:
    import volmatch

#: Solves shorter than this say nothing.
PATIENCE_SECONDS = 1.0
_SECONDS_BETWEEN = 0.2
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """A context in which `tell` may be called; a thread keeps the seconds running, and on leaving the line is gone.

    Without a terminal to write to, nothing happens at all.
    """

    def __init__(self, lang: str, *, is_shown: bool = True) -> None:
        self._lang = lang
        self._stream = sys.stderr
        self._since = time.monotonic()
        self._last: volmatch.Progress | None = None
        self._over = threading.Event()
        self._clerk = (
            threading.Thread(target=self._rewrite, daemon=True) if is_shown and self._stream.isatty() else None
        )

    def tell(self, progress: "volmatch.Progress") -> None:
        """Take note of how far the solve is."""
        self._last = progress

    def __enter__(self) -> Self:
        if self._clerk is not None:
            self._clerk.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._clerk is not None:
            self._clerk.join()

    def _rewrite(self) -> None:
        """Show the last news, again and again, until it is over; then wipe the line."""
        shown = False
        pause = PATIENCE_SECONDS
        while not self._over.wait(pause):
            # one column stays free: a full line would wrap and could not be rewritten
            width = max(1, Console(file=self._stream).width - 1)
            told = words(self._last, time.monotonic() - self._since, self._lang)
            self._stream.write(_CLEAR + set_cell_size(told, width).rstrip())
            self._stream.flush()
            shown, pause = True, _SECONDS_BETWEEN
        if shown:
            self._stream.write(_CLEAR)
            self._stream.flush()


def words(progress: "volmatch.Progress | None", seconds: float, lang: str) -> str:
    """Say how far a solve is."""
    passed = f"{seconds:.1f}"
    if progress is None:
        return Text("no schedule yet, {seconds} s", {"seconds": passed}).sentence(lang)
    if progress.doing is not None:
        doing = progress.doing.sentence(lang)
        return Text("{doing}, {seconds} s", {"doing": doing, "seconds": passed}).sentence(lang)
    facts: dict[str, Fact] = {
        "level": progress.level,
        "value": NOTHING if progress.value is None else progress.value,
        "bound": NOTHING if progress.bound is None else progress.bound,
        "gap": share(progress.gap),
        "seconds": passed,
    }
    return Text("level {level}: value {value}, bound {bound}, gap {gap}, {seconds} s", facts).sentence(lang)
