"""Something to be staffed: a time or several candidate times, a place or room, roles."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from volmatch.problem.given import maybe_moment, maybe_moments
from volmatch.problem.shapes import Count, Hours, Id, Moment, Name, Positive
from volmatch.problem.values import FrozenMap, Record, is_loose, tidy
from volmatch.text import Text

#: What stands between the names of roles that became one.
BETWEEN_ROLES = " + "


@attrs.frozen(field_transformer=tidy, kw_only=True)
class AlternativeSkill:
    """A skill that serves where the one before it is not to be had.

    Parameters
    ----------
    skill, level
        What a holder must be able to do instead.
    """

    skill: Id = attrs.field(kw_only=False)
    level: Positive = 1


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Role:
    """A need inside a session.

    Parameters
    ----------
    name
        Unique in its session.
    skill, level
        What a holder must be able to do; without a skill anyone may.
    alternatives
        Skills that serve instead, the better first: a first aider or, failing that, a nurse. The goal ``alternative_skills``
        wants the first that is to be had.
    min, target, max
        Head-counts, ``0 <= min <= target <= max``. Empty seats below `min` cost at the goal ``cover``, those up to
        `target` at the goal ``target``; more than `max` is impossible. `target` defaults to `min`, `max` to `target`.
    traits
        All must be held.
    standby
        On call: its holders keep the time free and come when somebody else does not turn up, see `volmatch.live.drill`. That
        is no service, and they are not there: `fair_share`, `fairest`, `min_load`, `turn_out`, `unserved`, `supervision` and
        `training_first` do not count it, all other rules do.
    data
        What else you know of the role, by a name of yours. No rule reads it.
    """

    name: Id = attrs.field(kw_only=False)
    skill: Id | None = None
    level: Positive = 1
    min: Count = 1
    target: Count = attrs.Factory(lambda self: self.min, takes_self=True)
    max: Count = attrs.Factory(lambda self: self.target, takes_self=True)
    traits: Sequence[Id] = ()
    standby: bool = False
    data: Mapping[Id, Name] = FrozenMap({})
    alternatives: Sequence[AlternativeSkill] = ()

    @property
    def skills_in_order(self) -> tuple[tuple[str, int], ...]:
        """The skill and level that are asked for, and those that serve instead, the better first; empty without a skill."""
        if self.skill is None:
            return ()
        return ((self.skill, self.level), *((one.skill, one.level) for one in self.alternatives))

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.alternatives and self.skill is None:
            yield "skill", Text("wanted the skill for which the alternatives serve; without one anyone may")
        least: dict[str, int] = {} if self.skill is None else {self.skill: self.level}
        for number, one in enumerate(self.alternatives):
            if one.level >= least.get(one.skill, one.level + 1):
                yield f"alternatives[{number}]", Text("whoever has this is taken by one before it; leave it out")
            least[one.skill] = one.level
        if self.target < self.min:
            yield "target", Text("target must not lie below min ({min})", {"min": self.min})
        if self.max < self.target:
            yield "max", Text("max must not lie below target ({target})", {"target": self.target})


@attrs.frozen(field_transformer=tidy, kw_only=True)
class RoomNeed:
    """What room a session takes: exactly one, free for the session and its turnaround.

    Parameters
    ----------
    any_of
        Ids of the rooms it may get; ``None`` is any.
    features
        What the room must have.
    wants
        What the room should have.
    """

    any_of: Sequence[Id] | None = None
    features: Sequence[Id] = ()
    wants: Sequence[Id] = ()


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Session(Record):
    """Something to be staffed.

    Parameters
    ----------
    id
        Unique among sessions.
    name, kind, series, tags
        A name for print; words to group sessions by.
    start, end
        A fixed time, or
    minutes, starts
        a length and the candidate starts, of which the schedule picks one.
    place
        Id of the place, or
    room
        what room it takes; its place is then the room's.
    attendance
        Guests expected; a room must hold them.
    roles
        What has to be staffed.
    priority
        Class of importance, 1 first.
    optional
        May be dropped as a whole instead of being held with empty seats.
    effort_hours
        How much the session takes out of a person; by default its length.
    cost
        What holding it costs besides people and rooms, in the caller's currency.
    equipment
        How many of each countable thing it needs.
    audiences
        Groups of guests who come; sessions that share one should not overlap.
    data
        What else you know of the session, by a name of yours. No rule reads it.
    """

    id: Id = attrs.field(kw_only=False)
    name: Name = ""
    kind: Id | None = None
    series: Id | None = None
    start: Moment | None = attrs.field(default=None, converter=maybe_moment)
    end: Moment | None = attrs.field(default=None, converter=maybe_moment)
    minutes: Positive | None = None
    starts: Sequence[Moment] | None = attrs.field(default=None, converter=maybe_moments)
    place: Id | None = None
    room: RoomNeed | None = None
    attendance: Count = 0
    roles: Sequence[Role] = ()
    priority: Positive = 1
    optional: bool = False
    tags: Sequence[Id] = ()
    effort_hours: Hours | None = None
    cost: Count = 0
    equipment: Mapping[Id, Count] = FrozenMap({})
    audiences: Sequence[Id] = ()
    data: Mapping[Id, Name] = FrozenMap({})

    @property
    def label(self) -> str:
        """Name for print."""
        return self.name or self.id

    @property
    def candidate_starts(self) -> tuple[dt.datetime, ...]:
        """All starts the schedule may choose from; one for a session with a fixed time."""
        return (self.start,) if self.start is not None else tuple(self.starts or ())

    @property
    def length(self) -> dt.timedelta:
        """How long the session lasts."""
        if self.start is not None and self.end is not None:
            return self.end - self.start
        return dt.timedelta(minutes=cast("int", self.minutes))

    @property
    def length_minutes(self) -> int:
        """How long the session lasts, in minutes."""
        return self.length // dt.timedelta(minutes=1)

    @property
    def may_be_dropped(self) -> bool:
        """Whether a schedule may leave the session out: it is optional, or its time or room may prove impossible.

        A single entry in `starts` leaves nothing to decide: it is a fixed time.
        """
        return self.optional or self.room is not None or len(self.candidate_starts) > 1 or is_loose(self)

    def role(self, name: str) -> Role | None:
        """Return the role of this name, or ``None``."""
        for role in self.roles:
            if role.name == name:
                return role
        return None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        is_fixed = self.start is not None and self.end is not None
        is_open = self.minutes is not None and bool(self.starts)
        if (
            is_fixed == is_open
            or (is_fixed and (self.minutes or self.starts))
            or (is_open and (self.start or self.end))
        ):
            yield "start", Text("wanted either start and end, or minutes and starts")
        elif is_fixed and not self.length > dt.timedelta():
            yield "end", Text("a session must end after it begins")
        elif self.starts and len(set(self.starts)) < len(self.starts):
            yield "starts", Text("a candidate start stands twice; keep one")
        if self.place is not None and self.room is not None:
            yield "room", Text("wanted a place or a room, not both: the room has its place")
        if len({role.standby for role in self.roles}) > 1:
            yield "roles", Text("some are on call and some serve; being on call is a session of its own")
        heard = Counter(role.name for role in self.roles)
        for name in sorted(name for name, times in heard.items() if times > 1):
            yield "roles", Text("the role name {name} stands twice in this session", {"name": name})
