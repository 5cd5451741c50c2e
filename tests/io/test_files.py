"""Files: never half of one, never more than asked for, and errors that name the path."""

import errno
import os
import pickle
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from sample_problems import every_field, schedule
from volmatch.io import files

OLD = b"what was there before"


def test_problems_and_schedules_go_to_files_and_back(tmp_path: Path) -> None:
    """What is written to a file is not what is read from it."""
    problem = every_field()
    for path in (tmp_path / "problem.json", str(tmp_path / "again.json"), tmp_path / "问题 1.json"):
        vm.io.write(path, problem)
        assert vm.io.read(path) == problem
        assert Path(path).read_text(encoding="utf-8") == vm.io.dumps(problem)
    vm.io.write(tmp_path / "schedule.json", schedule(), problem=problem)
    outcome = vm.io.read(tmp_path / "schedule.json")
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule == schedule()
    vm.io.write(tmp_path / "schedule.json", outcome, problem=problem)
    assert vm.io.read(tmp_path / "schedule.json") == outcome
    assert len(list(tmp_path.iterdir())) == 4


def told(action: Callable[[], Any]) -> vm.errors.FileError:
    """Return the error of an action on a file."""
    with pytest.raises(vm.errors.FileError) as caught:
        action()
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, vm.VolmatchError)
    return caught.value
