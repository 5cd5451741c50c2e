"""The board of people: how much everybody serves, beside a fair share, what of their wishes came true, and when they come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.spans_of_days import monday_of
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.report.html.filled_seats import Meeting
from volmatch.schedule import Duty
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Granted:
    """One wish: what it is about, and in how many of the sessions that take place and that it means somebody serves."""

    about: str
    score: int
    got: int
    of: int


@attrs.frozen(kw_only=True, slots=False)
class Person:
    """Somebody with their duties, on the clock of the problem."""

    volunteer: Volunteer
    duties: tuple[Duty, ...]
    wishes: tuple[Granted, ...]

    @cached_property
    def days(self) -> frozenset[dt.date]:
        """The local days on which this person serves."""
        return frozenset(duty.day for duty in self.duties)

    @cached_property
    def minutes(self) -> int:
        """How long this person serves in all."""
        return sum(duty.minutes for duty in self.duties)

    @property
    def minutes_before(self) -> float:
        """How long this person had served before."""
        return self.volunteer.served_hours * 60

    @cached_property
    def first_choice(self) -> bool | None:
        """Whether this person serves in something they like best; ``None`` for who likes nothing in particular."""
        liked = [wish for wish in self.wishes if wish.score > 0]
        best = max((wish.score for wish in liked), default=0)
        return any(wish.got for wish in liked if wish.score == best) if liked else None


def people(problem: Problem, duties: Sequence[Duty], meetings: Sequence[Meeting]) -> tuple[Person, ...]:
    """Return everybody in the order of the problem; people without a duty are among them."""
    local = [
        attrs.evolve(one, start=one.start.astimezone(problem.zone), end=one.end.astimezone(problem.zone))
        for one in duties
    ]
    agenda = {id_: tuple(own) for id_, own in groupby(local, key=lambda duty: duty.volunteer.id)}
    meant = _Meant(problem, meetings)
    return tuple(
        Person(
            volunteer=one,
            duties=agenda.get(one.id, ()),
            wishes=tuple(meant.granted(one.wishes, agenda.get(one.id, ()))),
        )
        for one in problem.volunteers
    )


#: One line names no more people than this.
_MOST_NAMES = 8


def first_choices(everybody: Sequence[Person]) -> Text | None:
    """Say how many serve in what they like best, and who does not; nothing where nobody likes anything in particular."""
    asked = [one for one in everybody if one.first_choice is not None]
    missed = tuple(one.volunteer.label for one in asked if not one.first_choice)
    facts = {"n": len(asked), "got": len(asked) - len(missed)}
    if not asked:
        return None
    if not missed:
        return Text("first choice met: {got} of {n}", facts)
    told = (
        missed
        if len(missed) <= _MOST_NAMES
        else (*missed[:_MOST_NAMES], Text("{n} others", {"n": len(missed) - _MOST_NAMES}))
    )
    return Text("first choice met: {got} of {n}; not for {people}", {**facts, "people": told})


def even_share(everybody: Sequence[Person]) -> float:
    """Return the minutes everybody would have served, past and present, if all had served equally long."""
    total = sum(one.minutes + one.minutes_before for one in everybody)
    return total / len(everybody) if everybody else 0.0


class _Meant:
    """Which of the sessions that take place a wish means."""

    def __init__(self, problem: Problem, meetings: Sequence[Meeting]) -> None:
        self._problem = problem
        self._of: Mapping[tuple[str, str], set[str]] = defaultdict(set)
        for one in meetings:
            for key in self._keys(one):
                self._of[key].add(one.session.id)

    def _keys(self, meeting: Meeting) -> Iterator[tuple[str, str]]:
        session = meeting.session
        for topic, word in (("session", session.id), ("kind", session.kind), ("series", session.series)):
            if word is not None:
                yield topic, word
        for place in self._problem.enclosing_places(meeting.place or ""):
            yield "place", place

    def granted(self, wishes: Sequence[Wish], duties: Sequence[Duty]) -> Iterator[Granted]:
        """Yield what became of each wish."""
        serves = {duty.session.id for duty in duties}
        for wish in wishes:
            topic, word = _topic(wish)
            meant = self._of.get((topic, word), set())
            yield Granted(about=self._label(topic, word), score=wish.score, got=len(meant & serves), of=len(meant))

    def _label(self, topic: str, word: str) -> str:
        named: Session | object | None = None
        if topic == "session":
            named = self._problem.session(word)
        elif topic == "place":
            named = self._problem.place(word)
        return str(getattr(named, "label", word))


def _topic(wish: Wish) -> tuple[str, str]:
    words = (("session", wish.session), ("kind", wish.kind), ("series", wish.series), ("place", wish.place))
    return next((topic, word) for topic, word in words if word is not None)


@attrs.frozen(kw_only=True)
class Week:
    """Who comes on which day of a week: for each person their duties on each of the days."""

    days: tuple[dt.date, ...]
    rows: tuple[tuple[Person, tuple[tuple[Duty, ...], ...]], ...]


def weeks(everybody: Sequence[Person]) -> tuple[Week, ...]:
    """Return the weeks from Monday to Sunday in which somebody serves, with those who do."""
    mondays = sorted({monday_of(day) for one in everybody for day in one.days})
    return tuple(_week(monday, everybody) for monday in mondays)


def _week(monday: dt.date, everybody: Sequence[Person]) -> Week:
    days = tuple(monday + dt.timedelta(days=step) for step in range(7))
    here = [one for one in everybody if not one.days.isdisjoint(days)]
    return Week(
        days=days,
        rows=tuple((one, tuple(tuple(duty for duty in one.duties if duty.day == day) for day in days)) for one in here),
    )
