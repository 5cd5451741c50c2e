"""The linear relaxation: the least cost if people could be cut into parts, and what each row is worth at that point.

Its duals prove a bound on the true cost (see `volmatch.search.exact.dual_bound`), its values point to good schedules. GLOP, a simplex
method, finds a corner of the relaxation exactly; PDLP, a first-order method, comes near the optimum at any size.
"""

import attrs
import numpy as np
from ortools.math_opt import model_parameters_pb2, parameters_pb2, result_pb2, solution_pb2  # type: ignore[import-untyped] # without a py.typed marker

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines import native
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.isolation import is_apart
from volmatch.engines.mathopt import Floats, beginning, has_clash, program, read, solved_apart
from volmatch.formulation.model import Model

#: Entries of the matrix up to which GLOP solves the relaxation, and PDLP beyond. On 425,000 to 460,000 entries (a week of
#: 2,000 volunteers x 5,000 sessions) GLOP took 0.7 to 1.0 s and PDLP 0.9 to 1.5 s; on 1,000,000 (all weeks tied) 8 and 3 s.
SIMPLEX_ENTRIES = 600_000
#: Relative accuracy at which PDLP ends. Its duals then prove all but 0.01 % of the optimum, 0.05 % where prices are large;
#: a tenth of it took up to three times as long.
ACCURACY = 1e-4


@attrs.frozen(eq=False)
class LinearRelaxation:
    """What a linear engine ended with.

    Parameters
    ----------
    values
        float64 (n,): by the model's variables; within the rows up to the engine's accuracy, or not even that if it was
        stopped.
    duals
        float64 (m,): by the rows of `Model.matrix`. With d = prices - duals . rows, the sum of ``duals * lower`` over
        positive duals, of ``duals * upper`` over negative ones and of ``min(d * lower, d * upper)`` over the variables is a
        bound on the cost whatever the duals are, and next to the optimum if the engine came to its end.
    is_exact
        Whether it is an optimal corner, as a simplex method finds it, and not a point near the optimum.
    basis
        Which variables, and which rows, the corner rests on: MathOpt's numbers for it, int64 (n,) and (m,); ``None`` where
        there is no corner.
    """

    values: Floats
    duals: Floats
    is_exact: bool
    basis: tuple[Ints, Ints] | None = None


def relax(
    model: Model, settings: Settings, slot: Slot, *, warm: LinearRelaxation | None = None
) -> LinearRelaxation | None:
    """Minimise the cost over the linear relaxation; blocks until done, so it is called on a thread of its own.

    Parameters
    ----------
    model
        What to relax.
    settings
        Time and threads; ``plain`` asks for the engine that would not be taken otherwise.
    slot
        Tells when to stop.
    warm
        The relaxation of a model with the same variables and rows that differs a little, to begin from; GLOP needs its
        basis.

    Returns
    -------
    ``None`` if the engine ended with nothing to go by: stopped too early, failed, or the relaxation is infeasible. The last
    is not told apart, for an engine's word is no proof.
    """
    if has_clash(model):
        return None
    is_simplex = (model.matrix.row.size <= SIMPLEX_ENTRIES) != settings.plain
    result = _solved(
        parameters_pb2.SOLVER_TYPE_GLOP if is_simplex else parameters_pb2.SOLVER_TYPE_PDLP,
        model,
        _beginning(model, warm, is_simplex=is_simplex),
        _parameters(settings, warm),
        settings,
        slot,
    )
    if result is None:
        return None
    is_optimal = result.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL
    return relaxation_of(model, result, is_exact=is_simplex and is_optimal)


def _solved(
    solver: int,
    model: Model,
    begin: model_parameters_pb2.ModelSolveParametersProto,
    parameters: parameters_pb2.SolveParametersProto,
    settings: Settings,
    slot: Slot,
) -> result_pb2.SolveResultProto | None:
    """Ask the engine, wherever it works; ``None`` if it failed or was stopped with nothing."""
    proto = program(model, is_whole=False)
    if is_apart(settings, model.size):
        answer = solved_apart(solver, proto.SerializeToString(), parameters, begin, settings, slot)
        return None if isinstance(answer, EngineAnswer) else answer
    try:
        return native.program(solver, proto, parameters, begin, slot)
    except Exception:  # noqa: BLE001 - the binding's errors have no common name, and a relaxation may be done without
        return None


def _parameters(settings: Settings, warm: LinearRelaxation | None) -> parameters_pb2.SolveParametersProto:
    parameters = parameters_pb2.SolveParametersProto()
    if settings.seconds is not None:
        parameters.time_limit.FromMicroseconds(max(0, int(settings.seconds * 1e6)))
    parameters.pdlp.num_threads = settings.workers
    criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_relative = criteria.eps_optimal_absolute = ACCURACY
    if warm is not None and warm.basis is not None:  # where only a bound moved, its corner is a dual one still
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
    return parameters


def _beginning(
    model: Model, warm: LinearRelaxation | None, *, is_simplex: bool
) -> model_parameters_pb2.ModelSolveParametersProto:
    begin = model_parameters_pb2.ModelSolveParametersProto()
    if warm is None or warm.values.size != model.size or warm.duals.size != model.matrix.count:
        return begin
    if not is_simplex:
        return beginning(warm.values, warm.duals)
    if warm.basis is not None:
        sides = begin.initial_basis.variable_status, begin.initial_basis.constraint_status
        for side, status in zip(sides, warm.basis, strict=True):
            side.ids.extend(range(status.size))
            side.values.extend(status.tolist())
    return begin


def relaxation_of(model: Model, result: result_pb2.SolveResultProto, *, is_exact: bool) -> LinearRelaxation | None:
    """Return the first solution with both values and duals, in finite numbers."""
    for solution in result.solutions:
        if solution.HasField("primal_solution") and solution.HasField("dual_solution"):
            values = read(solution.primal_solution.variable_values, model.size)
            duals = read(solution.dual_solution.dual_values, model.matrix.count)
            if np.isfinite(values).all() and np.isfinite(duals).all():
                return LinearRelaxation(values, duals, is_exact, _basis(solution, model) if is_exact else None)
    return None


def _basis(solution: solution_pb2.SolutionProto, model: Model) -> tuple[Ints, Ints] | None:
    statuses = whole(solution.basis.variable_status.values), whole(solution.basis.constraint_status.values)
    is_whole = statuses[0].size == model.size and statuses[1].size == model.matrix.count
    return statuses if is_whole else None
