"""Whoever asks an engine can be told where it works: every public door that solves takes `isolation`, and nothing on the way forgets it."""

import datetime as dt
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from doors import Call, good_calls, public_functions
from faults.loops import in_a_loop
from faults.programmes import quick
from faults.test_clashes import CASES
from live_doors import teas
from volmatch.cli import main
from volmatch.engines import cpsat, flow, highs, linear
from volmatch.engines.answer import Isolation, Settings
from volmatch.live import Absence, Desk
from volmatch.rules import Cover, only

SOLVING = public_functions()
#: What makes pages and files solves nothing, and takes long.
QUIET = (".report.", ".io.", "volmatch.show", "volmatch.save")
NAMES = sorted(name for name in SOLVING if not any(part in name for part in QUIET))
IMPOSSIBLE, _ = CASES["promises at one hour"]
#: Calls that ask no engine, because they are too easy or go on from what is solved, made harder.
HARDER: dict[str, dict[str, Any]] = {
    **{f"volmatch.{verb}": {"checkpoint": None, "resume": False} for verb in ("solve", "start", "solve_async")},
    "volmatch.explain.clash": {"problem": IMPOSSIBLE},
    "volmatch.explain.cheapest_repair": {
        "problem": attrs.evolve(quick(), rules=only([Cover(level=0)]), volunteers=quick().volunteers[:2]),
        "prices": {"cover": 1, "limits": 2},
    },
}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """Return a good call of each public function."""
    return good_calls(tmp_path_factory.mktemp("doors"))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Isolation]:
    """Return the list of where engines are told to work, whenever one is asked; all of them work on threads."""
    heard: list[Isolation] = []

    def listen(settings: Settings, _: int) -> bool:
        heard.append(settings.isolation)
        return False

    for engine in (cpsat, flow, linear):
        monkeypatch.setattr(engine, "is_apart", listen)
    minimise = highs.minimise

    def minimised(model: Any, hint: Any, settings: Settings, slot: Any) -> Any:
        heard.append(settings.isolation)
        return minimise(model, hint, settings, slot)

    monkeypatch.setattr(highs, "minimise", minimised)
    return heard


def ended(function: Callable[..., Any], call: Call) -> None:
    """Call a function and wait for what it began."""
    found = function(**call)
    if inspect.iscoroutine(found):
        in_a_loop(found)
    if isinstance(found, vm.Run):
        found.result()


@pytest.mark.parametrize("name", NAMES)
def test_every_door_that_solves_is_told(calls: dict[str, Call], told: list[Isolation], name: str) -> None:
    """A function asks engines where the caller cannot tell it, or forgets on the way what it was told."""
    can_be_told = "isolation" in inspect.signature(SOLVING[name]).parameters
    more = {"isolation": "process"} if can_be_told else {}
    ended(SOLVING[name], {**calls[name], **HARDER.get(name, {}), **more})
    assert set(told) == set(more.values())


def test_methods_that_solve_are_told(told: list[Isolation]) -> None:
    """What was made ready, or a desk, solves somewhere else than it is told."""
    ready = vm.live.prepare(*teas())
    ready.repair([Absence("li", "2026-03-02", "2026-03-02")], isolation="process")
    assert set(told) == {"process"}
    told.clear()
    at = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    with Desk(attrs.evolve(quick(), history=()), at=at) as desk:
        desk.dispatch(at=at, isolation="process")
    assert set(told) == {"process"}


@pytest.mark.parametrize("given", ["", "Process", None, 5, ["process"]])
def test_slips_are_told_alike(calls: dict[str, Call], given: Any) -> None:
    """A slip in `isolation` is told here and taken for something else there."""
    for name in NAMES:
        if "isolation" in calls[name]:
            with pytest.raises(vm.OptionError, match=r"^isolation: wanted one of .*auto.*, not "):
                ended(SOLVING[name], {**calls[name], "isolation": given})


COMMANDS = {
    "solve": ["q.json"],
    "explain": ["p.json", "s.json", "--why", "li", "first"],
    "repair": ["p.json", "s.json", "--absent", "li", "2026-03-02", "2026-03-02"],
    "swaps": ["p.json", "s.json", "o.csv"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_that_solve_are_told(
    told: list[Isolation],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A command cannot be told where engines work, or forgets it."""
    monkeypatch.chdir(tmp_path)
    problem, plan = teas()
    vm.io.write("p.json", problem)
    vm.io.write("q.json", quick())
    vm.io.write("s.json", vm.Outcome(schedule=plan, status="feasible", stopped_by="time"), problem=problem)
    Path("o.csv").write_text("volunteer,gives,better\nli,first,second\nwu,second,first\n", encoding="utf-8")
    assert main([name, *COMMANDS[name], "--isolation", "process"]) == 0, capsys.readouterr()
    assert set(told) == {"process"}
    assert main([name, *COMMANDS[name], "--isolation", "cloud"]) == 2
    assert "auto" in capsys.readouterr().err
