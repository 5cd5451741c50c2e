"""Polls with offsets behind their times, wide brackets around their choices, and answers that mean any, none or perhaps."""

from collections.abc import Sequence
from typing import Any

import pytest

import volmatch as vm
from volmatch.io import SignUps, signups
from volmatch.io.tables.sheet import sheet_of

SESSIONS = vm.Problem(
    [],
    [
        vm.Session("tea", name="Tea for all", start="2026-08-01T10:00", end="2026-08-01T12:00"),
        vm.Session("art", name="Art", start="2026-08-02T10:00", end="2026-08-02T12:00"),
    ],
).sessions


def read(*rows: Sequence[Any]) -> SignUps:
    """Return what a form about the two sessions says."""
    return signups(sheet_of("form", rows), sessions=SESSIONS)


def person_in(told: SignUps, name: str) -> vm.Volunteer:
    """Return somebody who answered."""
    found = vm.Problem(told.applied(), SESSIONS).volunteer(name)
    assert found is not None
    return found


def hours(told: SignUps, name: str) -> list[str]:
    """Return when somebody is free."""
    return [
        f"{one.from_:%a %d %R}-{one.to:%R}{' perhaps' if one.if_needed else ''}"
        for one in person_in(told, name).available or ()
        if isinstance(one, vm.Window)
    ]


@pytest.mark.parametrize("behind", [" GMT+0100 (BST)", "+01:00", " UTC", "Z", ""])
@pytest.mark.parametrize("begin", ["Sat Aug 1 2026 {}", "2026-08-01T{}", "2026-08-01 {}", "Saturday 1 August 2026 {}"])
def test_times_down_the_side_with_offsets(begin: str, behind: str) -> None:
    """Times as browsers write them ask about nothing; or nobody learns that their offset was passed over."""
    sides = [begin.format(f"{clock}:00") + behind for clock in ("09:00", "09:15", "09:30")]
    told = read(["Time", "Ann", "Bo"], *([side, 1, 0] for side in sides))
    assert hours(told, "Ann") == ["Sat 01 09:00-09:45"]
    assert any("behind them" in note.wanted.sentence() for note in told.told) == bool(behind)


@pytest.mark.parametrize("header", ["哪天能来【8月1日上午】", "Which? [1 Aug morning]", "哪天能来［8月1日上午］"])  # noqa: RUF001 - people type them
def test_choices_in_wide_brackets(header: str) -> None:
    """A choice in wide brackets asks about nothing."""
    assert hours(read(["姓名", header], ["Ann", "可以"]), "Ann") == ["Sat 01 08:00-12:00"]


@pytest.mark.parametrize(
    ("answer", "free"),
    [("Any", None), ("all of them", None), ("以上都可以", None), ("None of these", ()), ("以上都不行", ())],
)
def test_any_and_none_among_choices(answer: str, free: tuple[()] | None) -> None:
    """Who can do any of the sessions, or none, is refused."""
    told = read(["Name", "Which sessions can you help with?"], ["Ann", "Tea for all"], ["Bo", answer])
    available = person_in(told, "Bo").available
    assert available == free or (
        free is None and [len(one.weekly) for one in available or () if isinstance(one, vm.Weekly)] == [7]
    )


def test_a_question_mark_is_perhaps() -> None:
    """A question mark in a poll is refused, or a yes."""
    told = read(["Name", "Sat 1 Aug 9:00-11:00", "Sun 2 Aug 9:00-11:00"], ["Ann", "yes", "?"])
    assert hours(told, "Ann") == ["Sat 01 09:00-11:00", "Sun 02 09:00-11:00 perhaps"]
