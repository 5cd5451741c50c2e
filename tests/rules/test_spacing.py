"""Examples by hand for `Spacing`, and its laws: sessions of a series too near, too far, and exactly apart."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import at, schedule, session
from supplies_at_random import Case, cases
from volmatch.rules.spacing import Spacing
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: near, far or both."""
    least, most = draw(
        st.sampled_from(((0, 1), (0, 1), (1, 1), (1, 1), (0, 2), (1, 2), (2, 2), (1, None), (2, None), (3, 3)))
    )
    return Spacing(
        least_days=least,
        most_days=most,
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def lesson(id_: str, day: int, series: str | None = "course", hour: str = "10") -> vm.Session:
    """Return a session of a series."""
    return attrs.evolve(session(id_, f"{hour}:00", f"{hour}:30", day), series=series)


def said(rule: Spacing, *lessons: vm.Session, dropped: tuple[str, ...] = ()) -> Told:
    """Return what the rule says of some sessions."""
    problem = vm.Problem([], lessons, rules=vm.rules.only([rule]))
    return judged(problem, schedule(problem, dropped=dropped), "spacing")


A, B, C = lesson("a", 20), lesson("b", 23), lesson("c", 28)


def test_kept() -> None:
    """Sessions spaced as wanted are said not to be, or sessions of other series, or of none, count."""
    assert said(Spacing(least_days=2, most_days=6), A, B, C) == []
    others = lesson("x", 20, "other"), lesson("y", 29, None)
    assert said(Spacing(least_days=2, most_days=6), A, B, C, *others) == []


def test_broken() -> None:
    """Sessions too near to each other, or a gap too long, pass."""
    near = "course: a and b lie 3 days apart, wanted at least 4"
    far = "course: after Thu 2026-07-23 comes Tue 2026-07-28, 5 days later, wanted at most 4"
    assert said(Spacing(least_days=4, most_days=4), A, B, C) == [
        ((), ("a", "b"), 1, near),
        ((), ("b", "c"), 1, far),
    ]


@pytest.mark.parametrize(("least", "most", "count"), [(3, 5, 0), (4, 5, 1), (3, 4, 1), (3, 3, 1), (5, 5, 1), (6, 6, 2)])
def test_on_the_boundary(least: int, most: int, count: int) -> None:
    """Exactly the days wanted are too few or too many."""
    assert len(said(Spacing(least_days=least, most_days=most), A, B, C)) == count


def test_days_are_those_of_the_calendar() -> None:
    """Two sessions of the same day, or the evening and the next morning, are counted by hours."""
    evening, morning = lesson("evening", 20, hour="23"), lesson("morning", 21, hour="00")
    assert said(Spacing(least_days=1), evening, morning) == []
    assert len(said(Spacing(least_days=1), A, evening)) == 1
    assert said(Spacing(most_days=1), A, evening, morning) == []


def test_the_place_s_own_calendar_counts() -> None:
    """Days are told by the calendar of Greenwich."""
    early = [vm.Session(id_, start=f"2026-07-2{day}T{clock}", end=f"2026-07-2{day}T{clock[:3]}30", series="course")
             for id_, day, clock in (("a", 0, "22:00"), ("b", 1, "07:00"))]  # fmt: skip
    problem = vm.Problem([], early, rules=vm.rules.only([Spacing(least_days=1)]), timezone="Asia/Shanghai")
    assert judged(problem, schedule(problem), "spacing") == []
    laws.same_set(problem)


def test_every_pair_and_every_gap_counts() -> None:
    """Three sessions within the stretch cost two pairs; or two sessions at the edge of a gap cost two gaps."""
    assert len(said(Spacing(least_days=9), A, B, C)) == 3
    twin = lesson("twin", 23, hour="15")
    assert said(Spacing(most_days=4), A, B, C, twin)[0][1] == ("b", "twin", "c")
    assert len(said(Spacing(most_days=4), A, B, C, twin)) == 1


def test_a_session_that_is_dropped_leaves_a_gap() -> None:
    """What does not take place is counted as if it did."""
    optional = attrs.evolve(B, optional=True)
    assert said(Spacing(most_days=5), A, optional, C) == []
    assert [one[1] for one in said(Spacing(most_days=5), A, optional, C, dropped=("b",))] == [("a", "c")]
    assert said(Spacing(most_days=5), A, attrs.evolve(C, optional=True), dropped=("c",)) == []


def test_where_says_which_sessions() -> None:
    """A session the filter leaves out still fills a gap, or is too near."""
    odd = vm.Where(sessions=vm.SessionFilter(id=("a", "c")))
    assert [one[1] for one in said(Spacing(most_days=5, where=odd), A, B, C)] == [("a", "c")]
    assert said(Spacing(least_days=5, where=odd), A, B, C) == []


def test_times_are_chosen_so() -> None:
    """The spacing is heeded in words only: the best schedule has two lessons on one day and then a long rest."""
    starts = [at("10:00", day) for day in (20, 21, 24, 28)]
    lessons = [vm.Session(id_, minutes=60, starts=starts, series="course") for id_ in ("one", "two", "three")]
    problem = vm.Problem([], lessons, rules=vm.rules.only([Spacing(least_days=2, most_days=4), vm.rules.Cover()]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert outcome.levels[0].value == 0
    assert sorted(one.start.day for one in outcome.schedule.placements) in ([20, 24, 28], [21, 24, 28])


def test_nonsense_is_refused() -> None:
    """More days at least than at most are taken for a rule."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].most_days: most_days must not lie below least_days \(4\)"):
        said(Spacing(least_days=4, most_days=3), A)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
