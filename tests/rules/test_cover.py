"""Examples by hand for `Cover`: seats filled, empty, and filled up to the last one that is needed."""

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, told
from rules_at_random import Case, at_random, cases

PEOPLE = [vm.Volunteer(id_) for id_ in ("li", "wang", "zhao")]


def needing(least: int, *, is_optional: bool = False, rule: vm.Rule | None = None) -> vm.Problem:
    """Return a problem with an art session that may begin at 10 or 11, needs some helpers, and could have a lead."""
    helper = vm.Role("helper", min=least, target=least, max=3)
    art = vm.Session(
        "art",
        minutes=60,
        starts=[at("10:00"), at("11:00")],
        roles=[helper, vm.Role("lead", min=0, target=1)],
        optional=is_optional,
    )
    return vm.Problem(PEOPLE, [art], rules=vm.rules.only([rule or vm.rules.Cover()]), words=TO_COME)


def breaches(problem: vm.Problem, *helpers: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when these people help."""
    return told(problem, schedule(problem, *((who, "art") for who in helpers)), "cover")


def dropped(problem: vm.Problem) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when the session does not take place."""
    return told(problem, schedule(problem, dropped=["art"]), "cover")


def test_kept() -> None:
    """More people than needed, or an empty seat nobody needs, costs something."""
    assert breaches(needing(1), "li", "wang") == []
    assert breaches(needing(0)) == []


def test_broken() -> None:
    """An empty seat costs nothing, or two cost as much as one."""
    assert breaches(needing(2), "li") == [((), ("art",), 1, "art lacks 1 person as helper")]
    assert breaches(needing(3), "li") == [((), ("art",), 2, "art lacks 2 people as helper")]


def test_on_the_boundary() -> None:
    """Exactly as many people as needed are too few."""
    assert breaches(needing(2), "li", "wang") == []


def test_a_session_left_out_costs_its_seats_and_one_more() -> None:
    """To leave out a session that is needed costs no more than to hold it empty; or an optional one costs here too."""
    assert dropped(needing(2)) == [((), ("art",), 3, "art does not take place")]
    assert dropped(needing(0)) == [((), ("art",), 1, "art does not take place")]
    assert dropped(needing(2, is_optional=True)) == []


def test_costs_are_weighed_at_their_level() -> None:
    """A weight is lost, or a must is priced."""
    weighed = needing(3, rule=vm.rules.Cover(level=2, weight=5))
    report = vm.check(weighed, schedule(weighed, ("li", "art")))
    assert (report.ok, report.values) == (True, (10,))
    must = needing(3, rule=vm.rules.Cover(level=0))
    report = vm.check(must, schedule(must, ("li", "art")))
    assert (report.ok, report.values) == (False, ())


def test_filters_on_sessions_count_and_those_on_volunteers_do_not() -> None:
    """A filter on sessions is not heeded, or one on volunteers changes how many heads are counted."""
    lessons = vm.Where(sessions=vm.SessionFilter(kind="lesson"))
    nobody = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert breaches(needing(3, rule=vm.rules.Cover(where=lessons))) == []
    assert breaches(needing(2, rule=vm.rules.Cover(where=nobody)), "li")[0][2] == 1


def test_weights_by_role() -> None:
    """A rule about one role counts the others too, or a session left out as no more than one held empty."""
    rule = vm.rules.Cover(roles="helper", weight=3)
    assert breaches(needing(2, rule=rule), "li") == [((), ("art",), 1, "art lacks 1 person as helper")]
    assert dropped(needing(2, rule=rule)) == [((), ("art",), 3, "art does not take place")]
    assert dropped(needing(2, rule=vm.rules.Cover(roles=["lead"]))) == [((), ("art",), 1, "art does not take place")]
    assert dropped(needing(2, rule=vm.rules.Cover(roles=["driver"]))) == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(
        vm.rules.Cover, problem, roles=st.none() | st.sampled_from(("helper", ("lead", "helper"), ("driver",)))
    )


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
