"""The schedule costs no more than there is to spend."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs

from volmatch.problem.payments import hundredths_of, payments
from volmatch.problem.shapes import Real
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Budget(Rule):
    """At most `most` is spent: hours x `cost_per_hour` of people and of rooms, and the `cost` of the sessions that take place.

    Prices of an hour, and `most`, are rounded to the hundredth; so is each amount, a person's or a room's for one session,
    halves up. A filter on sessions names those that count; with a filter on volunteers only the hours of those people count.

    Excess: 1 for each started unit of the currency above `most`.

    Parameters
    ----------
    most
        How much there is to spend, in the currency of the prices.
    """

    most: Annotated[float, Real(0, 1_000_000_000)]

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation if too much is spent; it names everybody and everything that costs something."""
        paid = list(payments(self.where, problem, schedule))
        spent = sum(payment.hundredths for payment in paid)
        over = spent - hundredths_of(self.most)
        if over > 0:
            people = {payment.volunteer.id for payment in paid if payment.volunteer is not None}
            sessions = {payment.session.id for payment in paid}
            message = Text("{spent} is spent, more than the {most} there is", {"spent": spent / 100, "most": self.most})
            yield Violation(message, tuple(sorted(people)), tuple(sorted(sessions)), excess=-(-over // 100))

    def encode(self, f: "Encoder") -> None:
        """Sum of the amounts of candidates, options and placements <= most."""
        import numpy as np

        from volmatch.formulation.vocabulary.spending import spending

        column, amount, sure = spending(f, self.where)
        most = int(np.floor(self.most * 100 + 0.5))
        f.keep(f.rows(np.zeros_like(column), column, amount, count=1), most=most - sure, unit=100)
