"""The load is shared evenly, counting what everyone gave before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.problem.window import Window
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule

_SCALE = 12
_MOST_SCALE = 1200


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FairShare(Rule):
    """The sum over volunteers of (served before + serving now) squared is as small as it can be.

    Time counts in started units of `unit_minutes`. What the past alone would cost is left out, so that nobody serving
    costs nothing: with b units before and n now, a volunteer costs (b + n)^2 - b^2. With ``by="offer"`` shares are in proportion
    to the time that people offer: that cost is multiplied by 12 times the longest offer among the people concerned, divided by
    one's own offer, rounded, at most 1200. The offer is the free time, less absences, between the first start and the last end of
    any session.

    Excess: that number.
    """

    level: Count = 1
    unit_minutes: Positive = 15
    by: Literal["head", "offer"] = "head"

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a cost for each volunteer who serves."""
        units: dict[str, int] = defaultdict(int)
        for duty in schedule.duties(problem):
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                units[duty.volunteer.id] += -(-duty.minutes // self.unit_minutes)
        scales = self._scales(problem)
        for volunteer in problem.volunteers:
            now = units[volunteer.id]
            before = -(-round(volunteer.served_hours * 60) // self.unit_minutes)
            if now:
                facts = {"volunteer": volunteer.label, "now": now, "before": before, "unit": self.unit_minutes}
                message = Text("{volunteer} serves {now} x {unit} minutes on top of {before}", facts)
                cost = (before + now) ** 2 - before**2
                yield Violation(message, (volunteer.id,), (), cost * scales.get(volunteer.id, 1))

    def encode(self, f: "Encoder") -> None:
        """Load n = sum of steps; the j-th step of width w costs (b + jw)^2 - (b + (j-1)w)^2, so cheap ones come first."""
        import numpy as np

        from volmatch.formulation.vocabulary.convex_costs import price_convex

        t = f.tables
        scale = np.ones(t.volunteer_home.size, dtype=np.int64)
        if self.by == "offer":
            offer = t.free.minutes(scale.size, *t.span)
            longest = offer[t.takes_volunteers(self.where)].max(initial=0)
            own = np.maximum(offer, 1)
            scale = np.where(offer > 0, np.minimum(_MOST_SCALE, (_SCALE * longest + own // 2) // own), _MOST_SCALE)
        price_convex(
            f,
            candidates=t.concerned(self.where).nonzero()[0],
            load=-(-t.candidate_minutes // self.unit_minutes),
            before=-(-t.volunteer_served_minutes // self.unit_minutes),
            cost=lambda volunteer, reached: scale[volunteer] * reached**2,
        )

    def _scales(self, problem: "Problem") -> dict[str, int]:
        """Return by how much each concerned person's cost is multiplied; nothing for shares by head."""
        if self.by == "head":
            return {}
        offers = {one.id: _offered(one, problem) for one in problem.volunteers if self.where.takes_volunteer(one)}
        longest = max(offers.values(), default=0)
        return {
            id_: min(_MOST_SCALE, (_SCALE * longest + offer // 2) // offer) if offer else _MOST_SCALE
            for id_, offer in offers.items()
        }


def _offered(volunteer: "Volunteer", problem: "Problem") -> int:
    """Return the minutes of free time between the first start and the last end of any session."""
    times = [(start, start + session.length) for session in problem.sessions for start in session.candidate_starts]
    if not times:
        return 0
    since, until = min(start for start, _ in times), max(end for _, end in times)
    days = [since.date() + dt.timedelta(days=step) for step in range(-1, (until - since).days + 3)]
    free = [(since, until)] if volunteer.available is None else []
    for offer in volunteer.available or ():
        windows = [offer] if isinstance(offer, Window) else [offer.on(day, problem.zone) for day in days]
        free += [(window.from_, window.to) for window in windows if window is not None]
    barred = [(away.from_, away.to) for away in volunteer.away]
    cuts = sorted({since, until, *(moment for stretch in free + barred for moment in stretch)})
    minutes = 0
    for start, end in pairwise(cuts):
        inside = since <= start < until and any(a <= start < b for a, b in free)
        if inside and not any(a <= start < b for a, b in barred):
            minutes += (end - start) // dt.timedelta(minutes=1)
    return minutes
