"""One small question for one engine, in a process of its own: ``python -m volmatch.run.smoke ENGINE`` exits 0 if the answer is right."""

import sys

from volmatch.arrays.ragged import indptr_of, whole
from volmatch.engines import cpsat, flow, highs, linear
from volmatch.engines.answer import Settings, Slot
from volmatch.formulation.formulation import INFINITE, Block, Objective
from volmatch.formulation.model import Model
from volmatch.formulation.variable_map import Keys

#: The engines, in the order in which they are asked.
ENGINES = ("cpsat", "highs", "glop", "pdlp", "flow")
#: How the process ends where the answer is wrong.
WRONG = 3

#: CP-SAT 9.15 calls 1 the best of this, left to itself (google/or-tools issue 5293); 3 is: numbers past 2^31. Each row is a switch, what
#: it switches on, and the row's upper bound.
_SWITCHED = (
    (4, {3: 3_000_000_000, 1: -3_000_000_000, 2: 4_000_000_000, 6: 1_378_599_369}, -1_773_322_269),
    (1, {4: -2_000_000_000, 3: 3_000_000_000, 6: 2_000_000_000, 0: -1_426_097_150, 2: 2_801_850_841}, 3_139_904_460),
)
_CANARY_BEST, _PLAIN_BEST = -3, -5


def canary() -> Model:
    """Return a model whose optimum an engine gets wrong if nobody minds the size of its numbers."""
    rows, upper = [], []
    for switch, row, bound in _SWITCHED:
        slack = sum(max(0, coefficient) for coefficient in row.values()) - bound
        rows.append({**row, switch: row.get(switch, 0) + slack})
        upper.append(bound + slack)
    return _model(rows, upper, {0: 1, 2: -1, 3: -1, 6: -1}, 7)


def assignment() -> Model:
    """Return two people, each in at most one of two seats, and each seat held once: worth 3 and 2, or 1 and 1."""
    rows = [{0: 1, 1: 1}, {2: 1, 3: 1}, {0: 1, 2: 1}, {1: 1, 3: 1}]
    return _model(rows, [1] * 4, {0: -3, 1: -1, 2: -1, 3: -2}, 4)


def _model(rows: list[dict[int, int]], upper: list[int], cost: dict[int, int], count: int) -> Model:
    entries = [(number, column, row[column]) for number, row in enumerate(rows) for column in sorted(row)]
    owner, column, coefficient = (whole([entry[part] for entry in entries]) for part in range(3))
    lower = whole([-INFINITE] * len(rows))
    block = Block(0, indptr_of(owner, len(rows)), column, coefficient, lower, whole(upper))
    price = Objective(whole(list(cost)), whole(list(cost.values())), 0)
    return Model(whole([0] * count), whole([1] * count), [block], price, Keys.nowhere(count))


def is_right(engine: str) -> bool:
    """Whether an engine answers its question rightly; CP-SAT gets the canary as well."""
    if engine in {"glop", "pdlp"}:
        found = linear.relax(assignment(), Settings(plain=engine == "pdlp"), Slot())
        return found is not None and abs(float(assignment().prices @ found.values) - _PLAIN_BEST) < 0.01  # noqa: PLR2004
    minimise = {"cpsat": cpsat.minimise, "highs": highs.minimise, "flow": flow.minimise}[engine]
    asked = [(assignment(), _PLAIN_BEST), *([(canary(), _CANARY_BEST)] if engine == "cpsat" else [])]
    for model, best in asked:
        answer = minimise(model, None, Settings(), Slot())
        if answer.verdict != "optimal" or answer.values is None or model.cost.at(answer.values) != best:
            return False
    return True


if __name__ == "__main__":
    sys.exit(0 if is_right(sys.argv[1]) else WRONG)
