"""How long explanations take on the town: each beside a solve of the same problem in the same run.

``python -m benchmarks.explain --seed 1 --times 6`` prints a table of seconds: median, most, and the median as a share of the solve.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.tables import plain
from volmatch.explain.obstacles import obstacles
from volmatch.rules import Pin, Pinned, only

HEAD = ["what", "times", "median s", "most s", "of a solve"]


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def able(problem: vm.Problem, schedule: vm.Schedule, random_: random.Random) -> Iterator[tuple[str, str]]:
    """Yield people and sessions in which they could serve but do not."""
    there = {(one.volunteer, one.session) for one in schedule.assignments}
    while True:
        volunteer, session = random_.choice(problem.volunteers), random_.choice(problem.sessions)
        is_able = any(not obstacles(problem, volunteer, session, role) for role in session.roles)
        if is_able and (volunteer.id, session.id) not in there:
            yield volunteer.id, session.id


def contradictory(problem: vm.Problem) -> vm.Problem:
    """Return the problem with four promises to one person who may serve three times a week: five facts that clash."""
    first = problem.sessions[0].candidate_starts[0].isocalendar()[:2]
    by_day = {
        one.candidate_starts[0].date(): one
        for one in problem.sessions
        if one.candidate_starts[0].isocalendar()[:2] == first
    }
    promised = list(by_day.values())[:4]
    roles = [role for one in promised for role in one.roles]
    able = attrs.evolve(
        problem.volunteers[0],
        available=None,
        away=(),
        max_travel_minutes=None,
        skills={role.skill: vm.Skill(9) for role in roles if role.skill},
        traits=sorted({trait for role in roles for trait in role.traits}),
        limits=[vm.Limit("week", max_sessions=3)],
    )
    pins = Pinned(stay=[Pin(volunteer=able.id, session=one.id) for one in promised])
    return attrs.evolve(problem, volunteers=(able, *problem.volunteers[1:]), rules=only((*problem.rules, pins)))


def main(given: list[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=6)
    parser.add_argument("--family", default="town")
    asked = parser.parse_args(given)
    random_ = random.Random(asked.seed)
    problem = families()[asked.family].problem(seed=asked.seed)
    outcome = vm.solve(problem)
    schedule = outcome.schedule or vm.Schedule()
    solving = [seconds(lambda: vm.solve(problem)) for _ in range(3)]
    there = random_.sample([(one.volunteer, one.session) for one in schedule.assignments], asked.times)
    could = [pair for pair, _ in zip(able(problem, schedule, random_), range(asked.times), strict=False)]
    clashing = contradictory(problem)
    measured = {
        "solve": solving,
        "preflight": [seconds(lambda: vm.explain.preflight(problem)) for _ in range(3)],
        "why": [seconds(partial(vm.explain.why, problem, outcome, *one)) for one in there],
        "why_not": [seconds(partial(vm.explain.why_not, problem, outcome, *one)) for one in could],
        "shortage": [seconds(lambda: vm.explain.shortage(problem, outcome))],
        "clash": [seconds(lambda: vm.explain.clash(clashing))],
        "advise": [seconds(lambda: vm.explain.advise(problem, outcome))],
    }
    found = vm.explain.clash(clashing)
    usual = statistics.median(solving)
    rows = [
        [
            name,
            str(len(all_)),
            f"{statistics.median(all_):.2f}",
            f"{max(all_):.2f}",
            f"{statistics.median(all_) / usual:.2f}",
        ]
        for name, all_ in measured.items()
    ]
    print(plain(HEAD, rows))
    print(found)


if __name__ == "__main__":
    main()
