"""The whole problem: who offers time, what needs staffing, where, and by which rules."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.plugs import load
from volmatch.problem.clock import wall_clock
from volmatch.problem.day_starts import day_starts_by_place
from volmatch.problem.exactly import Exactly
from volmatch.problem.given import clock
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.place import Place, Room, Travel
from volmatch.problem.session import Session
from volmatch.problem.settle import Unsaid, settle, unknown_fields
from volmatch.problem.shapes import Clock
from volmatch.problem.values import Record, settle_in, tidy
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.words import Words, borne, settled_words, uses_of
from volmatch.rule import Rule, complete, unknown_references
from volmatch.text import Text

#: The field of a file that says whether its rules are added to the standard ones.
_STANDARD = "standard"
_ONE_DAY = dt.timedelta(days=1)


def _with_its_say(given: dict[str, Any], standard: Any) -> Iterator[Fault]:
    """Mark the rules of a file as all there are, if the file says so."""
    if not isinstance(standard, bool):
        yield Fault.of(_STANDARD, Text("wanted true or false"), standard)
    elif not standard and type(given.get("rules")) in (list, tuple, type(None)):
        given["rules"] = Exactly(given.get("rules") or ())


def _to_be_settled(rules: Iterable[Rule] | None) -> tuple[Rule, ...]:
    """Take what the caller gave; the problem settles it when all its parts are there."""
    return cast("tuple[Rule, ...]", rules)


@attrs.frozen(field_transformer=tidy, cache_hash=True, slots=False)
class Problem:
    """Who can do what, when, and what needs staffing.

    The values given are settled on arrival: ISO text becomes datetimes, times without offset are wall-clock in
    `timezone`, lists become tuples. Everything wrong is collected and raised at once.

    Parameters
    ----------
    volunteers, sessions, places, rooms
        The data; ids are unique in each.
    travel
        Minutes between places; absent means no way takes time.
    rules
        Rules to be added to `volmatch.rules.standard`, of which those of the same class are replaced; see
        `volmatch.rules.joined` for how the levels meet. ``volmatch.rules.only([...])`` replaces all that the data
        themselves do not demand. Once settled, it is the whole list, and a copy of the problem keeps exactly that.
    timezone
        IANA name of the zone in which times without offset are read and days begin. Absent it is UTC, and no time may carry
        another offset: an offset does not say where the clocks change, and days would begin somewhere in the morning.
    day_starts
        When a day begins, before noon: what starts earlier belongs to the day before, as a night shift belongs to the evening; a
        place may have its own. Days, weeks, months, weekends and stretches of days count from there, and so do boards and skills. Windows of
        people and all times are those of clock and calendar nevertheless.
    history
        Duties that are settled already: served before this problem begins, or elsewhere meanwhile. Rules that look at runs, at
        rest and at stretches of days count them; they break nothing by themselves, and a breach is one only where a duty of
        the schedule takes part in it. Whoever is in the problem no more says nothing.
    words
        Words that rules, limits and wishes may use though nothing bears them yet. Any other word that nobody and no session
        bears is a fault: a slip of the pen would leave a rule without a word to say. Words that an earlier problem knew, of
        which this one is a changed copy, are declared by themselves.

    Raises
    ------
    ProblemError
        With every fault found, each with its path.
    """

    volunteers: Sequence[Volunteer] = attrs.field(repr=lambda listed: f"<{len(listed)}>")
    sessions: Sequence[Session] = attrs.field(repr=lambda listed: f"<{len(listed)}>")
    places: Sequence[Place] = attrs.field(default=(), kw_only=True, repr=False)
    rooms: Sequence[Room] = attrs.field(default=(), kw_only=True, repr=False)
    travel: Travel | None = attrs.field(default=None, kw_only=True, repr=False)
    rules: tuple[Rule, ...] = attrs.field(default=None, kw_only=True, repr=False, converter=_to_be_settled)
    timezone: str = attrs.field(default=Unsaid("UTC"), kw_only=True)
    day_starts: Clock = attrs.field(default=dt.time(), kw_only=True, repr=False, converter=clock)
    history: Sequence[PastDuty] = attrs.field(default=(), kw_only=True, repr=False)
    words: Words = attrs.field(default=Words(), kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        """Settle all parts, or raise everything that is wrong with them."""
        exactly = type(self.rules) is Exactly
        settled = settle({field.name: getattr(self, field.name) for field in attrs.fields(Problem)})
        for part in ("volunteers", "sessions", "places", "rooms", "travel", "day_starts", "history", "words"):
            object.__setattr__(self, part, getattr(settled, part))
        if type(self.timezone) is Unsaid:
            object.__setattr__(self, "timezone", str(self.timezone))
        object.__setattr__(self, "rules", complete(settled.rules, self, exactly=exactly))
        rules = [(f"rules[{index}]", rule) for index, rule in enumerate(settled.rules or ())]
        faults = [
            attrs.evolve(fault, path=f"{path}.{fault.path}")
            for path, rule in rules
            for fault in unknown_references(rule, self)
        ]
        people = ((f"volunteers[{index}]", one) for index, one in enumerate(self.volunteers))
        uses = (use for path, record in (*people, *rules) for use in uses_of(record, path))
        words = settled_words(
            settled.words,
            uses,
            borne(self.volunteers, self.sessions, self.history),
            has_ages=any(one.born is not None for one in self.volunteers),
        )
        if isinstance(words, list):
            faults += words[:MOST_FAULTS]
        if faults:
            raise ProblemError(faults)
        object.__setattr__(self, "words", words)

    def __getstate__(self) -> dict[str, Any]:
        """Return all but what was worked out from the fields: that is worked out again where it is asked for."""
        return {
            name: one for name, one in vars(self).items() if not isinstance(vars(Problem).get(name), cached_property)
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the fields as they are: all was settled where the problem comes from, and a changed copy need not read it again."""
        self.__dict__.update(state)
        for listed in (self.volunteers, self.sessions, self.places, self.rooms, self.history):
            for record in cast("Iterable[Record]", listed):
                settle_in(record, self.zone)

    @classmethod
    def from_data(cls, data: Any) -> "Problem":
        """Make a problem from parsed JSON: a mapping with the same field names as the class.

        Beside them it may say ``"standard": false``: its rules are then all that holds beyond what the data demand.

        Raises
        ------
        ProblemError
            With every fault found.
        """
        if not isinstance(data, Mapping):
            raise ProblemError([Fault.of("", Text("wanted a problem: a mapping of fields"), data)])
        names = {field.name for field in attrs.fields(cls)}
        faults = unknown_fields(data, {*names, _STANDARD})
        given = {name: data[name] for name in names & data.keys()}
        if _STANDARD in data:
            faults += [*_with_its_say(given, data[_STANDARD])]
        faults += [
            Fault(name, Text("this field is required")) for name in ("volunteers", "sessions") if name not in data
        ]
        try:
            problem = cls(**{"volunteers": [], "sessions": [], **given})
        except ProblemError as error:
            faults += error.faults
        if faults:
            raise ProblemError(faults)
        return problem

    def _repr_html_(self) -> str:
        """Return a card for notebooks."""
        shown: str = load("cards").card(self)
        return shown

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)

    def zone_of(self, volunteer: Volunteer) -> ZoneInfo:
        """Return the zone of somebody's clocks."""
        return self.zone if volunteer.timezone is None else ZoneInfo(volunteer.timezone)

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, Any]]:
        kinds: Mapping[str, Sequence[Any]] = {
            "volunteer": self.volunteers,
            "session": self.sessions,
            "place": self.places,
            "room": self.rooms,
        }
        return {kind: {one.id: one for one in listed} for kind, listed in kinds.items()}

    def volunteer(self, id_: str) -> Volunteer | None:
        """Return the volunteer of this id, or ``None``."""
        return self._by_id["volunteer"].get(id_)

    def session(self, id_: str) -> Session | None:
        """Return the session of this id, or ``None``."""
        return self._by_id["session"].get(id_)

    def room(self, id_: str) -> Room | None:
        """Return the room of this id, or ``None``."""
        return self._by_id["room"].get(id_)

    def place(self, id_: str) -> Place | None:
        """Return the place of this id, or ``None``."""
        return self._by_id["place"].get(id_)

    def fitting_rooms(self, session: Session) -> tuple[Room, ...]:
        """Return the rooms a session may get, whatever the hour: named, large enough, with all features."""
        need = session.room
        if need is None:
            return ()
        return tuple(
            room
            for room in self.rooms
            if (need.any_of is None or room.id in need.any_of)
            and (room.capacity is None or room.capacity >= session.attendance)
            and set(need.features) <= set(room.features)
        )

    def possible_places(self, session: Session) -> frozenset[str]:
        """Return the ids of the places where a session may be held."""
        if session.room is None:
            return frozenset() if session.place is None else frozenset({session.place})
        return frozenset(room.place for room in self.fitting_rooms(session))

    def enclosing_places(self, id_: str) -> tuple[str, ...]:
        """Return the id of a place and of all places it lies in, from the inside out."""
        chain = []
        place = self.place(id_)
        while place is not None:
            chain.append(place.id)
            place = None if place.parent is None else self.place(place.parent)
        return tuple(chain)

    @cached_property
    def _ways(self) -> Mapping[frozenset[str], int]:
        return {frozenset((way.a, way.b)): way.minutes for way in (self.travel.minutes if self.travel else ())}

    def travel_minutes(self, a: str | None, b: str | None) -> int:
        """Return the minutes from one place to another; 0 where a place is unknown.

        The entry nearest to the two counts, going up from both to the places they lie in (of several as near, the longest);
        what lies in one place is there, unless an entry from that place to itself says otherwise.
        """
        if self.travel is None or a is None or b is None or a == b:
            return 0
        known = self._known_ways.get((a, b))
        if known is None:
            known = self._known_ways[a, b] = self._way_between(a, b, self.travel)
        return known

    @cached_property
    def _known_ways(self) -> dict[tuple[str, str], int]:
        """What was asked before: rules ask for the same few ways again and again."""
        return {}

    def _way_between(self, a: str, b: str, travel: Travel) -> int:
        around_a, around_b = self.enclosing_places(a), self.enclosing_places(b)
        for steps in range(len(around_a) + len(around_b) - 1):
            lower = max(0, steps + 1 - len(around_b))
            pairs = [(around_a[up], around_b[steps - up]) for up in range(lower, min(steps + 1, len(around_a)))]
            known = [way for pair in pairs if (way := self._way(*pair)) is not None]
            if known:
                return max(known)
        return travel.default_minutes

    def _way(self, a: str, b: str) -> int | None:
        """Return what an entry says, 0 for one and the same place, or None."""
        return self._ways.get(frozenset((a, b)), 0 if a == b else None)

    def day_starts_at(self, place: str | None) -> dt.time:
        """Return when a day begins at a place: as it, the nearest place around it, or else the problem has it."""
        return self._day_starts_by_place.get(place or "", self.day_starts)

    @cached_property
    def _day_starts_by_place(self) -> Mapping[str, dt.time]:
        return day_starts_by_place(self.places)

    def day_of(self, moment: dt.datetime, place: str | None = None) -> dt.date:
        """Return the local day to which a moment belongs at a place: before the day begins there it is still the day before."""
        shown = moment.astimezone(self.zone)
        return shown.date() - _ONE_DAY if shown.time() < self.day_starts_at(place) else shown.date()

    def start_days(self, session: Session) -> tuple[dt.date, ...]:
        """Return the local days to which a start of a session may belong, wherever it may take place, each once and in order."""
        places = (self._day_starts_by_place and self.possible_places(session)) or (None,)
        return tuple(sorted({self.day_of(start, place) for start in session.candidate_starts for place in places}))

    def beginning_of(self, day: dt.date) -> dt.datetime:
        """Return the instant at which a local day begins."""
        return wall_clock(day, self.day_starts, self.zone)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """All local days from the first to the last candidate start of any session."""
        starts = [day for session in self.sessions for day in self.start_days(session)]
        if not starts:
            return ()
        first, last = min(starts), max(starts)
        return tuple(first + dt.timedelta(days=step) for step in range((last - first).days + 1))
