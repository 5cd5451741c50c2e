"""The goals of the hand-written model, rule by rule, each as a cost at its level."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from math import ceil, gcd

import volmatch as vm
from benchmarks.handmade.candidates import options_of
from benchmarks.handmade.model import Model, Terms, base_of, by_volunteer
from benchmarks.handmade.periods import period_keys, share_of
from benchmarks.handmade.wished import worths
from benchmarks.protocol import refuse
from volmatch.rule import EVERYWHERE, Rule, name_of
from volmatch.rules import (
    Complete,
    Continuity,
    Cover,
    FairShare,
    IfNeeded,
    MinLoad,
    RoomStability,
    Target,
    Unserved,
    Wishes,
)


def model_of(problem: vm.Problem) -> Model:
    """Return the whole model of a problem.

    Raises
    ------
    benchmarks.protocol.CannotError
        If the problem has a rule that is not said here.
    """
    goals = [rule for rule in problem.rules if rule.level]
    unsaid = {name_of(type(rule)) for rule in goals if type(rule) not in _GOALS}
    unsaid |= {name_of(type(rule)) for rule in goals if rule.where.volunteers is not None}
    if unsaid:
        refuse(", ".join(sorted(unsaid)))
    model = base_of(problem)
    for rule in goals:
        model.constants[rule.level] += 0
        _GOALS[type(rule)](model, rule)
    return model


def _seats(model: Model) -> dict[tuple[str, str], Terms]:
    """Return who may hold each role of each session."""
    seats: dict[tuple[str, str], Terms] = defaultdict(list)
    for one, column in zip(model.candidates, model.of_candidate, strict=True):
        seats[model.options[one.option].session.id, one.role.name].append((column, 1))
    return seats


def _held(model: Model) -> dict[str, Terms | None]:
    """Return the ways to hold each session; ``None`` where it is sure to be held."""
    held: dict[str, Terms | None] = {session.id: [] for session in model.problem.sessions}
    for option, column in zip(model.options, model.of_option, strict=True):
        ways = held[option.session.id]
        if column is None or ways is None:
            held[option.session.id] = None
        else:
            ways.append((column, 1))
    return held


def _cover(model: Model, rule: Rule) -> None:
    """Each empty seat below min costs 1; a session that is not held, its seats and 1 more."""
    assert isinstance(rule, Cover)
    if rule.roles is not None:
        refuse("cover of some roles only")
    seats, held = _seats(model), _held(model)
    for session in model.problem.sessions:
        if not rule.where.takes_session(session, model.problem):
            continue
        ways = held[session.id]
        for role in session.roles:
            free = _free(session, ways, role.min)
            least = 0 if free else role.min
            lack = model.new(role.min)
            model.keep([*seats[session.id, role.name], *free, (lack, 1)], least=least)
            model.costs[rule.level].append((lack, rule.weight))
        if ways is not None and not session.optional:
            model.constants[rule.level] += rule.weight
            model.costs[rule.level] += [(way, -rule.weight) for way, _ in ways]


def _complete(model: Model, rule: Rule) -> None:
    """Each session below the least of some role costs 1, and so does one that is not held and not optional."""
    assert isinstance(rule, Complete)
    seats, held = _seats(model), _held(model)
    for session in model.problem.sessions:
        if not rule.where.takes_session(session, model.problem):
            continue
        ways, short = held[session.id], model.new(1)
        model.costs[rule.level].append((short, rule.weight))
        for role in session.roles:
            free = _free(session, ways, role.min)
            model.keep([*seats[session.id, role.name], *free, (short, role.min)], least=0 if free else role.min)
        if ways is not None and not session.optional:
            model.keep([*ways, (short, 1)], least=1)


def _free(session: vm.Session, ways: Terms | None, heads: int) -> Terms:
    """Return what frees an optional session from asking for so many people: every way to hold it asks for them."""
    return [] if ways is None or not session.optional else [(way, -heads) for way, _ in ways]


def _target(model: Model, rule: Rule) -> None:
    """Each person short of the target costs 1, but for optional sessions that are not held."""
    assert isinstance(rule, Target)
    if rule.roles is not None:
        refuse("target of some roles only")
    seats, held = _seats(model), _held(model)
    for session in model.problem.sessions:
        if rule.where.takes_session(session, model.problem):
            for role in session.roles:
                free = _free(session, held[session.id], role.target)
                lack = model.new(role.target)
                least = 0 if free else role.target
                model.keep([*seats[session.id, role.name], *free, (lack, 1)], least=least)
                model.costs[rule.level].append((lack, rule.weight))


def _unserved(model: Model, rule: Rule) -> None:
    """Each person short of the target costs the time of the session, held or not."""
    assert isinstance(rule, Unserved)
    seats = _seats(model)
    for session in model.problem.sessions:
        if rule.where.takes_session(session, model.problem):
            units = -(-session.length_minutes // rule.unit_minutes)
            for role in session.roles:
                lack = model.new(role.target)
                model.keep([*seats[session.id, role.name], (lack, 1)], least=role.target)
                model.costs[rule.level].append((lack, rule.weight * units))


def _wishes(model: Model, rule: Rule) -> None:
    """Price wishes: one not met costs what it is worth; so does a wish against that is not heeded."""
    assert isinstance(rule, Wishes)
    worth, wanted = worths(model.problem, rule)
    model.constants[rule.level] += rule.weight * wanted
    for one, column in zip(model.candidates, model.of_candidate, strict=True):
        own = worth.get((one.volunteer.id, model.options[one.option].session.id), 0)
        if own:
            model.costs[rule.level].append((column, -rule.weight * own))


def _if_needed(model: Model, rule: Rule) -> None:
    """Each duty at a time that was offered with reserve costs 1."""
    assert isinstance(rule, IfNeeded)
    for one, column in zip(model.candidates, model.of_candidate, strict=True):
        session = model.options[one.option].session
        if not one.is_glad and rule.where.takes_session(session, model.problem):
            model.costs[rule.level].append((column, rule.weight))


def _min_load(model: Model, rule: Rule) -> None:
    """Each session, and each started hour, short of what a person wants costs 1."""
    assert isinstance(rule, MinLoad)
    if rule.where != EVERYWHERE:
        refuse("min_load in some sessions only")
    everything = options_of(model.problem)
    for volunteer, numbers in by_volunteer(model):
        own = [model.options[model.candidates[number].option] for number in numbers]
        for limit in volunteer.limits:
            if limit.min_sessions is None and limit.min_hours is None:
                continue
            for first, period in period_keys(model.problem, limit, everything).items():
                named = {(everything[one].session.id, everything[one].start) for one in period}
                inside = [
                    number for number, one in zip(numbers, own, strict=True) if (one.session.id, one.start) in named
                ]
                counts = [(model.of_candidate[number], 1) for number in inside]
                lengths = [model.options[model.candidates[number].option] for number in inside]
                minutes = [(column, one.end - one.start) for (column, _), one in zip(counts, lengths, strict=True)]
                share = share_of(model.problem, limit, first)
                _lack(model, rule, counts, ceil((limit.min_sessions or 0) * share), 1)
                _lack(model, rule, minutes, ceil(round((limit.min_hours or 0) * 60) * share), 60)


def _lack(model: Model, rule: Rule, terms: Terms, least: int, unit: int) -> None:
    if least:
        lack = model.new(-(-least // unit))
        model.keep([*terms, (lack, unit)], least=least)
        model.costs[rule.level].append((lack, rule.weight))


def _fair_share(model: Model, rule: Rule) -> None:
    """Cut the load into steps, each dearer than the one before: (before + now) squared, less before squared."""
    assert isinstance(rule, FairShare)
    if rule.by != "head" or rule.where != EVERYWHERE:
        refuse("fair_share by offer, or in some sessions only")
    for volunteer, numbers in by_volunteer(model):
        options = [model.options[model.candidates[number].option] for number in numbers]
        minutes = [one.end - one.start for one in options]
        if not minutes:
            continue
        units = [-(-length // rule.unit_minutes) for length in minutes]
        width = gcd(*units)
        before = -(-round(volunteer.served_hours * 60) // rule.unit_minutes)
        steps = []
        for step in range(_most(model, volunteer, minutes, rule.unit_minutes) // width):
            low, high = before + step * width, before + (step + 1) * width
            steps.append(model.new(1))
            model.costs[rule.level].append((steps[-1], rule.weight * (high**2 - low**2)))
        load = [(model.of_candidate[number], count) for number, count in zip(numbers, units, strict=True)]
        model.keep([*load, *((step, -width) for step in steps)], most=0)


def _most(model: Model, volunteer: vm.Volunteer, minutes: list[int], unit: int) -> int:
    """Return a load, in units, that nobody can pass: all their candidates together, or what their limits leave."""
    weeks = len({day - dt.timedelta(days=day.weekday()) for day in model.problem.days})
    times = {"horizon": 1, "week": weeks, "day": len(model.problem.days)}
    largest = -(-max(minutes) // unit)
    most = sum(-(-length // unit) for length in minutes)
    for limit in volunteer.limits:
        if isinstance(limit.per, str) and limit.kind is None:
            if limit.max_sessions is not None:
                most = min(most, times[limit.per] * limit.max_sessions * largest)
            if limit.max_hours is not None and all(length % unit == 0 for length in minutes):
                most = min(most, times[limit.per] * (round(limit.max_hours * 60) // unit))
    return most


def _continuity(model: Model, rule: Rule) -> None:
    """Each person beyond the first few in a role of a series costs 1."""
    assert isinstance(rule, Continuity)
    if rule.want != "few" or rule.role is not None:
        refuse("continuity of another kind than few")
    faces: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one, column in zip(model.candidates, model.of_candidate, strict=True):
        session = model.options[one.option].session
        if session.series is not None and rule.where.takes_session(session, model.problem):
            own = faces[session.series, one.role.name]
            if one.volunteer.id not in own:
                own[one.volunteer.id] = model.new(1)
            model.keep([(column, 1), (own[one.volunteer.id], -1)], most=0)
    for people in faces.values():
        extra = model.over([(face, 1) for face in people.values()], rule.most)
        model.costs[rule.level].append((extra, rule.weight))


def _room_stability(model: Model, rule: Rule) -> None:
    """Each room of a series beyond the first costs 1."""
    assert isinstance(rule, RoomStability)
    used: dict[str, dict[str, int]] = defaultdict(dict)
    for (number, room), column in model.of_room.items():
        session = model.options[number].session
        if session.series is not None and rule.where.takes_session(session, model.problem):
            if room not in used[session.series]:
                used[session.series][room] = model.new(1)
            model.keep([(column, 1), (used[session.series][room], -1)], most=0)
    for rooms in used.values():
        extra = model.over([(room, 1) for room in rooms.values()], 1)
        model.costs[rule.level].append((extra, rule.weight))


_GOALS: dict[type[Rule], Callable[[Model, Rule], None]] = {
    Cover: _cover,
    Complete: _complete,
    Target: _target,
    Unserved: _unserved,
    Wishes: _wishes,
    IfNeeded: _if_needed,
    MinLoad: _min_load,
    FairShare: _fair_share,
    Continuity: _continuity,
    RoomStability: _room_stability,
}
