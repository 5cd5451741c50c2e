"""Fifty people press at once: one gets the seat, and what goes wrong on the way did not happen."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest

import volmatch as vm
from live.tea_hall import hall
from volmatch.live import Signed, SignUp


def pressed(people: int, press: Callable[[int], Signed]) -> tuple[list[Signed], list[vm.SeatError]]:
    """Let everybody press at the same instant; return every yes and every no."""
    ready = threading.Barrier(people)

    def one(number: int) -> Signed | vm.SeatError:
        ready.wait()
        try:
            return press(number)
        except vm.SeatError as error:
            return error

    with ThreadPoolExecutor(people) as threads:
        answers = [*threads.map(one, range(people))]
    return [one for one in answers if isinstance(one, Signed)], [
        one for one in answers if isinstance(one, vm.SeatError)
    ]


def test_of_fifty_who_press_at_once_one_gets_the_seat() -> None:
    """Two people are told that they have the last seat, or nobody is."""
    asked = SignUp(*hall())
    yes, no = pressed(50, lambda number: asked.take(f"v{number}", "s0", "helper"))
    assert len(yes) == 1
    assert len(no) == 49
    assert all(one.sentence().endswith("cannot take Tea 0 as helper: all seats are taken") for one in no)
    assert [one.volunteer for one in asked.schedule.assignments] == [yes[0].volunteer]


def test_of_fifty_with_one_stamp_one_gets_a_yes() -> None:
    """Somebody gets a seat at a price that was another's: the schedule they looked at is no more."""
    asked = SignUp(*hall(sessions=10))
    stamp = asked.open_seats("v0").stamp
    yes, no = pressed(50, lambda number: asked.take(f"v{number}", f"s{number % 10}", "helper", stamp=stamp))
    assert len(yes) == 1
    assert all(one.is_stale for one in no)
    assert asked.take("v49" if yes[0].volunteer != "v49" else "v0", "s1" if yes[0].seat.session != "s1" else "s2",
                      "helper", stamp=asked.stamp).is_taken  # fmt: skip


def test_fifty_take_as_many_seats_as_there_are() -> None:
    """Of ten seats nine or eleven are given, or what an app writes down is not in the order in which it happened."""
    problem, empty = hall(seats=10)
    kept: list[Signed | vm.live.WaitingList] = []
    asked = SignUp(problem, empty, keep=kept.append)
    yes, no = pressed(50, lambda number: asked.take(f"v{number}", "s0", "helper"))
    assert (len(yes), len(no)) == (10, 40)
    assert {one.volunteer for one in asked.schedule.assignments} == {one.volunteer for one in yes}
    written = [one for one in kept if isinstance(one, Signed)]
    assert len(written) == len(kept)
    assert [len(one.schedule.assignments) for one in written] == [*range(1, 11)]
    assert written[-1].schedule == asked.schedule
    assert vm.check(problem, asked.schedule).ok


def test_what_cannot_be_written_down_did_not_happen() -> None:
    """The disk is full, and somebody has a seat that nobody finds again."""

    def full(_: object) -> None:
        raise OSError("no space")  # noqa: EM101, TRY003 - the disk says so

    asked = SignUp(*hall(), keep=full)
    before = asked.stamp
    with pytest.raises(OSError, match="no space"):
        asked.take("v0", "s0", "helper")
    assert asked.stamp == before
    assert not asked.schedule.assignments


@attrs.frozen(kw_only=True)
class Silent(vm.Rule):
    """A rule that says nothing in columns: nobody serves; excess: 1 for each duty."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each duty."""
        for duty in schedule.duties(problem):
            yield vm.Violation(vm.Text("{id} serves", {"id": duty.volunteer.id}), volunteers=(duty.volunteer.id,))


@pytest.mark.parametrize("level", [0, 1])
def test_a_price_that_words_do_not_find_is_an_error(level: int) -> None:
    """What columns find is believed, or an error leaves a schedule behind that nobody judged."""
    problem, empty = hall()
    problem = attrs.evolve(problem, rules=vm.rules.only([*problem.rules, Silent(level=level)]))
    asked = SignUp(problem, empty)
    with pytest.raises(vm.EncodingError) as caught:
        asked.take("v0", "s0", "helper")
    assert caught.value.repro
    assert "Helper-0" not in caught.value.repro
    assert asked.schedule == empty
    if level:
        with pytest.raises(vm.EncodingError):
            SignUp(problem, empty.with_duty("v0", "s0", "helper"))
