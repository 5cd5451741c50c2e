"""Examples by hand for `NoOverlap`: duties apart, at once, and with exactly the time to get from one to the other."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at, schedule, session, told
from rules_at_random import Case, at_random, cases

PLACES = [vm.Place("mill"), vm.Place("north")]


def two(start: str, *, minutes: int | None = None, same_place: bool = False) -> vm.Problem:
    """Return a problem with art from 10 to 11 at the mill, and a visit that starts later in the north."""
    hour = int(start[:2]) + 1
    visit = session("visit", start, f"{hour}{start[2:]}", place="mill" if same_place else "north")
    art = session("art", "10:00", "11:00", place="mill")
    travel = None if minutes is None else vm.Travel(default_minutes=minutes)
    return vm.Problem(
        [vm.Volunteer("li", name="Li"), vm.Volunteer("wang")],
        [visit, art],
        places=PLACES,
        travel=travel,
        rules=vm.rules.only([]),
    )


def breaches(problem: vm.Problem) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does both."""
    return told(problem, schedule(problem, ("li", "art"), ("li", "visit")), "no_overlap")


def test_kept() -> None:
    """Two duties far apart clash, or duties of two people do."""
    assert breaches(two("14:00", minutes=30)) == []
    at_once = two("10:30")
    assert told(at_once, schedule(at_once, ("li", "art"), ("wang", "visit")), "no_overlap") == []


def test_broken() -> None:
    """Somebody is in two places at once, or is given no time to travel."""
    people, sessions = ("li",), ("art", "visit")
    sentence = "Li cannot do both art and visit: {} minutes lie between"
    assert breaches(two("10:30")) == [(people, sessions, 1, sentence.format(0))]
    assert breaches(two("11:00", minutes=30)) == [(people, sessions, 1, sentence.format(30))]


def test_on_the_boundary() -> None:
    """Sessions that touch clash, or the way is a minute too long or too short."""
    assert breaches(two("11:00")) == []
    assert len(breaches(two("10:59"))) == 1
    assert breaches(two("11:30", minutes=30)) == []
    assert len(breaches(two("11:29", minutes=30))) == 1


def test_no_way_lies_inside_a_place() -> None:
    """Two sessions at one place need time to travel."""
    assert breaches(two("11:00", minutes=30, same_place=True)) == []


def test_every_pair_counts() -> None:
    """Three sessions at once are not three clashes."""
    day = [session(id_, "10:00", "11:00") for id_ in ("a", "b", "c")]
    problem = vm.Problem([vm.Volunteer("li")], day)
    made = schedule(problem, ("li", "a"), ("li", "b"), ("li", "c"))
    assert [one[1] for one in told(problem, made, "no_overlap")] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_only_pairs_inside_the_filter_clash() -> None:
    """A session the rule is not about clashes with one it is about."""
    problem = two("10:30")
    where = vm.Where(sessions=vm.SessionFilter(id="art"))
    problem = vm.Problem(
        problem.volunteers, problem.sessions, places=PLACES, rules=vm.rules.only([vm.rules.NoOverlap(where=where)])
    )
    assert breaches(problem) == []


def test_nobody_is_where_the_history_has_them_elsewhere() -> None:
    """Who serves in another programme at ten is given a session at half past, or the way from there takes no time."""
    hall, mill = vm.Place("hall"), vm.Place("mill")
    ten = session("ten", "10:00", "11:00", place="hall")
    for from_, to, place, clashes in (
        ("10:30", "11:30", None, 1),
        ("09:00", "10:00", None, 0),
        ("08:00", "09:40", "mill", 1),
        ("08:00", "09:30", "mill", 0),
        ("11:29", "12:00", "mill", 1),
        ("11:30", "12:00", "mill", 0),
    ):
        problem = vm.Problem(
            [vm.Volunteer("li")],
            [ten],
            places=[hall, mill],
            travel=vm.Travel(default_minutes=30),
            history=[vm.PastDuty("li", at(from_), at(to), session="there", place=place)] * 2,
            rules=vm.rules.only([]),
        )
        found = told(problem, schedule(problem, ("li", "ten")), "no_overlap")
        assert [one[1:3] for one in found] == [(("ten",), 1)] * 2 * clashes
        assert told(problem, schedule(problem), "no_overlap") == []
        laws.same_set(problem)


def handing(tolerance: int, *sessions: vm.Session, past: Sequence[vm.PastDuty] = ()) -> list[tuple[str, ...]]:
    """Return which sessions clash when li does all of them and some minutes are granted for a hand-over."""
    rules = vm.rules.only([vm.rules.NoOverlap(tolerance_minutes=tolerance)])
    travel = vm.Travel(default_minutes=10)
    problem = vm.Problem([vm.Volunteer("li")], sessions, places=PLACES, travel=travel, history=past, rules=rules)
    laws.same_set(problem)
    made = schedule(problem, *(("li", one.id) for one in sessions))
    return [one[1] for one in told(problem, made, "no_overlap")]


EARLY = session("early", "06:00", "14:00", place="mill")


def test_a_hand_over_is_no_clash() -> None:
    """A quarter of an hour that two shifts share clashes though it is granted, or a minute more is granted as well."""
    late = session("late", "13:45", "22:00", place="mill")
    assert handing(15, EARLY, late) == []
    assert handing(14, EARLY, late) == [("early", "late")]
    assert handing(15, EARLY, late, session("night", "21:45", "23:00", place="mill")) == []


def test_only_what_begins_and_ends_later_is_handed_over_to() -> None:
    """A short session within another, or two at the same time, are done at once because they are short; or a way is."""
    assert len(handing(60, EARLY, session("within", "13:30", "14:00", place="mill"))) == 1
    assert len(handing(60, EARLY, session("at once", "06:00", "06:30", place="mill"))) == 1
    short = [session(id_, "10:00", "10:10") for id_ in ("a", "b")]
    assert handing(60, *short) == [("a", "b")]
    assert len(handing(60, EARLY, session("elsewhere", "13:59", "15:00", place="north"))) == 1


def test_a_hand_over_from_the_history() -> None:
    """What is granted between two sessions is not granted after, or before, a duty of the history."""
    for from_, to, granted in (("05:00", "06:15", True), ("13:45", "20:00", True), ("07:00", "07:10", False)):
        past = [vm.PastDuty("li", at(from_), at(to), place="mill")]
        assert (handing(15, EARLY, past=past) == []) is granted
        assert handing(14, EARLY, past=past) != []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.NoOverlap, problem, tolerance_minutes=st.sampled_from((0, 0, 15, 30, 60, 600)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
