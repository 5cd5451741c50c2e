"""Whoever can do much is not worn out: nobody serves far more than the fair share."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Ints
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_HOUR = 60
_WHOLE = 100


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ProtectFlexible(Rule):
    """Nobody serves more than the fair share and `percent` per cent of it.

    The fair share is the time that all people concerned serve, divided by their number, whether they serve or not; of those in one
    role, at most its ``target`` count for it, so that nobody is called in only to raise it. Only sessions that the filter takes
    count.

    Excess: 1 for each started hour that somebody serves above that.
    """

    level: Count = 1
    percent: Count = 50

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person who serves too large a share."""
        minutes: dict[str, int] = defaultdict(int)
        heads: dict[tuple[str, str], int] = defaultdict(int)
        total = 0
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                minutes[duty.volunteer.id] += duty.minutes
                heads[duty.session.id, duty.role.name] += 1
                if heads[duty.session.id, duty.role.name] <= duty.role.target:
                    total += duty.minutes
        people = [volunteer for volunteer in problem.volunteers if self.where.takes_volunteer(volunteer, problem)]
        for volunteer in people:
            # Compared without division: own minutes x people x 100 against all minutes x (100 + percent).
            over = minutes[volunteer.id] * len(people) * _WHOLE - total * (_WHOLE + self.percent)
            if over > 0:
                facts = {
                    "volunteer": volunteer.label,
                    "hours": round(minutes[volunteer.id] / _HOUR, 2),
                    "share": round(total / len(people) / _HOUR, 2),
                    "percent": self.percent,
                }
                message = Text(
                    "{volunteer} serves {hours} hours, over {percent} % above the fair share of {share}", facts
                )
                yield Violation(message, (volunteer.id,), (), -(-over // (_WHOLE * len(people) * _HOUR)))

    def encode(self, f: "Encoder") -> None:
        """100 x people x own minutes - (100 + percent) x total <= 0, where total = minutes of at most target heads a role."""
        import numpy as np

        from volmatch.formulation.vocabulary.wanted import within_target

        t = f.tables
        candidate = t.concerned(self.where).nonzero()[0]
        people = int(t.takes_volunteers(self.where).sum())
        if candidate.size == 0:
            return
        minutes = t.candidate_minutes[candidate]
        counted, one = within_target(f, candidate)
        everything = f.rows(np.zeros_like(counted), counted, t.candidate_minutes[one])
        total = f.variables([int(minutes.sum())])
        f.define(everything + f.rows(np.zeros(1, np.int64), total, -1), least=0, most=0)

        def fill(values: "Ints") -> None:
            values[total] = everything.at(values)

        f.fill(fill)
        busy, row = np.unique(t.candidate_volunteer[candidate], return_inverse=True)
        own = f.rows(row, candidate, _WHOLE * people * minutes)
        share = f.rows(np.arange(busy.size), np.repeat(total, busy.size), -(_WHOLE + self.percent))
        f.keep(own + share, most=np.zeros(busy.size), unit=_WHOLE * people * _HOUR)
