"""What a problem means, worked out once: who is free when, what is where, which duty every choice would be."""

import calendar
import datetime as dt
from functools import cache, lru_cache
from itertools import permutations
from zoneinfo import ZoneInfo

import attrs

import volmatch as vm
from oracle.times import ONE_DAY, length_of, minute_of, minute_when, offered, shown_at, starts_of


@attrs.frozen(eq=False)
class Duty:
    """One volunteer at work, with all that rules ask about it."""

    volunteer: vm.Volunteer
    session: vm.Session
    role: vm.Role
    start: int
    end: int
    day: dt.date
    place: str | None


def bears(volunteer: vm.Volunteer, trait: str, day: dt.date) -> bool:
    """Whether somebody has a trait on a day, told or by age; birthdays are counted one by one."""
    spell = volunteer.trait_days.get(trait)
    since, until = (None, None) if spell is None else (spell.valid_from, spell.until)
    if trait in volunteer.traits and (since is None or since <= day) and (until is None or day <= until):
        return True
    if volunteer.born is None or day < volunteer.born or not any(letter in trait for letter in "+<-"):
        return False
    had = sum(
        _is_birthday(volunteer.born, volunteer.born + number * ONE_DAY)
        for number in range(1, (day - volunteer.born).days + 1)
    )
    if trait.endswith("+"):
        return had >= int(trait[:-1])
    if trait.startswith("<"):
        return had < int(trait[1:])
    least, most = trait.split("-")
    return int(least) <= had <= int(most)


@cache
def _is_birthday(born: dt.date, day: dt.date) -> bool:
    if (day.month, day.day) == (born.month, born.day):
        return True
    is_leap = calendar.isleap(day.year)
    return (born.month, born.day) == (2, 29) and not is_leap and (day.month, day.day) == (3, 1)


