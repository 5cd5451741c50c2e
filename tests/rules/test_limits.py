"""Examples by hand for `Limits`: less than somebody may serve, more, and exactly as much, by every kind of period."""

from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, breaches, schedule, session, told
from rules_at_random import Case, at_random, cases

#: An hour each; the 20th and the 27th are Mondays, the 26th is the Sunday between.
DAYS = (20, 21, 26, 27)


def week(*limits: vm.Limit, where: vm.Where | None = None, days: Sequence[int] = DAYS) -> vm.Problem:
    """Return a problem with li, who has limits, and an hour of art on some days, on the first of them a second one."""
    hours = [session(f"art-{day}", "10:00", "11:00", day=day, kind="art") for day in days]
    evening = session("talk", "18:00", "19:00", day=days[0], kind="talk")
    rules = [vm.rules.Limits(where=where)] if where else []
    return vm.Problem(
        [vm.Volunteer("li", name="Li", limits=limits)], [*hours, evening], rules=vm.rules.only(rules), words=TO_COME
    )


def excess(problem: vm.Problem, *sessions: str) -> list[int]:
    """Return the excess of each violation when li does these sessions."""
    made = schedule(problem, *(("li", one) for one in sessions))
    return [one.excess for one in breaches(problem, made, "limits")]


def test_kept() -> None:
    """Fewer sessions and hours than allowed are too many, or somebody without limits has one."""
    assert excess(week(vm.Limit("day", max_sessions=3, max_hours=3)), "art-20", "talk") == []
    assert excess(week(), "art-20", "art-21", "art-26", "art-27", "talk") == []


def test_broken() -> None:
    """A session or an hour too many passes, or the sentence names another number."""
    problem = week(vm.Limit("day", max_sessions=1, max_hours=1.5))
    made = schedule(problem, ("li", "art-20"), ("li", "talk"), ("li", "art-21"))
    period = "in the period from Mon 2026-07-20, more than"
    assert told(problem, made, "limits") == [
        (("li",), ("art-20", "talk"), 1, f"Li has 2 sessions {period} 1"),
        (("li",), ("art-20", "talk"), 1, f"Li has 2.0 hours {period} 1.5"),
    ]


def test_on_the_boundary() -> None:
    """Exactly as much as allowed is too much, or a minute more is not."""
    assert excess(week(vm.Limit("day", max_sessions=2, max_hours=2)), "art-20", "talk") == []
    assert excess(week(vm.Limit("horizon", max_hours=1.99)), "art-20", "talk") == [1]
    assert excess(week(vm.Limit("horizon", max_sessions=0)), "talk") == [1]


@pytest.mark.parametrize(("most", "over"), [(2, []), (1.5, [1]), (1, [1]), (0.99, [2]), (0, [2])])
def test_each_started_hour_counts(most: float, over: list[int]) -> None:
    """Hours too many are rounded down, or to the nearest."""
    assert excess(week(vm.Limit("day", max_hours=most)), "art-20", "talk") == over


def test_a_week_begins_on_monday() -> None:
    """Sunday and the Monday after it are one week, or Monday and the Sunday after it are two."""
    assert excess(week(vm.Limit("week", max_sessions=1)), "art-26", "art-27") == []
    assert excess(week(vm.Limit("week", max_sessions=1)), "art-20", "art-26") == [1]


def test_every_stretch_of_days_counts() -> None:
    """Two days in a row are no stretch of two, or two with a day between are."""
    assert excess(week(vm.Limit(vm.Days(2), max_sessions=1)), "art-26", "art-27") == [1]
    assert excess(week(vm.Limit(vm.Days(6), max_sessions=1)), "art-20", "art-26") == []
    assert excess(week(vm.Limit(vm.Days(7), max_sessions=1)), "art-20", "art-26") == [1]


def test_a_stretch_longer_than_the_problem_is_all_of_it() -> None:
    """A limit per 30 days is forgotten in a problem of eight, or counted more than once."""
    assert excess(week(vm.Limit(vm.Days(30), max_sessions=1)), "art-20", "art-27") == [1]


def test_a_stretch_counts_wherever_it_begins() -> None:
    """Three stretches that hold the same two sessions are not three breaches."""
    problem = week(vm.Limit(vm.Days(3), max_sessions=1), days=(20, 22, 23, 25))
    assert excess(problem, "art-22", "art-23") == [1, 1]


def test_a_kind_narrows_a_limit() -> None:
    """A session of another kind counts against a limit for one kind."""
    one_art = vm.Limit("day", max_sessions=1, kind="art")
    assert excess(week(one_art), "art-20", "talk") == []
    assert excess(week(vm.Limit("horizon", max_sessions=1, kind="art")), "art-20", "art-21", "talk") == [1]


def test_a_session_counts_on_its_start() -> None:
    """A session over midnight counts on the day after as well."""
    night = vm.Session("night", start=at("23:00"), end=at("03:00", day=21), roles=[vm.Role("helper")])
    li = vm.Volunteer("li", limits=[vm.Limit("day", max_hours=4, max_sessions=1)])
    problem = vm.Problem([li], [night, session("lunch", "12:00", "13:00", day=21)])
    assert told(problem, schedule(problem, ("li", "night"), ("li", "lunch")), "limits") == []


def test_where_says_what_counts() -> None:
    """A session or a person outside the filter is counted."""
    talks = vm.Where(sessions=vm.SessionFilter(kind="talk"))
    assert excess(week(vm.Limit("day", max_sessions=1), where=talks), "art-20", "talk") == []
    others = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert excess(week(vm.Limit("day", max_sessions=1), where=others), "art-20", "talk") == []


