"""Everybody who offered time serves at least once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_CALLED_IN = 2


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ServeOnce(Rule):
    """Each volunteer whom the filter takes, and who offered any time, has a duty in a session that the filter takes.

    Somebody whose ``available`` is an empty list offered none. Nobody asks whether there is a seat that suits: whoever has
    none is told too, and costs the same in every schedule.

    Excess: 1 for each volunteer without such a duty. As a goal that asks for anybody, unless `above_target`, also 2 for each person
    that a role of a session taken by the filter holds above its ``target``: nobody is called in only to have served.

    Parameters
    ----------
    above_target
        Whether people may be called in above a target only so that they serve.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} serves at least once")})
    level: Count = 1
    above_target: bool = False

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer who offered time and does not serve."""
        serving = {
            duty.volunteer.id for duty in schedule.duties(problem) if self.where.takes_session(duty.session, problem)
        }
        asked = [
            volunteer
            for volunteer in problem.volunteers
            if (volunteer.available is None or volunteer.available) and self.where.takes_volunteer(volunteer, problem)
        ]
        for volunteer in asked:
            if volunteer.id not in serving:
                message = Text("{volunteer} offered time and does not serve", {"volunteer": volunteer.label})
                yield Violation(message, volunteers=(volunteer.id,))
        if asked and self.level > 0 and not self.above_target:
            yield from self._called_in(problem, schedule)

    def _called_in(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role above its target."""
        for session in problem.sessions:
            if self.where.takes_session(session, problem):
                for role in session.roles:
                    over = schedule.heads(session.id, role.name) - role.target
                    if over > 0:
                        facts = {"session": session.label, "role": role.name, "target": role.target, "n": over}
                        message = Text("{session} has {n} more than the {target} it would like as {role}", facts)
                        yield Violation(message, sessions=(session.id,), excess=_CALLED_IN * over)

    def encode(self, f: "Encoder") -> None:
        """Sum over a volunteer's candidates >= 1; as a goal, 2 x heads of a role <= 2 x target."""
        t = f.tables
        volunteer = (t.takes_volunteers(self.where) & t.volunteer_offers).nonzero()[0]
        entry, candidate = t.candidates_of_volunteers(volunteer)
        counts = t.takes_sessions(self.where)[t.candidate_session[candidate]]
        f.keep(f.rows(entry[counts], candidate[counts], 1, count=volunteer.size), least=1)
        if volunteer.size and self.level and not self.above_target:
            over = (t.takes_sessions(self.where)[t.role_session] & (t.role_max > t.role_target)).nonzero()[0]
            heads_of, heads = t.candidates_of_roles(over)
            f.keep(f.rows(heads_of, heads, _CALLED_IN), most=_CALLED_IN * t.role_target[over])
