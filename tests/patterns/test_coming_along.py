"""Whoever comes along fills no seat: companions come where one of theirs serves, and nowhere else."""

import pytest

import volmatch as vm
from volmatch.patterns import companions

SESSIONS = [
    vm.Session(name, start=f"2026-08-01T{hour}:00", end=f"2026-08-01T{hour + 2}:00", roles=[vm.Role("helper", min=1)])
    for name, hour in (("art", 10), ("tea", 14))
]
LILY = vm.Volunteer("lily", traits=["companion"])
MUM = vm.Volunteer("mum", wishes=[vm.Wish(session="art", score=1)])
UNCLE = vm.Volunteer("uncle", wishes=[vm.Wish(session="tea", score=1)])


def crews(people: list[vm.Volunteer], *, level: int | None = 3) -> dict[str, list[tuple[str, str]]]:
    """Return who serves in each session, and as what."""
    problem = companions(SESSIONS, {"lily": ["mum"]}, level=level).problem(people)
    outcome = vm.solve(problem, time_limit=20)
    assert outcome.schedule is not None
    found = {one.id: list[tuple[str, str]]() for one in SESSIONS}
    for duty in outcome.schedule.assignments:
        found[duty.session].append((duty.volunteer, duty.role))
    return {own: sorted(crew) for own, crew in found.items()}


def test_a_companion_comes_where_theirs_serves() -> None:
    """A child stays at home, comes to the session in which the mother is not, or takes a seat of the crew."""
    assert crews([MUM, UNCLE, LILY]) == {
        "art": [("lily", "companion"), ("mum", "helper")],
        "tea": [("uncle", "helper")],
    }


def test_a_companion_fills_no_seat() -> None:
    """A seat counts as filled because somebody came along, or a companion without theirs serves."""
    away = vm.Volunteer("mum", available=[])
    assert crews([away, LILY]) == {"art": [], "tea": []}
    assert crews([away, UNCLE, LILY])["art"] == [("uncle", "helper")]


def test_without_a_goal_nobody_is_brought() -> None:
    """Companions are on the list though nobody asked for that."""
    assert crews([MUM, UNCLE, LILY], level=None)["art"] == [("mum", "helper")]


def test_what_cannot_have_companions_is_refused() -> None:
    """A role is there twice, or a companion is on call."""
    twice = companions(SESSIONS, {"lily": ["mum"]}, level=3).sessions
    with pytest.raises(vm.OptionError, match="a role companion already"):
        companions(twice, {"lily": ["mum"]}, level=3)
    call = vm.Session("call", start="2026-08-01T10:00", end="2026-08-01T12:00", roles=[vm.Role("r", standby=True)])
    with pytest.raises(vm.OptionError, match="on call"):
        companions([call], {}, level=None)
