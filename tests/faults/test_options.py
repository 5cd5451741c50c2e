"""Options of a solve that make no sense are refused at the call, in plain words, before anything is done."""

import math
from fractions import Fraction
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from faults.engines import put_in, saying
from faults.programmes import quick
from volmatch.engines.answer import EngineAnswer
from volmatch.rules import Cover, Limits, NoOverlap, only
from volmatch.search.state import thresholds

#: What is no number of seconds, no seed and no number of threads.
NO_NUMBERS = [True, False, "3", b"3", [], {}, object(), 3 + 0j, Fraction(3), math.nan, math.inf, -math.inf, -1, 10**400]
BAD: dict[str, list[Any]] = {
    "time_limit": [*NO_NUMBERS, -0.001, 1e300, np.nan],
    "seed": [*NO_NUMBERS, None, 1.0, 2**31],
    "workers": [*NO_NUMBERS, 0, 1.0, 2**31],
    "on_progress": [3, "print", [print]],
    "cancel": [3, True, print, "cancel"],
    "start": [3, "schedule", {}, [], quick()],
    "memory_limit": [one for one in NO_NUMBERS if one != "3"] + ["3", "all", b"machine", -0.5],
    "isolation": [None, True, "fork", "AUTO", b"auto", ["auto"], 1],
}
CASES = [(name, given) for name, values in BAD.items() for given in values]


@pytest.mark.parametrize(("name", "given"), CASES, ids=[f"{name}-{given!r:.20}" for name, given in CASES])
def test_bad_options_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, given: Any) -> None:
    """A slip in an option is swallowed, ends in a foreign error, or is found only after minutes of search."""
    asked = put_in(monkeypatch, saying(EngineAnswer("unknown")))
    with pytest.raises(vm.OptionError, match=f"^{name}: wanted ") as caught:
        vm.solve(quick(), **{name: given})
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)
    assert asked == []


@given(
    st.sampled_from(sorted(BAD)),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.none())),
)
def test_any_object_is_refused_or_works(name: str, given: object) -> None:
    """Some object in some option ends in anything but an outcome or an error of ours."""
    try:
        outcome = vm.solve(quick(), **{"time_limit": 0.01, name: given})  # type: ignore[arg-type] # that is the point
    except vm.OptionError:
        return
    except vm.LimitError:
        assert name == "memory_limit"  # a small number is a sensible limit, and this problem needs more
        return
    assert outcome.schedule is not None


@pytest.mark.parametrize("problem", [None, {}, "problem.json", vm.Schedule()])
def test_what_is_no_problem(problem: Any) -> None:
    """Something that is no problem is taken for one."""
    with pytest.raises(vm.OptionError, match=r"^problem: wanted a Problem, not "):
        vm.solve(problem)


@pytest.mark.parametrize("time_limit", [None, 5, 5.5, np.float64(5), 1_000_000_000])
def test_good_limits(time_limit: float | None) -> None:
    """A sensible time limit is refused, or the largest one overflows somewhere."""
    assert vm.solve(quick(), time_limit=time_limit, seed=2**31 - 1, workers=1).status == "optimal"


@pytest.mark.parametrize("seed", [0, 2**31 - 2, 2**31 - 1])
def test_any_seed_that_is_taken_solves(seed: int) -> None:
    """A seed that is taken ends in a fault of the engine, which is asked again with the next one, or beside another."""
    crowd = vm.Problem(quick().volunteers[:1], quick().sessions, rules=only([Cover(level=0), NoOverlap(), Limits()]))
    assert vm.solve(crowd, time_limit=20, seed=seed).status == "infeasible"
    found = [vm.solve(quick(), time_limit=20, seed=seed, deterministic=how) for how in (False, True)]
    assert {one.status for one in found} == {"optimal"}
    with mock.patch.object(thresholds, "SMALL", 20):
        assert vm.solve(quick(), time_limit=20, seed=seed).status == "optimal"
