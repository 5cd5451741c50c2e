"""Min-cost flow: proves models whose people's caps and seats' needs form a network, by far the fastest way there is."""

import struct
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped] # its stubs lack the mark

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import native
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.isolation import asked, is_apart
from volmatch.engines.network import MOST_PRODUCT, Network, is_moderate, network_of
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model, extremes

_OPTIMAL, _INFEASIBLE = int(SimpleMinCostFlow.Status.OPTIMAL), int(SimpleMinCostFlow.Status.INFEASIBLE)
_HEAD = struct.Struct("<qq")


def minimise(
    model: Model,
    hint: Ints | None,  # noqa: ARG001 - every engine is asked in the same words; a flow begins from nothing
    settings: Settings,
    slot: Slot,
) -> EngineAnswer:
    """Solve a model that is a network, to the proven optimum; any other one is ``unknown``.

    OR-Tools' flow can neither be stopped nor limited in time, and keeps all other threads of its Python waiting; that is why
    `volmatch.engines.network.MOST_ARCS` bounds the size of what is taken.

    Parameters
    ----------
    model
        What to solve.
    hint
        Not used.
    settings
        Say where it works: it has no seed and no threads, and on a thread no limit of time.
    slot
        A stop counts until the flow begins; in a process of its own it ends that.
    """
    weighed = _weighed(model)
    network = None if slot.is_stopped else network_of(weighed)
    if network is None or slot.is_stopped:
        return EngineAnswer("unknown")
    answer = _solved(weighed, network, settings, slot)
    if weighed is model or answer.values is None:
        return answer
    if any(one.cost.at(answer.values) != one.value for one in model.kept):
        return EngineAnswer("fault", note="a goal of a level before is not at the least that was proved")
    return _sure(model, answer.values, model.cost.at(answer.values))


def _weighed(model: Model) -> Model:
    """Return the model with goals of levels before as heavy costs instead of rows, which are seldom rows of a network.

    That is the same question where these goals are proved. The weight of a goal is more than all below it can differ
    between the best schedule, where each goal has its value, and any other; whole numbers make it exact. Returns the
    model as it is where a goal is not proved or the numbers get too large.
    """
    if not model.kept or any(one.slack != 0 for one in model.kept) or not is_moderate(model):
        return model
    prices = model.prices.copy()
    span = int(np.abs(prices) @ (model.upper - model.lower))
    for one in reversed(model.kept):
        weight = span + 1
        if weight * one.cost.dearest >= MOST_PRODUCT:
            return model
        prices[one.cost.column] += weight * one.cost.coefficient
        least, _ = extremes(one.cost, model.lower, model.upper)
        span += weight * max(0, one.value - one.cost.constant - least)
    blocks = model.blocks[: len(model.blocks) - len(model.kept)]
    weighed = attrs.evolve(model, blocks=blocks, cost=Objective.of(prices), kept=())
    return weighed if is_moderate(weighed) else model


def _solved(model: Model, network: Network, settings: Settings, slot: Slot) -> EngineAnswer:
    """Ship the lower bounds of all arcs, let the engine ship the rest, and make sure of what it says."""
    if network.is_impossible:
        return EngineAnswer("infeasible")
    free = (network.lower < network.upper).nonzero()[0]
    supply = np.zeros(network.nodes, dtype=np.int64)
    np.add.at(supply, network.head, network.lower)
    np.subtract.at(supply, network.tail, network.lower)
    ends = network.tail[free].astype(np.int32), network.head[free].astype(np.int32)
    shipped = _shipped(
        (*ends, (network.upper - network.lower)[free], network.cost[free], supply), model.size, settings, slot
    )
    if isinstance(shipped, EngineAnswer):
        return shipped
    status, cost, flows = shipped
    if status == _INFEASIBLE:
        return EngineAnswer("infeasible")
    if status != _OPTIMAL:
        return EngineAnswer("fault", note=f"the flow ended with status {status}")
    flow = network.lower.copy()
    flow[free] += flows
    values = network.rest.copy()
    of_column = network.column >= 0
    values[network.column[of_column]] = (network.sign * flow)[of_column]
    return _sure(model, values, _base(model, network) + cost)


def _shipped(
    columns: "tuple[npt.NDArray[Any], ...]", size: int, settings: Settings, slot: Slot
) -> "tuple[int, int, Ints] | EngineAnswer":
    """Ask the engine, wherever it works; an answer of ours is how a process was stopped or failed."""
    if not is_apart(settings, size):
        status, cost, flows = native.flow(*columns)
        return status, cost, whole(flows)
    answer = asked("flow", [one.tobytes() for one in columns], settings, slot, hears_stop=False)
    if isinstance(answer, EngineAnswer):
        return answer
    status, cost = _HEAD.unpack_from(answer)
    return status, cost, np.frombuffer(answer, np.int64, offset=_HEAD.size)


def _base(model: Model, network: Network) -> int:
    """Return the cost of what needs no engine: the lower bounds of all arcs, and the variables without an arc."""
    without = network.rest.copy()
    without[network.column[network.column >= 0]] = 0
    return model.cost.at(without) + int(network.cost @ network.lower)


def _sure(model: Model, values: Ints, claimed: int) -> EngineAnswer:
    """Return the optimum if the values keep every bound and row and cost what the engine claims, else a fault."""
    if not model.keeps(values):
        return EngineAnswer("fault", note="the flow breaks a row")
    if model.cost.at(values) != claimed:
        return EngineAnswer("fault", note="the flow costs something else than its engine says")
    return EngineAnswer("optimal", values, claimed)
