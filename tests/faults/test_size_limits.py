"""A problem too large for the memory is refused before it is built, with the numbers and what to do; others notice nothing."""

import importlib
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Literal

import pytest
from benchmarks.families import families
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from faults.engines import put_in, saying
from faults.loops import in_a_loop
from faults.programmes import quick
from volmatch.columns.compile import compile_problem
from volmatch.engines.answer import EngineAnswer
from volmatch.formulation.build import build
from volmatch.formulation.size import LOADED, SEARCH, size_in_columns
from volmatch.run.machine_memory import megabytes, usable_memory
from volmatch.text import Text

TINY = sorted(name for name, family in families().items() if family.source is None)
#: Families whose predictions are published, and how far they may be from what is built.
NAMED = ("neighbourhood", "town", "course_heavy", "visit_heavy", "composed")


def tree(folder: Path, groups: str, files: dict[str, str], total: str = "") -> dict[str, Path]:
    """Make what the system tells about groups of processes and about its memory."""
    (folder / "cgroup").write_text(groups, encoding="utf-8")
    (folder / "meminfo").write_text(total, encoding="utf-8")
    for name, text in files.items():
        (folder / "sys" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sys" / name).write_text(text, encoding="utf-8")
    return {"cgroups": folder / "sys", "own": folder / "cgroup", "meminfo": folder / "meminfo"}


LARGE = "MemTotal:       64000000 kB\nMemFree: 1 kB\n"


@pytest.mark.parametrize(
    ("groups", "files", "total", "told"),
    [
        ("0::/app/web\n", {"app/web/memory.max": "512000000\n", "app/memory.max": "max\n"}, LARGE, 512),
        ("0::/app/web\n", {"app/web/memory.max": "max\n", "app/memory.max": "256000000\n"}, LARGE, 256),
        ("0::/\n", {"memory.max": "1000000000\n"}, LARGE, 1000),
        ("0::/not/seen\n", {"memory.max": "max\n"}, LARGE, 65536),
        ("9:memory:/app\n", {"memory/app/memory.limit_in_bytes": "300000000\n"}, LARGE, 300),
        ("9:memory:/app\n", {"memory/app/memory.limit_in_bytes": "9223372036854771712\n"}, LARGE, 65536),
        ("3:cpu:/app\n", {"memory/app/memory.limit_in_bytes": "300000000\n"}, LARGE, 65536),
        ("0::/app\n", {"app/memory.max": "nonsense\n"}, LARGE, 65536),
        ("gibberish\n\n", {}, "MemTotal:\n", None),
    ],
)
def test_the_least_limit_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, groups: str, files: dict[str, str], total: str, told: float | None
) -> None:
    """The memory of a container is not seen, or one that is none is taken for one."""
    monkeypatch.setattr(os, "sysconf_names", {}, raising=False)
    assert usable_memory(**tree(tmp_path, groups, files, total)) == told


def test_this_machine_has_memory() -> None:
    """On the system where this runs, the default is no limit at all."""
    found = usable_memory()
    assert found is not None
    assert found > LOADED
    assert megabytes("machine") == found
    assert megabytes(None) is None
    assert megabytes(7) == 7


def test_a_problem_too_large_is_refused_with_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal comes after a search began, does not say how large it is and what to do, or cannot be read by an app."""
    asked = put_in(monkeypatch, saying(EngineAnswer("unknown")))
    monkeypatch.setattr("volmatch.formulation.build.formulate", None)
    with pytest.raises(vm.LimitError) as caught:
        vm.solve(quick(), memory_limit=10)
    size = vm.size_of(quick())
    assert caught.value.size == size
    assert isinstance(caught.value, MemoryError)
    for language in ("en", "zh"):
        told = caught.value.sentence(language)
        assert all(f"{number:,}" in told for number in (size.candidates, size.variables, size.rows, size.megabytes, 10))
        assert "memory_limit" in told
    assert asked == []
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (again.size, str(again)) == (size, str(caught.value))


def test_a_refusal_comes_back_from_a_worker() -> None:
    """Dask sends errors its own way, made by their classes without a call: a worker's refusal ends the head with a TypeError."""
    error = vm.LimitError(Text("too large"), size=7)
    again = type(error).__new__(type(error), *error.args)
    again.__dict__.update(error.__dict__)
    assert (again.size, str(again), again.args) == (7, str(error), error.args)
    assert isinstance(again, MemoryError)


@pytest.mark.parametrize("how", ["start", "solve_async", "watch"])
def test_every_way_to_solve_knows_the_limit(how: str) -> None:
    """A run on a thread, in an event loop or on a terminal takes a limit and forgets it."""
    ways: dict[str, Any] = {
        "start": lambda problem, **given: vm.start(problem, **given).result(),
        "solve_async": lambda problem, **given: in_a_loop(vm.solve_async(problem, **given)),
        "watch": vm.watch,
    }
    with pytest.raises(vm.LimitError):
        ways[how](quick(), memory_limit=10)


