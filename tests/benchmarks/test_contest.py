"""Other solvers are asked in processes of their own, judged, and killed when they do not end."""

import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from benchmarks.contest import answers, asked
from benchmarks.families import families
from benchmarks.peer import Peer
from benchmarks.peers import peers
from benchmarks.protocol import Task
from benchmarks.record import Answer

import volmatch as vm
from benchmarks import contest, install

FAMILY = families()["neighbourhood"]
PROBLEM = FAMILY.problem(seed=1, sizes=FAMILY.tiny)
BLANK = Answer(family="neighbourhood", seed=1, peer="naive", seconds=2.0, state="absent")


def test_everybody_is_judged_alike() -> None:
    """A solver's own word counts instead of the check, or volmatch is worse than the simplest."""
    first, second = answers(PROBLEM, family="neighbourhood", seed=1, seconds=20, names=["volmatch", "naive"])
    assert (first.peer, second.peer) == ("volmatch", "naive")
    assert first.state == second.state == "answered"
    assert first.values == tuple(level.value for level in vm.solve(PROBLEM, time_limit=20).levels)
    assert first.values <= second.values
    assert min(first.memory_mb, second.memory_mb) > 1


def test_what_a_solver_cannot_say_is_told() -> None:
    """A solver without words for a rule looks as if it had found nothing."""
    family = families()["composed"]
    problem = family.problem(seed=1, sizes=family.tiny)
    (answer,) = answers(problem, family="composed", seed=1, seconds=5, names=["cpsat"])
    assert answer.state == "cannot"
    assert "serve_once" in answer.note


def test_an_absent_solver_is_absent(tmp_path: Path) -> None:
    """A solver that is not installed ends the run, or passes for one that found nothing."""
    path = tmp_path / "problem.json"
    vm.io.write(path, PROBLEM)
    nowhere = Peer(environment="nowhere-at-all", packages=("none==1",))
    assert not nowhere.is_here
    assert asked(PROBLEM, path, nowhere, BLANK) == BLANK


def _says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> Answer:
    """Ask a solver that is a script of two lines."""
    program = tmp_path / "solver.py"
    program.write_text(script, encoding="utf-8")
    start = subprocess.Popen

    def instead(_: list[str], **options: object) -> "subprocess.Popen[bytes]":
        return start([sys.executable, str(program)], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr("subprocess.Popen", instead)
    monkeypatch.setattr(contest, "GRACE", 0.5)
    path = tmp_path / "problem.json"
    vm.io.write(path, PROBLEM)
    return asked(PROBLEM, path, peers()["naive"], attrs.evolve(BLANK, seconds=0.5))


EMPTY = (
    'import json, time\nprint(json.dumps({"ready": True}), flush=True)\n'
    f"placements = {[[one.id, one.candidate_starts[0].isoformat(), None] for one in PROBLEM.sessions]!r}\n"
    'answer = {"assignments": [], "placements": placements, "dropped": []}\n'
)


def test_a_solver_that_does_not_end_is_killed_and_keeps_what_it_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One solver that ignores its limit holds up all others, or loses what it had."""
    answer = _says(monkeypatch, tmp_path, EMPTY + "print(json.dumps(answer), flush=True)\ntime.sleep(60)\n")
    assert answer.state == "answered"
    assert answer.values == vm.score(PROBLEM, vm.Schedule([], _placements()))
    assert 0.9 < answer.used_seconds < 10


def _placements() -> list[vm.Placement]:
    """Return every session at its time."""
    return [vm.Placement(one.id, one.candidate_starts[0]) for one in PROBLEM.sessions]


def test_a_solver_that_dies_says_of_what(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A crash passes for an empty answer."""
    answer = _says(monkeypatch, tmp_path, EMPTY + "raise RuntimeError('out of ink')\n")
    assert (answer.state, answer.note) == ("failed", "RuntimeError: out of ink")


def test_a_solver_that_says_nothing_found_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Silence passes for an answer."""
    assert _says(monkeypatch, tmp_path, EMPTY + "print('half a li')\n").state == "nothing"


def test_a_schedule_that_breaks_what_must_hold_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A solver gets ahead by breaking rules."""
    seat = [PROBLEM.volunteers[0].id, PROBLEM.sessions[0].id, "no such role"]
    script = EMPTY + f"answer['assignments'] = [{seat!r}]\nprint(json.dumps(answer), flush=True)\n"
    answer = _says(monkeypatch, tmp_path, script)
    assert answer.state == "broken"
    assert answer.note


def test_late_answers_are_late(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A solver gets ahead by taking more time than others."""
    monkeypatch.setattr(contest, "LEEWAY", (0.0, 0.0))
    answer = _says(monkeypatch, tmp_path, EMPTY + "time.sleep(0.8)\nprint(json.dumps(answer), flush=True)\n")
    assert answer.state == "late"


def test_no_java_is_said(tmp_path: Path) -> None:
    """A solver that needs Java is installed where there is none."""
    told = install.installed(peers()["timefold"], tmp_path, find=lambda _: None)
    assert "no Java" in told
    assert not list(tmp_path.iterdir())


def test_peers_without_packages_need_no_installing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Installing touches what is there already."""
    assert install.installed(Peer(), tmp_path) == "runs where volmatch does"
    place = tmp_path / "there"
    place.mkdir()
    (place / "complete").touch()
    assert install.installed(Peer(environment="there"), tmp_path) == "is there"
    install.main(["naive"])
    assert capsys.readouterr().out == "naive: runs where volmatch does\n"


def test_a_task_knows_its_time() -> None:
    """A solver believes that it has more time than it was given."""
    task = Task(PROBLEM, 0.0, 1, 1)
    assert task.seconds_left == 0.0
    assert task.may_tell
