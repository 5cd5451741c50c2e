"""Every session takes place, with as many people as it needs at least."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import RoleNames
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Role, Session
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Cover(Rule):
    """Each role of a session that takes place holds at least ``min`` people.

    Excess: 1 for each empty seat below ``min``. A session that is not optional and yet does not take place counts all
    those seats as empty, and 1 more. With `roles`, only roles of these names count, and only sessions that have one. Filters
    on volunteers say nothing here.
    """

    claims = Claims(apart_by="seats", never_dearer=True, counts_seats=True, least_heads=True)
    splits = FrozenMap({"sessions": template("{session} takes place with everybody it needs at least")})
    level: Count = 1
    roles: RoleNames | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each understaffed role and each session that had to be left out."""
        for session in problem.sessions:
            if not self.where.takes_session(session, problem):
                continue
            if session.id in schedule.placement_of:
                for role in self._meant(session):
                    empty = role.min - schedule.heads(session.id, role.name)
                    if empty > 0:
                        facts = {"session": session.label, "role": role.name, "n": empty}
                        message = Text.counted(
                            "{session} lacks {n} person as {role}", "{session} lacks {n} people as {role}", facts
                        )
                        yield Violation(message, sessions=(session.id,), excess=empty)
            elif not session.optional:
                message = Text("{session} does not take place", {"session": session.label})
                meant = self._meant(session)
                if meant or self.roles is None:
                    yield Violation(message, sessions=(session.id,), excess=sum(role.min for role in meant) + 1)

    def _meant(self, session: "Session") -> "list[Role]":
        return [role for role in session.roles if self.roles is None or role.name in self.roles]

    def encode(self, f: "Encoder") -> None:
        """Heads of a role >= min, times whether an optional session is held; 1 - held for the others."""
        import numpy as np

        t = f.tables
        session_taken = t.takes_sessions(self.where)
        named = session_taken[t.role_session] & ((self.roles is None) | t.codes.names.any_of(self.roles or ()))
        role = (named & (t.role_min > 0)).nonzero()[0]
        heads_of, heads = t.candidates_of_roles(role)
        needed = t.role_min[role]
        optional = t.session_optional[t.role_session[role]]
        held_of, held, always = f.held(t.role_session[role])
        drop_frees = optional[held_of]
        f.keep(
            f.rows(heads_of, heads, 1) + f.rows(held_of[drop_frees], held[drop_frees], -needed[held_of[drop_frees]]),
            least=needed * (always | ~optional),
        )
        if self.roles is not None:
            session_taken = np.bincount(t.role_session[named], minlength=session_taken.size) > 0
        required = (session_taken & ~t.session_optional).nonzero()[0]
        held_of, held, always = f.held(required)
        f.keep(f.rows(held_of, held, 1), least=1 - always)
