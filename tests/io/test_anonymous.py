"""A problem shown to others names nobody and is as hard as it was."""

import importlib
import json

import attrs
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

import volmatch as vm
from rules_at_random import Drawn
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.model import Model
from volmatch.gap import Gap
from volmatch.rules import BY_NAME
from volmatch.search import level
from volmatch.testing import problems, rule_lists

DRAWN: dict[str, Drawn] = {name: importlib.import_module(f"rules.test_{name}").drawn for name in sorted(BY_NAME)}


@trying(max_examples=30)
@given(problems(rules=rule_lists))
def test_the_twin_costs_the_same(problem: vm.Problem) -> None:
    """The problem without names has another optimum, or cannot be read."""
    twin = vm.io.loads(vm.io.anonymous(problem))
    assert isinstance(twin, vm.Problem)
    assert [level.value for level in vm.solve(twin).levels] == [level.value for level in vm.solve(problem).levels]


@pytest.mark.parametrize("name", DRAWN)
@trying(max_examples=2)
@given(data=st.data())
def test_each_rule_has_a_twin(name: str, data: st.DataObject) -> None:
    """A rule's own words, moments or keys make the twin unreadable or easier, or are told in it."""
    problem = data.draw(problems())
    problem = attrs.evolve(problem, rules=vm.rules.only([data.draw(DRAWN[name](problem))]))
    twin = vm.io.loads(vm.io.anonymous(problem))
    assert isinstance(twin, vm.Problem)
    assert [level.value for level in vm.solve(twin).levels] == [level.value for level in vm.solve(problem).levels]


def test_the_past_of_rules_names_nobody() -> None:
    """Whoever had turns before, or knows a series, is named; or is not the same person any more."""
    data = {
        "volunteers": [{"id": "secret li"}, {"id": "wang"}],
        "sessions": [
            {"id": "secret art", "start": "2026-08-01T10:00", "end": "2026-08-01T11:00", "series": "secret series",
             "roles": [{"name": "secret role"}]}
        ],
        "standard": False,
        "rules": [
            {"rule": "rotation", "before": {"secret li": 3}},
            {"rule": "known_backup", "known": {"secret series": ["secret li"]}},
            {"rule": "fewest_changes", "count": "assignments", "urgent_until": "2026-08-02T00:00", "urgent": 2,
             "assignments": [{"volunteer": "secret li", "session": "secret art", "role": "secret role"}],
             "placements": [{"session": "secret art", "start": "2026-08-01T10:00"}]},
        ],
    }  # fmt: skip
    text = vm.io.anonymous(vm.Problem.from_data(data))
    assert "secret" not in text
    twin = json.loads(text)
    person, session = twin["volunteers"][0]["id"], twin["sessions"][0]
    rotation, backup, changes = twin["rules"][-3:]
    assert rotation["before"] == {person: 3}
    assert backup["known"] == {session["series"]: [person]}
    role = session["roles"][0]["name"]
    assert changes["assignments"] == [{"volunteer": person, "session": session["id"], "role": role}]
    assert changes["placements"][0]["start"] == "2026-08-01T10:00+00:00"
    assert (changes["count"], changes["urgent_until"]) == ("assignments", "2026-08-02T00:00+00:00")
    assert isinstance(vm.io.loads(text), vm.Problem)


def secretive() -> vm.Problem:
    """Return a problem in which everything people may call by a name has a telling one."""
    return vm.Problem.from_data(
        {
            "timezone": "Asia/Shanghai",
            "places": [{"id": "secret place", "name": "secret place name"}],
            "rooms": [{"id": "secret room", "place": "secret place", "features": ["secret feature"]}],
            "volunteers": [
                {
                    "id": "secret person",
                    "name": "secret name",
                    "home": "secret place",
                    "skills": {"secret skill": {"level": 2, "until": "2026-12-31"}},
                    "traits": ["secret trait"],
                    "teams": ["secret team"],
                    "wishes": [{"kind": "secret kind", "score": 2}],
                    "limits": [{"per": "week", "max_sessions": 1, "kind": "secret kind"}],
                }
            ],
            "sessions": [
                {
                    "id": "secret session",
                    "name": "secret title",
                    "kind": "secret kind",
                    "series": "secret series",
                    "tags": ["secret tag"],
                    "minutes": 60,
                    "starts": ["2026-08-03T10:00"],
                    "room": {"features": ["secret feature"]},
                    "roles": [{"name": "secret role", "skill": "secret skill", "traits": ["secret trait"]}],
                }
            ],
            "rules": [
                {"rule": "cover", "level": 1, "where": {"sessions": {"tag": "secret tag"}}},
                {"rule": "pinned", "stay": [{"volunteer": "secret person", "session": "secret session"}]},
            ],
        }
    )


def test_no_word_of_people_is_left() -> None:
    """A name, or any other word that people chose, is told to whoever gets the file."""
    text = vm.io.anonymous(secretive())
    assert "secret" not in text
    twin = vm.io.loads(text)
    assert isinstance(twin, vm.Problem)
    outcome = vm.solve(twin)
    assert outcome.schedule is not None
    assert len(outcome.schedule.assignments) == 1


def test_a_bug_of_ours_comes_with_the_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that asks to be reported carries nothing to report, or carries names."""
    honest = cpsat.minimise

    def liar(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        answer = honest(model, hint, settings, slot)
        return attrs.evolve(answer, values=None if answer.values is None else answer.values * 0)

    monkeypatch.setattr(cpsat, "minimise", liar)
    monkeypatch.setattr(level.LevelSearch, "gap", Gap())  # which never closes
    with pytest.raises(vm.EncodingError) as caught:
        vm.solve(secretive())
    assert isinstance(vm.io.loads(caught.value.repro), vm.Problem)
    assert "secret" not in caught.value.repro
