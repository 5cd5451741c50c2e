"""A person who offers time: skills, traits, availability, limits, wishes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

import attrs

from volmatch.problem.ages import age_on, band_of
from volmatch.problem.given import day, maybe_day
from volmatch.problem.given import skills as given_skills
from volmatch.problem.named_zone import Zone
from volmatch.problem.shapes import Birth, Count, Day, Hours, Id, Minutes, Name, Positive, Real, Weight
from volmatch.problem.values import FrozenMap, Record, tidy
from volmatch.problem.window import Weekly, Window
from volmatch.problem.words import Kind, Series
from volmatch.text import Text


@attrs.frozen(field_transformer=tidy)
class Skill:
    """How well somebody does something, and from when until when a certificate says so.

    Parameters
    ----------
    level
        1 is a beginner; a role asks for a level or more. In JSON a bare number is a level.
    until
        Last day on which the skill counts; ``None`` is for ever.
    valid_from
        First day on which it counts; ``None`` is all along.
    """

    shorthand: ClassVar[str] = "level"

    level: Positive = 1
    until: Day | None = attrs.field(default=None, converter=maybe_day)
    valid_from: Day | None = attrs.field(default=None, converter=maybe_day, kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.valid_from is not None and self.until is not None and self.until < self.valid_from:
            yield "until", Text("the last day must not lie before the first")

    def counts_on(self, day: dt.date) -> bool:
        """Whether the skill counts on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.until is None or day <= self.until)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class TraitDays:
    """From when until when somebody has a trait.

    Parameters
    ----------
    until
        Last day on which the trait counts; ``None`` is for ever.
    valid_from
        First day on which it counts; ``None`` is all along.
    """

    until: Day | None = attrs.field(default=None, converter=maybe_day)
    valid_from: Day | None = attrs.field(default=None, converter=maybe_day)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.valid_from is self.until is None:
            yield "valid_from", Text("wanted a first day, a last day, or both")
        elif self.valid_from is not None and self.until is not None and self.until < self.valid_from:
            yield "until", Text("the last day must not lie before the first")

    def touch(self, first: dt.date, last: dt.date) -> bool:
        """Whether the trait counts on some day from the first to the last."""
        return (self.valid_from is None or self.valid_from <= last) and (self.until is None or first <= self.until)


@attrs.frozen(field_transformer=tidy)
class Days:
    """Any stretch of this many local calendar days in a row."""

    days: Positive

    @property
    def numbers(self) -> int:
        """What tells it from others, in figures: how many days."""
        return self.days


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Season:
    """All local calendar days from the first to the last: a school year, a winter, a festival.

    Parameters
    ----------
    since, until
        First and last day.
    """

    since: Day = attrs.field(converter=day)
    until: Day = attrs.field(converter=day)

    @property
    def numbers(self) -> tuple[int, int]:
        """What tells it from others, in figures: the first and the last day, as proleptic ordinals."""
        return self.since.toordinal(), self.until.toordinal()

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.until < self.since:
            yield "until", Text("the last day must not lie before the first")


