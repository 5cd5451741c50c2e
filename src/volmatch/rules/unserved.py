"""Of the time for which sessions would like people, as little as possible is served by nobody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Unserved(Rule):
    """Each role of a session holds ``target`` people, whether the session takes place or is left out.

    Filters on volunteers say nothing here. Roles on call (`standby`) do not count: nobody serves in them.

    Excess: for each person short of the target, the time that the session lasts, in started units of `unit_minutes`.
    """

    claims = Claims(apart_by="seats", never_dearer=True)
    splits = FrozenMap({"sessions": ""})
    level: Count = 1
    unit_minutes: Positive = 15

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role in which time stays unserved."""
        for session in problem.sessions:
            if not self.where.takes_session(session, problem):
                continue
            units = -(-session.length_minutes // self.unit_minutes)
            for role in session.roles:
                short = role.target - schedule.heads(session.id, role.name)
                if short > 0 and not role.standby:
                    hours = f"{short * units * self.unit_minutes / 60:g}"
                    facts = {"session": session.label, "role": role.name, "hours": hours}
                    message = Text("{session}: {hours} h as {role} are served by nobody", facts)
                    yield Violation(message, sessions=(session.id,), excess=short * units)

    def encode(self, f: "Encoder") -> None:
        """Heads of a role >= target, each person short at the units of time that the session lasts."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import keep_each

        t = f.tables
        role = (t.takes_sessions(self.where)[t.role_session] & (t.role_target > 0) & ~t.role_standby).nonzero()[0]
        wanted = t.role_target[role]
        heads_of, heads = t.candidates_of_roles(role)
        units = -(-t.session_minutes[t.role_session[role]] // self.unit_minutes)
        rows = f.rows(heads_of, heads, -1, count=role.size)
        keep_each(f, rows, np.arange(role.size), most=-wanted, worth=units)
