"""A sign-up form put into a problem: its people get the times and wishes they wrote, and who is new comes in."""

from collections.abc import Iterable

import attrs

from volmatch.errors import Fault
from volmatch.io.files import AnyPath
from volmatch.io.tables.answerers import Answerers
from volmatch.io.tables.answers import SignUps
from volmatch.io.tables.signups import signups
from volmatch.problem.problem import Problem
from volmatch.rules import Available, Pin, Pinned, only
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text


@attrs.frozen
class SignedUp:
    """What came of a form.

    Parameters
    ----------
    problem
        The problem with the form in it.
    answered, new
        Ids of those who answered, and of those among them who are new.
    told
        What was understood in a way worth knowing, each with its place.
    """

    problem: Problem
    answered: tuple[str, ...]
    new: tuple[str, ...]
    told: tuple[Fault, ...]


def signed_up(problem: Problem, form: AnyPath, *, person: str | None = None, encoding: str | None = None) -> SignedUp:
    """Return a problem with the answers of a form: windows replace those of who answered, all others stay as they are.

    Raises
    ------
    FileError
        If the form cannot be read.
    ProblemError
        With everything in it that means nothing.
    """
    told = signups(
        form,
        sessions=problem.sessions,
        volunteers=problem.volunteers,
        person=person,
        own_columns=True,
        encoding=encoding,
    )
    new = tuple(own for own in told.availability if problem.volunteer(own) is None)
    people = Answerers(problem.volunteers)
    notes = [
        Fault("", attrs.evolve(_ALIKE, facts={"person": own, "nearest": near}))
        for own in new
        if (near := people.near(own))
    ]
    joined = attrs.evolve(problem, volunteers=told.applied(problem.volunteers), rules=only(problem.rules))
    return SignedUp(_declined(joined, told), tuple(told.availability), new, (*told.told, *notes))


def _declined(problem: Problem, told: SignUps) -> Problem:
    """Return a problem in which nobody serves where they said no, though what they said of other times covers it."""
    at_some_time = _offered(problem, told.never)
    known = {(pin.volunteer, pin.session) for rule in problem.rules if isinstance(rule, Pinned) for pin in rule.never}
    pins = [
        Pin(volunteer=pair[0], session=pair[1]) for pair in told.never if pair in at_some_time and pair not in known
    ]
    return attrs.evolve(problem, rules=only((*problem.rules, Pinned(never=pins)))) if pins else problem


def _offered(problem: Problem, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs of person and session of which the person is free at a time at which the session may be."""
    found: set[tuple[str, str]] = set()
    asked = [(person, session) for person, own in pairs if (session := problem.session(own)) and session.roles]
    for turn in range(max((len(session.candidate_starts) for _, session in asked), default=0)):
        now = [(person, session) for person, session in asked if turn < len(session.candidate_starts)]
        schedule = Schedule(
            [Assignment(person, session.id, session.roles[0].name) for person, session in now],
            [Placement(session.id, session.candidate_starts[turn]) for session in dict.fromkeys(one for _, one in now)],
        )
        refused = {(one.volunteers[0], one.sessions[0]) for one in Available().check(problem, schedule)}
        found |= {(person, session.id) for person, session in now} - refused
    return found


_ALIKE = Text("{person} is new to the problem; if that is {nearest}, write the name as the problem has it")