@pytest.mark.parametrize("limit", [None, "machine", 10**9, 500.5])
def test_a_problem_that_fits_is_solved(limit: float | Literal["machine"] | None) -> None:
    """A limit that is kept changes anything, or ``None`` is taken for one."""
    assert vm.solve(quick(), time_limit=10, memory_limit=limit).status == "optimal"


def test_none_switches_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants to try it on a small machine cannot."""
    home = importlib.import_module("volmatch.solve")
    monkeypatch.setattr(home, "megabytes", lambda limit: None if limit is None else 1.0)
    with pytest.raises(vm.LimitError):
        vm.solve(quick(), time_limit=10)
    assert vm.solve(quick(), time_limit=10, memory_limit=None).status == "optimal"


def test_weights_with_a_divisor_do_not_make_it_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal for size is taken for one for large weights, and all candidates are counted a second time."""
    compiled: list[int] = []

    def counting(*given: Any, **how: Any) -> Any:
        compiled.append(1)
        return compile_problem(*given, **how)

    monkeypatch.setattr("volmatch.formulation.build.compile_problem", counting)
    problem = vm.Problem.from_data(
        {
            "sessions": [
                {"id": "tea", "start": "2026-08-03T10:00", "end": "2026-08-03T11:00", "roles": [{"name": "host"}]}
            ],
            "volunteers": [{"id": "li"}],
            "rules": [{"rule": "cover", "level": 1, "weight": 10}, {"rule": "target", "level": 2, "weight": 10}],
        }
    )
    with pytest.raises(vm.LimitError):
        vm.solve(problem, memory_limit=10)
    assert compiled == [1]


@pytest.mark.parametrize("name", TINY)
def test_any_problem_has_a_size(name: str) -> None:
    """Some kind of problem cannot be sized, or its candidates are not those of the model."""
    problem = families()[name].problem(seed=1, sizes=families()[name].tiny)
    size, f = vm.size_of(problem), build(problem)
    assert size.candidates == f.tables.candidate_volunteer.size
    assert size.variables >= f.decisions
    assert size.megabytes >= LOADED


@pytest.mark.parametrize("name", NAMED)
def test_the_model_is_about_as_large_as_foreseen(name: str) -> None:
    """The rows of a rule were changed, and the prediction is off by more than the page about it says."""
    problem = families()[name].problem(seed=3)
    size, f = vm.size_of(problem), build(problem)
    assert 0.8 <= f.size / size.variables <= 1.25
    assert 0.65 <= sum(block.count for block in f.blocks) / size.rows <= 1.4


def test_nothing_at_all_has_a_size() -> None:
    """A problem without anybody or anything ends in an error of numpy."""
    size = vm.size_of(vm.Problem(sessions=(), volunteers=()))
    assert (size.candidates, size.variables, size.rows) == (0, 0, 0)
    assert size.megabytes == round(LOADED + SEARCH[0][1])


def test_twice_the_problem_needs_more() -> None:
    """A larger problem is said to need less."""
    sizes = [vm.size_of(neighbourhood_programme(seed=1, volunteers=n, sessions=2 * n)) for n in (5, 20, 80, 160)]
    for name in ("candidates", "variables", "rows", "megabytes", "seconds"):
        values = [getattr(size, name) for size in sizes]
        assert values == sorted(values), name


def test_the_guard_costs_next_to_nothing() -> None:
    """Of the smallest problem's solve, more than two per cent go into asking whether it fits."""
    problem = families()["neighbourhood"].problem(seed=1)
    tables = compile_problem(problem)

    def least(times: int, work: Any) -> float:
        seconds = []
        for _ in range(times):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
        return min(seconds)

    guard = least(20, lambda: (megabytes("machine"), size_in_columns(problem, problem.rules, tables)))
    assert guard <= 0.02 * least(3, lambda: vm.solve(problem, time_limit=30))


@pytest.mark.skipif(sys.platform != "linux", reason="the mark of the kernel is Linux's")
def test_the_memory_of_a_small_solve_is_about_as_foreseen() -> None:
    """The megabytes foreseen have nothing to do with what a process takes."""
    program = (
        "import volmatch as vm; from benchmarks.families import families; from benchmarks.memory import peak_mb\n"
        "problem = families()['neighbourhood'].problem(seed=1); vm.solve(problem, time_limit=30)\n"
        "print(peak_mb(), vm.size_of(problem).megabytes)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    peak, foreseen = map(float, done.stdout.split())
    assert 0.6 <= peak / foreseen <= 1.6
