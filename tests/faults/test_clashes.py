"""Rules named as the reason why nothing is possible are really impossible together, and each of them is needed."""

import datetime as dt
from collections.abc import Iterable

import attrs
import pytest
from hypothesis import event, given, settings

import oracle
import volmatch as vm
from faults.engines import put_in, saying, truthful
from faults.programmes import HOUR, MONDAY
from volmatch.engines.answer import EngineAnswer
from volmatch.rule import Rule, name_of, title_of
from volmatch.rules import Cover, Drop, MinLoad, Pin, Pinned, Target, only
from volmatch.testing import problems, rule_lists

#: Trying every schedule of a problem larger than this takes too long.
MOST_SCHEDULES = 3_000


def session(name: str, *, hour: int = 0, **more: object) -> vm.Session:
    """Return a session of an hour with one seat."""
    begin = MONDAY + hour * HOUR
    return attrs.evolve(
        vm.Session(name, start=begin, end=begin + HOUR, roles=[vm.Role("helper")]),
        **more,  # type: ignore[arg-type] # fields
    )


def stay(*pairs: tuple[str, str]) -> Pinned:
    """Return the rule that these people serve in these sessions."""
    return Pinned(stay=[Pin(volunteer=person, session=where) for person, where in pairs])


def never(*pairs: tuple[str, str]) -> Pinned:
    """Return the rule that these people do not."""
    return Pinned(never=[Pin(volunteer=person, session=where) for person, where in pairs])


LI, ZHOU = vm.Volunteer("li"), vm.Volunteer("zhou")
AWAY = vm.Volunteer("away", available=[vm.Window(MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2))])
TIRED = vm.Volunteer("tired", limits=[vm.Limit("day", max_sessions=1)])
EAGER = vm.Volunteer("eager", limits=[vm.Limit("day", min_sessions=3)])
DRAWING = vm.Role("teacher", skill="drawing")

#: A problem and the rules that clash in it.
CASES: dict[str, tuple[vm.Problem, set[str]]] = {
    "promises at one hour": (
        vm.Problem([LI, ZHOU], [session("a"), session("b")], rules=only([stay(("li", "a"), ("li", "b"))])),
        {"no_overlap", "pinned"},
    ),
    "a promise of somebody who is away": (
        vm.Problem([LI, AWAY], [session("a")], rules=only([stay(("away", "a")), Cover(level=1)])),
        {"available", "pinned"},
    ),
    "a promise of somebody who cannot": (
        vm.Problem([LI], [session("a", roles=[DRAWING])], rules=only([stay(("li", "a"))])),
        {"pinned", "qualified"},
    ),
    "a promise and a refusal": (
        vm.Problem([LI, ZHOU], [session("a")], rules=only([stay(("li", "a")), never(("li", "a"))])),
        {"pinned"},
    ),
    "more promises than a limit allows": (
        vm.Problem([TIRED], [session("a"), session("b", hour=2)], rules=only([stay(("tired", "a"), ("tired", "b"))])),
        {"limits", "pinned"},
    ),
    "full crews without people": (
        vm.Problem([AWAY], [session("a")], rules=only([Cover(level=0)])),
        {"available", "cover"},
    ),
    "full crews with too few people": (
        vm.Problem([LI], [session("a"), session("b")], rules=only([Cover(level=0), stay(("li", "a"))])),
        {"cover", "no_overlap"},
    ),
    "full crews against a refusal": (
        vm.Problem([LI], [session("a"), session("b", hour=2)], rules=only([Cover(level=0), never(("li", "b"))])),
        {"cover", "pinned"},
    ),
    "somebody who must serve more than there is": (
        vm.Problem([EAGER], [session("a"), session("b", hour=2)], rules=only([MinLoad(level=0), Cover(level=1)])),
        {"min_load"},
    ),
    "somebody who must serve in two places at once": (
        vm.Problem([EAGER, LI], [session(name) for name in "abc"], rules=only([MinLoad(level=0), Target(level=1)])),
        {"min_load", "no_overlap"},
    ),
    "an optional session that must take place at no possible hour": (
        vm.Problem(
            [LI],
            [session("a", room=vm.RoomNeed(), optional=True)],
            places=[vm.Place("town")],
            rooms=[vm.Room("hall", "town", closed=[vm.Window(MONDAY, MONDAY + HOUR)])],
            rules=only([Drop(level=0)]),
        ),
        {"drop"},
    ),
}


