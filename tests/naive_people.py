"""What the naive model makes of rules about who else is there: guardians beside children, seats kept for newcomers."""

import volmatch as vm
from naive_model import Naive, span
from volmatch import rules


def accompanied(naive: Naive, rule: rules.Guardian) -> None:
    """Let a child serve only while some guardian does: at each minute at which anything begins or ends, one is there."""
    known = {one.id: one for one in naive.problem.volunteers}
    for child, session in naive.pairs(rule):
        if child.id not in rule.of or any(role.standby for role in session.roles):
            continue
        start, end = span(session)
        near = [one for one in naive.problem.sessions if _is_near(rule, one, session)]
        alone = naive.model.new_bool_var("")
        edges = {edge for one in near for edge in span(one) if start < edge < end}
        for edge in [start, *sorted(edges)] if rule.present == "throughout" else [None]:
            there = [one for one in near if edge is None or span(one)[0] <= edge < span(one)[1]]
            beside = sum(naive.does(known[own], one) for own in rule.of[child.id] for one in there)
            naive.model.add(alone >= naive.does(child, session) - beside)
        naive.breach(rule, alone)


def _is_near(rule: rules.Guardian, one: vm.Session, session: vm.Session) -> bool:
    """Whether somebody in one session is beside somebody in another, for some of the time."""
    is_there = one.id == session.id or (rule.same == "place" and one.place == session.place is not None)
    is_then = span(one)[0] < span(session)[1] and span(session)[0] < span(one)[1]
    return is_there and is_then and not any(role.standby for role in one.roles)


def reserved(naive: Naive, rule: rules.ReservedSeats) -> None:
    """Leave so many seats of each role to those who have the trait."""
    others = [one for one in naive.people(rule) if rule.trait not in one.traits]
    for session in naive.sessions(rule):
        for role in session.roles:
            if rule.role in (None, role.name) and (rule.since is None or naive.day(session) >= rule.since):
                heads = sum(naive.serves[one.id, session.id, role.name] for one in others)
                naive.breach(rule, heads - max(0, role.max - rule.seats), most=role.max)
