"""Substitutes: who could take a seat, in which order, and why others cannot."""

import datetime as dt

import attrs
import pytest

import volmatch as vm
from by_hand import at, schedule, session
from volmatch.live import Substitute, Substitutes, substitutes
from volmatch.rules import Available, Cover, Limits, NoOverlap, Pin, Pinned, Wishes
from volmatch.rules import only as just


def hall(*sessions: vm.Session, wishes: dict[str, int] | None = None, **people: vm.Window | None) -> vm.Problem:
    """Return a hall in which people are there in one window, or always; wishes are for the gate."""
    liked = wishes or {}
    return vm.Problem(
        [
            vm.Volunteer(
                name,
                available=None if window is None else [window],
                wishes=[vm.Wish(session="gate", score=liked[name])] if name in liked else [],
            )
            for name, window in people.items()
        ],
        sessions,
        rules=just([Available(), NoOverlap(), Limits(), Cover(level=1), Wishes(level=2)]),
    )


GATE, BAR, DOOR = session("gate", "10:00", "12:00"), session("bar", "10:00", "12:00"), session("door", "13:00", "15:00")
LATE = vm.Window(at("12:30"), at("18:00"))


def who(found: Substitutes) -> list[tuple[str, str]]:
    """Return who could take the seat, and how."""
    return [(one.volunteer, one.kind) for one in found.people]


def only(found: Substitutes) -> Substitute:
    """Return the one who could take the seat."""
    (one,) = found.people
    return one


def test_those_who_lose_least_come_first() -> None:
    """Somebody who would rather not is asked before somebody who would love to."""
    problem = hall(GATE, an=None, bo=None, chen=None, wishes={"bo": 3, "chen": -3})
    found = substitutes(problem, schedule(problem), "gate")
    assert who(found) == [("bo", "direct"), ("an", "direct"), ("chen", "direct")]
    assert [[level.loss for level in one.levels] for one in found.people] == [[-1, -1000], [-1, 0], [-1, 1000]]


def test_of_equals_those_not_asked_for_long() -> None:
    """The same people are asked each time."""
    problem = hall(GATE, an=None, bo=None, chen=None, dan=None)
    last: dict[str, dt.datetime | str] = {"an": at("09:00"), "bo": "2026-07-19T09:00", "dan": at("09:00", 18)}
    found = substitutes(problem, schedule(problem), "gate", asked=last)
    assert [one.volunteer for one in found.people] == ["chen", "dan", "bo", "an"]
    assert found.people[1].asked == at("09:00", 18)


def test_who_said_no_is_not_asked_again() -> None:
    """Somebody who said no is asked, or asked to make room for somebody else."""
    problem = hall(GATE, BAR, an=None, bo=None, chen=None)
    made = schedule(problem, ("an", "bar"))
    found = substitutes(problem, made, "gate", refused=["bo"])
    assert who(found) == [("chen", "direct"), ("an", "swap")]
    assert only(substitutes(problem, made, "gate", refused=["bo", "an"])).volunteer == "chen"
    assert found.unable[0].sentence() == "bo cannot: said no"


def test_a_swap() -> None:
    """A seat stays empty that somebody could take if a third took theirs."""
    problem = hall(GATE, DOOR, an=None, bo=LATE)
    problem = attrs.evolve(
        problem,
        volunteers=[
            attrs.evolve(problem.volunteers[0], limits=[vm.Limit("day", max_sessions=1)]),
            problem.volunteers[1],
        ],
    )
    found = only(substitutes(problem, schedule(problem, ("an", "door")), "gate"))
    assert (found.kind, found.people) == ("swap", ("an", "bo"))
    assert found.schedule == schedule(problem, ("an", "gate"), ("bo", "door"))
    assert (
        found.sentence()
        == "an leaves door (Mon 2026-07-20 13:00) for it and bo takes what is left: 1 less at level 1 (cover)"
    )


def test_nobody_leaves_what_has_begun() -> None:
    """Somebody is taken out of a session that is under way."""
    problem = hall(GATE, BAR, an=None, bo=None)
    made = schedule(problem, ("an", "bar"))
    assert ("an", "swap") in who(substitutes(problem, made, "gate", now=at("10:00")))
    assert ("an", "swap") not in who(substitutes(problem, made, "gate", now=at("10:01")))


