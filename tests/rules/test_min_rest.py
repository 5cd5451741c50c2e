"""`MinRest`: too little, enough and exactly enough time between two duties, and what columns make of it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rule import EVERYWHERE
from volmatch.rules import AfterLate, MinRest, only


def resting(
    hours: float, *sessions: vm.Session, where: vm.Where = EVERYWHERE, late: AfterLate | None = None
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does all the sessions."""
    rule = MinRest(hours=hours, after_late=late, where=where)
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, rules=only([rule]), words=TO_COME)
    return told(problem, schedule(problem, *(("li", one.id) for one in sessions)), "min_rest")


EVENING = session("evening", "18:00", "21:00", kind="night")
MORNING = session("morning", "08:00", "09:00", day=21, kind="day")


def test_kept() -> None:
    """Somebody who rests long enough is said not to; or two people's duties are taken for one person's."""
    assert resting(10, EVENING, MORNING) == []
    problem = vm.Problem(
        [vm.Volunteer("li"), vm.Volunteer("wang")], [EVENING, MORNING], rules=only([MinRest(hours=12)]), words=TO_COME
    )
    assert told(problem, schedule(problem, ("li", "evening"), ("wang", "morning")), "min_rest") == []


def test_broken() -> None:
    """Too short a night passes, in whatever order the sessions are listed."""
    said = "Li has 11 hours between evening and morning, wanted 12"
    assert resting(12, EVENING, MORNING) == [(("li",), ("evening", "morning"), 1, said)]
    assert resting(12, MORNING, EVENING) == [(("li",), ("evening", "morning"), 1, said)]


def test_on_the_boundary() -> None:
    """Exactly the hours wanted are too few, or a minute less is enough."""
    assert resting(11, EVENING, MORNING) == []
    assert len(resting(11 + 1 / 60, EVENING, MORNING)) == 1
    touching = session("after", "21:00", "22:00")
    assert resting(0, EVENING, touching) == []
    assert len(resting(1 / 60, EVENING, touching)) == 1


def test_every_pair_counts() -> None:
    """Three short sessions in a row cost two pairs; or sessions that overlap count as rest."""
    three = [session(name, f"{10 + hour}:00", f"{10 + hour}:30") for hour, name in enumerate("abc")]
    assert [one[1] for one in resting(8, *three)] == [("a", "b"), ("a", "c"), ("b", "c")]
    inside = session("inside", "19:00", "20:00")
    assert resting(0, EVENING, inside)[0][3] == "Li has 0 hours between evening and inside, wanted 0"
    assert len(resting(0, EVENING, session("same", "18:00", "19:00"))) == 1


