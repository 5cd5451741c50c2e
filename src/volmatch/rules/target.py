"""Beyond the least, sessions get as many people as they would like."""

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
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Target(Rule):
    """Each role of a session holds ``target`` people.

    Excess: 1 for each person short of the target, seats below ``min`` included. An optional session that is dropped counts
    nothing, any other that does not take place all its seats. With `roles`, only roles of these names count. Filters on
    volunteers say nothing here.
    """

    claims = Claims(apart_by="seats", never_dearer=True, counts_seats=True)
    splits = FrozenMap({"sessions": template("{session} has as many people as it would like")})
    level: Count = 1
    roles: RoleNames | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role below its target."""
        for session in problem.sessions:
            is_dropped = session.optional and session.id not in schedule.placement_of
            if is_dropped or not self.where.takes_session(session, problem):
                continue
            for role in session.roles:
                if self.roles is not None and role.name not in self.roles:
                    continue
                short = role.target - schedule.heads(session.id, role.name)
                if short > 0:
                    facts = {"session": session.label, "role": role.name, "target": role.target, "n": short}
                    message = Text("{session} has {n} fewer than the {target} it would like as {role}", facts)
                    yield Violation(message, sessions=(session.id,), excess=short)

    def encode(self, f: "Encoder") -> None:
        """Heads of a role >= target, times whether an optional session is held."""
        t = f.tables
        meant = (t.role_target > 0) & ((self.roles is None) | t.codes.names.any_of(self.roles or ()))
        role = (t.takes_sessions(self.where)[t.role_session] & meant).nonzero()[0]
        wanted, optional = t.role_target[role], t.session_optional[t.role_session[role]]
        heads_of, heads = t.candidates_of_roles(role)
        held_of, held, always = f.held(t.role_session[role])
        drop_frees = optional[held_of]
        held_of, held = held_of[drop_frees], held[drop_frees]
        f.keep(
            f.rows(heads_of, heads, 1) + f.rows(held_of, held, -wanted[held_of]), least=wanted * (always | ~optional)
        )
