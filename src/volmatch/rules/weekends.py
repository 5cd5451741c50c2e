"""Nobody works on too many weekends."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_SATURDAY = 5
_WEEK = 7


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Weekends(Rule):
    """A volunteer works on at most `max` weekends of the horizon.

    A weekend is worked when a duty of the volunteer starts on its Saturday or Sunday, by the local calendar.

    Excess: 1 for each weekend too many.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} works on no more weekends than allowed")})
    max: Count

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer who works on too many weekends."""
        worked: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
        for duty in schedule.duties(problem):
            concerned = self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem)
            day = duty.start.date()
            if concerned and day.weekday() >= _SATURDAY:
                saturday = day - dt.timedelta(days=day.weekday() - _SATURDAY)
                worked[duty.volunteer.id][saturday].append(duty.session.id)
        for volunteer in problem.volunteers:
            weekends = worked.get(volunteer.id, {})
            if len(weekends) > self.max:
                facts = {"volunteer": volunteer.label, "n": len(weekends), "most": self.max}
                message = Text.counted(
                    "{volunteer} works on {n} weekend, more than {most}",
                    "{volunteer} works on {n} weekends, more than {most}",
                    facts,
                )
                sessions = tuple(session for saturday in sorted(weekends) for session in weekends[saturday])
                yield Violation(message, (volunteer.id,), sessions, len(weekends) - self.max)

    def encode(self, f: "Encoder") -> None:
        """Sum over weekends of "works on one of its days" <= max."""
        import numpy as np

        from volmatch.formulation.vocabulary.workdays import workdays

        days = workdays(f, self.where, weekdays=(_SATURDAY, _SATURDAY + 1))
        person, position = (days.column >= 0).nonzero()
        weekend = (days.day[position] - 1) // _WEEK
        span = int(weekend.max(initial=0)) + 1
        groups, row = np.unique(person * span + weekend, return_inverse=True)
        worked = f.any_of(row, days.column[person, position], groups.size)
        f.keep(f.rows(groups // span, worked, 1, count=len(days.column)), most=self.max)
