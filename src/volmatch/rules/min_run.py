"""Nobody is called in for a single short hour: who serves, serves for long enough at a stretch."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Hours, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_HOUR = 60
_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class MinRun(Rule):
    """Each stretch of a volunteer's duties, without a break of `break_minutes` in it, lasts at least `hours`.

    A stretch lasts from the start of its first duty to the end of its last; pauses that are shorter than a break are part of it.
    Hours are rounded to the minute.

    Parameters
    ----------
    hours
        Shortest stretch.
    break_minutes
        Length of a break, which ends a stretch.

    Notes
    -----
    Excess: 1 for each stretch that is shorter.
    """

    claims = Claims(never_dearer=True, own_duties=True)
    splits = FrozenMap({"volunteers": template("{volunteer} serves long enough at a stretch")})
    hours: Hours
    break_minutes: Positive = 30

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each stretch that is too short."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        least = round(self.hours * _HOUR) * _MINUTE
        for duties in agenda.values():
            for run in self._runs(duties):
                lasts = max(one.end for one in run) - run[0].start
                if lasts < least:
                    yield self._too_short(run, lasts)

    def encode(self, f: "Encoder") -> None:
        """Beginnings where nothing goes before, ends where nothing follows; and no end too soon after a beginning.

        b >= x - sum of what goes before; e >= x - sum of what follows; b + e <= 1 where e would be too soon.
        """
        import numpy as np

        from volmatch.formulation.vocabulary.stretch_ends import StretchEnds

        stretches = StretchEnds.of(f, self.where, least=round(self.hours * _HOUR), pause=self.break_minutes)
        number = np.arange(stretches.begin.size)
        rows = f.rows(number, stretches.first[stretches.begin], 1) + f.rows(number, stretches.last[stretches.end], 1)
        f.keep_worst(rows, stretches.begin, most=np.ones(number.size))

    def _runs(self, duties: "Sequence[Duty]") -> "Iterator[list[Duty]]":
        """Yield the stretches, each in order of start."""
        run: list[Duty] = []
        for duty in sorted(duties, key=lambda one: one.start):
            if run and duty.start >= max(one.end for one in run) + self.break_minutes * _MINUTE:
                yield run
                run = []
            run.append(duty)
        if run:
            yield run

    def _too_short(self, run: "Sequence[Duty]", lasts: dt.timedelta) -> Violation:
        has = round(lasts / (_HOUR * _MINUTE), 2)
        facts = {
            "volunteer": run[0].volunteer.label,
            "session": run[0].session.label,
            "has": int(has) if has == int(has) else has,
            "least": self.hours,
        }
        message = Text("{volunteer} serves only {has} h at a stretch from {session}, wanted at least {least}", facts)
        return Violation(message, (run[0].volunteer.id,), tuple(one.session.id for one in run))
