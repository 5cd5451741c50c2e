"""A plan that people know is kept: what is past stays as it was, and what is to come changes for as few people as possible."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from volmatch.check import check
from volmatch.doors import door
from volmatch.live.change_reading import moment_of
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.rules import Complete, Cover, Drop, FewestChanges, Pin, Pinned, only
from volmatch.schedule import Assignment, LevelReport, Placement, Schedule
from volmatch.text import Text

#: Goals that the plan may change for: seats that are needed, and sessions that take place.
_WORTH_A_CHANGE = (Cover, Complete, Drop)
#: What of the plan is to stay, in this order.
_COUNTED: tuple[Literal["people", "assignments", "times"], ...] = ("people", "assignments", "times")


@attrs.frozen(kw_only=True)
class Keeping:
    """How a plan is kept.

    Parameters
    ----------
    asked
        The problem as it is now.
    problem
        The same with the rules that keep the plan; this is what is to be solved.
    past
        How many sessions of the plan are past and stay as they were.
    let_go
        What of the past cannot stay, since the problem now says otherwise.
    """

    asked: Problem
    problem: Problem
    past: int
    let_go: tuple[Text, ...] = ()

    def outcome(self, solved: Outcome) -> Outcome:
        """Return what a solve of `problem` gave as an outcome of the problem that was asked: its own levels, as far as proved."""
        if solved.schedule is None:
            return attrs.evolve(solved, problem_fingerprint="")
        bounds = dict(self._bounds(solved.levels))
        own = check(self.asked, solved.schedule).levels
        levels = tuple(attrs.evolve(level, bound=bounds.get(level.level)) for level in own)
        return attrs.evolve(solved, levels=levels, status="feasible", problem_fingerprint="")

    def _bounds(self, levels: Sequence[LevelReport]) -> Iterator[tuple[int, int | None]]:
        """Yield the bounds of the levels before the changes, which both problems have; what is past may cost them some."""
        first = _last_worth_a_change(self.asked.rules)
        if not self.past:
            yield from ((level.level, level.bound) for level in levels if level.level <= first)


@door
def keeping(problem: Problem, plan: Schedule | Outcome, *, now: dt.datetime | str | None = None) -> Keeping:
    """Return a problem in which a plan that people know changes as little as possible.

    Behind the seats that are needed and the sessions that take place, and before every other goal, it asks for few people
    whose duties change, then for few duties that somebody loses, then for few sessions at another time or in another room.
    Sessions that began before `now` stay as they were, with everybody in them; one that the plan did not hold by then gets
    nobody.

    Parameters
    ----------
    problem
        What is asked now.
    plan
        What people know, or the outcome that has it; it may name people and sessions that the problem no longer has.
    now
        What began before is past; by default nothing is. Without an offset it is on the clocks of the problem.

    Raises
    ------
    OptionError
        If there is no schedule, or `now` is no moment.
    """
    plan, now = schedule_given(plan, "plan").settled(problem), moment_of(problem, _next_minute(now))
    rules = list(problem.rules)
    past: tuple[Placement, ...] = ()
    let_go: tuple[Text, ...] = ()
    if now is not None:
        past = tuple(one for one in plan.placements if one.start < now)
        held, let_go = _held_past(problem, plan, past)
        rules += [*held, *_nobody_in_what_was_missed(problem, plan, now)]
    level = _last_worth_a_change(rules)
    known = plan.assignments if plan.placements else ()
    shifted = [attrs.evolve(rule, level=rule.level + len(_COUNTED)) if rule.level > level else rule for rule in rules]
    shifted += [
        FewestChanges(level=level + rank, count=count, assignments=known, placements=plan.placements)
        for rank, count in enumerate(_COUNTED, start=1)
    ]
    kept = attrs.evolve(problem, rules=only(shifted))
    return Keeping(asked=problem, problem=kept, past=len(past), let_go=let_go)


def _next_minute(now: dt.datetime | str | None) -> dt.datetime | str | None:
    """Return a moment with seconds, as clocks of machines have them, as the next minute: the same sessions began before."""
    if not isinstance(now, dt.datetime) or not (now.second or now.microsecond):
        return now
    return now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)


def _last_worth_a_change(rules: Sequence[Rule]) -> int:
    return max((rule.level for rule in rules if isinstance(rule, _WORTH_A_CHANGE)), default=0)


def _held_past(problem: Problem, plan: Schedule, past: Sequence[Placement]) -> tuple[list[Rule], tuple[Text, ...]]:
    """Return the rules under which the past stays, and what of it cannot."""
    over = {one.session for one in past}
    broken = {
        (volunteer, session)
        for breach in check(problem, plan).breaches
        if breach.sessions and over.issuperset(breach.sessions)
        for volunteer in breach.volunteers
        for session in breach.sessions
    }
    duties = [one for one in plan.assignments if one.session in over]
    stay = [one for one in duties if _is_possible(problem, one) and (one.volunteer, one.session) not in broken]
    stands = [one for one in past if _stands(problem, one)]
    held = {one.session for one in stands}
    gone = [_gone(problem, one) for one in duties if one not in stay or one.session not in held]
    stay = [one for one in stay if one.session in held]
    if not stands:
        return [], tuple(gone)
    rules: list[Rule] = [
        FewestChanges(level=0, count="people", assignments=stay, placements=stands),
        FewestChanges(level=0, count="times", placements=stands),
    ]
    return rules, tuple(gone)


def _is_possible(problem: Problem, duty: Assignment) -> bool:
    session = problem.session(duty.session)
    return problem.volunteer(duty.volunteer) is not None and session is not None and session.role(duty.role) is not None


def _stands(problem: Problem, placement: Placement) -> bool:
    """Whether the problem still lets a session take place when and where it did."""
    session = problem.session(placement.session)
    if session is None or placement.start not in session.candidate_starts:
        return False
    return placement.room is None if session.room is None else placement.room in {room.id for room in problem.rooms}


def _gone(problem: Problem, duty: Assignment) -> Text:
    person, session = problem.volunteer(duty.volunteer), problem.session(duty.session)
    facts = {
        "volunteer": person.label if person else duty.volunteer,
        "session": session.label if session else duty.session,
    }
    return Text("{volunteer} served in {session}, which is past; the problem now says that this cannot be", facts)


def _nobody_in_what_was_missed(problem: Problem, plan: Schedule, now: dt.datetime) -> list[Rule]:
    """Return the rule that nobody is sent to what can only have begun by now and was not held."""
    missed = [
        session.id
        for session in problem.sessions
        if session.id not in plan.placement_of and all(start < now for start in session.candidate_starts)
    ]
    never = [Pin(volunteer=person.id, session=own) for own in missed for person in problem.volunteers]
    return [Pinned(never=never)] if never else []
