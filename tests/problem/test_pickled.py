"""A problem that went through pickle, to a worker process for instance, is the same problem, and as settled."""

import copy
import pickle
from collections.abc import Callable

import attrs
import pytest

import volmatch as vm
from volmatch.problem.values import settled_in
from volmatch.rules import MinRest


def _problem() -> vm.Problem:
    session = vm.Session(
        "story", start="2026-01-05T09:00", end="2026-01-05T10:00", place="hall", roles=[vm.Role("reader")]
    )
    return vm.Problem(
        [vm.Volunteer("ann", available=[vm.Weekly(["mon"], "08:00", "12:00")])],
        [session],
        places=[vm.Place("hall")],
        rooms=[vm.Room("red", place="hall")],
        timezone="Asia/Shanghai",
        rules=[MinRest(hours=8)],
    )


def _pickled(problem: vm.Problem) -> vm.Problem:
    found: vm.Problem = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
    return found


@pytest.mark.parametrize("copied", [_pickled, copy.deepcopy, copy.copy])
def test_a_copy_is_equal_and_settled(copied: Callable[[vm.Problem], vm.Problem]) -> None:
    """Also where something was asked before, which a problem remembers."""
    problem = _problem()
    problem.volunteer("ann")
    other = copied(problem)
    assert other == problem
    assert hash(other) == hash(problem)
    listed = (other.volunteers, other.sessions, other.places, other.rooms)
    assert all(settled_in(one, other.zone) for records in listed for one in records)
    assert other.volunteer("ann") == problem.volunteer("ann")


def test_a_changed_copy_takes_the_rest_as_it_is() -> None:
    """A repair changes one person: nobody else has to be read again."""
    other = _pickled(_problem())
    changed = attrs.evolve(other, rooms=[*other.rooms, vm.Room("blue", place="hall")])
    assert changed.volunteers[0] is other.volunteers[0]
    assert changed.sessions[0] is other.sessions[0]


def test_what_was_worked_out_stays_behind() -> None:
    """What travels is the problem, not what was asked of it."""
    problem = _problem()
    before = len(pickle.dumps(problem))
    problem.volunteer("ann")
    problem.travel_minutes("hall", "hall")
    assert len(pickle.dumps(problem)) == before
