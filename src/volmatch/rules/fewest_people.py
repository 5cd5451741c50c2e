"""The work is done by few different people: in all, or in each series."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FewestPeople(Rule):
    """No more than `most` different people serve, in all or in each series.

    Only duties of the people and in the sessions that the filters take are counted; sessions without a series are not
    counted by series.

    Excess: 1 for each person above `most`, in each series where counted so.

    Parameters
    ----------
    per
        ``all`` counts over the whole schedule, ``series`` in each series by itself.
    most
        How many cost nothing.
    """

    level: Count = 1
    per: Literal["all", "series"] = "all"
    most: Count = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation where too many people serve: at most one, or one for each series."""
        people: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            series = duty.session.series if self.per == "series" else ""
            concerned = self.where.takes_duty(duty, problem)
            if concerned and series is not None:
                people[series].add(duty.volunteer.id)
        for series, ids in people.items():
            if len(ids) > self.most:
                facts = {"series": series, "n": len(ids), "most": self.most}
                message = (
                    Text("{series} is served by {n} different people, wanted at most {most}", facts)
                    if self.per == "series"
                    else Text("{n} different people serve, wanted at most {most}", facts)
                )
                yield Violation(message, volunteers=tuple(sorted(ids)), excess=len(ids) - self.most)

    def encode(self, f: "Encoder") -> None:
        """Sum over people of "serves at all" <= most, for everything or each series."""
        import numpy as np

        from volmatch.formulation.vocabulary.clique_cuts import few_of

        t = f.tables
        series = t.session_series if self.per == "series" else np.zeros_like(t.session_kind)
        group = series[t.candidate_session]
        candidate = (t.concerned(self.where) & (group >= 0)).nonzero()[0]
        people = t.volunteer_served_minutes.size
        pairs, row = np.unique(group[candidate] * people + t.candidate_volunteer[candidate], return_inverse=True)
        serves = few_of(f, row, candidate, pairs // people)
        if self.most:
            f.keep(f.rows(pairs // people, serves, 1), most=self.most)
        else:
            f.price(serves, 1)
