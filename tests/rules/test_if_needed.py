"""Examples by hand for `IfNeeded`: time offered gladly, only if needed, and up to the minute where one becomes the other."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, span, told
from rules_at_random import Case, at_random, cases


def offering(*windows: vm.Window) -> vm.Problem:
    """Return a problem in which li offers these windows, and one session from 10 to 11."""
    li = vm.Volunteer("li", name="Li", available=windows)
    return vm.Problem([li], [session("art", "10:00", "11:00")], rules=vm.rules.only([vm.rules.IfNeeded()]))


def breaches(problem: vm.Problem) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does the session."""
    return told(problem, schedule(problem, ("li", "art")), "if_needed")


COSTS = [(("li",), ("art",), 1, "Li offered the time of art at Mon 2026-07-20 10:00 only if needed")]


def test_kept() -> None:
    """Time offered gladly costs something, or that of somebody always free."""
    assert breaches(offering(span("09:00", "12:00"))) == []
    always = offering()
    always = attrs.evolve(always, volunteers=[vm.Volunteer("li")])
    assert breaches(always) == []


def test_broken() -> None:
    """Time offered only if needed is used for nothing, although it counts as available."""
    problem = offering(span("09:00", "12:00", if_needed=True))
    assert breaches(problem) == COSTS
    assert told(problem, schedule(problem, ("li", "art")), "available") == []


def test_on_the_boundary() -> None:
    """A session that ends with the glad window costs, or one that needs a minute more does not."""
    reluctant = span("09:00", "12:00", if_needed=True)
    assert breaches(offering(span("10:00", "11:00"), reluctant)) == []
    assert breaches(offering(span("10:00", "10:59"), reluctant)) == COSTS
    assert breaches(offering(span("10:01", "11:00"), reluctant)) == COSTS
    assert breaches(offering(span("10:30", "11:00"), span("10:00", "10:30"), reluctant)) == []


def test_time_not_offered_at_all_costs_as_well() -> None:
    """Where availability itself is only a goal, time never offered is better than time offered if needed."""
    assert breaches(offering()) == COSTS


def test_an_absence_is_not_its_business() -> None:
    """Somebody away is charged twice: here and by the rule about availability."""
    problem = offering(span("09:00", "12:00"))
    problem = attrs.evolve(problem, volunteers=[attrs.evolve(problem.volunteers[0], away=[span("10:00", "11:00")])])
    assert breaches(problem) == []
    assert len(told(problem, schedule(problem, ("li", "art")), "available")) == 1


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded."""
    where = vm.Where(volunteers=vm.VolunteerFilter(id="wang"))
    problem = vm.Problem(
        [vm.Volunteer("li", available=[span("09:00", "12:00", if_needed=True)]), vm.Volunteer("wang")],
        [session("art", "10:00", "11:00")],
        rules=vm.rules.only([vm.rules.IfNeeded(where=where)]),
    )
    assert breaches(problem) == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.IfNeeded, problem)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
