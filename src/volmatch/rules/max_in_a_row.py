"""Nobody works for too long without a break."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Hours, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_D = TypeVar("_D", "Duty", "PastDuty")
_HOUR = 60
_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MaxInARow(Rule):
    """From the start of each duty to its volunteer's next break of `break_minutes`, at most `hours` pass and at most `sessions` begin.

    A break is a time in which the volunteer has no duty that the filter on sessions takes; what pauses are shorter counts as
    work. Hours are rounded to the minute. Duties of the history are work too; what they make too long by themselves may not be made
    longer.

    Parameters
    ----------
    hours
        Longest time from the start of a duty to the next break; ``None`` is any.
    sessions
        Most duties that begin in that time, the first one counted; ``None`` is any.
    break_minutes
        Length of a break.

    Notes
    -----
    Excess: 1 for each duty, also of the history, from whose start more than `hours` pass until the next break, and 1 for each from
    which on more than `sessions` begin until then; in both cases more than would if the history were all.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        own_duties=True,
        keeps_out=Text.counted(
            "{n} person would work too long without a break", "{n} people would work too long without a break", {}
        ),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} has a break before work gets too long")})
    hours: Hours | None = None
    sessions: Positive | None = None
    break_minutes: Positive = 30

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.hours is None and self.sessions is None:
            yield "hours", Text("the rule needs hours, sessions or both")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty from whose start it is too long, or too many begin, until the next break."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        past = past_agenda(problem, self.where)
        for volunteer, duties in agenda.items():
            old = past.get(volunteer, ())
            if self.hours is not None:
                yield from self._too_long(self.hours, duties, old)
            if self.sessions is not None:
                yield from self._too_many(self.sessions, duties, old)

    def encode(self, f: "Encoder") -> None:
        """Who begins has a break in time: x <= sum of y over the ends within the hours; y + x <= 1 for each x in the break.

        After a duty of the history 1 <= sum of y. Of those that begin from one start to another, sum of x <= sessions + M sum of y.
        """
        import numpy as np

        from volmatch.columns.breaks import Breaks
        from volmatch.columns.duties_in_a_row import DutiesInARow
        from volmatch.formulation.vocabulary.choices import keep_each
        from volmatch.formulation.vocabulary.free_times import free_times

        if self.hours is not None:
            breaks = Breaks.of(f.tables, self.where, round(self.hours * _HOUR), self.break_minutes)
            free = free_times(f, breaks.filled, breaks.filling, breaks.broken, breaks.count)
            begins = f.rows(np.arange(breaks.duty.size), breaks.duty, 1)
            most = np.zeros(breaks.duty.size + breaks.settled)
            most[breaks.duty.size :] = -1
            f.keep(begins + f.rows(breaks.in_time_of, free[breaks.in_time], -1), most=most)
        if self.sessions is not None:
            runs = DutiesInARow.of(f.tables, self.where, self.sessions, self.break_minutes, each=f.level > 0)
            free = free_times(f, runs.filled, runs.filling, runs.broken, runs.count)
            rows = f.rows(runs.counted_in, runs.counted, 1)
            rows += f.rows(runs.begins_in, runs.begins, runs.spare[runs.begins_in])
            rows += f.rows(runs.parted, free[runs.parting], -runs.spare[runs.parted], count=runs.spare.size)
            keep_each(f, rows, runs.first, most=runs.most, worth=1, unit=runs.spare)

    def _too_long(self, hours: float, duties: "Sequence[Duty]", old: "Sequence[PastDuty]") -> Iterator[Violation]:
        """Yield a violation for each duty of one person from whose start more than the hours pass until a break."""
        most = round(hours * _HOUR) * _MINUTE
        told = template("{volunteer} works {has} hours from {session} without a break of {n} minutes, more than {most}")
        for duty in duties:
            until = self._next_break(duty, [*duties, *old])
            if until - duty.start > most:
                facts: dict[str, Fact] = {
                    "session": duty.session.label,
                    "has": _hours(until - duty.start),
                    "most": hours,
                }
                yield self._violation(told, facts, [duty])
        for served in old:
            until = self._next_break(served, [*duties, *old])
            if until - served.start > most and until > self._next_break(served, old):
                inside = [duty for duty in duties if served.start < duty.end and duty.start < until]
                facts = {"session": served.label, "has": _hours(until - served.start), "most": hours}
                yield self._violation(told, facts, inside)

    def _too_many(self, most: int, duties: "Sequence[Duty]", old: "Sequence[PastDuty]") -> Iterator[Violation]:
        """Yield a violation for each duty of one person from which on more than so many begin until a break."""
        told = template(
            "{volunteer} serves in {has} sessions from {session} without a break of {n} minutes, more than {most}"
        )
        labels = [duty.session.label for duty in duties] + [served.label for served in old]
        settled = [0] * len(duties) + [len(_begun(one, self._next_break(one, old), old)) for one in old]
        everything: list[Duty | PastDuty] = [*duties, *old]
        for first, label, had in zip(everything, labels, settled, strict=True):
            until = self._next_break(first, everything)
            inside = _begun(first, until, duties)
            has = len(inside) + len(_begun(first, until, old))
            if has > max(most, had):
                facts: dict[str, Fact] = {"session": label, "has": has, "most": most}
                yield self._violation(told, facts, inside)

    def _next_break(self, duty: "Duty | PastDuty", duties: "Sequence[Duty | PastDuty]") -> dt.datetime:
        """Return when the first break after the start of a duty begins."""
        until, length = duty.end, self.break_minutes * _MINUTE
        while later := [one.end for one in duties if one.start < until + length and one.end > until]:
            until = max(later)
        return until

    def _violation(self, told: str, facts: "dict[str, Fact]", inside: "Sequence[Duty]") -> Violation:
        """Return the violation of a stretch that holds these duties of the schedule."""
        person = inside[0].volunteer
        message = Text(told, {**facts, "volunteer": person.label, "n": self.break_minutes})
        return Violation(message, (person.id,), tuple(duty.session.id for duty in inside))


def _begun(first: "Duty | PastDuty", until: dt.datetime, duties: "Sequence[_D]") -> "list[_D]":
    """Return the duties that begin from the start of one on, before a break."""
    return [one for one in duties if first.start <= one.start < until]


def _hours(length: dt.timedelta) -> float:
    has = round(length / (_HOUR * _MINUTE), 2)
    return int(has) if has == int(has) else has
