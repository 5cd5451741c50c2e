"""People's days are compact: no idle hours between duties, no coming for one short duty."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from datetime import date

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_MINUTE = timedelta(minutes=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Compact(Rule):
    """On each local day, nobody waits idly between two duties, and nobody comes for a single short one.

    A pause is a stretch between the end of a duty and the start of the next one of that person and day in which they have no
    duty; it is idle beyond the minutes of the way between the two. Where several duties end or start together, the pair with
    the most idle minutes counts. A duty is of the local day on which it starts. Only duties of the people and in the sessions
    that the filters take are there.

    Excess: 1 for each idle minute above `pause_minutes`, and 1 for each minute by which a single duty is short.

    Parameters
    ----------
    pause_minutes
        So many idle minutes in each pause cost nothing.
    short_minutes
        A duty that is the only one of a day is short below this length.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} neither waits idly between duties nor comes for a short one alone"),
        }
    )
    level: Count = 1
    pause_minutes: Count = 0
    short_minutes: Count = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each idle pause and each single short duty."""
        agendas: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agendas[duty.volunteer.id, duty.day].append(duty)
        for duties in agendas.values():
            yield from self._idle(duties, problem)
            if len(duties) == 1 and duties[0].minutes < self.short_minutes:
                (duty,) = duties
                facts = {"volunteer": duty.volunteer.label, "session": duty.session.label, "n": duty.minutes}
                facts["day"] = duty.day
                message = Text("{volunteer} comes on {day} for {session} alone, which lasts {n} minutes", facts)
                yield Violation(message, (duty.volunteer.id,), (duty.session.id,), self.short_minutes - duty.minutes)

    def encode(self, f: "Encoder") -> None:
        """Idle >= minutes * (x + y - 1 - all that lie between), for each end; short by * (2 x - all of the day)."""
        import numpy as np

        from volmatch.columns.day_mates import DayMates

        t = f.tables
        concerned = t.concerned(self.where)
        candidate = concerned.nonzero()[0]
        place = t.option_place[t.candidate_option]
        by_day = DayMates.of(t)
        entry, then = by_day.mates(candidate, concerned)
        first = candidate[entry]
        idle = t.candidate_start[then] - t.candidate_end[first]
        far = idle - t.travel[place[first], place[then]] - self.pause_minutes
        pauses = (idle >= 0) & (far > 0)
        first, then, far = first[pauses], then[pauses], far[pauses]
        pair, busy = by_day.mates(first, concerned)
        is_busy = (t.candidate_end[busy] > t.candidate_end[first[pair]]) & (
            t.candidate_start[busy] < t.candidate_start[then[pair]]
        )
        pair, busy = pair[is_busy], busy[is_busy]
        row = np.arange(first.size)
        rows = f.rows(row, first, far) + f.rows(row, then, far) + f.rows(pair, busy, -far[pair])
        ends = np.column_stack([by_day.person_day, t.candidate_end])[first]
        _, end = np.unique(ends, axis=0, return_inverse=True)
        f.price(f.worst(rows, end.ravel(), above=far), 1)
        single = candidate[t.candidate_minutes[candidate] < self.short_minutes]
        lacks = self.short_minutes - t.candidate_minutes[single]
        entry, mate = by_day.mates(single, concerned)
        alone = f.rows(np.arange(single.size), single, 2 * lacks) + f.rows(entry, mate, -lacks[entry])
        f.keep(alone, most=0)

    def _idle(self, duties: "Sequence[Duty]", problem: "Problem") -> Iterator[Violation]:
        for end in sorted({duty.end for duty in duties}):
            later = [duty.start for duty in duties if duty.start >= end]
            if not later or any(duty.start < min(later) and end < duty.end for duty in duties):
                continue
            pauses = [
                (first, then) for first in duties for then in duties if first.end == end and then.start == min(later)
            ]
            first, then = max(pauses, key=lambda pause: _idle_minutes(pause[0], pause[1], problem))
            minutes = _idle_minutes(first, then, problem)
            if minutes > self.pause_minutes:
                facts = {"volunteer": first.volunteer.label, "first": first.session.label, "n": minutes}
                message = Text.counted(
                    "{volunteer} is idle for {n} minute between {first} and {then}",
                    "{volunteer} is idle for {n} minutes between {first} and {then}",
                    {**facts, "then": then.session.label},
                )
                over = minutes - self.pause_minutes
                yield Violation(message, (first.volunteer.id,), (first.session.id, then.session.id), over)


def _idle_minutes(first: "Duty", then: "Duty", problem: "Problem") -> int:
    return (then.start - first.end) // _MINUTE - problem.travel_minutes(first.place, then.place)
