"""Nobody is sent farther from home than they accept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Reach(Rule):
    """The way from a volunteer's home to each duty takes at most their ``max_travel_minutes``.

    Excess: 1 a duty.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        keeps_out=Text.counted("{n} person lives too far away", "{n} people live too far away", {}),
        takes_away=Text.counted("{n} is too far from their home", "{n} are too far from their home", {}),
    )

    reads = ("option_place",)
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} is sent no farther from home than they accept"),
            "sessions": template("nobody is sent to {session} from farther than they accept"),
        }
    )

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty too far from home."""
        for duty in schedule.duties(problem):
            most = duty.volunteer.max_travel_minutes
            minutes = problem.travel_minutes(duty.volunteer.home, duty.place)
            concerned = self.where.takes_duty(duty, problem)
            if concerned and most is not None and minutes > most:
                facts = {
                    "volunteer": duty.volunteer.label,
                    "session": duty.session.label,
                    "minutes": minutes,
                    "most": most,
                }
                message = Text(
                    "{volunteer} lives {minutes} minutes from {session}, more than the {most} accepted", facts
                )
                yield Violation(message, volunteers=(duty.volunteer.id,), sessions=(duty.session.id,))

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates within reach."""
        volunteer = tables.candidate_volunteer
        way = tables.travel[tables.volunteer_home[volunteer], tables.option_place[tables.candidate_option]]
        return (way <= tables.volunteer_reach[volunteer]) | ~tables.concerned(self.where)
