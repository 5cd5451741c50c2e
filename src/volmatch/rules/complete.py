"""As many sessions as possible run with everybody they need at least, rather than many by half."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Complete(Rule):
    """Each session that takes place has every role at its ``min``, and each that is not optional takes place.

    Filters on volunteers say nothing here.

    Excess: 1 for each session where that is not so, however many seats are empty.
    """

    claims = Claims(apart_by="seats", never_dearer=True)
    splits = FrozenMap({"sessions": template("{session} takes place with everybody it needs at least")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session that runs by half, or that had to be left out."""
        for session in problem.sessions:
            if not self.where.takes_session(session, problem):
                continue
            facts = {"session": session.label}
            if session.id not in schedule.placement_of:
                if not session.optional:
                    yield Violation(Text("{session} does not take place", facts), sessions=(session.id,))
            elif any(schedule.heads(session.id, role.name) < role.min for role in session.roles):
                message = Text("{session} takes place without everybody it needs", facts)
                yield Violation(message, sessions=(session.id,))

    def encode(self, f: "Encoder") -> None:
        """Heads of each role >= min x held for optional sessions, heads >= min and held >= 1 for the others."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import keep_each

        t = f.tables
        taken = t.takes_sessions(self.where)
        role = (taken[t.role_session] & (t.role_min > 0)).nonzero()[0]
        least, optional = t.role_min[role], t.session_optional[t.role_session[role]]
        heads_of, heads = t.candidates_of_roles(role)
        held_of, held, always = f.held(t.role_session[role])
        drop_frees = optional[held_of]
        held_of, held = held_of[drop_frees], held[drop_frees]
        short = f.rows(heads_of, heads, -1) + f.rows(held_of, held, least[held_of])
        required = (taken & ~t.session_optional).nonzero()[0]
        chosen_of, chosen, sure = f.held(required)
        sessions, group = np.unique(np.concatenate([t.role_session[role], required]), return_inverse=True)
        keep_each(
            f,
            short + f.rows(role.size + chosen_of, chosen, -1, count=role.size + required.size),
            group,
            most=np.concatenate([-least * (always | ~optional), sure - 1]),
            unit=np.concatenate([least, np.ones_like(required)]),
            worth=np.ones(sessions.size, dtype=np.int64),
        )
