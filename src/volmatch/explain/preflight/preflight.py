"""Everything that can be told about a problem before a solve, what matters most first."""

from collections.abc import Callable, Iterator

import attrs

from volmatch.doors import door
from volmatch.explain.explanation import Explanation
from volmatch.explain.preflight.broken_promises import promises
from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.hours import short_hours
from volmatch.explain.preflight.idle_seats import unasked_seats
from volmatch.explain.preflight.loads import unreachable_limits
from volmatch.explain.preflight.rooms import roomless_sessions, short_rooms
from volmatch.explain.preflight.scarce_people import ending_skills, idle_volunteers, scarce_roles, unfilled_seats
from volmatch.explain.preflight.silent_rules import silent_rules
from volmatch.explain.preflight.survey import Survey
from volmatch.explain.preflight.unknown_pasts import unknown_pasts
from volmatch.problem.problem import Problem
from volmatch.text import Text

#: What looks for findings; of equal rank and size, those of the first come first.
_LOOKOUTS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    promises,
    unasked_seats,
    silent_rules,
    unfilled_seats,
    roomless_sessions,
    scarce_roles,
    short_hours,
    short_rooms,
    ending_skills,
    idle_volunteers,
    unreachable_limits,
    unknown_pasts,
)


@attrs.frozen(kw_only=True)
class Preflight(Explanation):
    """What was found before a solve.

    Parameters
    ----------
    findings
        All of them, what matters most first; see `volmatch.explain.preflight.findings`. Each is true of every schedule.
    """

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found. That is no promise that every seat can be filled."""
        return not self.findings

    def texts(self) -> Iterator[Text]:
        """Yield a sentence for each finding, or one that says there is none."""
        if self.ok:
            yield Text("nothing stands out")
        for finding in self.findings:
            yield from finding.texts()


@door
def preflight(problem: Problem) -> Preflight:
    """Tell what no schedule can mend: seats, hours, rooms, promises and wishes that people and rules cannot meet.

    Counts candidates and solves nothing, so that it takes about as long as reading the problem. What is told is true whatever
    the schedule; what only a solve can find out is not told.

    Raises
    ------
    LimitError
        If the problem is too large for an ordinary machine.
    """
    survey = Survey.of(problem)
    found = [finding for lookout in _LOOKOUTS for finding in lookout(survey)]
    found.sort(key=lambda finding: (finding.urgency, -finding.missing))
    return Preflight(findings=tuple(found))
