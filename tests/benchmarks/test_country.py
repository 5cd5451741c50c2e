"""The benchmark of a country tells when everybody had duties, how the levels stand, and what travels."""

import subprocess
import sys
from pathlib import Path

import attrs
from benchmarks.parts_results import known, note

ROOT = Path(__file__).resolve().parents[2]


def test_a_small_country_is_told(tmp_path: Path) -> None:
    """A table is empty, a kind of task is missing, or a second run takes the data set for another."""
    sizes = {"cities": 2, "volunteers": 6, "sessions": 8, "time-limit": 60}
    files = {"folder": tmp_path, "results": tmp_path / "results.json"}
    options = [f"--{name}={value}" for name, value in (sizes | files).items()]
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.country", *options], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "first schedule of everybody after" in told
    assert "memory of the head" in told
    rows = {line.split()[0]: line.split() for line in told.splitlines() if line}
    for kind in ("reading", "bordering", "looking", "solving", "publishing"):
        assert int(rows[kind][2]) in (1, 2)  # one for each part, or for both together
        assert float(rows[kind][-2].replace(",", "")) > 0
    (run,) = known(tmp_path / "results.json")
    assert (run.parts, run.sessions, len(run.worker_mb)) == (2, 8, 2)
    assert run.candidates > 0 < run.seats
    assert run.first_seconds is not None
    note(tmp_path / "results.json", attrs.evolve(run, seconds=9.0))
    assert [one.seconds for one in known(tmp_path / "results.json")] == [9.0]
    assert (tmp_path / "cities-2-volunteers-6-sessions-8-seed-1" / "problem.csv").exists()
