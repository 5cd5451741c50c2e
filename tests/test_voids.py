"""No rule is accepted that would say nothing: an empty list, a bound that everything keeps, a field without the one it needs."""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from rules_at_random import Drawn
from slips import faults_of
from volmatch.io.plain import problem_data
from volmatch.problem.words import Words
from volmatch.rules import BY_NAME
from volmatch.testing import problems

FEW = settings(max_examples=4)
DRAWN: dict[str, Drawn] = {name: importlib.import_module(f"rules.test_{name}").drawn for name in sorted(BY_NAME)}

#: Lists that only add to what a rule says anyway, of which one of several is enough, or that tell what happened, if anything did.
ADDITIONS = {
    "bans",
    "done",
    "known",
    "before",
    "audiences",
    "ids",
    "traits",
    "assignments",
    "placements",
    "stay",
    "never",
}

WORLD: dict[str, Any] = {
    "timezone": "UTC",
    "volunteers": [{"id": "li", "traits": ["adult"], "skills": {"cook": 1}}, {"id": "wang"}],
    "places": [{"id": "house"}],
    "rooms": [{"id": "hall", "place": "house"}],
    "sessions": [
        {"id": "s", "kind": "art", "series": "course", "start": "2026-08-01T10:00", "end": "2026-08-01T11:00", "roles": [{"name": "lead"}]}
    ],
}  # fmt: skip
HAD = [{"volunteer": "li", "session": "s", "role": "lead"}]
STOOD = [{"session": "s", "start": "2026-08-01T10:00Z"}]

#: What says nothing, and the field at which it is told.
VOID: list[tuple[str, dict[str, Any]]] = [
    ("sets", {"rule": "apart"}),
    ("sets", {"rule": "apart", "sets": []}),
    ("sets", {"rule": "together", "sets": []}),
    ("sets[0]", {"rule": "together", "sets": [["li"]]}),
    ("sets", {"rule": "one_free"}),
    ("least_days", {"rule": "spacing"}),
    ("least_days", {"rule": "spacing", "least_days": 0}),
    ("min", {"rule": "consecutive_days"}),
    ("min", {"rule": "consecutive_days", "min": 1}),
    ("stock", {"rule": "equipment", "stock": {}}),
    ("rooms", {"rule": "partition", "rooms": {}}),
    ("rooms.hall", {"rule": "partition", "rooms": {"hall": []}}),
    ("audiences.choir", {"rule": "no_clash", "audiences": {"choir": []}}),
    ("sessions", {"rule": "order", "sessions": []}),
    ("after", {"rule": "succession", "after": [], "never": ["art"], "next_day": True}),
    ("never", {"rule": "succession", "after": ["art"], "never": [], "next_day": True}),
    ("within_hours", {"rule": "succession", "after": ["art"], "never": ["art"]}),
    ("needs", {"rule": "team_mix", "needs": []}),
    ("needs[0].least", {"rule": "team_mix", "needs": [{"trait": "adult"}]}),
    ("needs[0].least", {"rule": "team_mix", "needs": [{"trait": "adult", "least": 0}]}),
    ("needs[0].least", {"rule": "team_mix", "needs": [{"trait": "adult", "least_percent": 0}]}),
    ("needs[0].least", {"rule": "team_mix", "needs": [{"trait": "adult", "least": 0, "most_percent": 100}]}),
    ("needs[0].least", {"rule": "team_mix", "needs": [{"trait": "adult", "least": 2, "most": 1}]}),
    ("needs[0].skill_level", {"rule": "team_mix", "needs": [{"trait": "adult", "least": 1, "skill_level": 2}]}),
    ("skill_level", {"rule": "mentor", "trainee": "adult", "mentor": "lead", "skill_level": 2}),
    ("skill_level", {"rule": "experience", "ids": ["li"], "skill_level": 2}),
    ("skill_level", {"rule": "supervision", "ratio": 5, "skill_level": 2}),
    ("ids", {"rule": "experience"}),
    ("role", {"rule": "training_first", "session": "s"}),
    ("session", {"rule": "training_first", "role": "lead"}),
    ("roles", {"rule": "cover", "level": 1, "roles": []}),
    ("roles", {"rule": "target", "level": 1, "roles": []}),
    ("percent", {"rule": "site_share", "place": "house", "percent": 0}),
    ("least", {"rule": "known_backup", "least": 1}),
    ("placements", {"rule": "fewest_changes", "count": "times", "assignments": HAD}),
    ("urgent_until", {"rule": "fewest_changes", "assignments": HAD, "urgent_until": "2026-08-02T00:00", "urgent": 2}),
    ("urgent", {"rule": "fewest_changes", "assignments": HAD, "urgent": 2}),
    ("urgent", {"rule": "fewest_changes", "placements": STOOD, "urgent_until": "2026-08-02T00:00"}),
    ("weight", {"rule": "cover", "level": 1, "weight": 0}),
]


