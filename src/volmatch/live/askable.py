"""People who may be asked, and when somebody is: as values, read and judged."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.explain.explanation import Explanation
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.text import Text

_MILLION = 1_000_000
#: So many people one plan may be about.
_MOST_PEOPLE = 100


def _name(given: "str | None") -> "str | None":
    return given or None


@attrs.frozen(kw_only=True)
class Askable:
    """Somebody who may be asked.

    Parameters
    ----------
    volunteer
        Their id.
    odds
        How likely they say yes, 0 to 1; counted in millionths.
    minutes
        How long until they have answered; whoever has not by then counts as a no.
    name
        For print.
    """

    volunteer: str
    odds: float = 0.5
    minutes: int = 60
    name: str | None = attrs.field(default=None, converter=_name)

    @property
    def label(self) -> str:
        """Their name for print, or their id."""
        return self.name or self.volunteer

    @property
    def exact(self) -> Fraction:
        """The odds as they are counted."""
        return Fraction(round(self.odds * _MILLION), _MILLION)


@attrs.frozen(kw_only=True)
class Ask(Explanation):
    """One person, and when they are asked.

    Parameters
    ----------
    person
        Who.
    at
        When they are asked, unless somebody has said yes.
    known
        When their answer is known.
    """

    person: Askable
    at: dt.datetime
    known: dt.datetime

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield Text("{time}: ask {people}", {"time": self.at, "people": (self.person.label,)})


def read_people(given: Iterable[Askable]) -> tuple[Askable, ...]:
    """Return people who may be asked, or refuse what is none, somebody named twice, and odds and minutes that make no sense."""
    people = tuple(given)
    for one in people:
        if not isinstance(one, Askable):
            raise OptionError(Text("people: wanted each as an Askable, not {given}", {"given": quoted(one)}))
        facts = {"volunteer": one.label, "given": quoted(one.odds)}
        if not _is_share(one.odds):
            raise OptionError(Text("odds of {volunteer}: wanted a number from 0 to 1, not {given}", facts))
        if not isinstance(one.minutes, int) or isinstance(one.minutes, bool) or one.minutes < 1:
            facts["given"] = quoted(one.minutes)
            raise OptionError(Text("minutes of {volunteer}: wanted a whole number from 1, not {given}", facts))
    if len({one.volunteer for one in people}) < len(people):
        raise OptionError(Text("people: somebody is named twice"))
    if len(people) > _MOST_PEOPLE:
        counts = {"n": len(people), "most": _MOST_PEOPLE}
        raise OptionError(Text("people: {n} are too many for one plan; give at most {most}", counts))
    return people


def missable(chance: object) -> Fraction:
    """Return how likely nobody may say yes, from how likely somebody shall."""
    if not _is_share(chance):
        raise OptionError(Text("chance: wanted a number from 0 to 1, not {given}", {"given": quoted(chance)}))
    return Fraction(_MILLION - round(float(chance) * _MILLION), _MILLION)  # type: ignore[arg-type]


def _is_share(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1


def read_moment(given: Any, name: str) -> dt.datetime:
    """Return a moment to the minute with the offset it carries, or refuse what is none."""
    is_moment = isinstance(given, dt.datetime)
    try:
        return settle_moment(given.replace(second=0, microsecond=0) if is_moment else given, None)
    except NotATime as error:
        raise OptionError(Text("{name}: {wanted}", {"name": name, "wanted": error.wanted})) from None


def refuse_answers(answers: Mapping[str, bool], known: Mapping[str, Askable]) -> None:
    """Refuse answers of people whom a plan does not know, and what is no answer."""
    for who, said in answers.items():
        if who not in known:
            raise OptionError(Text("the plan knows nobody of the id {id}", {"id": quoted(who)}))
        if not isinstance(said, bool):
            facts = {"volunteer": known[who].label, "given": quoted(said)}
            raise OptionError(Text("answer of {volunteer}: wanted true or false, not {given}", facts))
