"""The hand-written model in HiGHS: one sum of all levels, or level by level."""

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.handmade.model import Model, Terms
from benchmarks.protocol import Task

#: Installed in the peer's own environment only, since HiGHS and OR-Tools cannot live in one process.
highspy: Any = importlib.import_module("highspy")


def minimise(task: Task, model: Model, goals: Sequence[Terms]) -> None:
    """Minimise one goal after another; each keeps the cost that the one before reached.

    A goal that is not the last gets half of the time that is left. The gap at which HiGHS stops is set to nothing: costs are
    whole numbers, and the usual ten-thousandth would end before the lower levels are looked at.
    """
    highs = highspy.Highs()
    options = {"output_flag": False, "threads": task.threads, "random_seed": task.seed}
    for name, value in {**options, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99}.items():
        highs.setOptionValue(name, value)
    highs.passModel(_program(model))
    highs.cbMipImprovingSolution.subscribe(lambda event: _tell_if_due(task, model, event.data_out.mip_solution))
    for place, goal in enumerate(goals):
        costs = np.zeros(len(model.upper))
        for column, cost in goal:
            costs[column] += cost
        highs.changeColsCost(costs.size, np.arange(costs.size, dtype=np.int32), costs)
        share = task.seconds_left * (1.0 if place == len(goals) - 1 else 0.5)
        highs.setOptionValue("time_limit", highs.getRunTime() + share)  # its clock runs on from goal to goal
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return
        values = _whole(highs.getSolution().col_value)
        tell(task, model, values)
        used = costs.nonzero()[0].astype(np.int32)
        highs.addRow(-highspy.kHighsInf, float(costs @ np.array(values)), used.size, used, costs[used])


def tell(task: Task, model: Model, values: Sequence[int]) -> None:
    """Answer with what values of the variables say."""
    task.tell(model.assignments(values), model.placements(values))


def _tell_if_due(task: Task, model: Model, values: Any) -> None:
    if task.may_tell:
        tell(task, model, _whole(values))


def _whole(values: Any) -> list[int]:
    return [round(value) for value in values]


def _program(model: Model) -> Any:
    """Return variables and rows, without a cost yet."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.upper), len(model.rows)
    program.col_cost_ = np.zeros(len(model.upper))
    program.col_lower_ = np.zeros(len(model.upper))
    program.col_upper_ = np.array(model.upper, dtype=np.float64)
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(model.upper)
    program.row_lower_ = np.array([-highspy.kHighsInf if row.least is None else row.least for row in model.rows])
    program.row_upper_ = np.array([highspy.kHighsInf if row.most is None else row.most for row in model.rows])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in model.rows)])
    program.a_matrix_.index_ = np.array([column for row in model.rows for column, _ in row.terms])
    program.a_matrix_.value_ = np.array([factor for row in model.rows for _, factor in row.terms], dtype=np.float64)
    return program
