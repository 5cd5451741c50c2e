"""`MinRun`: stretches that are long enough, too short and just so, and what columns make of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rule import EVERYWHERE
from volmatch.rules import Cover, MinRun, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]

FIRST = session("first", "09:00", "10:00", kind="hard")
SECOND = session("second", "10:15", "11:00", kind="easy")
LATE = session("late", "15:00", "16:00", kind="hard")


def serving(hours: float, pause: int, *sessions: vm.Session, where: vm.Where = EVERYWHERE) -> Told:
    """Return what the rule says when li does all the sessions."""
    rule = MinRun(hours=hours, break_minutes=pause, where=where)
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "min_run")


def test_kept() -> None:
    """Two duties with a short pause are taken for two stretches; or nobody's duties are."""
    assert serving(2, 30, FIRST, SECOND) == []
    assert serving(2, 30) == []


def test_broken() -> None:
    """A single hour in the afternoon passes, or those of the morning count with it."""
    said = "Li serves only 1 h at a stretch from late, wanted at least 2"
    assert serving(2, 30, FIRST, SECOND, LATE) == [(("li",), ("late",), 1, said)]
    assert serving(2, 30, LATE, SECOND, FIRST) == [(("li",), ("late",), 1, said)]
    assert [one[1] for one in serving(3, 30, FIRST, SECOND, LATE)] == [("first", "second"), ("late",)]


def test_on_the_boundary() -> None:
    """Exactly the hours are too few, or a pause of exactly the break is none."""
    assert serving(1, 15, FIRST, LATE) == []
    assert [one[1] for one in serving(1, 15, FIRST, SECOND)] == [("second",)]
    assert serving(1, 16, FIRST, SECOND) == []
    assert [one[1] for one in serving(1.02, 15, FIRST)] == [("first",)]


def test_a_short_duty_inside_a_long_one_is_part_of_it() -> None:
    """What begins later and ends earlier is taken for a stretch of its own."""
    assert serving(4, 30, session("long", "09:00", "13:00"), session("short", "10:00", "10:30")) == []


def test_a_filter_names_the_work_that_counts() -> None:
    """Easy work makes hard work longer; or people who are not meant are counted."""
    hard = vm.Where(sessions=vm.SessionFilter(kind="hard"))
    assert [one[1] for one in serving(2, 30, FIRST, SECOND, where=hard)] == [("first",)]
    assert serving(2, 30, LATE, where=vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))) == []


def test_an_afternoon_is_shared_in_stretches() -> None:
    """Two people take turns by the hour though each was to stay for two."""
    desk = [session(f"at-{hour}", f"{hour}:00", f"{hour + 1}:00") for hour in range(12, 16)]
    rule = MinRun(hours=2)
    most = [vm.Limit("day", max_hours=2)]
    people = [vm.Volunteer("li", limits=most), vm.Volunteer("wang", limits=most)]
    outcome = vm.solve(vm.Problem(people, desk, rules=only([rule, Cover(level=1)])))
    assert [level.value for level in outcome.levels] == [0]
    alone = vm.solve(vm.Problem(people[:1], desk[:1], rules=only([rule, Cover(level=1)])))
    assert [level.value for level in alone.levels] == [1]


@pytest.mark.parametrize("slip", [{"hours": -1}, {"hours": 2, "break_minutes": 0}, {"hours": "many"}])
def test_slips_are_refused(slip: dict[str, object]) -> None:
    """A break of no minutes ends every stretch, and the rule would say something else."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]"):
        vm.Problem([], [], rules=only([MinRun(**slip)]))  # type: ignore[arg-type]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: minutes to more than a day of work, short and long breaks."""
    hours = st.sampled_from((0, 0.5, 1, 1.5, 2, 3, 12, 24, 30))
    return draw(at_random(MinRun, problem, hours=hours, break_minutes=st.sampled_from((1, 30, 31, 60, 600, 1500))))


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