def over_months(
    limit: vm.Limit, *dates: str, days: Sequence[str] = ("07-30", "07-31", "08-01", "08-31", "09-01")
) -> list[int]:
    """Return what is said when li serves an hour on some dates of a plan over the ends of two months."""
    hours = [
        vm.Session(day, start=f"2026-{day}T10:00", end=f"2026-{day}T11:00", roles=[vm.Role("helper")]) for day in days
    ]
    rules = vm.rules.only([vm.rules.Limits()])
    problem = vm.Problem([vm.Volunteer("li", limits=[limit])], hours, rules=rules, timezone="Asia/Shanghai")
    made = schedule(problem, *(("li", day) for day in dates))
    laws.same_cost(problem, made)
    return [one.excess for one in breaches(problem, made, "limits")]


def test_a_month_is_one_of_the_calendar() -> None:
    """Thirty days count as a month, or two months as one; or a duty of the next month counts in this one."""
    assert over_months(vm.Limit("month", max_sessions=1), "07-30", "08-01", "09-01") == []
    assert over_months(vm.Limit("month", max_sessions=1), "07-30", "07-31", "08-01", "08-31") == [1, 1]
    assert over_months(vm.Limit("month", max_hours=0.5), "07-31", "09-01") == [1, 1]


def test_a_quarter_a_year_and_a_season_count_as_they_lie_in_the_calendar() -> None:
    """A quarter is any three months, a year any twelve, or days out of season count in it."""
    ends = ("06-30", "07-01", "09-30", "10-01", "12-31")
    assert over_months(vm.Limit("quarter", max_sessions=1), "06-30", "07-01", "10-01", days=ends) == []
    assert over_months(vm.Limit("quarter", max_sessions=1), "07-01", "09-30", "10-01", "12-31", days=ends) == [1, 1]
    assert over_months(vm.Limit("year", max_hours=4), *ends, days=ends) == [1]
    summer = vm.Season(since="2026-07-01", until="2026-09-30")
    assert over_months(vm.Limit(summer, max_sessions=2), *ends, days=ends) == []
    assert over_months(vm.Limit(summer, max_sessions=1), *ends, days=ends) == [1]
    assert (
        over_months(vm.Limit(vm.Season(since="2026-07-02", until="2026-09-29"), max_sessions=0), *ends, days=ends) == []
    )


def test_a_season_does_not_end_before_it_begins() -> None:
    """A season without a day is taken, and limits nothing."""
    backwards = vm.Limit(vm.Season(since="2026-07-02", until="2026-07-01"), max_sessions=0)
    with pytest.raises(vm.ProblemError, match=r"limits\[0\]\.per\.until: the last day must not lie before the first"):
        week(backwards)


def after(limit: vm.Limit, past: Sequence[tuple[int, str]], *sessions: str) -> list[tuple[int, str]]:
    """Return what the rule says when li served an hour of a kind on some days of July, and does these sessions."""
    history = [vm.PastDuty("li", at("07:00", day), at("08:00", day), kind=kind) for day, kind in past]
    problem = attrs.evolve(week(limit, days=(22, 23, 27)), history=history)
    laws.same_set(problem)
    made = schedule(problem, *(("li", one) for one in sessions))
    return [one[2:] for one in told(problem, made, "limits")]


def test_a_week_that_the_plan_before_began() -> None:
    """What was served on Monday does not count in the week that the plan begins on Wednesday, or the Sunday before does."""
    said = "Li has 3 sessions in the period from Mon 2026-07-20, more than 2"
    two = vm.Limit("week", max_sessions=2)
    assert after(two, [(20, "art"), (21, "art")], "art-22") == [(1, said)]
    assert after(two, [(19, "art"), (20, "art")], "art-22") == []
    assert after(two, [(20, "art"), (21, "art")], "art-27") == []
    assert after(vm.Limit("week", max_hours=2.5), [(20, "art"), (21, "art")], "art-22", "art-23") == [
        (2, "Li has 4.0 hours in the period from Mon 2026-07-20, more than 2.5")
    ]


def test_what_was_too_much_before_is_not_counted_again() -> None:
    """A past beyond its limit makes a schedule impossible that adds nothing to it, or what is added is free."""
    one = vm.Limit("week", max_sessions=1)
    assert after(one, [(20, "art"), (21, "art")]) == []
    assert [told_[0] for told_ in after(one, [(20, "art"), (21, "art")], "art-22")] == [1]


def test_stretches_reach_into_the_history() -> None:
    """The days before the plan are not in any stretch, or days too far back are."""
    three = vm.Limit(vm.Days(3), max_sessions=1)
    assert [told_[0] for told_ in after(three, [(20, "art")], "art-22")] == [1]
    assert after(three, [(19, "art")], "art-22") == []
    assert [told_[0] for told_ in after(three, [(21, "art")], "art-22")] == [1], "nothing is known before the 21st"
    assert [told_[0] for told_ in after(three, [(10, "talk"), (21, "art")], "art-22")] == [1, 1]


def test_the_horizon_and_other_kinds_are_not_touched_by_the_history() -> None:
    """A limit of the whole plan counts what was before it, or one of a kind counts other kinds."""
    assert after(vm.Limit("horizon", max_sessions=1), [(20, "art"), (22, "art")], "art-22") == []
    assert after(vm.Limit("week", max_sessions=1, kind="art"), [(20, "talk")], "art-22") == []
    assert len(after(vm.Limit("week", max_sessions=1, kind="art"), [(20, "art")], "art-22")) == 1


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Limits, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
