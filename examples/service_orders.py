"""Pairs of younger and older neighbours, a calendar of visits, and a day of the desk: orders arrive and none is lost.

Reported of Cenxi, 2022: centres in three tiers (one of the city, 19 of communities, more in estates and malls); residents order,
the centre dispatches, a team accepts, residents rate, more than 2,100 times so far; three kinds of team (convenience, health,
neighbour help) with four fixed services (housekeeping and repair, free clinic, daily care, traffic guidance); 80+ younger elders
look after 168 people aged 80 and more, one volunteer at most three. These figures are marked "reported" below. Everything else
is invented: names, places, ways, dialects, hours, stars, who served how often, the orders, and who answers or misses what.
Classes are in centre_classes.py.
"""

import argparse
import datetime as dt
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import volmatch as vm
from volmatch.live import Accepted, Declined, Desk, Dispatched, NoShow, Rated, Served
from volmatch.patterns import Client, Plan, Request, acquainted, appointments, bonds, pair_list, pairs, visits
from volmatch.rules import IfNeeded, MinLoad, SiteShare, Wishes

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
MONDAY, WEEKS, ZONE = dt.date(2022, 9, 5), 2, "Asia/Shanghai"
SUNDAY_EVENING = dt.datetime(2022, 9, 4, 18, tzinfo=ZoneInfo(ZONE))
HOUR = dt.timedelta(hours=1)
# When somebody looks at the desk, and how many orders came in since: the calendar first, then three looks of a day.
LOOKS = [(SUNDAY_EVENING + after * HOUR, came) for after, came in ((0, 0), (2, 40), (15, 20), (18.5, 0))]
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
            teams=[community(n), kinds[n % COMMUNITIES % 3]], skills={say(own, NAMES[own]): 1 for own in TEAMS[kinds[n % COMMUNITIES % 3]]},
            traits=[say("dialect", "方言")] if n % 3 else [], served_hours=DONE // HELPERS - 1 + n % 3,
            available=[HOURS[n % 2], *([HOURS[1]] if n % 4 == 0 else [])],
            limits=[vm.Limit("day", max_sessions=2), vm.Limit("week", max_sessions=5)],
            # Stars, five to one: each star that is missing is one reason to ask somebody else, and none to ask nobody.
            wishes=[vm.Wish(kind=say(service, NAMES[service]), score=-(n % 5)) for service in TEAMS[kinds[n % COMMUNITIES % 3]] if n % 5],
        )
        for n in range(1, HELPERS + 1)
    ]  # fmt: skip


def elders(say: Say) -> Sequence[Client]:
    """Return the 168: an hour every week, at home in a community or an estate; one in four asks for the dialect."""
    homes = [community(n * n if n % 3 else n) if n % 14 else list(ESTATES)[n % 4] for n in range(1, ELDERS + 1)]
    return [
        Client(
            f"e{n:03}", name=say(f"Elder {n}", f"老人{n}"), place=home, times=WEEKS, suits=HOURS,
            role=vm.Role(say("visitor", "探访员"), traits=[say("dialect", "方言")] if n % 4 == 0 else []),
        )
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
            role=vm.Role(say("helper", "服务者"), skill=say(service, NAMES[service])), tags=[kind for kind in TEAMS if service in TEAMS[kind]],
        )  # fmt: skip
        plan += appointments([order], kind=say(service, NAMES[service]))
    return plan


def opened(plan: Plan, people: Sequence[vm.Volunteer], store: Path, say: Say) -> Desk:
    """Open the desk; whichever share of its people's time a centre lends to others, no centre is to lend a greater one."""
    listed, travel = places(say)
    lent = [
        SiteShare(level=2, place=own, percent=kept, where=vm.Where(volunteers=vm.VolunteerFilter(team=own)))
        for own in (community(n) for n in range(1, COMMUNITIES + 1))
        for kept in (30, 40, 50, 60, 70)  # each step costs again, so that the greatest share costs most
    ]
    # Nobody may have ordered what somebody has stars in, so the kinds are said; and a star is a star, whoever has it.
    kinds = vm.Words(kinds=[say(*one) for one in NAMES.items()])
    problem = plan.problem(people, places=listed, travel=travel, timezone=ZONE, words=kinds)
    goals = [*lent, Wishes(level=3, scale="scores"), IfNeeded(level=3), MinLoad(level=3)]
    return Desk(problem, rules=goals, store=store, at=SUNDAY_EVENING)


def happened(desk: Desk, now: dt.datetime) -> list[Served | NoShow | Rated]:
    """Return what became of all that has begun: the first order of the day is missed; the others get three to five stars."""
    found: list[Served | NoShow | Rated] = []
    begun = [one for one in desk.state.promises.values() if one.how == "accepted" and one.start < now]
    numbers = [int(one.session.partition(" ")[2] or 0) for one in begun]  # none for a visit
    first = min(filter(None, numbers), default=-1) if now.hour == 9 else -1
    for one, order in zip(begun, numbers, strict=True):
        found.append((NoShow if order == first else Served)(one.volunteer, one.session))
        found += [Rated(one.volunteer, one.session, 3 + order % 3)] if order not in (0, first) else []
    return found


def look(desk: Desk, now: dt.datetime, came: int, say: Say) -> Dispatched:
    """Note what has happened, take in the orders that came, place all that is open, ask, hear the answers, and say how many."""
    past, before = happened(desk, now), len(desk.state.orders) - ELDERS * WEEKS
    desk.tell(*past, at=now)
    for order in orders(before + 1, came, now.date(), say).sessions:
        desk.order(order, at=now)
    made = desk.dispatch(at=now, time_limit=60, deterministic=True)
    asked = [one for one in made.offers if one.session.startswith("order")]
    no, silent = asked[5::20], asked[6::20]  # of 20 who are asked for an order one says no, and one nothing
    desk.tell(*[Declined(one.volunteer, one.session) for one in no], at=now + HOUR / 6)
    desk.tell(*[Accepted(x.volunteer, x.session) for x in made.offers if x not in no + silent], at=now + HOUR / 6)
    words = say(
        "served {} missed {} orders {} asked {} no {} silent {}", "服务 {} 缺席 {} 来单 {} 派单 {} 谢绝 {} 未答 {}"
    )
    ended = [sum(isinstance(one, kind) for one in past) for kind in (Served, NoShow)]
    print(f"{now:%m-%d %H:%M}", words.format(*ended, came, len(made.offers), len(no), len(silent)))
    return made


def main() -> None:
    """Pair, plan two weeks, live a day of the desk, print its last look with its proofs, and write the files of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    listed, travel = places(say)
    paired = vm.solve(bonds(elders(say), helpers(say), most=AT_MOST, places=listed, travel=travel), deterministic=True)
    print(paired.sentence(arguments.lang))
    clients, people = acquainted(elders(say), helpers(say), pairs(paired))
    plan = visits(clients, MONDAY, MONDAY + dt.timedelta(days=7 * WEEKS - 1), level=None)
    arguments.out.mkdir(parents=True, exist_ok=True)
    store = arguments.out / "service_orders.sqlite"
    store.unlink(missing_ok=True)  # a day that is lived again begins with an empty log
    with opened(plan, people, store, say) as desk:
        made = [look(desk, now, came, say) for now, came in LOOKS][-1]
    problem, outcome, lists = made.problem, made.outcome, [pair_list(elders(say), people, pairs(paired))]
    assert problem is not None  # at the last look something was open
    assert outcome is not None
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    print(vm.explain.why(problem, outcome, made.offers[0].volunteer, made.offers[0].session).sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "service_orders", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
