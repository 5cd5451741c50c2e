"""An engine that says the wrong thing is found out: its word never becomes a wrong status, and the schedule is kept."""

import attrs
import numpy as np
import pytest

import volmatch as vm
from faults.engines import Engine, Lie, Question, leaving, lying, only_first, put_in, raising, saying, truthful
from faults.programmes import checked, quick
from volmatch.arrays.ragged import Ints
from volmatch.engines.answer import EngineAnswer
from volmatch.errors import NoScheduleError
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.model import Model
from volmatch.rules import Pin, Pinned, only
from volmatch.run import beginning

NO = EngineAnswer("infeasible")


def promised() -> vm.Problem:
    """Return a problem that the bare schedule does not solve, nor the first one that is tried, but an engine does."""
    stay = [Pin(volunteer=f"v{n}", session=f"s{n}") for n in range(1, 5)]
    return attrs.evolve(quick(), rules=only((*quick().rules, Pinned(stay=stay))))


def impossible() -> vm.Problem:
    """Return a problem without any schedule."""
    pin = Pin(volunteer="v1", session="s1")
    return attrs.evolve(quick(), rules=only((*quick().rules, Pinned(stay=[pin], never=[pin]))))


def no_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no schedule be found before an engine is asked."""

    def greedy(f: Formulation, **_: object) -> Ints:
        return np.zeros(f.decisions, dtype=np.int64)

    monkeypatch.setattr(beginning, "greedy", greedy)


def test_infeasible_never_beats_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule in hand is thrown away because an engine says that there is none."""
    asked = put_in(monkeypatch, saying(NO))
    outcome = vm.solve(quick(), time_limit=10)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    checked(quick(), outcome)
    assert {settings.plain for settings in asked} == {False, True}


@pytest.mark.parametrize("first", [saying(NO), saying(EngineAnswer("fault")), raising(MemoryError("no room"))])
def test_second_way_of_working_mends_the_first(monkeypatch: pytest.MonkeyPatch, first: Engine) -> None:
    """One wrong verdict costs the proof, though the engine is right when asked in another way."""
    truth = vm.solve(quick(), time_limit=10)
    put_in(monkeypatch, only_first(first))
    outcome = vm.solve(quick(), time_limit=10)
    assert outcome.status == "optimal"
    assert checked(quick(), outcome) == checked(quick(), truth)


def test_infeasible_said_once_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem with a schedule is called impossible because an engine said so once."""
    no_first(monkeypatch)
    put_in(monkeypatch, only_first(saying(NO)))
    outcome = vm.solve(promised(), time_limit=10)
    assert outcome.status == "optimal"
    checked(promised(), outcome)


@pytest.mark.parametrize("second", ["unknown", "fault"])
def test_infeasible_that_nobody_confirms_is_not_believed(monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    """A problem is called impossible because an engine said so once and had nothing to say the second time."""
    no_first(monkeypatch)
    first_two = [NO, EngineAnswer(second)]  # type: ignore[arg-type] # both are verdicts
    put_in(monkeypatch, lambda question: first_two.pop(0) if first_two else truthful(question))
    with pytest.raises((NoScheduleError, vm.EngineError)):
        vm.solve(promised(), time_limit=10)


def test_infeasible_said_twice_needs_rules_that_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem is called impossible by an engine that finds everything impossible, even a problem without rules."""
    no_first(monkeypatch)
    put_in(monkeypatch, saying(NO))
    with pytest.raises(vm.EngineError):
        vm.solve(promised(), time_limit=10)


