"""Pairs of younger and older neighbours, a calendar of visits, and orders that arrive in batches and are never lost.

Reported of Cenxi, 2022: centres in three tiers (one of the city, 19 of communities, more in estates and malls); residents order,
the centre dispatches, a team accepts, residents rate, more than 2,100 times so far; three kinds of team (convenience, health,
neighbour help) with four fixed services (housekeeping and repair, free clinic, daily care, traffic guidance); 80+ younger elders
look after 168 people aged 80 and more, one volunteer at most three. These figures are marked "reported" below. Everything else
is invented: names, places, ways, dialects, hours, stars, who served how often, and the orders. Classes are in centre_classes.py.
"""

import argparse
import datetime as dt
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Client, Plan, Request, acquainted, appointments, bonds, pairs, promised, visits
from volmatch.rules import SiteShare

COMMUNITIES, ELDERS = 19, 168  # reported: 19 communities, 168 people of 80 and more
HELPERS, AT_MOST = 84, 3  # reported: more than 80 helpers, one for three elders at most
DONE = 2_100  # reported: orders so far
# Reported: three kinds of team with four services, each of one kind. Invented: the centre of a community keeps one team.
TEAMS = {"convenience": ("repair",), "health": ("clinic",), "neighbour help": ("daily care", "traffic")}
NAMES = {"repair": "家政维修", "clinic": "义诊", "daily care": "日常照料", "traffic": "交通引导"}
ESTATES = {
    "garden estate": ("南园小区", 2),
    "river estate": ("江畔小区", 8),
    "east mall": ("东城商场", 5),
    "grand mall": ("万福商场", 15),
}
MONDAY, WEEKS = dt.date(2022, 9, 5), 2
HOURS = [vm.Weekly(["mon", "wed", "fri"], "08:00", "12:00"), vm.Weekly(["tue", "thu", "sat"], "14:00", "18:00")]

Say = Callable[[str, str], str]


def community(number: int) -> str:
    """Return the id of a community: they lie along the river, 1 to 19 and round again."""
    return f"c{(number - 1) % COMMUNITIES + 1:02}"


def places(say: Say) -> tuple[list[vm.Place], vm.Travel]:
    """Return the three tiers, and the ways: ten minutes for each community on, five inside one, forty across the city."""
    city = vm.Place("city", name=say("city centre", "市中心"))
    numbers = range(1, COMMUNITIES + 1)
    inner = [vm.Place(community(n), name=say(f"community {n}", f"第 {n} 社区"), parent="city") for n in numbers]
    outer = [vm.Place(own, name=say(own, name), parent=community(n)) for own, (name, n) in ESTATES.items()]
    where = {community(n): n for n in numbers} | {own: n for own, (_, n) in ESTATES.items()}
    near = [
        vm.Way(a, b, max(5, 10 * abs(where[a] - where[b])))
        for a, b in combinations(where, 2)
        if abs(where[a] - where[b]) < 3
    ]
    return [city, *inner, *outer], vm.Travel(minutes=[vm.Way("city", "city", 40), *near])


def helpers(say: Say) -> Sequence[vm.Volunteer]:
    """Return the younger elders: where they live, their team, whether they speak the dialect, their stars, orders served so far."""
    kinds = list(TEAMS)
    return [
        vm.Volunteer(
            f"h{n:02}", name=say(f"Helper {n}", f"志愿者{n}"), home=community(n), max_travel_minutes=40 if n % 8 == 0 else 20,
            teams=[community(n), kinds[n % COMMUNITIES % 3]], skills=dict.fromkeys(TEAMS[kinds[n % COMMUNITIES % 3]], 1),
            traits=["dialect"] if n % 3 else [], served_hours=DONE // HELPERS - 1 + n % 3,
            available=[HOURS[n % 2], *([HOURS[1]] if n % 4 == 0 else [])],
            limits=[vm.Limit("day", max_sessions=2), vm.Limit("week", max_sessions=5)],
            # Stars, five to one: each star that is missing is one reason to ask somebody else, and none to ask nobody.
            wishes=[vm.Wish(kind=service, score=-(n % 5)) for service in TEAMS[kinds[n % COMMUNITIES % 3]] if n % 5],
        )
        for n in range(1, HELPERS + 1)
    ]  # fmt: skip


