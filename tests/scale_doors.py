"""One good call of each public function that solves in parts; see `doors`."""

import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import volmatch as vm
from scale.sure_problems import hall


@cache
def halls() -> vm.scale.Split:
    """Return two villages, each a region of its own."""
    return vm.scale.split(hall(), parts=2)


def of_scale(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield each function's name and good arguments."""
    limits: dict[str, Any] = {"time_limit": 0.5, "seed": 0, "deterministic": False, "isolation": "thread"}
    news: dict[str, Any] = {"on_progress": lambda _: None, "cancel": threading.Event()}
    vm.scale.solve(halls(), output=folder / "solved in parts", workers=0, time_limit=1)
    yield "split", {"problem": hall(), "parts": 2}
    yield (
        "solve",
        {
            "problem": halls(),
            "output": folder / "parts",
            "client": None,
            "workers": 0,
            "parts": None,
            "memory_limit": None,
            "on_fault": "refuse",
            **limits,
            **news,
        },
    )
    yield "read", {"folder": folder / "solved in parts"}
