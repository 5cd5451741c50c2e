"""What rules claim of themselves, asked of a whole problem: which can never get dearer, which only forbid, what counts seats."""

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, VolunteerFilter, Where
from volmatch.rules import only
from volmatch.rules.fewest_people import FewestPeople


def is_steady(problem: Problem, newcomers: tuple[Volunteer, ...] = ()) -> bool:
    """Whether no schedule of a problem can become dearer by more people of these kinds, skills, windows or starts."""
    return all(rule.is_never_dearer(newcomers) for rule in problem.rules)


def counts_seats(problem: Problem, level: int) -> bool:
    """Whether the cost of a level is a number of empty seats: sessions that need not be held count otherwise."""
    rules = [rule for rule in problem.rules if rule.level == level]
    held = not any(session.may_be_dropped for session in problem.sessions)
    return held and all(rule.claims.counts_seats and rule.weight == 1 for rule in rules)


def asks_least_heads_alone(problem: Problem, level: int) -> bool:
    """Whether a level says nothing but that roles have their least number of people."""
    return all(rule.claims.least_heads for rule in problem.rules if rule.level == level)


def concerned(problem: Problem, level: int) -> frozenset[str]:
    """Return the ids of the sessions of which somebody may be taken away only at the cost of a level, or of what must hold.

    These are all sessions, unless what must hold only forbids, and the level is known to look at some sessions only.
    """
    rules = [rule for rule in problem.rules if rule.level == level]
    everywhere = not all(rule.claims.only_forbids for rule in problem.rules if rule.level == 0)
    return frozenset(
        session.id
        for session in problem.sessions
        if everywhere
        or any(not rule.claims.least_heads or rule.where.takes_session(session, problem) for rule in rules)
    )


def about_own_duties(problem: Problem) -> list[Rule]:
    """Return the rules of what must hold that judge the duties of one person together."""
    return [rule for rule in problem.rules if rule.level == 0 and rule.claims.own_duties]


def with_fewest(problem: Problem, level: int, *, team: str | None = None, ids: tuple[str, ...] = ()) -> Problem:
    """Return the problem in which, at a further level, few of a team or of some people serve."""
    people = VolunteerFilter(team=(team,)) if team is not None else VolunteerFilter(id=ids)
    rule = FewestPeople(level=level, where=Where(volunteers=people))
    teams = () if team is None else (team,)  # where nobody is left who could help, nobody is of the team
    words = attrs.evolve(problem.words, teams=(*problem.words.teams, *teams))
    return attrs.evolve(problem, rules=only((*problem.rules, rule)), words=words)
