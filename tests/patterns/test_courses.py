"""A course keeps its teacher, skips holidays, and has somebody who can stand in."""

import volmatch as vm
from volmatch.patterns import Plan, course, next_days, with_backup

ART = vm.Session("art", name="Art", roles=[vm.Role("teacher", skill="drawing")], priority=2)


def lessons(level: int = 1) -> Plan:
    """Return four lessons of a course, one Saturday being a holiday."""
    days = next_days("2026-08-01", 4, weekdays=["sat"], holidays=["2026-08-08"])
    return course(ART, days, starts="10:00", minutes=90, same=["teacher"], level=level)


def two(**changes: object) -> list[vm.Volunteer]:
    """Return two who can teach; the first is away on the last day."""
    away = [vm.Window("2026-08-29T00:00", "2026-08-30T00:00")]
    return [vm.Volunteer("lan", skills={"drawing": 1}, away=away), vm.Volunteer("bo", skills={"drawing": 1}, **changes)]  # type: ignore[arg-type] # fields of a volunteer


def test_lessons_are_numbered_and_skip_the_holiday() -> None:
    """A lesson is lost to a holiday, or two have the same id."""
    sessions = lessons().sessions
    assert [(one.id, one.name, f"{one.start:%m-%d}", one.series, one.priority) for one in sessions] == [
        ("art-1", "Art 1", "08-01", "art", 2),
        ("art-2", "Art 2", "08-15", "art", 2),
        ("art-3", "Art 3", "08-22", "art", 2),
        ("art-4", "Art 4", "08-29", "art", 2),
    ]


def test_one_person_teaches_throughout() -> None:
    """The teacher changes although somebody could teach every lesson."""
    outcome = vm.solve(lessons().problem(two()))
    assert outcome.schedule is not None
    assert {one.volunteer for one in outcome.schedule.assignments} == {"bo"}


def test_a_must_leaves_lessons_without_a_teacher_rather_than_changing_them() -> None:
    """With level 0 the teacher changes all the same."""
    outcome = vm.solve(lessons(level=0).problem([two()[0]]))
    assert outcome.schedule is not None
    assert [one.session for one in outcome.schedule.assignments] == ["art-1", "art-2", "art-3"]


def test_a_backup_has_taught_once() -> None:
    """Nobody but the teacher has ever stood before the class."""
    plan = with_backup(lessons(level=5), level=3)
    outcome = vm.solve(plan.problem(two()))
    assert outcome.schedule is not None
    assert {one.volunteer for one in outcome.schedule.assignments} == {"lan", "bo"}
