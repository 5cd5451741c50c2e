"""References to nothing, circles, and fields that contradict each other."""

import pytest

import volmatch as vm
from slips import Json, every_field_data, faults_of, the_fault, with_value

UNKNOWN = [
    "volunteers[0].home",
    "volunteers[0].wishes[0].session",
    "volunteers[0].wishes[3].place",
    "sessions[0].room.any_of[0]",
    "sessions[1].place",
    "places[1].parent",
    "rooms[0].place",
    "travel.minutes[0][0]",
    "travel.minutes[0][1]",
    "rules[0].where.sessions.id",
    "rules[0].where.sessions.place",
    "rules[1].where.volunteers.id",
    "rules[2].stay[0].volunteer",
    "rules[2].stay[0].session",
    "rules[2].stay[0].role",
    "rules[2].never[0].volunteer",
    "rules[2].never[0].session",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_reference_to_nothing_is_told(path: str) -> None:
    """A slip in an id is passed over in silence, and the rule or the wish says nothing."""
    assert the_fault(with_value(path, "nobody")).path == path


def test_all_references_to_one_slip_are_told_once_each() -> None:
    """A record that cannot be read makes each reference to it a fault of its own."""
    data = with_value("sessions[0].attendance", "many")
    assert the_fault(data).path == "sessions[0].attendance"


def places(**parents: str | None) -> list[Json]:
    """Return places by their parents."""
    return [{"id": place, "parent": parent} for place, parent in parents.items()]


@pytest.mark.parametrize(
    ("listed", "in_circles"),
    [
        (places(a="a"), [0]),
        (places(a="b", b="a"), [0, 1]),
        (places(a="b", b="c", c="a", d="a", e=None), [0, 1, 2]),
        (places(a="b", b="b", c="d", d="c"), [1, 2, 3]),
        (places(z="y", y="x", x="y"), [1, 2]),
    ],
)
def test_circles_of_places_are_told(listed: list[Json], in_circles: list[int]) -> None:
    """A place lies in itself, and whoever climbs the tree never comes back."""
    faults = faults_of({"volunteers": [], "sessions": [], "places": listed})
    assert [fault.path for fault in faults] == [f"places[{index}].parent" for index in in_circles]


def test_a_long_chain_of_places_is_no_circle() -> None:
    """The look for circles takes time with the square of the places."""
    chain = [vm.Place("0"), *(vm.Place(str(index), parent=str(index - 1)) for index in range(1, 20_000))]
    assert len(vm.Problem([], [], places=chain[::-1]).places) == 20_000


BETWEEN_FIELDS: list[tuple[str, Json, str]] = [
    ("sessions[0].roles[1]", {"name": "helper", "min": 3, "target": 2}, "sessions[0].roles[1].target"),
    ("sessions[0].roles[1]", {"name": "helper", "min": 1, "target": 3, "max": 2}, "sessions[0].roles[1].max"),
    ("sessions[0].roles[1]", {"name": "helper", "min": 2, "max": 1}, "sessions[0].roles[1].max"),
    ("sessions[0].roles[1]", {"name": "teacher"}, "sessions[0].roles"),
    ("sessions[0].place", "ranli", "sessions[0].room"),
    ("sessions[0].minutes", 60, "sessions[0].start"),
    ("sessions[0].starts", ["2026-08-01T10:00"], "sessions[0].start"),
    ("sessions[0].end", None, "sessions[0].start"),
    ("sessions[1].start", "2026-08-01T10:00", "sessions[1].start"),
    ("sessions[1].starts", [], "sessions[1].start"),
    ("sessions[1].minutes", None, "sessions[1].start"),
]
IN_FIELDS: list[tuple[str, Json, str]] = [
    ("sessions[1].minutes", 0, ""),
    ("sessions[1].starts", ["2026-08-03T09:00", "2026-08-03T01:00Z"], ""),
    ("volunteers[0].limits[0]", {"per": "week"}, ".per"),
    ("volunteers[0].limits[0]", {"per": "fortnight", "max_sessions": 1}, ".per"),
    ("volunteers[0].limits[0]", {"per": {"days": 0}, "max_sessions": 1}, ".per.days"),
    ("volunteers[0].limits[0]", {"per": 7, "max_sessions": 1}, ".per"),
    ("volunteers[0].limits[0]", {"max_sessions": 1}, ".per"),
    ("volunteers[0].limits[0]", {"per": "day", "min_sessions": 2, "max_sessions": 1}, ".min_sessions"),
    ("volunteers[0].limits[0]", {"per": "day", "min_hours": 2.5, "max_hours": 2}, ".min_hours"),
    ("volunteers[0].wishes[0]", {"score": 1}, ".score"),
    ("volunteers[0].wishes[0]", {"score": 1, "session": "art-1", "kind": "art"}, ".score"),
    ("volunteers[0].wishes[0]", {"session": "art-1"}, ".score"),
    ("volunteers[0].wishes[0]", {}, ".score"),
    ("travel.minutes[0]", ["yueling", "ranli"], ""),
    ("travel.minutes[0]", ["yueling", "ranli", 25, 30], ""),
    ("travel.minutes[0]", ["yueling", "yueling", 25], "[2]"),
    ("travel.minutes[0]", "yueling-ranli-25", ""),
    ("rules[0]", {"rule": "covers"}, ".rule"),
    ("rules[0]", {"rule": 5}, ".rule"),
    ("rules[0]", {"rule": "Cover"}, ".rule"),
    ("rules[0]", {"rule": "volmatch.rules.cover"}, ".rule"),
    ("rules[0]", {"level": 1}, ""),
    ("rules[0]", "cover", ""),
    ("rules[0]", None, ""),
    ("rules[0]", {"rule": "cover", "hours": 3}, ".hours"),
    ("rules[0]", {"rule": "cover", "level": -1}, ".level"),
    ("rules[0]", {"rule": "cover", "where": {"session": {}}}, ".where.session"),
    ("rules[0]", {"rule": "cover", "where": {"sessions": {"kinds": "art"}}}, ".where.sessions.kinds"),
    ("rules[0]", {"rule": "cover", "where": {"volunteers": {"trait": 5}}}, ".where.volunteers.trait"),
    ("rules[0]", {"rule": "cover", "where": "art"}, ".where"),
    ("rules[0]", {"rule": "cover", "where": None}, ".where"),
    ("rules[2]", {"rule": "pinned", "stay": [{"volunteer": "li"}]}, ".stay[0].session"),
    ("rules[3]", {"rule": "fair_share", "unit_minutes": 0}, ".unit_minutes"),
]


@pytest.mark.parametrize(
    ("path", "value", "told"), [*BETWEEN_FIELDS, *((path, value, path + below) for path, value, below in IN_FIELDS)]
)
def test_contradictions_are_told(path: str, value: Json, told: str) -> None:
    """Fields contradict each other, and one of them wins in silence."""
    fault = the_fault(with_value(path, value))
    assert fault.path == told
    assert "reading this raised" not in fault.sentence()


def test_a_way_inside_a_place_may_take_time() -> None:
    """How far apart the places of a region lie cannot be said."""
    assert vm.Problem.from_data(with_value("travel.minutes", [["xiansheng", "xiansheng", 25]]))


def test_a_way_back_that_takes_another_time_is_told() -> None:
    """Ways are symmetric; the last of two entries wins in silence."""
    fault = the_fault(with_value("travel.minutes", [["yueling", "ranli", 25], ["ranli", "yueling", 30]]))
    assert fault.path == "travel.minutes[1][2]"
    assert "takes 25 minutes further up" in fault.sentence()
    assert vm.Problem.from_data(with_value("travel.minutes", [["yueling", "ranli", 25], ["ranli", "yueling", 25]]))


@pytest.mark.parametrize(
    "path",
    [
        "volunteers[0].available",
        "volunteers[0].away",
        "volunteers[0].wishes",
        "volunteers[0].skills",
        "sessions[1].roles",
        "sessions[0].tags",
        "sessions[0].room.any_of",
        "rules[2].stay",
        "rules",
    ],
)
def test_empty_lists_are_fine(path: str) -> None:
    """A list that may be empty may not."""
    problem = vm.Problem.from_data(with_value(path, {} if path.endswith("skills") else []))
    assert vm.io.loads(vm.io.dumps(problem)) == problem


@pytest.mark.parametrize("missing", ["volunteers", "sessions"])
def test_what_is_required_is_missed(missing: str) -> None:
    """A problem without volunteers or sessions is one of none, though a list was forgotten."""
    data = every_field_data(rules=[])
    del data[missing]
    assert f"{missing}: this field is required" in [fault.sentence() for fault in faults_of(data)]


def test_faults_of_all_parts_are_told_together() -> None:
    """Whoever mends one slip is told the next, again and again."""
    data = every_field_data(colour="blue", timezone="Mars/Olympus")
    data["volunteers"][0]["traits"] = "adult"
    data["volunteers"][0]["nickname"] = "Li"
    data["sessions"][0]["attendance"] = -1
    data["sessions"][1]["place"] = "nowhere"
    data["places"][1]["parent"] = "yueling"
    data["rooms"][0]["capacity"] = 2.5
    data["travel"]["minutes"][0][2] = "25"
    data["rules"][3]["unit_minutes"] = 0
    paths = [fault.path for fault in faults_of(data)]
    assert set(paths) >= {
        "", "timezone", "volunteers[0].traits", "volunteers[0].nickname", "sessions[0].attendance", "sessions[1].place",
        "places[1].parent", "rooms[0].capacity", "travel.minutes[0][2]", "rules[3].unit_minutes",
    }  # fmt: skip