def elders() -> Sequence[Client]:
    """Return the 168: an hour every week, at home in a community or an estate; one in four asks for the dialect."""
    homes = [community(n * n if n % 3 else n) if n % 14 else list(ESTATES)[n % 4] for n in range(1, ELDERS + 1)]
    return [
        Client(f"e{n:03}", place=home, times=WEEKS, role=vm.Role("visitor", traits=["dialect"] if n % 4 == 0 else []), suits=HOURS)
        for n, home in enumerate(homes, start=1)
    ]  # fmt: skip


def orders(first: int, count: int, since: dt.date, say: Say) -> Plan:
    """Return a batch of orders on top of those done so far: a service at a place, within four hours of one of the next days."""
    listed, (everywhere, _), plan = list(NAMES), places(say), Plan()
    for n in range(first, first + count):
        service, day = listed[n * 7 % 4], since + dt.timedelta(days=1 + n % 3)
        free = dt.datetime.combine(day, dt.time(8 if day.weekday() % 2 == 0 else 14))
        order = Request(
            f"order {DONE + n}", name=say(f"order {DONE + n}, {service}", f"{DONE + n} 号单 {NAMES[service]}"),
            windows=[vm.Window(free, free + dt.timedelta(hours=4))], place=everywhere[n * 5 % len(everywhere)].id,
            role=vm.Role(say("helper", "服务者"), skill=service), tags=[kind for kind in TEAMS if service in TEAMS[kind]],
        )  # fmt: skip
        plan += appointments([order], kind=service)
    return plan


def dispatch(plan: Plan, people: Sequence[vm.Volunteer], say: Say) -> tuple[vm.Problem, vm.Outcome]:
    """Solve a plan; whichever share of its people's time a centre lends to others, no centre is to lend a greater one."""
    listed, travel = places(say)
    lent = [
        SiteShare(level=3, place=own, percent=kept, where=vm.Where(volunteers=vm.VolunteerFilter(team=own)))
        for own in (community(n) for n in range(1, COMMUNITIES + 1))
        for kept in (30, 40, 50, 60, 70)  # each step costs again, so that the greatest share costs most
    ]
    problem = (plan + Plan((), lent)).problem(
        people, places=listed, travel=travel, timezone="Asia/Shanghai", words=vm.Words(kinds=list(NAMES))
    )  # people say how much they like services that nobody may have ordered in these days
    return problem, vm.solve(problem, time_limit=60, deterministic=True)


def main() -> None:
    """Pair, plan two weeks, dispatch two batches, print each with its proofs, and write the files of the last."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    listed, travel = places(say)
    paired = vm.solve(bonds(elders(), helpers(say), most=AT_MOST, places=listed, travel=travel), deterministic=True)
    clients, people = acquainted(elders(), helpers(say), pairs(paired))
    plan = visits(clients, MONDAY, MONDAY + dt.timedelta(days=7 * WEEKS - 1), level=None)
    _, calendar = dispatch(plan, people, say)
    plan += orders(1, 40, MONDAY, say)
    _, first = dispatch(plan + promised(calendar.schedule or vm.Schedule()), people, say)
    schedule = first.schedule or vm.Schedule()
    refused = next(one for one in schedule.assignments if one.session.startswith("order"))
    plan += orders(41, 20, MONDAY + dt.timedelta(days=1), say)
    problem, outcome = dispatch(plan + promised(schedule, refused=[refused], level=2), people, say)
    for one in (paired, calendar, first):
        print(one.sentence(arguments.lang))
    vm.show(problem, outcome, lang=arguments.lang)
    instead = next(one for one in (outcome.schedule or schedule).assignments if one.session == refused.session)
    print(vm.explain.why(problem, outcome, instead.volunteer, instead.session).sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "service_orders", lang=arguments.lang):
        print(path)


if __name__ == "__main__":
    main()
