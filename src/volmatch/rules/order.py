"""Some sessions take place in a given order, with time between them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Id, Minutes
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Order(Rule):
    """Of the sessions named, each starts at least `gap_minutes` after the end of each one named before it.

    Sessions that do not take place, or that the filter does not take, are passed over. Filters on volunteers say nothing
    here.

    Excess: 1 for each pair of sessions of which the later named starts too early.

    Parameters
    ----------
    sessions
        Ids, in the order wanted; at least two, none twice.
    gap_minutes
        Minutes from the end of one to the start of the next, at least.
    """

    sessions: Sequence[Id]
    gap_minutes: Minutes = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each two sessions in the wrong order or too near to each other."""
        named = [session for id_ in self.sessions if (session := problem.session(id_)) is not None]
        held = [
            (session, schedule.placement_of[session.id].start)
            for session in named
            if session.id in schedule.placement_of and self.where.takes_session(session, problem)
        ]
        gap = dt.timedelta(minutes=self.gap_minutes)
        for (one, starts), (other, then) in combinations(held, 2):
            over = starts + one.length
            if then < over + gap:
                facts = {"one": one.label, "other": other.label, "over": over, "start": then, "gap": self.gap_minutes}
                message = Text(
                    "{other} starts at {start}, wanted {gap} minutes or more after the end of {one} at {over}", facts
                )
                yield Violation(message, sessions=(one.id, other.id))

    def encode(self, f: "Encoder") -> None:
        """Options of two sessions that leave too little time between them are not both chosen."""
        import numpy as np

        from volmatch.formulation.vocabulary.choices import not_both

        t = f.tables
        turn = np.full(t.session_optional.size, -1, dtype=np.int64)
        turn[[t.session_row[id_] for id_ in self.sessions]] = np.arange(len(self.sessions))
        turn[~t.takes_sessions(self.where)] = -1
        option = (turn[t.option_session] >= 0).nonzero()[0]
        order = turn[t.option_session[option]]
        too_early = t.option_start[option][None, :] < (t.option_end[option] + self.gap_minutes)[:, None]
        first, second = (too_early & (order[:, None] < order[None, :])).nonzero()
        not_both(f, option[first], option[second], t.option_session, f.options)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if len(self.sessions) < 2 or len(set(self.sessions)) < len(self.sessions):  # noqa: PLR2004 - a pair is the least
            yield "sessions", Text("name at least two sessions, each once")

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids that are no session's."""
        for index, id_ in enumerate(self.sessions):
            if problem.session(id_) is None:
                yield f"sessions[{index}]", Text("no session has this id")
