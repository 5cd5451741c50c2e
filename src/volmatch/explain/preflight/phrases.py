"""What keeps people out of seats, in a few words: those of volmatch's own rules that people meet daily, or a rule's title."""

from collections.abc import Mapping

import attrs

from volmatch.explain.obstacles import placements_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, title_of
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

#: By the sentence in which a rule tells of one person: how many people it keeps out of one seat.
_PEOPLE: Mapping[str, Text] = {
    "{volunteer} is not available for {session} at {start}": Text.counted(
        "{n} person is not free then", "{n} people are not free then", {}
    ),
    "{volunteer} does not qualify as {role} of {session}: {lack}": Text.counted(
        "{n} person lacks {needs}", "{n} people lack {needs}", {}
    ),
    "{volunteer} lives {minutes} minutes from {session}, more than the {most} accepted": Text.counted(
        "{n} person lives too far away", "{n} people live too far away", {}
    ),
    "{volunteer} offered the time of {session} at {start} only if needed": Text.counted(
        "{n} person offered the time only if needed", "{n} people offered the time only if needed", {}
    ),
    "{volunteer} cannot do both {one} and {other}: {minutes} minutes lie between": Text.counted(
        "{n} person serves elsewhere around that time", "{n} people serve elsewhere around that time", {}
    ),
    "{volunteer} has {has} sessions in the period from {day}, more than {most}": Text.counted(
        "{n} person would serve more than they accept", "{n} people would serve more than they accept", {}
    ),
    "{volunteer} has {has} hours in the period from {day}, more than {most}": Text.counted(
        "{n} person would serve more than they accept", "{n} people would serve more than they accept", {}
    ),
    "{volunteer} has {has} hours between {one} and {other}, wanted {hours}": Text.counted(
        "{n} person would have too little rest", "{n} people would have too little rest", {}
    ),
}
_PEOPLE_BY_RULE = Text.counted(
    "{n} person is kept out by the rule {rule}", "{n} people are kept out by the rule {rule}", {}
)

#: The same: how many seats it takes from one person.
_SEATS: Mapping[str, Text] = {
    "{volunteer} is not available for {session} at {start}": Text.counted(
        "{n} is at a time they did not offer", "{n} are at times they did not offer", {}
    ),
    "{volunteer} does not qualify as {role} of {session}: {lack}": Text.counted(
        "{n} asks for what they do not have", "{n} ask for what they do not have", {}
    ),
    "{volunteer} lives {minutes} minutes from {session}, more than the {most} accepted": Text.counted(
        "{n} is too far from their home", "{n} are too far from their home", {}
    ),
}
_SEATS_BY_RULE = Text.counted("{n} is ruled out by the rule {rule}", "{n} are ruled out by the rule {rule}", {})


def people_kept_out(rule: type[Rule], template: str, n: int, role: Role) -> Text:
    """Say how many people a rule keeps out of a role.

    Parameters
    ----------
    template
        The sentence in which the rule tells of one of them.
    """
    facts: dict[str, Fact] = {"n": n, "rule": title_of(rule), "needs": needs_of(role)}
    return attrs.evolve(_PEOPLE.get(template, _PEOPLE_BY_RULE), facts=facts)


def seats_taken_away(rule: type[Rule], template: str, n: int) -> Text:
    """Say how many seats a rule takes from a person; `template` as in `people_kept_out`."""
    return attrs.evolve(_SEATS.get(template, _SEATS_BY_RULE), facts={"n": n, "rule": title_of(rule)})


def needs_of(role: Role) -> tuple[Text | str, ...]:
    """Return what a role asks of a person, each thing in a word or two."""
    skill: tuple[Text | str, ...] = ()
    if role.skill is not None:
        graded = Text("{skill} at level {level}", {"skill": role.skill, "level": role.level})
        skill = (graded if role.level > 1 else role.skill,)
    return (*skill, *role.traits)


def template_of(problem: Problem, rule: Rule, volunteer: Volunteer, session: Session, role: Role) -> str:
    """Return the sentence in which a rule tells what keeps a volunteer out of a seat; empty where it says nothing."""
    for placement in placements_of(problem, session):
        alone = Schedule([Assignment(volunteer.id, session.id, role.name)], [placement])
        for found in rule.check(problem, alone):
            return found.message.template
    return ""


def named(session: Session) -> Text | str:
    """Return a session's name with its start, since sessions of a series often share one; where it has several, its name."""
    if session.start is None:
        return session.label
    return Text("{session} ({start})", {"session": session.label, "start": session.start})