def named(problem: vm.Problem, outcome: vm.Outcome) -> set[str]:
    """Return the rules that an outcome says clash."""
    titles = dict(outcome.clash[0].facts)["rules"]
    assert isinstance(titles, tuple)
    names = {name_of(type(rule)) for rule in problem.rules if title_of(type(rule)) in titles}
    assert len(names) == len(titles)
    return names


def with_musts(problem: vm.Problem, names: Iterable[str]) -> vm.Problem:
    """Return a problem in which only these rules must hold; the others that had to are goals."""
    kept = set(names)

    def demoted(rule: Rule) -> Rule:
        return rule if rule.level or name_of(type(rule)) in kept else attrs.evolve(rule, level=9)

    return attrs.evolve(problem, rules=only([demoted(rule) for rule in problem.rules]))


def verify(problem: vm.Problem, names: set[str]) -> None:
    """Fail unless these rules alone are impossible, and possible without any one of them; by trying every schedule."""
    assert names
    assert oracle.best(with_musts(problem, names)) is None
    for name in names:
        assert oracle.best(with_musts(problem, names - {name})) is not None, name


@pytest.mark.parametrize(("problem", "expected"), CASES.values(), ids=CASES)
def test_named_rules_clash_and_each_is_needed(problem: vm.Problem, expected: set[str]) -> None:
    """A clash is not seen, names a rule that has nothing to do with it, or forgets one that has."""
    outcome = vm.solve(problem, time_limit=30)
    assert (outcome.status, outcome.stopped_by, outcome.schedule) == ("infeasible", "proof", None)
    assert named(problem, outcome) == expected
    verify(problem, expected)


@pytest.mark.parametrize(("problem", "expected"), CASES.values(), ids=CASES)
def test_the_way_out_is_one(problem: vm.Problem, expected: set[str]) -> None:
    """The advice that goes with a clash is empty, or says what does not help."""
    first, *ways = vm.solve(problem, time_limit=30).clash
    assert all(name.replace("_", " ") in first.sentence() for name in expected)
    assert ways
    for way in ways:
        assert way.sentence().startswith("one way out would be: ")
        assert way.sentence("zh") != way.sentence()


@settings(max_examples=100)
@given(problems(rules=rule_lists))
def test_impossible_is_said_when_and_only_when_it_is_so(problem: vm.Problem) -> None:
    """A random problem with odd rules is wrongly called impossible or possible, or a wrong clash is named."""
    if oracle.size(problem) > MOST_SCHEDULES:
        return
    outcome = vm.solve(problem, time_limit=30)
    event(outcome.status)
    assert (outcome.status == "infeasible") == (oracle.best(problem) is None)
    if outcome.status == "infeasible":
        verify(problem, named(problem, outcome))


def test_out_of_time_no_needed_rule_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time is up before a rule was tried, it is left out of a clash that it may be part of."""
    problem, expected = CASES["promises at one hour"]
    asked = put_in(monkeypatch, lambda question: truthful(question) if len(asked) <= 2 else EngineAnswer("unknown"))
    outcome = vm.solve(problem, time_limit=30)
    assert outcome.status == "infeasible"
    assert named(problem, outcome) == {name_of(type(rule)) for rule in problem.rules if rule.level == 0} >= expected


def test_cancelled_while_looking_for_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cancel after the proof, while the clash is being narrowed down, loses the verdict or is not heard."""
    problem, expected = CASES["promises at one hour"]

    class AfterTheProof:
        def is_set(self) -> bool:
            return len(asked) > 2

    asked = put_in(monkeypatch, truthful)
    outcome = vm.solve(problem, time_limit=30, cancel=AfterTheProof())
    assert outcome.status == "infeasible"
    assert named(problem, outcome) >= expected
    assert len(asked) <= 4


def test_possible_problems_name_no_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clash is told of a problem that has a schedule."""
    problem = vm.Problem([LI, ZHOU], [session("a"), session("b")], rules=only([stay(("li", "a"), ("zhou", "b"))]))
    assert vm.solve(problem, time_limit=30).clash == ()
    put_in(monkeypatch, saying(EngineAnswer("infeasible")))
    assert vm.solve(problem, time_limit=30).clash == ()
