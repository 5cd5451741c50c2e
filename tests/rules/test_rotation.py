"""`Rotation`: turns that pile up on one person, go round, or lie just close enough, and what columns make of it."""

from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import oracle
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rule_cases import Case, cases
from volmatch.formulation.build import build
from volmatch.rules import Rotation, only
from volmatch.testing import problems
from volmatch.testing.rule_lists import wheres

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


@st.composite
def open_to_all(draw: st.DrawFn, problem: vm.Problem) -> Rotation:
    """Draw the rule with any filters, also with none: then whoever comes new has to take turns."""
    ids = [volunteer.id for volunteer in problem.volunteers]
    names = sorted({role.name for session in problem.sessions for role in session.roles})
    return Rotation(
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
        slack=draw(st.sampled_from((0, 1, 1, 2))),
        role=draw(st.sampled_from((None, None, *names))),
        above_target=draw(st.booleans()),
        wanted_by_at_most=draw(st.sampled_from((None, None, 0, 1))),
        before={own: draw(st.sampled_from((0, 1, 1, 2))) for own in ids if draw(st.booleans())},
    )


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule for people who are named, or have a trait."""
    rule = draw(open_to_all(problem))
    if rule.where.volunteers is not None:
        return rule
    everybody = vm.VolunteerFilter(id=[volunteer.id for volunteer in problem.volunteers])
    who = draw(st.sampled_from((everybody, everybody, vm.VolunteerFilter(trait="adult"))))
    return attrs.evolve(rule, where=attrs.evolve(rule.where, volunteers=who))


PEOPLE = [
    vm.Volunteer("an", name="An", traits=["key"]),
    vm.Volunteer("bo", name="Bo", traits=["key"]),
    vm.Volunteer("chen"),
]
KEYS = vm.Where(volunteers=vm.VolunteerFilter(trait="key"))


def turns(who: str, *, rule: vm.Rule, kind: str | None = None, history: Sequence[vm.PastDuty] = ()) -> Told:
    """Return what the rule says when these people open the hall, one a day; a dash is nobody."""
    names = who.split()
    days = [session(f"day{day}", "08:00", "09:00", day=day, kind=kind) for day in range(1, len(names) + 1)]
    problem = vm.Problem(PEOPLE, days, history=history, rules=only([rule]), words=TO_COME)
    duties = [(name, day.id) for name, day in zip(names, days, strict=True) if name != "-"]
    return told(problem, schedule(problem, *duties), "rotation")


def test_kept() -> None:
    """Turns that go round cost something, or nobody's turns do."""
    assert turns("an bo an bo", rule=Rotation(where=KEYS)) == []
    assert turns("- -", rule=Rotation(slack=0)) == []


def test_broken() -> None:
    """One person has all the turns for nothing, or each turn too many does not count."""
    said = "An had {} turns, others only 0; wanted at most 1 apart"
    assert turns("an an", rule=Rotation(where=KEYS)) == [(("an", "bo"), ("day1", "day2"), 1, said.format(2))]
    assert [one[2:] for one in turns("an an an", rule=Rotation(where=KEYS))] == [(2, said.format(3))]


def test_on_the_boundary() -> None:
    """Exactly `slack` apart is too far, or one more is not."""
    assert turns("an bo an", rule=Rotation(where=KEYS)) == []
    assert turns("an an", rule=Rotation(where=KEYS, slack=2)) == []
    said = "An had 1 turn, others only 0; wanted at most 0 apart"
    assert turns("an", rule=Rotation(where=KEYS, slack=0)) == [(("an", "bo"), ("day1",), 1, said)]


def test_the_past_counts() -> None:
    """Turns had before are forgotten, or what they alone make uneven is."""
    owed = Rotation(where=KEYS, before={"bo": 2})
    assert turns("an an", rule=owed) == []
    assert turns("an an an", rule=owed) == []
    assert [one[:3] for one in turns("bo", rule=owed)] == [(("an", "bo"), ("day1",), 2)]
    assert [one[:3] for one in turns("-", rule=owed)] == [(("an", "bo"), (), 1)]


def had(who: str, day: int, **more: Any) -> vm.PastDuty:
    """Return a turn that the history tells of."""
    return vm.PastDuty(who, at("08:00", day), at("09:00", day), **more)


