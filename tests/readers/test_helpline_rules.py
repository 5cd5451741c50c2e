"""The helpline's own rules say in columns exactly what they say in words, as hard rules and as goals."""

import datetime as dt
from itertools import islice

import attrs
import pytest
from benchmarks.readers.helpline_rules import Apart, Beside

import laws
import oracle
import volmatch as vm

MON, TUE = (dt.datetime(2026, 8, day, 9, tzinfo=dt.UTC) for day in (3, 4))
HALF_DAY = dt.timedelta(hours=12)
HOSTS = vm.VolunteerFilter(trait="host")
GUESTS = vm.Where(volunteers=vm.VolunteerFilter(trait="guest"))
GUESTS_ON_MONDAY = attrs.evolve(GUESTS, sessions=vm.SessionFilter(id="mon"))
RULES = [
    Beside(),
    Beside(where=GUESTS),
    Beside(where=GUESTS, company=HOSTS),
    Beside(where=GUESTS_ON_MONDAY, company=HOSTS),
    Apart(),
    Apart(where=GUESTS),
    Apart(where=GUESTS, others=HOSTS),
    Apart(where=GUESTS_ON_MONDAY, others=vm.VolunteerFilter(id=["Lan", "An"])),
]


def stage(*rules: vm.Rule) -> vm.Problem:
    """Return two duties for a host, a guest, and somebody who is both."""
    roles = [vm.Role("duty", min=1), vm.Role("observer", min=0, max=2)]
    return vm.Problem(
        [
            vm.Volunteer("Lan", traits=["host"]),
            vm.Volunteer("An", traits=["guest"]),
            vm.Volunteer("Tao", traits=["host", "guest"]),
        ],
        [
            vm.Session("mon", start=MON, end=MON + HALF_DAY, roles=roles),
            vm.Session("tue", minutes=720, starts=[TUE, TUE + HALF_DAY], roles=roles),
        ],
        rules=vm.rules.only(rules),
    )


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_columns_allow_what_words_allow(rule: vm.Rule) -> None:
    """As a must, the columns forbid a schedule that the words allow, or the other way round."""
    laws.same_set(stage(rule))


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_columns_cost_what_words_cost(rule: vm.Rule) -> None:
    """As a goal, the columns count more or fewer breaches than the words."""
    problem = stage(attrs.evolve(rule, level=1, weight=3))
    for schedule in islice(oracle.every_schedule(problem), 0, None, 13):
        laws.same_cost(problem, schedule)


def excess(rule: vm.Rule, *assignments: tuple[str, str, str]) -> int:
    """Return what a rule's words count in a schedule."""
    problem = stage(rule)
    schedule = vm.Schedule(
        [vm.Assignment(*one) for one in assignments],
        [vm.Placement("mon", MON), vm.Placement("tue", TUE)],
    )
    return sum(violation.cost for violation in vm.check(problem, schedule).breaches)


LAN, AN, TAO = ("Lan", "mon", "duty"), ("An", "mon", "observer"), ("Tao", "mon", "observer")


def test_beside_by_hand() -> None:
    """Company in another session counts, or company of the wrong sort, or one's own."""
    rule = Beside(where=GUESTS, company=HOSTS)
    assert excess(rule, LAN, AN, TAO) == 0
    assert excess(rule, ("Lan", "tue", "duty"), AN) == 1
    assert excess(rule, TAO) == 1
    assert excess(rule, AN, TAO) == 1


def test_apart_by_hand() -> None:
    """Those who are in different sessions meet, or a meeting counts for somebody the rule is not about."""
    rule = Apart(where=GUESTS, others=HOSTS)
    assert excess(rule, ("Lan", "tue", "duty"), AN) == 0
    assert excess(rule, LAN, ("An", "tue", "observer"), TAO) == 1
    assert excess(rule, LAN, AN) == 1
    assert excess(rule, LAN, AN, TAO) == 3


def test_strangers_are_refused() -> None:
    """A misspelt name in a rule of one's own silently keeps nobody apart."""
    lin = vm.VolunteerFilter(id="Lin")
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]\.others\.id: no volunteer has the id Lin"):
        stage(Apart(others=lin))
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]\.company\.id: no volunteer has the id Lin"):
        stage(Beside(company=lin))