def in_the_world(rule: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a small problem with a rule; a trait that nobody bears is declared."""
    return {**WORLD, "rules": [rule], "words": {"traits": ["lead"]}}


@pytest.mark.parametrize(("field", "rule"), VOID)
def test_a_rule_that_says_nothing_is_refused(field: str, rule: dict[str, Any]) -> None:
    """A must is taken that nothing can break, and the schedule is called optimal."""
    faults = faults_of(in_the_world(rule))
    assert field in [fault.path.removeprefix("rules[0].") for fault in faults], faults
    assert all(fault.wanted.sentence("zh") != fault.wanted.sentence("en") for fault in faults)


@pytest.mark.parametrize("field", ["id", "trait", "team"])
def test_a_filter_of_nobody_is_refused(field: str) -> None:
    """A filter with an empty list takes nobody, and its must says nothing."""
    rule = {"rule": "min_rest", "hours": 11, "where": {"volunteers": {field: []}}}
    assert [fault.path for fault in faults_of(in_the_world(rule))] == [f"rules[0].where.volunteers.{field}"]


@pytest.mark.parametrize("field", ["id", "kind", "series", "place", "tag", "priority"])
def test_a_filter_of_no_session_is_refused(field: str) -> None:
    """A filter with an empty list takes no session, and its must says nothing."""
    rule = {"rule": "min_rest", "hours": 11, "where": {"sessions": {field: []}}}
    assert [fault.path for fault in faults_of(in_the_world(rule))] == [f"rules[0].where.sessions.{field}"]


@pytest.mark.parametrize(
    "rule", [{"rule": "pinned"}, {"rule": "banned"}, {"rule": "fewest_changes"}, {"rule": "no_clash"}]
)
def test_what_happened_may_be_nothing(rule: dict[str, Any]) -> None:
    """A first plan, before which nobody was promised or kept from anything, is refused."""
    vm.Problem.from_data(in_the_world(rule))


def emptied(data: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield (the place, the field, the data with nothing there) for each list or mapping inside a rule's data."""
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        here = f"{path}[{name}]" if isinstance(data, list) else f"{path}.{name}"
        if isinstance(value, list | dict) and value:
            if not (isinstance(value, dict) and isinstance(data, list)) and name not in {"where", "volunteers"}:
                yield here, str(name), _with(data, name, type(value)())
            for place, field, twin in emptied(value, here):
                yield place, field, _with(data, name, twin)


def _with(data: Any, name: Any, value: Any) -> Any:
    twin = json.loads(json.dumps(data))
    twin[name] = value
    return twin


@pytest.mark.parametrize("name", DRAWN)
@FEW
@given(data=st.data())
def test_each_list_of_a_rule_has_something(name: str, data: st.DataObject) -> None:
    """A rule of some kind is taken with an empty list, without which it would say more."""
    problem = data.draw(problems())
    drawn = data.draw(DRAWN[name](problem))
    problem = attrs.evolve(problem, rules=vm.rules.only([drawn]))
    whole = {key: value for key, value in problem_data(problem).items() if key != "format"}
    number = next(at for at, one in enumerate(problem.rules) if type(one) is type(drawn))
    rule = whole["rules"][number]
    whole["words"] = {key: list(value) for key, value in attrs.asdict(Words(**whole.get("words", {}))).items()}
    for place, field, twin in emptied(rule):
        if field in ADDITIONS or place in {".where.sessions", ".after_late", ".per"} or ".known" in place:
            continue
        faults = faults_of({**whole, "rules": _with(whole["rules"], number, twin)})
        assert any(fault.path.startswith(f"rules[{number}]{place}") for fault in faults), (place, faults)
