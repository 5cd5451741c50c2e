"""A rule that needs a kind of row of its own: whoever comes on a day comes for several sessions."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

import volmatch as vm

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


@attrs.frozen(kw_only=True)
class WorthTheWay(vm.Rule):
    """Whoever serves on a day serves in at least so many sessions; excess: sessions that are missing."""

    least: int = 2

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each day on which somebody comes for too little."""
        days = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                days[duty.volunteer.id, duty.day].append(duty.session.id)
        for (volunteer, day), sessions in days.items():
            if len(sessions) < self.least:
                facts = {"volunteer": volunteer, "day": day, "n": len(sessions), "least": self.least}
                message = vm.Text("{volunteer} comes on {day} for {n} of at least {least}", facts)
                yield vm.Violation(message, (volunteer,), tuple(sessions), self.least - len(sessions))

    def encode(self, f: "Encoder") -> None:
        """Sum over the candidates of a person and day >= least times "serves on that day"."""
        import numpy as np

        from new_rows import none_or_at_least
        from volmatch.columns.day_mates import days_of_volunteers

        t = f.tables
        group, candidate, cell = days_of_volunteers(t, np.arange(t.volunteer_home.size), t.concerned(self.where))
        none_or_at_least(f, group, candidate, int(cell.max(initial=-1)) + 1, self.least)
