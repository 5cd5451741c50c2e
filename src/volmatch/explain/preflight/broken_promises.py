"""Promises that must be kept and cannot be: against other rules, against refusals, or against each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from volmatch.explain.obstacles import about_one_candidate, obstacles, placements_of
from volmatch.explain.preflight.finding import Finding, Seat
from volmatch.explain.preflight.findings import BrokenPromise, ContraryPromises
from volmatch.explain.preflight.phrases import named
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.rules import Pin, musts
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

#: Sessions with a choice of times and rooms are tried together as long as there are no more combinations than this.
MOST_TRIED = 64


def promises(survey: Survey) -> Iterator[Finding]:
    """Yield the promises of rules of level 0 that leave no schedule at all."""
    stays, nevers = pins_of(survey.problem, "stay"), pins_of(survey.problem, "never")
    refused = {(pin.volunteer, pin.session, pin.role) for pin in nevers}
    broken = {pin: reasons for pin in stays if (reasons := tuple(_in_the_way(survey, pin, refused)))}
    for pin, reasons in broken.items():
        yield _broken(survey.problem, pin, reasons)
    sound = [pin for pin in stays if pin not in broken]
    yield from _two_roles(survey.problem, sound)
    yield from _too_many(survey.problem, sound)
    yield from _not_together(survey, sound)


def pins_of(problem: Problem, field: str) -> Sequence[Pin]:
    """Return the pins that rules of level 0 have in a field and that their filters take, each once, in order."""
    found: dict[Pin, None] = {}
    for rule in problem.rules:
        for pin in getattr(rule, field, None) or () if rule.level == 0 else ():
            if isinstance(pin, Pin) and _concerns(problem, rule, pin):
                found[pin] = None
    return tuple(found)


def _concerns(problem: Problem, rule: Rule, pin: Pin) -> bool:
    volunteer, session = problem.volunteer(pin.volunteer), problem.session(pin.session)
    assert volunteer is not None, "a problem refuses pins that name nobody"
    assert session is not None, "a problem refuses pins that name nothing"
    return rule.where.takes_volunteer(volunteer, problem) and rule.where.takes_session(session, problem)


def _in_the_way(survey: Survey, pin: Pin, refused: set[tuple[str, str, str | None]]) -> Iterator[Text]:
    """Yield what keeps a promise from being kept, whatever else is scheduled."""
    problem = survey.problem
    volunteer, session = problem.volunteer(pin.volunteer), problem.session(pin.session)
    assert volunteer is not None
    assert session is not None
    roles = [role for role in session.roles if pin.role in (None, role.name)]
    who: dict[str, Fact] = {"volunteer": volunteer.label, "session": named(session)}
    if (pin.volunteer, pin.session, None) in refused:
        yield Text("{volunteer} must not serve in {session}", who)
        return
    open_ = [role for role in roles if (pin.volunteer, pin.session, role.name) not in refused]
    if roles and not open_:
        yield Text("{volunteer} must not serve in {session} as {role}", {**who, "role": tuple(r.name for r in roles)})
        return
    if not any(role.max for role in open_):
        yield Text("{session} has no seat for them", who)
    elif session.id in survey.nowhere:
        yield Text("{session} finds no room", who)
    elif not any(survey.may_hold(volunteer.id, Seat(session.id, role.name)) for role in open_):
        found = [obstacles(problem, volunteer, session, role) for role in open_ if role.max]
        said = tuple(violation.message for violation in min(found, key=len))
        yield from said or (Text("no room is open where and when they could come"),)


def _broken(problem: Problem, pin: Pin, reasons: tuple[Text, ...]) -> Finding:
    volunteer, session = problem.volunteer(pin.volunteer), problem.session(pin.session)
    assert volunteer is not None
    assert session is not None
    facts = {"volunteer": volunteer.label, "session": named(session), "reasons": reasons}
    text = Text("{volunteer} was promised {session}, which cannot be: {reasons}", facts)
    return BrokenPromise(text=text, volunteer=pin.volunteer, session=pin.session, role=pin.role, reasons=reasons)


def _two_roles(problem: Problem, stays: Sequence[Pin]) -> Iterator[Finding]:
    """Yield those promised two roles of one session."""
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pin in stays:
        if pin.role is not None:
            roles[pin.volunteer, pin.session].add(pin.role)
    for (volunteer_id, session_id), names in roles.items():
        if len(names) > 1:
            volunteer, session = problem.volunteer(volunteer_id), problem.session(session_id)
            assert volunteer is not None
            assert session is not None
            facts = {"volunteer": volunteer.label, "session": named(session), "roles": tuple(sorted(names))}
            text = Text("{volunteer} was promised more than one role of {session}: {roles}", facts)
            yield ContraryPromises(text=text, volunteers=(volunteer_id,), sessions=(session_id,))


def _too_many(problem: Problem, stays: Sequence[Pin]) -> Iterator[Finding]:
    """Yield the roles, and else the sessions, promised to more people than they have room for."""
    takers: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for pin in stays:
        takers[pin.session][pin.volunteer].add(pin.role)
    for session_id, by_person in takers.items():
        session = problem.session(session_id)
        assert session is not None
        groups = [(role.max, [one for one, roles in by_person.items() if role.name in roles]) for role in session.roles]
        groups.append((sum(role.max for role in session.roles), list(by_person)))
        for most, people in groups:
            if len(people) > most:
                facts = {"session": named(session), "n": len(people), "most": most}
                text = Text("{session} was promised to {n} people and has room for {most} of them", facts)
                yield ContraryPromises(text=text, volunteers=tuple(sorted(people)), sessions=(session_id,))
                break


def _not_together(survey: Survey, stays: Sequence[Pin]) -> Iterator[Finding]:
    """Yield promises to one person that the rules every problem has forbid together: two at once, or more than accepted.

    Those rules only ever object to more duties, never to fewer, so whatever else is scheduled does not help.
    """
    promised: dict[str, list[str]] = defaultdict(list)
    for pin in stays:
        if pin.session not in promised[pin.volunteer]:
            promised[pin.volunteer].append(pin.session)
    kinds = {type(rule) for rule in musts()}
    unary = about_one_candidate(survey.problem)
    rules = [rule for rule in survey.problem.rules if rule.level == 0 and type(rule) in kinds and rule not in unary]

    def clash(sessions: Sequence[str], volunteer: str) -> tuple[Text, ...]:
        return _clash(survey.problem, rules, volunteer, sessions)

    for volunteer, sessions in promised.items():
        groups: list[Sequence[str]] = [pair for pair in combinations(sessions, 2) if clash(pair, volunteer)]
        for group in groups or [sessions]:
            reasons = clash(group, volunteer)
            if reasons:
                yield _contrary(survey.problem, volunteer, group, reasons)


def _clash(problem: Problem, rules: Sequence[Rule], volunteer: str, sessions: Sequence[str]) -> tuple[Text, ...]:
    """Return what rules say to a person in all of these sessions; nothing where some choice of times and rooms is fine."""
    found = [problem.session(id_) for id_ in sessions]
    ways = [list(placements_of(problem, session)) for session in found if session is not None]
    if prod(map(len, ways)) > MOST_TRIED:
        return ()
    crew = [Assignment(volunteer, session.id, session.roles[0].name) for session in found if session is not None]
    least: tuple[Text, ...] = ()
    for placements in product(*ways):
        schedule = Schedule(crew, placements)
        said = tuple(violation.message for rule in rules for violation in rule.check(problem, schedule))
        if not said:
            return ()
        least = said if not least or len(said) < len(least) else least
    return least


def _contrary(problem: Problem, volunteer_id: str, sessions: Sequence[str], reasons: tuple[Text, ...]) -> Finding:
    volunteer = problem.volunteer(volunteer_id)
    assert volunteer is not None
    text = Text(
        "the promises to {volunteer} cannot all be kept: {reasons}", {"volunteer": volunteer.label, "reasons": reasons}
    )
    return ContraryPromises(text=text, volunteers=(volunteer_id,), sessions=tuple(sessions), reasons=reasons)
