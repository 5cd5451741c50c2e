"""Nobody comes for one session alone: what an audience attends on a day lies side by side."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Minutes
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Isolated(Rule):
    """Each session of an audience has another of the same audience just before or just after it, on the same day.

    Audiences are those that the sessions name. Two sessions are of the same day if they start on the same local calendar
    day. A filter on sessions names those that are looked at, as if there were no others; filters on volunteers say nothing
    here.

    Excess: 1 for each stretch of time, from start to end, that an audience attends with nothing just before or after it;
    sessions that share both start and end count once.

    Parameters
    ----------
    minutes
        The longest break between two sessions that still lie side by side.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    level: Count = 1
    minutes: Minutes = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each stretch of an audience that nothing of its own touches."""
        attended: dict[str, dict[tuple[dt.datetime, dt.datetime, dt.date], list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for placement in schedule.settled(problem).placements:
            session = problem.session(placement.session)
            if session is not None and self.where.takes_session(session, problem):
                start, day = placement.start, problem.day_of(placement.start, schedule.place_of(session, problem))
                for audience in session.audiences:
                    attended[audience][start, start + session.length, day].append(session.id)
        longest = dt.timedelta(minutes=self.minutes)
        for audience, stretches in sorted(attended.items()):
            for (start, end, day), sessions in sorted(stretches.items()):
                touches = any(
                    other_day == day
                    and (dt.timedelta() <= other - end <= longest or dt.timedelta() <= start - until <= longest)
                    for other, until, other_day in stretches
                )
                if not touches:
                    facts = {"audience": audience, "start": start}
                    message = Text("{audience}: what starts at {start} has nothing just before or after it", facts)
                    yield Violation(message, sessions=tuple(sorted(sessions)))

    def encode(self, f: "Encoder") -> None:
        """Use a stretch of an audience only with one that touches it: used - sum of those that touch it <= 0."""
        import numpy as np

        from volmatch.arrays.nearness import pairs_within
        from volmatch.columns.resources import audiences, options_of_sessions
        from volmatch.formulation.vocabulary.choices import some_of, totals

        t = f.tables
        session, audience = audiences(t, {})
        taken = t.takes_sessions(self.where)[session]
        guest, option = options_of_sessions(t, session[taken])
        if option.size == 0:
            return
        keys = np.column_stack(
            [audience[taken][guest], t.option_day[option], t.option_start[option], t.option_end[option]]
        )
        stretches, row = np.unique(keys, axis=0, return_inverse=True)
        used = some_of(f, row.ravel(), f.options[option], len(stretches))
        day = np.unique(stretches[:, :2], axis=0, return_inverse=True)[1].ravel()
        start, end = stretches[:, 2], stretches[:, 3]
        before, after = pairs_within((day, end, end + self.minutes + 1), (day, start))
        each = np.arange(len(stretches))
        rows, sure = totals(
            f,
            np.concatenate([each, before, after]),
            np.concatenate([used, used[after], used[before]]),
            np.repeat([1, -1], [each.size, 2 * before.size]),
            each.size,
        )
        f.keep(rows, most=-sure)
