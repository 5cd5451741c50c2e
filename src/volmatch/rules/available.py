"""Nobody serves at a time they did not offer."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.window import Weekly, Window
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Available(Rule):
    """Each duty lies inside the union of its volunteer's windows and touches none of their absences.

    Excess: 1 a duty.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        keeps_out=Text.counted("{n} person is not free then", "{n} people are not free then", {}),
        takes_away=Text.counted("{n} is at a time they did not offer", "{n} are at times they did not offer", {}),
    )

    reads = ("option_start", "option_end")
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} serves only at times they offered"),
            "sessions": template("whoever serves in {session} offered that time"),
        }
    )

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty at a time that was not offered."""
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and not (_is_offered(duty, problem) and not _is_away(duty, problem)):
                facts = {"volunteer": duty.volunteer.label, "session": duty.session.label, "start": duty.start}
                message = Text("{volunteer} is not available for {session} at {start}", facts)
                yield Violation(message, volunteers=(duty.volunteer.id,), sessions=(duty.session.id,))

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates that lie inside one stretch of free time."""
        return tables.free.contain(
            tables.candidate_volunteer, tables.candidate_start, tables.candidate_end
        ) | ~tables.concerned(self.where)


def _is_offered(duty: "Duty", problem: "Problem") -> bool:
    if duty.volunteer.available is None:
        return True
    offers = duty.volunteer.available
    if any(_holds(one, duty, problem) for one in offers):
        return True  # as nearly always; the other days matter only to duties that no window of their day covers
    covered_until = duty.start
    for window in sorted(_windows(offers, duty, _around(duty), problem), key=lambda window: window.from_):
        if window.from_ <= covered_until:
            covered_until = max(covered_until, window.to)
    return covered_until >= duty.end


def _holds(one: Weekly | Window, duty: "Duty", problem: "Problem") -> bool:
    """Whether a window, of weekly ones that which begins on the duty's day, holds the whole duty."""
    if isinstance(one, Window):
        return one.from_ <= duty.start and duty.end <= one.to
    zone = problem.zone_of(duty.volunteer)
    stretch = one.stretch_on(duty.start.astimezone(zone).date(), zone)
    return stretch is not None and stretch[0] <= duty.start and duty.end <= stretch[1]


def _around(duty: "Duty") -> range:
    return range(-1, (duty.end - duty.start).days + 3)  # a window may have begun the day before


def _windows(given: Sequence[Weekly | Window], duty: "Duty", steps: range, problem: "Problem") -> Iterator[Window]:
    """Yield the given windows, of weekly ones those that begin so many days after the duty's, as the person's clocks show it."""
    zone = problem.zone_of(duty.volunteer)
    own_day = duty.start.astimezone(zone).date()
    for one in given:
        if isinstance(one, Window):
            yield one
            continue
        for step in steps:
            window = one.on(own_day + dt.timedelta(days=step), zone)
            if window is not None:
                yield window


def _is_away(duty: "Duty", problem: "Problem") -> bool:
    if not duty.volunteer.away:
        return False
    absences = _windows(duty.volunteer.away, duty, _around(duty), problem)
    return any(away.from_ < duty.end and duty.start < away.to for away in absences)
