"""HiGHS: proves large problems whose linear relaxation is close to the truth.

It runs in a child process, for it hears no call to stop, and may overlook its time limit while it simplifies a model.
"""

import math
import time

import attrs
import numpy as np
from ortools.math_opt import model_parameters_pb2, parameters_pb2, result_pb2  # type: ignore[import-untyped] # without a py.typed marker

from volmatch.arrays.ragged import Ints, whole
from volmatch.engines.answer import EngineAnswer, Settings, Slot, Verdict
from volmatch.engines.linear import LinearRelaxation, relaxation_of
from volmatch.engines.mathopt import beginning, has_clash, program, read, solved_apart
from volmatch.formulation.model import Model
from volmatch.gap import Gap

#: HiGHS ends when its bound is this close, in steps of the cost, which is a whole number of steps.
_GAP = 0.9
#: A bound, which comes as a float from a linear program solved to 1e-7, counts as less by this much: absolute, relative.
_TOLERANCE = 1e-4, 1e-8
#: Floats tell all whole numbers apart up to this size.
_EXACT = 2**53
#: Share of its time, and most seconds, by which HiGHS ends early: at the end itself it is killed, with all that it has found.
_EARLY, _MOST_EARLY = 0.05, 0.2
#: Characters of what HiGHS says that are passed on.
_LONGEST_NOTE = 200

_VERDICTS: dict[int, Verdict] = {
    result_pb2.TERMINATION_REASON_OPTIMAL: "optimal",
    result_pb2.TERMINATION_REASON_FEASIBLE: "feasible",
    result_pb2.TERMINATION_REASON_INFEASIBLE: "infeasible",
    # Every variable is bounded, so nothing else can be meant.
    result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED: "infeasible",
    result_pb2.TERMINATION_REASON_NO_SOLUTION_FOUND: "unknown",
}


def minimise(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
    """Solve a model; blocks until done, so it is called on a thread of its own.

    Parameters
    ----------
    model
        What to solve.
    hint
        Values by the model's variables from which to begin, or ``None``; no use is made of them if they break a row.
    settings
        Time and seed; HiGHS works on one thread.
    slot
        Tells when to stop, at which the child process is killed; it gives no schedule on the way.
    """
    if has_clash(model):
        return EngineAnswer("infeasible")
    parameters, begin = _parameters(model, settings), _beginning(model, hint)
    result = _solved(model, parameters, begin, settings, slot, is_whole=True)
    return result if isinstance(result, EngineAnswer) else _answer(model, result)


def relax(model: Model, settings: Settings, slot: Slot, *, is_central: bool = False) -> LinearRelaxation | None:
    """Minimise the cost over the linear relaxation; blocks until done, so it is called on a thread of its own.

    On relaxations by patterns (18,000 variables, 2,200 rows) this simplex method took 0.4 to 0.6 s, GLOP 1.5 to 3.3 s.

    Parameters
    ----------
    model, settings, slot
        As for `minimise`.
    is_central
        Whether to ask for a point amid all that are optimal, which an interior point method ends at, instead of a corner: where
        columns are added again and again, its duals jump less. On a master of months (6,000 variables, 2,500 rows) it
        took 0.7 s, where the simplex method took 4.6, GLOP 1.5 and PDLP 1.1 s.

    Returns
    -------
    ``None`` if there is no such point, or no variable, or HiGHS did not come so far.
    """
    if has_clash(model):
        return None
    parameters = parameters_pb2.SolveParametersProto()
    if is_central:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_BARRIER
        parameters.highs.string_options["run_crossover"] = "off"
    else:
        parameters.presolve = parameters_pb2.EMPHASIS_OFF  # it took longer than it saved
    begin = model_parameters_pb2.ModelSolveParametersProto()
    result = _solved(model, parameters, begin, settings, slot, is_whole=False)
    if isinstance(result, EngineAnswer) or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    return relaxation_of(model, result, is_exact=not is_central)


def _solved(
    model: Model,
    parameters: parameters_pb2.SolveParametersProto,
    begin: model_parameters_pb2.ModelSolveParametersProto,
    settings: Settings,
    slot: Slot,
    *,
    is_whole: bool,
) -> result_pb2.SolveResultProto | EngineAnswer:
    """Ask a process; an answer of ours is how that was stopped or failed."""
    until = None if settings.seconds is None else time.monotonic() + settings.seconds
    proto = program(model, is_whole=is_whole).SerializeToString()
    left = None if until is None else max(0.0, until - time.monotonic())
    if left is not None:
        parameters.time_limit.FromMicroseconds(int((left - min(_EARLY * left, _MOST_EARLY)) * 1e6))
    how = attrs.evolve(settings, seconds=left)
    return solved_apart(parameters_pb2.SOLVER_TYPE_HIGHS, proto, parameters, begin, how, slot, hears_stop=False)


def _parameters(model: Model, settings: Settings) -> parameters_pb2.SolveParametersProto:
    parameters = parameters_pb2.SolveParametersProto()
    parameters.relative_gap_tolerance = 0.0
    parameters.absolute_gap_tolerance = _GAP * model.step
    parameters.random_seed = settings.seed
    if settings.plain:
        parameters.presolve = parameters_pb2.EMPHASIS_OFF
    return parameters


def _beginning(model: Model, hint: Ints | None) -> model_parameters_pb2.ModelSolveParametersProto:
    """Return where to begin; a hint outside the variables' bounds would make HiGHS fail."""
    if hint is None or not model.keeps(hint):
        return model_parameters_pb2.ModelSolveParametersProto()
    return beginning(hint)


def _answer(model: Model, result: result_pb2.SolveResultProto) -> EngineAnswer:
    verdict = _VERDICTS.get(result.termination.reason, "fault")
    if verdict == "fault":
        return EngineAnswer("fault", note=f"HiGHS: {result.termination.detail[:_LONGEST_NOTE]}")
    if verdict == "infeasible":
        return EngineAnswer("infeasible")
    bound = _bound(model, result.termination.objective_bounds.dual_bound)
    if verdict == "unknown":
        return EngineAnswer("unknown", bound=bound)
    values = _values(model, result)
    if values is None:
        return EngineAnswer("fault", note="HiGHS claims a solution that breaks a row")
    is_best = Gap(model.cost.at(values), bound).is_closed
    return EngineAnswer("optimal" if is_best else "feasible", values, bound)


def _bound(model: Model, bound: float) -> int | None:
    """Return the least whole cost that a bound allows."""
    if not abs(bound) < _EXACT:
        return None
    absolute, relative = _TOLERANCE
    step, constant = model.step, model.cost.constant
    return constant + step * math.ceil((bound - max(absolute, relative * abs(bound)) - constant) / step)


def _values(model: Model, result: result_pb2.SolveResultProto) -> Ints | None:
    """Return the best solution in whole numbers if it keeps every row exactly."""
    if not result.solutions:
        return None
    found = read(result.solutions[0].primal_solution.variable_values, model.size)
    if not (np.abs(found) < _EXACT).all():
        return None
    values = whole(np.rint(found))
    return values if model.keeps(values) else None
