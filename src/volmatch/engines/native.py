"""The calls of OR-Tools themselves, on a thread of ours or in a process of their own: nothing here knows a model or numpy."""

from array import array
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped] # its stubs lack the mark
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2  # type: ignore[import-untyped] # without a py.typed marker
from ortools.math_opt.core.python import solver as core  # type: ignore[import-untyped] # without a py.typed marker
from ortools.sat.python import cp_model_helper as sat
from ortools.util.python.pybind_solve_interrupter import PySolveInterrupter  # type: ignore[import-untyped] # without a py.typed marker

#: How CP-SAT ends when it was stopped before it began, and where it cannot read the model.
UNKNOWN, INVALID = 0, 1
#: Solvers of MathOpt that hear a call to stop.
_HEARING = (parameters_pb2.SOLVER_TYPE_GLOP, parameters_pb2.SOLVER_TYPE_PDLP)


class Hearing(Protocol):
    """Whoever asks, and may want to stop; a slot is one."""

    @property
    def is_stopped(self) -> bool:
        """Whether a stop was asked for."""

    def on_stop(self, halt: Callable[[], None]) -> None:
        """Say how the engine is stopped."""


class _Listener(sat.SolutionCallback):
    """Passes on what CP-SAT finds; called on its threads, never raises."""

    def __init__(self, on_values: "Callable[[array[int]], None]") -> None:
        super().__init__()
        self._on_values = on_values

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the binding's name
        """Pass on the new solution."""
        self._on_values(array("q", self.Response().solution))  # type: ignore[no-untyped-call] # its stub is bare

    on_solution_callback = OnSolutionCallback


def cpsat(
    parts: Iterable[str],
    asker: Hearing,
    on_values: "Callable[[array[int]], None]",
    on_bound: Callable[[float], None],
) -> "tuple[int, int, array[int]]":
    """Solve a model with CP-SAT.

    Parameters
    ----------
    parts
        The model in protocol-buffer text, and at last the parameters.
    asker
        Tells when to stop.
    on_values, on_bound
        Called on CP-SAT's threads with each better solution and bound.

    Returns
    -------
    Its status, the bound of the cost without its constant, and the values.
    """
    nothing = array("q")
    proto, before = sat.CpModelProto(), None
    for part in parts:
        if asker.is_stopped:
            return UNKNOWN, 0, nothing
        if before is not None and not proto.merge_text_format(before):
            return INVALID, 0, nothing
        before = part
    parameters = sat.SatParameters()
    if before is None or not parameters.merge_text_format(before):
        return INVALID, 0, nothing
    solver, listener = sat.SolveWrapper(), _Listener(on_values)
    solver.set_parameters(parameters)
    solver.add_solution_callback(listener)
    solver.add_best_bound_callback(on_bound)
    asker.on_stop(solver.stop_search)
    try:
        if asker.is_stopped:
            return UNKNOWN, 0, nothing
        response = solver.solve(proto)
    finally:
        # The solver holds its listener, that holds whoever asks, and that the solver: a circle through C++, which nobody collects.
        asker.on_stop(_nothing)
        solver.clear_solution_callback(listener)
    return int(response.status), int(response.inner_objective_lower_bound), array("q", response.solution)


def _nothing() -> None:
    """Stop nobody: the engine has ended."""


def program(
    solver: int,
    model: model_pb2.ModelProto,
    parameters: parameters_pb2.SolveParametersProto,
    begin: model_parameters_pb2.ModelSolveParametersProto,
    asker: Hearing,
) -> result_pb2.SolveResultProto:
    """Solve a model with a solver of MathOpt; what it raises has no common name."""
    interrupter = PySolveInterrupter() if solver in _HEARING else None
    if interrupter is not None:
        asker.on_stop(interrupter.interrupt)
    result = result_pb2.SolveResultProto()
    if asker.is_stopped:
        return result
    return core.solve(
        model,
        solver,
        parameters_pb2.SolverInitializerProto(),
        parameters,
        begin,
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        interrupter,
    )


def flow(tail: Any, head: Any, capacity: Any, cost: Any, supply: Any) -> tuple[int, int, Any]:
    """Ship goods along arcs at the least cost; it can neither be stopped nor limited in time.

    Parameters
    ----------
    tail, head
        int32 (arcs,): where each arc begins and ends.
    capacity, cost
        int64 (arcs,): how much it takes, and what each unit costs.
    supply
        int64 (nodes,): what each node has to give.

    Returns
    -------
    Its status, what all costs, and int64 (arcs,): how much each arc ships.
    """
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(array("i", range(len(supply))), supply)
    status = solver.solve()
    is_best = status == SimpleMinCostFlow.Status.OPTIMAL
    return int(status), solver.optimal_cost() if is_best else 0, solver.flows(arcs) if is_best else array("q")
