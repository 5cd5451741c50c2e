"""`Succession`: kinds that follow each other too soon, just late enough, or in the other order, and what columns make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from days_at_random import week_cases
from rules_at_random import Case, at_random, cases
from volmatch.rules import Succession, only

LATE = session("late", "14:00", "22:00", kind="late")
EARLY = session("early", "06:00", "14:00", day=21, kind="early")
NEXT_DAY = Succession(after=["late"], never=["early"], next_day=True)


def doing(rule: vm.Rule, *sessions: vm.Session) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does all the sessions."""
    problem = vm.Problem(
        [vm.Volunteer("li", name="Li"), vm.Volunteer("wang")], sessions, rules=only([rule]), words=TO_COME
    )
    return told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "succession")


def within(hours: float) -> Succession:
    """Return a rule that keeps early sessions some hours away from late ones."""
    return Succession(after="late", never="early", within_hours=hours)


def test_kept() -> None:
    """Other kinds, the other order, or another person's session are taken for a succession."""
    assert doing(NEXT_DAY, LATE, session("other", "06:00", "14:00", day=21, kind="day")) == []
    assert doing(NEXT_DAY, session("before", "06:00", "14:00", day=19, kind="early"), LATE) == []
    problem = vm.Problem(
        [vm.Volunteer("li"), vm.Volunteer("wang")], [LATE, EARLY], rules=only([NEXT_DAY]), words=TO_COME
    )
    assert told(problem, schedule(problem, ("li", "late"), ("wang", "early")), "succession") == []


def test_broken() -> None:
    """An early session on the day after a late one, or too few hours after it, passes."""
    said = "Li must not do early at Tue 2026-07-21 06:00 so soon after late"
    assert doing(NEXT_DAY, LATE, EARLY) == [(("li",), ("late", "early"), 1, said)]
    assert doing(within(10), EARLY, LATE) == [(("li",), ("late", "early"), 1, said)]
    both = Succession(after=["late"], never=["early"], next_day=True, within_hours=10)
    assert len(doing(both, LATE, EARLY)) == 1


def test_on_the_boundary() -> None:
    """Exactly the hours are too few, or a minute less is enough; the day after next is the next, or the same day is."""
    assert doing(within(8), LATE, EARLY) == []
    assert len(doing(within(8 + 1 / 60), LATE, EARLY)) == 1
    assert doing(NEXT_DAY, LATE, session("after", "06:00", "14:00", day=22, kind="early")) == []
    assert doing(NEXT_DAY, LATE, session("same", "22:00", "23:00", kind="early")) == []


def test_a_session_that_starts_before_the_other_ends_follows_it_too() -> None:
    """One that overlaps escapes the rule; or two that start together follow each other."""
    assert len(doing(within(0.5), LATE, session("inside", "21:00", "23:00", kind="early"))) == 1
    assert doing(within(0.5), LATE, session("together", "14:00", "23:00", kind="early")) == []


def test_a_kind_may_be_kept_from_itself() -> None:
    """Three nights in a row are one pair, or each pair counts in both directions."""
    nights = [session(f"n-{day}", "22:00", "23:00", day=day, kind="night") for day in (20, 21, 22)]
    rule = Succession(after=["night"], never=["night"], next_day=True)
    assert [one[1] for one in doing(rule, *nights)] == [("n-20", "n-21"), ("n-21", "n-22")]


