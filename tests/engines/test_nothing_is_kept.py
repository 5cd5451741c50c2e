"""What an engine was given is let go when it has answered: a server that solves for weeks stays as small as on its first day."""

import gc
import weakref

import pytest

import volmatch as vm
from volmatch.engines import cpsat, flow, highs
from volmatch.engines.answer import Isolation, Settings, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.formulation.build import build
from volmatch.formulation.model import Model, model_of


def _model() -> Model:
    session = vm.Session("tea", start="2026-03-02T10:00", end="2026-03-02T11:00", roles=[vm.Role("host")])
    return model_of(build(vm.Problem([vm.Volunteer("li"), vm.Volunteer("wang")], [session])), 1)


@pytest.mark.parametrize("is_stopped", [False, True])
@pytest.mark.parametrize("isolation", ["thread", "process"])
@pytest.mark.parametrize("engine", [cpsat.minimise, highs.minimise, flow.minimise])
def test_the_model_is_let_go(engine: Minimiser, isolation: Isolation, is_stopped: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """An engine that is stopped by its slot, and tells its slot, holds itself and all it was given for ever."""
    model, slot = _model(), Slot()
    if is_stopped:
        slot.stop()
    engine(model, None, Settings(seconds=10, isolation=isolation), slot)
    known = weakref.ref(model), weakref.ref(slot)
    del model, slot
    gc.collect()
    assert [one() for one in known] == [None, None]
