"""A second model of the same problems, as plain as can be, to be solved level by level.

It is written from what the rules say of themselves, and shares no code with `encode`, `mask` or `check`: loops everywhere,
no row numbers, no tricks. See `naive_model` for what it decides.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from math import ceil, gcd
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.readers.helpline_rules import Apart, Beside
from ortools.sat.python import cp_model

import volmatch as vm
from naive_model import Naive, day_of, is_meant, minutes_of, span
from naive_people import accompanied, reserved
from volmatch import rules


class NotProvedError(AssertionError):
    """The model did not prove a level in the time it was given."""


def solve_naive(problem: vm.Problem, time_limit_per_level: float = 60) -> tuple[int, ...] | None:
    """Return the least cost of each level, each proved while those before it are kept; ``None`` if nothing is possible.

    Raises
    ------
    NotProvedError
        If a level is not proved in time.
    """
    naive = Naive(problem)
    for rule in problem.rules:
        SAYINGS[type(rule)](naive, rule)
    values: list[int] = []
    for level in (0, *sorted(naive.costs)):
        cost = sum(naive.costs.get(level, []))
        naive.model.minimize(cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = time_limit_per_level
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(naive.model)
        if status == cp_model.INFEASIBLE and level == 0:
            return None
        if status != cp_model.OPTIMAL:
            told = f"{solver.status_name(status)}, value {solver.objective_value}, bound {solver.best_objective_bound}"
            message = f"level {level} is not proved: {told}"
            raise NotProvedError(message)
        if level:
            values.append(solver.value(cost))
            naive.model.add(cost <= values[-1])
    return tuple(values)


def _offered(naive: Naive, volunteer: vm.Volunteer, session: vm.Session, *, gladly: bool) -> bool:
    """Whether somebody offered every minute of a session (gladly: not only if needed)."""
    if volunteer.available is None:
        return True
    start, end = span(session)
    free: set[int] = set()
    for window in volunteer.available:
        if not (gladly and window.if_needed):
            for since, until in _stretches(naive, volunteer, window, session):
                free.update(range(max(start, since), min(end, until)))
    return len(free) == end - start


def _stretches(
    naive: Naive, volunteer: vm.Volunteer, window: vm.Window | vm.Weekly, session: vm.Session
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of an offer that may matter to a session, in minutes since 1970."""
    if isinstance(window, vm.Window):
        yield int(window.from_.timestamp()) // 60, int(window.to.timestamp()) // 60
        return
    zone = ZoneInfo(volunteer.timezone or naive.problem.timezone)
    for step in range(-2, minutes_of(session) // 1440 + 3):
        day = day_of(session) + dt.timedelta(days=step)  # zones lie a day apart at most
        in_time = (window.since is None or window.since <= day) and (window.until is None or day <= window.until)
        if in_time and day not in window.except_ and f"{day:%a}".lower() in window.weekly and _repeats(window, day):
            last = day if window.from_ < window.to else day + dt.timedelta(days=1)
            clocks = ((day, window.from_), (last, window.to))
            since, until = (int(dt.datetime.combine(*clock, tzinfo=zone).timestamp()) // 60 for clock in clocks)
            yield since, until


def _repeats(window: vm.Weekly, day: dt.date) -> bool:
    """Whether a day is in a week and at a place of the month that count, found by going back a week at a time."""
    back = day
    if window.since is not None:
        while back.isocalendar()[:2] > window.since.isocalendar()[:2]:
            back -= dt.timedelta(weeks=window.every)
        if back.isocalendar()[:2] != window.since.isocalendar()[:2]:
            return False
    alike = [one for n in range(1, 32) if (one := day + dt.timedelta(days=n - day.day)).month == day.month]
    alike = [one for one in alike if one.weekday() == day.weekday()]
    return not window.nth or alike.index(day) + 1 in window.nth or (alike[-1] == day and -1 in window.nth)


def _available(naive: Naive, rule: rules.Available) -> None:
    for volunteer, session in naive.pairs(rule):
        start, end = span(session)
        gone = [stretch for one in volunteer.away for stretch in _stretches(naive, volunteer, one, session)]
        away = any(since < end and start < until for since, until in gone)
        if away or not _offered(naive, volunteer, session, gladly=False):
            naive.breach(rule, naive.does(volunteer, session))


def _if_needed(naive: Naive, rule: rules.IfNeeded) -> None:
    for volunteer, session in naive.pairs(rule):
        if not _offered(naive, volunteer, session, gladly=True):
            naive.breach(rule, naive.does(volunteer, session))


def _qualified(naive: Naive, rule: rules.Qualified) -> None:
    for volunteer, session in naive.pairs(rule):
        for role in session.roles:
            able = _has_skill(naive, volunteer, session, role.skill, role.level)
            able = able or any(_has_skill(naive, volunteer, session, one.skill, one.level) for one in role.alternatives)
            has_traits = all(trait in volunteer.traits for trait in role.traits)
            if not has_traits or (role.skill is not None and not able):
                naive.breach(rule, naive.serves[volunteer.id, session.id, role.name])


def _has_skill(naive: Naive, volunteer: vm.Volunteer, session: vm.Session, name: str | None, level: int) -> bool:
    skill = volunteer.skills.get(name or "")
    return (
        skill is not None
        and skill.level >= level
        and (skill.until is None or naive.day(session) <= skill.until)
        and (skill.valid_from or naive.day(session)) <= naive.day(session)
    )


def _alternative_skills(naive: Naive, rule: rules.AlternativeSkills) -> None:
    for volunteer, session in naive.pairs(rule):
        for role in session.roles:
            is_left = bool(role.alternatives)
            for name, level in [(role.skill, role.level), *((one.skill, one.level) for one in role.alternatives)]:
                is_left = is_left and not _has_skill(naive, volunteer, session, name, level)
                if is_left:
                    naive.breach(rule, naive.serves[volunteer.id, session.id, role.name])


def _reach(naive: Naive, rule: rules.Reach) -> None:
    for volunteer, session in naive.pairs(rule):
        most = volunteer.max_travel_minutes
        if most is not None and naive.way(volunteer.home, session.place) > most:
            naive.breach(rule, naive.does(volunteer, session))


def _no_overlap(naive: Naive, rule: rules.NoOverlap) -> None:
    for one, other in combinations(sorted(naive.sessions(rule), key=span), 2):
        if span(other)[0] < span(one)[1] + naive.way(one.place, other.place):
            for volunteer in naive.people(rule):
                naive.breach(rule, naive.does(volunteer, one) + naive.does(volunteer, other) - 1)


def _limits(naive: Naive, rule: rules.Limits) -> None:
    for volunteer in naive.people(rule):
        for limit in volunteer.limits:
            for period in naive.periods(limit, naive.sessions(rule)):
                if limit.max_sessions is not None:
                    naive.breach(
                        rule, sum(naive.does(volunteer, one) for one in period) - limit.max_sessions, most=len(period)
                    )
                if limit.max_hours is not None:
                    served = sum(minutes_of(one) * naive.does(volunteer, one) for one in period)
                    naive.breach(rule, served - round(limit.max_hours * 60), most=sum(map(minutes_of, period)), unit=60)


def _min_load(naive: Naive, rule: rules.MinLoad) -> None:
    for volunteer in naive.people(rule):
        for limit in volunteer.limits:
            shares = naive.shares(limit)
            for period, share in zip(naive.periods(limit, naive.sessions(rule)), shares, strict=True):
                if not period:
                    continue
                if limit.min_sessions is not None:
                    served = sum(naive.does(volunteer, one) for one in period)
                    least = ceil(limit.min_sessions * share)
                    naive.breach(rule, least - served, most=least)
                if limit.min_hours is not None:
                    served = sum(minutes_of(one) * naive.does(volunteer, one) for one in period)
                    wanted = ceil(round(limit.min_hours * 60) * share)
                    naive.breach(rule, wanted - served, most=wanted, unit=60)


def _cover(naive: Naive, rule: rules.Cover) -> None:
    for session in naive.sessions(rule):
        for role in session.roles:
            naive.breach(rule, role.min * naive.held[session.id] - naive.heads(session, role), most=role.min)


def _target(naive: Naive, rule: rules.Target) -> None:
    for session in naive.sessions(rule):
        for role in session.roles:
            naive.breach(rule, role.target * naive.held[session.id] - naive.heads(session, role), most=role.target)


def _complete(naive: Naive, rule: rules.Complete) -> None:
    for session in naive.sessions(rule):
        short = naive.model.new_bool_var("")
        for role in session.roles:
            naive.model.add(naive.heads(session, role) + role.min * short >= role.min * naive.held[session.id])
        naive.breach(rule, short)


def _unserved(naive: Naive, rule: rules.Unserved) -> None:
    for session in naive.sessions(rule):
        units = ceil(minutes_of(session) / rule.unit_minutes)
        for role in session.roles:
            naive.breach(rule, units * (role.target - naive.heads(session, role)), most=units * role.target)


def _drop(naive: Naive, rule: rules.Drop) -> None:
    classes = sorted({session.priority for session in naive.problem.sessions}, reverse=True)
    for session in naive.sessions(rule):
        worth = classes.index(session.priority) + 1 if rule.by_priority else 1
        naive.breach(rule, worth * (1 - naive.held[session.id]), most=worth)


def _wishes(naive: Naive, rule: rules.Wishes) -> None:
    for volunteer in naive.people(rule):
        meant = [[one for one in naive.sessions(rule) if _is_wished(naive, wish, one)] for wish in volunteer.wishes]
        loud = sum(abs(wish.score) for wish, about in zip(volunteer.wishes, meant, strict=True) if about)
        for wish, about in zip(volunteer.wishes, meant, strict=True):
            worth = abs(wish.score)
            if rule.scale == "shares" and about and worth:
                share = loud * len(about)
                worth = max(1, (1000 * worth * 2 + share) // (2 * share))
            for session in about:
                met = naive.does(volunteer, session)
                naive.breach(rule, worth * (1 - met) if wish.score > 0 else worth * met, most=worth)


def _is_wished(naive: Naive, wish: vm.Wish, session: vm.Session) -> bool:
    named = ((wish.session, session.id), (wish.kind, session.kind), (wish.series, session.series))
    is_about = any(asked is not None and asked == has for asked, has in named)
    return is_about or wish.place in naive.around(session.place)


def _fair_share(naive: Naive, rule: rules.FairShare) -> None:
    """Keep each square on or above its chords between neighbouring loads: at a load, where a chord ends, that is exact."""
    units = {one.id: ceil(minutes_of(one) / rule.unit_minutes) for one in naive.sessions(rule)}
    for volunteer in naive.people(rule):
        before = ceil(round(volunteer.served_hours * 60) / rule.unit_minutes)
        now = sum(units[one.id] * naive.does(volunteer, one) for one in naive.sessions(rule))
        step, all_ = gcd(*units.values()), sum(units.values())
        most = (before + all_) ** 2 - before**2
        cost = naive.model.new_int_var(0, most, "")
        for load in range(0, all_, step or 1):
            here, next_ = (before + load) ** 2 - before**2, (before + load + step) ** 2 - before**2
            naive.model.add(step * (cost - here) >= (next_ - here) * (now - load))
        naive.breach(rule, cost, most=most)


def _pinned(naive: Naive, rule: rules.Pinned) -> None:
    people, sessions = [one.id for one in naive.people(rule)], naive.sessions(rule)
    for pins, stays in ((rule.stay, True), (rule.never, False)):
        for pin in pins:
            for session in sessions:
                if pin.volunteer in people and pin.session == session.id:
                    meant = [role.name for role in session.roles if pin.role in (None, role.name)]
                    there = sum(naive.serves[pin.volunteer, session.id, name] for name in meant)
                    naive.breach(rule, 1 - there if stays else there)


def _beside(naive: Naive, rule: Beside) -> None:
    for volunteer, session in naive.pairs(rule):
        company = [one for one in naive.problem.volunteers if one != volunteer and is_meant(rule.company, one)]
        naive.breach(rule, naive.does(volunteer, session) - sum(naive.does(one, session) for one in company))


def _apart(naive: Naive, rule: Apart) -> None:
    for volunteer, session in naive.pairs(rule):
        for other in naive.problem.volunteers:
            if other != volunteer and is_meant(rule.others, other):
                naive.breach(rule, naive.does(volunteer, session) + naive.does(other, session) - 1)


SAYINGS: Mapping[type[vm.Rule], Callable[[Naive, Any], None]] = {
    Apart: _apart, Beside: _beside, rules.AlternativeSkills: _alternative_skills, rules.Available: _available,
    rules.Complete: _complete, rules.Cover: _cover, rules.Drop: _drop, rules.FairShare: _fair_share,
    rules.Guardian: accompanied, rules.IfNeeded: _if_needed, rules.Limits: _limits, rules.MinLoad: _min_load,
    rules.NoOverlap: _no_overlap, rules.Pinned: _pinned, rules.Qualified: _qualified, rules.Reach: _reach, rules.ReservedSeats: reserved,
    rules.Target: _target, rules.Unserved: _unserved, rules.Wishes: _wishes,
}  # fmt: skip
