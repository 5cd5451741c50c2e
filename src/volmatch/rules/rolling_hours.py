"""Nobody serves too much in any stretch of hours, wherever it begins: in any 24 hours, say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Count, Hours
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60
_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class RollingHours(Rule):
    """In the `within_hours` from the start of each duty, its volunteer serves at most `max_hours` and begins at most `max_sessions`.

    Of a duty that reaches beyond these hours, the part within them counts. No stretch of so many hours then holds more, wherever
    it begins. Hours are rounded to the minute. Duties of the history begin stretches too; what they fill is taken off what is allowed.

    Parameters
    ----------
    within_hours
        Length of the stretch.
    max_hours
        Most hours of service in it; ``None`` is any.
    max_sessions
        Most duties that begin in it; ``None`` is any.

    Notes
    -----
    Excess: for each duty, 1 for each started hour too many in the stretch from its start, and 1 for each duty too many.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        own_duties=True,
        keeps_out=Text.counted(
            "{n} person would serve too much within some hours", "{n} people would serve too much within some hours", {}
        ),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} serves no more than allowed in any stretch of hours")})
    within_hours: Hours
    max_hours: Hours | None = None
    max_sessions: Count | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.max_hours is None and self.max_sessions is None:
            yield "max_hours", Text("the rule needs max_hours, max_sessions or both")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty from whose start there is too much."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        past = past_agenda(problem, self.where)
        for volunteer, duties in agenda.items():
            old = past.get(volunteer, ())
            for duty in duties:
                yield from self._too_much(duty.start, duty.session.label, duties, old)
            for served in old:
                yield from self._too_much(served.start, served.label, duties, old)

    def encode(self, f: "Encoder") -> None:
        """Minutes of all candidates within the hours from the start of one <= max, where it is chosen; starts alike.

        As a must the row holds at the start of every candidate, chosen or not: it says no more, for the fullest stretch
        begins with a duty.
        """
        import numpy as np

        from volmatch.arrays.nearness import pairs_within

        t = f.tables
        within = round(self.within_hours * _HOUR)
        work = t.concerned(self.where).nonzero()[0]
        person, start, end = t.candidate_volunteer[work], t.candidate_start[work], t.candidate_end[work]
        longest = int((end - start).max(initial=0))
        old = t.past.concerned(t.codes, self.where).nonzero()[0]
        whose, past_start, past_end = t.past.volunteer[old], t.past.start[old], t.past.end[old]
        # A stretch begins with each candidate, and with each duty of the history.
        owner, begins = np.concatenate([person, whose]), np.concatenate([start, past_start])
        longest = int(np.concatenate([end - start, past_end - past_start]).max(initial=0))
        asked = (owner, begins - longest + 1, begins + within)
        row, other = pairs_within(asked, (person, start))
        shared = np.minimum(end[other], begins[row] + within) - np.maximum(start[other], begins[row])
        at, had = pairs_within(asked, (whose, past_start))
        filled = np.maximum(0, np.minimum(past_end[had], begins[at] + within) - np.maximum(past_start[had], begins[at]))
        amounts = []
        if self.max_hours is not None:
            amounts.append((shared, filled, round(self.max_hours * _HOUR), _HOUR))
        if self.max_sessions is not None:
            since, served = start[other] >= begins[row], past_start[had] >= begins[at]
            amounts.append((since.astype(np.int64), served.astype(np.int64), self.max_sessions, 1))
        for amount, used, allowed, unit in amounts:
            counts = (shared > 0) & (amount > 0)
            rows = f.rows(row[counts], work[other[counts]], amount[counts], count=begins.size)
            taken = np.bincount(at[filled > 0], used[filled > 0], begins.size).astype(np.int64)
            most = np.maximum(0, allowed - taken)
            # What could be too much, at least 0: so much is granted where the duty itself is not served.
            spare = np.maximum(0, rows.at(np.ones(t.candidate_volunteer.size, dtype=np.int64)) - most)
            granted = np.arange(work.size) if f.level else (taken[: work.size] > 0).nonzero()[0]
            most[granted] += spare[granted]
            f.keep(rows + f.rows(granted, work[granted], spare[granted]), most=most, unit=unit)

    def _too_much(
        self, start: dt.datetime, label: Fact, duties: "Sequence[Duty]", old: "Sequence[PastDuty]"
    ) -> Iterator[Violation]:
        """Yield what is too much in the stretch from a start, if a duty of the schedule adds to it."""
        until = start + round(self.within_hours * _HOUR) * _MINUTE
        inside = [one for one in duties if one.start < until and start < one.end]
        before = [one for one in old if one.start < until and start < one.end]
        if not inside:
            return
        person = inside[0].volunteer
        facts: dict[str, Fact] = {
            "volunteer": person.label,
            "within": _shown(self.within_hours),
            "session": label,
        }
        sessions = tuple(one.session.id for one in inside)
        minutes, filled = (
            sum((min(one.end, until) - max(one.start, start)) // _MINUTE for one in those) for those in (inside, before)
        )
        if self.max_hours is not None:
            over = minutes - max(0, round(self.max_hours * _HOUR) - filled)
            if over > 0:
                message = Text(
                    "{volunteer} serves {has} hours within {within} hours from {session}, more than {most}",
                    {**facts, "has": _shown(round((minutes + filled) / _HOUR, 2)), "most": _shown(self.max_hours)},
                )
                yield Violation(message, (person.id,), sessions, -(-over // _HOUR))
        begun = tuple(one.session.id for one in inside if one.start >= start)
        if self.max_sessions is not None:
            served = sum(one.start >= start for one in before)
            over = len(begun) - max(0, self.max_sessions - served)
            if over > 0:
                message = Text(
                    "{volunteer} begins {has} sessions within {within} hours from {session}, more than {most}",
                    {**facts, "has": len(begun) + served, "most": self.max_sessions},
                )
                yield Violation(message, (person.id,), begun, over)


def _shown(hours: float) -> float:
    return int(hours) if hours == int(hours) else hours
