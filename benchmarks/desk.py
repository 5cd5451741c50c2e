"""A desk through 2,100 orders: four ways to decide whom to ask, beside what somebody who knew everything could have done.

``python -m benchmarks.desk --orders 2100 --days 60 --seed 1`` prints a table, of ``--policy batch`` alone that policy;
``--results FILE`` notes it beside what the file has of other policies. The people, places and ways are those of
``examples/service_orders.py``; orders come in evenly from eight in the morning to eight in the evening, each for four hours of one of
the next three days. Of those asked, eight in ten say yes, one says no, one says nothing; a yes or no takes 1 to 40 minutes. Who
would say what to which order is drawn beforehand, the same for all policies, and the clairvoyant knows it.
"""

import argparse
import datetime as dt
import heapq
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import attrs
from examples.service_orders import NAMES, TEAMS, helpers, places

import volmatch as vm
from benchmarks.desk_by_hand import Policy, one_by_one
from benchmarks.desk_results import cpu_seconds, note
from benchmarks.tables import plain
from volmatch.live import Accepted, Declined, Desk, DeskState, Offered, Served
from volmatch.rules import Ban, Banned, Travel, only

HEAD = [
    "policy",
    "served",
    "share",
    "minutes to a yes",
    "travel minutes",
    "spread of hours",
    "median s",
    "most s",
    "CPU s",
]
ZONE = dt.timezone(dt.timedelta(hours=8))
FIRST = dt.datetime(2022, 9, 5, 8, tzinfo=ZONE)
#: Somebody looks at the desk so often.
EVERY = dt.timedelta(minutes=30)
#: When somebody looks first and last.
OPENS, CLOSES = 8, 20
HOUR = dt.timedelta(hours=1)
PATIENCE = dt.timedelta(minutes=45)
PLACES, TRAVEL = places(lambda english, _: english)


@attrs.frozen
class Town:
    """Who is there, what is ordered when, and what everybody would say to it."""

    people: Sequence[vm.Volunteer]
    orders: Sequence[tuple[dt.datetime, vm.Session]]
    seed: int

    @classmethod
    def of(cls, orders: int, days: int, seed: int) -> "Town":
        """Make a town."""
        random_ = random.Random(f"desk {seed}")
        span = 12 * 60 * days
        moments = sorted(random_.randrange(span) for _ in range(orders))
        listed = [cls.order(number, _shown(minute), random_) for number, minute in enumerate(moments)]
        people = [attrs.evolve(one, wishes=[]) for one in helpers(lambda english, _: english)]
        return cls(people, listed, seed)

    @staticmethod
    def order(number: int, came: dt.datetime, random_: random.Random) -> tuple[dt.datetime, vm.Session]:
        """Return when an order comes, and what it is."""
        service = random_.choice(list(NAMES))
        day = (came + dt.timedelta(days=random_.randint(1, 3))).date()
        hour = 8 if day.weekday() % 2 == 0 else 14
        begin = dt.datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
        starts = [begin + half * dt.timedelta(minutes=30) for half in range(7)]
        role, kind = vm.Role("helper", skill=service), [own for own, done in TEAMS.items() if service in done]
        return came, vm.Session(
            f"order {number}", kind=service, minutes=60, starts=starts, place=random_.choice(PLACES).id, roles=[role],
            optional=True, tags=kind,
        )  # fmt: skip

    def answer(self, volunteer: str, order: str) -> tuple[str, dt.timedelta]:
        """Return what somebody would say to an order, and after how long."""
        random_ = random.Random(f"{self.seed} {volunteer} {order}")
        said = random_.choices(["yes", "no", ""], [8, 1, 1])[0]
        return said, dt.timedelta(minutes=random_.randint(1, 40))

    def problem(self) -> vm.Problem:
        """Return the people, without any order."""
        return vm.Problem(
            self.people, [], places=PLACES, travel=TRAVEL, timezone="Asia/Shanghai",
            words=vm.Words(kinds=list(NAMES), tags=list(TEAMS)),
        )  # fmt: skip

    def clairvoyant(self, seconds: float) -> vm.Outcome:
        """Place every order at once, by somebody who knows who would say no."""
        bans = [
            Ban(volunteer=one.id, session=order.id)
            for one in self.people
            for _, order in self.orders
            if one.skills.keys() & {order.roles[0].skill} and self.answer(one.id, order.id)[0] != "yes"
        ]
        problem = self.problem()
        served = [rule for rule in problem.rules if rule.level in (0, 1)]
        all_ = attrs.evolve(
            problem, sessions=[order for _, order in self.orders], rules=only([*served, Banned(bans=bans)])
        )
        return vm.solve(all_, time_limit=seconds)


