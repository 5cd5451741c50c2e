"""P4, P6 and P7: always a schedule; how late a solve is after its limit, and after a cancel."""

import time
from collections.abc import Iterator, Sequence

import attrs

import volmatch as vm
from benchmarks.families import families
from benchmarks.generate import neighbourhood_programme
from benchmarks.promised.figures import Figures, Later, spread
from volmatch.rules import ServeOnce

FAMILIES = ("neighbourhood", "town", "course_heavy", "visit_heavy")
#: Seconds of the limits that are tried, and after which a cancel comes.
LIMITS, CITY_LIMITS, PROVINCE_LIMITS = (0.1, 1.0), (0.1, 1.0, 2.0, 5.0, 20.0), (20.0, 60.0)
CANCELS, LARGE_CANCELS, PROVINCE_CANCELS = (
    (0.02, 0.3, 1.0),
    (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0),
    (1.0, 5.0, 15.0, 40.0),
)
#: P6: a second, or a tenth of the limit if that is more.
LATE, SHARE = 1.0, 0.1


def overrun() -> Figures:
    """Return how late solves of small and middling problems are after limits that ended them."""
    return _overruns((families()[name].problem(seed=1) for name in FAMILIES), LIMITS)


def city_overrun() -> Figures:
    """Return the same for a city."""
    return _overruns([families()["city"].problem(seed=1)], CITY_LIMITS)


def province_overrun() -> Figures:
    """Return the same for a province."""
    return _overruns([families()["province"].problem(seed=1)], PROVINCE_LIMITS)


def _overruns(problems: "Sequence[vm.Problem] | Iterator[vm.Problem]", limits: Sequence[float]) -> Figures:
    late: list[float] = []
    beyond: list[float] = []
    for problem in problems:
        for limit in limits:
            began = time.monotonic()
            try:
                by_time = vm.solve(problem, time_limit=limit).stopped_by == "time"
            except vm.NoScheduleError:
                by_time = True
            if by_time:
                late.append(time.monotonic() - began - limit)
                beyond.append(late[-1] - max(LATE, SHARE * limit))
    return {**spread(late), "within": sum(one <= 0 for one in beyond)}


def cancel() -> Figures:
    """Return how late solves of small and middling problems are after a cancel."""
    return _after_cancels((families()[name].problem(seed=1) for name in FAMILIES), CANCELS)


def large_cancel() -> Figures:
    """Return the same for 3,000 people and 8,000 sessions, in the middle of compiling, of building and of the search."""
    return _after_cancels([neighbourhood_programme(volunteers=3_000, sessions=8_000, seed=1)], LARGE_CANCELS)


def province_cancel() -> Figures:
    """Return the same for a province."""
    return _after_cancels([families()["province"].problem(seed=1)], PROVINCE_CANCELS)


def _after_cancels(problems: "Sequence[vm.Problem] | Iterator[vm.Problem]", moments: Sequence[float]) -> Figures:
    late: list[float] = []
    for problem in problems:
        for seconds in moments:
            flag = Later(seconds)
            try:
                is_heard = vm.solve(problem, time_limit=600, cancel=flag).stopped_by == "cancel"
            except vm.NoScheduleError:
                is_heard = True
            if is_heard:
                late.append(time.monotonic() - flag.at)
    return spread(late)


def schedules() -> Figures:
    """Return of how many solves in which everybody must serve once a schedule came, at 300 people and 600 sessions."""
    found = tried = 0
    for seed in (1, 2):
        base = neighbourhood_programme(volunteers=300, sessions=600, seed=seed)
        problem = attrs.evolve(base, rules=[*base.rules, ServeOnce(level=0)])
        for limit in (0.0, 1.0, 5.0, 20.0):
            tried += 1
            try:
                outcome = vm.solve(problem, time_limit=limit)
            except vm.NoScheduleError:
                continue
            found += outcome.schedule is not None or bool(outcome.clash)
    return {"found": found, "times": tried}
