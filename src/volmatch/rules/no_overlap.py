"""Nobody is in two places at once, and everybody gets the time to travel."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Minutes
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class NoOverlap(Rule):
    """Between two duties of one volunteer lie at least the travel minutes between their places.

    Duties of the history count like any other, but do not clash with each other.

    Parameters
    ----------
    tolerance_minutes
        Where no way lies between two duties, the one that begins first and ends first may go on so long after the other has begun: a
        hand-over. Of one that lies within another nothing is taken off.

    Notes
    -----
    Excess: 1 for each pair of duties that clash.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        own_duties=True,
        keeps_out=Text.counted(
            "{n} person serves elsewhere around that time", "{n} people serve elsewhere around that time", {}
        ),
    )
    splits = FrozenMap({"volunteers": template("{volunteer} is never in two places at once")})
    tolerance_minutes: Minutes = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each pair of duties that one person cannot both do."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        for volunteer, duties in agenda.items():
            for earlier, later in combinations(sorted(duties, key=lambda duty: duty.start), 2):
                way = timedelta(minutes=problem.travel_minutes(earlier.place, later.place))
                if self._clash(earlier, later, way) and earlier.session.id != later.session.id:
                    facts = {
                        "volunteer": earlier.volunteer.label,
                        "one": earlier.session.label,
                        "other": later.session.label,
                        "minutes": way // timedelta(minutes=1),
                    }
                    message = Text("{volunteer} cannot do both {one} and {other}: {minutes} minutes lie between", facts)
                    yield Violation(message, volunteers=(volunteer,), sessions=(earlier.session.id, later.session.id))

        for volunteer, past in past_agenda(problem, self.where).items():
            for duty, old in product(agenda.get(volunteer, ()), past):
                way = timedelta(minutes=problem.travel_minutes(duty.place, old.place))
                first, then = (duty, old) if duty.start < old.start else (old, duty)
                if self._clash(first, then, way):
                    facts = {
                        "volunteer": duty.volunteer.label,
                        "one": old.label,
                        "other": duty.session.label,
                        "minutes": way // timedelta(minutes=1),
                    }
                    message = Text("{volunteer} cannot do both {one} and {other}: {minutes} minutes lie between", facts)
                    yield Violation(message, volunteers=(volunteer,), sessions=(duty.session.id,))

    def _clash(self, earlier: "Duty | PastDuty", later: "Duty | PastDuty", way: timedelta) -> bool:
        """Whether one person cannot do both, of which the first begins no later than the second."""
        if later.start >= earlier.end + way:
            return False
        is_hand_over = earlier.start < later.start and earlier.end < later.end and not way
        return not is_hand_over or later.start < earlier.end - timedelta(minutes=self.tolerance_minutes)

    def encode(self, f: "Encoder") -> None:
        """At most one of each clique of candidates that clash; none that clashes with the history."""
        import numpy as np

        from volmatch.columns.clashes import clashes, clashes_with_past

        f.conflict(*clashes(f.tables, f.tables.concerned(self.where), self.tolerance_minutes))
        candidate, count = clashes_with_past(f.tables, self.where, self.tolerance_minutes)
        f.keep(f.rows(np.arange(candidate.size), candidate, count), most=0)