#: What a limit counts by.
Per = Literal["day", "week", "month", "quarter", "year", "horizon"] | Season | Days


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Limit:
    """How much somebody may (``max_*``) or wants to (``min_*``) serve in each period.

    Parameters
    ----------
    per
        ``day``, ``week`` (Monday to Sunday), ``month``, ``quarter`` or ``year`` of the calendar, ``horizon`` (the whole problem), a
        `Season` or `Days`; a session counts on its start.
    max_sessions, max_hours
        Must hold (rule ``limits``). Hours are rounded to the minute.
    min_sessions, min_hours
        Wanted (rule ``min_load``).
    kind
        Count only sessions of this kind.
    """

    per: Per = attrs.field(kw_only=False)
    max_sessions: Count | None = None
    max_hours: Hours | None = None
    min_sessions: Count | None = None
    min_hours: Hours | None = None
    kind: Kind | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.max_sessions is self.max_hours is self.min_sessions is self.min_hours is None:
            yield "per", Text("a limit needs one of max_sessions, max_hours, min_sessions, min_hours")
        for least, most in (("min_sessions", "max_sessions"), ("min_hours", "max_hours")):
            low, high = getattr(self, least), getattr(self, most)
            if low is not None and high is not None and low > high:
                yield least, Text("{least} must not exceed {most}", {"least": least, "most": most})


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Wish:
    """What somebody would like (score above 0) or rather not (below 0).

    Exactly one of `session`, `kind`, `series` and `place` says what it is about.
    """

    score: Weight
    session: Id | None = None
    kind: Kind | None = None
    series: Series | None = None
    place: Id | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        about = [self.session, self.kind, self.series, self.place]
        if sum(one is not None for one in about) != 1:
            yield "score", Text("a wish is about exactly one of session, kind, series, place")


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Volunteer(Record):
    """A person who offers time.

    Parameters
    ----------
    id
        Unique among volunteers.
    name
        For print only.
    home
        Id of the place this person sets out from.
    max_travel_minutes
        Longest way from home this person accepts.
    skills
        Level by skill; a bare number is a level.
    traits, teams
        What this person is (``adult``) and belongs to.
    trait_days
        First and last day of those traits that begin or end; the others count always.
    timezone
        IANA name of the zone of this person's clocks: weekly windows, and times of `available` and `away` without an offset, are what
        these show. ``None`` is the zone of the problem. Days on which duties count remain those of the problem.
    born
        Date of birth. It gives traits by age, without being told to anybody: ``18+``, ``<16``, ``14-17``.
    available
        When free; ``None`` is at all times, an empty list never.
    away
        Exceptions: when not free after all; `Weekly` for what repeats.
    limits, wishes
        See `Limit` and `Wish`.
    served_hours
        Hours given before this problem begins; fairness counts them.
    cost_per_hour
        Price of an hour, in the caller's currency.
    show_rate
        Share of duties this person turned up for, 0 to 1.
    data
        What else you know of the person, such as a telephone number, by a name of yours. No rule reads it, and nothing but what
        asks for it by name shows it.
    """

    id: Id = attrs.field(kw_only=False)
    name: Name = ""
    home: Id | None = None
    max_travel_minutes: Minutes | None = None
    skills: Mapping[Id, Skill] = attrs.field(default=FrozenMap({}), converter=given_skills)
    traits: Sequence[Id] = ()
    teams: Sequence[Id] = ()
    available: Sequence[Weekly | Window] | None = None
    away: Sequence[Weekly | Window] = ()
    limits: Sequence[Limit] = ()
    wishes: Sequence[Wish] = ()
    served_hours: Hours = 0
    cost_per_hour: Hours = 0
    show_rate: Annotated[float, Real(0, 1)] = 1
    data: Mapping[Id, Name] = FrozenMap({})
    trait_days: Mapping[Id, TraitDays] = FrozenMap({})
    born: Birth | None = attrs.field(default=None, converter=maybe_day, repr=False)
    timezone: Zone | None = None

    #: The field that names the zone in which the times of a record are read.
    clocks: ClassVar[str] = "timezone"

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        for trait in self.trait_days:
            if self.born is not None and band_of(trait):
                yield f"trait_days.{trait}", Text("the date of birth says from when until when; leave it out here")
            elif trait not in self.traits:
                yield f"trait_days.{trait}", Text("this is not among the traits; add it there, or leave it out here")

    @property
    def label(self) -> str:
        """Name for print: the name, or the id where there is none."""
        return self.name or self.id

    def bears(self, trait: str, first: dt.date, last: dt.date | None = None) -> bool:
        """Whether this person has a trait on a day, or on some day from the first to the last; ages give traits too."""
        last = first if last is None else last
        if trait in self.traits and (trait not in self.trait_days or self.trait_days[trait].touch(first, last)):
            return True
        band = None if self.born is None else band_of(trait)
        if band is None or self.born is None or last < self.born:
            return False
        return band.least <= age_on(self.born, last) and age_on(self.born, max(first, self.born)) <= band.most

    def holds(self, skill: str, level: int, day: dt.date) -> bool:
        """Whether this person has a skill at a level or higher on a day."""
        own = self.skills.get(skill)
        return own is not None and own.level >= level and own.counts_on(day)
