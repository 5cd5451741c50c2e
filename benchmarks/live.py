"""How long a repair takes after one person fell ill, beside a full solve; how long substitutes, an open seat and swaps take.

``python -m benchmarks.live --family town --times 12`` prints a table of seconds (median and most) and how often it was proved that
the fewest people are disturbed, or that no more offers to swap can be served. The schedule that was published is that of a solve
of so many seconds. Substitutes are asked for a seat that somebody leaves, drawn at random. Seats are open where a tenth of its duties, drawn at random, were given back. With ``--offers 500`` so many people
offer one duty each, and would take up to eight of those that others offer and they could hold. ``--peer-seconds 10`` asks Timefold
for the same repairs, from the same schedule, where it is installed.
"""

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.repaired_by_others import beside
from benchmarks.tables import plain
from volmatch.columns.compile import compile_problem
from volmatch.live import Absence, Repaired, SignUp, SwapOffer, SwapSeat, substitutes, swaps

HEAD = ["what", "times", "median s", "most s", "proved"]
#: Most duties that one person names.
_MOST_NAMED = 8
#: Share of the duties that are open seats.
GIVEN_BACK = 0.1


@attrs.frozen
class Timed:
    """How long each run of one kind took, and in how many of them it was proved that nothing better is possible."""

    seconds: tuple[float, ...]
    proved: int | None = None

    def row(self, what: str) -> list[str]:
        """Return the row of the table."""
        proved = "" if self.proved is None else f"{self.proved} of {len(self.seconds)}"
        median, most = statistics.median(self.seconds), max(self.seconds)
        return [what, str(len(self.seconds)), f"{median:.3f}", f"{most:.3f}", proved]


def illnesses(schedule: vm.Schedule, random_: random.Random) -> Iterator[list[Absence]]:
    """Yield absences of one person for the day of one of their duties."""
    while True:
        duty = random_.choice(schedule.assignments)
        day = schedule.placement_of[duty.session].start.date()
        yield [Absence(duty.volunteer, day.isoformat(), day.isoformat())]


def offers(problem: vm.Problem, schedule: vm.Schedule, count: int, random_: random.Random) -> list[SwapOffer]:
    """Return offers of so many people: a duty each, for some that others give and that they could hold."""
    t = compile_problem(problem)
    people, sessions = [*t.volunteer_row], [*t.session_row]
    own = {one.volunteer: one for one in random_.sample(schedule.assignments, len(schedule.assignments))}
    given = random_.sample([*own.values()], min(count, len(own)))
    seats = {(one.session, one.role) for one in given}
    could: dict[str, list[SwapSeat]] = {}
    columns = (t.candidate_volunteer.tolist(), t.candidate_session.tolist(), t.candidate_role.tolist())
    for volunteer, session, role in zip(*columns, strict=True):
        if (sessions[session], t.role_names[role]) in seats:
            could.setdefault(people[volunteer], []).append(SwapSeat(sessions[session], t.role_names[role]))
    found = []
    for one in given:
        wanted = [seat for seat in could.get(one.volunteer, []) if seat.session != one.session]
        named = random_.sample(wanted, min(len(wanted), random_.randint(1, _MOST_NAMED)))
        better = random_.randint(1, max(1, len(named)))
        seat = SwapSeat(one.session, one.role)
        found.append(SwapOffer(one.volunteer, seat, better=named[:better], as_good=named[better:]))
    return found


def swapped(problem: vm.Problem, schedule: vm.Schedule, count: int, times: int, random_: random.Random) -> Timed:
    """Return how long it takes to find the largest set of swaps among so many offers, drawn anew each time."""
    seconds, proved = [], 0
    for _ in range(times):
        told = offers(problem, schedule, count, random_)
        began = time.perf_counter()
        proved += swaps(problem, schedule, told).is_first
        seconds.append(time.perf_counter() - began)
    return Timed(tuple(seconds), proved)


def timed(work: Callable[[list[Absence]], object], given: list[list[Absence]]) -> Timed:
    """Return how long some work takes on each of several absences."""
    seconds, found = [], []
    for changes in given:
        began = time.perf_counter()
        found.append(work(changes))
        seconds.append(time.perf_counter() - began)
    repairs = [one for one in found if isinstance(one, Repaired)]
    proved = [one for one in repairs if one.disturbed is not None and one.disturbed.proved]
    return Timed(tuple(seconds), len(proved) if repairs else None)


