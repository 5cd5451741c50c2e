"""Importing volmatch is quick and loads nothing heavy, and its names mean what they say."""

import subprocess
import sys

import pytest

import volmatch

HEAVY = ("numpy", "ortools", "pandas", "scipy", "rich", "hypothesis")
#: Seconds an import may take, in a fresh process.
MOST_SECONDS = 0.08


def fresh(code: str) -> str:
    """Run code in a fresh process and return what it prints."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize(
    "module", ["volmatch", "volmatch.io", "volmatch.check", "volmatch.rules", "volmatch.problem.problem"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    """An app that only reads a file waits for the solver to load."""
    loaded = fresh(f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])")
    assert loaded == "[]"


def test_reading_writing_and_checking_load_nothing_heavy() -> None:
    """Some verb that needs no solver loads one."""
    work = (
        "import sys, volmatch as vm; problem = vm.Problem([], []); text = vm.io.dumps(problem); vm.io.loads(text); "
        "vm.check(problem, vm.Schedule()); vm.io.dumps(vm.Schedule(), problem=problem); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    assert fresh(work) == "[]"


def test_importing_is_quick() -> None:
    """Every command and every app that imports volmatch waits for it."""
    measure = "import time; begun = time.perf_counter(); import volmatch; print(time.perf_counter() - begun)"
    assert min(float(fresh(measure)) for _ in range(7)) < MOST_SECONDS


@pytest.mark.parametrize("name", volmatch.__all__)
def test_each_public_name_resolves(name: str) -> None:
    """A name is promised and does not exist."""
    assert getattr(volmatch, name) is not None
    assert name in dir(volmatch)


@pytest.mark.parametrize("verb", ["check", "solve"])
def test_verbs_stay_functions_after_their_modules_are_imported(verb: str) -> None:
    """Where a verb and its module share a name, the module wins as soon as somebody imports it."""
    for order in (
        f"import volmatch as vm; import volmatch.{verb}",
        f"import volmatch.{verb}; import volmatch as vm",
        f"import volmatch as vm; vm.{verb}; import volmatch.{verb}",
        f"from volmatch.{verb} import {verb}; import volmatch as vm",
    ):
        told = f"import types; {order}; print(isinstance(vm.{verb}, types.FunctionType), vm.{verb}.__name__)"
        assert fresh(told) == f"True {verb}"
