"""The debug log has phases and figures and never a name; nobody sees it who does not ask."""

import importlib
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import volmatch as vm
from faults.programmes import quick
from sample_problems import every_field
from volmatch.testing import problems


def events(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Return what was noted, each as its event and figures."""
    return [record.volmatch for record in caplog.records if record.name == "volmatch"]  # type: ignore[attr-defined]


def test_the_phases_of_a_solve(caplog: pytest.LogCaptureFixture) -> None:
    """A phase is missing, or its figures are."""
    with caplog.at_level(logging.DEBUG, "volmatch"):
        outcome = vm.solve(quick(), time_limit=30, seed=4)
    found = events(caplog)
    kinds = [one["event"] for one in found]
    assert (kinds[0], kinds[1], kinds[-1]) == ("begin", "built", "end")
    assert set(kinds[2:-1]) == {"news"}
    assert found[0]["volunteers"] == 4
    assert found[0]["seed"] == 4
    assert found[1]["candidates"] == 24
    assert found[1]["rows"] > 0
    assert found[-1]["status"] == "optimal"
    assert found[-1]["level_1"] == f"{outcome.levels[0].value}/{outcome.levels[0].bound}"
    assert all(record.getMessage().startswith(f"{kind}: ") for record, kind in zip(caplog.records, kinds, strict=True))


def test_a_failure_is_noted_without_its_words(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error is missing from the log, or what it says, which may quote a name, is in it."""
    monkeypatch.setattr(importlib.import_module("volmatch.solve"), "Pipeline", fails)
    with caplog.at_level(logging.DEBUG, "volmatch"), pytest.raises(vm.NoScheduleError):
        vm.solve(quick())
    assert [(one["event"], one.get("error")) for one in events(caplog)][-1] == ("failed", "NoScheduleError")
    assert "li has no time" not in caplog.text


def fails(*_: object) -> None:
    """Fail with somebody's name."""
    raise vm.NoScheduleError(vm.Text("li has no time"))


def test_nothing_is_seen_by_default(capfd: pytest.CaptureFixture[str]) -> None:
    """A solve prints, or touches the logging of its host."""
    root, own = logging.getLogger(), logging.getLogger("volmatch")
    before = (root.level, list(root.handlers), logging.raiseExceptions)
    vm.solve(quick(), time_limit=10)
    assert (root.level, list(root.handlers), logging.raiseExceptions) == before
    assert (own.level, own.handlers, own.propagate) == (logging.NOTSET, [], True)
    assert capfd.readouterr() == ("", "")


def words_of(problem: vm.Problem) -> set[str]:
    """Return the ids, names and words of a problem that are long enough to be found by themselves."""
    records: tuple[Any, ...] = (*problem.volunteers, *problem.sessions, *problem.places, *problem.rooms)
    own = {word for one in records for word in (one.id, one.name)}
    own |= {word for one in problem.volunteers for word in (*one.traits, *one.teams, *one.skills)}
    return {word for word in own if len(word) > 2}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(problems("small"))
def test_no_name_is_noted(caplog: pytest.LogCaptureFixture, problem: vm.Problem) -> None:
    """A name, an id or a word of somebody's problem stands in the log."""
    for asked in (problem, every_field()):
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            vm.solve(asked, time_limit=10)
        assert events(caplog)
        own = [record for record in caplog.records if record.name.startswith("volmatch")]
        told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in own)
        noted = {"session", "sessions", "volunteer", "volunteers", "room", "rooms", "level", "seed", "rules"}
        assert [word for word in words_of(asked) - noted if word in told.split()] == []
