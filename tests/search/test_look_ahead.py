"""What is asked about the last level early holds when its turn comes, whatever the levels before turn out to cost."""

import threading
from typing import Any

import attrs
import numpy as np
import pytest
from benchmarks.generate import neighbourhood_programme
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from counterfactuals import all_legal
from volmatch.arrays.ragged import Ints
from volmatch.engines import background
from volmatch.engines.answer import EngineAnswer, Settings
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import Kept, model_of
from volmatch.rules import Pin, Pinned, only
from volmatch.search.exact.goal_prices import goal_prices_of
from volmatch.search.exact.look_ahead import LookAhead
from volmatch.search.level import LevelSearch
from volmatch.search.state import thresholds
from volmatch.solve import solve_narrower
from volmatch.testing import problems, rule_lists

FEW = max(20, settings().max_examples // 4)


@settings(max_examples=FEW)
@given(problems(rules=rule_lists), st.data())
def test_the_bound_holds_for_whatever_the_levels_before_cost(problem: vm.Problem, data: st.DataObject) -> None:
    """A bound is above the last level's cost in a schedule whose levels before cost no more than was said."""
    legal = all_legal(problem)
    of = sorted({rule.level for rule in problem.rules if rule.level})
    assume(legal and len(of) > 1)
    f = build(problem)
    interpreter = Interpreter.of(f, problem)
    begin, begun = data.draw(st.sampled_from(legal))
    many = data.draw(st.integers(0, len(of) - 1))
    best = min(costs for _, costs in legal)
    settled = [Kept(f.cost(level), value, value) for level, value in zip(of[:many], best, strict=False)]
    hint = f.filled(interpreter.decisions(begin), of[-1])
    foresight = LookAhead.begun(f, of, settled, hint, Settings(seconds=20))
    assume(foresight is not None)
    assert foresight is not None
    said = data.draw(st.sampled_from([begun, best, *(costs for _, costs in legal)]))
    point, bound = foresight.told(said[:-1], on_tick=lambda: False)
    foresight.leave()
    assert bound is not None
    rows = [one.cost for one in settled[: len(of) - 1 - len(foresight.priced)]]
    kept = [costs for _, costs in legal if all(a <= b for a, b in zip(costs, best[: len(rows)], strict=False))]
    within = [costs[-1] for costs in kept if all(a <= b for a, b in zip(costs[:-1], said[:-1], strict=True))]
    assert all(bound <= cost for cost in within)
    if said == best and point is not None:
        values = model_of(f, of[-1]).keys.spread(point)
        if tuple(f.cost(level).at(values) for level in of[:-1]) == best[:-1]:
            assert f.cost(of[-1]).at(values) == best[-1] == bound


def idle() -> tuple[Formulation, list[int], Ints, list[Kept]]:
    """Return a formulation, its levels, the point at which nobody serves, and all levels but the last kept at its cost."""
    problem = neighbourhood_programme(volunteers=6, sessions=8, seed=1)
    f = build(problem)
    of = sorted({rule.level for rule in problem.rules if rule.level})
    hint = f.filled(np.zeros(f.decisions, dtype=np.int64), of[-1])
    return f, of, hint, [Kept(f.cost(level), f.cost(level).at(hint), None) for level in of[:-1]]


def test_a_goal_that_has_to_be_a_row_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A goal too heavy for a price is kept at a value that is not known yet."""
    f, of, hint, settled = idle()
    monkeypatch.setattr(thresholds, "MOST_GOAL_WEIGHT", 2**40)
    heaviest = goal_prices_of(model_of(f, of[-1], settled))
    assert heaviest is not None
    monkeypatch.setattr(thresholds, "MOST_GOAL_WEIGHT", heaviest.weights[-2])
    assert LookAhead.begun(f, of, settled[:-3], hint, Settings(seconds=20)) is None
    foresight = LookAhead.begun(f, of, settled[:-2], hint, Settings(seconds=20))
    assert foresight is not None
    foresight.leave()
    assert foresight.priced == (len(of) - 3, len(of) - 2)


def test_without_a_thread_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would only have been quicker ends the whole search with a fault."""
    f, of, hint, settled = idle()

    def none_left(_: threading.Thread) -> None:
        raise RuntimeError

    before = set(background._running)
    with monkeypatch.context() as at_the_limit:
        at_the_limit.setattr(threading.Thread, "start", none_left)
        assert LookAhead.begun(f, of, settled, hint, Settings(seconds=20)) is None
    assert background._running <= before


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_last_level_is_settled_by_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The early answer is thrown away, and the last level is searched all over again."""
    problem = neighbourhood_programme(volunteers=30, sessions=60, seed=seed)
    wider = vm.solve(problem)
    assert wider.schedule is not None
    busy = wider.schedule.assignments[0]
    never = Pinned(never=[Pin(volunteer=busy.volunteer, session=busy.session)])
    narrower = attrs.evolve(problem, rules=only((*problem.rules, never)))
    expected = vm.solve(narrower)
    monkeypatch.setattr(thresholds, "SMALL", 0)
    asked: list[int] = []
    ask = LevelSearch._ask

    def listened(self: LevelSearch, *args: Any) -> EngineAnswer:
        asked.append(self.level)
        return ask(self, *args)

    monkeypatch.setattr(LevelSearch, "_ask", listened)
    outcome = solve_narrower(narrower, wider, starts=[wider.schedule])
    assert outcome.levels == expected.levels
    assert expected.levels[-1].level not in asked
