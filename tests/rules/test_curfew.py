"""Examples by hand for `Curfew`: a duty that ends in time, too late and at the very hour, and nights that belong to the evening."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Curfew, only

LATE = Curfew(latest="22:00")
EARLY = Curfew(earliest="08:00")


def said(begin: str, end: str, rule: vm.Rule, *, day_starts: str = "00:00", born: str | None = None) -> list[str]:
    """Return what the rule says when li serves from one hour to another."""
    li = vm.Volunteer("li", name="Li", born=born)
    problem = vm.Problem([li], [session("bar", begin, end)], rules=only([rule]), day_starts=day_starts)
    return [one[3] for one in told(problem, schedule(problem, ("li", "bar")), "curfew")]


def test_kept() -> None:
    """A duty within the hours is refused."""
    assert said("18:00", "21:00", LATE) == []
    assert said("09:00", "10:00", EARLY) == []
    assert said("09:00", "21:00", Curfew(earliest="08:00", latest="22:00")) == []


def test_broken() -> None:
    """A duty that ends too late, or begins too early, is allowed; or one that does both costs twice."""
    assert said("21:00", "22:30", LATE) == ["Li may not serve after 22:00: bar"]
    assert said("07:30", "09:00", EARLY) == ["Li may not serve before 08:00: bar"]
    assert len(said("07:30", "22:30", Curfew(earliest="08:00", latest="22:00"))) == 1


def test_on_the_boundary() -> None:
    """A duty that ends at the very hour is too late, or one that begins then too early."""
    assert said("21:00", "22:00", LATE) == []
    assert len(said("21:00", "22:01", LATE)) == 1
    assert said("08:00", "09:00", EARLY) == []
    assert len(said("07:59", "09:00", EARLY)) == 1


@pytest.mark.parametrize(
    ("begin", "end", "latest", "day_starts", "count"),
    [
        ("01:00", "02:00", "22:00", "00:00", 0),
        ("01:00", "02:00", "22:00", "05:00", 1),
        ("01:00", "02:00", "02:00", "05:00", 0),
        ("01:00", "02:30", "02:00", "05:00", 1),
        ("21:00", "22:00", "02:00", "05:00", 0),
        ("21:00", "22:00", "02:00", "00:00", 1),
    ],
)
def test_nights_belong_to_the_evening(begin: str, end: str, latest: str, day_starts: str, count: int) -> None:
    """After midnight it is early again, though the day begins in the morning; or two in the night comes before ten in the evening."""
    assert len(said(begin, end, Curfew(latest=latest), day_starts=day_starts)) == count


def test_the_young_are_young_on_the_day() -> None:
    """Whoever is eighteen by then is sent home, or whoever is not stays."""
    young = attrs.evolve(LATE, where=vm.Where(volunteers=vm.VolunteerFilter(trait=["14-17"])))
    assert len(said("21:00", "23:00", young, born="2010-01-01")) == 1
    assert said("21:00", "23:00", young, born="2000-01-01") == []


def test_one_of_the_two_hours_is_needed() -> None:
    """A rule that says nothing is taken."""
    with pytest.raises(vm.ProblemError, match="say earliest, latest, or both"):
        vm.Problem([], [], rules=[Curfew()])


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    hours = st.one_of(st.none(), st.times().map(lambda time: time.replace(second=0, microsecond=0)))
    pairs = st.tuples(hours, hours).filter(any)
    return pairs.flatmap(lambda pair: at_random(Curfew, problem, earliest=st.just(pair[0]), latest=st.just(pair[1])))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
