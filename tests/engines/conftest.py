"""What tests of engines work with: a pool of processes of their own, and models that take a moment or minutes."""

from collections.abc import Iterator

import pytest
from benchmarks.generate import neighbourhood_programme

from engine_pools import Recorder, lent_out
from models_at_random import hopeless
from volmatch.formulation.build import build
from volmatch.formulation.model import Model, model_of


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Give engines a pool of their own, empty at first; no process is left in the end."""
    yield from lent_out(monkeypatch)


@pytest.fixture(scope="module")
def long_work() -> Model:
    """Return a model on which an engine works for minutes, and for which it finds better and better solutions."""
    return hopeless()


@pytest.fixture(scope="module")
def short_work() -> Model:
    """Return a model on which an engine works for a moment."""
    return model_of(build(neighbourhood_programme(volunteers=20, sessions=40, seed=1)), 3)
