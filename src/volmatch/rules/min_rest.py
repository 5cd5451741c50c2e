"""Everybody rests between two sessions, and longer after a late one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Clock, Hours
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import EVERYWHERE, Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Bools, Ints
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60
_DAY = 24 * _HOUR
#: Before this hour a night is not over: the end of the night time that European law protects in any case (2003/88/EC, 2.3).
_MORNING = 5
_ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class AfterLate:
    """A longer rest after a session that ends late.

    Parameters
    ----------
    late_from
        Clock time of the day or night to which the session belongs: an end at or after it is late, also one after midnight.
        A session that starts before 05:00 belongs to the night before, and so does a `late_from` before 05:00; a problem, or a
        place, whose days begin at another hour than midnight says that hour instead.
    late_hours
        Hours of rest after such an end, in place of the rule's own.
    """

    late_from: Clock
    late_hours: Hours

    def are_late(self, begins: "Ints", start_clock: "Ints", end_clock: "Ints") -> "Bools":
        """Return which duties end late; all are minutes, and `begins` is when days begin where each takes place."""
        morning = begins + _MORNING * _HOUR * (begins == 0)
        late_from = self.late_from.hour * _HOUR + self.late_from.minute
        late: Bools = end_clock + _DAY * (start_clock < morning) >= late_from + _DAY * (late_from < morning)
        return late


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MinRest(Rule):
    """Of two duties of one volunteer, the later starts at least `hours` after the end of the earlier.

    After a duty that ends late, `after_late` says how many hours instead. A filter on sessions names those after which the
    rest is due, whatever comes next. Hours are rounded to the minute. Duties of the history count like any other, but not two of
    them together.

    Excess: 1 for each pair of duties with too little rest between them.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        own_duties=True,
        keeps_out=Text.counted("{n} person would have too little rest", "{n} people would have too little rest", {}),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} rests long enough between two sessions")})
    hours: Hours
    after_late: AfterLate | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each pair of duties that lie too near to each other."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            agenda[duty.volunteer.id].append(duty)
        for duties in agenda.values():
            for one, other in combinations(duties, 2):
                if one.session.id != other.session.id:
                    yield from self._too_soon(one, other, problem)

        for volunteer, past in past_agenda(problem, EVERYWHERE).items():
            for duty, old in product(agenda.get(volunteer, ()), past):
                yield from self._too_soon_by_past(duty, old, problem)

    def encode(self, f: "Encoder") -> None:
        """At most one of each set of candidates of which no two have the rest due between them; none too near to the history."""
        import numpy as np

        from volmatch.columns.clashes import too_soon, too_soon_by_past

        t = f.tables
        rest = np.full(t.option_start.size, round(self.hours * _HOUR), dtype=np.int64)
        rest_past = np.full(t.past.start.size, round(self.hours * _HOUR), dtype=np.int64)
        if self.after_late is not None:
            late = round(self.after_late.late_hours * _HOUR)
            rest[self.after_late.are_late(t.option_day_starts, t.option_start_clock, t.option_end_clock)] = late
            rest_past[self.after_late.are_late(t.past.day_starts, t.past.start_clock, t.past.end_clock)] = late
        f.conflict(*too_soon(t, self.where, rest[t.candidate_option]))
        candidate, count = too_soon_by_past(t, self.where, rest[t.candidate_option], rest_past)
        f.keep(f.rows(np.arange(candidate.size), candidate, count), most=0)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.after_late is not None and self.after_late.late_hours < self.hours:
            yield "after_late", Text("late_hours must not lie below hours ({hours})", {"hours": self.hours})

    def _too_soon(self, one: "Duty", other: "Duty", problem: "Problem") -> Iterator[Violation]:
        for earlier, later in ((one, other), (other, one)):
            rest = self._rest_after(earlier, problem)
            if earlier.start <= later.start < earlier.end + rest and self.where.takes_duty(earlier, problem):
                between = max(later.start - earlier.end, dt.timedelta())
                facts = {
                    "volunteer": earlier.volunteer.label,
                    "one": earlier.session.label,
                    "other": later.session.label,
                    "has": _hours(between),
                    "hours": _hours(rest),
                }
                message = Text("{volunteer} has {has} hours between {one} and {other}, wanted {hours}", facts)
                yield Violation(message, (earlier.volunteer.id,), (earlier.session.id, later.session.id))
                return

    def _too_soon_by_past(self, duty: "Duty", old: "PastDuty", problem: "Problem") -> Iterator[Violation]:
        """Yield a violation if a duty and one of the history lie too near to each other, whichever comes first."""
        sessions, day = self.where.sessions, problem.day_of(old.start, old.place)
        is_like_ours = sessions is None or sessions.takes_past(old, problem)
        turns = (
            (old, duty, is_like_ours and self.where.takes_on(duty.volunteer, day)),
            (duty, old, self.where.takes_duty(duty, problem)),
        )
        for earlier, later, is_due in turns:
            rest = self._rest_after(earlier, problem)
            if is_due and earlier.start <= later.start < earlier.end + rest:
                facts = {
                    "volunteer": duty.volunteer.label,
                    "one": old.label if earlier is old else duty.session.label,
                    "other": old.label if later is old else duty.session.label,
                    "has": _hours(max(later.start - earlier.end, dt.timedelta())),
                    "hours": _hours(rest),
                }
                message = Text("{volunteer} has {has} hours between {one} and {other}, wanted {hours}", facts)
                yield Violation(message, (duty.volunteer.id,), (duty.session.id,))
                return

    def _rest_after(self, duty: "Duty | PastDuty", problem: "Problem") -> dt.timedelta:
        hours = self.hours
        if self.after_late is not None:
            begins = problem.day_starts_at(duty.place)
            morning = begins if begins > dt.time() else dt.time(_MORNING)
            evening = duty.start.date() - (_ONE_DAY if duty.start.time() < morning else dt.timedelta())
            since = dt.datetime.combine(evening, self.after_late.late_from)
            since += _ONE_DAY if self.after_late.late_from < morning else dt.timedelta()
            if duty.end.astimezone(problem.zone).replace(tzinfo=None) >= since:
                hours = self.after_late.late_hours
        return dt.timedelta(minutes=round(hours * _HOUR))


def _hours(stretch: dt.timedelta) -> float:
    hours = round(stretch / dt.timedelta(hours=1), 2)
    return int(hours) if hours == int(hours) else hours
