"""What heads at the border are worth to a region: the relaxation beside all others tells prices to begin with."""

from collections.abc import Iterator, Mapping

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.columns.tables import Tables
from volmatch.engines.answer import Settings, Slot
from volmatch.engines.linear import relax
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Kept, Model, model_of
from volmatch.problem.problem import Problem
from volmatch.scale.part_folders import RegionFolder
from volmatch.scale.part_problems import Heads, Seat, as_schedule, beside_others


@attrs.frozen(eq=False)
class Priced:
    """What the relaxation of a region says a head is worth at each seat of the border, and a unit of each level before."""

    prices: Mapping[Seat, float]
    weights: Mapping[int, float]


@attrs.frozen
class Pricing:
    """Relax a region beside all others as they stand, for prices to begin with; any prices are right.

    Parameters
    ----------
    folder, version
        The region, and the round whose duties count.
    level, before
        The level, and those before it: what they cost here may not grow.
    held
        How many of other regions hold each seat of the border.
    how
        How engines work, and how long.
    """

    folder: RegionFolder
    version: int
    level: int
    before: tuple[int, ...]
    held: Heads
    how: Settings

    def done(self) -> Priced:
        """Do it."""
        known = self.folder.known()
        border = set(known.region.border)
        problem = beside_others(known.problem, {*known.region.inner, *border}, self.held, {})
        f = build(problem)
        decisions = Interpreter.of(f, problem).decisions(as_schedule(problem, self.folder.duties(self.version)))
        costs = {level: f.cost(level) for level in self.before}
        kept = [Kept(cost, cost.at(f.filled(decisions, level)), None) for level, cost in costs.items()]
        model = model_of(f, self.level, kept)
        relaxation = relax(model, self.how, Slot())
        duals = np.zeros(model.matrix.count) if relaxation is None else relaxation.duals
        first = model.matrix.count - len(model.kept)
        priced = [level for level, cost in costs.items() if cost.column.size]
        weights = dict(zip(priced, np.abs(duals[first:]).tolist(), strict=True))
        worth = {seat: price for seat, price in _worth_of_heads(problem, f.tables, model, duals) if seat[0] in border}
        return Priced(worth, weights)


def _worth_of_heads(
    problem: Problem, t: Tables, model: Model, duals: npt.NDArray[np.float64]
) -> Iterator[tuple[Seat, float]]:
    """Yield each seat with what the rows about its session alone say of it: such rows are about heads, whoever they are."""
    rows, session = model.matrix, t.role_session[t.candidate_role]
    place = model.keys.columns_of(np.arange(session.size))
    of = np.full(model.size, -1, dtype=np.int64)
    of[place] = session
    told = of[rows.column] >= 0
    least, most = np.full(rows.count, session.size + 1), np.full(rows.count, -1)
    np.minimum.at(least, rows.row[told], of[rows.column[told]])
    np.maximum.at(most, rows.row[told], of[rows.column[told]])
    told &= (least == most)[rows.row]
    worth = np.zeros(model.size)
    np.add.at(worth, rows.column[told], (rows.coefficient * duals[rows.row])[told])
    total = np.bincount(t.candidate_role, worth[place], minlength=t.role_session.size)
    count = np.bincount(t.candidate_role, minlength=t.role_session.size)
    for row, seat in enumerate((one.id, role.name) for one in problem.sessions for role in one.roles):
        if count[row]:
            yield seat, float(total[row] / count[row])
