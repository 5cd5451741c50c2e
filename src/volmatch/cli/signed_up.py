"""A sign-up form put into a problem: its people get the times and wishes they wrote, and who is new comes in."""

from collections.abc import Iterable, Mapping

import attrs

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import AnyPath
from volmatch.io.tables.answerers import Answerers
from volmatch.io.tables.answers import SignUps
from volmatch.io.tables.signups import signups
from volmatch.problem.problem import Problem
from volmatch.rules import Available, Pin, Pinned, Together, only
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text

#: The level of wishes; who wants to serve together is heard beside them.
_COMPANIONS = 3


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


def signed_up(
    problem: Problem,
    form: AnyPath,
    *,
    person: str | None = None,
    encoding: str | None = None,
    traits: Iterable[tuple[str, str]] = (),
    at_least: int | None = None,
    is_mutual: bool = False,
) -> SignedUp:
    """Return a problem with the answers of a form: windows replace those of who answered, all others stay as they are.

    `traits` are headers of questions, each with the trait that a yes gives and a no takes away; `at_least` says how often who wants to
    serve with somebody does so, in the place of always. `is_mutual` hears only those who named each other, and tells of the others.

    Raises
    ------
    FileError
        If the form cannot be read.
    ProblemError
        With everything in it that means nothing.
    """
    if at_least is not None and at_least < 1:
        raise ProblemError([Fault.of("--together", _ONCE_OR_MORE, at_least)])
    told = signups(
        form,
        sessions=problem.sessions,
        volunteers=problem.volunteers,
        rules=problem.rules,
        traits=dict(traits),
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
    volunteers = told.applied(problem.volunteers)
    pairs = told.mutual if is_mutual else told.together
    friends = Together(sets=pairs, level=_COMPANIONS, at_least=at_least)
    notes += _unheard(told, {"--together": at_least is not None, "--mutual": is_mutual})
    rules = (*problem.rules, friends) if pairs else problem.rules
    joined = attrs.evolve(problem, volunteers=volunteers, rules=only(rules))
    return SignedUp(_declined(joined, told), tuple(told.availability), new, (*told.told, *notes))


def _unheard(told: SignUps, asked: Mapping[str, bool]) -> list[Fault]:
    """Return what options about friends leave out, or that there is nothing for them to do."""
    if not told.together:
        return [Fault(option, _NO_FRIENDS) for option, is_given in asked.items() if is_given]
    return [
        Fault("--mutual", attrs.evolve(_NAMED_BY_ONE, facts={"person": person, "friend": friend}))
        for person, friend in told.together
        if asked["--mutual"] and (person, friend) not in told.mutual
    ]


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


_ONCE_OR_MORE = Text("wanted a whole number of 1 or more")
_NO_FRIENDS = Text("nobody said in this form with whom they want to serve, so this changed nothing")
_NAMED_BY_ONE = Text("{person} named {friend}, who did not name them, so the two may serve apart")
_ALIKE = Text("{person} is new to the problem; if that is {nearest}, write the name as the problem has it")