def test_who_leaves_is_not_asked() -> None:
    """The one who gives the seat up is asked to take it, or their promise keeps everybody out."""
    problem = hall(GATE, an=None, bo=None)
    promised = attrs.evolve(problem, rules=just([*problem.rules, Pinned(stay=[Pin(volunteer="an", session="gate")])]))
    assert who(substitutes(promised, schedule(problem, ("an", "gate")), "gate", leaving="an")) == [("bo", "direct")]


def test_why_others_cannot() -> None:
    """Who cannot is left without a reason, or a reason is told for everybody of a thousand."""
    problem = hall(GATE, BAR, an=None, bo=LATE, chen=LATE)
    found = substitutes(problem, schedule(problem, ("an", "bar")), "gate", reasons=2)
    assert found.people == ()
    assert [one.volunteer for one in found.unable] == ["an", "bo"]
    assert found.others == 1
    told = found.sentence()
    assert "an cannot: an cannot do both bar and gate" in told
    assert "bo is not available" in told
    assert "1 other cannot" in told


def test_a_plan_asks_the_dear_ones_last() -> None:
    """Somebody is asked with whom the schedule loses, though others would do; or nobody because those do not suffice."""
    problem = hall(GATE, an=None, bo=None, chen=None, wishes={"chen": -3})
    found = substitutes(problem, schedule(problem), "gate")
    times = {"now": at("08:00"), "deadline": at("09:00"), "minutes": 60}
    assert {ask.person.volunteer for ask in found.ask_plan(**times, chance=0.7).asks} == {"an", "bo"}  # type: ignore[arg-type]
    plan = found.ask_plan(**times, chance=0.8)  # type: ignore[arg-type]
    assert {ask.person.volunteer for ask in plan.asks} == {"an", "bo", "chen"}
    likely = found.ask_plan(**times, chance=0.8, odds={"an": 0.9})  # type: ignore[arg-type]
    assert [ask.person.volunteer for ask in likely.asks] == ["an"]


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ({"session": "nowhere"}, "no session"),
        ({"role": "king"}, "no role"),
        ({"leaving": "bo"}, "no such seat"),
        ({"refused": ["nobody"]}, "no volunteer"),
        ({"asked": {"an": "yesterday"}}, "asked"),
        ({"links": 3}, "links"),
        ({"reasons": -1}, "reasons"),
        ({"session": "gate"}, "no empty seat"),
        ({"session": "off"}, "does not take place"),
        ({"session": "both"}, "say which role"),
    ],
)
def test_slips_are_refused(slip: dict[str, object], word: str) -> None:
    """A slip is taken for a seat, or shown as a traceback of ours."""
    two = attrs.evolve(session("both", "16:00", "17:00"), roles=[vm.Role("one"), vm.Role("two")])
    off = attrs.evolve(session("off", "18:00", "19:00"), optional=True)
    problem = hall(GATE, BAR, two, off, an=None, bo=None)
    made = schedule(problem, ("an", "gate"), dropped=["off"])
    asked = {"session": "bar", "role": None, **slip}
    with pytest.raises(vm.OptionError, match=word):
        substitutes(problem, made, **asked)  # type: ignore[arg-type]


def test_a_broken_schedule_is_refused() -> None:
    """Nobody is found, and nothing says that it is for something else that is broken."""
    problem = hall(GATE, BAR, an=LATE, bo=None)
    with pytest.raises(vm.OptionError, match="breaks what must hold"):
        substitutes(problem, schedule(problem, ("an", "bar")), "gate")


def test_time_that_is_up_is_told() -> None:
    """An answer that is not whole looks like one that is."""

    class Stopped:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 2

    problem = hall(GATE, an=None, bo=None)
    try:
        found = substitutes(problem, schedule(problem), "gate", cancel=Stopped())
    except vm.NoScheduleError:
        return
    assert not found.is_complete
    assert "not everybody could be looked at" in found.sentence()


def test_times_are_those_of_the_clocks_there() -> None:
    """Moments of the beginning are told in another zone than the problem's."""
    problem = attrs.evolve(hall(GATE, an=None), timezone="Asia/Shanghai")
    found = substitutes(problem, schedule(problem), "gate")
    assert found.start.utcoffset() == dt.timedelta(hours=8)
