"""A problem that names nobody and is just as hard: to be shown to others, or sent with a report of a bug."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.io.plain import problem_data
from volmatch.problem.ages import band_of
from volmatch.problem.entity import Either, Entity, fields_of
from volmatch.problem.named_zone import ZoneName
from volmatch.problem.place import Travel
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role
from volmatch.problem.settle import PAST, RECORDS
from volmatch.problem.shapes import ListOf, MapOf, Maybe, Shape, Word
from volmatch.problem.volunteer import TraitDays, Volunteer
from volmatch.problem.words import Words, uses_of

#: Names for print and data of people's own, in the records of a problem; both are left out. A role's name is an id.
_FOR_PEOPLE = frozenset({"name", "data"})


@door
def anonymous(problem: Problem) -> str:
    """Return a problem as JSON in which every word that came from people is a number.

    Equal words become equal numbers, so the problem has the same schedules at the same costs. Times, amounts and the
    kinds of rules stay as they are. A date of birth is left out: what ages rules ask for become traits, with a day only where
    somebody's birthday lies between the first day that is told and the last.
    """
    problem = _ageless(problem)
    data, hidden = problem_data(problem), _Numbers()
    parts: dict[str, Shape] = {
        **{name: ListOf(shape) for name, shape in RECORDS.items()},
        "history": ListOf(PAST),
        "travel": Entity(Travel),
        "words": Entity(Words),
    }
    rules = [
        {"rule": told["rule"], **hidden.of(told, Entity(type(rule)))}
        for told, rule in zip(data["rules"], problem.rules, strict=True)
    ]
    told = {name: hidden.of(part, parts[name]) if name in parts else part for name, part in data.items()}
    return json.dumps({**told, "rules": rules}, ensure_ascii=False, indent=1)


def _ageless(problem: Problem) -> Problem:
    """Return a problem in which nobody tells a date of birth, and whoever would have had a trait by age has it all the same."""
    records = (*problem.rules, *(role for session in problem.sessions for role in session.roles))
    asked = {word for record in records for _, of, word in uses_of(record, "") if of == "traits"}
    asked |= {trait for session in problem.sessions for role in session.roles for trait in role.traits}
    bands = sorted(trait for trait in asked if band_of(trait) is not None)
    past = [problem.day_of(duty.start, duty.place) for duty in problem.history]
    days = sorted({*problem.days[:1], *problem.days[-1:], *past})
    if not any(one.born for one in problem.volunteers) or not days:
        return attrs.evolve(problem, volunteers=[attrs.evolve(one, born=None) for one in problem.volunteers])
    every = [days[0] + dt.timedelta(days=step) for step in range((days[-1] - days[0]).days + 1)]
    return attrs.evolve(problem, volunteers=[_of_no_age(one, bands, every) for one in problem.volunteers])


def _of_no_age(volunteer: Volunteer, bands: Sequence[str], days: Sequence[dt.date]) -> Volunteer:
    traits, spells = list(volunteer.traits), dict(volunteer.trait_days)
    for band in bands if volunteer.born is not None else ():
        then = [day for day in days if volunteer.bears(band, day)]
        if then and band not in traits:
            traits.append(band)
            since = None if then[0] == days[0] else then[0]
            until = None if then[-1] == days[-1] else then[-1]
            if since or until:
                spells[band] = TraitDays(valid_from=since, until=until)
    return attrs.evolve(volunteer, traits=traits, trait_days=spells, born=None)


@attrs.frozen
class _Numbers:
    """The number of each word so far; what is a word is told by the shape of the field in which it stands."""

    known: dict[str, str] = attrs.field(factory=dict)

    def of(self, data: Any, shape: Shape) -> Any:
        """Return plain data without words."""
        match shape:
            case Maybe(inner):
                return data if data is None else self.of(data, inner)
            case Word() if not isinstance(shape, ZoneName):
                return self.known.setdefault(data, f"w{len(self.known) + 1}")
            case ListOf(inner) if isinstance(data, list):
                return [self.of(one, inner) for one in data]
            case MapOf(inner, key):
                return {self.of(name, key): self.of(one, inner) for name, one in data.items()}
            case Either(shapes):
                return self.of(data, next((one for one in shapes[:-1] if _looks_like(one, data)), shapes[-1]))
        return self._of_record(data, shape.cls) if isinstance(shape, Entity) else data

    def _of_record(self, data: Any, cls: type) -> Any:
        fields = fields_of(cls).values()
        if isinstance(data, list):
            return [self.of(one, field.shape) for one, field in zip(data, fields, strict=True)]
        if not isinstance(data, dict):
            return data  # a bare number stands for the record
        return {
            field.json: self.of(data[field.json], field.shape)
            for field in fields
            if field.json in data and not _is_for_people(cls, field.json)
        }


def _is_for_people(cls: type, name: str) -> bool:
    """Whether a field is for print only, or of people's own; a role is none of the records with names for print."""
    return name in _FOR_PEOPLE and (Entity(cls) in RECORDS.values() or (cls is Role and name == "data"))


def _looks_like(shape: Shape, data: Any) -> bool:
    return shape.fits(data) if isinstance(shape, Entity) else not isinstance(data, dict)
