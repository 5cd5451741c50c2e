"""Why somebody does not serve in a session: the rules in the way, or what it would cost to have them there."""

from collections.abc import Iterator, Sequence

import attrs

from volmatch.check import LEGALITY
from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError
from volmatch.explain.explanation import Explanation
from volmatch.explain.loss import settled
from volmatch.explain.obstacles import misplaced, obstacles_at, placements_of
from volmatch.explain.subject import role_of, schedule_of, session_of, volunteer_of
from volmatch.explain.why import Forced, forced
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Violation
from volmatch.rules.pinned import Pin, Pinned
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Text, template


@attrs.frozen(kw_only=True)
class InTheWay(Explanation):
    """What keeps a volunteer out of one role, whatever everybody else does.

    Parameters
    ----------
    role
        Its name.
    violations
        What they would break there, each with its rule.
    text
        The sentence that leads to them.
    """

    role: str
    violations: tuple[Violation, ...]
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the leading sentence and what is in the way."""
        yield self.text
        for violation in self.violations:
            yield violation.message


@attrs.frozen(kw_only=True)
class WhyNot(Explanation):
    """Why a volunteer does not serve in a session.

    Parameters
    ----------
    volunteer, session
        Ids.
    role
        The role asked about; ``None`` for any.
    in_the_way
        What is in the way, for each role asked about that they can never have.
    having
        What follows when they do serve there; ``None`` where every role has something in the way.
    text
        The first sentence of the answer.
    """

    volunteer: str
    session: str
    role: str | None = None
    in_the_way: tuple[InTheWay, ...] = ()
    having: Forced | None = None
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the first sentence, then what is in the way, or the loss and the moves."""
        yield self.text
        if self.having is not None:
            yield from self.having.texts()
        else:
            for one in self.in_the_way:
                yield from one.texts()


@door
def why_not(
    problem: Problem,
    outcome: Outcome,
    volunteer: str,
    session: str,
    *,
    role: str | None = None,
    time_limit: float | None = 10.0,
    seed: int = 0,
    isolation: Isolation = "auto",
) -> WhyNot:
    """Say why a volunteer does not serve in a session, or in one role of it.

    Where rules keep them out whatever everybody else does, these are named. Otherwise the problem is solved again with
    them there.

    Parameters
    ----------
    problem, outcome
        What was solved, and what came of it.
    volunteer, session
        Ids of somebody and of a session.
    role
        Name of the role asked about; ``None`` for any.
    time_limit
        Seconds; when they are over, losses that are not proved yet are told as a range. ``None`` for as long as it takes.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Raises
    ------
    OptionError
        If there is no such volunteer, session or role, if they do serve there (ask `why`), or if the outcome has no
        schedule that keeps what must hold.
    ScheduleError
        If the outcome was made for another problem.
    NoScheduleError
        If the time was up before any schedule with them there was found.
    """
    outcome = settled(problem, outcome, time_limit=time_limit, seed=seed, isolation=isolation)
    schedule = schedule_of(problem, outcome)
    person, event = volunteer_of(problem, volunteer), session_of(problem, session)
    asked = event.roles if role is None else [role_of(event, role)]
    facts = {"volunteer": person.label, "session": event.label}
    if any(one.volunteer == person.id and role in (None, one.role) for one in schedule.crews.get(event.id, ())):
        raise OptionError(Text("{volunteer} serves in {session}: ask why", facts))
    in_the_way = tuple(_in_the_way(problem, person, event, asked))
    closed = {one.role for one in in_the_way}
    open_ = [one for one in asked if one.name not in closed]
    having = None
    if open_:
        stay = Pinned(stay=[Pin(volunteer=person.id, session=event.id, role=role)])
        starts = [_alone(problem, schedule, person, event, open_[0]), schedule]
        having = forced(problem, outcome, stay, starts=starts, time_limit=time_limit, seed=seed, isolation=isolation)
    headline = _headline(in_the_way, having)
    text = Text(headline, facts)
    return WhyNot(volunteer=person.id, session=event.id, role=role, in_the_way=in_the_way, having=having, text=text)


def _headline(in_the_way: Sequence[InTheWay], having: Forced | None) -> str:
    if having is None:
        if in_the_way:
            return template("{volunteer} can never serve in {session}:")
        return template("{session} has no role for anybody, so {volunteer} cannot serve there")
    if not having.is_possible:
        return template("{volunteer} cannot serve in {session}:")
    if having.loss is not None and having.loss.is_free:
        return template("{volunteer} could serve in {session} at no cost: another schedule is just as good")
    return template("with {volunteer} in {session}:")


def _in_the_way(problem: Problem, person: Volunteer, event: Session, roles: Sequence[Role]) -> Iterator[InTheWay]:
    placements = list(placements_of(problem, event))
    usable = [placement for placement in placements if not misplaced(problem, placement)]
    for role in roles:
        facts = {"volunteer": person.label, "session": event.label, "role": role.name}
        found = list(() if usable else _nowhere(problem, event, placements))
        if role.max == 0:
            found.append(_illegal(Text("{session} has no seat for {role}", facts), event))
        each = [obstacles_at(problem, person, event, role, placement) for placement in usable or placements]
        fewest = min(each, key=len) if each else ()
        found += fewest
        if found:
            text = Text("in the way of {volunteer} as {role} of {session}:", facts)
            yield InTheWay(role=role.name, violations=tuple(found), text=text)


def _nowhere(problem: Problem, event: Session, placements: Sequence[Placement]) -> tuple[Violation, ...]:
    """Return why a session can take place nowhere at all."""
    if not placements:
        return (_illegal(Text("no room fits {session}", {"session": event.label}), event),)
    found = [misplaced(problem, placement) for placement in placements]
    return tuple(attrs.evolve(one, rule=LEGALITY) for one in min(found, key=len))


def _illegal(message: Text, event: Session) -> Violation:
    return Violation(message, sessions=(event.id,), rule=LEGALITY)


def _alone(problem: Problem, schedule: Schedule, person: Volunteer, event: Session, role: Role) -> Schedule:
    """Return the schedule's times and rooms with nobody there but this person, the session placed where they can serve."""
    now = schedule.placement_of.get(event.id)
    if now is None or obstacles_at(problem, person, event, role, now):
        now = min(placements_of(problem, event), key=lambda one: len(obstacles_at(problem, person, event, role, one)))
    placements: list[Placement] = [one for one in schedule.placements if one.session != event.id]
    dropped = [one for one in schedule.dropped if one != event.id]
    return Schedule([Assignment(person.id, event.id, role.name)], [*placements, now], dropped)
