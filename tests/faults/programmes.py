"""Problems for the tests of faults: one proved in a moment, one that no engine proves soon, one that is long to build."""

import datetime as dt
from functools import cache

from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from volmatch.rules import Cover, FairShare, Wishes, only

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@cache
def quick() -> vm.Problem:
    """Return a problem that is proved in a moment, and for which the first schedule is not the best."""
    sessions = [
        vm.Session(f"s{n}", kind=("art", "choir")[n % 2], start=begin, end=begin + 2 * HOUR, roles=[vm.Role("helper")])
        for n in range(6)
        for begin in [MONDAY + n * HOUR]
    ]
    people = [
        vm.Volunteer(
            f"v{n}",
            wishes=[vm.Wish(kind=("choir", "art")[n % 2], score=n), vm.Wish(session=f"s{5 - n}", score=2 * n)],
            limits=[vm.Limit("day", max_sessions=2)],
        )
        for n in range(1, 5)
    ]
    return vm.Problem(
        people, sessions, rules=only([Cover(level=1), Wishes(level=2, scale="scores"), FairShare(level=3)])
    )


@cache
def hard() -> vm.Problem:
    """Return a problem that no engine proves in a moment, and that goes to one engine as a whole."""
    return neighbourhood_programme(volunteers=60, sessions=150, seed=1)


@cache
def endless() -> vm.Problem:
    """Return a problem that no engine proves within the seconds a test takes."""
    return neighbourhood_programme(volunteers=300, sessions=700, seed=1)


@cache
def large() -> vm.Problem:
    """Return a problem that takes a good second to build and to fill for the first time."""
    return neighbourhood_programme(volunteers=600, sessions=1_500, seed=1)


def values(outcome: vm.Outcome) -> tuple[int, ...]:
    """Return what an outcome says that each level costs."""
    return tuple(level.value for level in outcome.levels)


def checked(problem: vm.Problem, outcome: vm.Outcome) -> tuple[int, ...]:
    """Fail unless an outcome has a schedule that passes the check and costs what it says; return what it costs."""
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok, report.breaches
    assert report.values == values(outcome)
    return report.values
