"""A duty that is settled already: served before the problem begins, or elsewhere meanwhile."""

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from volmatch.problem.given import moment
from volmatch.problem.shapes import Hours, Id, Moment, Positive
from volmatch.problem.values import Record, tidy
from volmatch.text import Text


@attrs.frozen(field_transformer=tidy, kw_only=True)
class PastDuty(Record):
    """One duty that somebody served before this problem begins, or that is settled elsewhere meanwhile.

    Rules that look at runs, at rest and at stretches of days count it like a duty of the schedule, but nobody can change it
    any more: it breaks nothing by itself, see `volmatch.Problem`.

    Parameters
    ----------
    volunteer
        Id of who served; somebody who is in the problem no more says nothing.
    start, end
        First instant of the duty and first after it.
    session
        What it was: an id that a filter may ask for, and that messages show.
    role
        The name of the role.
    kind, series, tags, priority
        As of `Session`, for rules that look at some sessions only.
    place
        Id of the place.
    effort_hours
        As of `Session`: what it took out of people, as long as it lasted if ``None``.
    """

    volunteer: Id = attrs.field(kw_only=False)
    start: Moment = attrs.field(converter=moment, kw_only=False)
    end: Moment = attrs.field(converter=moment, kw_only=False)
    session: Id | None = None
    role: Id | None = None
    kind: Id | None = None
    series: Id | None = None
    tags: Sequence[Id] = ()
    priority: Positive = 1
    place: Id | None = None
    effort_hours: Hours | None = None

    @property
    def label(self) -> str | dt.datetime:
        """What it is called in print: its session, or when it began where that is not told."""
        return self.session or self.start

    @property
    def minutes(self) -> int:
        """How long it lasted."""
        return (self.end - self.start) // dt.timedelta(minutes=1)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.start < self.end:
            yield "end", Text("a duty must end after it begins")
