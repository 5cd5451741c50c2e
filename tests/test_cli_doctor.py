"""The doctor finds what is wrong with an installation: engines that hang, crash or answer wrongly."""

import json
import subprocess
import sys
from typing import Any

import pytest

from volmatch.cli import main
from volmatch.run import examination, smoke
from volmatch.run.examination import examine
from volmatch.text import Text


def test_this_installation_is_well() -> None:
    """An installation that works is called ill, or an engine is not looked at."""
    found = {one.what: one for one in examine()}
    assert [one.sentence() for one in found.values() if not one.is_well] == []
    assert {"python", "processors", "package.ortools", *(f"engine.{engine}" for engine in smoke.ENGINES)} <= set(found)
    assert all(one.sentence("zh") for one in found.values())


@pytest.mark.parametrize("engine", smoke.ENGINES)
def test_a_wrong_answer_is_seen(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine may say anything."""
    assert smoke.is_right(engine)
    monkeypatch.setattr(smoke, "_PLAIN_BEST", -4)
    assert not smoke.is_right(engine)


def test_the_canary_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers past 2^31 are not tried, or the doctor knows a wrong optimum."""
    monkeypatch.setattr(smoke, "_CANARY_BEST", -1)
    assert not smoke.is_right("cpsat")


@pytest.mark.parametrize(
    ("code", "told"),
    [(smoke.WRONG, "cpsat answers wrongly"), (-11, "cpsat ends with exit code -11"), (127, "exit code 127")],
)
def test_ill_engines_are_told(monkeypatch: pytest.MonkeyPatch, code: int, told: str) -> None:
    """An engine that crashes takes the doctor with it, or is called well."""
    run = subprocess.run

    def ill(command: list[str], **how: Any) -> Any:
        return run([sys.executable, "-c", f"import os; os._exit({code % 256})"], **how) if code >= 0 else Ended(code)

    monkeypatch.setattr(subprocess, "run", ill)
    found = [one for one in examine() if one.what.startswith("engine.")]
    assert [one.is_well for one in found] == [False] * len(smoke.ENGINES)
    assert told in found[0].sentence()


class Ended:
    """A process that a signal ended."""

    def __init__(self, code: int) -> None:
        self.returncode = code


def test_an_engine_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor waits for ever."""
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda _, **how: run([sys.executable, "-c", "import time; time.sleep(60)"], **how),
    )
    found = [one for one in examine(watchdog=0.3) if one.what.startswith("engine.")]
    assert not any(one.is_well for one in found)
    assert "does not answer within 0.3 s" in found[0].sentence()


@pytest.mark.parametrize("is_well", [True, False])
def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_well: bool) -> None:
    """The command says nothing, or scripts cannot tell whether all is well."""
    one = examination.Examined("python", is_well=is_well, told=Text("something"))
    monkeypatch.setattr("volmatch.cli.doctoring.examine", lambda: iter([one]))
    assert main(["doctor"]) == (0 if is_well else 1)
    assert capsys.readouterr().out == f"{'well' if is_well else 'ill'}: something\n"
    assert main(["doctor", "--json"]) == (0 if is_well else 1)
    assert json.loads(capsys.readouterr().out)[0]["is_well"] is is_well
