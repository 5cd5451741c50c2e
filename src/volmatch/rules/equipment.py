"""Sessions at the same time do not need more of a thing than there is."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Stock
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Equipment(Rule):
    """At any time, the sessions under way need no more of each thing in stock than there is.

    A session needs its things from its start to its end. Filters on volunteers say nothing here; one on sessions names those
    that use the stock.

    Excess: for each thing, the most that are missing at any one time.

    Parameters
    ----------
    stock
        How many there are of each thing; things not named are not counted.
    place
        Where the stock is: only sessions that take place there, or inside, use it. ``None`` is everywhere.
    """

    claims = Claims(never_dearer=True, only_forbids=True)
    splits = FrozenMap({"stock": template("there are no more than {value} x {name}")})
    stock: Stock
    place: Id | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each thing of which there is too little at some time, about the worst time."""
        held = [
            (schedule.placement_of[session.id].start, session)
            for session in problem.sessions
            if session.id in schedule.placement_of and self._counts(session, problem, schedule)
        ]
        for thing, stock in self.stock.items():
            users = [(start, session) for start, session in held if session.equipment.get(thing, 0)]
            moments = sorted({start for start, _ in users})
            needed = {moment: _needed(thing, moment, users) for moment in moments}
            worst = max(moments, key=lambda moment: needed[moment], default=None)
            if worst is not None and needed[worst] > stock:
                facts = {"thing": thing, "start": worst, "needed": needed[worst], "stock": stock}
                message = Text("{needed} x {thing} needed at {start}, and there are {stock}", facts)
                there = tuple(session.id for start, session in users if start <= worst < start + session.length)
                yield Violation(message, sessions=there, excess=needed[worst] - stock)

    def encode(self, f: "Encoder") -> None:
        """Need of the options under way at each start <= stock; the excess of a thing is that of its worst start."""
        import numpy as np

        from volmatch.arrays.nearness import pairs_within
        from volmatch.columns.resources import needs
        from volmatch.formulation.vocabulary.choices import totals

        t = f.tables
        counts = t.takes_sessions(self.where)[t.option_session] & t.options_of(place=self.place)
        for thing, stock in self.stock.items():
            need = needs(t, thing)[t.option_session]
            option = (counts & (need > 0)).nonzero()[0]
            start = t.option_start[option]
            moments = np.unique(start)
            users, moment = pairs_within(
                (np.zeros_like(option), start, t.option_end[option]), (np.zeros_like(moments), moments)
            )
            chosen = option[users]
            rows, sure = totals(f, moment, f.options[chosen], need[chosen], moments.size)
            f.keep_worst(rows, np.zeros_like(moments), most=stock - sure)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield a place that the problem does not have."""
        if self.place is not None and problem.place(self.place) is None:
            yield "place", Text("no place has this id")

    def _counts(self, session: "Session", problem: "Problem", schedule: "Schedule") -> bool:
        if not self.where.takes_session(session, problem):
            return False
        place = schedule.place_of(session, problem)
        return self.place is None or (place is not None and self.place in problem.enclosing_places(place))


def _needed(thing: str, moment: dt.datetime, users: "list[tuple[dt.datetime, Session]]") -> int:
    return sum(session.equipment[thing] for start, session in users if start <= moment < start + session.length)
