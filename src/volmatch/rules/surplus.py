"""Nobody is called in beyond what a session would like."""

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
class Surplus(Rule):
    """Each role of a session holds at most ``target`` people.

    Excess: 1 for each person above the target. Filters on volunteers say nothing here.
    """

    claims = Claims(never_dearer=True, only_forbids=True)
    splits = FrozenMap({"sessions": template("{session} has no more people than it would like")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role above its target."""
        for session in problem.sessions:
            if session.id not in schedule.placement_of or not self.where.takes_session(session, problem):
                continue
            for role in session.roles:
                over = schedule.heads(session.id, role.name) - role.target
                if over > 0:
                    facts = {"session": session.label, "role": role.name, "target": role.target, "n": over}
                    message = Text("{session} has {n} more than the {target} it would like as {role}", facts)
                    yield Violation(message, sessions=(session.id,), excess=over)

    def encode(self, f: "Encoder") -> None:
        """Heads of a role <= target; nobody serves in a session that is not held."""
        t = f.tables
        above = t.role_max > t.role_target
        role = (t.takes_sessions(self.where)[t.role_session] & above).nonzero()[0]
        heads_of, heads = t.candidates_of_roles(role)
        f.keep(f.rows(heads_of, heads, 1), most=t.role_target[role])
