"""How the time of a run in parts is shared out: some is kept for bounds, and no clock decides where the same must be found again."""

import threading
import time

import attrs
import pytest

from volmatch.scale.round_time import KEPT_FOR_BOUNDS, RoundTime
from volmatch.search.state.controls import Controls


def of(seconds: float | None, *, looking: float = 1.0, deterministic: bool = False) -> RoundTime:
    """Return the time of a run that began just now."""
    began = time.monotonic()
    controls = Controls(
        began=began,
        deadline=None if seconds is None else began + seconds,
        cancel=threading.Event(),
        seed=0,
        workers=1,
        tell=lambda _: None,
        deterministic=deterministic,
    )
    return RoundTime(controls, 2, looking)


def test_some_is_kept_for_bounds() -> None:
    """What looks for schedules takes all the time, or bounds get no more than that."""
    assert of(100).to_find() == pytest.approx(100 * (1 - KEPT_FOR_BOUNDS), abs=1)
    assert of(100).share(0.5, 4) == pytest.approx(100 * (1 - KEPT_FOR_BOUNDS) * 0.5 / 2, abs=1)
    assert of(100).share(0.5, 4, is_bound=True) == pytest.approx(100 * 0.5 / 2, abs=1)
    assert of(None).to_find() is None


def test_no_round_does_little_more_than_read() -> None:
    """A country is read again and again, and nothing is proved; or a small one gets fewer rounds than there is time for."""
    assert of(100, looking=1000).rounds(0.5, 4, 12) == 0
    assert of(100, looking=0.01).rounds(0.5, 4, 12) == 12
    assert of(None, looking=1000).rounds(0.5, 4, 12) == 12


def test_no_clock_decides_where_the_same_must_be_found_again() -> None:
    """A slow machine finds another schedule than a fast one, though neither came to its limit."""
    slow, fast = (of(100, looking=one, deterministic=True) for one in (1000, 0.01))
    assert slow.rounds(0.5, 4, 12) == fast.rounds(0.5, 4, 12) == 12
    assert slow.to_find() == pytest.approx(100, abs=1)
    assert attrs.evolve(slow, looking=0.01).rounds(0.1, 4, 4) == 4


def test_a_task_that_would_do_little_more_than_read_is_not_begun() -> None:
    """Free seats of a country are offered for a second each, of which reading takes all; or a clock decides where it must not."""
    time_of = of(100, looking=2.0)
    assert not time_of.is_worth(3.9)
    assert time_of.is_worth(4.0)
    assert time_of.is_worth(None)
    assert of(100, looking=2.0, deterministic=True).is_worth(0.1)
