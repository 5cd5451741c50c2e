"""How long ways take in a tree of places: what lies in a place is there, unless an entry says otherwise."""

import pytest

import volmatch as vm
from by_hand import schedule, session, told

PLACES = [
    vm.Place("town"),
    vm.Place("centre", parent="town"),
    vm.Place("wing", parent="centre"),
    vm.Place("hall", parent="wing"),
    vm.Place("gym", parent="centre"),
    vm.Place("school"),
    vm.Place("lab", parent="school"),
]


def problem(*ways: vm.Way, one: str = "centre", other: str = "hall") -> vm.Problem:
    """Return a problem in which Li lives at one place and is asked to two, the later as the first is over."""
    first = session("first", "10:00", "11:00", place=one)
    then = session("then", "11:00", "12:00", place=other)
    li = vm.Volunteer("li", home=one, max_travel_minutes=0)
    travel = vm.Travel(default_minutes=30, minutes=ways)
    return vm.Problem([li], [first, then], places=PLACES, travel=travel, rules=vm.rules.only([vm.rules.Cover(level=1)]))


@pytest.mark.parametrize(
    ("ways", "one", "other", "minutes"),
    [
        ([], "centre", "hall", 0),
        ([], "hall", "gym", 0),
        ([], "hall", "lab", 30),
        ([], "hall", "hall", 0),
        ([vm.Way("hall", "centre", 7)], "centre", "hall", 7),
        ([vm.Way("hall", "centre", 7)], "gym", "hall", 7),
        ([vm.Way("hall", "centre", 7)], "wing", "hall", 7),
        ([vm.Way("centre", "school", 12)], "hall", "lab", 12),
        ([vm.Way("centre", "school", 12), vm.Way("wing", "lab", 40)], "hall", "lab", 40),
        ([vm.Way("centre", "school", 12), vm.Way("wing", "lab", 40)], "gym", "lab", 12),
        ([vm.Way("hall", "school", 12), vm.Way("wing", "lab", 40)], "hall", "lab", 40),
        ([vm.Way("lab", "wing", 12), vm.Way("school", "hall", 40)], "lab", "hall", 40),
        ([vm.Way("town", "town", 25)], "hall", "gym", 0),
        ([vm.Way("centre", "centre", 5), vm.Way("town", "town", 25)], "hall", "gym", 5),
        ([vm.Way("centre", "centre", 5)], "centre", "hall", 5),
        ([vm.Way("centre", "centre", 5)], "centre", "centre", 0),
        ([vm.Way("town", "town", 25)], "town", "hall", 25),
    ],
)
def test_the_nearest_entry_counts(ways: list[vm.Way], one: str, other: str, minutes: int) -> None:
    """A hall inside a centre is as far as another town, an entry counts for nothing inside, or the two judges differ."""
    asked = problem(*ways, one=one, other=other)
    assert asked.travel_minutes(one, other) == asked.travel_minutes(other, one) == minutes
    made = schedule(asked, ("li", "first"), ("li", "then"))
    for rule in ("no_overlap", "reach"):
        assert bool(told(asked, made, rule)) == (minutes > 0)
    outcome = vm.solve(asked)
    assert outcome.schedule is not None
    assert vm.score(asked, outcome.schedule) == (1 if minutes else 0,)


def test_a_place_inside_is_there() -> None:
    """A hall inside a centre lies default_minutes away from it, and one person cannot do both."""
    data = {
        "format": "volmatch/1",
        "timezone": "Asia/Shanghai",
        "volunteers": [{"id": "a"}],
        "places": [{"id": "centre"}, {"id": "hall", "parent": "centre"}],
        "travel": {"default_minutes": 30, "minutes": []},
        "sessions": [
            {
                "id": id_,
                "start": f"2026-08-01T{hour}:00",
                "end": f"2026-08-01T{hour + 1}:00",
                "place": place,
                "roles": [{"name": "h"}],
            }
            for id_, hour, place in (("x", 10, "centre"), ("y", 11, "hall"))
        ],
    }
    result = vm.solve(vm.Problem.from_data({key: data[key] for key in data if key != "format"}))
    assert result.schedule is not None
    assert len(result.schedule.assignments) == 2
