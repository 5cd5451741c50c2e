"""Which projects a grant pays for, and which it does not: what each costs, and how many people asked for it."""

from collections import Counter

from volmatch.doors import door
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.course import course_name
from volmatch.patterns.money_words import amount
from volmatch.problem.payments import payments
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.report.annex import Annex
from volmatch.rule import EVERYWHERE
from volmatch.rules import Budget, Drop
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@door
def grant_list(problem: Problem, schedule: Schedule | Outcome, *, currency: str = "") -> Annex:
    """Return the projects of a `volmatch.patterns.catalogue`: first those that take place, each part by the votes for it.

    A course is one project: its sessions share a series. What it costs are its sessions, people and rooms.

    Parameters
    ----------
    problem
        With the projects among its sessions, all optional.
    schedule
        Which of them take place.
    currency
        What prices are in, such as ``yuan``; stands behind amounts.
    """
    schedule = schedule_given(schedule)
    paid: Counter[str] = Counter()
    for payment in payments(EVERYWHERE, problem, schedule):
        paid[payment.session.id] += payment.hundredths
    votes = _votes(problem)
    projects: dict[str, list[Session]] = {}
    for session in problem.sessions:
        if session.optional:
            projects.setdefault(session.series or session.id, []).append(session)
    held = {name for name, own in projects.items() if any(one.id in schedule.placement_of for one in own)}
    rows: list[tuple[Fact, ...]] = []
    for name, own in sorted(projects.items(), key=lambda one: (one[0] not in held, -_asked(one[1], votes))):
        times = sum(one.id in schedule.placement_of for one in own)
        said = Text("yes") if name in held else Text("no")
        cost = amount(sum(paid[one.id] for one in own) / 100, currency) if name in held else ""
        rows.append((course_name(own[0]), said, times, _asked(own, votes), cost))
    grant = [rule.most for rule in problem.rules if isinstance(rule, Budget)]
    spent = sum(paid[one.id] for own in projects.values() for one in own) / 100
    facts = {"n": len(held), "all": len(projects), "spent": amount(spent, currency)}
    title = Text("projects that take place: {n} of {all}, for {spent}", facts)
    if grant:
        facts["grant"] = amount(min(grant), currency)
        title = Text("projects that take place: {n} of {all}, for {spent} of the {grant} there is", facts)
    headers = [Text("project"), Text("held"), Text("times"), Text("asked for by"), Text("cost")]
    return Annex(title, headers, rows)


def _votes(problem: Problem) -> Counter[str]:
    """Return how many people asked for each session: the prices of dropping it."""
    found: Counter[str] = Counter()
    for rule in problem.rules:
        named = rule.where.sessions.id if rule.where.sessions is not None else None
        if isinstance(rule, Drop) and rule.level and named is not None:
            found.update(dict.fromkeys(named, rule.weight))
    return found


def _asked(own: list[Session], votes: Counter[str]) -> int:
    return sum(votes[one.id] for one in own)
