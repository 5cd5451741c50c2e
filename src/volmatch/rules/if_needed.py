"""Time that people offer only if nothing else works is used last."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.window import Window
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class IfNeeded(Rule):
    """Each duty lies inside windows offered without ``if_needed``.

    Excess: 1 a duty that needs a window offered with it, or lies in none.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        keeps_out=Text.counted(
            "{n} person offered the time only if needed", "{n} people offered the time only if needed", {}
        ),
    )

    reads = ("option_start", "option_end")
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} serves only at times they offered gladly"),
            "sessions": template("whoever serves in {session} offered that time gladly"),
        }
    )
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty that leans on an if-needed window."""
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and not _is_gladly_offered(duty, problem):
                facts = {"volunteer": duty.volunteer.label, "session": duty.session.label, "start": duty.start}
                message = Text("{volunteer} offered the time of {session} at {start} only if needed", facts)
                yield Violation(message, volunteers=(duty.volunteer.id,), sessions=(duty.session.id,))

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates that lie inside gladly offered time."""
        return tables.gladly.contain(
            tables.candidate_volunteer, tables.candidate_start, tables.candidate_end
        ) | ~tables.concerned(self.where)


def _is_gladly_offered(duty: "Duty", problem: "Problem") -> bool:
    """Whether every minute of the duty lies in some window without the mark; absences are another rule's business."""
    offers = duty.volunteer.available
    if offers is None:
        return True
    gladly = [offer for offer in offers if not offer.if_needed]
    zone = problem.zone_of(duty.volunteer)
    own_day = duty.start.astimezone(zone).date()
    for offer in gladly:
        held = (offer.from_, offer.to) if isinstance(offer, Window) else offer.stretch_on(own_day, zone)
        if held is not None and held[0] <= duty.start and duty.end <= held[1]:
            return True
    windows = [offer for offer in gladly if isinstance(offer, Window)]
    weekly = [offer for offer in gladly if not isinstance(offer, Window)]
    for step in range(-1, (duty.end - duty.start).days + 3):
        day = own_day + dt.timedelta(days=step)
        windows += [window for offer in weekly if (window := offer.on(day, zone)) is not None]
    reached = duty.start
    for window in sorted(windows, key=lambda window: window.from_):
        if window.from_ <= reached < window.to:
            reached = window.to
    return reached >= duty.end
