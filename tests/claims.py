"""What a rule's class claims of itself is so: tried on a problem and a schedule, and on problems with more people, skills, time and starts."""

import datetime as dt
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import attrs
from hypothesis import settings

import volmatch as vm

#: So many examples are few: the profile that runs always has no more.
FEW_EXAMPLES = 100
#: Which eighth of the schedules is taken apart by the profile that runs always.
EIGHTH = 0
_Way = TypeVar("_Way")


def cost(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> int:
    """Return what a rule's breaches add up to."""
    return sum(found.excess for found in rule.check(problem, schedule))


def hold(problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless the claims of each rule of a problem are true of it and of one of its schedules."""
    others = Others(problem)
    for rule in problem.rules:
        claims = rule.claims
        if claims.only_forbids:
            only_forbids(rule, problem, schedule)
        if claims.own_duties:
            own_duties(rule, problem, schedule)
        if claims.counts_seats:
            counts_seats(rule, problem, schedule)
        if claims.least_heads:
            least_heads(rule, problem, schedule)
        if rule.claims.falls_apart_by(rule) is not None and EIGHTH in drawn(range(8), schedule):
            falls_apart(rule, problem, schedule)  # makes a problem of each person or seat
        never_dearer(rule, others, schedule)


def _less_one(schedule: vm.Schedule) -> Iterator[tuple[vm.Assignment, vm.Schedule]]:
    for gone in schedule.assignments:
        left = [one for one in schedule.assignments if one != gone]
        yield gone, attrs.evolve(schedule, assignments=left)


def only_forbids(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail if the rule costs more with one duty less."""
    whole = cost(rule, problem, schedule)
    for gone, less in _less_one(schedule):
        assert cost(rule, problem, less) <= whole, (rule, gone)


def own_duties(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless the rule costs what it costs for each person alone, added up."""
    bare = cost(rule, problem, attrs.evolve(schedule, assignments=()))
    alone = [
        cost(
            rule,
            problem,
            attrs.evolve(schedule, assignments=[one for one in schedule.assignments if one.volunteer == id_]),
        )
        for id_ in {one.volunteer for one in schedule.assignments}
    ]
    assert cost(rule, problem, schedule) - bare == sum(one - bare for one in alone), rule


def counts_seats(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail if one duty less lowers what the rule costs, or raises it by more than one seat."""
    whole = cost(rule, problem, schedule)
    for gone, less in _less_one(schedule):
        assert whole <= cost(rule, problem, less) <= whole + 1, (rule, gone)


def least_heads(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail if the rule costs anything where no role has a least number, or changes with a session outside its filters."""
    loose = [
        attrs.evolve(one, roles=[attrs.evolve(role, min=0) for role in one.roles], optional=False)
        for one in problem.sessions
    ]
    held = attrs.evolve(problem, sessions=loose)
    if not schedule.dropped:
        assert cost(rule, held, schedule) == 0, rule
    whole = cost(rule, problem, schedule)
    for gone, less in _less_one(schedule):
        session = problem.session(gone.session)
        if session is not None and not rule.where.takes_session(session, problem):
            assert cost(rule, problem, less) == whole, (rule, gone)


@attrs.frozen(slots=False)
class Others:
    """What a problem would be with more people, skills, time or starts; each made once, for all its rules."""

    problem: vm.Problem

    @cached_property
    def joined(self) -> list[tuple[vm.Volunteer, vm.Problem]]:
        """With one more person: with nothing of their own, or with a wish."""
        wish = vm.Wish(session=self.problem.sessions[0].id, score=3)
        newcomers = vm.Volunteer("a-newcomer"), vm.Volunteer("a-newcomer", wishes=[wish])
        return [(one, attrs.evolve(self.problem, volunteers=(*self.problem.volunteers, one))) for one in newcomers]

    @cached_property
    def eased(self) -> list[vm.Problem]:
        """With people who can do everything, or at any time, and with sessions that may begin a day later as well."""
        return [_abler(self.problem), _freer(self.problem), _with_more_starts(self.problem)]


def never_dearer(rule: vm.Rule, others: Others, schedule: vm.Schedule) -> None:
    """Fail if a rule that says it cannot get dearer by more people, skills, time or starts does.

    Of what must hold only whether it holds is asked.
    """
    before = cost(rule, others.problem, schedule)
    if before and not rule.level:
        return
    for newcomer, more in others.joined:
        if rule.is_never_dearer((newcomer,)):
            assert cost(rule, more, schedule) <= before, (rule, newcomer)
    if rule.is_never_dearer():
        for more in others.eased:
            assert cost(rule, more, schedule) <= before, (rule, more)


def _abler(problem: vm.Problem) -> vm.Problem:
    skills = {role.skill for session in problem.sessions for role in session.roles if role.skill is not None}
    best = dict.fromkeys(sorted(skills), 9)
    return attrs.evolve(problem, volunteers=[attrs.evolve(one, skills=best) for one in problem.volunteers])


def _freer(problem: vm.Problem) -> vm.Problem:
    free = [attrs.evolve(one, available=None, away=()) for one in problem.volunteers]
    return attrs.evolve(problem, volunteers=free)


def _with_more_starts(problem: vm.Problem) -> vm.Problem:
    """Let each session begin a day later as well."""
    more = [
        attrs.evolve(
            one,
            start=None,
            end=None,
            minutes=one.length_minutes,
            starts=(*one.candidate_starts, max(one.candidate_starts) + dt.timedelta(days=1)),
        )
        for one in problem.sessions
    ]
    return attrs.evolve(problem, sessions=more)


def drawn(ways: Sequence[_Way], schedule: vm.Schedule) -> Sequence[_Way]:
    """Return one of several ways for each schedule, whatever else is drawn; all of them in the profiles that try many."""
    if settings().max_examples > FEW_EXAMPLES:
        return ways
    return [ways[zlib.crc32(repr(schedule.assignments).encode()) % len(ways)]]


def falls_apart(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> None:
    """Fail unless a rule costs what it costs for each person, or for each session's heads, added up."""
    if rule.where.volunteers is not None and rule.where.volunteers.id is not None:
        return  # no part knows all these people
    sessions = [sure(one) for one in problem.sessions]
    placements = [vm.Placement(one.id, one.candidate_starts[0]) for one in sessions]
    plan = vm.Schedule(schedule.assignments, placements)
    there = attrs.evolve(problem, sessions=sessions, rules=vm.rules.only([rule]))
    alone = _of_people if rule.claims.falls_apart_by(rule) == "people" else _of_seats
    assert cost(rule, there, plan) == sum(alone(rule, there, plan)), rule


def sure(session: vm.Session) -> vm.Session:
    """Return a session that takes place at the first of its times, in no room."""
    start = session.candidate_starts[0]
    end = start + session.length
    return attrs.evolve(session, room=None, start=start, end=end, minutes=None, starts=(), optional=False)


def _of_people(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[int]:
    for person in problem.volunteers:
        own = [one for one in schedule.assignments if one.volunteer == person.id]
        alone = attrs.evolve(problem, volunteers=[person])
        yield cost(rule, alone, attrs.evolve(schedule, assignments=own))


def _of_seats(rule: vm.Rule, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[int]:
    """Yield what each session costs alone, held by strangers; some of the seats are taken off what its roles ask for."""
    strangers = attrs.evolve(problem, volunteers=[vm.Volunteer(one.id) for one in problem.volunteers])
    assert all(len(found.sessions) == 1 for found in rule.check(strangers, schedule)), rule
    for session in problem.sessions:
        crew = [one for one in schedule.assignments if one.session == session.id]
        for off in range(len(crew) + 1):
            others = [one if one.id == session.id else _asking_for(one, 0) for one in problem.sessions]
            taken = [_asking_for(one, 1, crew[:off]) if one.id == session.id else one for one in others]
            left = [one for one in schedule.assignments if one not in crew[:off]]
            there = attrs.evolve(strangers, sessions=taken)
            found = cost(rule, there, attrs.evolve(schedule, assignments=left))
            if off == 0:
                first = found
            assert found == first, (rule, session, off)
        yield first


def _asking_for(session: vm.Session, times: int, held: Sequence[vm.Assignment] = ()) -> vm.Session:
    """Return a session that asks for nobody, or for fewer, as some seats are held."""
    roles = []
    for role in session.roles:
        heads = sum(one.role == role.name for one in held)
        least, target = (times * max(0, asked - heads) for asked in (role.min, role.target))
        roles.append(attrs.evolve(role, min=least, target=target, max=max(target, role.max - heads)))
    return attrs.evolve(session, roles=roles)
