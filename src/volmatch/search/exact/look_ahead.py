"""Looking ahead: the last level is asked before its turn, beside the levels that are still being settled."""

from collections.abc import Callable, Sequence
from functools import partial

import attrs

from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.engines.background import Job
from volmatch.errors import EngineError
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Kept, model_of
from volmatch.search.exact import reduced_cost_fixing
from volmatch.search.exact.goal_prices import GoalPrices, goal_prices_of


@attrs.frozen(eq=False)
class LookAhead:
    """A question about the last level in which goals that are not settled yet are prices.

    Notes
    -----
    Let c be the last level's cost, k the costs of the goals that are prices, w > 0 their weights. Whatever values v these
    goals turn out to have, the same points are best at ``c + w k``; and if none costs less than B, then each point with
    k <= v has ``c >= c + w (k - v) >= B - w v``.

    Parameters
    ----------
    priced, weights
        Positions of the levels that are prices, and what a unit of each costs.
    assumed
        The values from which their prices count.
    """

    priced: tuple[int, ...]
    weights: tuple[int, ...]
    assumed: tuple[int, ...]
    _job: Job[EngineAnswer]

    @classmethod
    def begun(
        cls, f: Formulation, levels: Sequence[int], settled: Sequence[Kept], hint: Ints, settings: Settings
    ) -> "LookAhead | None":
        """Ask about the last level; ``None`` while a goal that would have to stay a row is not settled, or without a thread.

        Parameters
        ----------
        f, levels
            The formulation of the whole problem, and its goal levels.
        settled
            The goals of the first levels.
        hint
            A point to begin from, by the formulation's variables.
        settings
            As for any engine.
        """
        open_ = map(f.cost, levels[len(settled) : -1])
        # Prices count from what the goals cost there, so that the sum stays small enough for an engine's floats.
        goals = [*settled, *(Kept(cost, cost.at(hint), None) for cost in open_)]
        model = model_of(f, levels[-1], goals)
        prices = goal_prices_of(model)
        costly = [position for position, goal in enumerate(goals) if goal.cost.column.size]
        rows = len(costly) - (len(prices.weights) if prices else 0)
        if prices is None or any(position >= len(settled) for position in costly[:rows]):
            return None
        job = Job(partial(_asked, prices, model.keys.gather(hint), settings), Slot())
        try:
            job.begin()
        except EngineError:  # no thread to spare: the level is asked when its turn comes
            job.leave()
            return None
        return cls(tuple(costly[rows:]), prices.weights, tuple(goals[one].value for one in costly[rows:]), job)

    def told(self, values: Sequence[int], *, on_tick: Callable[[], bool]) -> tuple[Ints | None, int | None]:
        """Wait for the answer, until a tick says to stop.

        Parameters
        ----------
        values
            What each level before the last costs now.
        on_tick
            Called again and again; returns whether to wait no longer.

        Returns
        -------
        point
            By the variables of the last level's model; ``None`` where nothing was found.
        bound
            Of the last level, for as long as no level before it costs more than these values.
        """
        answer = self._job.wait(on_tick=on_tick) or EngineAnswer("unknown")
        if answer.bound is None or answer.verdict not in ("optimal", "feasible"):
            return answer.values, None
        saved = (values[position] - known for position, known in zip(self.priced, self.assumed, strict=True))
        return answer.values, answer.bound - sum(weight * one for weight, one in zip(self.weights, saved, strict=True))

    def leave(self) -> None:
        """Ask no longer."""
        self._job.leave()


def _asked(prices: GoalPrices, hint: Ints, settings: Settings, slot: Slot) -> EngineAnswer:
    try:
        begun = prices.begun(hint)
        answer = reduced_cost_fixing.minimise(
            prices.model, begun, settings, slot, total=prices.total, least=prices.least
        )
    except Exception as error:  # noqa: BLE001 - whatever goes wrong early is asked again when its turn comes
        return EngineAnswer("fault", note=f"{type(error).__name__} in the engine")
    else:
        return prices.told(answer)
