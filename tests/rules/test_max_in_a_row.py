"""`MaxInARow`: breaks that come in time, too late and just so, and what columns make of them."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rule import EVERYWHERE
from volmatch.rules import Cover, MaxInARow, only


def working(
    hours: float, pause: int, *sessions: vm.Session, where: vm.Where = EVERYWHERE
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does all the sessions."""
    rule = MaxInARow(hours=hours, break_minutes=pause, where=where)
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "max_in_a_row")


EARLY = session("early", "09:00", "11:00", kind="hard")
NEXT = session("next", "11:15", "13:00", kind="easy")
LATE = session("late", "13:30", "15:00", kind="hard")


def test_kept() -> None:
    """A break in time is not seen; or two people's duties are taken for one person's."""
    assert working(4, 30, EARLY, NEXT, LATE) == []
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    problem = vm.Problem(people, [EARLY, NEXT], rules=only([MaxInARow(hours=2)]), words=TO_COME)
    assert told(problem, schedule(problem, ("li", "early"), ("wang", "next")), "max_in_a_row") == []


def test_broken() -> None:
    """A pause too short to be a break counts as one, whatever order the sessions are listed in."""
    said = "Li works 4 hours from early without a break of 30 minutes, more than 3"
    assert working(3, 30, EARLY, NEXT, LATE) == [(("li",), ("early",), 1, said)]
    assert working(3, 30, LATE, NEXT, EARLY) == [(("li",), ("early",), 1, said)]
    assert [one[1] for one in working(3, 31, EARLY, NEXT, LATE)] == [("early",), ("next",)]


def test_on_the_boundary() -> None:
    """Exactly the hours, or a pause of exactly the break, is too much or too little; a minute more or less is the same."""
    assert working(4, 15, EARLY, NEXT) == []
    assert working(3.99, 16, EARLY, NEXT) != []
    assert working(4, 16, EARLY, NEXT) == []
    assert [one[1] for one in working(3, 30, NEXT, LATE)] == []
    assert [one[1] for one in working(3, 31, NEXT, LATE)] == [("next",)]


def test_one_session_may_be_too_long_alone() -> None:
    """Six hours at a stretch pass because nothing follows them."""
    assert len(working(4, 30, session("long", "09:00", "15:00"))) == 1


def test_what_began_earlier_may_end_later() -> None:
    """A long duty that began before a short one is forgotten when the short one is looked at."""
    long, short = session("long", "09:00", "13:00"), session("short", "10:00", "10:30")
    assert [one[1] for one in working(2, 30, long, short)] == [("long",), ("short",)]


def test_a_filter_names_the_work_that_counts() -> None:
    """Easy work between is not a break from the hard; or people who are not meant are counted."""
    hard = vm.Where(sessions=vm.SessionFilter(kind="hard"))
    assert working(2, 30, EARLY, NEXT, LATE, where=hard) == []
    assert working(2, 180, EARLY, NEXT, LATE, where=hard) != []
    minors = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert working(1, 30, EARLY, NEXT, where=minors) == []


def test_an_afternoon_is_shared_so_that_all_have_breaks() -> None:
    """Two people could take turns at a desk, and one sits through."""
    desk = [session(f"at-{hour}", f"{hour}:00", f"{hour + 1}:00") for hour in range(12, 18)]
    rule = MaxInARow(hours=2, break_minutes=60)
    problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("wang")], desk, rules=only([rule, Cover(level=1)]))
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert (outcome.status, vm.score(problem, outcome.schedule)) == ("optimal", (0,))
    alone = vm.solve(vm.Problem([vm.Volunteer("li")], desk, rules=only([rule, Cover(level=1)])))
    assert alone.schedule is not None
    assert len(alone.schedule.assignments) == 4  # two hours, a break, two hours, a break


def after(rule: vm.Rule, past: list[vm.PastDuty], *sessions: vm.Session) -> list[tuple[tuple[str, ...], int, str]]:
    """Return what the rule says when li does all the sessions, after what the history tells."""
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, history=past, rules=only([rule]), words=TO_COME)
    laws.same_set(problem)
    assert told(problem, schedule(problem), "max_in_a_row") == []
    made = schedule(problem, *(("li", one.id) for one in sessions))
    return [one[1:] for one in told(problem, made, "max_in_a_row")]


NIGHT = vm.PastDuty("li", at("05:00"), at("09:00"), session="watch")


def test_work_of_the_history_goes_on() -> None:
    """The night before the plan is no work, or a pause as long as a break does not end it."""
    said = "Li works 6 hours from watch without a break of 30 minutes, more than 5"
    assert after(MaxInARow(hours=5), [NIGHT], EARLY) == [(("early",), 1, said)]
    assert after(MaxInARow(hours=6), [NIGHT], EARLY) == []
    assert after(MaxInARow(hours=5), [attrs.evolve(NIGHT, end=at("08:30"))], EARLY) == []
    later = vm.PastDuty("li", at("11:15"), at("13:00"), session="elsewhere")
    said = "Li works 4 hours from early without a break of 30 minutes, more than 3"
    assert after(MaxInARow(hours=3), [later], EARLY) == [(("early",), 1, said)], (
        "also what is settled after the session"
    )


def test_what_the_past_made_too_long_may_not_be_made_longer() -> None:
    """A long night of the history forbids every schedule, or is gone on with for nothing, or forbids what does not lengthen it."""
    assert [one[:2] for one in after(MaxInARow(hours=3), [NIGHT], EARLY)] == [(("early",), 1)]
    assert after(MaxInARow(hours=3), [NIGHT], session("within", "08:00", "09:00")) == []
    rest = attrs.evolve(EARLY, start=at("09:30"))
    assert after(MaxInARow(hours=3), [NIGHT], rest) == []