@pytest.mark.parametrize(
    ("first", "then", "follows"),
    [
        (("00:00", 21), ("06:00", 21), True),
        (("04:59", 21), ("06:00", 21), True),
        (("05:00", 21), ("06:00", 21), False),
        (("05:00", 21), ("06:00", 22), True),
        (("00:30", 21), ("06:00", 22), False),
        (("00:30", 21), ("00:30", 22), True),
        (("00:30", 21), ("04:59", 22), True),
        (("00:30", 21), ("05:00", 22), False),
        (("23:30", 20), ("06:00", 21), True),
        (("02:00", 21), ("01:00", 21), False),
    ],
)
def test_a_night_that_begins_after_midnight_belongs_to_the_day_before(
    first: tuple[str, int],
    then: tuple[str, int],
    follows: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """After a night from midnight on, the early session of the same morning is allowed; after one from 23:30 it is not."""
    one, other = (
        vm.Session(kind, starts=[at(clock, day)], minutes=20, kind=kind, roles=[vm.Role("helper")])
        for kind, (clock, day) in (("late", first), ("early", then))
    )
    assert bool(doing(NEXT_DAY, one, other)) == follows
    problem = vm.Problem([vm.Volunteer("li")], [one, other], rules=vm.rules.only([NEXT_DAY, vm.rules.Cover(level=1)]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert vm.score(problem, outcome.schedule) == (int(follows),)


def test_filters_take_both_sessions() -> None:
    """A pair of which the rule is about only one session, or about another person, is judged."""
    for where in (
        vm.Where(sessions=vm.SessionFilter(id="late")),
        vm.Where(volunteers=vm.VolunteerFilter(id="wang")),
    ):
        assert doing(Succession(after="late", never="early", next_day=True, where=where), LATE, EARLY) == []


def test_a_rule_that_forbids_nothing_is_refused() -> None:
    """A rule without hours and without the next day looks like one that holds."""
    with pytest.raises(
        vm.ProblemError, match=r"rules\[0\].within_hours: the rule needs within_hours, next_day or both"
    ):
        vm.Problem([], [], rules=only([Succession(after="late", never="early")]), words=TO_COME)


@pytest.mark.parametrize(
    ("past", "excess"),
    [
        (("late", "14:00", "22:00", 19), 1),
        (("late", "14:00", "20:00", 19), 0),
        (("early", "14:00", "22:00", 19), 0),
        (("early", "15:00", "16:00", 20), 0),
        (("late", "07:00", "08:00", 20), 0),
    ],
)
def test_a_late_one_of_the_history_rules_out_an_early_one(past: tuple[str, str, str, int], excess: int) -> None:
    """The last evening of the plan before is forgotten, or one that rules nothing out, or comes after, counts."""
    kind, from_, to, day = past
    early = session("early", "06:00", "10:00", kind="early")
    history = [vm.PastDuty("li", at(from_, day), at(to, day), session="before", kind=kind)]
    rule = Succession(after=["late"], never=["early"], within_hours=10)
    problem = vm.Problem([vm.Volunteer("li", name="Li")], [early], history=history, rules=only([rule]), words=TO_COME)
    found = told(problem, schedule(problem, ("li", "early")), "succession")
    said = "Li must not do early at Mon 2026-07-20 06:00 so soon after before"
    assert found == [(("li",), ("early",), 1, said)] * excess
    laws.same_set(problem)


def test_an_early_one_of_the_history_after_a_late_one() -> None:
    """Only what comes before the plan is looked at, or two duties of the history are a pair."""
    late = session("late", "14:00", "22:00", kind="late")
    early = vm.PastDuty("li", at("06:00", 21), at("10:00", 21), session="elsewhere", kind="early")
    long_ago = vm.PastDuty("li", at("14:00", 20), at("22:30", 20), kind="late", session="other")
    for rule in (Succession(after=["late"], never=["early"], next_day=True), within(9)):
        problem = vm.Problem([vm.Volunteer("li")], [late], history=[early, long_ago], rules=only([rule]), words=TO_COME)
        assert len(told(problem, schedule(problem, ("li", "late")), "succession")) == 1
        assert told(problem, schedule(problem), "succession") == []
        laws.same_set(problem)


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: by hours, by the day, or both."""
    hours, next_day = draw(
        st.sampled_from(((None, True), (None, True), (0, True), (1, False), (24, False), (12, True)))
    )
    kinds = st.sampled_from((("art", "visit"), ("visit",), ("art", "visit"), ("art",)))
    fields = {"after": kinds, "never": kinds, "within_hours": st.just(hours), "next_day": st.just(next_day)}
    return draw(at_random(Succession, problem, **fields))


@settings(max_examples=25)
@given(st.one_of(cases(drawn), week_cases(drawn)))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
