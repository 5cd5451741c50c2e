"""How long random tests of whole programs try, and from which seed."""

import os
import random
import time
from collections.abc import Iterator

from faults.counting import count, is_deep

#: Names how many seconds to try, and the seed to begin with.
SECONDS, SEED = "VOLMATCH_FUZZ_SECONDS", "VOLMATCH_FUZZ_SEED"


def seconds() -> float:
    """Return how long to try: ten minutes in the deep profile, half a minute on a build machine, else a moment."""
    usual = 600 if is_deep() else 30 if os.environ.get("CI") else 1.5
    return float(os.environ.get(SECONDS, usual))


def seeds(what: str) -> Iterator[int]:
    """Yield seed after seed until the time is over, and say how many there were; the first hangs on chance where there is time."""
    usual = random.SystemRandom().randrange(10**9) if seconds() >= 30 else 1
    first = int(os.environ.get(SEED, usual))
    until, tried, began = time.monotonic() + seconds(), 0, time.monotonic()
    try:
        while tried == 0 or time.monotonic() < until:
            yield first + tried
            tried += 1
    finally:
        print(f"{what}: seeds {first} to {first + tried}; again: {SEED}={first + tried}")  # noqa: T201 - pytest shows it when a test fails
        count(inputs=tried, fuzz_seconds=round(time.monotonic() - began, 1))
