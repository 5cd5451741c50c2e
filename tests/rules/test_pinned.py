"""Examples by hand for `Pinned`: promises kept and broken, refusals heeded and not, and the right person in another role."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Pin, Pinned, only

LEAD = Pin(volunteer="li", session="art", role="lead")
ANY = Pin(volunteer="li", session="art")


def art(rule: vm.Rule) -> vm.Problem:
    """Return a problem with li and wang, and a session with a lead and a helper that may be dropped."""
    roles = [vm.Role("lead"), vm.Role("helper")]
    session = vm.Session("art", name="Art", start=at("10:00"), end=at("11:00"), roles=roles, optional=True)
    return vm.Problem(
        [vm.Volunteer("li", name="Li"), vm.Volunteer("wang")], [session], rules=only([rule]), words=TO_COME
    )


def breaches(rule: vm.Rule, role: str | None) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li has a role, or none."""
    crew = [] if role is None else [vm.Assignment("li", "art", role)]
    return told(art(rule), vm.Schedule(crew, [vm.Placement("art", at("10:00"))]), "pinned")


MISSED = [(("li",), ("art",), 1, "Li was promised Art but does not serve there")]
FORCED = [(("li",), ("art",), 1, "Li must not serve in Art but does")]


@pytest.mark.parametrize(
    ("rule", "role"),
    [
        (Pinned(stay=[LEAD]), "lead"),
        (Pinned(stay=[ANY]), "helper"),
        (Pinned(never=[LEAD]), None),
        (Pinned(never=[ANY]), None),
    ],
)
def test_kept(rule: vm.Rule, role: str | None) -> None:
    """A promise kept or a refusal heeded is reported."""
    assert breaches(rule, role) == []


def test_broken() -> None:
    """A broken promise or an unheeded refusal passes."""
    assert breaches(Pinned(stay=[LEAD]), None) == MISSED
    assert breaches(Pinned(stay=[ANY]), None) == MISSED
    assert breaches(Pinned(never=[LEAD]), "lead") == FORCED
    assert breaches(Pinned(never=[ANY]), "helper") == FORCED


def test_on_the_boundary() -> None:
    """A pin for one role is kept or broken by another role of the same session."""
    assert breaches(Pinned(stay=[LEAD]), "helper") == MISSED
    assert breaches(Pinned(never=[LEAD]), "helper") == []


def test_a_dropped_session_breaks_promises_and_heeds_refusals() -> None:
    """To drop a session frees from the promises in it."""
    for rule, said in ((Pinned(stay=[ANY]), MISSED), (Pinned(never=[ANY]), [])):
        assert told(art(rule), vm.Schedule(dropped=["art"]), "pinned") == said


def test_each_pin_counts() -> None:
    """Two broken pins cost as much as one."""
    both = Pinned(level=1, stay=[Pin(volunteer="wang", session="art"), LEAD], never=[ANY])
    problem = art(both)
    made = vm.Schedule([vm.Assignment("li", "art", "helper")], [vm.Placement("art", at("10:00"))])
    assert vm.score(problem, made) == (3,)


def test_a_pin_outside_the_filters_is_left_alone() -> None:
    """A filter is not heeded."""
    where = vm.Where(volunteers=vm.VolunteerFilter(id="wang"))
    assert breaches(Pinned(stay=[LEAD], never=[ANY], where=where), None) == []
    where = vm.Where(sessions=vm.SessionFilter(kind="talk"))
    assert breaches(Pinned(stay=[LEAD], where=where), None) == []


def test_pins_name_what_there_is() -> None:
    """A pin with a slip in an id is taken and can never be kept."""
    pins = [
        Pin(volunteer="li", session="gala"),
        Pin(volunteer="lee", session="art"),
        Pin(volunteer="li", session="art", role="cook"),
    ]
    with pytest.raises(vm.ProblemError) as caught:
        art(Pinned(stay=pins))
    assert [fault.path for fault in caught.value.faults] == [
        "rules[0].stay[0].session",
        "rules[0].stay[1].volunteer",
        "rules[0].stay[2].role",
    ]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem, with pins of people and sessions it has."""
    pins = [
        vm.rules.Pin(volunteer=volunteer.id, session=session.id, role=role)
        for volunteer in problem.volunteers
        for session in problem.sessions
        for role in (None, *(role.name for role in session.roles))
    ]
    some = st.lists(st.sampled_from(pins), min_size=1, max_size=2) if pins else st.nothing()
    none: st.SearchStrategy[list[Pin]] = st.just([])
    fields = st.sampled_from([(some, some), (some, none), (none, some)])
    return fields.flatmap(lambda both: at_random(vm.rules.Pinned, problem, stay=both[0], never=both[1]))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
