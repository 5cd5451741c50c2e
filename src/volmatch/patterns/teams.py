"""People are parted into teams: sizes, skills, a leader and a deputy each, with as little upheaval as possible."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.dates import at
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.words import used_by
from volmatch.rule import SessionFilter, Where
from volmatch.rules import Cover, Need, Pin, Pinned, ServeOnce, TeamMix, Wishes, only
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Text

#: A team has no hour: all meet at the same one, so that nobody is in two.
_ANY_HOUR = at(dt.date(2001, 1, 1), dt.time(12))
LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"
_LEADERS = 2


@attrs.frozen(kw_only=True)
class Team:
    """A team to be formed.

    Parameters
    ----------
    id
        Names it.
    least, most
        How many people, leader and deputy among them.
    skills
        How many of its people have each skill.
    lead
        What leader and deputy must be able to do, with its level; ``None`` lets anybody lead.
    needs
        What else its people have between them: a skill at a level, a trait, a share of either.
    name
        For print.
    """

    id: str = attrs.field(kw_only=False)
    least: int
    most: int
    skills: Mapping[str, int] = attrs.field(factory=dict)
    needs: Sequence[Need] = ()
    lead: tuple[str, int] | None = None
    name: str = ""


@door
def teams(
    people: Iterable[Volunteer], wanted: Sequence[Team], *, before: Mapping[str, Sequence[str]] | None = None
) -> Problem:
    """Return the problem of who belongs to which team; `members` reads its outcome.

    Sizes at least and leaders come first (level 1), then the skills and other needs (2), then that everybody has a team (3), then that
    people stay where they were (4), then wishes for a team, which name its id as session (5).

    Parameters
    ----------
    people
        Who is parted; their hours and limits do not matter here.
    wanted
        The teams.
    before
        Who was in which team, by team id; teams that are gone may be named.

    Raises
    ------
    OptionError
        If the sizes of a team make no sense.
    """
    sessions = [
        Session(
            team.id,
            name=team.name,
            kind="team",
            start=_ANY_HOUR,
            end=_ANY_HOUR + dt.timedelta(hours=1),
            roles=_roles(team),
        )
        for team in wanted
    ]
    parted = [attrs.evolve(one, available=None, away=(), limits=(), served_hours=0, home=None) for one in people]
    known = {one.id for one in parted}
    stay = [
        Pin(volunteer=own, session=team.id)
        for team in wanted
        for own in (before or {}).get(team.id, ())
        if own in known
    ]
    mixes = [
        TeamMix(
            level=2,
            where=Where(sessions=SessionFilter(id=team.id)),
            needs=[*(Need(skill=skill, least=heads) for skill, heads in team.skills.items()), *team.needs],
        )
        for team in wanted
        if team.skills or team.needs
    ]
    goals = [ServeOnce(level=3, above_target=True), Pinned(level=4, stay=stay), Wishes(level=5, scale="scores")]
    return Problem(parted, sessions, rules=only([Cover(level=1), *mixes, *goals]), words=used_by(parted))


def _roles(team: Team) -> list[Role]:
    """Return the seats of a team: two to lead it, and the others."""
    if not _LEADERS <= team.least <= team.most:
        facts = {"id": team.id, "least": team.least, "most": team.most, "leaders": _LEADERS}
        raise OptionError(Text("team {id}: wanted {leaders} <= least <= most, not {least} and {most}", facts))
    skill, level = team.lead or (None, 1)
    leaders = [Role(name, skill=skill, level=level) for name in (LEADER, DEPUTY)]
    least, most = team.least - _LEADERS, team.most - _LEADERS
    return [*leaders, Role(MEMBER, min=least, target=least, max=most)]


@door
def members(outcome: Outcome | Schedule) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return who is in each team: ids by team and by ``leader``, ``deputy`` and ``member``."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in _seated(outcome):
        team = found.setdefault(one.session, {LEADER: (), DEPUTY: (), MEMBER: ()})
        team[one.role] += (one.volunteer,)
    return found


@door
def joined(people: Iterable[Volunteer], outcome: Outcome | Schedule) -> tuple[Volunteer, ...]:
    """Return the same people, each with their team.

    Its id is among their teams, and is a trait that a role may ask for; leader and deputy have the trait ``leads <id>`` as
    well. People without a team stay as they are.

    Parameters
    ----------
    people
        Who was parted.
    outcome
        Of the problem from `teams`.
    """
    seats = {one.volunteer: one for one in _seated(outcome)}
    return tuple(_joined(one, seats[one.id]) if one.id in seats else one for one in people)


def _seated(outcome: Outcome | Schedule) -> Sequence[Assignment]:
    if isinstance(outcome, Outcome) and outcome.schedule is None:
        return ()
    return schedule_given(outcome, "outcome").assignments


def _joined(one: Volunteer, seat: Assignment) -> Volunteer:
    leads = () if seat.role == MEMBER else (f"leads {seat.session}",)
    return attrs.evolve(one, teams=(*one.teams, seat.session), traits=(*one.traits, seat.session, *leads))
