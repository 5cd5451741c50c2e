"""People meet others: no two of them serve together again and again."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from collections.abc import Hashable

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Meet(Rule):
    """No two people serve in the same session more than `most` times, those of the history counted.

    Two duties of the history are of the same session where they name the same one and begin together. The filters say between whom,
    and in which sessions.

    Parameters
    ----------
    most
        How often two people may serve together.

    Notes
    -----
    Excess: for each two people, 1 for each time more; what the history had too much by itself is not counted.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    level: Count = 1
    most: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each two people who serve together too often."""
        crews: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                crews[duty.session.id].add(duty.volunteer.id)
        met: dict[tuple[str, str], list[str]] = defaultdict(list)
        for session, crew in sorted(crews.items()):
            for pair in combinations(sorted(crew), 2):
                met[pair].append(session)
        had = self._had(problem) if met else Counter[tuple[str, str]]()
        for pair, sessions in met.items():
            over = len(sessions) - max(0, self.most - had[pair])
            if over > 0:
                one, other = (person.label for own in pair if (person := problem.volunteer(own)) is not None)
                facts = {"one": one, "other": other, "n": len(sessions) + had[pair], "most": self.most}
                message = Text.counted(
                    "{one} and {other} serve together {n} time, more than {most}",
                    "{one} and {other} serve together {n} times, more than {most}",
                    facts,
                )
                yield Violation(message, pair, tuple(sessions), over)

    def _had(self, problem: "Problem") -> Counter[tuple[str, str]]:
        """Return how often each two people served together before."""
        crews: dict[Hashable, set[str]] = defaultdict(set)
        for own, duties in past_agenda(problem, self.where).items():
            for duty in duties:
                if duty.session is not None:
                    crews[duty.session, duty.start].add(own)
        return Counter(pair for crew in crews.values() for pair in combinations(sorted(crew), 2))

    def encode(self, f: "Encoder") -> None:
        """Sum over sessions of "both serve" <= most, less how often they did before, for each two people who could more often."""
        import numpy as np

        from volmatch.formulation.vocabulary.meetings import both_serve, pairs_of_crews

        t = f.tables
        width = max(1, t.volunteer_home.size)
        meeting = both_serve(t, self.where)
        pairs, pair = np.unique(meeting.one * width + meeting.other, return_inverse=True)
        past = (t.past.concerned(t.codes, self.where) & (t.past.sessions.only >= 0)).nonzero()[0]
        crew = np.unique(
            np.column_stack([t.past.sessions.only[past], t.past.start[past]]), axis=0, return_inverse=True
        )[1]
        one, other = pairs_of_crews(crew.ravel(), t.past.volunteer[past])
        had = np.bincount(
            np.searchsorted(pairs, one * width + other)[np.isin(one * width + other, pairs)], minlength=pairs.size
        )
        left = np.maximum(0, self.most - had)
        asked = np.bincount(pair, minlength=pairs.size) > left
        both = meeting.variables(f, asked[pair])
        number = np.cumsum(asked) - 1
        f.keep(f.rows(number[pair[asked[pair]]], both, 1, count=int(asked.sum())), most=left[asked])