def _shown(minute: int) -> dt.datetime:
    """Return a minute of days that begin at eight and end at twenty."""
    return FIRST + dt.timedelta(days=minute // 720, minutes=minute % 720)


def in_batches(
    expected: Callable[[dt.datetime], Sequence[vm.Session]] = lambda _: (), *, seconds: float = 10.0
) -> Policy:
    """Return the policy of placing all that is open at once, with or without looking ahead, for so many seconds at most."""
    return lambda desk, at: desk.dispatch(at=at, expected=expected(at), time_limit=seconds).offers


def ahead(town: Town, seconds: float = 10.0) -> Policy:
    """Return the policy of keeping people free for as many orders as a day brought so far on average, of the same kinds."""

    def expected(at: dt.datetime) -> list[vm.Session]:
        random_ = random.Random(f"ahead {at}")
        a_day = len([1 for came, _ in town.orders if at - dt.timedelta(days=7) < came <= at]) // 7
        return [attrs.evolve(Town.order(number, at, random_)[1], id=f"expected {number}") for number in range(a_day)]

    return in_batches(expected, seconds=seconds)


@attrs.define
class Lived:
    """What came of a policy."""

    state: DeskState
    seconds: list[float]
    cpu: list[float]
    yes: dict[str, dt.datetime] = attrs.field(factory=dict)

    def row(self, name: str, orders: int) -> list[str]:
        """Return the row of the table."""
        done = [one for one in self.state.promises.values() if one.how == "served"]
        waited = [(self.yes[one.session] - self.state.orders[one.session].at) / dt.timedelta(minutes=1) for one in done]
        way = self.state.problem.travel_minutes
        ways = [
            way(self.state.people[one.volunteer].home, self.state.orders[one.session].session.place) for one in done
        ]
        hours = Counter(dict.fromkeys(self.state.people, 0))
        hours.update(one.volunteer for one in done)
        return [
            name, str(len(done)), f"{len(done) / orders:.1%}", f"{statistics.median(waited):.0f}",
            f"{statistics.mean(ways):.1f}", f"{statistics.pstdev(hours.values()):.1f}",
            f"{statistics.median(self.seconds):.3f}", f"{max(self.seconds):.2f}", f"{statistics.median(self.cpu):.3f}",
        ]  # fmt: skip


@attrs.define(eq=False)
class Life:
    """All orders one after the other: they come in, somebody looks at the desk now and then, people answer and serve."""

    town: Town
    policy: Policy
    desk: Desk
    agenda: list[tuple[dt.datetime, int, Callable[[dt.datetime], object]]] = attrs.field(factory=list)
    number: Iterator[int] = attrs.field(factory=count)
    seconds: list[float] = attrs.field(factory=list)
    cpu: list[float] = attrs.field(factory=list)
    yes: dict[str, dt.datetime] = attrs.field(factory=dict)

    @classmethod
    def lived(cls, town: Town, policy: Policy) -> Lived:
        """Live it from the first order to the last answer."""
        rules = [Travel(level=2)]
        desk = Desk(town.problem(), rules=rules, at=FIRST, answer_within=PATIENCE, memory=dt.timedelta(days=10))
        life = cls(town, policy, desk)
        for came, order in town.orders:
            life.later(came, partial(life.comes, order))
        life.later(FIRST, life.looks)
        while life.agenda:
            at, _, what = heapq.heappop(life.agenda)
            what(at)
        return Lived(desk.state, life.seconds, life.cpu, life.yes)

    def later(self, at: dt.datetime, what: Callable[[dt.datetime], object]) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self.agenda, (at, next(self.number), what))

    def comes(self, order: vm.Session, at: dt.datetime) -> None:
        """Let an order come in."""
        self.desk.order(order, at=at)

    def looks(self, at: dt.datetime) -> None:
        """Let somebody look at the desk, who is asked answer in a while, and the next look be at its time."""
        began, worked = time.perf_counter(), cpu_seconds()
        made = self.policy(self.desk, at)
        self.seconds.append(time.perf_counter() - began)
        self.cpu.append(cpu_seconds() - worked)
        for offer in made:
            said, after = self.town.answer(offer.volunteer, offer.session)
            if said:
                self.later(at + after, partial(self.hears, offer, said))
        if at < self.town.orders[-1][0] + dt.timedelta(days=4):
            morning = at.replace(hour=OPENS, minute=0) + dt.timedelta(days=1)
            self.later(morning if at.hour >= CLOSES else at + EVERY, self.looks)

    def hears(self, offer: Offered, said: str, at: dt.datetime) -> None:
        """Take an answer in; whoever said yes will serve."""
        kind = Accepted if said == "yes" else Declined
        self.desk.tell(kind(offer.volunteer, offer.session), at=at)
        if said == "yes":
            self.yes[offer.session] = at
            self.later(max(at, offer.start + HOUR), partial(self.serves, offer))

    def serves(self, offer: Offered, at: dt.datetime) -> None:
        """Note that an order was served."""
        self.desk.tell(Served(offer.volunteer, offer.session), at=at)


