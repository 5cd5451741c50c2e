"""A series takes place as a whole or not at all."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class WholeSeries(Rule):
    """If one session of a series takes place, all of them do.

    A filter on sessions names those that are looked at, as if a series had no others; filters on volunteers say nothing
    here.

    Excess: 1 for each session that does not take place though another of its series does.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each series of which some sessions take place and some do not."""
        courses: dict[str, list[Session]] = defaultdict(list)
        for session in problem.sessions:
            if session.series is not None and self.where.takes_session(session, problem):
                courses[session.series].append(session)
        for series, sessions in sorted(courses.items()):
            missing = [session for session in sessions if session.id not in schedule.placement_of]
            if 0 < len(missing) < len(sessions):
                facts = {
                    "series": series,
                    "n": len(missing),
                    "total": len(sessions),
                    "missing": tuple(session.label for session in missing),
                }
                message = Text.counted(
                    "{series} is not whole: {n} of its {total} sessions does not take place",
                    "{series} is not whole: {n} of its {total} sessions do not take place",
                    facts,
                )
                yield Violation(message, sessions=tuple(sorted(one.id for one in sessions)), excess=len(missing))

    def encode(self, f: "Encoder") -> None:
        """Held - "some session of the series is held" >= 0, for each session of a series."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import some_of, totals

        t = f.tables
        series = np.where(t.takes_sessions(self.where), t.session_series, -1)
        session = (series >= 0).nonzero()[0]
        session = session[np.bincount(series[session])[series[session]] > 1]  # one alone is whole
        ids, number = np.unique(series[session], return_inverse=True)
        of_session = np.full(series.size, -1, dtype=np.int64)
        of_session[session] = number
        option = (of_session[t.option_session] >= 0).nonzero()[0]
        some = some_of(f, of_session[t.option_session[option]], f.options[option], ids.size)
        held_of, held, always = f.held(session)
        rows, sure = totals(
            f,
            np.concatenate([held_of, np.arange(session.size)]),
            np.concatenate([held, some[number]]),
            np.repeat([1, -1], [held.size, session.size]),
            session.size,
        )
        f.keep(rows, least=-always - sure)
