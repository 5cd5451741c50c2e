"""Nobody takes on more effort than a cap: by day, week, stretch of days, or in all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from volmatch.past_agenda import days_around, past_agenda
from volmatch.problem.shapes import Hours
from volmatch.problem.spans_of_days import by_period
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Days, Per
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule

_HOUR = 60


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Effort(Rule):
    """In each period, the effort of a volunteer's duties adds up to at most `most` hours.

    The effort of a session is its ``effort_hours``, or its length where it has none; hours are rounded to the minute. A duty
    counts wholly on the local day its session starts. The filters say whose duties are added up, and in which sessions. What the
    history has of a period, other than the whole horizon, is taken off what is allowed in it.

    Excess: 1 for each started hour too many, in each period.

    Parameters
    ----------
    per
        ``day``, ``week`` (Monday to Sunday), ``month``, ``quarter`` or ``year`` of the calendar, ``horizon``, a `Season`, or any number
        of days in a row: all stretches that lie between the first and the last candidate start of the problem, or that whole
        span where it is shorter; with a history, also those that reach into it.
    most
        Hours of effort that are fine.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} takes on no more effort than allowed")})
    per: Per = "week"
    most: Hours

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person and period with too much effort."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        past = {} if self.per == "horizon" else past_agenda(problem, self.where)
        days = days_around(problem, self.per.days - 1) if isinstance(self.per, Days) else problem.days
        for volunteer, duties in agenda.items():
            old = ((problem.day_of(duty.start, duty.place), duty) for duty in past.get(volunteer, ()))
            had = dict(by_period(self.per, days, old))
            for day, period in by_period(self.per, days, ((duty.day, duty) for duty in duties)):
                yield from self._too_much(day, period, had.get(day, ()))

    def _too_much(self, day: date, period: "Sequence[Duty]", past: "Sequence[PastDuty]") -> Iterator[Violation]:
        """Yield by how much the duties of a period go beyond what the past leaves."""
        effort = sum(_minutes(duty.session, duty.session.length_minutes) for duty in period)
        before = sum(_minutes(duty, duty.minutes) for duty in past)
        over = effort - max(0, round(self.most * _HOUR) - before)
        if over > 0:
            facts = {
                "volunteer": period[0].volunteer.label,
                "day": day,
                "has": round((effort + before) / _HOUR, 2),
                "most": self.most,
            }
            message = Text("{volunteer} takes on {has} hours of effort from {day}, more than {most}", facts)
            sessions = tuple(duty.session.id for duty in period)
            yield Violation(message, (period[0].volunteer.id,), sessions, -(-over // _HOUR))

    def encode(self, f: "Encoder") -> None:
        """Sum of effort over the candidates of a person and period <= most, less what the history has of it."""
        import numpy as np

        from volmatch.columns.periods import periods_of_all

        t = f.tables
        per = self.per if isinstance(self.per, str) else self.per.numbers
        periods = periods_of_all(t, per, self.where, with_past=True)
        effort = t.session_effort[t.candidate_session[periods.candidate]]
        left = periods.left_of(np.full_like(periods.limit, round(self.most * _HOUR)), t.past.effort)
        f.keep(f.rows(periods.row, periods.candidate, effort), most=left, unit=_HOUR)


def _minutes(one: "Session | PastDuty", length: int) -> int:
    return length if one.effort_hours is None else round(one.effort_hours * _HOUR)
