"""Examples by hand for `FairShare`: a load shared evenly, piled on one, and units that are just full or just begun."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases


def helpers(*, minutes: int = 60, unit: int = 30, served: float = 0, where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with li, who has served before, and wang, who has not, and two sessions of some minutes."""
    end = f"{10 + minutes // 60}:{minutes % 60:02}"
    people = [vm.Volunteer("li", name="Li", served_hours=served), vm.Volunteer("wang")]
    rule = vm.rules.FairShare(unit_minutes=unit, where=where or vm.Where())
    return vm.Problem(
        people, [session("mon", "10:00", end), session("tue", "10:00", end, day=21)], rules=vm.rules.only([rule])
    )


def cost(problem: vm.Problem, mon: str, tue: str) -> int:
    """Return what it costs if these two serve on Monday and on Tuesday."""
    return vm.score(problem, schedule(problem, (mon, "mon"), (tue, "tue")))[0]


def test_kept() -> None:
    """Nobody serving costs something, also where somebody served before."""
    problem = helpers(served=5)
    assert told(problem, schedule(problem), "fair_share") == []


def test_broken() -> None:
    """The cost is not (before + now) squared less before squared, or names another load."""
    problem = helpers(served=1.5)
    made = schedule(problem, ("li", "mon"))
    assert told(problem, made, "fair_share") == [(("li",), (), 16, "Li serves 1 h, after 1.5 h before")]


def test_even_is_cheaper_than_uneven() -> None:
    """The rule does not care how the load is shared, or forgets what people gave before."""
    assert cost(helpers(), "li", "wang") == 8
    assert cost(helpers(), "li", "li") == 16
    assert cost(helpers(served=2), "wang", "wang") == 16
    assert cost(helpers(served=2), "li", "wang") == 24


@pytest.mark.parametrize(("minutes", "units"), [(29, 1), (30, 1), (31, 2), (60, 2), (61, 3)])
def test_on_the_boundary(minutes: int, units: int) -> None:
    """A full unit counts as begun twice, or one just begun does not count."""
    problem = helpers(minutes=minutes)
    assert vm.score(problem, schedule(problem, ("li", "mon"))) == (units**2,)


def test_each_duty_counts_its_own_started_units() -> None:
    """Two duties of 31 minutes are added up before they are rounded."""
    assert cost(helpers(minutes=31), "li", "li") == 16


def test_a_begun_unit_of_the_past_counts() -> None:
    """Time given before is rounded down: with 31 minutes before, one unit more costs (2 + 1)^2 - 2^2."""
    problem = helpers(minutes=30, served=31 / 60)
    assert cost(problem, "li", "wang") == 5 + 1


def test_where_says_what_is_shared() -> None:
    """Sessions or people outside the filter are counted."""
    first = vm.Where(sessions=vm.SessionFilter(id="mon"))
    assert cost(helpers(where=first), "li", "li") == 4
    wang = vm.Where(volunteers=vm.VolunteerFilter(id="wang"))
    assert cost(helpers(where=wang), "li", "wang") == 4


DAYTIME = vm.Weekly(weekly=["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from_="09:00", to="17:00")
ALL_DAY = vm.Weekly(weekly=["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from_="00:00", to="00:00")


def by_offer(*offers: vm.Weekly | None, hours_a_day: int = 12) -> vm.Problem:
    """Return a problem over eight days with people who offer something, or who say nothing."""
    people = [vm.Volunteer(f"v{row}", available=None if offer is None else [offer]) for row, offer in enumerate(offers)]
    days = [session(f"s{day}", "10:00", "11:00", day=day) for day in range(20, 28)]
    rule = vm.rules.FairShare(level=2, by="offer", hours_a_day=hours_a_day)
    return vm.Problem(people, days, rules=vm.rules.only([vm.rules.Cover(level=1), rule]))


def test_who_says_nothing_does_not_offer_the_nights() -> None:
    """Somebody who offers eight hours a day is asked for a third of what somebody is who said nothing of hours."""
    outcome = vm.solve(by_offer(None, DAYTIME))
    assert outcome.schedule is not None
    assert sorted(sum(one.volunteer == own for one in outcome.schedule.assignments) for own in ("v0", "v1")) == [3, 5]


@pytest.mark.parametrize(("hours_a_day", "scale"), [(12, 18), (8, 12), (24, 36)])
def test_an_offer_counts_so_many_hours_a_day(hours_a_day: int, scale: int) -> None:
    """To say nothing is more than to offer all day, or the cap is no cap."""
    for longest in (None, ALL_DAY):
        problem = by_offer(longest, DAYTIME, hours_a_day=hours_a_day)
        assert vm.score(problem, schedule(problem, ("v1", "s20")))[1] == 16 * scale
        assert vm.score(problem, schedule(problem, ("v0", "s20")))[1] == 16 * 12


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(
        vm.rules.FairShare,
        problem,
        unit_minutes=st.sampled_from((15, 30, 40)),
        by=st.sampled_from(("head", "offer")),
        hours_a_day=st.sampled_from((12, 2, 24)),
    )


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
