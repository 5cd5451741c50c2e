"""A clash cannot hold, is told in small facts of which each is needed, and is found whenever nothing is possible."""

import importlib

import attrs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from by_hand import at, session, span
from faults.engines import put_in, raising, saying, truthful
from faults.test_clashes import CASES
from supplies_at_random import supplied
from volmatch.engines.answer import EngineAnswer
from volmatch.errors import NoScheduleError
from volmatch.explain.clash import Clash, clash
from volmatch.explain.parts import Part, assembled, loosened
from volmatch.rule import Rule
from volmatch.rules import Cover, Drop, Limits, MinLoad, Order, Pin, Pinned, Supervision, Target, Together, only
from volmatch.testing import problems, rule_lists

#: Trying every schedule of a problem larger than this takes too long.
MOST_SCHEDULES = 500
#: Rules that often clash when they must hold; each rule's test file says how its own rule is drawn.
NAMES = (
    "pinned",
    "banned",
    "cover",
    "min_load",
    "together",
    "apart",
    "serve_once",
    "drop",
    "order",
    "supervision",
    "target",
)
DRAWN = {name: importlib.import_module(f"rules.test_{name}").drawn for name in NAMES}
FEW = max(30, settings().max_examples // 2)


@st.composite
def strict(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems in which much must hold that seldom can hold together."""
    problem = draw(problems().filter(lambda one: oracle.size(one) <= MOST_SCHEDULES))
    if draw(st.booleans()):
        problem = draw(supplied(problem))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4))
    rules = [attrs.evolve(draw(DRAWN[name](problem)), level=0) for name in names]
    return attrs.evolve(problem, rules=only([*rules, *draw(rule_lists(problem, most=2))]))


def holds(problem: vm.Problem, facts: list[Part], made: vm.Schedule) -> bool:
    """Whether a schedule keeps some facts: their rules by the oracle, sessions that must take place by looking."""
    rules = assembled(facts)
    alone = attrs.evolve(problem, rules=only(rules))
    excesses = dict(zip(map(id, alone.rules), oracle.excesses(alone, made), strict=True))
    asked = alone.rules[len(alone.rules) - len(rules) :]  # the rules that every problem has come first
    held = {fact.session for fact in facts if fact.rule is None}
    return not any(excesses[id(rule)] for rule in asked) and held <= made.placement_of.keys()


def loose(problem: vm.Problem, facts: list[Part]) -> vm.Problem:
    """Return the problem in which each session may be left out, unless a clash names none that must take place."""
    return loosened(problem)


def verify(problem: vm.Problem, found: Clash) -> None:
    """Fail unless no schedule at all keeps the members, and each is needed, as the schedule without it shows."""
    facts = [member.part for member in found.members]
    assert found.is_irreducible
    open_ = loose(problem, facts)
    assert oracle.size(open_) > 8 * MOST_SCHEDULES or not any(
        holds(open_, facts, made) for made in oracle.every_schedule(open_)
    )
    for member in found.members:
        others = [fact for fact in facts if fact is not member.part]
        assert member.without is not None
        assert oracle.is_possible(open_, member.without)
        assert holds(open_, others, member.without)
        assert not holds(open_, [member.part], member.without)
        assert member.violations
        assert all(found.rule == member.part.name for found in member.violations)


@settings(max_examples=FEW)
@given(strict())
def test_a_clash_is_told_exactly_if_nothing_is_possible(problem: vm.Problem) -> None:
    """A random problem gets no clash though nothing is possible, or one that could hold or names what is not needed."""
    found = clash(problem, time_limit=30)
    event(f"{len(found.members)} members" if found else "possible")
    assert (found is None) == (oracle.best(problem) is not None)
    if found is not None:
        verify(problem, found)


@pytest.mark.parametrize(("problem", "rules"), CASES.values(), ids=CASES)
def test_clashes_made_by_hand(problem: vm.Problem, rules: set[str]) -> None:
    """A clash made by hand is told of other rules than those that clash."""
    found = clash(problem, time_limit=30)
    assert found is not None
    assert {member.part.name for member in found.members} == rules
    verify(problem, found)


def stay(*pairs: tuple[str, str]) -> list[Pin]:
    """Return pins."""
    return [Pin(volunteer=who, session=what) for who, what in pairs]


def crowd(*rules: Rule) -> vm.Problem:
    """Return ten people, and ten sessions of which the first two and the next two are at the same time."""
    hours = [9, 9, 10, 10, 12, 13, 14, 15, 16, 17]
    sessions = [
        attrs.evolve(session(f"s{n}", f"{hour:02}:00", f"{hour + 1:02}:00"), roles=[vm.Role("helper", max=9)])
        for n, hour in enumerate(hours)
    ]
    return vm.Problem([vm.Volunteer(f"v{n}") for n in range(10)], sessions, rules=only(rules))


def test_a_long_chain_among_much_that_can_hold() -> None:
    """Of many facts, others than the five of the chain are told, or fewer, or in no words."""
    problem = crowd(
        Together(sets=[("v1", "v2"), ("v4", "v5"), ("v2", "v3"), ("v7", "v8")]),
        Pinned(stay=stay(("v0", "s4"), ("v1", "s0"), ("v6", "s4"), ("v3", "s1"), ("v9", "s9"), ("v6", "s6"))),
    )
    found = clash(problem)
    assert found is not None
    assert found.is_irreducible
    told = {str(member.part) for member in found.members}
    chain = {
        "v1 was promised s0",
        "v3 was promised s1",
        "v1 and v2 serve together or not at all",
        "v2 and v3 serve together or not at all",
    }
    assert chain <= told
    assert told - chain in [{f"v{n} is never in two places at once"} for n in (1, 2, 3)]
    first, *ways = found.sentence().splitlines()
    assert first.startswith("these 5 cannot all hold together: ")
    assert len(ways) == 5
    assert all(way.startswith("one way out would be: ") for way in ways)
    assert found.sentence("zh")


def test_parts_are_put_together_where_too_many_are_needed() -> None:
    """A rule that everybody's part is needed of is told person by person."""
    people = [vm.Volunteer(f"v{n}", limits=[vm.Limit("day", max_sessions=1)]) for n in range(15)]
    sessions = [session(f"s{n}", "10:00", "11:00") for n in range(5)]
    sessions += [attrs.evolve(session("late", "20:00", "21:00"), roles=[vm.Role("helper", min=11)])]
    problem = vm.Problem(people, sessions, rules=only([Cover(level=0)]))
    found = clash(problem)
    assert found is not None
    assert found.is_irreducible
    assert "the rule “limits”" in {str(member.part) for member in found.members}


def test_sessions_that_must_take_place_are_told() -> None:
    """What the data ask for is left out of a clash with rules, so no way out leaves the session out."""
    sessions = [session("b", "09:00", "10:00"), session("a", "11:00", "12:00"), session("c", "13:00", "14:00")]
    problem = vm.Problem([vm.Volunteer("li")], sessions, rules=only([Order(sessions=["a", "b"])]))
    found = clash(problem)
    assert found is not None
    verify(problem, found)
    assert {str(member.part) for member in found.members} == {
        "the rule “order”",
        "a must take place",
        "b must take place",
    }
    assert "one way out would be: a must not be dropped" in found.sentence().splitlines()


def test_a_session_nobody_can_watch_over() -> None:
    """A rule that does not fall apart is told without the one session that it cannot hold for."""
    crowded = attrs.evolve(session("fair", "10:00", "11:00"), attendance=30)
    sessions = [crowded, *(session(f"s{n}", "12:00", "13:00") for n in range(20))]
    problem = vm.Problem([vm.Volunteer("li")], sessions, rules=only([Supervision(ratio=10)]))
    found = clash(problem)
    assert found is not None
    verify(problem, found)
    assert {str(member.part) for member in found.members} == {"the rule “supervision”", "fair must take place"}


def one_hall(*, level: int) -> vm.Problem:
    """Return two sessions that need the one hall at the same hour."""
    sessions = [
        vm.Session(name, start=at("10:00"), end=at("11:00"), room=vm.RoomNeed(), roles=[vm.Role("helper", min=0)])
        for name in ("art", "choir")
    ]
    rooms = [vm.Room("hall", "town", name="Old hall")]
    return vm.Problem([], sessions, places=[vm.Place("town")], rooms=rooms, rules=only([Cover(level=level)]))


def test_rooms_are_named() -> None:
    """Two sessions that need one room at once: nobody hears of the room, or it takes no clash to say so."""
    assert clash(one_hall(level=1)) is None
    found = clash(one_hall(level=0))
    assert found is not None
    verify(one_hall(level=0), found)
    assert {member.part.session for member in found.members} == {"art", "choir"}
    reason = "Old hall is taken by art and by choir at the same time"
    assert [str(text) for text in found.texts()][1:] == [
        f"one way out would be: {name} does not take place, because {reason}"
        for name in (member.part.session for member in found.members)
    ]


def test_solve_names_the_room_too() -> None:
    """A solve of two sessions in one room ends in an error, or says nothing of the room."""
    outcome = vm.solve(one_hall(level=0))
    assert outcome.status == "infeasible"
    assert [str(text) for text in outcome.clash][1].endswith(
        "does not take place, because Old hall is taken by art and by choir at the same time"
    )


def test_a_room_that_is_never_open() -> None:
    """A session without any possible room clashes with nothing, or the closed room is not the reason."""
    hall = vm.Room("hall", "town", closed=[span("08:00", "20:00")])
    walk = vm.Session("walk", start=at("10:00"), end=at("11:00"), room=vm.RoomNeed(), optional=True)
    problem = vm.Problem([], [walk], places=[vm.Place("town")], rooms=[hall], rules=only([Drop(level=0)]))
    found = clash(problem)
    assert found is not None
    assert str(found).splitlines() == [
        "this cannot hold: the rule “drop” for walk",
        "one way out would be: walk is dropped, because hall is closed for walk at Mon 2026-07-20 10:00",
    ]


def test_goals_do_not_clash() -> None:
    """A goal that cannot be met is told as a clash."""
    people = [vm.Volunteer("li", limits=[vm.Limit("day", min_sessions=5)])]
    problem = vm.Problem(people, [session("art", "10:00", "11:00")], rules=only([MinLoad(level=1), Target(level=2)]))
    assert clash(problem) is None
    assert clash(attrs.evolve(problem, rules=only([MinLoad(level=0)]))) is not None


CHAIN = crowd(Pinned(stay=stay(("v0", "s4"), ("v1", "s0"), ("v1", "s1"), ("v9", "s9"))), Limits())


def test_no_time_is_told() -> None:
    """Without any time a problem is called possible or impossible."""
    with pytest.raises(NoScheduleError):
        clash(CHAIN, time_limit=0)


@pytest.mark.parametrize("heard", [2, 4, 6, 8])
def test_out_of_time_the_set_still_cannot_hold(monkeypatch: pytest.MonkeyPatch, heard: int) -> None:
    """When the engine falls silent half-way, a set is told that could hold, or is called irreducible and is not."""
    asked = put_in(monkeypatch, lambda question: truthful(question) if len(asked) <= heard else EngineAnswer("unknown"))
    found = clash(CHAIN)
    assert found is not None
    monkeypatch.undo()
    full = clash(CHAIN)
    assert full is not None
    needed = {(member.part.position, member.part.text) for member in full.members}
    rules = {member.part.position for member in found.members}
    assert rules >= {position for position, _ in needed}
    if found.is_irreducible:
        assert {(member.part.position, member.part.text) for member in found.members} == needed
    else:
        assert "the time was up" in str(found)


def test_an_engine_that_fails_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine breaks down, and the problem is called possible or impossible, or a foreign error gets out."""
    put_in(monkeypatch, raising(ZeroDivisionError("deep inside")))
    with pytest.raises(vm.EngineError):
        clash(CHAIN)


def test_an_engine_that_lies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is called impossible by an engine, and a clash of what can hold is told."""
    people = [vm.Volunteer("li"), vm.Volunteer("wang")]
    halls = [session("art", "10:00", "11:00"), session("choir", "10:00", "11:00")]
    possible = vm.Problem(people, halls, rules=only([Cover(level=0)]))
    put_in(monkeypatch, saying(EngineAnswer("infeasible")))
    with pytest.raises(vm.EngineError):
        clash(possible)
    monkeypatch.undo()
    assert clash(possible) is None


@pytest.mark.parametrize("wrong", [{"time_limit": -1}, {"seed": "x"}, {"time_limit": "soon"}])
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    """A slip in an option ends in a foreign error."""
    with pytest.raises(vm.OptionError):
        clash(CHAIN, **wrong)  # type: ignore[arg-type] # nonsense on purpose
    with pytest.raises(vm.OptionError):
        clash("a problem")  # type: ignore[arg-type] # nonsense on purpose
