"""Which part of a problem a rule is about: which volunteers, on which days, and which sessions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Protocol

import attrs

from volmatch.problem.shapes import ListOf, Word
from volmatch.problem.values import tidy
from volmatch.problem.words import Kinds, Priorities, SeriesNames, Tags, Teams, Traits

if TYPE_CHECKING:
    from volmatch.problem.past_duty import PastDuty
    from volmatch.problem.session import Session
    from volmatch.problem.volunteer import Volunteer

Ids = Annotated[Sequence[str], ListOf(Word(), or_one=True, least=1)]


class DaysAndPlaces(Protocol):
    """What a filter asks of a problem."""

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its days, the first first."""

    def possible_places(self, session: "Session") -> frozenset[str]:
        """Return where a session may be held."""

    def enclosing_places(self, id_: str) -> tuple[str, ...]:
        """Return a place and those it lies in."""


class WhoAndWhen(Protocol):
    """What a filter asks of a duty."""

    @property
    def volunteer(self) -> "Volunteer":
        """Who serves."""

    @property
    def session(self) -> "Session":
        """What is served."""

    @property
    def day(self) -> dt.date:
        """On which day."""


@attrs.frozen(field_transformer=tidy, kw_only=True)
class VolunteerFilter:
    """Which volunteers a rule is about: each field given must match one of its values.

    A trait is read on the day of each session; where a rule is about a person as a whole, on any day of the problem.
    """

    id: Ids | None = None
    trait: Traits | None = None
    team: Teams | None = None

    def takes(self, volunteer: "Volunteer", first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> bool:
        """Whether the rule is about this volunteer on some day from the first to the last."""
        return (
            (self.id is None or volunteer.id in self.id)
            and (self.trait is None or any(volunteer.bears(one, first, last) for one in self.trait))
            and (self.team is None or not set(self.team).isdisjoint(volunteer.teams))
        )


@attrs.frozen(field_transformer=tidy, kw_only=True)
class SessionFilter:
    """Which sessions a rule is about: each field given must match one of its values.

    A place takes the sessions that are, or may be, held there or anywhere inside it: one that may get rooms of several places
    is taken when any of them lies inside, wherever it is held in the end, so that it never falls between two rules.
    """

    id: Ids | None = None
    kind: Kinds | None = None
    series: SeriesNames | None = None
    place: Ids | None = None
    tag: Tags | None = None
    priority: Priorities | None = None

    def takes(self, session: "Session", problem: DaysAndPlaces) -> bool:
        """Whether the rule is about this session."""
        is_there = self.place is None or self._takes_place(problem.possible_places(session), problem)
        return is_there and self._takes(session, session.id)

    def takes_past(self, duty: "PastDuty", problem: DaysAndPlaces) -> bool:
        """Whether the rule is about a session like that of this duty of the history."""
        places = () if duty.place is None else (duty.place,)
        return (self.place is None or self._takes_place(places, problem)) and self._takes(duty, duty.session)

    def _takes(self, one: "Session | PastDuty", id_: str | None) -> bool:
        return (
            (self.id is None or id_ in self.id)
            and (self.kind is None or one.kind in self.kind)
            and (self.series is None or one.series in self.series)
            and (self.tag is None or not set(self.tag).isdisjoint(one.tags))
            and (self.priority is None or one.priority in self.priority)
        )

    def _takes_place(self, places: Iterable[str], problem: DaysAndPlaces) -> bool:
        return any(not set(self.place or ()).isdisjoint(problem.enclosing_places(place)) for place in places)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Where:
    """Which part of a problem a rule is about; everything where a filter is absent."""

    volunteers: VolunteerFilter | None = None
    sessions: SessionFilter | None = None

    def takes_volunteer(self, volunteer: "Volunteer", problem: DaysAndPlaces | None = None) -> bool:
        """Whether the rule is about this volunteer on any day of a problem, or on any day at all."""
        if self.volunteers is None:
            return True
        days = problem.days if problem is not None else ()
        return self.volunteers.takes(volunteer, days[0], days[-1]) if days else self.volunteers.takes(volunteer)

    def takes_on(self, volunteer: "Volunteer", day: dt.date) -> bool:
        """Whether the rule is about this volunteer on a day."""
        return self.volunteers is None or self.volunteers.takes(volunteer, day, day)

    def takes_always(self, volunteer: "Volunteer", problem: DaysAndPlaces) -> bool:
        """Whether the rule is about this volunteer on every day of a problem."""
        return self.volunteers is None or all(self.takes_on(volunteer, day) for day in problem.days)

    def takes_duty(self, duty: WhoAndWhen, problem: DaysAndPlaces) -> bool:
        """Whether the rule is about this volunteer on the day of the session, and about the session."""
        return self.takes_on(duty.volunteer, duty.day) and self.takes_session(duty.session, problem)

    def takes_session(self, session: "Session", problem: DaysAndPlaces) -> bool:
        """Whether the rule is about this session."""
        return self.sessions is None or self.sessions.takes(session, problem)


EVERYWHERE = Where()
