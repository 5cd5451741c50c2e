"""`RollingHours`: stretches that hold just enough and too much, and what columns make of them."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rule import EVERYWHERE
from volmatch.rules import Cover, RollingHours, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]

MORNING = session("morning", "08:00", "12:00", kind="hard")
EVENING = session("evening", "18:00", "22:00", kind="easy")
NEXT = session("next", "07:00", "10:00", day=21, kind="hard")


def serving(rule: RollingHours, *sessions: vm.Session) -> Told:
    """Return what the rule says when li does all the sessions."""
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "rolling_hours")


def test_kept() -> None:
    """A stretch that holds what it may is refused; or two people's duties are taken for one person's."""
    assert serving(RollingHours(within_hours=24, max_hours=9, max_sessions=3), MORNING, EVENING, NEXT) == []
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    rule = RollingHours(within_hours=24, max_sessions=1)
    problem = vm.Problem(people, [MORNING, EVENING], rules=only([rule]), words=TO_COME)
    assert told(problem, schedule(problem, ("li", "morning"), ("wang", "evening")), "rolling_hours") == []


def test_broken() -> None:
    """What lies beyond midnight is not seen, or the part of a duty beyond the hours counts."""
    said = "Li serves 9 hours within 24 hours from morning, more than 7.5"
    rule = RollingHours(within_hours=24, max_hours=7.5)
    assert serving(rule, MORNING, EVENING, NEXT) == [(("li",), ("morning", "evening", "next"), 2, said)]
    assert serving(rule, NEXT, EVENING, MORNING) == [(("li",), ("morning", "evening", "next"), 2, said)]
    said = "Li begins 3 sessions within 24 hours from morning, more than 1"
    found = serving(RollingHours(within_hours=24, max_sessions=1), MORNING, EVENING, NEXT)
    assert found[0] == (("li",), ("morning", "evening", "next"), 2, said)
    assert [one[2] for one in found] == [2, 1]


def test_on_the_boundary() -> None:
    """A duty that begins when the stretch is over counts, or one that begins a minute before does not."""
    assert serving(RollingHours(within_hours=23, max_sessions=2), MORNING, EVENING, NEXT) == []
    assert len(serving(RollingHours(within_hours=23.02, max_sessions=2), MORNING, EVENING, NEXT)) == 1
    assert serving(RollingHours(within_hours=24, max_hours=9), MORNING, EVENING, NEXT) == []
    assert len(serving(RollingHours(within_hours=24, max_hours=8.98), MORNING, EVENING, NEXT)) == 1


def test_what_began_before_counts_from_here_on() -> None:
    """A long duty that began before a short one is forgotten when the short one is looked at."""
    long, short = session("long", "09:00", "15:00"), session("short", "10:00", "11:00")
    found = serving(RollingHours(within_hours=4, max_hours=4), long, short)
    assert [(one[1], one[2]) for one in found] == [(("long", "short"), 1), (("long", "short"), 1)]


def test_a_filter_names_the_work_that_counts() -> None:
    """Easy work counts as hard; or people who are not meant are counted."""
    hard = vm.Where(sessions=vm.SessionFilter(kind="hard"))
    assert serving(RollingHours(within_hours=24, max_sessions=2, where=hard), MORNING, EVENING, NEXT) == []
    minors = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert serving(RollingHours(within_hours=24, max_sessions=1, where=minors), MORNING, EVENING) == []
    assert EVERYWHERE.takes_volunteer(vm.Volunteer("li"))


def test_nights_are_shared_out() -> None:
    """Two people could take turns so that nobody serves twice within a day, and do not."""
    shifts = [session(f"at-{hour}", f"{hour:02}:00", f"{hour + 4:02}:00") for hour in (0, 8, 16)]
    rule = RollingHours(within_hours=16, max_sessions=1)
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    outcome = vm.solve(vm.Problem(people, shifts, rules=only([rule, Cover(level=1)])))
    assert [level.value for level in outcome.levels] == [0]
    alone = vm.solve(vm.Problem(people[:1], shifts, rules=only([rule, Cover(level=1)])))
    assert [level.value for level in alone.levels] == [1]


@pytest.mark.parametrize("slip", [{"within_hours": 24}, {"within_hours": -1, "max_hours": 3}, {"max_hours": 3}])
def test_slips_are_refused(slip: dict[str, object]) -> None:
    """A rule without any limit says nothing and is taken."""
    with pytest.raises((vm.ProblemError, TypeError)):
        vm.Problem([], [], rules=only([RollingHours(**slip)]))  # type: ignore[arg-type]


def after(rule: RollingHours, past: list[vm.PastDuty], *sessions: vm.Session) -> list[tuple[tuple[str, ...], int, str]]:
    """Return what the rule says when li does all the sessions, after what the history tells."""
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, history=past, rules=only([rule]), words=TO_COME)
    laws.same_set(problem)
    assert told(problem, schedule(problem), "rolling_hours") == []
    return [one[1:] for one in told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "rolling_hours")]


def test_a_stretch_begins_in_the_history() -> None:
    """The evening before the plan is in no stretch, or counts after the hours are over."""
    night = [vm.PastDuty("li", at("20:00", 19), at("23:00", 19), session="night")]
    said = "Li serves 7 hours within 24 hours from night, more than 6"
    assert after(RollingHours(within_hours=24, max_hours=6), night, MORNING) == [(("morning",), 1, said)]
    assert after(RollingHours(within_hours=24, max_hours=7), night, MORNING) == []
    assert after(RollingHours(within_hours=12, max_hours=3), night, attrs.evolve(MORNING, end=at("11:00"))) == []
    said = "Li begins 2 sessions within 24 hours from night, more than 1"
    assert after(RollingHours(within_hours=24, max_sessions=1), night, MORNING) == [(("morning",), 1, said)]


def test_what_the_past_had_too_much_is_not_counted_again() -> None:
    """A long night before the plan forbids every schedule, or lets somebody serve on for nothing."""
    night = [vm.PastDuty("li", at("14:00", 19), at("23:00", 19), session="night")]
    assert [one[1] for one in after(RollingHours(within_hours=24, max_hours=6), night, MORNING)] == [4]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: stretches of minutes to more than a day, with limits of either kind."""
    within = st.sampled_from((0, 0.5, 1, 2.5, 12, 24, 30))
    hours = draw(st.sampled_from((None, 0, 0.5, 1, 1.5, 3)))
    counts = st.sampled_from((0, 1, 1, 2)) if hours is None else st.sampled_from((None, 1))
    return draw(at_random(RollingHours, problem, within_hours=within, max_hours=st.just(hours), max_sessions=counts))


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
