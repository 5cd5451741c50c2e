"""Measuring: one problem in a process of its own, and the command that measures them all."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from benchmarks.families import families
from benchmarks.memory import peak_mb
from benchmarks.record import Answer, Run, loaded, run_of

from benchmarks import measure, run
from house.sources import ROOT

TINY = [f"--size={name}={number}" for name, number in families()["neighbourhood"].tiny.items()]


def _measured(*options: str) -> Run:
    command = [sys.executable, "-m", "benchmarks.measure", "neighbourhood", *TINY, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout).keys() == {field.name for field in attrs.fields(Run)}
    return run_of(done.stdout)


def test_one_line_says_every_phase() -> None:
    """A phase is not measured, or the levels end without a value, a bound or a moment of proof."""
    found = _measured("--seed", "1", "--time-limit", "20")
    assert (found.family, found.seed, found.volunteers, found.sessions) == ("neighbourhood", 1, 6, 8)
    assert found.sizes == {"volunteers": 6, "sessions": 8}
    assert min(found.compile_seconds, found.build_seconds, found.first_seconds, found.check_seconds) > 0
    assert found.solve_seconds > 0
    assert (found.status, found.stopped_by, found.first_ok) == ("optimal", "proof", True)
    problem = families()["neighbourhood"].problem(seed=1, sizes=found.sizes)
    assert [level.level for level in found.levels] == sorted({rule.level for rule in problem.rules if rule.level})
    for level in found.levels:
        assert level.value == level.bound
        assert level.proved_seconds is not None
        assert 0 <= level.proved_seconds <= found.solve_seconds + 0.01
    last = {point.level: point for point in found.points}
    assert {(level.value, level.bound) for level in found.levels} == {(one.value, one.bound) for one in last.values()}
    assert tuple(level.value for level in found.levels) <= found.first_values
    assert 1 < found.memory_mb["words"] <= found.memory_mb["first"] <= found.memory_mb["solve"]


def test_without_a_limit_only_the_phases_are_measured() -> None:
    """The largest problems cannot be measured without being solved."""
    found = _measured("--time-limit", "0")
    assert (found.levels, found.points, found.solve_seconds) == ((), (), 0.0)
    assert found.candidates > 0
    assert found.rows > 0
    assert found.memory_mb.keys() == {"words", "first"}


def test_a_level_passed_over_in_silence_is_proved_when_a_later_one_is_begun(capsys: pytest.CaptureFixture[str]) -> None:
    """Levels that the first schedule settles look as if they had been proved at the very end."""
    measure.main(["neighbourhood", *TINY, "--time-limit", "20"])
    found = run_of(capsys.readouterr().out)
    moments = [level.proved_seconds or 0.0 for level in found.levels]
    assert moments == sorted(moments)


def test_memory_is_that_of_this_process() -> None:
    """The peak is that of a parent, or in another unit."""
    script = "from benchmarks.memory import peak_mb; print(peak_mb()); x = bytearray(200_000_000); print(peak_mb())"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after = map(float, told.stdout.split())
    assert before < 60
    assert 190 < after - before < 230
    assert peak_mb() > before


def test_the_command_measures_prints_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table or the file lacks what was asked for."""
    family = families()["neighbourhood"]
    monkeypatch.setitem(families(), "neighbourhood", attrs.evolve(family, quick=family.tiny))
    monkeypatch.setattr(run, "answers", lambda *_, **about: [_answer(peer, about) for peer in ("volmatch", "rival")])
    path = tmp_path / "results.json"
    options = ["--families", "neighbourhood", "helpline_march", "--quick", "--seeds", "1", "2", "--time-limit", "10"]
    run.main([*options, "--peers", "--data", str(tmp_path), "--results", str(path)])
    told = capsys.readouterr()
    assert "helpline_march: left out" in told.err
    assert "ahead of volmatch: nobody" in told.out
    results = loaded(path.read_text(encoding="utf-8"))
    assert [(one.family, one.seed) for one in results.runs] == [("neighbourhood", 1), ("neighbourhood", 2)]
    assert [(one.peer, one.seed) for one in results.answers] == [("volmatch", 1), ("rival", 1)]
    assert results.quick
    assert {"volmatch", "python", "ortools"} <= results.versions.keys()
    assert {"processor", "cores", "memory_gb"} <= results.machine.keys()
    assert any(
        line.startswith("neighbourhood") and re.search(r"\b(\d) of \1\b", line) for line in told.out.splitlines()
    )


def test_a_family_may_take_fewer_seeds_and_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A province runs for hours, or is put to solvers that cannot hold it."""
    family = attrs.evolve(families()["neighbourhood"], most_seeds=1, beside=False)
    monkeypatch.setitem(families(), "neighbourhood", family)
    asked: list[int] = []
    monkeypatch.setattr(run, "measured", lambda _name, seed, *_: asked.append(seed))
    monkeypatch.setattr(run, "answers", lambda *_, **about: pytest.fail(f"asked {about}"))
    seen = run.results_of(run.parsed(["--families", "neighbourhood", "--peers"]))
    assert asked == [1]
    assert seen.answers == ()


def test_a_fault_in_one_family_keeps_the_figures_of_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hours of figures are lost because the last problem cannot be made."""

    def broken(**_: object) -> None:
        message = "no such town"
        raise RuntimeError(message)

    tiny = families()["neighbourhood"].tiny
    monkeypatch.setitem(families(), "neighbourhood", attrs.evolve(families()["neighbourhood"], quick=tiny))
    monkeypatch.setitem(families(), "town", attrs.evolve(families()["town"], make=broken))  # type: ignore[arg-type] # that is the point
    monkeypatch.setattr(run, "answers", lambda *_, **about: [_answer("volmatch", about)])
    path = tmp_path / "results.json"
    with pytest.raises(RuntimeError, match="no such town"):
        run.main(["--families", "neighbourhood", "town", "--quick", "--seeds", "1", "--peers", "--results", str(path)])
    assert [one.family for one in loaded(path.read_text(encoding="utf-8")).runs] == ["neighbourhood"]


def _answer(peer: str, about: dict[str, Any]) -> Answer:
    return Answer(peer=peer, state="absent", **{name: about[name] for name in ("family", "seed", "seconds")})


def test_a_run_that_fails_is_told_and_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One family that fails ends the run of all, or goes missing without a word."""
    assert run.measured("neighbourhood", 1, {"no_such_size": 1}, 1.0, tmp_path) is None
    assert capsys.readouterr().err.startswith("neighbourhood, seed 1: ")


def test_the_short_benchmark_is_short() -> None:
    """`make bench` takes more than five minutes."""
    quick = [name for name, family in families().items() if family.quick is not None]
    assert set(quick) == {"neighbourhood", "town", "course_heavy", "visit_heavy"}
    command = next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "--quick" in line)
    assert "--seeds 1 --time-limit 4 --peers" in command
