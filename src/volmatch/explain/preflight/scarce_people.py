"""Seats that too few people may hold, people without a seat, and skills that end too early."""

import datetime as dt
from collections.abc import Iterator

from volmatch.columns.counts import Lost
from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.findings import EndingSkill, IdleVolunteer, ScarceRole, UnfilledSeats
from volmatch.explain.preflight.phrases import named
from volmatch.explain.preflight.survey import Survey
from volmatch.text import Text


def unfilled_seats(survey: Survey) -> Iterator[Finding]:
    """Yield the roles that nobody may hold, of sessions that can take place."""
    empty = [
        row
        for row, (_, session, role) in enumerate(survey.roles)
        if role.target and session.id not in survey.nowhere and not survey.census.people[row]
    ]
    for row, people in zip(empty, survey.census.reasons_of_roles(empty), strict=True):
        _, session, role = survey.roles[row]
        reasons = survey.reasons_of_role(row, people)
        facts = {"session": named(session), "role": role.name, "n": role.min or role.target}
        said = tuple(reason.text for reason in reasons) or (Text("there are no volunteers"),)
        text = Text.counted(
            "nobody can be {role} in {session}, where {n} is wanted: {reasons}",
            "nobody can be {role} in {session}, where {n} are wanted: {reasons}",
            {**facts, "reasons": said},
        )
        yield UnfilledSeats(text=text, seat=survey.seat(row), least=role.min, target=role.target, reasons=reasons)


def scarce_roles(survey: Survey) -> Iterator[Finding]:
    """Yield the roles that somebody may hold, but fewer people than wanted."""
    for row, (_, session, role) in enumerate(survey.roles):
        people = survey.census.people[row]
        if not 0 < len(people) < role.target:
            continue
        facts = {"session": named(session), "role": role.name, "n": len(people)}
        if len(people) < role.min:
            text = Text.counted(
                "{session} needs at least {least} as {role}, and only {n} person can do it",
                "{session} needs at least {least} as {role}, and only {n} people can do it",
                {**facts, "least": role.min},
            )
        else:
            text = Text.counted(
                "{session} would like {target} as {role}, and only {n} person can do it",
                "{session} would like {target} as {role}, and only {n} people can do it",
                {**facts, "target": role.target},
            )
        ids = survey.ids(people)
        yield ScarceRole(text=text, seat=survey.seat(row), people=ids, least=role.min, target=role.target)


def idle_volunteers(survey: Survey) -> Iterator[Finding]:
    """Yield the volunteers who may hold no seat."""
    idle = survey.census.idle()
    for row, seats in zip(idle, survey.census.reasons_of_volunteers(idle), strict=True):
        volunteer = survey.problem.volunteers[row]
        reasons = survey.reasons_of_volunteer(seats)
        facts = {"volunteer": volunteer.label, "n": sum(reason.n for reason in reasons)}
        text = Text("there is no seat for {volunteer}", {"volunteer": volunteer.label})
        if reasons:
            said = tuple(reason.text for reason in reasons)
            text = Text.counted(
                "{volunteer} cannot hold the {n} seat there is: {reasons}",
                "{volunteer} can hold none of the {n} seats there are: {reasons}",
                {**facts, "reasons": said},
            )
        yield IdleVolunteer(text=text, volunteer=volunteer.id, reasons=reasons)


def ending_skills(survey: Survey) -> Iterator[Finding]:
    """Yield the skills that end before seats that their holders could otherwise hold."""
    for lost in survey.census.lost():
        yield _ending(survey, lost)


def _ending(survey: Survey, lost: Lost) -> Finding:
    volunteer = survey.problem.volunteers[lost.volunteer]
    until = volunteer.skills[lost.skill].until
    assert until is not None
    short = [row for row in lost.roles if len(survey.census.people[row]) < survey.roles[row][2].target]
    return EndingSkill(
        text=_said_of(survey, lost, until, short),
        volunteer=volunteer.id,
        skill=lost.skill,
        until=until,
        seats=tuple(survey.seat(row) for row in lost.roles),
        short=tuple(survey.seat(row) for row in short),
    )


def _said_of(survey: Survey, lost: Lost, until: dt.date, short: list[int]) -> Text:
    volunteer = survey.problem.volunteers[lost.volunteer]
    facts = {"volunteer": volunteer.label, "skill": lost.skill, "until": until, "n": len(lost.roles)}
    if not short:
        return Text.counted(
            "{skill} of {volunteer} is valid until {until}; {n} later seat is lost to them",
            "{skill} of {volunteer} is valid until {until}; {n} later seats are lost to them",
            facts,
        )
    sessions = tuple(named(survey.roles[row][1]) for row in short)
    return Text.counted(
        "{skill} of {volunteer} is valid until {until}; {n} later seat is lost to them, and too few are left for {sessions}",
        "{skill} of {volunteer} is valid until {until}; {n} later seats are lost to them, and too few are left for {sessions}",
        {**facts, "sessions": tuple(dict.fromkeys(sessions))},
    )
