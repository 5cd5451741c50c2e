"""Column generation: the best mixture of months that are known prices the next ones, until no month is cheap enough to change it.

Where limits tie weeks together there are too many months to write out. Of those that matter there are few: some twenty
a person. Every round is a bound (Dantzig and Wolfe, Decomposition principle for linear programs, 1960; Luebbecke and
Desrosiers, Selected topics in column generation, 2005).
"""

from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints
from volmatch.engines import highs
from volmatch.engines.answer import Slot
from volmatch.engines.linear import LinearRelaxation
from volmatch.search.exact.dual_bound import cost_of
from volmatch.search.exact.lagrangian_bound import LagrangianBound, lagrangian_bound
from volmatch.search.exact.month_master import MonthMaster
from volmatch.search.exact.month_pricing import MonthPricing
from volmatch.search.state import thresholds
from volmatch.search.state.time_budget import TimeBudget

Floats = npt.NDArray[np.float64]


@attrs.define(eq=False)
class ColumnGeneration:
    """The rounds of one model.

    Parameters
    ----------
    pricing
        Its months.
    master
        The months found so far.
    best
        What is proved.
    duals
        With which prices: float64 (m,).
    mixture
        The best mixture of months so far, by the model's variables; ``None`` before the first round.
    reached
        What it costs, without the model's constant; no more than that can be proved with the months there are.
    """

    pricing: MonthPricing
    master: MonthMaster
    best: LagrangianBound
    duals: Floats
    mixture: LinearRelaxation | None = None
    reached: float = float("inf")

    @property
    def open_share(self) -> float:
        """Which share of what the mixture costs is not proved: at the end next to nothing."""
        return (self.reached - self.best.exact / self.best.scale) / max(1.0, abs(self.reached))

    @classmethod
    def begun(cls, pricing: MonthPricing, duals: Floats, point: Ints) -> "ColumnGeneration":
        """Begin at the duals of a relaxation, with the months of a point that keeps all rows."""
        master = MonthMaster(pricing.months)
        master.add_point(point)
        best = lagrangian_bound(pricing, duals)
        master.add(best.months)
        return cls(pricing, master, best, duals)

    def run(self, budget: TimeBudget, is_enough: Callable[[int | None], bool]) -> bool:
        """Go on round by round; return whether months can prove no more than they did.

        Parameters
        ----------
        budget
            How long, and who stops it.
        is_enough
            Told what is proved after each round; answers whether to end.
        """
        while not (is_enough(self.best.cost) or budget.is_over):
            master = self.master.model()
            with budget.at_work(Slot()) as slot:
                settings = budget.settings_for()
                central = highs.relax(master, settings, slot, is_central=True)
                relaxation = central or highs.relax(master, settings, slot)  # the interior may be empty, or too thin
            if relaxation is None:
                return False
            duals = self.master.duals(relaxation.duals)
            self.mixture = LinearRelaxation(self.master.mixed(relaxation.values), duals, is_exact=False)
            self.reached = float(master.prices @ relaxation.values)
            if self._is_proved(self.reached) or not self._priced(duals):
                return True
        return False

    def settled(self, values: Ints, best: int) -> Bools:
        """Return which variables stay as they are at a point in any schedule that costs less than `best`; bool (n,)."""
        return self.best.settled(self.pricing, values, best)

    def _is_proved(self, reached: float) -> bool:
        """Whether rounding up takes the bound to what the mixture costs: no mixture of more months costs less than is proved."""
        slack = thresholds.MIXTURE * max(1.0, abs(reached))
        most = cost_of(self.pricing.months.model, int(np.ceil(reached - slack)), 1)
        return self.best.cost is not None and self.best.cost >= most

    def _priced(self, duals: Floats) -> bool:
        """Price months at points on the way from the best prices known to those of the mixture; whether any is new or better.

        The mixture's own prices jump from one end to the other while there are few months, as all of them are wrong;
        next to prices that proved something, months that are found are likely to be of use (in-out separation).
        """
        base, new, before = self.duals, 0, self.best.exact / self.best.scale
        for share in thresholds.WAY_OUT:
            prices = base + share * (duals - base)
            found = lagrangian_bound(self.pricing, prices)
            new += self.master.add(found.months)
            if found.exact / found.scale > self.best.exact / self.best.scale:
                self.best, self.duals = found, prices
        return new > 0 or self.best.exact / self.best.scale > before
