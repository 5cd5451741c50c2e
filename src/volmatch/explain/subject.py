"""What an explanation is about: the words a caller gives, found in the problem or refused with a sentence."""

from volmatch.errors import OptionError, quoted
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.schedule import Schedule
from volmatch.text import Text


def volunteer_of(problem: Problem, id_: str) -> Volunteer:
    """Return a volunteer by id; an `OptionError` where there is none."""
    found = problem.volunteer(id_) if isinstance(id_, str) else None
    if found is None:
        raise OptionError(Text("the problem has no volunteer {id}", {"id": quoted(id_)}))
    return found


def session_of(problem: Problem, id_: str) -> Session:
    """Return a session by id; an `OptionError` where there is none."""
    found = problem.session(id_) if isinstance(id_, str) else None
    if found is None:
        raise OptionError(Text("the problem has no session {id}", {"id": quoted(id_)}))
    return found


def role_of(session: Session, name: str) -> Role:
    """Return a role of a session; an `OptionError` where there is none."""
    found = session.role(name)
    if found is None:
        facts = {"session": session.label, "role": quoted(name)}
        raise OptionError(Text("{session} has no role {role}", facts))
    return found


def schedule_of(problem: Problem, outcome: Outcome) -> Schedule:
    """Return the settled schedule of an outcome; an `OptionError` where it is none, or the problem is infeasible."""
    if not isinstance(outcome, Outcome):
        raise OptionError(Text("outcome: wanted an Outcome, not {given}", {"given": quoted(outcome)}))
    if outcome.schedule is None:
        raise OptionError(Text("there is no schedule to explain: what must hold contradicts itself; ask for the clash"))
    return outcome.schedule.settled(problem)
