"""Examples by hand for `MinDays`, and its laws: series on enough days, on too few, and exactly as many as wanted."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import at, schedule, session
from supplies_at_random import Case, cases
from volmatch.rules.min_days import MinDays
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule."""
    return MinDays(
        least=draw(st.sampled_from((1, 2, 2, 3))),
        level=draw(st.sampled_from((1, 0, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def lesson(id_: str, day: int, series: str | None = "course", hour: str = "10") -> vm.Session:
    """Return a session of a series."""
    return attrs.evolve(session(id_, f"{hour}:00", f"{hour}:30", day), series=series)


def said(rule: MinDays, *lessons: vm.Session, dropped: tuple[str, ...] = ()) -> Told:
    """Return what the rule says of some sessions."""
    problem = vm.Problem([], lessons, rules=vm.rules.only([rule]))
    return judged(problem, schedule(problem, dropped=dropped), "min_days")


A, B, C = lesson("a", 20), lesson("b", 20, hour="14"), lesson("c", 21)


def test_kept() -> None:
    """A series on more days than wanted lacks some, or sessions of no series make one."""
    assert said(MinDays(least=1), A, B, C) == []
    assert said(MinDays(least=2), lesson("x", 20, None), lesson("y", 20, None)) == []


def test_broken() -> None:
    """Two lessons of one day count as two days, or several missing days as one."""
    assert said(MinDays(least=2), A, B) == [((), ("a", "b"), 1, "course takes place on 1 day, wanted at least 2")]
    assert said(MinDays(least=4), A, B, C) == [
        ((), ("a", "b", "c"), 2, "course takes place on 2 days, wanted at least 4")
    ]


def test_on_the_boundary() -> None:
    """Exactly as many days as wanted are too few, or series are counted together."""
    assert said(MinDays(least=2), A, B, C) == []
    other = lesson("d", 22, "other")
    assert [one[1] for one in said(MinDays(least=2), A, C, other)] == [("d",)]


def test_days_are_those_of_the_calendar() -> None:
    """The evening and the next morning are one day, or days are told by the calendar of Greenwich."""
    assert said(MinDays(least=2), lesson("evening", 20, hour="23"), lesson("morning", 21, hour="00")) == []
    hours = (("a", "2026-07-20T22:00", "2026-07-20T22:30"), ("b", "2026-07-21T07:00", "2026-07-21T07:30"))
    lessons = [vm.Session(id_, start=start, end=end, series="course") for id_, start, end in hours]
    abroad = vm.Problem([], lessons, rules=vm.rules.only([MinDays(least=2)]), timezone="Asia/Shanghai")
    assert judged(abroad, schedule(abroad), "min_days") == []


def test_what_is_dropped_takes_place_on_no_day() -> None:
    """A session that is dropped counts as held, or a series of which nothing is left is no longer judged."""
    optional = attrs.evolve(C, optional=True)
    assert said(MinDays(least=2), A, optional) == []
    assert [one[2] for one in said(MinDays(least=2), A, optional, dropped=("c",))] == [1]
    gone = "course takes place on 0 days, wanted at least 1"
    assert [one[3] for one in said(MinDays(least=1), optional, dropped=("c",))] == [gone]


def test_where_says_which_sessions() -> None:
    """A session that the filter leaves out still makes a day."""
    early = vm.Where(sessions=vm.SessionFilter(id=("a", "b")))
    assert [one[1] for one in said(MinDays(least=2, where=early), A, B, C)] == [("a", "b")]


def test_times_are_chosen_so() -> None:
    """The rule is heeded in words only: the best schedule holds everything on one day."""
    starts = [at(clock, day) for day in (20, 21, 22) for clock in ("10:00", "11:00")]
    lessons = [vm.Session(id_, minutes=60, starts=starts, series="course") for id_ in ("one", "two", "three")]
    problem = vm.Problem([], lessons, rules=vm.rules.only([MinDays(least=3), vm.rules.Cover()]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert outcome.levels[0].value == 0
    assert sorted(one.start.day for one in outcome.schedule.placements) == [20, 21, 22]


def test_no_days_say_nothing() -> None:
    """A rule that everything keeps is accepted."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]|least"):
        said(MinDays(least=0), A)


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)


def test_a_series_that_cannot_take_place_is_counted() -> None:
    """A series without any time or room costs nothing in columns, though it takes place on no day."""
    crowd = vm.Session(
        "crowd", start="2026-07-20T10:00", end="2026-07-20T11:00", series="term", room=vm.RoomNeed(), attendance=50,
        optional=True,
    )  # fmt: skip
    rules = vm.rules.only([vm.rules.MinDays(least=2, level=1)])
    problem = vm.Problem(
        [], [crowd], places=[vm.Place("hall")], rooms=[vm.Room("small", "hall", capacity=5)], rules=rules
    )
    outcome = vm.solve(problem)
    assert [(one.value, one.bound) for one in outcome.levels] == [(2, 2)]