def test_a_filter_names_the_history_that_counts() -> None:
    """A night of easy work, or of somebody else, is taken for hard work."""
    hard = vm.Where(sessions=vm.SessionFilter(kind="hard"))
    assert after(MaxInARow(hours=3, where=hard), [NIGHT], EARLY) == []
    assert len(after(MaxInARow(hours=3, where=hard), [attrs.evolve(NIGHT, kind="hard")], EARLY)) == 1
    assert after(MaxInARow(hours=3), [attrs.evolve(NIGHT, volunteer="gone")], EARLY) == []


SHORT = [session(f"at-{hour}", f"{hour}:00", f"{hour}:20") for hour in range(10, 15)]


def in_a_row(most: int, pause: int, *sessions: vm.Session) -> list[tuple[tuple[str, ...], int, str]]:
    """Return what a rule about a number of sessions says when li does them all."""
    return after(MaxInARow(sessions=most, break_minutes=pause), [], *sessions)


def test_so_many_sessions_however_short() -> None:
    """Short sessions one after the other ask for no break; or a break between them is not seen."""
    said = "Li serves in 4 sessions from at-10 without a break of 60 minutes, more than 3"
    assert in_a_row(3, 60, *SHORT[:4]) == [(("at-10", "at-11", "at-12", "at-13"), 1, said)]
    assert in_a_row(3, 60, *reversed(SHORT[:4])) == in_a_row(3, 60, *SHORT[:4])
    assert in_a_row(3, 60, *SHORT[:2], *SHORT[3:]) == []
    assert [one[0][0] for one in in_a_row(3, 60, *SHORT)] == ["at-10", "at-11"]


def test_sessions_on_the_boundary() -> None:
    """Exactly the sessions, or a pause of exactly the break, is too much; a session more or a minute less is the same."""
    assert in_a_row(4, 60, *SHORT[:4]) == []
    assert in_a_row(1, 40, *SHORT) == []
    assert len(in_a_row(1, 41, *SHORT)) == 4


def test_sessions_that_begin_together_count_each() -> None:
    """Of two that begin at once one is forgotten, or the order in which they are listed matters."""
    long, short = session("long", "09:00", "13:00"), session("short", "09:00", "09:30")
    assert [set(one[0]) for one in in_a_row(1, 30, long, short)] == [{"long", "short"}] * 2
    assert in_a_row(2, 30, long, short) == []


def test_hours_and_sessions_are_both_asked() -> None:
    """The one limit hides the other, or a duty that breaks both costs once."""
    rule = MaxInARow(hours=3, sessions=1)
    assert [one[2].split(" from ")[0] for one in after(rule, [], EARLY, NEXT)] == [
        "Li works 4 hours",
        "Li serves in 2 sessions",
    ]


def test_sessions_of_the_history_count() -> None:
    """What was served just before the plan asks for no break, or what it made too many is gone on with or forbids all."""
    rule = MaxInARow(sessions=2, break_minutes=60)
    past = [vm.PastDuty("li", at(f"{hour}:00"), at(f"{hour}:30"), session=f"old-{hour}") for hour in ("07", "08", "09")]
    said = "Li serves in 3 sessions from old-08 without a break of 60 minutes, more than 2"
    assert after(rule, past[1:], SHORT[0]) == [(("at-10",), 1, said)]
    assert after(rule, past[2:], SHORT[0]) == []
    assert [one[:2] for one in after(rule, past, SHORT[0])] == [(("at-10",), 1)] * 2, "from old-07 and from old-08"
    assert after(rule, past, *SHORT[1:3]) == []
    within = session("within", "08:05", "08:10")
    assert len(after(rule, past, within)) == 2, "one more in a row, though it ends no later"


def test_a_day_is_shared_so_that_nobody_has_too_many_in_a_row() -> None:
    """Breaks that the number of sessions asks for cannot be planned, or more is forbidden than must be."""
    rule = MaxInARow(sessions=2, break_minutes=60)
    alone = vm.solve(vm.Problem([vm.Volunteer("li")], SHORT, rules=only([rule, Cover(level=1)])))
    assert alone.schedule is not None
    assert (alone.status, len(alone.schedule.assignments)) == ("optimal", 4)  # two, a break, two
    goal = attrs.evolve(rule, level=2)
    dear = vm.solve(vm.Problem([vm.Volunteer("li")], SHORT, rules=only([goal, Cover(level=1)])))
    assert [level.value for level in dear.levels] == [0, 3]


@pytest.mark.parametrize(
    "slip", [{"hours": -1}, {"hours": 2, "break_minutes": 0}, {"hours": "many"}, {}, {"sessions": 0}]
)
def test_slips_are_refused(slip: dict[str, object]) -> None:
    """A break of no minutes is always there, or no limit is set, and the rule would say nothing."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]"):
        vm.Problem([], [], rules=only([MaxInARow(**slip)]))  # type: ignore[arg-type]


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: minutes to more than a day of work, a session or two, short and long breaks."""
    hours = st.sampled_from((0, 0.5, 1, 1.5, 2, 3, 12, 24, 30))
    pauses = st.sampled_from((1, 30, 31, 60, 600, 1500))
    few = st.integers(1, 2)
    both: list[dict[str, st.SearchStrategy[object]]] = [
        {"hours": hours},
        {"sessions": few},
        {"hours": hours, "sessions": few},
    ]
    limits = draw(st.sampled_from(both))
    return draw(at_random(MaxInARow, problem, break_minutes=pauses, **limits))


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
