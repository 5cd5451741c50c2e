"""A series is spread over at least so many days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MinDays(Rule):
    """The sessions of a series take place on at least so many different days.

    Counted are local calendar days on which a session of the series starts. A filter on sessions names those that are
    looked at, as if a series had no others; filters on volunteers say nothing here.

    Excess: 1 for each day that a series lacks.

    Parameters
    ----------
    least
        So many days at least; in each series that has a session the filter takes, held or not.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    level: Count = 1
    least: Positive

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each series on too few days."""
        days: dict[str, set[dt.date]] = defaultdict(set)
        ids: dict[str, list[str]] = defaultdict(list)
        starts = {placement.session: placement.start for placement in schedule.settled(problem).placements}
        for session in problem.sessions:
            if session.series is not None and self.where.takes_session(session, problem):
                ids[session.series].append(session.id)
                if session.id in starts:
                    place = schedule.place_of(session, problem)
                    days[session.series].add(problem.day_of(starts[session.id], place))
        for series, sessions in sorted(ids.items()):
            lacks = self.least - len(days[series])
            if lacks > 0:
                facts = {"series": series, "n": len(days[series]), "least": self.least}
                message = Text.counted(
                    "{series} takes place on {n} day, wanted at least {least}",
                    "{series} takes place on {n} days, wanted at least {least}",
                    facts,
                )
                yield Violation(message, sessions=tuple(sorted(sessions)), excess=lacks)

    def encode(self, f: "Encoder") -> None:
        """Sum over days of "some session of the series starts then" >= least, for each series."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import some_of, totals

        t = f.tables
        by_session = np.where(t.takes_sessions(self.where), t.session_series, -1)
        series = by_session[t.option_session]
        option = (series >= 0).nonzero()[0]
        span = int(t.option_day.max(initial=0)) + 1
        days, row = np.unique(series[option] * span + t.option_day[option], return_inverse=True)
        used = some_of(f, row, f.options[option], days.size)
        ids = np.unique(by_session[by_session >= 0])  # also those of which nothing can take place
        number = np.searchsorted(ids, days // span)
        rows, sure = totals(f, number, used, 1, ids.size)
        f.keep(rows, least=self.least - sure)
