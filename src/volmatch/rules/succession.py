"""Some sessions do not follow each other: no early one after a late one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Hours
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Kinds
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60
_DAY = 24 * _HOUR
#: Before this minute of a day it is still the night before.
_MORNING = 300


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Succession(Rule):
    """After a session of one of the kinds `after`, a volunteer serves in none of the kinds `never` too soon.

    Too soon is: starting later than the first session and less than `within_hours` after its end, or, with `next_day`, on
    the local day after the one on which the first session starts. Filters on sessions must take both. Hours are rounded to
    the minute.

    Excess: 1 for each pair of duties that follow each other so.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} does no session too soon after one that rules it out")})
    after: Kinds
    never: Kinds
    within_hours: Hours | None = None
    next_day: bool = False

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each pair of duties that follow each other too soon."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                agenda[duty.volunteer.id].append(duty)
        for volunteer, duties in agenda.items():
            for first, then in permutations(duties, 2):
                if first.session.id != then.session.id and self._is_forbidden(first, then):
                    facts = {
                        "volunteer": first.volunteer.label,
                        "one": first.session.label,
                        "other": then.session.label,
                        "start": then.start,
                    }
                    message = Text("{volunteer} must not do {other} at {start} so soon after {one}", facts)
                    yield Violation(message, (volunteer,), (first.session.id, then.session.id))

    def encode(self, f: "Encoder") -> None:
        """At most one of each pair of candidates of which one follows the other too soon."""
        import numpy as np

        from volmatch.columns.clashes import follow_ups

        t = f.tables
        concerned = t.concerned(self.where)
        first = (concerned & t.codes.kinds.any_of(self.after)[t.candidate_session]).nonzero()[0]
        then = (concerned & t.codes.kinds.any_of(self.never)[t.candidate_session]).nonzero()[0]
        minute = t.candidate_start
        found = []
        if self.within_hours is not None:
            until = t.candidate_end + round(self.within_hours * _HOUR)
            found.append(follow_ups(t, first, then, minute + 1, until, minute))
        if self.next_day:
            clock = _DAY * t.option_day[t.candidate_option] + t.option_start_clock[t.candidate_option]
            midnight, is_by_night = clock - clock % _DAY + _DAY, clock % _DAY < _MORNING
            since = np.where(is_by_night, clock + 1, midnight)
            until = np.where(is_by_night, midnight + _MORNING, midnight + _DAY)
            found.append(follow_ups(t, first, then, since, until, clock))
        pairs = np.unique(np.concatenate(found), axis=0)
        f.conflict(2 * np.arange(len(pairs) + 1), pairs.ravel())

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.within_hours is None and not self.next_day:
            yield "within_hours", Text("the rule needs within_hours, next_day or both")

    def _is_forbidden(self, first: "Duty", then: "Duty") -> bool:
        if first.session.kind not in self.after or then.session.kind not in self.never:
            return False
        if self.within_hours is not None:
            over = first.end + dt.timedelta(minutes=round(self.within_hours * _HOUR))
            if first.start < then.start < over:
                return True
        return self.next_day and _is_on_the_next_day(first.start.replace(tzinfo=None), then.start.replace(tzinfo=None))


def _is_on_the_next_day(first: dt.datetime, then: dt.datetime) -> bool:
    """Say whether one start is on the day after the other; before 05:00 it is still the night, and the day, before."""
    tomorrow = dt.datetime.combine(first.date() + dt.timedelta(days=1), dt.time())
    if first.hour * _HOUR < _MORNING:
        return first < then < tomorrow + dt.timedelta(minutes=_MORNING)
    return tomorrow <= then < tomorrow + dt.timedelta(days=1)
