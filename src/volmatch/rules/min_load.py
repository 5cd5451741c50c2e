"""People who want to serve a certain amount get it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.spans_of_days import Span, asked_of, spans_in
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
    is asked for, rounded up. Being on call does not count.

    Excess: 1 for each missing session, and 1 for each started missing hour.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap({"volunteers": template("{volunteer} serves as much as they want to")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each period in which somebody serves too little."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_session(duty.session, problem) and not duty.role.standby:
                agenda[duty.volunteer.id].append(duty)
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer, problem):
                for limit in volunteer.limits:
                    if limit.min_sessions is not None or limit.min_hours is not None:
                        yield from self._too_little(volunteer, limit, agenda[volunteer.id], problem)

    def encode(self, f: "Encoder") -> None:
        """Sum over the candidates of a period >= min, for sessions and for minutes."""
        from volmatch.columns.periods import periods_of_limits

        t = f.tables
        limit = ((t.limits.min_sessions > 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where, serving=True)
        least = periods.share_of(t.limits.min_sessions[periods.limit])
        f.keep(f.rows(periods.row, periods.candidate, 1), least=least)
        limit = ((t.limits.min_minutes > 0) & t.takes_volunteers(self.where)[t.limits.volunteer]).nonzero()[0]
        periods = periods_of_limits(t, limit, self.where, serving=True)
        minutes = t.candidate_minutes[periods.candidate]
        least = periods.share_of(t.limits.min_minutes[periods.limit])
        f.keep(f.rows(periods.row, periods.candidate, minutes), least=least, unit=_HOUR)

    def _too_little(
        self, volunteer: Volunteer, limit: Limit, duties: "Sequence[Duty]", problem: "Problem"
    ) -> Iterator[Violation]:
        possible = {
            day
            for session in problem.sessions
            if (limit.kind is None or session.kind == limit.kind) and self.where.takes_session(session, problem)
            if not any(role.standby for role in session.roles)
            for day in problem.start_days(session)
        }
        counted = [duty for duty in duties if limit.kind is None or duty.session.kind == limit.kind]
        for span in spans_in(limit.per, problem.days):
            first, last = span
            if any(first <= day <= last for day in possible):
                served = [duty for duty in counted if first <= duty.day <= last]
                yield from _missing(volunteer, limit, span, served, problem.days)


def _missing(
    volunteer: Volunteer, limit: Limit, span: Span, served: "Sequence[Duty]", days: "Sequence[date]"
) -> Iterator[Violation]:
    """Yield what is missing in a period."""
    facts = {"volunteer": volunteer.label, "day": span[0]}
    sessions = asked_of(limit.min_sessions or 0, span, days)
    if len(served) < sessions:
        message = Text(
            "{volunteer} has {has} sessions in the period from {day}, fewer than the {least} wanted",
            {**facts, "has": len(served), "least": sessions},
        )
        yield Violation(message, (volunteer.id,), (), sessions - len(served))
    minutes = sum(duty.minutes for duty in served)
    whole = round((limit.min_hours or 0) * _HOUR)
    wanted = asked_of(whole, span, days)
    if minutes < wanted:
        message = Text(
            "{volunteer} has {has} hours in the period from {day}, fewer than the {least} wanted",
            {
                **facts,
                "has": round(minutes / _HOUR, 2),
                "least": limit.min_hours if wanted == whole else round(wanted / _HOUR, 2),
            },
        )
        yield Violation(message, (volunteer.id,), (), -(-(wanted - minutes) // _HOUR))