@pytest.mark.parametrize(
    ("ends", "day", "is_late"), [("20:59", 20, False), ("21:00", 20, True), ("00:30", 21, True), ("07:00", 21, True)]
)
def test_late_ends_ask_for_more(ends: str, day: int, is_late: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """An end at the hour, or after midnight, is not late; or one before it is."""
    evening = vm.Session("evening", start=at("18:00"), end=at(ends, day), roles=[vm.Role("helper")])
    long_after = session("next", "12:00", "13:00", day=21)
    late = AfterLate(late_from=dt.time(21), late_hours=20)
    assert bool(resting(1, evening, long_after, late=late)) is is_late


@pytest.mark.parametrize(
    ("from_", "to", "late_from", "is_late"),
    [
        ("00:00", "05:00", "22:00", True),
        ("00:30", "02:00", "22:00", True),
        ("04:59", "06:00", "22:00", True),
        ("05:00", "09:00", "22:00", False),
        ("19:00", "23:59", "00:30", False),
        ("00:00", "00:29", "00:30", False),
        ("00:00", "00:30", "00:30", True),
        ("05:00", "06:00", "05:00", True),
    ],
)
def test_late_is_a_matter_of_the_night(from_: str, to: str, late_from: str, is_late: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A night that begins after midnight is an early morning, or a day ends late as it has not come to the night."""
    night, later = session("night", from_, to, day=21), session("later", "12:00", "13:00", day=22)
    late = AfterLate(late_from=dt.time.fromisoformat(late_from), late_hours=40)
    assert bool(resting(1, night, later, late=late)) is is_late


def test_two_minutes_of_a_night_take_no_hours_of_rest() -> None:
    """A night from 23:30 is late, one from midnight is not, so a duty nine hours later is allowed."""
    night, later = session("night", "00:00", "05:00"), session("later", "14:00", "15:00")
    rule = MinRest(hours=8, after_late=AfterLate(late_from=dt.time(22), late_hours=12))
    problem = vm.Problem(
        [vm.Volunteer("a")], [night, later], rules=only([rule, vm.rules.Cover(level=1)]), words=TO_COME
    )
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert vm.score(problem, outcome.schedule) == (1,)


def test_the_clock_of_the_place_decides_what_is_late() -> None:
    """Late is told by the clock of Greenwich, or by the one that held before the clocks changed."""
    late = AfterLate(late_from=dt.time(2, 45), late_hours=20)
    people = [vm.Volunteer("li")]
    for start, end, is_late in (
        ("2026-10-25T01:00+02:00", "2026-10-25T02:30+01:00", False),
        ("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", True),
    ):
        night = vm.Session("night", start=start, end=end, roles=[vm.Role("helper")])
        noon = vm.Session("noon", start=f"{start[:10]}T12:00", end=f"{start[:10]}T13:00", roles=[vm.Role("helper")])
        rules = [MinRest(hours=1, after_late=late)]
        problem = vm.Problem(people, [night, noon], rules=only(rules), timezone="Europe/Berlin", words=TO_COME)
        made = schedule(problem, ("li", "night"), ("li", "noon"))
        assert bool(told(problem, made, "min_rest")) is is_late
        laws.same_set(problem)


def test_a_filter_names_the_sessions_after_which_the_rest_is_due() -> None:
    """A rest due after nights is due after days too, or only before other nights."""
    nights = vm.Where(sessions=vm.SessionFilter(kind="night"))
    days = vm.Where(sessions=vm.SessionFilter(kind="day"))
    others = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert len(resting(12, EVENING, MORNING, where=nights)) == 1
    assert resting(12, EVENING, MORNING, where=days) == []
    assert resting(12, EVENING, MORNING, where=others) == []


def test_a_shorter_rest_after_late_ends_is_refused() -> None:
    """A slip that makes late evenings cheaper than early ones goes unseen."""
    rule = MinRest(hours=11, after_late=AfterLate(late_from=dt.time(22), late_hours=8))
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].after_late: late_hours must not lie below hours \(11\)"):
        vm.Problem([], [], rules=only([rule]), words=TO_COME)


def served(from_: str, to: str, day: int, kind: str | None = None) -> vm.PastDuty:
    """Return a duty of the history."""
    return vm.PastDuty("li", at(from_, day), at(to, day), session="before", kind=kind)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        ([served("20:00", "22:00", 20)], ["Li has 10 hours between before and morning, wanted 11"]),
        ([served("20:00", "21:00", 20)], []),
        ([served("12:00", "13:00", 21)], ["Li has 3 hours between morning and before, wanted 11"]),
        ([served("08:30", "08:40", 21)], ["Li has 0 hours between morning and before, wanted 11"]),
        ([served("08:00", "09:00", 20), served("10:00", "11:00", 20)], []),
    ],
)
def test_the_history_asks_for_rest_too(past: list[vm.PastDuty], said: list[str]) -> None:
    """A night of the plan before is forgotten, asks for rest only after it, or makes a pair with another of the history."""
    rules = only([MinRest(hours=11)])
    problem = vm.Problem([vm.Volunteer("li", name="Li")], [MORNING], history=past, rules=rules, words=TO_COME)
    assert [one[3] for one in told(problem, schedule(problem, ("li", "morning")), "min_rest")] == said
    assert told(problem, schedule(problem), "min_rest") == []
    laws.same_set(problem)


def test_a_filter_takes_duties_of_the_history_by_what_they_tell() -> None:
    """Rest is due after a duty of the history of any kind, or after none."""
    nights = vm.Where(sessions=vm.SessionFilter(kind="night"))
    for kind, is_short in (("night", True), ("day", False), (None, False)):
        problem = vm.Problem(
            [vm.Volunteer("li")],
            [MORNING],
            history=[served("20:00", "22:00", 20, kind)],
            rules=only([MinRest(hours=11, where=nights)]),
            words=TO_COME,
        )
        assert bool(told(problem, schedule(problem, ("li", "morning")), "min_rest")) is is_short
        laws.same_set(problem)


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for a problem: no rest to more than a day of it, sometimes longer after a late end."""
    hours = draw(st.sampled_from((0, 0.5, 1, 1.5, 12, 20, 24, 30)))
    late = draw(st.sampled_from((None, (dt.time(9, 30), 2), (dt.time(23), 24), (dt.time(11), 36), (dt.time(1), 20))))
    after_late = None if late is None else AfterLate(late_from=late[0], late_hours=max(hours, late[1]))
    return draw(at_random(MinRest, problem, hours=st.just(hours), after_late=st.just(after_late)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
