"""Nobody works for too long without a break."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Hours, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Ints
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60
_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MaxInARow(Rule):
    """From the start of each duty, at most `hours` pass until its volunteer has a break of `break_minutes`.

    A break is a time in which the volunteer has no duty that the filter on sessions takes; what pauses are shorter counts as
    work. Hours are rounded to the minute. Duties of the history are work too; what they make too long by themselves may not be made
    longer.

    Parameters
    ----------
    hours
        Longest time from the start of a duty to the next break.
    break_minutes
        Length of a break.

    Notes
    -----
    Excess: 1 for each duty, also of the history, from whose start more than `hours` pass until the next break, and more than would
    if the history were all.
    """

    claims = Claims(
        never_dearer=True,
        only_forbids=True,
        own_duties=True,
        keeps_out=Text.counted(
            "{n} person would work too long without a break", "{n} people would work too long without a break", {}
        ),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} has a break before work gets too long")})
    hours: Hours
    break_minutes: Positive = 30

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty from whose start it is too long until the next break."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                agenda[duty.volunteer.id].append(duty)
        past = past_agenda(problem, self.where)
        most = round(self.hours * _HOUR) * _MINUTE
        for volunteer, duties in agenda.items():
            old = past.get(volunteer, ())
            for duty in duties:
                until = self._next_break(duty, [*duties, *old])
                if until - duty.start > most:
                    yield self._too_long(duty.session.label, until - duty.start, [duty])
            for served in old:
                until = self._next_break(served, [*duties, *old])
                if until - served.start > most and until > self._next_break(served, old):
                    inside = [duty for duty in duties if served.start < duty.end and duty.start < until]
                    yield self._too_long(served.label, until - served.start, inside)

    def encode(self, f: "Encoder") -> None:
        """Who begins has a break in time: x <= sum of y over the ends within the hours; y + x <= 1 for each x in the break.

        After a duty of the history 1 <= sum of y.
        """
        import numpy as np

        from volmatch.columns.breaks import Breaks

        breaks = Breaks.of(f.tables, self.where, round(self.hours * _HOUR), self.break_minutes)
        free = f.variables(np.ones(breaks.count))
        group = np.arange(breaks.broken.size)
        filling = f.rows(breaks.filled, breaks.filling, 1)
        f.define(filling + f.rows(group, free[breaks.broken], 1), most=np.ones(group.size))

        def fill(values: "Ints") -> None:
            values[free] = 1
            values[free[breaks.broken[filling.at(values) > 0]]] = 0

        f.fill(fill)
        begins = f.rows(np.arange(breaks.duty.size), breaks.duty, 1)
        most = np.zeros(breaks.duty.size + breaks.settled)
        most[breaks.duty.size :] = -1
        f.keep(begins + f.rows(breaks.in_time_of, free[breaks.in_time], -1), most=most)

    def _next_break(self, duty: "Duty | PastDuty", duties: "Sequence[Duty | PastDuty]") -> dt.datetime:
        """Return when the first break after the start of a duty begins."""
        until, length = duty.end, self.break_minutes * _MINUTE
        while later := [one.end for one in duties if one.start < until + length and one.end > until]:
            until = max(later)
        return until

    def _too_long(self, label: Fact, length: dt.timedelta, inside: "Sequence[Duty]") -> Violation:
        """Return the violation of a stretch that begins with a duty of this label, and holds these of the schedule."""
        person = inside[0].volunteer
        has = round(length / (_HOUR * _MINUTE), 2)
        facts = {
            "volunteer": person.label,
            "session": label,
            "has": int(has) if has == int(has) else has,
            "n": self.break_minutes,
            "most": self.hours,
        }
        message = Text(
            "{volunteer} works {has} hours from {session} without a break of {n} minutes, more than {most}", facts
        )
        return Violation(message, (person.id,), tuple(duty.session.id for duty in inside))
