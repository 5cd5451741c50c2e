"""Why somebody cannot take a seat as everything stands: they said no, a rule keeps them out, or what else they do is in the way."""

from collections.abc import Iterable, Iterator

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.explain.obstacles import obstacles_at
from volmatch.legal import illegalities
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Violation
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Text

#: So many reasons are told of each person.
_TOLD = 3


@attrs.frozen(kw_only=True)
class Unable(Explanation):
    """Somebody who cannot take a seat.

    Parameters
    ----------
    volunteer
        Their id.
    label
        Their name for print.
    reasons
        What is in the way, in words; three things at most.
    """

    volunteer: str
    label: str
    reasons: tuple[Text, ...]

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield Text("{volunteer} cannot: {reasons}", {"volunteer": self.label, "reasons": self.reasons})


@attrs.frozen
class Vacancy:
    """A seat that is empty in a schedule."""

    problem: Problem
    schedule: Schedule
    session: Session
    role: Role

    def unable(self, people: Iterable[Volunteer], refused: frozenset[str]) -> Iterator[Unable]:
        """Yield why each of some people cannot take the seat."""
        for one in people:
            said = (Text("said no"),) if one.id in refused else self._reasons(one)
            yield Unable(volunteer=one.id, label=one.label, reasons=said)

    def _reasons(self, one: Volunteer) -> tuple[Text, ...]:
        placed = self.schedule.placement_of.get(self.session.id)
        found = obstacles_at(self.problem, one, self.session, self.role, placed) or self._in_the_way(one)
        return tuple(violation.message for violation in found[:_TOLD]) or (Text("some rule would be broken"),)

    def _in_the_way(self, one: Volunteer) -> tuple[Violation, ...]:
        """Return what they would break beside what else they do; where that is nothing, beside what everybody does."""
        own = [duty for duty in self.schedule.assignments if duty.volunteer == one.id]
        return self._new(one, own) or self._new(one, self.schedule.assignments)

    def _new(self, one: Volunteer, duties: Iterable[Assignment]) -> tuple[Violation, ...]:
        before = attrs.evolve(self.schedule, assignments=duties)
        taken = Assignment(one.id, self.session.id, self.role.name)
        after = attrs.evolve(before, assignments=[*before.assignments, taken])
        known = {violation.message for violation in self._broken(before)}
        return tuple(violation for violation in self._broken(after) if violation.message not in known)

    def _broken(self, schedule: Schedule) -> Iterator[Violation]:
        yield from illegalities(self.problem, schedule)
        for rule in self.problem.rules:
            if rule.level == 0:
                yield from rule.check(self.problem, schedule)
