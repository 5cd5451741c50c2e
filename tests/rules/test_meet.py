"""`Meet`: two people who serve together too often, seldom and just often enough, also before, and what columns make of it."""

from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rule_cases import Case, cases
from rules_at_random import at_random
from volmatch.rules import Cover, Meet, only

PEOPLE = [vm.Volunteer("an", name="An", traits=["new"]), vm.Volunteer("bo", name="Bo"), vm.Volunteer("chen")]
Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def crews(*named: str, rule: Meet | None = None, past: Sequence[vm.PastDuty] = ()) -> Told:
    """Return what the rule says when these people serve together, a crew a day."""
    days = [
        attrs.evolve(
            session(f"day{day}", "10:00", "11:00", day=day, kind="art" if day % 2 else "visit"),
            roles=[vm.Role("helper", min=0, max=2), vm.Role("lead", min=0, max=1)],
        )
        for day in range(1, len(named) + 1)
    ]
    problem = vm.Problem(PEOPLE, days, history=past, rules=only([rule or Meet()]), words=TO_COME)
    laws.same_cost(problem, schedule(problem))
    assert told(problem, schedule(problem), "meet") == []
    duties = [
        vm.Assignment(who, day.id, "helper" if place < 2 else "lead")
        for crew, day in zip(named, days, strict=True)
        for place, who in enumerate(crew.split())
    ]
    made = attrs.evolve(schedule(problem), assignments=duties)
    laws.same_cost(problem, made)
    return told(problem, made, "meet")


def had(who: str, day: int, session_: str | None = "spring") -> vm.PastDuty:
    """Return a duty of the history, an hour on a day of June."""
    start = at("10:00").replace(month=6, day=day)
    return vm.PastDuty(who, start, start.replace(hour=11), session=session_, kind="art")


def test_kept() -> None:
    """People who meet once, or somebody who serves alone again and again, cost something."""
    assert crews("an bo", "bo chen", "an chen") == []
    assert crews("an", "an", "an") == []


def test_broken() -> None:
    """Two people who are always together pass, each time more does not count, or the role parts them."""
    said = "An and Bo serve together {} times, more than 1"
    assert crews("an bo", "bo an") == [(("an", "bo"), ("day1", "day2"), 1, said.format(2))]
    assert [one[2:] for one in crews("an bo", "an bo", "an chen bo")] == [(2, said.format(3))]
    assert [one[0] for one in crews("an bo chen", "an bo chen")] == [("an", "bo"), ("an", "chen"), ("bo", "chen")]


def test_on_the_boundary() -> None:
    """Exactly as often as may be is too often; or none at all is not asked for."""
    assert crews("an bo", "an bo", rule=Meet(most=2)) == []
    said = "An and Bo serve together 1 time, more than 0"
    assert crews("an bo", rule=Meet(most=0)) == [(("an", "bo"), ("day1",), 1, said)]


def test_who_met_before_has_met() -> None:
    """The plan before is forgotten, or counts for people who were in two sessions that are called alike."""
    spring = [had("an", 1), had("bo", 1)]
    said = "An and Bo serve together 2 times, more than 1"
    assert crews("an bo", past=spring) == [(("an", "bo"), ("day1",), 1, said)]
    assert crews("an chen", past=spring) == []
    assert crews("an bo", past=[had("an", 1), had("bo", 8)]) == []
    assert crews("an bo", past=[had("an", 1, None), had("bo", 1, None)]) == [], "nobody knows that it was one session"


def test_what_the_past_had_too_much_is_not_counted_again() -> None:
    """People who were always together forbid every schedule, or may go on for nothing."""
    spring = [had(who, day) for who in ("an", "bo") for day in (1, 2, 3)]
    assert [one[2] for one in crews("an bo", past=spring)] == [1]


def test_where_says_between_whom_and_in_which_sessions() -> None:
    """A filter is not heeded."""
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    new = vm.Where(volunteers=vm.VolunteerFilter(trait="new"))
    assert crews("an bo", "an bo", rule=Meet(where=art)) == []
    assert len(crews("an bo", "an bo", "an bo", rule=Meet(where=art))) == 1
    assert crews("an bo", "an bo", rule=Meet(where=new)) == []


def test_everybody_meets_everybody() -> None:
    """Four people in pairs on three days meet somebody again, though they need not."""
    people = [vm.Volunteer(id_) for id_ in ("an", "bo", "chen", "dao")]
    halls = [
        attrs.evolve(session(f"{hall}-{day}", "10:00", "11:00", day=day), roles=[vm.Role("host", min=2)])
        for hall in ("east", "west")
        for day in (1, 2, 3)
    ]
    rules = only([Meet(level=0), Cover(level=1), vm.rules.NoOverlap()])
    outcome = vm.solve(vm.Problem(people, halls, rules=rules))
    assert outcome.schedule is not None
    assert [level.value for level in outcome.levels] == [0]
    met = [tuple(sorted(one.volunteer for one in crew)) for crew in outcome.schedule.crews.values()]
    assert len(set(met)) == 6


@pytest.mark.parametrize("slip", [{"most": -1}, {"most": "often"}])
def test_slips_are_refused(slip: dict[str, object]) -> None:
    """A number that nobody can keep is taken."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]"):
        vm.Problem([], [], rules=only([Meet(**slip)]))  # type: ignore[arg-type]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(Meet, problem, most=st.sampled_from((0, 1, 1, 2)))


@st.composite
def crowded(draw: st.DrawFn, problem: vm.Problem) -> vm.Problem:
    """Make room for two in most roles, and let people have served together before."""
    roomy = [
        attrs.evolve(one, roles=[attrs.evolve(role, max=max(2, role.max)) for role in one.roles])
        for one in problem.sessions
    ]
    start = at("10:00").replace(year=2020)
    past = [
        vm.PastDuty(one.id, start, start.replace(hour=11), session="first", kind="art")
        for one in problem.volunteers
        if draw(st.booleans())
    ]
    return attrs.evolve(problem, sessions=roomy, history=[*problem.history, *past])


@settings(max_examples=25)
@given(cases(drawn, change=crowded))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