@pytest.mark.parametrize("word", ["unknown", "fault", "feasible", "optimal"])
def test_infeasible_is_never_guessed(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A problem is called impossible although no engine ever said so."""
    put_in(monkeypatch, saying(EngineAnswer(word)))  # type: ignore[arg-type] # each is a verdict
    with pytest.raises((NoScheduleError, vm.EngineError)):
        vm.solve(impossible(), time_limit=1)


def test_faults_without_a_schedule_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine breaks down and a foreign error, or a wrong reason, reaches the user."""
    put_in(monkeypatch, raising(ZeroDivisionError("deep inside")))
    with pytest.raises(vm.EngineError) as caught:
        vm.solve(impossible(), time_limit=5)
    assert "deep inside" not in str(caught.value)


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), MemoryError(), RuntimeError("native"), SystemError()])
def test_breakdowns_keep_the_schedule(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """An engine breaks down and takes the first schedule with it."""
    put_in(monkeypatch, raising(error))
    outcome = vm.solve(quick(), time_limit=10)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    checked(quick(), outcome)


def everybody(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Claim that everything at once is possible."""
    return attrs.evolve(answer, verdict="optimal", values=model.upper)


def too_cheap(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Claim a cost that the schedule does not have: set to 0 what only prices."""
    assert answer.values is not None
    values = answer.values.copy()
    values[model.cost.column[model.cost.coefficient > 0]] = 0
    return attrs.evolve(answer, values=values, bound=model.cost.at(values))


def bound_too_high(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Claim to have proved more than is true."""
    return attrs.evolve(answer, bound=(answer.bound or 0) + 1)


@pytest.mark.parametrize("lie", [everybody, too_cheap, bound_too_high])
def test_false_claims_are_our_bug(monkeypatch: pytest.MonkeyPatch, lie: Lie) -> None:
    """A schedule that breaks a rule, a cost that is not so, or a bound above the cost leaves as an outcome."""
    monkeypatch.setattr(
        "volmatch.search.level.counting_bound", lambda _: None
    )  # else no engine is asked for fair shares
    put_in(monkeypatch, lying(lie))
    with pytest.raises(vm.EncodingError):
        vm.solve(quick(), time_limit=10)


@pytest.mark.parametrize("pause", [0, 0.1])
def test_false_schedules_found_on_the_way_are_our_bug(monkeypatch: pytest.MonkeyPatch, pause: float) -> None:
    """A schedule that an engine leaves while it works is not checked."""
    put_in(monkeypatch, leaving(lambda model: model.upper, pause=pause))
    with pytest.raises(vm.EncodingError):
        vm.solve(quick(), time_limit=10)


def with_a_gap(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Say optimal while the bound lies below the cost."""
    return attrs.evolve(answer, verdict="optimal", bound=model.least_cost)


def without_bound(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Say optimal and prove nothing."""
    return attrs.evolve(answer, verdict="optimal", bound=None)


def too_few_values(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Forget a variable."""
    assert answer.values is not None
    return attrs.evolve(answer, values=answer.values[1:])


def too_many_values(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Invent variables."""
    assert answer.values is not None
    return attrs.evolve(answer, values=answer.values.repeat(2))


def no_values(answer: EngineAnswer, model: Model) -> EngineAnswer:
    """Claim a solution and give none."""
    return EngineAnswer("optimal")


@pytest.mark.parametrize("lie", [with_a_gap, without_bound, too_few_values, too_many_values, no_values])
def test_half_an_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch, lie: Lie) -> None:
    """An answer that proves nothing, or cannot be read, is reported as a proof or as a foreign error."""
    put_in(monkeypatch, lying(lie))
    outcome = vm.solve(quick(), time_limit=10)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    checked(quick(), outcome)


@pytest.mark.parametrize("pause", [0, 0.1])
def test_wrong_number_of_values_on_the_way_is_passed_over(monkeypatch: pytest.MonkeyPatch, pause: float) -> None:
    """A solution with too few values, left while the engine works, ends in a foreign error."""
    put_in(monkeypatch, leaving(lambda model: model.lower[1:], pause=pause))
    outcome = vm.solve(quick(), time_limit=10)
    assert outcome.status == "feasible"
    checked(quick(), outcome)


def test_optimal_at_a_worse_schedule_than_the_first_is_not_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine stops at a bad schedule, calls it optimal, and is believed although a better one is at hand."""
    truth = vm.solve(quick(), time_limit=10)

    def worst(question: Question) -> EngineAnswer:
        cost = question.model.cost
        upside_down = attrs.evolve(question.model, cost=attrs.evolve(cost, coefficient=-cost.coefficient))
        answer = truthful(attrs.evolve(question, model=upside_down, hint=None))
        assert answer.values is not None
        return attrs.evolve(answer, bound=cost.at(answer.values))

    put_in(monkeypatch, worst)
    with pytest.raises(vm.EncodingError):
        vm.solve(quick(), time_limit=10, start=truth.schedule)