def test_turns_of_the_history_count() -> None:
    """Turns of the plan before are forgotten, taken for somebody else's, or put in the place of those told in `before`."""
    july = [had("bo", 30), had("bo", 31), had("chen", 31)]
    assert turns("an an", rule=Rotation(where=KEYS), history=july) == []
    assert [one[:3] for one in turns("-", rule=Rotation(where=KEYS), history=july)] == [(("an", "bo"), (), 1)]
    both = Rotation(where=KEYS, before={"an": 2})
    assert turns("-", rule=both, history=july) == []
    assert [one[2:] for one in turns("bo", rule=attrs.evolve(both, slack=0), history=july)] == [
        (1, "Bo had 3 turns, others only 2; wanted at most 0 apart")
    ]


def test_which_duties_of_the_history_are_turns() -> None:
    """A duty of the history in another session or role is a turn."""
    opening = Rotation(where=attrs.evolve(KEYS, sessions=vm.SessionFilter(kind="opening")), role="helper", slack=0)
    past = [had("bo", 29, kind="visit", role="helper"), had("bo", 30, kind="opening", role="lead"), had("bo", 31)]
    assert turns("-", rule=opening, history=past) == []
    assert len(turns("-", rule=opening, history=[had("bo", 31, kind="opening", role="helper")])) == 1


def test_who_takes_turns() -> None:
    """Somebody outside the filter is measured; or, without one, somebody who never serves is not."""
    assert turns("chen chen chen", rule=Rotation(where=KEYS)) == []
    assert [one[:3] for one in turns("an bo an bo", rule=Rotation())] == [
        (("an", "bo", "chen"), ("day1", "day2", "day3", "day4"), 1)
    ]
    assert turns("an an an", rule=Rotation(where=vm.Where(volunteers=vm.VolunteerFilter(id="an")))) == []


def test_which_sessions_are_turns() -> None:
    """A session outside the filter is a turn, or one in another role is."""
    opening = attrs.evolve(KEYS, sessions=vm.SessionFilter(kind="opening"))
    assert turns("an an", rule=Rotation(where=opening), kind="visit") == []
    assert len(turns("an an", rule=Rotation(where=opening), kind="opening")) == 1
    roles = [vm.Role("cook"), vm.Role("helper")]
    meals = [attrs.evolve(session(f"m{day}", "12:00", "13:00", day=day), roles=roles) for day in (1, 2)]
    problem = vm.Problem(PEOPLE, meals, rules=only([Rotation(where=KEYS, role="cook")]), words=TO_COME)
    duties = [("an", "m1", "helper"), ("an", "m2", "helper")]
    made = attrs.evolve(schedule(problem), assignments=[vm.Assignment(*duty) for duty in duties])
    assert told(problem, made, "rotation") == []
    swapped = attrs.evolve(schedule(problem), assignments=[vm.Assignment(*duty[:2], "cook") for duty in duties])
    assert len(told(problem, swapped, "rotation")) == 1


def unwanted(
    who: str,
    most: int | None,
    *wishes: tuple[str, vm.Wish],
    history: Sequence[vm.PastDuty] = (),
    where: vm.Where = KEYS,
) -> list[tuple[tuple[str, ...], int]]:
    """Return what the rule says, sessions and excess, of who does the bins, the bar and the bins again, if people wish so."""
    days = [
        session(f"day{day}", "08:00", "09:00", day=day, kind=kind)
        for day, kind in ((1, "bins"), (2, "bar"), (3, "bins"))
    ]
    people = [attrs.evolve(one, wishes=[wish for own, wish in wishes if own == one.id]) for one in PEOPLE]
    rule = Rotation(where=where, slack=0, wanted_by_at_most=most)
    problem = vm.Problem(people, days, history=history, rules=only([rule]), words=TO_COME)
    duties = [(name, day.id) for name, day in zip(who.split(), days, strict=True) if name != "-"]
    made = schedule(problem, *duties)
    laws.same_cost(problem, made)
    return [one[1:3] for one in told(problem, made, "rotation")]


LIKES_BAR = ("an", vm.Wish(kind="bar", score=1))


def test_what_nobody_wants_is_a_turn() -> None:
    """Somebody who has what they wished for has had a turn, or the bins count for nobody."""
    assert unwanted("an an bo", 0, LIKES_BAR) == []
    assert unwanted("an an bo", None, LIKES_BAR) == [(("day1", "day2"), 1)]
    assert unwanted("an - an", 0, LIKES_BAR) == [(("day1", "day3"), 2)]


def test_how_many_may_want_what_is_a_turn() -> None:
    """A session that one person wishes for is unwanted where none may, or is not where one may; a person with two wishes is two."""
    both = (LIKES_BAR, ("an", vm.Wish(session="day2", score=2)))
    assert unwanted("an an bo", 1, *both) == [(("day1", "day2"), 1)]
    assert unwanted("an an bo", 1, *both, ("bo", vm.Wish(session="day2", score=1))) == []
    assert unwanted("an an bo", 0, ("an", vm.Wish(kind="bar", score=-1))) == [(("day1", "day2"), 1)]


