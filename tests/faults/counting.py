"""What tests tried, counted for whoever measures the promises; and how much they try."""

import json
import os
from pathlib import Path

from hypothesis import settings

#: Names the file to which counts are added, a line each.
PLACE = "VOLMATCH_COUNTS"


def is_deep() -> bool:
    """Whether everything is tried, not only what ends in seconds."""
    return settings().max_examples >= 1_000


def count(**numbers: float) -> None:
    """Say how many of something were tried, or how much was measured."""
    print(" ".join(f"{name}={number}" for name, number in numbers.items()))  # noqa: T201 - pytest shows it with -s
    if place := os.environ.get(PLACE):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(json.dumps(numbers) + "\n")
