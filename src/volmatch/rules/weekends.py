"""Nobody works on too many weekends, altogether or of any so many in a row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule

_SATURDAY = 5
_WEEK = 7
_ONE_WEEK = dt.timedelta(days=_WEEK)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Weekends(Rule):
    """A volunteer works on at most `max` weekends of the horizon, or with `of` on at most `max` of any so many in a row.

    A weekend is worked when a duty of the volunteer starts on its Saturday or Sunday, by the local calendar.

    Parameters
    ----------
    max
        Weekends that are fine.
    of
        Looked at are the weekends up to each one of the horizon, so many of them, those of the history among them: what the
        history takes is taken off `max`. ``None`` is the whole horizon, and nothing of the history.

    Notes
    -----
    Excess: 1 for each weekend too many; with `of`, for each weekend of the horizon, of those up to it.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap({"volunteers": template("{volunteer} works on no more weekends than allowed")})
    max: Count
    of: Positive | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer, and stretch of weekends, with too many of them."""
        worked: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and duty.day.weekday() >= _SATURDAY:
                worked[duty.volunteer.id][_saturday_of(duty.day)].append(duty.session.id)
        past = past_agenda(problem, self.where)
        for volunteer in problem.volunteers:
            weekends = worked.get(volunteer.id, {})
            if weekends and self.of is None:
                yield from self._too_many(volunteer, weekends, len(weekends))
            elif weekends and self.of is not None:
                days = [problem.day_of(duty.start, duty.place) for duty in past.get(volunteer.id, ())]
                settled = {_saturday_of(day) for day in days if day.weekday() >= _SATURDAY}
                for last in _weekends_of(problem):
                    first = last - (self.of - 1) * _ONE_WEEK
                    before = sum(first <= saturday <= last for saturday in settled)
                    new = {
                        day: weekends[day] for day in sorted(weekends) if first <= day <= last and day not in settled
                    }
                    yield from self._too_many(volunteer, new, before + len(new), last)

    def encode(self, f: "Encoder") -> None:
        """Sum over weekends of "works on one of its days" <= max, less what the history takes."""
        import numpy as np

        from volmatch.arrays.ragged import expand
        from volmatch.formulation.vocabulary.workdays import workdays

        reach = 0 if self.of is None else _WEEK * self.of
        days = workdays(f, self.where, weekdays=(_SATURDAY, _SATURDAY + 1), reach=reach)
        weekend = (days.day - 1) // _WEEK
        person, position = (days.column >= 0).nonzero()
        span = int(weekend.max(initial=0)) + 1
        groups, row = np.unique(person * span + weekend[position], return_inverse=True)
        if self.of is None:
            worked = f.any_of(row, days.column[person, position], groups.size)
            f.keep(f.rows(groups // span, worked, 1, count=len(days.column)), most=self.max)
            return
        had = np.unique(np.column_stack([days.settled.nonzero()[0], weekend[days.settled.nonzero()[1]]]), axis=0)
        new = ~np.isin(groups, had[:, 0] * span + had[:, 1])
        number = np.cumsum(new) - 1
        column = f.any_of(number[row[new[row]]], days.column[person, position][new[row]], int(new.sum()))
        start = f.tables.start_day
        first = (int(start.min(initial=start.max(initial=1))) - 1) // _WEEK
        last = (int(start.max(initial=1)) - 1 + _WEEK - _SATURDAY) // _WEEK - 1
        count = max(0, last - first + 1)
        most = np.full(len(days.column) * count, self.max)
        owner, end = expand(np.maximum(had[:, 1], first), np.minimum(had[:, 1] + self.of - 1, last) + 1)
        np.subtract.at(most, had[owner, 0] * count + end - first, 1)
        at = groups[new] % span
        owner, end = expand(np.maximum(at, first), np.minimum(at + self.of - 1, last) + 1)
        rows = f.rows(groups[new][owner] // span * count + end - first, column[owner], 1, count=most.size)
        f.keep(rows, most=np.maximum(most, 0))

    def _too_many(
        self, volunteer: "Volunteer", new: Mapping[dt.date, list[str]], count: int, last: dt.date | None = None
    ) -> Iterator[Violation]:
        """Yield a violation if the new weekends among so many are more than the others leave."""
        over = len(new) - max(0, self.max - (count - len(new)))
        if over <= 0:
            return
        facts: dict[str, Fact] = {"volunteer": volunteer.label, "n": count, "most": self.max}
        if self.of is None or last is None:
            message = Text.counted(
                "{volunteer} works on {n} weekend, more than {most}",
                "{volunteer} works on {n} weekends, more than {most}",
                facts,
            )
        else:
            message = Text(
                "{volunteer} works on {n} of the {of} weekends up to {day}, more than {most}",
                {**facts, "of": self.of, "day": last},
            )
        sessions = tuple(session for saturday in sorted(new) for session in new[saturday])
        yield Violation(message, (volunteer.id,), sessions, over)


def _saturday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday() - _SATURDAY)


def _weekends_of(problem: "Problem") -> Sequence[dt.date]:
    """Return the Saturday of each weekend of which a day lies in the horizon."""
    return sorted({_saturday_of(day) for day in problem.days if day.weekday() >= _SATURDAY})
