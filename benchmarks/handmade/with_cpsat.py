"""The hand-written model in CP-SAT: as its samples are written, or level by level."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from benchmarks.handmade.model import Model, Terms
from benchmarks.protocol import Task


class _Teller(cp_model.CpSolverSolutionCallback):
    """Tells each better schedule, not too often."""

    def __init__(self, task: Task, model: Model) -> None:
        super().__init__()
        self._task = task
        self._model = model

    def on_solution_callback(self) -> None:
        """Tell a better schedule, unless the last one was told a moment ago."""
        if self._task.may_tell:
            tell(self._task, self._model, self.response_proto.solution)


def tell(task: Task, model: Model, values: Sequence[int]) -> None:
    """Answer with what values of the variables say."""
    task.tell(model.assignments(values), model.placements(values))


def minimise(task: Task, model: Model, goals: Sequence[Terms], parameters: dict[str, int]) -> None:
    """Minimise one goal after another; each keeps the cost that the one before reached.

    A goal that is not the last gets half of the time that is left.
    """
    cp = cp_model.CpModel()
    columns = [cp.new_int_var(0, upper, "") for upper in model.upper]
    for row in model.rows:
        least = cp_model.INT_MIN if row.least is None else row.least
        most = cp_model.INT_MAX if row.most is None else row.most
        cp.add_linear_constraint(_sum(columns, row.terms), least, most)
    for place, goal in enumerate(goals):
        solver = cp_model.CpSolver()
        for name, value in parameters.items():
            setattr(solver.parameters, name, value)
        solver.parameters.random_seed = task.seed
        solver.parameters.max_time_in_seconds = task.seconds_left * (1.0 if place == len(goals) - 1 else 0.5)
        cp.minimize(_sum(columns, goal))
        status = solver.solve(cp, _Teller(task, model))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        values = [solver.value(column) for column in columns]
        tell(task, model, values)
        cp.add(_sum(columns, goal) <= sum(values[column] * cost for column, cost in goal))
        cp.clear_hints()
        for column, value in zip(columns, values, strict=True):
            cp.add_hint(column, value)


def _sum(columns: Sequence[cp_model.IntVar], terms: Terms) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum([columns[column] for column, _ in terms], [factor for _, factor in terms])
