"""Words that the tests of the programmes share."""

import datetime as dt
from collections.abc import Sequence

import volmatch as vm
from volmatch.rules import Pin, Pinned


def in_english(english: str, _: str) -> str:
    """Return the English name."""
    return english


def never(ids: Sequence[str], session: str) -> Pinned:
    """Return the rule that keeps some people out of a session."""
    return Pinned(never=[Pin(volunteer=own, session=session) for own in ids])


def able(problem: vm.Problem, skill: str, level: int = 1) -> list[str]:
    """Return who has a skill at a level or higher."""
    return [one.id for one in problem.volunteers if skill in one.skills and one.skills[skill].level >= level]


def day_of(session: vm.Session) -> dt.date:
    """Return the day on which a session may first be held."""
    return session.candidate_starts[0].date()
