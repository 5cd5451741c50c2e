"""A repair costs no more than it must, relaxes only what has a price, and says what is given up."""

import attrs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from by_hand import session
from explain.test_clash import holds, strict
from faults.test_clashes import CASES
from volmatch.errors import NoScheduleError
from volmatch.explain.elastic_relaxation import Repair, cheapest_repair
from volmatch.explain.parts import wholes_of
from volmatch.rule import name_of
from volmatch.rules import Cover, Limits, Pin, Pinned, Wishes, only

FEW = max(30, settings().max_examples // 2)


def cheapest(problem: vm.Problem, prices: dict[int, int]) -> int | None:
    """Return the least price, by trying every schedule; ``None`` if the rules without a price hold in none."""
    rest = [fact for fact in wholes_of(problem) if fact.position not in prices]
    costs = [
        sum(price * oracle.excesses(problem, made)[place] for place, price in prices.items())
        for made in oracle.every_schedule(problem)
        if holds(problem, rest, made)
    ]
    return min(costs, default=None)


@st.composite
def priced(draw: st.DrawFn) -> tuple[vm.Problem, dict[int, int]]:
    """Draw problems in which little is possible, with prices for some of the rules that must hold."""
    problem = draw(strict())
    places = [place for place, rule in enumerate(problem.rules) if rule.level == 0]
    return problem, {place: draw(st.integers(1, 9)) for place in places if draw(st.integers(0, 3))}


@settings(max_examples=FEW)
@given(priced())
def test_a_repair_costs_what_it_must(case: tuple[vm.Problem, dict[int, int]]) -> None:
    """A repair costs more than the best way to give in, relaxes something without a price, or is told where none helps."""
    problem, prices = case
    found, best = cheapest_repair(problem, prices, time_limit=30), cheapest(problem, prices)
    event("no price helps" if best is None else "for nothing" if best == 0 else "for a price")
    assert found.cost == best
    assert (found.schedule is None) == (best is None) == (found.clash is not None)
    if found.schedule is not None:
        verify(problem, prices, found, found.schedule)


def verify(problem: vm.Problem, prices: dict[int, int], found: Repair, made: vm.Schedule) -> None:
    """Fail unless a schedule breaks exactly what a repair allows, of what must hold, and the sums are right."""
    assert found.is_proved
    assert oracle.is_possible(problem, made)
    broken = [breach for breach in vm.check(problem, made).breaches if breach.rule != "schedule"]
    allowed = [one.violation for one in found.relaxations]
    assert sorted(map(repr, broken)) == sorted(map(repr, allowed))
    assert sum(one.cost for one in found.relaxations) == found.cost
    assert all(one.price in prices.values() for one in found.relaxations)
    assert {one.violation.rule for one in found.relaxations} <= {name_of(type(problem.rules[at])) for at in prices}


TWO_PLACES, _ = CASES["promises at one hour"]


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        (
            {"no_overlap": 3, "pinned": 4},
            [
                "the cheapest way to give in costs 3, proved",
                "allow for 3: li cannot do both a and b: 0 minutes lie between",
            ],
        ),
        (
            {"no_overlap": 5},
            [
                "the cheapest way to give in costs 5, proved",
                "allow for 5: li cannot do both a and b: 0 minutes lie between",
            ],
        ),
    ],
)
def test_prices_decide_what_is_given_up(prices: dict[str, int], told: list[str]) -> None:
    """The dearer way is taken, or told in other words."""
    found = cheapest_repair(TWO_PLACES, prices)
    assert found.sentence().splitlines() == told
    assert found.sentence("zh")


def test_a_cheap_promise_is_broken() -> None:
    """A rule that is cheap is kept at the price of a dear one."""
    found = cheapest_repair(TWO_PLACES, {"no_overlap": 3, "pinned": 2})
    (one,) = found.relaxations
    assert (found.cost, found.bound, found.is_proved) == (2, 2, True)
    assert (one.price, one.cost, one.violation.rule, one.violation.volunteers) == (2, 2, "pinned", ("li",))


