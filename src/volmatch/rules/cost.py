"""The schedule costs as little as possible."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.payments import Payment, payments
from volmatch.problem.shapes import Count
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Cost(Rule):
    """Nothing is spent: hours x `cost_per_hour` of people and of rooms, and the `cost` of the sessions that take place.

    Prices of an hour are rounded to the hundredth; so is each amount, a person's or a room's for one session, halves up. A
    filter on sessions names those that count; with a filter on volunteers only the hours of those people count.

    Excess: 1 for each hundredth spent.
    """

    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session that costs something."""
        paid: dict[str, list[Payment]] = defaultdict(list)
        for payment in payments(self.where, problem, schedule):
            paid[payment.session.id].append(payment)
        for id_, found in sorted(paid.items()):
            total = sum(payment.hundredths for payment in found)
            message = Text("{session} costs {amount}", {"session": found[0].session.label, "amount": total / 100})
            people = tuple(payment.volunteer.id for payment in found if payment.volunteer is not None)
            yield Violation(message, volunteers=people, sessions=(id_,), excess=total)

    def encode(self, f: "Encoder") -> None:
        """Cost: the amount of each candidate, option and placement."""
        from volmatch.formulation.vocabulary.spending import spending

        column, amount, sure = spending(f, self.where)
        f.price(column, amount, constant=sure)