class World:
    """A problem with its lookups and what follows from it."""

    def __init__(self, problem: vm.Problem) -> None:
        self.problem = problem
        self.zone = ZoneInfo(problem.timezone)
        self.volunteers = {volunteer.id: volunteer for volunteer in problem.volunteers}
        self.sessions = {session.id: session for session in problem.sessions}
        self.rooms = {room.id: room for room in problem.rooms}
        self.starts = {session.id: [minute_of(start) for start in starts_of(session)] for session in problem.sessions}
        self.lengths = {session.id: length_of(session) for session in problem.sessions}
        self.days = self._days()
        self.horizon = self._horizon()
        self.offered = {volunteer.id: self._offered(volunteer, gladly=False) for volunteer in problem.volunteers}
        self.gladly = {volunteer.id: self._offered(volunteer, gladly=True) for volunteer in problem.volunteers}
        self.away = {volunteer.id: self._away(volunteer) for volunteer in problem.volunteers}
        self.past = [self._past(duty) for duty in problem.history if duty.volunteer in self.volunteers]
        self._duties: dict[tuple[str, str, str, int, str | None], Duty] = {}
        self._about: dict[tuple[vm.Where, str, str, dt.date | None], bool] = {}

    def _days(self) -> list[dt.date]:
        """Return all local days from the first to the last on which a session may start."""
        days = [day for session in self.problem.sessions for day in self.days_of(session)]
        if not days:
            return []
        return [min(days) + number * ONE_DAY for number in range((max(days) - min(days)).days + 1)]

    def _horizon(self) -> range:
        """Return the minutes of all local days on which any session may take place."""
        spans = [(start, start + self.lengths[session]) for session, starts in self.starts.items() for start in starts]
        if not spans:
            return range(0)
        # Where the day begins in the hour that clocks repeat, a later minute may belong to an earlier day, and be after its end.
        days = [self.day_at(minute) for start, end in spans for minute in (start, end - 1)]
        begins = self.problem.day_starts
        return range(
            min(minute_when(min(days), begins, self.zone), *(start for start, _ in spans)),
            max(minute_when(max(days) + ONE_DAY, begins, self.zone), *(end for _, end in spans)),
        )

    def _past(self, duty: vm.PastDuty) -> Duty:
        """Return a duty of the history, as one of a session that has all it tells."""
        session = vm.Session(
            duty.session or "",
            kind=duty.kind,
            series=duty.series,
            tags=duty.tags,
            place=duty.place,
            priority=duty.priority,
            effort_hours=duty.effort_hours,
            start=duty.start,
            end=duty.end,
        )
        start, end = minute_of(duty.start), minute_of(duty.end)
        role = vm.Role(duty.role or "")
        return Duty(
            self.volunteers[duty.volunteer], session, role, start, end, self.day_at(start, duty.place), duty.place
        )

    def past_of(self, volunteer: str, where: vm.Where) -> list[Duty]:
        """Return the duties of the history that somebody served and that a filter takes."""
        return [
            duty
            for duty in self.past
            if duty.volunteer.id == volunteer
            and self.is_about_volunteer(where, duty.volunteer, duty.day)
            and self.is_about_session(where, duty.session)
        ]

    @property
    def known_days(self) -> list[dt.date]:
        """All days from the first to the last, those of the history too."""
        days = sorted([*self.days, *(duty.day for duty in self.past)])
        return [days[0] + number * ONE_DAY for number in range((days[-1] - days[0]).days + 1)] if days else []

    def _offered(self, volunteer: vm.Volunteer, *, gladly: bool) -> set[int]:
        """Return every minute a volunteer offers, or offers gladly."""
        if volunteer.available is None or not self.days:
            return set(self.horizon)
        days = [self.day_at(self.horizon[0]), self.day_at(self.horizon[-1])]
        return {
            minute
            for since, until, if_needed in offered(
                volunteer.available, days, ZoneInfo(volunteer.timezone or self.problem.timezone)
            )
            if not (gladly and if_needed)
            for minute in self._seen(since, until)
        }

    def _away(self, volunteer: vm.Volunteer) -> set[int]:
        """Return every minute a volunteer is away."""
        if not self.days:
            return set()
        days = [self.day_at(self.horizon[0]), self.day_at(self.horizon[-1])]
        spans = offered(volunteer.away, days, ZoneInfo(volunteer.timezone or self.problem.timezone))
        return {minute for since, until, _ in spans for minute in self._seen(since, until)}

    def _seen(self, since: int, until: int) -> range:
        """Return the minutes from one to before another that lie in the horizon."""
        return range(max(since, self.horizon.start), min(until, self.horizon.stop))

    def beginning_at(self, place: str | None) -> dt.time:
        """Return when a day begins at a place, asked from the inside out."""
        for own in self.problem.places:
            if own.id == place:
                return self.beginning_at(own.parent) if own.day_starts is None else own.day_starts
        return self.problem.day_starts

    def day_held(self, session: vm.Session, placement: vm.Placement) -> dt.date:
        """Return the day to which a session belongs where and when it takes place."""
        place = session.place if placement.room is None else self.rooms[placement.room].place
        return self.day_at(minute_of(placement.start), place)

    def days_of(self, session: vm.Session) -> set[dt.date]:
        """Return the days on which a session may start, wherever it may take place."""
        rooms = [] if session.room is None else self.fitting_rooms(session)
        places = {session.place} if session.room is None else {room.place for room in rooms}
        return {self.day_at(start, place) for start in self.starts[session.id] for place in places or {None}}

    def day_at(self, minute: int, place: str | None = None) -> dt.date:
        """Return the local day of a moment: what the calendar shows on a clock that is behind by the hour at which days begin."""
        begins = self.beginning_at(place)
        return (shown_at(minute, self.zone) - dt.timedelta(hours=begins.hour, minutes=begins.minute)).date()

    def fitting_rooms(self, session: vm.Session) -> list[vm.Room]:
        """Return the rooms that are named, large enough and have all that is asked for, whatever the hour."""
        need = session.room
        assert need is not None
        named = [room for room in self.problem.rooms if need.any_of is None or room.id in need.any_of]
        large = [room for room in named if room.capacity is None or session.attendance <= room.capacity]
        return [room for room in large if all(feature in room.features for feature in need.features)]

    def places_of(self, session: vm.Session) -> set[str]:
        """Return where a session may be held."""
        if session.room is not None:
            return {room.place for room in self.fitting_rooms(session)}
        return {session.place} if session.place is not None else set()

    def lies_in(self, place: str, outer: str) -> bool:
        """Whether a place is another one or lies in it, however deep."""
        parents = {one.id: one.parent for one in self.problem.places}
        inner: str | None = place
        while inner is not None and inner != outer:
            inner = parents[inner]
        return inner == outer

    def travel(self, a: str | None, b: str | None) -> int:
        """Return the minutes between two places."""
        travel = self.problem.travel
        if travel is None or a is None or b is None or a == b:
            return 0
        ways = {(one, other): way.minutes for way in travel.minutes for one, other in permutations((way.a, way.b))}
        ways = {**{(place.id, place.id): 0 for place in self.problem.places}, **ways}
        near = {
            (up_a + up_b, ways[one, other])
            for up_a, one in enumerate(self.from_inside_out(a))
            for up_b, other in enumerate(self.from_inside_out(b))
            if (one, other) in ways
        }
        nearest = min((steps for steps, _ in near), default=None)
        return max((way for steps, way in near if steps == nearest), default=travel.default_minutes)

    def from_inside_out(self, place: str | None) -> list[str]:
        """Return a place and all it lies in."""
        parents = {one.id: one.parent for one in self.problem.places}
        return [] if place is None else [place, *self.from_inside_out(parents[place])]

    def duty(self, assignment: vm.Assignment, placement: vm.Placement) -> Duty:
        """Return what an assignment means when its session is placed so."""
        start = minute_of(placement.start)
        key = (assignment.volunteer, assignment.session, assignment.role, start, placement.room)
        if key not in self._duties:
            session = self.sessions[assignment.session]
            self._duties[key] = Duty(
                self.volunteers[assignment.volunteer],
                session,
                next(role for role in session.roles if role.name == assignment.role),
                start,
                start + self.lengths[session.id],
                self.day_held(session, placement),
                session.place if placement.room is None else self.rooms[placement.room].place,
            )
        return self._duties[key]

    def is_about(
        self, where: vm.Where, volunteer: vm.Volunteer, session: vm.Session, day: dt.date | None = None
    ) -> bool:
        """Whether a filter takes both a volunteer, on a day or on any of the problem, and a session."""
        key = (where, volunteer.id, session.id, day)
        if key not in self._about:
            self._about[key] = self.is_about_volunteer(where, volunteer, day) and self.is_about_session(where, session)
        return self._about[key]

    def is_about_volunteer(self, where: vm.Where, volunteer: vm.Volunteer, day: dt.date | None = None) -> bool:
        """Whether a filter takes a volunteer, on a day or on any of the problem: every field given matches."""
        asked = where.volunteers
        if asked is None:
            return True
        return (
            (asked.id is None or volunteer.id in asked.id)
            and (
                asked.trait is None
                or any(bears(volunteer, trait, one) for trait in asked.trait for one in self._asked(day))
            )
            and (asked.team is None or any(team in asked.team for team in volunteer.teams))
        )

    def _asked(self, day: dt.date | None) -> list[dt.date]:
        return list(self.days) if day is None else [day]

    def is_about_session(self, where: vm.Where, session: vm.Session) -> bool:
        """Whether a filter takes a session: every field given matches; a place takes what may be held inside it."""
        asked = where.sessions
        if asked is None:
            return True
        if asked.place is not None:
            places = self.places_of(session)
            inside = [any(self.lies_in(place, outer) for outer in asked.place) for place in places]
            if not any(inside):
                return False
        return (
            (asked.id is None or session.id in asked.id)
            and (asked.kind is None or session.kind in asked.kind)
            and (asked.series is None or session.series in asked.series)
            and (asked.tag is None or any(tag in asked.tag for tag in session.tags))
            and (asked.priority is None or session.priority in asked.priority)
        )


@lru_cache(maxsize=4)
def world_of(problem: vm.Problem) -> World:
    """Return the world of a problem; the last few are kept."""
    return World(problem)
