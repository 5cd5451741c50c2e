"""From the verb to an engine it is not far: what stands in between decides something."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.engines import cpsat, flow, highs, linear
from volmatch.search.state import thresholds

PACKAGE = Path(vm.__file__).parent

#: File and function of each frame of ours, from an engine's caller down to the verb.
Stack = list[tuple[str, str]]


def stack(frame: FrameType | None) -> Stack:
    """Return the frames of ours, those of the thread that started this one included."""
    found: Stack = []
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            found.append((path.relative_to(PACKAGE).as_posix(), frame.f_code.co_qualname))
        frame = frame.f_back
    return found + getattr(threading.current_thread(), "started_from", [])


@pytest.fixture
def stacks(monkeypatch: pytest.MonkeyPatch) -> list[Stack]:
    """Note where each engine is called from."""
    found: list[Stack] = []
    start = threading.Thread.start

    def started(self: threading.Thread) -> None:
        self.started_from = stack(sys._getframe(1))  # type: ignore[attr-defined] # a note for `stack`
        start(self)

    def noting(engine: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **options: Any) -> Any:
            found.append(stack(sys._getframe(1)))
            return engine(*args, **options)

        return called

    monkeypatch.setattr(threading.Thread, "start", started)
    for module, name in (
        (cpsat, "minimise"),
        (flow, "minimise"),
        (highs, "minimise"),
        (highs, "relax"),
        (linear, "relax"),
    ):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    return found


@pytest.mark.parametrize("few", [{}, {"SMALL": 0}, {"SMALL": 0, "MOST_EXACT": 0, "MOST_WHOLE": 0}])
def test_it_is_not_far_from_the_verb_to_an_engine(
    stacks: list[Stack], few: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Layers that only pass on pile up between the verb and an engine: more than 20 frames, or more than 9 files."""
    for name, value in few.items():
        monkeypatch.setattr(thresholds, name, value)
    outcome = vm.solve(neighbourhood_programme(seed=3, volunteers=40, sessions=80), time_limit=10)
    assert outcome.schedule is not None
    assert stacks
    assert all(one[-1] == ("solve.py", "solve") for one in stacks)
    longest = max(stacks, key=len)
    assert len(longest) <= 20, "\n".join(map(str, longest))
    widest = max(({file for file, _ in one} for one in stacks), key=len)
    assert len(widest) <= 9, widest
