"""A break between two runs of workdays is long enough to be one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class DaysOff(Rule):
    """Between two days of work that do not follow each other, a volunteer has at least `min` local days off in a row.

    A duty makes its volunteer work on the local day its session starts. Days off before the first or after the last day of
    work are not judged. Days of the history count like any other; a break between two of them is not judged.

    Excess: 1 for each day that a break is too short.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap({"volunteers": template("{volunteer} has breaks of enough days in a row")})
    min: Positive

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each break that is too short."""
        agenda: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id][duty.day].append(duty.session.id)
        past = past_agenda(problem, self.where)
        for volunteer in problem.volunteers:
            days = agenda.get(volunteer.id, {})
            settled = {problem.day_of(duty.start, duty.place) for duty in past.get(volunteer.id, ())}
            for before, after in pairwise(sorted({*days, *settled})):
                off = (after - before).days - 1
                if 0 < off < self.min and not settled.issuperset((before, after)):
                    facts = {
                        "volunteer": volunteer.label,
                        "n": off,
                        "day": before + dt.timedelta(days=1),
                        "least": self.min,
                    }
                    message = Text.counted(
                        "{volunteer} has only {n} day off from {day}, wanted at least {least} in a row",
                        "{volunteer} has only {n} days off from {day}, wanted at least {least} in a row",
                        facts,
                    )
                    sessions = (*days.get(before, ()), *days.get(after, ()))
                    yield Violation(message, (volunteer.id,), sessions, self.min - off)

    def encode(self, f: "Encoder") -> None:
        """Workdays: no work within min days of the first day off after one of work."""
        from volmatch.formulation.vocabulary.workdays import workdays

        workdays(f, self.where, reach=self.min).breaks_at_least(self.min)
