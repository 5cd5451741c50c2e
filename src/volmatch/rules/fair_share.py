"""The load is shared evenly, counting what everyone gave before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Positive, Whole
from volmatch.problem.values import tidy
from volmatch.problem.window import Weekly, Window
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule

_HOUR = 60
_MINUTE = dt.timedelta(minutes=1)
_SCALE = 12
_MOST_SCALE = 1200


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FairShare(Rule):
    """The sum over volunteers of (served before + serving now) squared is as small as it can be.

    Time counts in started units of `unit_minutes`. What the past alone would cost is left out, so that nobody serving
    costs nothing: with b units before and n now, a volunteer costs (b + n)^2 - b^2. With ``by="offer"`` shares are in proportion
    to the time that people offer: that cost is multiplied by 12 times the longest offer among the people concerned, divided by
    one's own offer, rounded, at most 1200. The offer is the free time, less absences, from the first to the last local day on
    which any session may take place, at most `hours_a_day` of each day. Being on call is no service.

    Excess: that number.
    """

    claims = Claims(apart_by="people", apart_if={"by": "head"})
    level: Count = 1
    unit_minutes: Positive = 15
    by: Literal["head", "offer"] = "head"
    hours_a_day: Annotated[int, Whole(1, 24)] = 12

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a cost for each volunteer who serves."""
        units: dict[str, int] = defaultdict(int)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and not duty.role.standby:
                units[duty.volunteer.id] += -(-duty.minutes // self.unit_minutes)
        scales = self._scales(problem)
        for volunteer in problem.volunteers:
            now = units[volunteer.id]
            before = -(-round(volunteer.served_hours * 60) // self.unit_minutes)
            if now:
                hours, past = (f"{units * self.unit_minutes / _HOUR:g}" for units in (now, before))
                facts = {"volunteer": volunteer.label, "hours": hours, "before": past}
                message = Text("{volunteer} serves {hours} h, after {before} h before", facts)
                cost = (before + now) ** 2 - before**2
                yield Violation(message, (volunteer.id,), (), cost * scales.get(volunteer.id, 1))

    def encode(self, f: "Encoder") -> None:
        """Load n = sum of steps; the j-th step of width w costs (b + jw)^2 - (b + (j-1)w)^2, so cheap ones come first."""
        import numpy as np

        from volmatch.formulation.vocabulary.convex_costs import price_convex

        t = f.tables
        scale = np.ones(t.volunteer_home.size, dtype=np.int64)
        if self.by == "offer":
            offer = t.free.minutes_a_day(scale.size, t.day_edges, self.hours_a_day * _HOUR)
            longest = offer[t.takes_volunteers(self.where)].max(initial=0)
            own = np.maximum(offer, 1)
            scale = np.where(offer > 0, np.minimum(_MOST_SCALE, (_SCALE * longest + own // 2) // own), _MOST_SCALE)
        price_convex(
            f,
            candidates=(t.concerned(self.where) & t.candidate_serves).nonzero()[0],
            load=-(-t.candidate_minutes // self.unit_minutes),
            before=-(-t.volunteer_served_minutes // self.unit_minutes),
            cost=lambda volunteer, reached: scale[volunteer] * reached**2,
        )

    def _scales(self, problem: "Problem") -> dict[str, int]:
        """Return by how much each concerned person's cost is multiplied; nothing for shares by head."""
        if self.by == "head":
            return {}
        days = _days(problem)
        concerned = [one for one in problem.volunteers if self.where.takes_volunteer(one, problem)]
        offers = {one.id: _offered(one, days, problem, self.hours_a_day * _HOUR) for one in concerned}
        longest = max(offers.values(), default=0)
        return {
            id_: min(_MOST_SCALE, (_SCALE * longest + offer // 2) // offer) if offer else _MOST_SCALE
            for id_, offer in offers.items()
        }


def _days(problem: "Problem") -> list[dt.date]:
    """Return the local days from the first to the last on which any session may take place."""
    times = [(start, start + session.length) for session in problem.sessions for start in session.candidate_starts]
    if not times:
        return []
    since = problem.day_of(min(start for start, _ in times))
    until = problem.day_of(max(end for _, end in times) - _MINUTE)
    return [since + dt.timedelta(days=step) for step in range((until - since).days + 1)]


def _near(given: Sequence[Weekly | Window], day: dt.date, zone: ZoneInfo) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return the start and end of all single windows, and of weekly ones that may hold a moment of a day."""
    # One may reach over midnight, and a day that begins in the morning does; clocks abroad may be more than a day apart.
    nights = [day + dt.timedelta(days=step) for step in range(-3, 4)]
    windows = (
        window for one in given for window in ([one] if isinstance(one, Window) else [one.on(d, zone) for d in nights])
    )
    return [(window.from_, window.to) for window in windows if window is not None]


def _offered(volunteer: "Volunteer", days: list[dt.date], problem: "Problem", most: int) -> int:
    """Return the minutes of free time on these days, at most so many of each."""
    minutes, zone = 0, problem.zone_of(volunteer)
    for day in days:
        since, until = map(problem.beginning_of, (day, day + dt.timedelta(days=1)))
        free = [(since, until)] if volunteer.available is None else _near(volunteer.available, day, zone)
        barred = _near(volunteer.away, day, zone)
        cuts = {moment for stretch in free + barred for moment in stretch if since < moment < until}
        today = sum(
            (end - start) // _MINUTE
            for start, end in pairwise(sorted({since, until, *cuts}))
            if any(a <= start < b for a, b in free) and not any(a <= start < b for a, b in barred)
        )
        minutes += min(today, most)
    return minutes
