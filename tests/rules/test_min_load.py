"""Examples by hand for `MinLoad`: somebody serves more than they want at least, less, and exactly as much."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, breaches, schedule, session, told
from rules_at_random import Case, at_random, cases

#: An hour each; the 20th and the 27th are Mondays, the 26th is the Sunday between.
DAYS = (20, 21, 26, 27)


def week(*limits: vm.Limit, where: vm.Where | None = None, days: Sequence[int] = DAYS) -> vm.Problem:
    """Return a problem with li, who wants to serve, an hour of art on some days, and a talk on the first of them."""
    hours = [session(f"art-{day}", "10:00", "11:00", day=day, kind="art") for day in days]
    evening = session("talk", "18:00", "19:00", day=days[0], kind="talk")
    li = vm.Volunteer("li", name="Li", limits=limits)
    return vm.Problem(
        [li], [*hours, evening], rules=vm.rules.only([vm.rules.MinLoad(where=where or vm.Where())]), words=TO_COME
    )


def excess(problem: vm.Problem, *sessions: str) -> list[int]:
    """Return the excess of each violation when li does these sessions."""
    made = schedule(problem, *(("li", one) for one in sessions))
    return [one.excess for one in breaches(problem, made, "min_load")]


def test_kept() -> None:
    """More than wanted costs something, or somebody who wants nothing costs something."""
    assert excess(week(vm.Limit("horizon", min_sessions=1, min_hours=1)), "art-20", "art-21") == []
    assert excess(week(vm.Limit("horizon", max_sessions=9))) == []


def test_broken() -> None:
    """Somebody who gets less than they want costs nothing, or the sentence names another number."""
    problem = week(vm.Limit("horizon", min_sessions=3, min_hours=2.5))
    period = "in the period from Mon 2026-07-20, fewer than the"
    assert told(problem, schedule(problem, ("li", "art-27")), "min_load") == [
        (("li",), (), 2, f"Li has 1 sessions {period} 3 wanted"),
        (("li",), (), 2, f"Li has 1.0 hours {period} 2.5 wanted"),
    ]


def test_on_the_boundary() -> None:
    """Exactly what is wanted is too little."""
    assert excess(week(vm.Limit("horizon", min_sessions=2, min_hours=2)), "art-20", "art-27") == []
    assert excess(week(vm.Limit("horizon", min_hours=2.02)), "art-20", "art-27") == [1]


@pytest.mark.parametrize(("least", "under"), [(1, []), (1.5, [1]), (2, [1]), (2.25, [2]), (0, [])])
def test_each_started_hour_counts(least: float, under: list[int]) -> None:
    """Missing hours are rounded down, or to the nearest."""
    assert excess(week(vm.Limit("horizon", min_hours=least)), "art-20") == under


def test_each_period_counts_by_itself() -> None:
    """A busy week makes up for an idle one, or a day on which nothing is held asks for somebody."""
    assert excess(week(vm.Limit("week", min_sessions=1)), "art-20", "art-21") == [1]
    assert excess(week(vm.Limit("day", min_sessions=1)), "art-20", "talk") == [1, 1, 1]
    assert excess(week(vm.Limit("day", min_sessions=1)), "art-20", "art-21", "art-26", "art-27") == []


def test_a_stretch_of_days_counts_where_something_could_start() -> None:
    """The stretch 23rd to 25th, on which nothing happens, asks for somebody; or one that reaches the 26th does not."""
    assert excess(week(vm.Limit(vm.Days(3), min_sessions=1)), "art-20", "art-21") == [1, 1]
    assert excess(week(vm.Limit(vm.Days(30), min_sessions=1))) == [1]


@pytest.mark.parametrize(
    ("days", "limit", "served", "missing"),
    [
        ((26, 27, 28), vm.Limit("week", min_sessions=2), ("art-26", "art-27", "art-28"), []),
        ((26, 27, 28), vm.Limit("week", min_sessions=2), ("art-27", "art-28"), [1]),
        ((26, 27, 28), vm.Limit("week", min_sessions=4), ("art-26", "art-27"), [1]),
        ((26, 27, 28), vm.Limit("week", min_hours=7.5), ("art-26", "art-27", "art-28"), [1, 1]),
        ((20, 26), vm.Limit("week", min_sessions=2), ("art-20",), [1]),
        ((20, 21), vm.Limit(vm.Days(4), min_sessions=3), ("art-20", "art-21"), []),
        ((20, 21), vm.Limit(vm.Days(4), min_sessions=3), ("art-20",), [1]),
    ],
)
def test_a_part_of_a_week_asks_for_its_part(
    days: tuple[int, ...], limit: vm.Limit, served: tuple[str, ...], missing: list[int]
) -> None:
    """A Sunday at the edge of the horizon asks for a whole week's work, or for nothing."""
    problem = week(limit, days=days)
    assert excess(problem, *served) == missing


def test_only_what_counts_makes_a_period_possible() -> None:
    """A day without a talk asks for one, or one with a talk nobody does asks for none."""
    talks = vm.Limit("day", min_sessions=1, kind="talk")
    assert excess(week(talks), "art-20", "art-21") == [1]
    assert excess(week(talks), "talk") == []


def test_where_says_what_counts() -> None:
    """A session or a person outside the filter is counted."""
    talks = vm.Where(sessions=vm.SessionFilter(kind="talk"))
    assert excess(week(vm.Limit("horizon", min_sessions=1), where=talks), "art-20") == [1]
    others = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert excess(week(vm.Limit("horizon", min_sessions=1), where=others)) == []


def over_months(
    limit: vm.Limit, *dates: str, days: Sequence[str] = ("07-30", "07-31", "08-01", "08-31", "09-01")
) -> list[int]:
    """Return what is said when li serves an hour on some dates of a plan over the ends of two months."""
    hours = [
        vm.Session(day, start=f"2026-{day}T10:00", end=f"2026-{day}T11:00", roles=[vm.Role("helper")]) for day in days
    ]
    rules = vm.rules.only([vm.rules.MinLoad()])
    problem = vm.Problem([vm.Volunteer("li", limits=[limit])], hours, rules=rules, timezone="Asia/Shanghai")
    made = schedule(problem, *(("li", day) for day in dates))
    laws.same_cost(problem, made)
    return [one.excess for one in breaches(problem, made, "min_load")]


def test_a_part_of_a_month_asks_for_its_part() -> None:
    """The last two days of July ask for all of a month's hours, or the whole of August for less than it says."""
    assert over_months(vm.Limit("month", min_sessions=16), "07-30", "07-31") == [16, 1]
    assert over_months(vm.Limit("month", min_sessions=2), "07-31", "08-01", "08-31", "09-01") == []
    assert over_months(vm.Limit("month", min_hours=3), "07-31", "08-01", "08-31", "09-01") == [1]


def test_a_plan_within_a_year_or_a_season_asks_for_its_part() -> None:
    """A quarter of which 34 of 92 days are planned asks for all it says, and a season for days that are not its own."""
    every = ("07-30", "07-31", "08-01", "08-31", "09-01")
    assert over_months(vm.Limit("quarter", min_sessions=14), *every) == [1]
    assert over_months(vm.Limit("year", min_sessions=54), *every) == [1]
    august = vm.Season(since="2026-08-01", until="2026-08-31")
    assert over_months(vm.Limit(august, min_sessions=2), *every) == []
    assert over_months(vm.Limit(august, min_sessions=3), *every) == [1]
    assert over_months(vm.Limit(vm.Season(since="2026-10-01", until="2026-10-31"), min_sessions=3), *every) == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.MinLoad, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
