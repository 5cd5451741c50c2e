"""A place gets its due of people who are rare."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from volmatch.problem.shapes import Count, Id, Whole
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_HOUR = 60
_WHOLE = 100


@attrs.frozen(field_transformer=tidy, kw_only=True)
class SiteShare(Rule):
    """Of the time that the people concerned serve, at least `percent` per cent is served at `place` or inside it.

    The filter on volunteers says who is rare, the one on sessions which time counts. At the place, at most ``target`` people of a
    role count, so that nobody is called in only to raise its share.

    Excess: 1 for each started hour that the place lacks.
    """

    level: Count = 1
    place: Id
    percent: Annotated[int, Whole(1, 100)]

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation if the place gets less than its due; it names the duties elsewhere."""
        here, elsewhere = 0, []
        heads: dict[tuple[str, str], int] = defaultdict(int)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                if duty.place is not None and self.place in problem.enclosing_places(duty.place):
                    heads[duty.session.id, duty.role.name] += 1
                    if heads[duty.session.id, duty.role.name] <= duty.role.target:
                        here += duty.minutes
                else:
                    elsewhere.append(duty)
        total = here + sum(duty.minutes for duty in elsewhere)
        lacking = total * self.percent - here * _WHOLE
        if lacking > 0:
            place = problem.place(self.place)
            facts = {
                "place": place.label if place else self.place,
                "hours": round(here / _HOUR, 2),
                "total": round(total / _HOUR, 2),
                "percent": self.percent,
            }
            message = Text("{place} gets {hours} of {total} hours, less than the {percent} % due to it", facts)
            people = tuple(sorted({duty.volunteer.id for duty in elsewhere}))
            sessions = tuple(sorted({duty.session.id for duty in elsewhere}))
            yield Violation(message, people, sessions, -(-lacking // (_WHOLE * _HOUR)))

    def encode(self, f: "Encoder") -> None:
        """(100 - percent) x minutes of at most target heads a role here - percent x minutes elsewhere >= 0."""
        import numpy as np

        from volmatch.formulation.vocabulary.wanted import within_target

        t = f.tables
        candidate = t.concerned(self.where).nonzero()[0]
        here = t.options_of(place=self.place)[t.candidate_option[candidate]]
        counted, one = within_target(f, candidate[here])
        column = np.concatenate([counted, candidate[~here]])
        price = np.repeat([_WHOLE - self.percent, -self.percent], [counted.size, column.size - counted.size])
        minutes = t.candidate_minutes[np.concatenate([one, candidate[~here]])]
        f.keep(f.rows(np.zeros_like(column), column, price * minutes, count=1), least=0, unit=_WHOLE * _HOUR)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the place if the problem does not have it."""
        if problem.place(self.place) is None:
            yield "place", Text("no place has this id")
