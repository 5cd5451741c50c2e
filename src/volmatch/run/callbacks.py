"""Callbacks of the caller: news go out, a cancel comes in, an error waits until a schedule is safe."""

from collections.abc import Callable

from volmatch.errors import CallbackError, quoted
from volmatch.outcome import Outcome
from volmatch.search.state.controls import CancelFlag, Progress
from volmatch.text import Text


class Callbacks:
    """Carries news to the caller's `on_progress` and the caller's cancel to the search.

    A callback that raises is not called again: the search is cancelled, and the error is raised when a schedule is safe.
    """

    def __init__(self, on_progress: Callable[[Progress], None] | None, cancel: CancelFlag | None) -> None:
        self._on_progress = on_progress
        self._cancel = cancel
        self._is_cancelled = False
        self.error: Exception | None = None

    def is_set(self) -> bool:
        """Whether to stop: once true, always true, even if the caller takes it back."""
        self._is_cancelled = self._is_cancelled or (self._cancel is not None and self._cancel.is_set())
        return self._is_cancelled or self.error is not None

    def tell(self, progress: Progress) -> None:
        """Pass news on."""
        if self._on_progress is not None and self.error is None:
            try:
                self._on_progress(progress)
            except Exception as error:  # noqa: BLE001 - the caller's code may raise anything
                self.error = error

    def deliver(self, outcome: Outcome | None) -> Outcome:
        """Return the outcome, or raise what the callback raised, with the outcome if there is one."""
        if self.error is not None or outcome is None:
            facts = {"error": quoted(self.error)}
            message = Text("on_progress raised {error}; the best schedule is in .outcome", facts)
            raise CallbackError(message, outcome) from self.error
        return outcome
