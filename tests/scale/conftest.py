"""What tests of runs in parts share: few rounds, and folders that nobody has used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from volmatch.scale import level_bounds, rounds


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep runs short: what they find holds after any number of rounds."""
    monkeypatch.setattr(level_bounds, "MOST_PROBES", 1)
    monkeypatch.setattr(level_bounds, "MOST_PRICINGS", 2)
    monkeypatch.setattr(rounds, "MOST_MENDINGS", 1)


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    """Return ever new folders."""
    return (tmp_path / str(number) for number in range(10**6))
