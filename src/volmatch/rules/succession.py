"""Some sessions do not follow each other: no early one after a late one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations, product
from typing import TYPE_CHECKING

import attrs

from volmatch.past_agenda import past_agenda
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.shapes import Hours
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Kinds
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Ints
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
    the minute. Duties of the history count like any other, but not two of them together.

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
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        for volunteer, duties in agenda.items():
            for first, then in permutations(duties, 2):
                if first.session.id != then.session.id and self._is_forbidden(first, then, problem):
                    facts = {
                        "volunteer": first.volunteer.label,
                        "one": first.session.label,
                        "other": then.session.label,
                        "start": then.start,
                    }
                    message = Text("{volunteer} must not do {other} at {start} so soon after {one}", facts)
                    yield Violation(message, (volunteer,), (first.session.id, then.session.id))

        for volunteer, past in past_agenda(problem, self.where).items():
            for duty, old in product(agenda.get(volunteer, ()), past):
                if self._is_forbidden(old, duty, problem):
                    yield self._follows(duty, old.label, duty.session.label, duty.start)
                if self._is_forbidden(duty, old, problem):
                    yield self._follows(duty, duty.session.label, old.label, old.start)

    def encode(self, f: "Encoder") -> None:
        """At most one of each pair of candidates of which one follows the other too soon; none that does so with the history."""
        import numpy as np

        from volmatch.arrays.nearness import pairs_within
        from volmatch.columns.clashes import follow_ups

        t = f.tables
        concerned, seen = t.concerned(self.where), t.past.concerned(t.codes, self.where)
        first = (concerned & t.codes.kinds.any_of(self.after)[t.candidate_session]).nonzero()[0]
        then = (concerned & t.codes.kinds.any_of(self.never)[t.candidate_session]).nonzero()[0]
        before = (seen & t.past.kinds.any_of(self.after)).nonzero()[0]
        after = (seen & t.past.kinds.any_of(self.never)).nonzero()[0]
        clock, begins = t.option_start_clock[t.candidate_option], t.option_day_starts[t.candidate_option]
        own = self._reaches(t.candidate_start, t.candidate_end, t.option_day[t.candidate_option], clock, begins)
        old = self._reaches(t.past.start, t.past.end, t.past.day, t.past.start_clock, t.past.day_starts)
        found, known = [np.zeros((0, 2), dtype=np.int64)], [np.zeros((0, 3), dtype=np.int64)]
        person, whose = t.candidate_volunteer, t.past.volunteer
        for (since, until, time), (past_since, past_until, past_time) in zip(own, old, strict=True):
            found.append(follow_ups(t, first, then, since, until, time))
            i, j = pairs_within((whose[before], past_since[before], past_until[before]), (person[then], time[then]))
            known.append(np.column_stack([then[j], before[i], np.zeros_like(i)]))
            i, j = pairs_within((person[first], since[first], until[first]), (whose[after], past_time[after]))
            known.append(np.column_stack([first[i], after[j], np.ones_like(i)]))
        pairs = np.unique(np.concatenate(found), axis=0)
        f.conflict(2 * np.arange(len(pairs) + 1), pairs.ravel())
        candidate, count = np.unique(np.unique(np.concatenate(known), axis=0)[:, 0], return_counts=True)
        f.keep(f.rows(np.arange(candidate.size), candidate, count), most=0)

    def _reaches(
        self, start: "Ints", end: "Ints", day: "Ints", start_clock: "Ints", begins: "Ints"
    ) -> "list[tuple[Ints, Ints, Ints]]":
        """Return (since, until, time) for each way to be too soon: what has its time within those of a duty follows it."""
        found = []
        if self.within_hours is not None:
            found.append((start + 1, end + round(self.within_hours * _HOUR), start))
        if self.next_day:
            clock = _DAY * day + (start_clock - begins) % _DAY
            morning = _MORNING * (begins == 0)
            midnight, is_by_night = clock - clock % _DAY + _DAY, clock % _DAY < morning
            since = midnight + (clock + 1 - midnight) * is_by_night
            until = midnight + _DAY + (morning - _DAY) * is_by_night
            found.append((since, until, clock))
        return found

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.within_hours is None and not self.next_day:
            yield "within_hours", Text("the rule needs within_hours, next_day or both")

    def _follows(self, duty: "Duty", one: Fact, other: Fact, start: dt.datetime) -> Violation:
        """Return the violation of a duty and one of the history, whichever comes first."""
        facts: dict[str, Fact] = {"volunteer": duty.volunteer.label, "one": one, "other": other, "start": start}
        message = Text("{volunteer} must not do {other} at {start} so soon after {one}", facts)
        return Violation(message, (duty.volunteer.id,), (duty.session.id,))

    def _is_forbidden(self, first: "Duty | PastDuty", then: "Duty | PastDuty", problem: "Problem") -> bool:
        if _kind(first) not in self.after or _kind(then) not in self.never:
            return False
        if self.within_hours is not None:
            over = first.end + dt.timedelta(minutes=round(self.within_hours * _HOUR))
            if first.start < then.start < over:
                return True
        if not self.next_day:
            return False
        if problem.day_starts_at(first.place) > dt.time():
            tomorrow = problem.day_of(first.start, first.place) + dt.timedelta(days=1)
            return problem.day_of(then.start, then.place) == tomorrow
        return _is_on_the_next_day(_into_the_day(first, problem), _into_the_day(then, problem))


def _kind(duty: "Duty | PastDuty") -> str | None:
    return duty.kind if isinstance(duty, PastDuty) else duty.session.kind


def _into_the_day(duty: "Duty | PastDuty", problem: "Problem") -> dt.datetime:
    """Return the day of a duty, and how far into it the duty starts, as if all days began at midnight."""
    begins = problem.day_starts_at(duty.place)
    since = dt.timedelta(hours=duty.start.hour - begins.hour, minutes=duty.start.minute - begins.minute)
    day = problem.day_of(duty.start, duty.place)
    return dt.datetime.combine(day, dt.time()) + since % dt.timedelta(days=1)


def _is_on_the_next_day(first: dt.datetime, then: dt.datetime) -> bool:
    """Say whether one start is on the day after the other; before 05:00 it is still the night, and the day, before."""
    tomorrow = dt.datetime.combine(first.date() + dt.timedelta(days=1), dt.time())
    if first.hour * _HOUR < _MORNING:
        return first < then < tomorrow + dt.timedelta(minutes=_MORNING)
    return tomorrow <= then < tomorrow + dt.timedelta(days=1)
