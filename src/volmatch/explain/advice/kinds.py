"""What is known of rules beforehand: which can never get dearer by more people, skills, time or starts."""

import attrs

from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, VolunteerFilter, Where
from volmatch.rules.available import Available
from volmatch.rules.banned import Banned
from volmatch.rules.cover import Cover
from volmatch.rules.drop import Drop
from volmatch.rules.equipment import Equipment
from volmatch.rules.fewest_people import FewestPeople
from volmatch.rules.if_needed import IfNeeded
from volmatch.rules.limits import Limits
from volmatch.rules.min_rest import MinRest
from volmatch.rules.no_clash import NoClash
from volmatch.rules.no_overlap import NoOverlap
from volmatch.rules.pinned import Pinned
from volmatch.rules.qualified import Qualified
from volmatch.rules.reach import Reach
from volmatch.rules.room_stability import RoomStability
from volmatch.rules.room_wants import RoomWants
from volmatch.rules.surplus import Surplus
from volmatch.rules.target import Target
from volmatch.rules.whole_series import WholeSeries
from volmatch.rules.wishes import Wishes

#: Rules about all duties of one person together: those of others say nothing to them.
_OWN_DUTIES: frozenset[type[Rule]] = frozenset({NoOverlap, Limits, MinRest})

#: Rules that a schedule keeps all the more when somebody is taken out of a session.
_FORBIDDING: frozenset[type[Rule]] = _OWN_DUTIES | {
    Available, Banned, Equipment, IfNeeded, NoClash, Qualified, Reach, RoomStability, RoomWants, Surplus,
    WholeSeries,
}  # fmt: skip

#: Rules that judge a schedule by its duties, heads and placements, and by nothing else that more people, skills, windows or
#: starts could make dearer: a schedule costs them no more after such a change than before. So what all changes together
#: cannot reach, none of them can. Skills and windows only ever allow more duties (qualified, available, if_needed); people
#: who serve nowhere have no duty to be judged. Wishes that are not met cost, so they are looked at once more below. Rules
#: that compare people with each other, count those without a duty, or ask how many could do something (fair_share,
#: min_load, serve_once, protect_flexible and their like) are not here, nor is any rule that nobody has looked at.
_STEADY: frozenset[type[Rule]] = _FORBIDDING | {Cover, Drop, Pinned, Target, Wishes}


def is_steady(problem: Problem, newcomers: tuple[Volunteer, ...] = ()) -> bool:
    """Whether no schedule of a problem can become dearer by more people of these kinds, skills, windows or starts."""
    kinds = {type(rule) for rule in problem.rules}
    # A start on a new day makes more stretches of days, each of which may count what is above a limit once more.
    counts_stretches = any(type(rule) is Limits and rule.level for rule in problem.rules)
    wishful = Wishes in kinds and any(wish.score > 0 for one in newcomers for wish in one.wishes)
    return kinds <= _STEADY and not counts_stretches and not wishful


def counts_seats(problem: Problem, level: int) -> bool:
    """Whether the cost of a level is a number of empty seats: sessions that need not be held count otherwise."""
    rules = [rule for rule in problem.rules if rule.level == level]
    held = not any(session.may_be_dropped for session in problem.sessions)
    return held and all(type(rule) in (Cover, Target) and rule.weight == 1 for rule in rules)


def is_cover_alone(problem: Problem, level: int) -> bool:
    """Whether a level says nothing but that roles have their least number of people."""
    return all(type(rule) is Cover for rule in problem.rules if rule.level == level)


def concerned(problem: Problem, level: int) -> frozenset[str]:
    """Return the ids of the sessions of which somebody may be taken away only at the cost of a level, or of what must hold.

    These are all sessions, unless what must hold only forbids, and the level is known to look at some sessions only.
    """
    rules = [rule for rule in problem.rules if rule.level == level]
    everywhere = not all(type(rule) in _FORBIDDING for rule in problem.rules if rule.level == 0)
    return frozenset(
        session.id
        for session in problem.sessions
        if everywhere or any(type(rule) is not Cover or rule.where.takes_session(session, problem) for rule in rules)
    )


def about_own_duties(problem: Problem) -> list[Rule]:
    """Return the rules of what must hold that judge the duties of one person together."""
    return [rule for rule in problem.rules if rule.level == 0 and type(rule) in _OWN_DUTIES]


def with_fewest(problem: Problem, level: int, *, team: str | None = None, ids: tuple[str, ...] = ()) -> Problem:
    """Return the problem in which, at a further level, few of a team or of some people serve."""
    people = VolunteerFilter(team=(team,)) if team is not None else VolunteerFilter(id=ids)
    rule = FewestPeople(level=level, where=Where(volunteers=people))
    return attrs.evolve(problem, rules=(*problem.rules, rule))
