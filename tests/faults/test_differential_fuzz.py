"""Whatever way a problem takes, with whatever options, it ends at brute force's optimum."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import attrs
import hypothesis
import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import oracle
import volmatch as vm
from faults.counting import count
from faults.fuzzing import seeds
from laws import MOST_SCHEDULES
from search.test_paths_agree import WAYS
from volmatch.arrays.ragged import Bools, Ints
from volmatch.engines import cpsat
from volmatch.engines.child import pool
from volmatch.formulation.model import Model
from volmatch.search import decomposition
from volmatch.search.state import thresholds
from volmatch.testing import problems, rule_lists, schedules

#: Problems of one seed: to make one takes Hypothesis longer than to solve it.
EACH = 10


@attrs.frozen(kw_only=True)
class Switches:
    """How a problem is solved.

    Parameters
    ----------
    way
        Which engines and searches are asked, see `WAYS`; empty for those that its size suggests.
    presolve, engine_presolve
        Whether what need not be asked is decided, by us and by CP-SAT.
    split
        Whether what falls apart is solved apart.
    """

    way: str
    presolve: bool
    engine_presolve: bool
    split: bool

    @contextmanager
    def set(self) -> Iterator[None]:
        """Solve like this."""
        patch = mock.patch.object
        with ExitStack() as stack:
            for constant, value in WAYS.get(self.way, {}).items():
                stack.enter_context(patch(thresholds, constant, value))
            if not self.presolve:
                stack.enter_context(patch(decomposition, "decided", _nothing_decided))
            if not self.split:
                stack.enter_context(patch(decomposition, "components", lambda _, free: [free.nonzero()[0]]))
            if not self.engine_presolve:
                stack.enter_context(patch(cpsat, "_parameters", _without_presolve))
            yield


def _nothing_decided(model: Model, hint: Ints) -> tuple[Bools, Ints]:
    return np.zeros(model.size, dtype=bool), hint


_parameters = cpsat._parameters


def _without_presolve(*given_: Any, **more: Any) -> Any:
    found = _parameters(*given_, **more)
    found.cp_model_presolve = False
    return found


SWITCHES = st.builds(
    Switches,
    way=st.sampled_from(["", *WAYS]),
    presolve=st.booleans(),
    engine_presolve=st.booleans(),
    split=st.booleans(),
)
OPTIONS = st.fixed_dictionaries(
    {
        "workers": st.sampled_from([1, 2, 8]),
        "deterministic": st.booleans(),
        "isolation": st.sampled_from(["thread", "thread", "process"]),
        "seed": st.integers(0, 2**31 - 1),
    }
)
PROBLEMS = problems() | problems(rules=rule_lists)


def started(problem: vm.Problem) -> st.SearchStrategy[vm.Schedule | None]:
    """Draw a schedule to begin from: none, an empty one, any, or one without its times."""
    some = schedules(problem)
    return st.none() | st.just(vm.Schedule()) | some | some.map(lambda one: vm.Schedule(one.assignments))


def test_any_way_with_any_options() -> None:
    """Presolve, splitting, an engine, workers, processes or a start make a problem dearer, cheaper, possible or impossible."""
    solved = [0]
    for seed in seeds("differential fuzz"):

        @hypothesis.seed(seed)
        @settings(
            max_examples=EACH,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=[*HealthCheck],
        )
        @given(PROBLEMS, SWITCHES, OPTIONS, st.data())
        def judge(problem: vm.Problem, switches: Switches, options: dict[str, Any], data: st.DataObject) -> None:
            if oracle.size(problem) > MOST_SCHEDULES:
                return
            start, best = data.draw(started(problem)), oracle.best(problem)
            with switches.set():
                outcome = vm.solve(problem, time_limit=60, start=start, **options)
            solved[0] += 1
            assert outcome.status == ("infeasible" if best is None else "optimal")
            assert best is None or tuple(level.value for level in outcome.levels) == best
            if outcome.schedule is not None:
                assert vm.check(problem, outcome.schedule).values == best

        judge()
    pool.close()
    assert solved[0]
    count(differential=solved[0])
