"""Nobody serves more than they said: sessions and hours by day, week, stretch of days, or in all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import days_around, past_agenda
from volmatch.problem.spans_of_days import by_period
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Days, Limit, Volunteer
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Limits(Rule):
    """In each period, a volunteer's duties stay within the ``max_sessions`` and ``max_hours`` of their limits.

    A duty counts on the local day its session starts. Stretches of n days are all those that lie between the first and the
    last candidate start of the problem, or that whole span where it is shorter; with a history, also those that reach into it.
    What the history has of a period, other than the whole horizon, is taken off what is allowed in it.

    Excess: 1 for each session too many, and 1 for each started hour too many.
    """

    claims = Claims(
        apart_by="people",
        only_forbids=True,
        own_duties=True,
        never_dearer=True,
        keeps_out=Text.counted(
            "{n} person would serve more than they accept", "{n} people would serve more than they accept", {}
        ),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} serves no more than they said")})

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each period in which somebody serves too much."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        past = past_agenda(problem, self.where)
        for duties in agenda.values():
            volunteer = duties[0].volunteer
            for limit in volunteer.limits:
                days = days_around(problem, limit.per.days - 1) if isinstance(limit.per, Days) else problem.days
                counted = (duty for duty in duties if limit.kind is None or duty.session.kind == limit.kind)
                dated = ((duty.day, duty) for duty in counted)
                known = () if limit.per == "horizon" else past.get(volunteer.id, ())
                old = (duty for duty in known if limit.kind is None or duty.kind == limit.kind)
                had = dict(by_period(limit.per, days, ((problem.day_of(duty.start, duty.place), duty) for duty in old)))
                for day, period in by_period(limit.per, days, dated):
                    yield from _too_much(volunteer, limit, day, period, had.get(day, ()))

    def is_never_dearer(self, newcomers: Sequence[Volunteer] = ()) -> bool:  # noqa: ARG002 - they have no duty
        """Say no for a goal: a start on a new day makes more stretches of days, and each may count the same once more."""
        return self.level == 0

    def encode(self, f: "Encoder") -> None:
        """Sum over the candidates of a period <= max, less what the history has of it, for sessions and for minutes."""
        import numpy as np

        from volmatch.columns.periods import periods_of_limits

        t = f.tables
        limit = ((t.limits.max_sessions >= 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where, with_past=True)
        left = periods.left_of(t.limits.max_sessions[periods.limit], np.ones_like(t.past.minutes))
        f.keep(f.rows(periods.row, periods.candidate, 1), most=left)
        limit = ((t.limits.max_minutes >= 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where, with_past=True)
        left = periods.left_of(t.limits.max_minutes[periods.limit], t.past.minutes)
        minutes = t.candidate_minutes[periods.candidate]
        f.keep(f.rows(periods.row, periods.candidate, minutes), most=left, unit=_HOUR)


def _too_much(
    volunteer: Volunteer, limit: Limit, day: date, duties: "Sequence[Duty]", past: "Sequence[PastDuty]"
) -> Iterator[Violation]:
    """Yield how far duties of a period go beyond what the past leaves of a limit."""
    if limit.max_sessions is not None and len(duties) > max(0, limit.max_sessions - len(past)):
        message = Text(
            "{volunteer} has {has} sessions in the period from {day}, more than {most}",
            {"volunteer": volunteer.label, "day": day, "has": len(duties) + len(past), "most": limit.max_sessions},
        )
        over = len(duties) - max(0, limit.max_sessions - len(past))
        yield Violation(message, (volunteer.id,), tuple(duty.session.id for duty in duties), over)
    if limit.max_hours is None:
        return
    minutes, before = sum(duty.minutes for duty in duties), sum(duty.minutes for duty in past)
    if minutes > max(0, round(limit.max_hours * _HOUR) - before):
        has = round((minutes + before) / _HOUR, 2)
        message = Text(
            "{volunteer} has {has} hours in the period from {day}, more than {most}",
            {"volunteer": volunteer.label, "day": day, "has": has, "most": limit.max_hours},
        )
        over = minutes - max(0, round(limit.max_hours * _HOUR) - before)
        yield Violation(message, (volunteer.id,), tuple(duty.session.id for duty in duties), -(-over // _HOUR))
