"""Engines that are killed at any event or moment of a solve cost no schedule, no process and no later solve."""

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from functools import cache

import attrs
import pytest
from benchmarks.generate import neighbourhood_programme

import volmatch as vm
from engine_pools import Recorder, recorded
from faults.counting import count
from faults.patience import patience
from faults.programmes import HOUR, MONDAY, checked, quick, values
from volmatch.engines.child import Child
from volmatch.engines.message_frames import FrameKind
from volmatch.rules import Cover, Wishes, only
from volmatch.search.state import thresholds

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals end nothing there")


@cache
def staffed() -> vm.Problem:
    """Return a problem whose levels go to every engine there is where nothing counts as small."""
    return neighbourhood_programme(volunteers=12, sessions=24, seed=1)


@cache
def matching() -> vm.Problem:
    """Return a problem of one seat for each of several people at one hour, which is a network."""
    sessions = [
        vm.Session(f"s{n}", start=MONDAY, end=MONDAY + HOUR, roles=[vm.Role("helper")], kind=f"k{n % 3}")
        for n in range(6)
    ]
    people = [vm.Volunteer(f"v{n}", wishes=[vm.Wish(kind=f"k{n * n % 3}", score=n)]) for n in range(1, 7)]
    return vm.Problem(people, sessions, rules=only([Cover(level=1), Wishes(level=2, scale="scores")]))


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Give engines a pool of their own, and let nothing count as small; no process is left in the end."""
    recorder = recorded(monkeypatch)
    monkeypatch.setattr(thresholds, "SMALL", 20)
    yield recorder
    recorder.close()
    assert not any(one.is_alive for one in recorder.lent)


@attrs.define(eq=False)
class Killer:
    """Kills, or stops, the process that speaks at the n-th event of a solve: a question, or a word of an engine.

    Parameters
    ----------
    number
        The signal.
    events
        At which events, from 1.
    """

    number: int
    events: set[int]
    seen: int = 0
    killed: list[str] = attrs.field(factory=list)
    asked: set[str] = attrs.field(factory=set)
    victims: list[int] = attrs.field(factory=list)

    def attach(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Listen to all questions."""
        ask = Child.ask

        def watched(one: Child, engine: str, parts: Iterator[bytes], hear: Callable[[FrameKind, bytes], None]) -> bytes:
            self.happened(one, engine)

            def heard(kind: FrameKind, data: bytes) -> None:
                hear(kind, data)
                self.happened(one, engine)

            return ask(one, engine, parts, heard)

        monkeypatch.setattr(Child, "ask", watched)

    def happened(self, one: Child, engine: str) -> None:
        """Count an event, and kill if it is time."""
        self.seen += 1
        engine = engine.split(maxsplit=1)[0]  # without its memory
        self.asked.add(engine)
        if self.seen in self.events:
            self.killed.append(engine)
            self.victims.append(one.pid)
            os.kill(one.pid, self.number)


@pytest.mark.parametrize(("programme", "engines"), [(staffed, {"cpsat", "program"}), (matching, {"flow"})])
def test_every_engine_works_in_processes(
    pool: Recorder, monkeypatch: pytest.MonkeyPatch, programme: Callable[[], vm.Problem], engines: set[str]
) -> None:
    """The events below are those of one engine only, or of none."""
    killer = Killer(9, set())
    killer.attach(monkeypatch)
    outcome = vm.solve(programme(), time_limit=30, isolation="process")
    assert outcome.status == "optimal"
    assert engines <= killer.asked
    assert killer.seen > 0


def test_a_dead_flow_is_made_up_for(pool: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What flow would have proved in a moment is not proved by anybody when it dies."""
    truth = vm.solve(matching(), time_limit=20, isolation="thread")
    killer = Killer(11, {1})
    killer.attach(monkeypatch)
    outcome = vm.solve(matching(), time_limit=20, isolation="process")
    assert killer.killed == ["flow"]
    assert (outcome.status, values(outcome)) == ("optimal", values(truth))


@pytest.mark.parametrize(("number", "first"), [(9, 1), (6, 2), (11, 3), (15, 4)])
def test_killed_at_any_event(pool: Recorder, monkeypatch: pytest.MonkeyPatch, number: int, first: int) -> None:
    """An engine that dies when it is asked, or as it tells what it found, takes the schedule with it or stays dead."""
    killer = Killer(number, set(range(first, 1_000, 4)))
    killer.attach(monkeypatch)
    outcome = vm.solve(staffed(), time_limit=patience(1), isolation="process")
    assert killer.killed
    count(faults=len(killer.killed))
    checked(staffed(), outcome)
    monkeypatch.undo()
    after = vm.solve(quick(), time_limit=20, isolation="process")
    assert after.status == "optimal"


def test_one_death_costs_no_proof(pool: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one fault the engine is not asked again, in its other way of working."""
    monkeypatch.setattr(thresholds, "SMALL", 3_000)
    truth = vm.solve(quick(), time_limit=20, isolation="thread")
    killer = Killer(11, {1})
    killer.attach(monkeypatch)
    outcome = vm.solve(quick(), time_limit=20, isolation="process")
    assert killer.killed == ["cpsat"]
    assert (outcome.status, values(outcome)) == ("optimal", values(truth))


def test_engines_that_always_die_are_told(pool: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solve whose engines all die says that its time was up, or that the schedule is best; or it tries for ever."""
    monkeypatch.setattr(thresholds, "SMALL", 3_000)
    Killer(6, set(range(1, 10_000))).attach(monkeypatch)
    outcome = vm.solve(quick(), time_limit=None, isolation="process")
    assert (outcome.status, outcome.stopped_by) == ("feasible", "fault")
    checked(quick(), outcome)
    assert len(pool.lent) < 50


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment(pool: Recorder, seed: int) -> None:
    """A process killed from outside, whatever it does just then, ends the solve or is never replaced."""
    chance, over, kills = random.Random(seed), threading.Event(), [0]

    def kill() -> None:
        while not over.wait(chance.uniform(0.0, 0.3)):
            for one in pool.lent[-2:]:
                if one.is_alive:
                    kills[0] += 1
                    os.kill(one.pid, chance.choice([signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGTERM]))

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        outcome = vm.solve(staffed(), time_limit=patience(1), isolation="process")
    finally:
        over.set()
        killing.join()
    count(faults=kills[0])
    checked(staffed(), outcome)
    assert vm.solve(quick(), time_limit=20, isolation="process").status == "optimal"


@pytest.mark.parametrize("programme", [quick, staffed])
def test_the_same_bytes_wherever_engines_work(pool: Recorder, programme: Callable[[], vm.Problem]) -> None:
    """A deterministic solve hangs on where engines work."""
    found = [
        vm.solve(programme(), time_limit=None, isolation=how, deterministic=True)
        for how in ("thread", "process", "auto")
    ]
    assert {vm.io.dumps(attrs.evolve(one, seconds=0.0)) for one in found} == {
        vm.io.dumps(attrs.evolve(found[0], seconds=0.0))
    }
    assert found[0].status == "optimal"
