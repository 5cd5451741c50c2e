"""A question about a part of a model: an engine is asked about some variables, and what it finds and proves is kept."""

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Slot
from volmatch.engines.minimiser import Minimiser
from volmatch.search.state.best_point import BestPoint
from volmatch.search.state.time_budget import Forwarding, TimeBudget


def ask(
    best: BestPoint,
    engine: Minimiser,
    budget: TimeBudget,
    columns: Ints,
    *,
    seconds: float | None = None,
    group: set[Slot] | None = None,
) -> None:
    """Ask an engine about some variables, the others being settled at this cost: it proves at most that cost.

    Parameters
    ----------
    best
        Where the model stands; hears of better points and bounds.
    engine, budget
        Who is asked, and how long there is.
    columns
        int64 (k,): the variables.
    seconds
        How long this question may take; as long as there is by default.
    group
        Others who work on the same question: all stop once it is answered.
    """
    point = best.point
    if budget.is_over or best.gap.is_closed:
        _end(best, group)
        return

    def heard(bound: int | None) -> None:
        best.raise_bound(None if bound is None else min(bound, point.cost))

    def offered(values: Ints) -> None:
        if values.shape == columns.shape:
            best.shift(columns, values)

    part = point.part(columns) if columns.size < point.values.size else point.model
    with budget.at_work(Forwarding(offered, heard), group) as slot:
        answer = EngineAnswer("unknown")
        if not budget.is_over:
            answer = engine(part, point.values[columns], budget.settings_for(seconds), slot)
    if answer.values is not None:
        offered(answer.values)
    if answer.verdict in ("optimal", "feasible"):
        heard(answer.bound)
    _end(best, group)


def _end(best: BestPoint, group: set[Slot] | None) -> None:
    """Stop all who work on the same question once it is answered."""
    if best.gap.is_closed:
        for slot in tuple(group or ()):
            slot.stop()
