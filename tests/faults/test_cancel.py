"""A cancel, from any thread and at any moment, brings back the best checked schedule within a second, and is for ever."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

import volmatch as vm
from faults.engines import Deaf, Question, put_in
from faults.patience import patience
from faults.programmes import checked, hard, large, quick
from volmatch.engines import background
from volmatch.engines.answer import EngineAnswer, Slot
from volmatch.search.level import LevelSearch, Reached
from volmatch.search.lexicographic import Lexicographic

#: Seconds from a cancel to the outcome.
PROMISE = 1.0


class Later:
    """A flag that is set some seconds after it was made, and knows when."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def is_set(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self.at


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Return whether something becomes so within some seconds."""
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def cancelled(problem: vm.Problem, seconds: float) -> vm.Outcome:
    """Solve, cancel after some seconds, and fail if the outcome is not there soon after."""
    flag = Later(seconds)
    outcome = vm.solve(problem, time_limit=60, cancel=flag)
    assert time.monotonic() - flag.at < patience(PROMISE)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "cancel")
    checked(problem, outcome)
    return outcome


@pytest.mark.parametrize("seconds", [0, 0.05, 0.12, 0.2, 0.3, 0.5, 0.8])
def test_cancel_at_any_moment(seconds: float) -> None:
    """A cancel before, at, or soon after the start of the search is lost, and the whole limit is waited for."""
    cancelled(hard(), seconds)


@pytest.mark.parametrize("seconds", [0, 0.1, 0.3, 0.6])
def test_cancel_while_building(seconds: float) -> None:
    """A cancel is not heard while a large problem is compiled, encoded or filled for the first time."""
    cancelled(large(), seconds)


def test_cancel_from_another_thread() -> None:
    """An event set by another thread is not seen while an engine works."""
    event = threading.Event()
    timer = threading.Timer(0.4, event.set)
    timer.start()
    began = time.monotonic()
    outcome = vm.solve(hard(), time_limit=60, cancel=event)
    assert time.monotonic() - began < 0.4 + patience(PROMISE)
    assert outcome.stopped_by == "cancel"
    timer.join()


def test_cancel_is_for_ever() -> None:
    """A cancel that the caller takes back is forgotten by the levels that follow."""

    class Once:
        def __init__(self) -> None:
            self.asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked == 5

    began = time.monotonic()
    outcome = vm.solve(hard(), time_limit=60, cancel=Once())
    assert time.monotonic() - began < 1 + patience(PROMISE)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "cancel")


def test_cancel_wins_over_an_earlier_level_out_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is cancelled says that its time was up, because an earlier level had used up its share."""
    flag = threading.Event()

    def engine(question: Question) -> EngineAnswer:
        if len(asked) > 1:
            flag.set()
            within(patience(PROMISE), lambda: question.slot.is_stopped)
        return EngineAnswer("unknown")

    asked = put_in(monkeypatch, engine)
    outcome = vm.solve(quick(), time_limit=60, cancel=flag)
    assert len(asked) == 2
    assert (outcome.status, outcome.stopped_by) == ("feasible", "cancel")


def test_nothing_is_begun_after_a_cancel_while_all_levels_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level is still pursued once the look at all levels together has heard the cancel."""
    flag, late = threading.Event(), list[object]()

    def look(*_: object) -> None:
        flag.set()

    pursued = LevelSearch.run

    def run(search: LevelSearch, hint: object, seconds: float | None) -> Reached:
        late.extend([seconds] if flag.is_set() else [])
        return pursued(search, hint, seconds)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(Lexicographic, "_start_together", lambda *_: look)
    monkeypatch.setattr(Lexicographic, "_trial", lambda *_: None)
    monkeypatch.setattr(LevelSearch, "run", run)
    outcome = vm.solve(quick(), time_limit=60, cancel=flag)
    assert (flag.is_set(), late) == (True, [])
    assert (outcome.status, outcome.stopped_by) == ("feasible", "cancel")


def test_callback_that_cancels() -> None:
    """A cancel from inside `on_progress` waits for itself."""
    flag = threading.Event()
    began = time.monotonic()
    outcome = vm.solve(hard(), time_limit=60, cancel=flag, on_progress=lambda _: flag.set())
    assert time.monotonic() - began < 1 + patience(PROMISE)
    assert outcome.stopped_by == "cancel"
    checked(hard(), outcome)


def test_flag_not_set_changes_nothing() -> None:
    """A flag that is never set stops a search."""
    assert vm.solve(quick(), time_limit=30, cancel=threading.Event()).status == "optimal"


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put in an engine that hears no stop, and end it after the test."""
    engine = Deaf()
    put_in(monkeypatch, engine)
    yield
    engine.over.set()


def test_engine_that_hears_no_cancel(deaf: None) -> None:
    """A cancel waits for an engine that does not stop."""
    cancelled(quick(), 0.3)


def test_work_left_to_itself_is_told_again_and_again() -> None:
    """Work that misses the first stop, as CP-SAT may, goes on for ever once nobody waits for it."""
    halts: list[float] = []
    ended = threading.Event()

    def work(slot: Slot) -> None:
        slot.on_stop(lambda: halts.append(time.monotonic()))
        while len(halts) < 5:
            time.sleep(0.01)
        ended.set()

    def give_up() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        background.attend(work, Slot(), on_tick=give_up)
    assert ended.wait(patience(PROMISE))
    assert within(patience(PROMISE), lambda: not background._running)


def test_abandoned_engines_end() -> None:
    """A solve that the user breaks off leaves CP-SAT at work for the rest of its time limit."""

    def break_off(progress: vm.Progress) -> None:
        raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            vm.solve(hard(), time_limit=60, on_progress=break_off)
    assert within(
        patience(PROMISE), lambda: not [one for one in threading.enumerate() if one.name.startswith("volmatch")]
    )


def test_no_thread_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a free thread ends a solve in a foreign error and without a schedule."""

    def start(thread: threading.Thread) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)

    monkeypatch.setattr(threading.Thread, "start", start)
    outcome = vm.solve(quick(), time_limit=5)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    monkeypatch.undo()
    checked(quick(), outcome)


def test_no_memory_for_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that dies before it begins, as where memory is short, is waited for until the end of days."""
    monkeypatch.setattr(background, "_BEGINNING", 0.1)
    monkeypatch.setattr(threading.Thread, "_bootstrap", lambda _: None)
    outcome = vm.solve(quick(), time_limit=5)
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    monkeypatch.undo()
    checked(quick(), outcome)
