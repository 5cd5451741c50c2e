"""A small programme that costs money: a course in a rented room and a walk that is free, with a paid guide."""

import attrs

import volmatch as vm
from by_hand import session

PLACES = [vm.Place("house")]
ROOMS = [vm.Room("hall", "house", cost_per_hour=30), vm.Room("attic", "house")]
PEOPLE = [vm.Volunteer("li", name="Li", cost_per_hour=12.5, traits=["paid"]), vm.Volunteer("wang")]


def programme(rule: vm.Rule) -> vm.Problem:
    """Return a course of an hour and a half, with material for 8, and an optional walk of 20 minutes with insurance for 1."""
    course = attrs.evolve(session("course", "10:00", "11:30", kind="course"), room=vm.RoomNeed(), cost=8)
    walk = attrs.evolve(session("walk", "14:00", "14:20", kind="walk"), cost=1, optional=True)
    return vm.Problem(PEOPLE, [course, walk], places=PLACES, rooms=ROOMS, rules=vm.rules.only([rule]))


def made(problem: vm.Problem, room: str, *who_what: tuple[str, str], walk: bool = True) -> vm.Schedule:
    """Return a schedule with the course in a room."""
    course, other = problem.sessions
    placements = [vm.Placement("course", course.candidate_starts[0], room)]
    placements += [vm.Placement("walk", other.candidate_starts[0])] if walk else []
    return vm.Schedule([vm.Assignment(*one, "helper") for one in who_what], placements, () if walk else ("walk",))