CLAIRVOYANT = "clairvoyant"
POLICIES: dict[str, Callable[[Town, float], Policy]] = {
    "first fit": lambda *_: one_by_one(lambda *_: 0),
    "nearest": lambda *_: one_by_one(lambda problem, person, order: problem.travel_minutes(person.home, order.place)),
    "batch": lambda _, seconds: in_batches(seconds=seconds),
    "batch, ahead": ahead,
}


def main(given: list[str] | None = None) -> None:
    """Live through the orders once a policy, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orders", type=int, default=2100)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for whoever knows everything")
    parser.add_argument("--step-limit", type=float, default=10.0, help="seconds for a batch")
    parser.add_argument("--policy", nargs="*", default=[*POLICIES, CLAIRVOYANT], help="which to live through")
    parser.add_argument("--results", type=Path, help="a file in which to note the table")
    asked = parser.parse_args(given)
    town = Town.of(asked.orders, asked.days, asked.seed)
    rows = [
        Life.lived(town, POLICIES[name](town, asked.step_limit)).row(name, asked.orders)
        for name in asked.policy
        if name in POLICIES
    ]
    if CLAIRVOYANT in asked.policy:
        rows.append(bounded(town, asked.time_limit))
    print(f"{asked.orders} orders in {asked.days} days, {len(town.people)} people, seed {asked.seed}")
    print(plain(HEAD, rows))
    if asked.results:
        about = {"orders": asked.orders, "days": asked.days, "people": len(town.people), "seed": asked.seed}
        note(asked.results, about, HEAD, rows)


def bounded(town: Town, seconds: float) -> list[str]:
    """Return the row of somebody who knew everything: what was found, and what nobody could do better."""
    best, orders = town.clairvoyant(seconds), len(town.orders)
    empty = next(level for level in best.levels if "cover" in level.rules)
    most = orders - (empty.bound or 0)
    return [CLAIRVOYANT, f"{orders - empty.value}, at most {most}", f"{most / orders:.1%}", *[""] * 6]


if __name__ == "__main__":
    main()
