"""Nobody takes on more effort than a cap: by day, week, stretch of days, or in all."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Hours
from volmatch.problem.spans_of_days import by_period
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Days
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule

_HOUR = 60


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Effort(Rule):
    """In each period, the effort of a volunteer's duties adds up to at most `most` hours.

    The effort of a session is its ``effort_hours``, or its length where it has none; hours are rounded to the minute. A duty
    counts wholly on the local day its session starts. The filters say whose duties are added up, and in which sessions.

    Excess: 1 for each started hour too many, in each period.

    Parameters
    ----------
    per
        ``day``, ``week`` (Monday to Sunday), ``month`` of the calendar, ``horizon``, or any number of days in a row: all stretches that lie between the
        first and the last candidate start of the problem, or that whole span where it is shorter.
    most
        Hours of effort that are fine.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} takes on no more effort than allowed")})
    per: Literal["day", "week", "month", "horizon"] | Days = "week"
    most: Hours

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person and period with too much effort."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                agenda[duty.volunteer.id].append(duty)
        allowed = round(self.most * _HOUR)
        for duties in agenda.values():
            dated = ((duty.day, duty) for duty in duties)
            for day, period in by_period(self.per, problem.days, dated):
                over = sum(_minutes(duty.session) for duty in period) - allowed
                if over > 0:
                    facts = {
                        "volunteer": duties[0].volunteer.label,
                        "day": day,
                        "has": round((over + allowed) / _HOUR, 2),
                        "most": self.most,
                    }
                    message = Text("{volunteer} takes on {has} hours of effort from {day}, more than {most}", facts)
                    sessions = tuple(duty.session.id for duty in period)
                    yield Violation(message, (duties[0].volunteer.id,), sessions, -(-over // _HOUR))

    def encode(self, f: "Encoder") -> None:
        """Sum of effort over the candidates of a person and period <= most."""
        from volmatch.columns.periods import periods_of_all

        t = f.tables
        periods = periods_of_all(t, self.per if isinstance(self.per, str) else self.per.days, self.where)
        effort = t.session_effort[t.candidate_session[periods.candidate]]
        f.keep(f.rows(periods.row, periods.candidate, effort), most=round(self.most * _HOUR), unit=_HOUR)


def _minutes(session: "Session") -> int:
    return session.length_minutes if session.effort_hours is None else round(session.effort_hours * _HOUR)
