"""Pairs of younger and older neighbours, a calendar of visits, and orders that arrive in batches and are never lost.

Reported of Cenxi, 2022: centres in three tiers (one of the city, 19 of communities, more in estates and malls); residents
order, the centre dispatches, a team accepts, residents rate; three kinds of team (convenience, health, neighbour help) with four
fixed services (housekeeping and repair, free clinic, daily care, traffic guidance); 80+ younger elders look after 168 people
aged 80 and more, one volunteer at most three. These figures are marked "reported" below. Everything else is invented: names,
places, ways, dialects, hours, ratings, and the orders.
"""

import argparse
import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Client, Plan, Request, acquainted, appointments, bonds, pairs, visits
from volmatch.rules import FewestChanges, Pin, Pinned, SiteShare

COMMUNITIES, ELDERS = 19, 168  # reported: 19 communities, 168 people of 80 and more
HELPERS, AT_MOST = 84, 3  # reported: more than 80, one for at most three
# Reported: four services, each of one of three kinds of team (convenience, health, neighbour help).
SERVICES = {"repair": "convenience", "clinic": "health", "daily care": "neighbour help", "traffic": "neighbour help"}
NAMES = {"repair": "家政维修", "clinic": "义诊", "daily care": "日常照料", "traffic": "交通引导"}
MONDAY = dt.date(2022, 9, 5)
MONDAY_MORNING = dt.datetime.combine(MONDAY, dt.time(8))
HOURS = [vm.Weekly(["mon", "wed", "fri"], "08:00", "12:00"), vm.Weekly(["tue", "thu", "sat"], "14:00", "18:00")]

Say = Callable[[str, str], str]


def places(say: Say) -> tuple[list[vm.Place], vm.Travel]:
    """Return the city and its communities; ways between neighbours take ten minutes, others forty."""
    communities = [
        vm.Place(f"c{n:02}", name=say(f"community {n}", f"第 {n} 社区"), parent="city")
        for n in range(1, COMMUNITIES + 1)
    ]
    near = [vm.Way(one.id, other.id, 10) for one, other in pairwise(communities)]
    return [vm.Place("city", name=say("city centre", "市中心")), *communities], vm.Travel(
        default_minutes=40, minutes=near
    )


def helpers(say: Say) -> Sequence[vm.Volunteer]:
    """Return the younger elders: who lives where, who speaks the dialect, which services they do, how residents rated them."""
    services = list(SERVICES)
    return [
        vm.Volunteer(
            f"h{n:02}",
            name=say(f"Helper {n}", f"志愿者{n}"),
            home=f"c{n % COMMUNITIES + 1:02}",
            max_travel_minutes=40,
            traits=["dialect"] if n % 3 else [],
            skills={services[n % 4]: 1, services[(n // 4 + 1) % 4]: 1},
            available=[HOURS[n % 2], *([HOURS[1]] if n % 4 == 0 else [])],
            limits=[vm.Limit("day", max_sessions=2), vm.Limit("week", max_sessions=5)],
            wishes=[vm.Wish(kind=services[n % 4], score=n % 5 - 1)] if n % 5 != 1 else [],  # stars above or below the usual
        )
        for n in range(1, HELPERS + 1)
    ]  # fmt: skip


def elders() -> Sequence[Client]:
    """Return the 168: one visit of an hour a week in their own mornings or afternoons; some want to be spoken to in dialect."""
    return [
        Client(
            f"e{n:03}",
            place=f"c{n % COMMUNITIES + 1:02}",
            role=vm.Role("visitor", traits=["dialect"] if n % 4 == 0 else []),
            suits=[HOURS[n % 2], HOURS[(n + 1) % 2]],
        )
        for n in range(1, ELDERS + 1)
    ]


def orders(first: int, last: int, since: dt.datetime, say: Say) -> Plan:
    """Return a batch of orders: a service at a place, within a few hours of the days to come."""
    plan = Plan()
    for n in range(first, last + 1):
        service = list(SERVICES)[n * 7 % 4]
        day = since.date() + dt.timedelta(days=1 + n % 3)
        free = dt.datetime.combine(day, dt.time(8 if day.weekday() % 2 == 0 else 14))
        order = Request(
            f"order {n}",
            name=say(f"order {n}, {service}", f"{n} 号单 {NAMES[service]}"),
            windows=[vm.Window(free, free + dt.timedelta(hours=4))],
            role=vm.Role(say("helper", "服务者"), skill=service),
            place=f"c{n * 5 % COMMUNITIES + 1:02}",
            tags=[SERVICES[service]],
        )
        plan += appointments([order], kind=service, since=since)
    return plan


def promised(schedule: vm.Schedule, *, but: vm.Assignment | None = None) -> list[vm.Rule]:
    """Return the rules that keep what was promised: who comes when; whoever refused is not asked again."""
    stay = [Pin(volunteer=one.volunteer, session=one.session) for one in schedule.assignments if one != but]
    never = [] if but is None else [Pin(volunteer=but.volunteer, session=but.session)]
    times = [one for one in schedule.placements if but is None or one.session != but.session]
    return [Pinned(stay=stay, never=never), FewestChanges(level=0, count="times", placements=times)]


def dispatch(
    plan: Plan, people: Sequence[vm.Volunteer], say: Say, rules: Sequence[vm.Rule]
) -> tuple[vm.Problem, vm.Outcome]:
    """Solve a plan; the rare helpers who can do a clinic give a tenth of their time to the far end, so that help is lent fairly."""
    listed, travel = places(say)
    lent = SiteShare(level=6, place="c19", percent=10, where=vm.Where(sessions=vm.SessionFilter(kind="clinic")))
    whole = plan + Plan((), [lent, *rules])
    problem = whole.problem(people, places=listed, travel=travel, timezone="Asia/Shanghai")
    return problem, vm.solve(problem, time_limit=60, deterministic=True)


def main() -> None:
    """Pair, plan the week, dispatch two batches, print each with its proofs, and write the files of the last."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the two files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    listed, travel = places(say)
    pairing = bonds(elders(), helpers(say), most=AT_MOST, places=listed, travel=travel)
    paired = vm.solve(pairing, time_limit=60, deterministic=True)
    clients, people = acquainted(elders(), helpers(say), pairs(paired))
    plan = visits(clients, MONDAY, MONDAY + dt.timedelta(days=5), level=None)
    _, week = dispatch(plan, people, say, [])
    plan += orders(1, 40, MONDAY_MORNING, say)
    _, first = dispatch(plan, people, say, promised(week.schedule or vm.Schedule()))
    schedule = first.schedule or vm.Schedule()
    refused = next(one for one in schedule.assignments if one.session.startswith("order"))
    plan += orders(41, 60, MONDAY_MORNING + dt.timedelta(days=1), say)
    problem, outcome = dispatch(plan, people, say, promised(schedule, but=refused))
    for one in (paired, week, first):
        print(one.sentence(arguments.lang))
    vm.show(problem, outcome, lang=arguments.lang)
    print(vm.explain.why_not(problem, outcome, refused.volunteer, refused.session).sentence(arguments.lang))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind, value in (("problem", problem), ("schedule", outcome)):
        path = arguments.out / f"service_orders.{kind}.json"
        vm.io.write(path, value)
        print(path)


if __name__ == "__main__":
    main()