def replaced(problem: vm.Problem, schedule: vm.Schedule, times: int, random_: random.Random) -> Timed:
    """Return how long it takes to say who could take a seat that somebody leaves, drawn anew each time."""
    seconds = []
    for duty in (random_.choice(schedule.assignments) for _ in range(times)):
        began = time.perf_counter()
        substitutes(problem, schedule, duty.session, duty.role, leaving=duty.volunteer)
        seconds.append(time.perf_counter() - began)
    return Timed(tuple(seconds))


def seats(problem: vm.Problem, schedule: vm.Schedule, times: int, random_: random.Random) -> Iterator[list[str]]:
    """Yield rows: a schedule with open seats made ready, the seats of one person, and one taken."""
    left = attrs.evolve(schedule, assignments=[one for one in schedule.assignments if random_.random() >= GIVEN_BACK])
    began = time.perf_counter()
    book = SignUp(problem, left)
    yield Timed((time.perf_counter() - began,)).row("make ready for open seats")
    people = [random_.choice(problem.volunteers).id for _ in range(10 * times)]
    asking, taking = list[float](), list[float]()
    for person in people:
        began = time.perf_counter()
        found = book.open_seats(person)
        asking.append(time.perf_counter() - began)
        if found.seats and len(taking) < times:
            began = time.perf_counter()
            book.take(person, found.seats[0].session, found.seats[0].role, stamp=found.stamp)
            taking.append(time.perf_counter() - began)
    yield Timed(tuple(asking)).row("open seats of one person")
    if taking:
        yield Timed(tuple(taking)).row("take one")


def parsed(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--family", default="town")
    parser.add_argument("--tiny", action="store_true", help="the smallest of the family, to try the table out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds of the solve that is published")
    parser.add_argument("--solves", type=int, default=3, help="full solves to compare with")
    parser.add_argument("--peer-seconds", type=float, default=0.0, help="seconds for Timefold, each repair")
    parser.add_argument("--offers", type=int, default=0, help="how many people offer to swap")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> None:
    """Measure, and print the table."""
    asked = parsed(given)
    family = families()[asked.family]
    problem = family.problem(seed=asked.seed, sizes=family.tiny if asked.tiny else {})
    outcome = vm.solve(problem, time_limit=asked.time_limit)
    schedule = outcome.schedule or vm.Schedule()
    absences = [one for one, _ in zip(illnesses(schedule, random.Random(asked.seed)), range(asked.times), strict=False)]
    began = time.perf_counter()
    prepared = vm.live.prepare(problem, outcome)
    preparing = Timed((time.perf_counter() - began,))

    def solve(changes: list[Absence]) -> object:
        return vm.solve(vm.live.apply(problem, changes), start=schedule, time_limit=asked.time_limit)

    repairs = list[tuple[list[Absence], Repaired]]()

    def repair(changes: list[Absence]) -> Repaired:
        repairs.append((changes, prepared.repair(changes)))
        return repairs[-1][1]

    rows = [
        preparing.row("prepare"),
        timed(repair, absences).row("repair, prepared"),
        timed(lambda changes: vm.repair(problem, outcome, changes), absences).row("repair"),
    ]
    if asked.solves:
        rows.append(timed(solve, absences[: asked.solves]).row("solve from the old schedule"))
    rows.append(replaced(problem, schedule, asked.times, random.Random(asked.seed)).row("substitutes for a seat"))
    rows += seats(problem, schedule, asked.times, random.Random(asked.seed))
    if asked.offers:
        found = swapped(problem, schedule, asked.offers, asked.times, random.Random(asked.seed))
        rows.append(found.row(f"swaps, {asked.offers} offers"))
    print(f"{asked.family}, {dt.datetime.now(tz=dt.UTC).date()}")
    print(plain(HEAD, rows))
    if asked.peer_seconds:
        print(beside(problem, schedule, repairs, asked.peer_seconds))


if __name__ == "__main__":
    main()
