"""A contradiction leaves a file that names nobody, and `volmatch replay` tries it again."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from faults.programmes import quick
from volmatch.arrays.ragged import Ints
from volmatch.cli import main
from volmatch.engines import cpsat
from volmatch.engines.answer import EngineAnswer, Settings, Slot
from volmatch.formulation.model import Model
from volmatch.gap import Gap
from volmatch.run.repro import FORMAT, repro_of, repro_text
from volmatch.search import level

Captured = pytest.CaptureFixture[str]
HONEST = cpsat.minimise


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")


def secretive() -> vm.Problem:
    """Return a problem whose every word is a secret."""
    return vm.Problem(
        volunteers=[vm.Volunteer("secret-li", name="secret name", data={"phone": "secret phone"})],
        sessions=[
            vm.Session(
                "secret-tea", start="2026-08-03T10:00", end="2026-08-03T11:00", roles=[vm.Role("secret-host", target=1)]
            )
        ],
    )


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let the engine claim costs that its schedule does not have."""

    def liar(model: Model, hint: Ints | None, settings: Settings, slot: Slot) -> EngineAnswer:
        answer = HONEST(model, hint, settings, slot)
        return attrs.evolve(answer, values=None if answer.values is None else answer.values * 0)

    monkeypatch.setattr(cpsat, "minimise", liar)
    monkeypatch.setattr(level.LevelSearch, "gap", Gap())  # which never closes
    return monkeypatch


def contradiction() -> vm.EncodingError:
    """Return the error of a solve by an engine that lies."""
    with pytest.raises(vm.EncodingError) as caught:
        vm.solve(secretive(), time_limit=20, seed=3, isolation="thread")
    return caught.value


def test_the_file_says_what_was_asked_and_names_nobody(lying: pytest.MonkeyPatch) -> None:
    """What is sent with a report lacks the seed, or has somebody's name in it."""
    text = repro_text(contradiction())
    assert "secret" not in text
    data = json.loads(text)
    assert data["format"] == FORMAT
    asked = {"time_limit": 20, "seed": 3, "workers": 1, "deterministic": False, "isolation": "thread"}
    assert data["how"] == asked
    assert data["versions"].keys() == {"python", "volmatch", "ortools", "numpy"}
    again = repro_of(text.encode())
    assert (len(again.problem.volunteers), again.how) == (1, data["how"])


def test_the_command_leaves_the_file_and_tries_it_again(lying: pytest.MonkeyPatch, capsys: Captured) -> None:
    """Whoever meets a bug of ours has nothing to send, or nobody can see whether it is mended."""
    vm.io.write("p.json", secretive())
    assert main(["solve", "p.json"]) == 2
    told = capsys.readouterr().err
    (file,) = Path().glob("volmatch-*.repro.json")
    assert file.name in told
    assert "secret" not in file.read_text(encoding="utf-8")
    assert main(["replay", file.name]) == 1
    assert "still contradicts itself" in capsys.readouterr().out
    assert main(["replay", file.name, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["again"], data["status"]) == (True, None)
    assert data["code"]


def test_what_is_mended_is_told(capsys: Captured) -> None:
    """A replay of what works ends badly, or says nothing."""
    Path("r.json").write_text(vm.io.anonymous(quick()), encoding="utf-8")
    assert main(["replay", "r.json"]) == 0
    assert "no contradiction this time" in capsys.readouterr().out
    assert main(["replay", "r.json", "--json", "--lang", "zh"]) == 0
    assert json.loads(capsys.readouterr().out) == {"again": False, "code": None, "status": "optimal"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"how": {"seed": -1}}, "how: seed: wanted"),
        ({"how": {"speed": 1}}, "how: wanted one of time_limit"),
        ({"how": {"isolation": "cloud"}}, "how: isolation: wanted one of"),
        ({"how": []}, "how: wanted a mapping"),
        (
            {"problem": {"format": "volmatch/1", "sessions": [], "volunteers": [{"id": ""}]}},
            "problem.volunteers[0].id: ",
        ),
        ({"problem": None}, "problem: "),
        ({"format": "volmatch-repro/2"}, "format: "),
    ],
)
def test_a_file_that_is_none_is_told(capsys: Captured, change: dict[str, Any], told: str) -> None:
    """A broken file ends in a traceback, or is replayed as something else."""
    good = {"format": FORMAT, "how": {}, "problem": json.loads(vm.io.anonymous(quick()))}
    Path("r.json").write_text(json.dumps({**good, **change}), encoding="utf-8")
    assert main(["replay", "r.json"]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(lying: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A disk that is full hides the error that was to be told."""

    def full(path: object, raw: bytes) -> None:
        raise vm.FileError(vm.Text("the disk is full"), str(path))

    vm.io.write("p.json", secretive())
    lying.setattr("volmatch.cli.replaying.replace", full)
    assert main(["solve", "p.json"]) == 2
    assert "error: " in capsys.readouterr().err
    assert list(Path().glob("*.repro.json")) == []