def test_only_wishes_of_who_takes_turns_count() -> None:
    """A session is wanted because somebody likes it who takes no turns."""
    assert unwanted("an an bo", 0, ("chen", vm.Wish(kind="bar", score=1))) == [(("day1", "day2"), 1)]


def test_what_nobody_wants_is_a_turn_in_the_history_too() -> None:
    """Turns of the plan before are forgotten, or what somebody would like now was one."""
    assert unwanted("an - -", 0, LIKES_BAR, history=[had("bo", 31, kind="bins")]) == []
    assert unwanted("an - -", 0, LIKES_BAR, history=[had("bo", 31, kind="bar")]) == [(("day1",), 1)]
    assert unwanted("an - -", 0, LIKES_BAR, history=[had("bo", 31)]) == []


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Rotation(before={"xi": 1}), "before.xi: no volunteer has this id"),
        (Rotation(role="singer"), "role: nothing here has this role"),
        (Rotation(wanted_by_at_most=-1), "wanted_by_at_most: wanted a whole number from 0"),
    ],
)
def test_slips_are_refused(rule: vm.Rule, wanted: str) -> None:
    """A name that nobody has goes unseen."""
    with pytest.raises(vm.ProblemError, match=wanted):
        turns("-", rule=rule)


def counted(problem: vm.Problem) -> int:
    """Return what turns cost in any case, as it is counted before anybody searches."""
    return build(problem).cost(1).constant


@pytest.mark.parametrize(
    ("before", "seats", "owed"),
    [
        ({"an": 5}, 0, 4),
        ({"an": 5}, 3, 4),
        ({"an": 5}, 4, 3),
        ({"an": 5}, 8, 2),
        ({"an": 5, "bo": 4}, 4, 3),
        ({}, 0, 0),
        ({}, 9, 0),
    ],
)
def test_what_cannot_be_evened_out_is_counted(before: dict[str, int], seats: int, owed: int) -> None:
    """A history that no plan can make good has the bound 0, or one is counted that some plan would beat."""
    days = [attrs.evolve(session(f"day{n}", "08:00", "09:00"), start=at(f"{n + 8:02}:00"), end=at(f"{n + 9:02}:00"))
            for n in range(seats)]  # fmt: skip
    days = [attrs.evolve(day, roles=[vm.Role("h", min=0, target=1)]) for day in days]
    people = [vm.Volunteer(name) for name in ("an", "bo", "chen", "di", "eve")]
    rule = Rotation(before=before, where=vm.Where(volunteers=vm.VolunteerFilter(id=["an", "bo", "chen", "di", "eve"])))
    problem = vm.Problem(people, days, rules=vm.rules.only([rule]))
    assert counted(problem) == owed
    solved = vm.solve(problem, time_limit=20)
    assert [(one.value, one.bound) for one in solved.levels] == [(owed, owed)]


@settings(max_examples=30)
@given(problems(rules=lambda problem: drawn(problem).map(lambda rule: [attrs.evolve(rule, level=1, weight=1)])))
def test_counting_never_proves_too_much(problem: vm.Problem) -> None:
    """Some schedule costs less than what was counted."""
    best = oracle.best(problem)
    assert best is not None
    assert counted(problem) <= best[0]


CASES = cases(drawn)


@settings(max_examples=25)
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)


@settings(max_examples=15)
@given(cases(open_to_all))
def test_laws_where_everybody_takes_turns(case: Case) -> None:
    """The same for a rule without a filter on volunteers, under which a newcomer's turns are owed and may cost."""
    problem, made = case
    laws.same_set(problem)
    laws.same_cost(problem, made)
    laws.unmoved(problem, made)


@pytest.mark.parametrize(("options", "heads"), [({}, 1), ({"above_target": True}, 2), ({"level": 0}, 2)])
def test_nobody_is_called_in_only_to_even_out_turns(options: dict[str, int], heads: int) -> None:
    """Somebody comes beyond a target only so that turns look even, though nobody asked for that; or never, though asked."""
    day = attrs.evolve(session("day", "08:00", "09:00"), roles=[vm.Role("h", min=1, max=3)])
    settings: dict[str, Any] = {"level": 2, "where": KEYS, "slack": 0, **options}
    rule = Rotation(**settings)
    outcome = vm.solve(vm.Problem(PEOPLE[:2], [day], rules=vm.rules.only([vm.rules.Cover(level=1), rule])))
    assert outcome.schedule is not None
    assert len(outcome.schedule.assignments) == heads
