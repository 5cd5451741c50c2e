"""Each rule falls apart as it says: it breaks exactly when one of its parts does, and parts put together say what they said."""

import importlib
from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import schedule, session
from rule_cases import in_series
from rules_at_random import with_schedule
from supplies_at_random import supplied
from volmatch.columns.tables import Tables
from volmatch.explain.parts import Part, assembled, loosened, parts_of, sessions_held, ways_of, wholes_of
from volmatch.rule import known_rules
from volmatch.rules import BY_NAME, Available, Ban, Banned, Cover, Equipment, Limits, Pin, Pinned, Together, only
from volmatch.testing import problems

#: Each rule's test file says how its own rule is drawn.
DRAWN: dict[str, Callable[[vm.Problem], st.SearchStrategy[vm.Rule]]] = {
    name: importlib.import_module(f"rules.test_{name}").drawn for name in sorted(BY_NAME)
}
SPLIT = [name for name, kind in sorted(known_rules().items()) if kind.splits]
FEW = max(10, settings().max_examples // 6)
#: Two bans that rule out the same duty count once in the rule, and once in each part.
COUNTED_ONCE = {"banned"}


@st.composite
def ruled(draw: st.DrawFn, name: str) -> vm.Problem:
    """Draw tiny problems with one rule at level 0; some with series, things, prices and rooms to wish for."""
    problem = draw(problems().flatmap(in_series))
    if draw(st.booleans()):
        problem = draw(supplied(problem))
    musts = DRAWN[name](problem).map(lambda rule: attrs.evolve(rule, level=0))
    return attrs.evolve(problem, rules=only([draw(musts.filter(can_hold))]))


def can_hold(rule: vm.Rule) -> bool:
    """Whether nothing in a rule's own fields keeps it from being a must."""
    return not (hasattr(rule, "faults") and any(rule.faults()))


def whole_of(problem: vm.Problem, name: str) -> Part:
    """Return the rule of this name as one fact."""
    (found,) = [fact for fact in wholes_of(problem) if fact.name == name]
    return found


def excess(parts: list[Part], problem: vm.Problem, made: vm.Schedule) -> int:
    """Return how far a schedule breaks some parts, each by itself."""
    return sum(found.excess for part in parts for found in part.breaches(problem, made))


def test_many_rules_fall_apart() -> None:
    """Rules about single people or sessions are told only as a whole."""
    assert {"available", "banned", "cover", "limits", "no_overlap", "pinned", "qualified", "together"} <= set(SPLIT)


@pytest.mark.parametrize("name", SPLIT)
@settings(max_examples=2 * FEW)
@given(data=st.data())
def test_a_rule_breaks_exactly_if_a_part_does(name: str, data: st.DataObject) -> None:
    """A rule says that it falls apart and does not: all its parts are kept and it is not, or the other way round."""
    problem, made = data.draw(with_schedule(ruled(name)))
    whole = whole_of(problem, name)
    said = whole.breaches(problem, made)
    event("broken" if said else "kept")
    for way in ways_of(problem, whole):
        broken = [part for part in way if part.breaches(problem, made)]
        assert bool(broken) == bool(said), way
        if name not in COUNTED_ONCE:
            assert excess(broken, problem, made) == sum(found.excess for found in said)
        named = {own for found in said for own in (*found.volunteers, *found.sessions)}
        assert all(named & set(part.ids) for part in broken if part.way != "fields"), "the rule names others"


@pytest.mark.parametrize("name", SPLIT)
@settings(max_examples=FEW)
@given(data=st.data())
def test_parts_put_together_say_what_they_said(name: str, data: st.DataObject) -> None:
    """Some parts of a rule together allow another set of schedules than each of them does, in words or in columns."""
    problem, made = data.draw(with_schedule(ruled(name)))
    ways = [way for way in ways_of(problem, whole_of(problem, name)) if way]
    if not ways:
        return
    some = data.draw(st.lists(st.sampled_from(data.draw(st.sampled_from(ways))), min_size=1, unique=True))
    rules = assembled(some)
    assert len(rules) == 1
    assert any(rules[0].check(problem, made)) == any(part.breaches(problem, made) for part in some)
    laws.same_set(attrs.evolve(problem, rules=only(rules)))


PEOPLE = [vm.Volunteer("li", name="Li"), vm.Volunteer("wang", name="Wang"), vm.Volunteer("zhao", name="Zhao")]
HALLS = [session("art", "10:00", "11:00"), session("choir", "12:00", "13:00")]


def told(problem: vm.Problem, name: str, lang: str = "en") -> list[str]:
    """Return the parts of a rule in words."""
    return [part.sentence(lang) for part in parts_of(problem) if part.name == name]


def test_parts_are_told() -> None:
    """A part does not say whom or what it is about."""
    stay = [Pin(volunteer="li", session="art"), Pin(volunteer="wang", session="choir", role="helper")]
    rules = [
        Pinned(stay=stay, never=[Pin(volunteer="zhao", session="art")]),
        Together(sets=[("li", "wang")]),
        Cover(level=0),
        Equipment(stock={"chair": 20}),
        Limits(where=vm.Where(volunteers=vm.VolunteerFilter(id="wang"))),
    ]
    problem = vm.Problem(PEOPLE, HALLS, rules=only(rules), words=vm.Words(things=["chair"]))
    assert told(problem, "pinned") == [
        "Li was promised art",
        "Wang was promised choir as helper",
        "Zhao must not serve in art",
    ]
    assert told(problem, "together") == ["Li and Wang serve together or not at all"]
    often = vm.Problem(PEOPLE, HALLS, rules=only([Together(sets=[("li", "wang")], at_least=1)]))
    assert told(often, "together") == ["Li and Wang serve together often enough"]
    assert told(problem, "cover") == [
        "art takes place with everybody it needs at least",
        "choir takes place with everybody it needs at least",
    ]
    assert told(problem, "equipment") == ["there are no more than 20 x chair"]
    assert told(problem, "limits") == ["Wang serves no more than they said"]
    for part in (*parts_of(problem), *wholes_of(problem), *sessions_held(problem)):
        assert part.sentence("en")
        assert part.sentence("zh")


def test_a_ban_is_told_without_the_people() -> None:
    """The words for one ban say who is kept from whom, which nobody is to be told."""
    problem = vm.Problem(PEOPLE, HALLS, rules=only([Banned(bans=[Ban(volunteer="li", other="wang")])]))
    (said,) = told(problem, "banned")
    assert said == "ban number 1 of the list"


def test_rules_of_one_kind_are_told_apart() -> None:
    """Two rules of one kind are told in the same words as wholes, or their parts are put together to one rule."""
    art, choir = (vm.Where(sessions=vm.SessionFilter(id=(one,))) for one in ("art", "choir"))
    problem = vm.Problem(PEOPLE, HALLS, rules=only([Cover(level=0, where=art), Cover(level=0, where=choir)]))
    wholes = [fact for fact in wholes_of(problem) if fact.name == "cover"]
    assert [str(fact) for fact in wholes] == [
        "the rule “cover”, number 6 of the rules",
        "the rule “cover”, number 7 of the rules",
    ]
    assert [rule.where for rule in assembled(part for part in parts_of(problem) if part.name == "cover")] == [
        art,
        choir,
    ]


@attrs.frozen(kw_only=True)
class Early(vm.Rule):
    """A user's rule that is all mask: nobody serves after noon."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> "list[vm.Violation]":  # type: ignore[override] # is iterated
        """Return a violation for each late duty."""
        return [
            vm.Violation(vm.Text("late"), (duty.volunteer.id,), (duty.session.id,))
            for duty in schedule.duties(problem)
            if duty.start.hour >= 12 and self.where.takes_volunteer(duty.volunteer)
            if self.where.takes_session(duty.session, problem)
        ]

    def mask(self, tables: Tables) -> npt.NDArray[np.bool_]:
        """Allow the early candidates."""
        return ~tables.concerned(self.where) | (tables.candidate_start % 1440 < 720)


@attrs.frozen(kw_only=True)
class Odd(Early):
    """A user's rule that is more than its mask and says nothing of parts."""

    def encode(self, f: object) -> None:
        """Say more."""


def test_rules_of_users_fall_apart_if_they_are_all_mask() -> None:
    """A rule about single candidates is told as a whole, or one that may say more is cut into pieces."""
    problem = vm.Problem(PEOPLE, HALLS, rules=only([Early(), Odd()]))
    made = schedule(problem, ("li", "choir"), ("wang", "art"))
    early, odd = wholes_of(problem)[-2:]
    people, halls = ways_of(problem, early)
    assert [str(part) for part in people if part.breaches(problem, made)] == ["the rule “early” for Li"]
    assert [str(part) for part in halls if part.breaches(problem, made)] == ["the rule “early” for choir"]
    assert ways_of(problem, odd) == ()
    assert odd in parts_of(problem)


def test_parts_of_one_rule_are_one_rule_again() -> None:
    """Building from many small facts costs a rule for each of them."""
    problem = vm.Problem(
        PEOPLE, HALLS, rules=only([Cover(level=0), Pinned(stay=[Pin(volunteer="li", session="art")] * 2)])
    )
    parts = parts_of(problem)
    assert len(parts) > 15
    rules = assembled(parts)
    assert [type(rule) for rule in rules] == [type(rule) for rule in problem.rules]
    (available,) = [rule for rule in rules if isinstance(rule, Available)]
    assert available.where.volunteers == vm.VolunteerFilter(id=("li", "wang", "zhao"))
    assert assembled(sessions_held(problem)) == []


def test_a_session_that_must_take_place() -> None:
    """A session at a fixed time is loosened into another one, or its being left out is no breach of the fact."""
    problem = vm.Problem(PEOPLE, [*HALLS, attrs.evolve(HALLS[0], id="walk", optional=True)], rules=only([]))
    art, choir = sessions_held(problem)
    assert [str(art), str(choir)] == ["art must take place", "choir must take place"]
    without = schedule(problem, dropped=["art"])
    assert [found.sessions for found in art.breaches(problem, without)] == [("art",)]
    assert choir.breaches(problem, without) == ()
    loose = loosened(problem, {"choir"})
    assert [one.may_be_dropped for one in loose.sessions] == [True, False, True]
    assert loose == problem
    assert not problem.sessions[0].may_be_dropped
    assert vm.check(loose, without).ok
    assert not vm.check(problem, without).ok
