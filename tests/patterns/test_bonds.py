"""Pairs that last: near, able, and no volunteer with more than a few."""

import volmatch as vm
from volmatch.patterns import Client, acquainted, bonds, pairs, visits

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


def test_pairs_last_when_others_would_be_nearer_or_fairer() -> None:
    """Somebody new moves in next door, and the elders lose the people whom they know."""
    clients = [Client("wu", place="east"), Client("li", place="east"), Client("xu", place="west")]
    people = [
        vm.Volunteer("bo", home="west", wishes=[vm.Wish(session="wu", score=-9)]),
        vm.Volunteer("mei", home="east"),
    ]
    before = {"wu": "bo", "li": "bo"}
    assert pairs(vm.solve(bonds(clients, people, most=3, places=PLACES, travel=WAYS)))["wu"] == "mei"
    found = pairs(vm.solve(bonds(clients, people, most=3, before=before, places=PLACES, travel=WAYS)))
    assert {own: found[own] for own in before} == before


def test_who_is_gone_is_replaced_and_the_others_stay() -> None:
    """One volunteer moves away, and everybody is shuffled, or the pair with nobody is an error."""
    clients = [Client("wu"), Client("li"), Client("xu")]
    before = {"wu": "bo", "li": "gone", "xu": "bo", "gone": "bo", "bo": "bo"}
    found = pairs(vm.solve(bonds(clients, [vm.Volunteer("bo"), vm.Volunteer("mei")], most=2, before=before)))
    assert found == {"wu": "bo", "li": "mei", "xu": "bo"}


def test_a_pair_gives_way_where_somebody_would_be_left_alone() -> None:
    """A pair stands although somebody else has nobody at all."""
    clients = [Client("wu"), Client("h", role=HAKKA)]
    people = [vm.Volunteer("mei", traits=["hakka"]), vm.Volunteer("bo")]
    found = pairs(vm.solve(bonds(clients, people, most=1, before={"wu": "mei"})))
    assert found == {"wu": "bo", "h": "mei"}


def test_no_schedule_means_no_pairs() -> None:
    """An outcome without a schedule ends in a traceback."""
    assert pairs(vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")) == {}


def test_who_is_acquainted_comes_and_nobody_else() -> None:
    """A stranger visits, or a client without a pair is visited by nobody."""
    mornings = vm.Weekly(["mon", "tue"], "09:00", "11:00")
    clients, people = acquainted(
        [Client(own, suits=[mornings]) for own in ("wu", "li")],
        [vm.Volunteer("bo"), vm.Volunteer("mei")],
        {"wu": "mei"},
    )
    outcome = vm.solve(visits(clients, "2026-08-03", "2026-08-04").problem([people[0]]))
    assert outcome.schedule is not None
    assert [(one.session, one.volunteer) for one in outcome.schedule.assignments] == [("li-1", "bo")]
    outcome = vm.solve(visits(clients, "2026-08-03", "2026-08-04").problem(people))
    assert outcome.schedule is not None
    assert {one.session: one.volunteer for one in outcome.schedule.assignments}["wu-1"] == "mei"
