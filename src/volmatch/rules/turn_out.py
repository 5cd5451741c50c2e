"""Enough people turn up, although some will not: how likely each is to come is part of the plan."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Positive, Real, Whole
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import RoleNames
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Role, Session
    from volmatch.schedule import Schedule

_MILLION = 1_000_000
_HUNDRED = 100

Chance = Annotated[float, Real(0, 1)]
Steps = Annotated[int, Whole(1, 1000)]


@attrs.frozen(field_transformer=tidy, kw_only=True)
class TurnOut(Rule):
    """In each role of a session that takes place, at least `least` people turn up with a chance of at least `chance`.

    Each person turns up or not, whatever the others do, with the odds of their ``show_rate``, rounded down to a whole number of
    `steps`. Without a `chance`, what is judged is how many of the `least` are missing on average. Roles on call are not judged,
    and people whom the filter on volunteers does not take do not count.

    Excess: with a `chance`, 1 for each started percent missing to it; else 1 for each started hundredth of a person missing.

    Parameters
    ----------
    chance
        0 to 1; read to the millionth.
    least
        How many are to turn up; ``None`` is each role's ``min``.
    roles
        Only roles of these names.
    steps
        Show rates count as whole numbers out of so many, rounded down: 20 steps are 5 percent each.

    Notes
    -----
    The number who turn up is Poisson-binomial. All of it is reckoned in whole numbers.
    """

    claims = Claims(never_dearer=True)
    splits = FrozenMap({"sessions": template("{session} has enough people even if some do not turn up")})
    chance: Chance | None = None
    least: Positive | None = None
    roles: RoleNames | None = None
    steps: Steps = 20

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.level == 0 and self.chance is None:
            yield "chance", Text("what must hold needs a chance, such as 0.9; without one it can be a goal")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role in which too few are likely to turn up."""
        crews: dict[tuple[str, str], list[int]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_on(duty.volunteer, duty.day):
                odds = round(duty.volunteer.show_rate * _MILLION) * self.steps // _MILLION
                crews[duty.session.id, duty.role.name].append(odds)
        for session in problem.sessions:
            if session.id in schedule.placement_of and self.where.takes_session(session, problem):
                for role in session.roles:
                    least = role.min if self.least is None else self.least
                    if not role.standby and (self.roles is None or role.name in self.roles):
                        yield from self._too_few(session, role, least, crews[session.id, role.name])

    def _too_few(self, session: "Session", role: "Role", least: int, odds: Sequence[int]) -> Iterator[Violation]:
        """Yield a violation if these people are not enough; weight[n] out of `whole` is the chance that n turn up."""
        weight, whole = [1, *(0 for _ in odds)], self.steps ** len(odds)
        for one in odds:
            for number in range(len(odds), -1, -1):
                less = weight[number - 1] if number else 0
                weight[number] = weight[number] * (self.steps - one) + less * one
        facts = {"session": session.label, "role": role.name, "n": least}
        if self.chance is None:
            missing = sum((least - number) * ways for number, ways in enumerate(weight[:least]))
            short = -(-_HUNDRED * missing // whole)
            message = Text(
                "{session}: on average {missing} of {n} are missing as {role}", {**facts, "missing": _plain(short, 100)}
            )
        else:
            wanted, has = round(self.chance * _MILLION), sum(weight[least:])
            short = -(_HUNDRED * (has * _MILLION - wanted * whole) // (whole * _MILLION))
            told = {"has": _plain(has * 10_000 // whole, 100), "chance": _plain(wanted, 10_000)}
            message = Text(
                "{session}: {n} or more turn up as {role} with a chance of {has} %, wanted {chance} %",
                {**facts, **told},
            )
        if short > 0:
            yield Violation(message, sessions=(session.id,), excess=short)

    def encode(self, f: "Encoder") -> None:
        """Of the mixes of people that matter, one whose people are there: sum of z = held, sum of mix z <= heads of a kind."""
        import numpy as np

        from volmatch.formulation.vocabulary.crews import keep_mixes

        t = f.tables
        judged = t.takes_sessions(self.where)[t.role_session] & ~t.role_standby
        if self.roles is not None:
            judged &= t.codes.names.any_of(self.roles)
        least = t.role_min if self.least is None else np.full_like(t.role_min, self.least)
        role = (judged & (least > 0)).nonzero()[0]
        shows = t.volunteer_shows[t.candidate_volunteer] * self.steps // _MILLION
        odds = np.where(t.takes_people(self.where), shows, 0)
        chance = None if self.chance is None else round(self.chance * _MILLION)
        keep_mixes(f, role=role, least=least[role], odds=odds, steps=self.steps, chance=chance)


def _plain(number: int, whole: int) -> float:
    """Return a fraction as people write it: whole numbers without a point."""
    return number // whole if number % whole == 0 else number / whole
