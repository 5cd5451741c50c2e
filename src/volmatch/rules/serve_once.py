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


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ServeOnce(Rule):
    """Each volunteer whom the filter takes, and who offered any time, has a duty in a session that the filter takes.

    Somebody whose ``available`` is an empty list offered none. Nobody asks whether there is a seat that suits: whoever has
    none is told too, and costs the same in every schedule.

    Excess: 1 for each volunteer without such a duty.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} serves at least once")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer who offered time and does not serve."""
        serving = {
            duty.volunteer.id for duty in schedule.duties(problem) if self.where.takes_session(duty.session, problem)
        }
        for volunteer in problem.volunteers:
            offered = volunteer.available is None or len(volunteer.available) > 0
            if offered and volunteer.id not in serving and self.where.takes_volunteer(volunteer):
                message = Text("{volunteer} offered time and does not serve", {"volunteer": volunteer.label})
                yield Violation(message, volunteers=(volunteer.id,))

    def encode(self, f: "Encoder") -> None:
        """Sum over a volunteer's candidates >= 1."""
        t = f.tables
        volunteer = (t.takes_volunteers(self.where) & t.volunteer_offers).nonzero()[0]
        entry, candidate = t.candidates_of_volunteers(volunteer)
        counts = t.takes_sessions(self.where)[t.candidate_session[candidate]]
        f.keep(f.rows(entry[counts], candidate[counts], 1, count=volunteer.size), least=1)
