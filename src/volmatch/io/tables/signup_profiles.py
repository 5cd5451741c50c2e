"""What people said of themselves in a form, put beside what is known of them: a no takes away, and the tighter limit holds."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Limit, Skill, Volunteer
from volmatch.text import Text

_LEASTS = (("min_sessions", "max_sessions"), ("min_hours", "max_hours"))


@attrs.frozen
class Profile:
    """What one person said.

    Parameters
    ----------
    said
        Somebody who has just that: limits, skills, traits, teams, a date of birth.
    denied
        Skills and traits to which they said no.
    """

    said: Volunteer
    denied: tuple[str, ...] = ()

    def applied(self, person: Volunteer) -> Volunteer:
        """Return a person with what they said of themselves."""
        skills = {**person.skills, **{word: _better(person, word, skill) for word, skill in self.said.skills.items()}}
        traits = dict.fromkeys((*person.traits, *self.said.traits))
        days = {**person.trait_days, **self.said.trait_days}
        return attrs.evolve(
            person,
            skills=FrozenMap({word: skill for word, skill in skills.items() if word not in self.denied}),
            traits=tuple(word for word in traits if word not in self.denied),
            trait_days=FrozenMap({word: told for word, told in days.items() if word not in self.denied}),
            teams=tuple(dict.fromkeys((*person.teams, *self.said.teams))),
            limits=_limits(person.limits, self.said.limits),
            born=self.said.born or person.born,
            available=() if self.said.available == () else person.available,
        )

    def changes(self, person: Volunteer) -> Iterator[Text]:
        """Yield what contradicts the person as known before, and which of the two counts."""
        lost = tuple(word for word in self.denied if word in (*person.skills, *person.traits))
        if lost:
            yield attrs.evolve(_LOST, facts={"person": person.label, "words": lost})
        if self.said.born and person.born and self.said.born != person.born:
            yield attrs.evolve(_BORN, facts={"person": person.label})
        limits = _limits(person.limits, self.said.limits)
        if any(limit not in limits and _is_known(limit, person.limits) for limit in self.said.limits):
            yield attrs.evolve(_TIGHTER, facts={"person": person.label})


def _better(person: Volunteer, word: str, skill: Skill) -> Skill:
    """Return a skill as it is known, with its days, at the higher of two levels."""
    had = person.skills.get(word)
    return skill if had is None else attrs.evolve(had, level=max(had.level, skill.level))


def _is_known(limit: Limit, others: Sequence[Limit]) -> bool:
    return any(one.per == limit.per and one.kind is None for one in others)


def _limits(known: Sequence[Limit], said: Sequence[Limit]) -> tuple[Limit, ...]:
    """Return limits with those that somebody said: in one period the tighter holds, and the least is what they say now."""
    found = list(known)
    for limit in said:
        at = next((at for at, one in enumerate(found) if one.per == limit.per and one.kind is None), None)
        if at is None:
            found.append(limit)
        else:
            found[at] = _both(found[at], limit)
    return tuple(found)


def _both(known: Limit, said: Limit) -> Limit:
    fields: dict[str, Any] = {}
    for least, most in _LEASTS:
        amounts = [one for one in (getattr(known, most), getattr(said, most)) if one is not None]
        wanted = getattr(known, least) if getattr(said, least) is None else getattr(said, least)
        fields[most] = min(amounts, default=None)
        fields[least] = wanted if wanted is None or not amounts else min(wanted, *amounts)
    return attrs.evolve(known, **fields)


_LOST = Text("{person} says no to {words}, which the problem has; it is taken away")
_BORN = Text("{person} gives another date of birth than the problem has; the new one counts")
_TIGHTER = Text("the problem has a limit of {person} for the same time; the tighter of the two holds")
