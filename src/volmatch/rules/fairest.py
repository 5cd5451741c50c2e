"""The most burdened person is spared first, then the next: no total is worth one person's exhaustion."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_MOST_STEP = 100_000_000


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Fairest(Rule):
    """The greatest load is as small as it can be; among those schedules the second greatest is, and so on.

    Loads count in started units of `unit_minutes`, history included, above the least that anybody concerned gave before. With
    P people concerned, the t-th unit of a load costs (P + 1)^(t - 1): one person at t units costs more than everybody at
    t - 1. That is exact while the price stays within 100,000,000; each unit beyond costs as much more as the last exact one,
    so that far beyond, loads are evened out but no longer in strict order. Being on call is no load.

    Excess: what the units served now cost.
    """

    level: Count = 1
    unit_minutes: Positive = 120

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a cost for each volunteer who serves."""
        people = [volunteer for volunteer in problem.volunteers if self.where.takes_volunteer(volunteer, problem)]
        before = {one.id: -(-round(one.served_hours * 60) // self.unit_minutes) for one in people}
        least = min(before.values(), default=0)
        now: dict[str, int] = defaultdict(int)
        for duty in schedule.duties(problem):
            is_served = duty.volunteer.id in before and not duty.role.standby
            if is_served and self.where.takes_duty(duty, problem):
                now[duty.volunteer.id] += -(-duty.minutes // self.unit_minutes)
        for volunteer in people:
            served = before[volunteer.id] - least
            cost = sum(_price(unit, len(people) + 1) for unit in range(served + 1, served + now[volunteer.id] + 1))
            if cost:
                hours = f"{(before[volunteer.id] + now[volunteer.id]) * self.unit_minutes / 60:g}"
                message = Text("{volunteer} comes to {hours} h in all", {"volunteer": volunteer.label, "hours": hours})
                yield Violation(message, (volunteer.id,), (), cost)

    def encode(self, f: "Encoder") -> None:
        """Load = sum of steps, the t-th unit at base^(t - 1), then straight on."""
        import numpy as np

        from volmatch.formulation.vocabulary.convex_costs import price_convex

        t = f.tables
        concerned = t.takes_volunteers(self.where)
        before = -(-t.volunteer_served_minutes // self.unit_minutes)
        before -= before[concerned].min() if concerned.any() else 0
        load = -(-t.candidate_minutes // self.unit_minutes)
        candidates = (t.concerned(self.where) & t.candidate_serves).nonzero()[0]
        served = np.bincount(t.candidate_volunteer[candidates], load[candidates], minlength=before.size)
        highest = int((before + served.astype(np.int64)).max(initial=0))
        base = int(concerned.sum()) + 1
        exact = list(takewhile(lambda price: price <= _MOST_STEP, (base**power for power in range(highest))))
        beyond = np.arange(2, highest - len(exact) + 2) * (exact[-1] if exact else 0)
        reached = np.cumsum(np.concatenate([[0], exact, beyond]).astype(np.int64))
        price_convex(f, candidates=candidates, load=load, before=before, cost=lambda _people, units: reached[units])


def _price(unit: int, base: int) -> int:
    """Return what the t-th unit of a load costs."""
    power = 0
    while power < unit - 1 and base ** (power + 1) <= _MOST_STEP:
        power += 1
    price: int = base**power * (unit - power)
    return price
