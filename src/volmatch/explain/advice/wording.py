"""How kinds of people and stretches of the week are said."""

import datetime as dt

from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.window import WEEKDAYS, Weekly
from volmatch.text import Fact, Text

_DAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
_MORNINGS, _AFTERNOONS, _EVENINGS = Text("mornings"), Text("afternoons"), Text("evenings")
_NOON, _DUSK = dt.time(12), dt.time(18)


def kind_of_person(problem: Problem, profile: Volunteer) -> Text:
    """Say what a newcomer would be like: by name where the profile has one, else by skills, day, hours and place."""
    when = _when(profile)
    if profile.name or when is None:
        return Text("like {profile}", {"profile": profile.label})
    place = None if profile.home is None else problem.place(profile.home)
    facts: dict[str, Fact] = {"when": when, "skills": _skills(profile), "place": place.label if place else ""}
    if facts["skills"]:
        with_skills = Text("with {skills} on {when} at {place}", facts)
        return with_skills if place else Text("with {skills} on {when}", facts)
    return Text("on {when} at {place}", facts) if place else Text("on {when}", facts)


def _skills(profile: Volunteer) -> tuple[Fact, ...]:
    """Return the skills, each with its level where that is not the first, and the traits."""
    told: list[Fact] = [
        skill if held.level == 1 else Text("{skill} at level {level}", {"skill": skill, "level": held.level})
        for skill, held in profile.skills.items()
    ]
    return (*told, *profile.traits)


def _when(profile: Volunteer) -> Text | None:
    """Return a profile's time as "Saturday mornings (09:00 to 12:00)", if it is one stretch of one day of the week."""
    offers = profile.available
    if offers is None or len(offers) != 1:
        return None
    (offer,) = offers
    if not isinstance(offer, Weekly) or len(offer.weekly) != 1 or offer.every > 1 or offer.nth:
        return None
    part = _MORNINGS if offer.from_ < _NOON else _AFTERNOONS if offer.from_ < _DUSK else _EVENINGS
    facts: dict[str, Fact] = {
        "day": _DAYS[WEEKDAYS.index(offer.weekly[0])],
        "part": part,
        "from": f"{offer.from_:%H:%M}",
        "to": f"{offer.to:%H:%M}",
    }
    return Text("{day} {part} ({from} to {to})", facts)
