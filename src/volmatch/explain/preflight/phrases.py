"""What keeps people out of seats, in a few words: the rule's own, or its title."""

import attrs

from volmatch.problem.session import Role, Session
from volmatch.rule import Rule, title_of
from volmatch.text import Fact, Text

_PEOPLE_BY_RULE = Text.counted(
    "{n} person is kept out by the rule {rule}", "{n} people are kept out by the rule {rule}", {}
)

_SEATS_BY_RULE = Text.counted("{n} is ruled out by the rule {rule}", "{n} are ruled out by the rule {rule}", {})


def people_kept_out(rule: type[Rule], n: int, role: Role) -> Text:
    """Say how many people a rule keeps out of a role: in the rule's own words, if it has any for this."""
    facts: dict[str, Fact] = {"n": n, "rule": title_of(rule), "needs": needs_of(role)}
    return attrs.evolve(rule.claims.keeps_out or _PEOPLE_BY_RULE, facts=facts)


def seats_taken_away(rule: type[Rule], n: int) -> Text:
    """Say how many seats a rule takes from a person: in the rule's own words, if it has any for this."""
    return attrs.evolve(rule.claims.takes_away or _SEATS_BY_RULE, facts={"n": n, "rule": title_of(rule)})


def needs_of(role: Role) -> tuple[Text | str, ...]:
    """Return what a role asks of a person, each thing in a word or two."""
    skills = [_graded(skill, level) for skill, level in role.skills_in_order]
    while len(skills) > 1:
        skills[:2] = [Text("{skill} or else {other}", {"skill": skills[0], "other": skills[1]})]
    return (*skills, *role.traits)


def _graded(skill: str, level: int) -> Text | str:
    return Text("{skill} at level {level}", {"skill": skill, "level": level}) if level > 1 else skill


def named(session: Session) -> Text | str:
    """Return a session's name with its start, since sessions of a series often share one; where it has several, its name."""
    if session.start is None:
        return session.label
    return Text("{session} ({start})", {"session": session.label, "start": session.start})
