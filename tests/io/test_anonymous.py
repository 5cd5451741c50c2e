"""A problem shown to others names nobody and is as hard as it was."""

import attrs
import pytest
from hypothesis import given
from hypothesis import settings as trying

import volmatch as vm
from volmatch.arrays.ragged import Ints
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.model import Model
from volmatch.gap import Gap
from volmatch.search import level
from volmatch.testing import problems, rule_lists


@trying(max_examples=30)
@given(problems(rules=rule_lists))
def test_the_twin_costs_the_same(problem: vm.Problem) -> None:
    """The problem without names has another optimum, or cannot be read."""
    twin = vm.io.loads(vm.io.anonymous(problem))
    assert isinstance(twin, vm.Problem)
    assert [level.value for level in vm.solve(twin).levels] == [level.value for level in vm.solve(problem).levels]


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
