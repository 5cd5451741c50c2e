"""Optional sessions are dropped as rarely as possible."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Drop(Rule):
    """Each optional session takes place.

    Excess: 1 for each optional session dropped. Filters on volunteers say nothing here.
    """

    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each optional session that does not take place."""
        for session in problem.sessions:
            dropped = session.optional and session.id not in schedule.placement_of
            if dropped and self.where.takes_session(session, problem):
                message = Text("{session} is dropped", {"session": session.label})
                yield Violation(message, sessions=(session.id,))

    def encode(self, f: "Encoder") -> None:
        """Held >= 1 for each optional session."""
        t = f.tables
        optional = (t.takes_sessions(self.where) & t.session_optional).nonzero()[0]
        held_of, held, always = f.held(optional)
        f.keep(f.rows(held_of, held, 1), least=1 - always)
