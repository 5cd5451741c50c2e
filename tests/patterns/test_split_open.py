"""A duty that nobody can serve as a whole is cut, and whoever can serves a part of it, while nobody else is disturbed."""

import attrs
import pytest

import volmatch as vm
from volmatch.patterns import split_open
from volmatch.rules import Ban, Banned, Order, Pin, Pinned

DAY = "2026-08-01"
DESK = vm.Session("desk", start=f"{DAY}T09:00", end=f"{DAY}T17:00", roles=[vm.Role("helper", min=2)])
TEA = vm.Session("tea", start=f"{DAY}T18:00", end=f"{DAY}T19:00", roles=[vm.Role("helper")])
ANN = vm.Volunteer("ann", wishes=[vm.Wish(session="desk", score=2)])
BEN = vm.Volunteer("ben", available=[vm.Window(f"{DAY}T13:00", f"{DAY}T19:00")])
PROBLEM = vm.Problem([ANN, BEN], [DESK, TEA])


def planned(problem: vm.Problem = PROBLEM) -> vm.Schedule:
    """Return the plan: ann at the desk, ben at the tea, one seat of the desk open."""
    made = vm.Schedule(
        [vm.Assignment("ann", "desk", "helper"), vm.Assignment("ben", "tea", "helper")],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    assert vm.check(problem, made).ok
    return made


def test_an_open_seat_is_covered_in_part() -> None:
    """Nobody comes to the desk in the afternoon though ben is free then, or somebody else is called because it was cut."""
    cut, made = split_open(PROBLEM, planned(), "desk", at=["13:00"])
    assert [one.id for one in cut.sessions] == ["desk 1/2", "desk 2/2", "tea"]
    assert vm.check(cut, made).ok
    assert sorted((one.volunteer, one.session) for one in made.assignments) == [
        ("ann", "desk 1/2"),
        ("ann", "desk 2/2"),
        ("ben", "tea"),
    ]
    later = vm.repair(cut, made, [], time_limit=20).schedule
    assert later is not None
    assert set(later.assignments) - set(made.assignments) == {vm.Assignment("ben", "desk 2/2", "helper")}
    assert set(made.assignments) <= set(later.assignments)


def test_what_rules_and_wishes_say_is_said_of_each_part() -> None:
    """A filter, a pin or a wish loses the session, or means one part only."""
    here = vm.Where(sessions=vm.SessionFilter(id=["desk", "tea"]))
    rules = [
        vm.rules.Cover(level=1, where=here),
        Pinned(stay=[Pin(volunteer="ann", session="desk")]),
        Banned(bans=[Ban(volunteer="ben", session="desk")]),
    ]
    cut, made = split_open(attrs.evolve(PROBLEM, rules=rules), planned(), "desk", at=["13:00"])
    cover = next(one for one in cut.rules if isinstance(one, vm.rules.Cover))
    assert cover.where.sessions is not None
    assert cover.where.sessions.id == ("desk 1/2", "desk 2/2", "tea")
    pinned = next(one for one in cut.rules if isinstance(one, Pinned))
    assert [one.session for one in pinned.stay] == ["desk 1/2", "desk 2/2"]
    banned = next(one for one in cut.rules if isinstance(one, Banned))
    assert [one.session for one in banned.bans] == ["desk 1/2", "desk 2/2"]
    assert [one.session for one in cut.volunteers[0].wishes] == ["desk 1/2", "desk 2/2"]
    assert vm.repair(cut, made, [], time_limit=20).schedule == made


def test_what_cannot_be_cut_is_refused() -> None:
    """A slip in an id passes, or a rule about an order of sessions means any part."""
    with pytest.raises(vm.OptionError, match="no session has the id bar"):
        split_open(PROBLEM, planned(), "bar", at=["13:00"])
    with pytest.raises(vm.OptionError, match="where is it cut"):
        split_open(PROBLEM, planned(), "desk")
    assert split_open(PROBLEM, planned(), "desk", longest_minutes=480) == (PROBLEM, planned())


def test_a_rule_that_names_one_session_is_refused() -> None:
    """A training that was cut is attended by whoever came to its first hour, or its parts have to lie hours apart."""
    training = vm.rules.TrainingFirst(session="desk", role="helper", level=1)
    for rule in (training, Order(sessions=["desk", "tea"], gap_minutes=60)):
        with pytest.raises(vm.OptionError, match="names desk"):
            split_open(attrs.evolve(PROBLEM, rules=[rule]), planned(), "desk", at=["13:00"])
