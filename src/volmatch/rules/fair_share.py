"""The load is shared evenly, counting what everyone gave before."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FairShare(Rule):
    """The sum over volunteers of (served before + serving now) squared is as small as it can be.

    Time counts in started units of `unit_minutes`. What the past alone would cost is left out, so that nobody serving
    costs nothing: with b units before and n now, a volunteer costs (b + n)^2 - b^2.

    Excess: that number.
    """

    level: Count = 1
    unit_minutes: Positive = 15

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a cost for each volunteer who serves."""
        units: dict[str, int] = defaultdict(int)
        for duty in schedule.duties(problem):
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                units[duty.volunteer.id] += -(-duty.minutes // self.unit_minutes)
        for volunteer in problem.volunteers:
            now = units[volunteer.id]
            before = -(-round(volunteer.served_hours * 60) // self.unit_minutes)
            if now:
                facts = {"volunteer": volunteer.label, "now": now, "before": before, "unit": self.unit_minutes}
                message = Text("{volunteer} serves {now} x {unit} minutes on top of {before}", facts)
                yield Violation(message, (volunteer.id,), (), (before + now) ** 2 - before**2)

    def encode(self, f: "Encoder") -> None:
        """Load n = sum of steps; the j-th step of width w costs (b + jw)^2 - (b + (j-1)w)^2, so cheap ones come first."""
        t = f.tables
        f.convex_load(
            candidates=t.concerned(self.where).nonzero()[0],
            load=-(-t.candidate_minutes // self.unit_minutes),
            before=-(-t.volunteer_served_minutes // self.unit_minutes),
        )
