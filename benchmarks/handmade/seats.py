"""The problem as seats to be taken, the way local search likes it: each seat has the people who may take it.

Levels are numbered from 0 here: two classes of coverage first, each with its sessions that run by half, then the target and the
time nobody serves, then wishes, and the fair share last.
"""

from collections import defaultdict

import volmatch as vm
from benchmarks.handmade.candidates import Candidate, candidates_of, options_of
from benchmarks.handmade.wished import worths
from benchmarks.protocol import refuse
from volmatch.rule import EVERYWHERE, Rule, name_of
from volmatch.rules import Complete, Cover, FairShare, IfNeeded, MinLoad, Target, Unserved, Wishes

#: What each level is about, in the usual order.
USUAL = [
    ["cover"], ["complete"], ["cover"], ["complete"], ["target"], ["unserved"], ["if_needed", "min_load", "wishes"], ["fair_share"],
]  # fmt: skip
LEVELS = len(USUAL)
#: Levels at which an empty seat costs by itself, and those at which a session with an empty seat costs once.
BY_SEAT, BY_SESSION = (0, 2, 4, 5), (1, 3)
_TARGET, _UNSERVED = 4, 5
_MUSTS = {"available", "qualified", "reach", "no_overlap", "limits"}
_GOALS = (Cover, Complete, Target, Unserved, Wishes, IfNeeded, MinLoad, FairShare)
_NO_LIMIT = 2**30


class Person:
    """A volunteer with limits as plain numbers; `before` is the load of the past in units of fairness."""

    id: str
    number: int
    week_sessions: int
    week_minutes: int
    day_sessions: int
    all_minutes: int
    before: int


class Seat:
    """One seat: when, where, what it costs to leave it empty at each level of coverage, what each person costs.

    `ways` are minutes to every place, by the number of the place; `empty` by level; `prices` by the number of the person.
    """

    session: str
    role: str
    start: int
    end: int
    minutes: int
    units: int
    day: int
    week: int
    place: int
    ways: list[int]
    empty: list[int]
    prices: dict[int, int]


class Seats:
    """All people and seats, and who may take which."""

    def __init__(self, people: list[Person], seats: list[Seat], able: list[list[Person]]) -> None:
        self.people = people
        self.seats = seats
        self.able = able


def seats_of(problem: vm.Problem) -> Seats:
    """Return a problem as seats.

    Raises
    ------
    benchmarks.protocol.CannotError
        If the problem has rooms, candidate starts, or goals in another order than the usual one.
    """
    fair, classes = _order(problem)
    unit = next(rule.unit_minutes for rule in problem.rules if isinstance(rule, Unserved))
    people = {one.id: _person(one, number, fair) for number, one in enumerate(problem.volunteers)}
    options = options_of(problem)
    by_role: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for one in candidates_of(problem, options):
        by_role[one.option, one.role.name].append(one)
    worth = _worth(problem)
    unwilling = sum(rule.weight for rule in problem.rules if isinstance(rule, IfNeeded))
    places = [place.id for place in problem.places]
    ways = {a: [problem.travel_minutes(a, b) for b in places] for a in places}
    seats, able = [], []
    for number, option in enumerate(options):
        for role in option.session.roles:
            candidates = by_role[number, role.name]
            for place in range(role.target):
                seat = Seat()
                seat.session, seat.role, seat.start, seat.end = option.session.id, role.name, option.start, option.end
                seat.minutes = option.end - option.start
                seat.units = -(-seat.minutes // fair.unit_minutes)
                seat.day = option.moment.date().toordinal()
                seat.week = (seat.day - 1) // 7
                seat.place = places.index(option.place) if option.place else 0
                seat.ways = ways[option.place] if option.place else [0] * len(places)
                seat.empty = [0] * LEVELS
                if place < role.min:
                    first = classes[option.session.id]
                    seat.empty[first] = seat.empty[first + 1] = 1
                seat.empty[_TARGET] = 1
                seat.empty[_UNSERVED] = -(-seat.minutes // unit)
                seat.prices = {
                    people[one.volunteer.id].number: unwilling * (not one.is_glad)
                    - worth.get((one.volunteer.id, option.session.id), 0)
                    for one in candidates
                }
                seats.append(seat)
                able.append([people[one.volunteer.id] for one in candidates])
    return Seats(list(people.values()), seats, able)


def _order(problem: vm.Problem) -> tuple[FairShare, dict[str, int]]:
    """Return the rule of fairness, and the level of coverage of each session (0 or 2); refuse what is not the usual order."""
    if problem.rooms or any(len(session.candidate_starts) != 1 or session.optional for session in problem.sessions):
        refuse("rooms, candidate starts or optional sessions")
    goals = [rule for rule in problem.rules if rule.level]
    musts = {name_of(type(rule)) for rule in problem.rules if not rule.level}
    unsaid = {name_of(type(rule)) for rule in goals if type(rule) not in _GOALS or not _has_usual_weight(rule)} | (
        musts ^ _MUSTS
    )
    if unsaid:
        refuse(", ".join(sorted(unsaid)))
    names = [sorted({name_of(type(rule)) for rule in goals if rule.level == level}) for level in range(1, LEVELS + 1)]
    if names != USUAL:
        refuse("goals in this order")
    fair = next(rule for rule in goals if isinstance(rule, FairShare))
    if fair.by != "head" or any(rule.where != EVERYWHERE for rule in goals if not isinstance(rule, Cover | Complete)):
        refuse("goals for some people or sessions only")
    return fair, {session.id: _class_of(session, goals, problem) for session in problem.sessions}


def _has_usual_weight(rule: Rule) -> bool:
    return rule.weight == 1 or isinstance(rule, IfNeeded | MinLoad)


def _worth(problem: vm.Problem) -> dict[tuple[str, str], int]:
    """Return what each session is worth to each person."""
    wishes = next(rule for rule in problem.rules if isinstance(rule, Wishes))
    return worths(problem, wishes)[0]


def _class_of(session: vm.Session, goals: list[Rule], problem: vm.Problem) -> int:
    return next(
        rule.level - 1 for rule in goals if isinstance(rule, Cover) and rule.where.takes_session(session, problem)
    )


def _person(volunteer: vm.Volunteer, number: int, fair: FairShare) -> Person:
    person = Person()
    person.id, person.number = volunteer.id, number
    person.before = -(-round(volunteer.served_hours * 60) // fair.unit_minutes)
    person.week_sessions = person.week_minutes = person.day_sessions = person.all_minutes = _NO_LIMIT
    for limit in volunteer.limits:
        hours = _NO_LIMIT if limit.max_hours is None else round(limit.max_hours * 60)
        sessions = _NO_LIMIT if limit.max_sessions is None else limit.max_sessions
        if limit.min_sessions or limit.min_hours or limit.kind is not None:
            refuse("wanted loads, or limits of one kind")
        if limit.per == "week":
            person.week_sessions, person.week_minutes = sessions, hours
        elif limit.per == "day" and limit.max_hours is None:
            person.day_sessions = sessions
        elif limit.per == "horizon" and limit.max_sessions is None:
            person.all_minutes = hours
        else:
            refuse("limits of this kind")
    return person