def test_no_price_helps() -> None:
    """Where rules without a price clash, nobody hears which."""
    found = cheapest_repair(TWO_PLACES, {"limits": 1})
    assert (found.schedule, found.cost, found.relaxations) == (None, None, ())
    assert found.clash is not None
    assert {member.part.name for member in found.clash.members} == {"no_overlap", "pinned"}
    assert all(TWO_PLACES.rules[one.part.position or 0] == one.part.rule for one in found.clash.members)
    first, second, *_ = found.sentence().splitlines()
    assert first == "no price helps: the rules without one cannot hold together"
    assert second.startswith("these 3 cannot all hold together: ")


def test_nothing_to_repair() -> None:
    """A problem that can be solved is repaired for a price, or its goals cost something here."""
    problem = vm.Problem(
        [vm.Volunteer("li", available=[])], [session("art", "10:00", "11:00")], rules=only([Cover(level=1)])
    )
    found = cheapest_repair(problem, {"available": 1})
    assert (found.cost, found.relaxations, found.is_proved) == (0, (), True)
    assert str(found) == "nothing has to be given up"
    assert cheapest_repair(problem, {}).is_proved


def test_a_goal_stays_a_goal() -> None:
    """A rule that every problem has, and that the caller made a goal, must hold once goals are left out."""
    tired = vm.Volunteer("li", limits=[vm.Limit("day", max_sessions=0)])
    pins = Pinned(stay=[Pin(volunteer="li", session="art")])
    problem = vm.Problem(
        [tired],
        [session("art", "10:00", "11:00")],
        rules=only([Limits(level=2), pins, Wishes(level=1, scale="scores")]),
    )
    assert cheapest_repair(problem, {"pinned": 5}).cost == 0
    must = attrs.evolve(problem, rules=only([Limits(), pins]))
    assert cheapest_repair(must, {"pinned": 5}).cost == 5


def test_a_place_names_one_of_two_rules() -> None:
    """Of two rules of one name, a price by place is given to the other as well, or loses to the price by name."""
    pins = [Pinned(stay=[Pin(volunteer="li", session=name)]) for name in ("a", "b")]
    problem = attrs.evolve(TWO_PLACES, rules=only(pins))
    first, second = (place for place, rule in enumerate(problem.rules) if isinstance(rule, Pinned))
    assert cheapest_repair(problem, {first: 4, second: 7}).cost == 4
    assert cheapest_repair(problem, {second: 7}).cost == 7
    by_both: dict[str | int, int] = {second: 7, "pinned": 9}
    assert cheapest_repair(problem, by_both).cost == 7
    assert cheapest_repair(problem, {**by_both, "pinned": 6}).cost == 6


def test_without_time() -> None:
    """Without any time a repair claims what it cannot know, or does not end."""
    with pytest.raises(NoScheduleError):
        cheapest_repair(TWO_PLACES, {"limits": 1}, time_limit=0)
    found = cheapest_repair(TWO_PLACES, {"pinned": 1}, time_limit=0)
    assert found.cost in (1, 2)
    assert found.is_proved <= (found.cost == 1)
    assert found.sentence("en").splitlines()[1:] == [relaxation.sentence("en") for relaxation in found.relaxations]


@pytest.mark.parametrize(
    "prices",
    [
        {"nobody": 1},
        {"cover": 1},
        {99: 1},
        {-1: 1},
        {True: 1},
        {1.0: 1},
        {"pinned": 0},
        {"pinned": -3},
        {"pinned": 1.5},
        {"pinned": True},
        {"pinned": 10**7},
        {"pinned": "dear"},
        {None: 1},
        [("pinned", 1)],
        None,
    ],
)
def test_nonsense_is_refused(prices: object) -> None:
    """A slip in a price, or a rule that must not hold anyway, ends in a foreign error or in a repair."""
    problem = attrs.evolve(TWO_PLACES, rules=only([*TWO_PLACES.rules, Cover(level=1)]))
    with pytest.raises(vm.OptionError) as caught:
        cheapest_repair(problem, prices)  # type: ignore[arg-type] # nonsense on purpose
    assert caught.value.sentence("zh")
