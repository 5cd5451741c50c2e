"""The figures of one part: how many were measured, the worst and the best."""

import time
from collections.abc import Iterable

Figures = dict[str, float]


def spread(seconds: Iterable[float]) -> Figures:
    """Return the worst and the best of some seconds, and how many there were."""
    found = list(seconds)
    return {"worst": round(max(found), 3), "best": round(min(found), 3), "times": len(found)}


class Later:
    """A flag that is set some seconds after it was made."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def is_set(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self.at
