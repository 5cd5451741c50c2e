"""What is over is not swapped: which duties that people offer or want began before now, and how that is told."""

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools
from volmatch.explain.explanation import Explanation
from volmatch.live.compiled import Compiled
from volmatch.live.swap_offers import SwapOffer, SwapSeat
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class SwapPast(Explanation):
    """A duty of an offer that began before now, so that nobody gives it or takes it.

    Parameters
    ----------
    offer
        Position of the offer that names it.
    seat
        The duty, as it was named.
    is_given
        Whether the offer would give it; nothing at all comes of such an offer. Otherwise it would have taken it.
    said
        The same in words.
    """

    offer: int
    seat: SwapSeat
    is_given: bool
    said: Text = attrs.field(repr=False)

    def texts(self) -> Iterator[Text]:
        """Yield a line."""
        yield self.said


def begun(compiled: Compiled, published: Schedule, now: dt.datetime) -> Bools:
    """Return which candidates are of sessions that began before a moment; bool (candidates,)."""
    t = compiled.f.tables
    is_past = np.zeros(len(t.session_row), dtype=bool)
    is_past[[t.session_row[one.session] for one in published.placements if one.start < now]] = True
    found: Bools = is_past[t.candidate_session]
    return found


def past_of(
    problem: Problem, published: Schedule, offers: Sequence[SwapOffer], now: dt.datetime | None
) -> tuple[SwapPast, ...]:
    """Return what offers name that began before a moment, in order."""
    if now is None:
        return ()
    starts = {one.session: one.start for one in published.placements if one.start < now}
    found = []
    for row, offer in enumerate(offers):
        for seat in (offer.gives, *offer.better, *offer.as_good):
            if not isinstance(seat, SwapSeat) or seat.session not in starts:
                continue
            session, person = problem.session(seat.session), problem.volunteer(offer.volunteer)
            facts: dict[str, Fact] = {
                "volunteer": person.label if person else offer.volunteer,
                "session": session.label if session else seat.session,
                "start": starts[seat.session],
            }
            kept = Text("{volunteer} keeps {session}: it began at {start}, and that is past", facts)
            lost = Text("{volunteer} cannot take {session}: it began at {start}, and that is past", facts)
            is_given = seat is offer.gives
            found.append(SwapPast(offer=row, seat=seat, is_given=is_given, said=kept if is_given else lost))
    return tuple(found)
