"""The sessions of a series lie neither too near to each other nor too far apart."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Spacing(Rule):
    """Of the sessions of a series that take place, each two lie at least, and neighbours at most, so many days apart.

    Counted are local calendar days from start to start. A filter on sessions names those that are looked at, as if a series
    had no others; filters on volunteers say nothing here.

    Excess: 1 for each pair of sessions too near to each other, and 1 for each gap that is too long.

    Parameters
    ----------
    least_days
        Each two sessions of a series lie at least so many days apart; 1 is on different days.
    most_days
        After each day with a session of a series, but the last, the next such day comes within so many days.
    """

    least_days: Count = 0
    most_days: Positive | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each pair that is too near and each gap that is too long."""
        held: dict[str, list[tuple[dt.date, Session]]] = defaultdict(list)
        for placement in schedule.settled(problem).placements:
            session = problem.session(placement.session)
            if session is not None and session.series is not None and self.where.takes_session(session, problem):
                day = problem.day_of(placement.start, schedule.place_of(session, problem))
                held[session.series].append((day, session))
        for series, found in sorted(held.items()):
            found.sort(key=lambda one: (one[0], one[1].id))
            yield from self._too_near(series, found)
            if self.most_days is not None:
                yield from _too_far(series, found, self.most_days)

    def encode(self, f: "Encoder") -> None:
        """Options too near to each other are not both chosen; a day used, if a far one is, has a near one after it."""
        import numpy as np

        from volmatch.arrays.nearness import meetings, pairs_within
        from volmatch.formulation.vocabulary.choices import not_both, some_of, totals

        t = f.tables
        series = np.where(t.takes_sessions(self.where), t.session_series, -1)[t.option_session]
        option = (series >= 0).nonzero()[0]
        series, day = series[option], t.option_day[option]
        if self.least_days:
            first, second = meetings(series, t.option_session[option], day, day + self.least_days)
            not_both(f, option[first], option[second], t.option_session, f.options)
        if self.most_days is None or option.size == 0:
            return
        span = int(day.max()) + 1
        days, row = np.unique(series * span + day, return_inverse=True)
        series, day = days // span, days % span
        used = some_of(f, row, f.options[option], days.size)
        since, far = pairs_within((series, day + self.most_days + 1, np.full_like(day, span)), (series, day))
        ends, number = np.unique(since, return_inverse=True)
        goes_on = some_of(f, number, used[far], ends.size)
        before, near = pairs_within((series[ends], day[ends] + 1, day[ends] + self.most_days + 1), (series, day))
        each = np.arange(ends.size)
        rows, sure = totals(
            f,
            np.concatenate([each, each, before]),
            np.concatenate([used[ends], goes_on, used[near]]),
            np.repeat([1, -1], [2 * ends.size, before.size]),
            ends.size,
        )
        f.keep(rows, most=1 - sure)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.least_days and self.most_days is None:
            yield "least_days", Text("this says nothing; name least_days above 0, most_days or both")
        if self.most_days is not None and self.most_days < self.least_days:
            yield "most_days", Text("most_days must not lie below least_days ({least})", {"least": self.least_days})

    def _too_near(self, series: str, found: "list[tuple[dt.date, Session]]") -> Iterator[Violation]:
        for (day, one), (later, other) in combinations(found, 2):
            if (later - day).days < self.least_days:
                apart = (later - day).days
                facts = {"series": series, "one": one.label, "other": other.label, "n": apart, "least": self.least_days}
                message = Text.counted(
                    "{series}: {one} and {other} lie {n} day apart, wanted at least {least}",
                    "{series}: {one} and {other} lie {n} days apart, wanted at least {least}",
                    facts,
                )
                yield Violation(message, sessions=(one.id, other.id))


def _too_far(series: str, found: "list[tuple[dt.date, Session]]", most: int) -> Iterator[Violation]:
    by_day: dict[dt.date, list[str]] = defaultdict(list)
    for day, session in found:
        by_day[day].append(session.id)
    for (day, before), (later, after) in pairwise(sorted(by_day.items())):
        if (later - day).days > most:
            facts = {"series": series, "day": day, "later": later, "n": (later - day).days, "most": most}
            message = Text("{series}: after {day} comes {later}, {n} days later, wanted at most {most}", facts)
            yield Violation(message, sessions=(*before, *after))
