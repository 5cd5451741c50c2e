"""Engines that fail in the ways real ones have failed, or might."""

import threading
from collections.abc import Callable

import attrs
import pytest

from volmatch.columns.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import Answer, Settings, Slot
from volmatch.model import Model
from volmatch.search import exact

Engine = Callable[[Model, Ints | None, Settings, Slot], Answer]

#: The one that tells the truth.
REAL: Engine = cpsat.minimise


def put_in(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> list[Settings]:
    """Make the search ask this engine; return the list in which the questions' settings will stand."""
    asked: list[Settings] = []

    def ask(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
        asked.append(settings)
        return engine(model, hint, settings, slot)

    monkeypatch.setattr(exact.cpsat, "minimise", ask)
    return asked


def saying(answer: Answer) -> Engine:
    """Return an engine that has one answer to everything."""
    return lambda model, hint, settings, slot: answer


def raising(error: BaseException) -> Engine:
    """Return an engine that breaks down."""

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
        raise error

    return minimise


def changing(change: Callable[[Answer, Model], Answer]) -> Engine:
    """Return an engine that solves the model and then says something else."""

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
        return change(REAL(model, hint, settings, Slot()), model)

    return minimise


def only_first(engine: Engine) -> Engine:
    """Return an engine that is like another in the usual way of working, and right in the other way."""
    return lambda model, hint, settings, slot: (REAL if settings.plain else engine)(model, hint, settings, slot)


def offering(values: Callable[[Answer, Model], Ints]) -> Engine:
    """Return an engine that leaves a wrong solution while it works, and then ends without any."""

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
        slot.offer(values(REAL(model, hint, settings, Slot()), model))
        return Answer("unknown")

    return minimise


@attrs.define(eq=False)
class Deaf:
    """An engine that hears no stop: it sleeps until the test is over."""

    over: threading.Event = attrs.field(factory=threading.Event)

    def __call__(self, model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> Answer:
        """Sleep."""
        self.over.wait(60)
        return Answer("unknown")
