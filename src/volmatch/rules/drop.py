"""Optional sessions are dropped as rarely as possible."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Drop(Rule):
    """Each optional session takes place; or, with `whole`, each runs with every role at its ``min`` or not at all.

    Filters on volunteers say nothing here.

    Excess: what each optional session counts that is dropped or, with `whole`, that runs with an empty seat below ``min``.

    Parameters
    ----------
    by_priority
        Count a session of the last class of priority that the problem's sessions have as 1, one of the class before as 2,
        and so on; if false, each counts as 1.
    whole
        Say nothing of sessions dropped, but that those that take place have every role at ``min``.
    """

    claims = Claims(never_dearer=True)
    splits = FrozenMap({"sessions": ""})
    level: Count = 1
    by_priority: bool = True
    whole: bool = False

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each optional session that is dropped, or that runs by half."""
        classes = sorted({session.priority for session in problem.sessions}, reverse=True)
        for session in problem.sessions:
            if not session.optional or not self.where.takes_session(session, problem):
                continue
            worth = classes.index(session.priority) + 1 if self.by_priority else 1
            is_held = session.id in schedule.placement_of
            if not self.whole and not is_held:
                message = Text("{session} is dropped", {"session": session.label})
                yield Violation(message, sessions=(session.id,), excess=worth)
            if (
                self.whole
                and is_held
                and any(role.min > schedule.heads(session.id, role.name) for role in session.roles)
            ):
                message = Text("{session} takes place without everybody it needs", {"session": session.label})
                yield Violation(message, sessions=(session.id,), excess=worth)

    def encode(self, f: "Encoder") -> None:
        """Held >= 1 for each optional session; or heads of each of its roles >= min x held."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import keep_each

        t = f.tables
        classes, rank = np.unique(t.session_priority, return_inverse=True)
        worth = classes.size - rank if self.by_priority else np.ones_like(rank)
        optional = t.takes_sessions(self.where) & t.session_optional
        if not self.whole:
            session = optional.nonzero()[0]
            held_of, held, always = f.held(session)
            rows = f.rows(held_of, held, -1, count=session.size)
            keep_each(f, rows, np.arange(session.size), most=always - 1, worth=worth[session])
            return
        role = (optional[t.role_session] & (t.role_min > 0)).nonzero()[0]
        least = t.role_min[role]
        sessions, group = np.unique(t.role_session[role], return_inverse=True)
        heads_of, heads = t.candidates_of_roles(role)
        held_of, held, always = f.held(t.role_session[role])
        rows = f.rows(held_of, held, least[held_of], count=role.size) + f.rows(heads_of, heads, -1)
        keep_each(f, rows, group, most=-least * always, unit=least, worth=worth[sessions])
