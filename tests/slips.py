"""Problem data with slips in them, and the faults that are told about each."""

import json
import re
from typing import Any

import pytest

from sample_problems import GOLDEN
from volmatch import Fault, Problem, ProblemError

_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
_WRITTEN = (GOLDEN / "as_people_write_it.problem.json").read_text(encoding="utf-8")

Json = Any


def every_field_data(**changes: Json) -> dict[str, Json]:
    """Return the parsed JSON of a problem that uses every field, without its format."""
    data = json.loads(_WRITTEN)
    del data["format"]
    return {**data, **changes}


def steps(path: str) -> list[str | int]:
    """Return the keys and indices of a path such as ``sessions[0].roles[1].min``."""
    return [name or int(index) for name, index in _STEP.findall(path)]


def with_value(path: str, value: Json) -> dict[str, Json]:
    """Return the data of a problem with another value at a path."""
    data = every_field_data()
    here: Json = data
    *above, last = steps(path)
    for step in above:
        here = here[step]
    here[last] = value
    return data


def faults_of(data: Json) -> tuple[Fault, ...]:
    """Return the faults for which a problem is refused; one that is not refused fails the test."""
    with pytest.raises(ProblemError) as caught:
        Problem.from_data(data)
    assert str(caught.value) == "\n".join(fault.sentence() for fault in caught.value.faults)
    return caught.value.faults


def the_fault(data: Json) -> Fault:
    """Return the only fault of a problem."""
    (fault,) = faults_of(data)
    return fault


def said(path: str, value: Json) -> str:
    """Return what is told about a value at a path, after making sure that it is told about this path alone."""
    fault = the_fault(with_value(path, value))
    assert fault.path == path
    return fault.sentence().removeprefix(f"{path}: ")
