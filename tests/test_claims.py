"""Claims of rules: what explanations may rely on is so, and a claim that is not so is seen."""

from collections.abc import Iterator

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims
import volmatch as vm
from rule_cases import Case, cases
from volmatch import rules
from volmatch.claims import Claims
from volmatch.rule import known_rules
from volmatch.testing import rule_lists


def _any_rule(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    return rule_lists(problem, most=4).filter(bool).flatmap(st.sampled_from)


@given(cases(_any_rule))
def test_what_rules_claim_is_so(case: Case) -> None:
    """An explanation relies on something that a rule says of itself and that is not so."""
    claims.hold(*case)


@attrs.frozen(kw_only=True)
class Company(vm.Rule):
    """Nobody serves alone."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each session with exactly one person."""
        for session, crew in schedule.crews.items():
            if len(crew) == 1:
                yield vm.Violation(vm.Text("{session} has one person", {"session": session}), sessions=(session,))


TEA = vm.Session(
    "tea", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[vm.Role("host", min=0, target=2, max=3)]
)


def _tea_with(people: list[str], rule: vm.Rule) -> Case:
    """Return a problem of two people and one session, and the schedule in which some of them serve."""
    problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("wu")], [TEA], rules=vm.rules.only([rule]))
    placements = [vm.Placement("tea", start) for start in problem.sessions[0].candidate_starts]
    return problem, vm.Schedule([vm.Assignment(who, "tea", "host") for who in people], placements)


@pytest.mark.parametrize(
    ("claimed", "people"),
    [
        (Claims(only_forbids=True), ["li", "wu"]),
        (Claims(own_duties=True), ["li", "wu"]),
        (Claims(counts_seats=True), ["li"]),
        (Claims(least_heads=True), ["li"]),
    ],
)
def test_a_false_claim_is_seen(claimed: Claims, people: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule claims what is not so, and the law does not notice."""
    monkeypatch.setattr(Company, "claims", claimed)
    with pytest.raises(AssertionError):
        claims.hold(*_tea_with(people, Company()))


@attrs.frozen(kw_only=True)
class Busy(vm.Rule):
    """Everybody serves; claims falsely that newcomers are free of charge."""

    claims = Claims(never_dearer=True)

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each person without a duty."""
        serving = {one.volunteer for one in schedule.assignments}
        for one in problem.volunteers:
            if one.id not in serving:
                yield vm.Violation(vm.Text("{who} has no duty", {"who": one.id}), volunteers=(one.id,))


def test_a_false_claim_about_newcomers_is_seen() -> None:
    """A rule that counts idle people says it cannot get dearer, and the law does not notice."""
    with pytest.raises(AssertionError):
        claims.hold(*_tea_with(["li"], Busy(level=1)))


@pytest.mark.parametrize("name", sorted(rules.BY_NAME))
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_short_forms_can_be_said(name: str, lang: str) -> None:
    """A rule's own short sentence names something that the explanation does not tell it."""
    own = known_rules()[name].claims
    for text in (own.keeps_out, own.takes_away):
        for n in (1, 3):
            if text is not None:
                said = attrs.evolve(text, facts={"n": n, "rule": "x", "needs": ("drawing",)}).sentence(lang)
                assert str(n) in said
