"""People who want to serve a certain amount get it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Limit, Volunteer
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MinLoad(Rule):
    """In each period, a volunteer's duties reach the ``min_sessions`` and ``min_hours`` of their limits.

    Judged are the periods on which a session that counts could start. A duty counts on the local day its session starts;
    stretches of n days are as in ``limits``. Of a week or stretch that reaches beyond the problem's days, its share of days
    is asked for, rounded up.

    Excess: 1 for each missing session, and 1 for each started missing hour.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} serves as much as they want to")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each period in which somebody serves too little."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_session(duty.session, problem):
                agenda[duty.volunteer.id].append(duty)
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer):
                for limit in volunteer.limits:
                    if limit.min_sessions is not None or limit.min_hours is not None:
                        yield from self._too_little(volunteer, limit, agenda[volunteer.id], problem)

    def encode(self, f: "Encoder") -> None:
        """Sum over the candidates of a period >= min, for sessions and for minutes."""
        from volmatch.columns.periods import periods_of_limits

        t = f.tables
        limit = ((t.limits.min_sessions > 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where)
        least = periods.share_of(t.limits.min_sessions[periods.limit])
        f.keep(f.rows(periods.row, periods.candidate, 1), least=least)
        limit = ((t.limits.min_minutes > 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where)
        minutes = t.candidate_minutes[periods.candidate]
        least = periods.share_of(t.limits.min_minutes[periods.limit])
        f.keep(f.rows(periods.row, periods.candidate, minutes), least=least, unit=_HOUR)

    def _too_little(
        self, volunteer: Volunteer, limit: Limit, duties: "Sequence[Duty]", problem: "Problem"
    ) -> Iterator[Violation]:
        possible = {
            start.date()
            for session in problem.sessions
            if (limit.kind is None or session.kind == limit.kind) and self.where.takes_session(session, problem)
            for start in session.candidate_starts
        }
        counted = [duty for duty in duties if limit.kind is None or duty.session.kind == limit.kind]
        for first, last in _spans(limit, problem.days):
            if any(first <= day <= last for day in possible):
                served = [duty for duty in counted if first <= duty.start.date() <= last]
                share = Fraction(sum(first <= day <= last for day in problem.days), (last - first).days + 1)
                yield from _missing(volunteer, limit, share, first, served)


def _spans(limit: Limit, days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield (first day, last day) of each period of the horizon."""
    if not days:
        return
    if limit.per == "horizon":
        yield days[0], days[-1]
    elif limit.per == "day":
        yield from ((day, day) for day in days)
    elif limit.per == "week":
        mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
        yield from ((monday, monday + timedelta(days=6)) for monday in mondays)
    else:
        length = timedelta(days=limit.per.days - 1)
        latest = max(days[0], days[-1] - length)
        yield from ((day, day + length) for day in days if day <= latest)


def _missing(
    volunteer: Volunteer, limit: Limit, share: Fraction, day: date, served: "Sequence[Duty]"
) -> Iterator[Violation]:
    """Yield what is missing in a period, of which a share of the days lies in the problem."""
    facts = {"volunteer": volunteer.label, "day": day}
    sessions = ceil((limit.min_sessions or 0) * share)
    if len(served) < sessions:
        message = Text(
            "{volunteer} has {has} sessions in the period from {day}, fewer than the {least} wanted",
            {**facts, "has": len(served), "least": sessions},
        )
        yield Violation(message, (volunteer.id,), (), sessions - len(served))
    minutes = sum(duty.minutes for duty in served)
    wanted = ceil(round((limit.min_hours or 0) * _HOUR) * share)
    if minutes < wanted:
        message = Text(
            "{volunteer} has {has} hours in the period from {day}, fewer than the {least} wanted",
            {
                **facts,
                "has": round(minutes / _HOUR, 2),
                "least": limit.min_hours if share == 1 else round(wanted / _HOUR, 2),
            },
        )
        yield Violation(message, (volunteer.id,), (), -(-(wanted - minutes) // _HOUR))
