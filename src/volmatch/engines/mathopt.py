"""A model the way OR-Tools' MathOpt takes it, for the engines behind it: a few long columns of numbers."""

import numpy as np
import numpy.typing as npt
from ortools.math_opt import model_parameters_pb2, model_pb2, parameters_pb2, result_pb2, sparse_containers_pb2  # type: ignore[import-untyped] # without a py.typed marker

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.isolation import asked
from volmatch.formulation.formulation import INFINITE
from volmatch.formulation.model import Matrix, Model

Floats = npt.NDArray[np.float64]


def program(model: Model, *, is_whole: bool) -> model_pb2.ModelProto:
    """Return a model for MathOpt.

    Parameters
    ----------
    model
        Variables, rows and cost; variables and rows keep their numbers.
    is_whole
        Whether variables take whole values only; otherwise it is the linear relaxation.
    """
    proto = model_pb2.ModelProto()
    variables, rows, cost = proto.variables, proto.linear_constraints, proto.objective
    variables.ids.extend(range(model.size))
    variables.lower_bounds.extend(model.lower.astype(float).tolist())
    variables.upper_bounds.extend(model.upper.astype(float).tolist())
    variables.integers.extend([is_whole] * model.size)
    lower, upper = sides(model.matrix)
    rows.ids.extend(range(lower.size))
    rows.lower_bounds.extend(lower.tolist())
    rows.upper_bounds.extend(upper.tolist())
    _enter(proto, model)
    priced = model.prices.nonzero()[0]
    cost.linear_coefficients.ids.extend(priced.tolist())
    cost.linear_coefficients.values.extend(model.prices[priced].astype(float).tolist())
    cost.offset = float(model.cost.constant)
    return proto


def _enter(proto: model_pb2.ModelProto, model: Model) -> None:
    """Add the entries of all rows; MathOpt wants them by row, then by column, each place once."""
    matrix = model.matrix
    place, coefficient = matrix.row * model.size + matrix.column, matrix.coefficient
    if not (place[1:] > place[:-1]).all():
        place, inverse = np.unique(place, return_inverse=True)
        coefficient = np.zeros(place.size, dtype=np.int64)
        np.add.at(coefficient, inverse, matrix.coefficient)
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend((place // max(model.size, 1)).tolist())
    entries.column_ids.extend((place % max(model.size, 1)).tolist())
    entries.coefficients.extend(coefficient.astype(float).tolist())


def sides(matrix: Matrix) -> tuple[Floats, Floats]:
    """Return the bounds of all rows as floats, infinite where open; float64 (m,) each."""
    return (
        np.where(matrix.lower <= -INFINITE, -np.inf, matrix.lower),
        np.where(matrix.upper >= INFINITE, np.inf, matrix.upper),
    )


def has_clash(model: Model) -> bool:
    """Whether a variable or a row has its lower bound above its upper one, which MathOpt takes for a slip."""
    return bool((model.lower > model.upper).any() or (model.matrix.lower > model.matrix.upper).any())


def beginning(values: Ints | Floats, duals: Floats | None = None) -> model_parameters_pb2.ModelSolveParametersProto:
    """Return the parameters that tell an engine where to begin."""
    parameters = model_parameters_pb2.ModelSolveParametersProto()
    hint = parameters.solution_hints.add()
    fill(hint.variable_values, values)
    if duals is not None:
        fill(hint.dual_values, duals)
    return parameters


def fill(vector: sparse_containers_pb2.SparseDoubleVectorProto, values: Ints | Floats) -> None:
    """Write all values into a vector."""
    vector.ids.extend(range(values.size))
    vector.values.extend(values.astype(float).tolist())


def read(vector: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    """Return all values of a vector; what is not mentioned is 0; float64 (size,)."""
    values = np.zeros(size)
    values[np.array(vector.ids, dtype=np.int64)] = vector.values
    return values


def solved_apart(
    solver: int,
    model: bytes,
    parameters: parameters_pb2.SolveParametersProto,
    begin: model_parameters_pb2.ModelSolveParametersProto,
    settings: Settings,
    slot: Slot,
    *,
    hears_stop: bool = True,
) -> result_pb2.SolveResultProto | EngineAnswer:
    """Solve a model in a process of its own; an answer of ours is how that was stopped or failed."""
    parts = str(solver).encode(), model, parameters.SerializeToString(), begin.SerializeToString()
    answer = asked("program", parts, settings, slot, hears_stop=hears_stop)
    return answer if isinstance(answer, EngineAnswer) else result_pb2.SolveResultProto.FromString(answer)
