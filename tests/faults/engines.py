"""Engines that fail in the ways real ones have failed, or might."""

import threading
import time
from collections.abc import Callable

import attrs
import pytest

from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.model import Model


@attrs.frozen(eq=False)
class Question:
    """What a search asks an engine."""

    model: Model
    hint: Ints | None
    settings: Settings
    slot: Slot


Engine = Callable[[Question], EngineAnswer]
Lie = Callable[[EngineAnswer, Model], EngineAnswer]

_minimise = cpsat.minimise


def truthful(question: Question) -> EngineAnswer:
    """Answer as the engine does that we really have; keep what it finds on the way to itself."""
    return _minimise(question.model, question.hint, question.settings, Slot())


def put_in(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> list[Settings]:
    """Make the search ask this engine; return the list in which the questions' settings will stand."""
    asked: list[Settings] = []

    def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        asked.append(settings)
        return engine(Question(model, hint, settings, slot))

    monkeypatch.setattr(cpsat, "minimise", minimise)
    return asked


def saying(answer: EngineAnswer) -> Engine:
    """Return an engine that has one answer to everything."""
    return lambda _: answer


def raising(error: BaseException) -> Engine:
    """Return an engine that breaks down."""

    def engine(_: Question) -> EngineAnswer:
        raise error

    return engine


def lying(lie: Lie) -> Engine:
    """Return an engine that solves the model and then says something else."""
    return lambda question: lie(truthful(question), question.model)


def only_first(engine: Engine) -> Engine:
    """Return an engine that is like another in the usual way of working, and right in the other way."""
    return lambda question: (truthful if question.settings.plain else engine)(question)


def leaving(values: Callable[[Model], Ints], *, pause: float) -> Engine:
    """Return an engine that leaves a solution while it works, goes on for a pause, and then ends without any."""

    def engine(question: Question) -> EngineAnswer:
        question.slot.offer(values(question.model))
        time.sleep(pause)
        return EngineAnswer("unknown")

    return engine


@attrs.frozen(eq=False)
class Deaf:
    """An engine that hears no stop: it sleeps until the test is over."""

    over: threading.Event = attrs.field(factory=threading.Event)

    def __call__(self, _: Question) -> EngineAnswer:
        """Sleep."""
        self.over.wait(60)
        return EngineAnswer("unknown")
