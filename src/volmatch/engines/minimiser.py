"""The minimiser protocol: how every engine is asked, and every decomposition that asks engines in its turn."""

from typing import Protocol

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.model import Model


class Minimiser(Protocol):
    """Whatever minimises the cost of a model."""

    def __call__(self, model: Model, hint: Ints | None, settings: Settings, slot: Slot, /) -> EngineAnswer:
        """Minimise; blocks until done, so it is called on a thread of its own.

        Parameters
        ----------
        model
            What to solve.
        hint
            Values by the model's variables from which to begin, or ``None``.
        settings
            Time, seed and threads.
        slot
            Receives every better solution and bound, and tells when to stop.
        """
