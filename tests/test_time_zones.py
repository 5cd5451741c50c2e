"""Somebody far away says when they are free by their own clocks."""

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest

import laws
import volmatch as vm
from volmatch import rules
from volmatch.explain import Opening

BERLIN, NEW_YORK, TONGA = "Europe/Berlin", "America/New_York", "Pacific/Tongatapu"


def helpline(*hours: int, zone: str | None, **person: Any) -> vm.Problem:
    """Return calls of an hour on Monday the 3rd of August by Berlin's clocks, and somebody in a zone."""
    calls = [
        vm.Session(
            f"{hour:02d}", start=f"2026-08-03T{hour:02d}:00", end=f"2026-08-03T{hour:02d}:59", roles=[vm.Role("ear")]
        )
        for hour in hours
    ]
    people = [vm.Volunteer("li", timezone=zone, **person)]
    return vm.Problem(people, calls, timezone=BERLIN, rules=rules.only([rules.Cover(), rules.Target()]))


def answered(problem: vm.Problem) -> list[str]:
    """Return which calls are answered; what the columns find is what the check allows."""
    laws.same_set(problem)
    made = vm.solve(problem).schedule
    assert made is not None
    return [one.session for one in made.assignments]


@pytest.mark.parametrize(
    ("zone", "free"),
    [
        (None, ["09", "10"]),
        (BERLIN, ["09", "10"]),
        (NEW_YORK, ["15", "16"]),
        ("Asia/Shanghai", ["03", "04"]),
    ],
)
def test_a_weekly_window_is_on_the_persons_clocks(zone: str | None, free: list[str]) -> None:
    """Nine to eleven in New York is nine to eleven in Berlin."""
    weekly = vm.Weekly(["mon"], dt.time(9), dt.time(11))
    assert answered(helpline(3, 4, 9, 10, 15, 16, zone=zone, available=[weekly])) == free


def test_the_day_of_a_window_is_the_persons() -> None:
    """Monday morning in Berlin is still Sunday in New York and soon Tuesday in Tonga, and a day of Berlin's decides."""
    sunday, tuesday = (vm.Weekly([day], dt.time(0), dt.time(0)) for day in ("sun", "tue"))
    assert answered(helpline(3, 12, zone=NEW_YORK, available=[sunday])) == ["03"]
    assert answered(helpline(3, 18, zone=TONGA, available=[tuesday])) == ["18"]
    but = attrs.evolve(sunday, except_=[dt.date(2026, 8, 2)])
    assert answered(helpline(3, 12, zone=NEW_YORK, available=[but])) == []
    assert answered(helpline(3, 12, zone=NEW_YORK, away=[sunday])) == ["12"]


def test_clocks_change_where_the_person_is() -> None:
    """Between the changes of clocks the hours between two zones are others than in summer, and those of summer count."""
    calls = [
        vm.Session(day, start=f"2026-10-{day}T14:00", end=f"2026-10-{day}T15:00", roles=[vm.Role("ear")])
        for day in ("24", "25", "26")
    ]
    nine = vm.Weekly(["sat", "sun", "mon"], dt.time(9), dt.time(10))
    person = vm.Volunteer("li", timezone=NEW_YORK, available=[nine])
    problem = vm.Problem([person], calls, timezone=BERLIN, rules=rules.only([rules.Cover(), rules.Target()]))
    assert answered(problem) == ["25", "26"]


def test_times_without_an_offset_are_the_persons() -> None:
    """A window of one day is read on the clocks of the problem, or one with an offset is moved."""
    for window in (
        vm.Window("2026-08-03T09:00", "2026-08-03T10:00"),
        vm.Window("2026-08-03T15:00+02:00", "2026-08-03T16:00+02:00"),
    ):
        problem = helpline(9, 15, zone=NEW_YORK, available=[window])
        assert answered(problem) == ["15"]
    fresh = vm.Window("2026-08-03T09:00", "2026-08-03T10:00")
    assert answered(helpline(9, 15, zone=NEW_YORK, away=[fresh])) == ["09"]


def test_an_opening_cuts_the_absence_of_the_persons_day() -> None:
    """Somebody who would be free after all stays away, since the absence is looked for on the wrong day."""
    problem = helpline(3, zone=NEW_YORK, away=[vm.Weekly(["sun"], dt.time(0), dt.time(0))])
    opening = Opening("li", vm.Window("2026-08-03T03:00", "2026-08-03T04:00"))
    assert answered(problem) == []
    assert answered(opening.applied(problem)) == ["03"]


def test_a_zone_comes_back(tmp_path: Path) -> None:
    """A file or a workbook forgets somebody's clocks, or moves what they said."""
    offers = [vm.Weekly(["mon"], dt.time(9), dt.time(11)), vm.Window("2026-08-03T09:00", "2026-08-03T10:30")]
    problem = helpline(9, 15, zone=NEW_YORK, available=offers, away=[vm.Window("2026-08-04T00:00", "2026-08-05T00:00")])
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    vm.io.write_tables(problem, tmp_path / "helpline.xlsx")
    assert vm.io.read_tables(tmp_path / "helpline.xlsx") == problem


@pytest.mark.parametrize("zone", ["Berlin", "localtime", ""])
def test_a_zone_that_nobody_knows_is_refused(zone: str) -> None:
    """The clocks of the problem are taken in silence."""
    with pytest.raises(vm.ProblemError, match=r"volunteers\[0\]\.timezone"):
        helpline(9, zone=zone)
