"""Pairs that last: near, able, and no volunteer with more than a few."""

import volmatch as vm
from volmatch.patterns import Client, bonds, pairs

PLACES = [vm.Place("east"), vm.Place("west"), vm.Place("far")]
WAYS = vm.Travel(default_minutes=90, minutes=[vm.Way("east", "west", 10)])
HAKKA = vm.Role("visitor", traits=["hakka"])


def test_nobody_has_too_many_and_dialect_and_way_are_kept() -> None:
    """A volunteer gets a fourth client, one from too far away, or one who does not understand them."""
    people = [
        vm.Volunteer("bo", home="east", max_travel_minutes=30, available=[]),
        vm.Volunteer("mei", home="west", max_travel_minutes=30, traits=["hakka"]),
    ]
    clients = [
        *(Client(f"e{n}", place="east") for n in range(4)),
        Client("h", place="west", role=HAKKA),
        Client("f", place="far"),
    ]
    found = pairs(vm.solve(bonds(clients, people, most=3, places=PLACES, travel=WAYS)))
    assert "f" not in found
    assert found["h"] == "mei"
    assert len(found) == 5
    assert all(list(found.values()).count(one.id) <= 3 for one in people)


def test_a_wish_names_a_client() -> None:
    """Who already knows each other is parted."""
    people = [vm.Volunteer("bo", wishes=[vm.Wish(session="wu", score=1)]), vm.Volunteer("mei")]
    found = pairs(vm.solve(bonds([Client("wu"), Client("li")], people, most=1)))
    assert found == {"wu": "bo", "li": "mei"}


def test_no_schedule_means_no_pairs() -> None:
    """An outcome without a schedule ends in a traceback."""
    assert pairs(vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")) == {}
