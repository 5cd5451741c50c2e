"""What is no schedule at all is called so, with the reason, whatever the rules say."""

import datetime as dt

import attrs
import pytest

import volmatch as vm
from by_hand import at, span

RIGHT = vm.Schedule(
    [vm.Assignment("li", "art", "lead"), vm.Assignment("wang", "art", "helper"), vm.Assignment("li", "visit", "helper")],
    [
        vm.Placement("art", at("10:00"), "north"),
        vm.Placement("choir", at("11:15"), "north"),
        vm.Placement("visit", at("14:00")),
    ],
    ["walk"],
)


def problem(**closed: vm.Window) -> vm.Problem:
    """Return a morning with two rooms, a visit with two possible times and a walk that may be left out."""
    helper = vm.Role("helper", min=0, max=1, target=1)
    return vm.Problem(
        [vm.Volunteer("li"), vm.Volunteer("wang")],
        [
            vm.Session(
                "art",
                start=at("10:00"),
                end=at("11:00"),
                room=vm.RoomNeed(),
                attendance=10,
                roles=[vm.Role("lead"), helper],
            ),
            vm.Session("choir", start=at("11:15"), end=at("12:00"), room=vm.RoomNeed(any_of=["north", "south"])),
            vm.Session("visit", minutes=60, starts=[at("14:00"), at("15:00")], roles=[helper]),
            vm.Session("walk", start=at("16:00"), end=at("17:00"), optional=True, roles=[helper]),
            vm.Session("fair", start=at("18:00"), end=at("19:00"), roles=[helper]),
        ][: 5 if closed.get("fair") else 4],
        places=[vm.Place("hall")],
        rooms=[
            vm.Room("north", "hall", capacity=10, turnaround_minutes=15, closed=[*closed.values()]),
            vm.Room("south", "hall", capacity=9),
        ],
        rules=[],
    )
