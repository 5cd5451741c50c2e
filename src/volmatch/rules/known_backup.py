"""If the usual person falls ill, somebody else knows the series: several people have been there at least once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import attrs

from volmatch.problem.shapes import Count, Whole
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import BY_SERIES
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

People = Annotated[int, Whole(2, 1_000_000)]


@attrs.frozen(field_transformer=tidy, kw_only=True)
class KnownBackup(Rule):
    """In each series, each role that anybody holds is held by at least `least` different people, each at least once.

    Roles of the same name in one series are the same role. Judged are roles that at least two sessions of the series have,
    among those the filter on sessions takes; counted are the people whom the filter on volunteers takes.

    Excess: 1 for each person missing, in each role of each series.

    Parameters
    ----------
    least
        How many people, the one who serves most included.
    known
        By series, the people who have been there before: they count in each role of it.
    """

    level: Count = 1
    least: People = 2
    known: Annotated[Mapping[str, Sequence[str]], BY_SERIES] = FrozenMap({})

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the people in `known` that the problem does not have."""
        for name, ids in self.known.items():
            for index, own in enumerate(ids):
                if problem.volunteer(own) is None:
                    yield f"known.{name}[{index}]", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role of a series that too few people know."""
        chances: dict[tuple[str, str], int] = defaultdict(int)
        for session in problem.sessions:
            if session.series is not None and self.where.takes_session(session, problem):
                for role in session.roles:
                    chances[session.series, role.name] += 1
        duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and duty.session.series is not None:
                duties[duty.session.series, duty.role.name].append(duty)
        for (series, name), own in sorted(duties.items()):
            people = {duty.volunteer.id for duty in own} | self._known(series, problem)
            if chances[series, name] > 1 and len(people) < self.least:
                facts = {"series": series, "role": name, "n": len(people), "least": self.least}
                message = Text.counted(
                    "{series} is known to {n} person as {role}, wanted at least {least}",
                    "{series} is known to {n} people as {role}, wanted at least {least}",
                    facts,
                )
                sessions = tuple(sorted({duty.session.id for duty in own}))
                yield Violation(message, tuple(sorted(people)), sessions, self.least - len(people))

    def _known(self, series: str, problem: "Problem") -> set[str]:
        """Return who has been there before, of those the filter takes."""
        ids = set(self.known.get(series, ()))
        return {one.id for one in problem.volunteers if one.id in ids and self.where.takes_volunteer(one, problem)}

    def encode(self, f: "Encoder") -> None:
        """People who hold the role at all + those known >= least times whether anybody holds it."""
        import numpy as np

        from volmatch.columns.lookup import people_of_series

        t = f.tables
        people, series, name = max(1, t.volunteer_home.size), t.session_series[t.role_session], t.role_name
        group = series * (name.max(initial=0) + 1) + name
        group[(series < 0) | ~t.takes_sessions(self.where)[t.role_session]] = -1
        group[np.bincount(group + 1, minlength=1)[group + 1] == 1] = -1
        candidate = (t.concerned(self.where) & (group[t.candidate_role] >= 0)).nonzero()[0]
        groups, one, row = np.unique(group[t.candidate_role[candidate]], return_index=True, return_inverse=True)
        of_series, person = people_of_series(t, self.known)
        known = np.unique((of_series * people + person)[t.takes_volunteers(self.where)[person]])
        count = np.bincount(known // people, minlength=t.session_series.max(initial=-1) + 1)
        own_series = t.session_series[t.candidate_session[candidate]]
        fresh = ~np.isin(own_series * people + t.candidate_volunteer[candidate], known)
        keys = row[fresh] * people + t.candidate_volunteer[candidate[fresh]]
        pairs, pair = np.unique(keys, return_inverse=True)
        holders = f.rows(pairs // people, f.any_of(pair, candidate[fresh], pairs.size), 1, count=groups.size)
        anybody = f.any_of(row, candidate, groups.size)
        f.keep(holders + f.rows(np.arange(groups.size), anybody, -self.least), least=-count[own_series[one]])
