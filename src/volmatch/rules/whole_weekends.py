"""Whoever works on one day of a weekend works on the other one too."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import days_known, past_agenda
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_SATURDAY = 5
_WEEK = 7
_ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class WholeWeekends(Rule):
    """A volunteer works on both days of a weekend or on neither.

    A day is worked when a duty of the volunteer starts on it, by the local calendar. A weekend counts where both its days lie between
    the first and the last day of the horizon, or of the history. One of which the history has worked a day already is no breach,
    whatever follows.

    Excess: 1 for each weekend of which a volunteer works on one day only.
    """

    claims = Claims(own_duties=True)
    splits = FrozenMap({"volunteers": template("{volunteer} works on both days of a weekend or on neither")})

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer and weekend that is worked by half."""
        agenda: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and duty.day.weekday() >= _SATURDAY:
                agenda[duty.volunteer.id][duty.day].append(duty.session.id)
        past = past_agenda(problem, self.where)
        first, last = days_known(problem) if agenda else (dt.date.max, dt.date.min)
        for volunteer in problem.volunteers:
            days = agenda.get(volunteer.id, {})
            settled = {problem.day_of(duty.start, duty.place) for duty in past.get(volunteer.id, ())}
            for day in sorted(days):
                other = day + _ONE_DAY if day.weekday() == _SATURDAY else day - _ONE_DAY
                if first <= other <= last and other not in days and settled.isdisjoint((day, other)):
                    facts = {"volunteer": volunteer.label, "day": day, "other": other}
                    message = Text("{volunteer} works on {day}, and not on {other} of the same weekend", facts)
                    yield Violation(message, (volunteer.id,), tuple(days[day]))

    def encode(self, f: "Encoder") -> None:
        """Works on Saturday - works on Sunday <= 0, and the other way round, where the history has neither."""
        import numpy as np

        from volmatch.formulation.vocabulary.workdays import workdays

        days = workdays(f, self.where, weekdays=(_SATURDAY, _SATURDAY + 1), reach=1)
        saturday = ((days.day[:-1] - 1) % _WEEK == _SATURDAY).nonzero()[0]
        pairs = np.stack([saturday, saturday + 1])
        new = ~days.settled[:, pairs].any(axis=1)
        one, other = days.column[:, pairs].transpose(1, 0, 2)[:, new]
        one, other = np.concatenate([one, other]), np.concatenate([other, one])
        number, has_other = np.arange(one.size), other >= 0
        worked = one >= 0
        rows = f.rows(number[worked], one[worked], 1, count=one.size)
        f.keep(rows + f.rows(number[has_other], other[has_other], -1, count=one.size), most=0)
