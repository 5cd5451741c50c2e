"""The young go home in time: some people serve only between two hours of the day."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.given import maybe_clock
from volmatch.problem.shapes import Clock
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_ONE_DAY = dt.timedelta(days=1)
_MINUTES = 24 * 60


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Curfew(Rule):
    """No duty begins before one hour of its day, or ends after another.

    Hours are those of the clock on the day to which the duty belongs: where the day begins at 05:00, a duty from 23:00 to 02:00
    ends at 02:00 of the same day, which comes after 22:00. The filter on volunteers says whom it is about, such as the trait
    ``14-17`` of those who are that old on the day.

    Excess: 1 a duty.

    Parameters
    ----------
    earliest, latest
        From when, and until when; ``None`` for any time. One of the two is needed.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        keeps_out=Text.counted("{n} person may not serve at this hour", "{n} people may not serve at this hour", {}),
        takes_away=Text.counted(
            "{n} is at an hour at which they may not serve", "{n} are at an hour at which they may not serve", {}
        ),
    )
    reads = ("option_start_clock", "option_end_clock", "option_day_starts")
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} serves only between the hours allowed"),
            "sessions": template("whoever serves in {session} may do so at that hour"),
        }
    )

    earliest: Clock | None = attrs.field(default=None, converter=maybe_clock)
    latest: Clock | None = attrs.field(default=None, converter=maybe_clock)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.earliest is None and self.latest is None:
            yield "latest", Text("say earliest, latest, or both")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty that begins too early or ends too late."""
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                facts = {"volunteer": duty.volunteer.label, "session": duty.session.label}
                if self.earliest is not None and _shown(duty.start, problem) < _on(duty, self.earliest, problem):
                    told = Text(
                        "{volunteer} may not serve before {hour}: {session}", {**facts, "hour": _said(self.earliest)}
                    )
                elif self.latest is not None and _shown(duty.end, problem) > _on(duty, self.latest, problem):
                    told = Text(
                        "{volunteer} may not serve after {hour}: {session}", {**facts, "hour": _said(self.latest)}
                    )
                else:
                    continue
                yield Violation(told, volunteers=(duty.volunteer.id,), sessions=(duty.session.id,))

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates between the two hours of their day."""
        import numpy as np

        t = tables
        begins = t.option_day_starts
        night = _MINUTES * (t.option_start_clock < begins)  # the calendar's day is the next one already
        allowed = np.ones(begins.size, dtype=bool)
        if self.earliest is not None:
            allowed &= t.option_start_clock + night >= _after_midnight(self.earliest, begins)
        if self.latest is not None:
            allowed &= t.option_end_clock + night <= _after_midnight(self.latest, begins)
        return allowed[t.candidate_option] | ~t.concerned(self.where)


def _shown(moment: dt.datetime, problem: "Problem") -> dt.datetime:
    """Return what calendar and clock show, also in the hour that a night has twice."""
    return moment.astimezone(problem.zone).replace(tzinfo=None)


def _on(duty: "Duty", hour: dt.time, problem: "Problem") -> dt.datetime:
    """Return what calendar and clock show at an hour of the day to which a duty belongs."""
    is_next = hour < problem.day_starts_at(duty.place)
    return dt.datetime.combine(duty.day + _ONE_DAY if is_next else duty.day, hour)


def _after_midnight(hour: dt.time, begins: "npt.NDArray[np.int64]") -> "npt.NDArray[np.int64]":
    """Return an hour in minutes after the midnight of the days that begin at some minutes."""
    minute = hour.hour * 60 + hour.minute
    shown: npt.NDArray[np.int64] = minute + _MINUTES * (minute < begins)
    return shown


def _said(hour: dt.time) -> str:
    return f"{hour:%H:%M}"
