"""What a repair says: every move under its cause, letters that name nobody else, and refusals in the caller's words."""

import copy
import datetime as dt
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from volmatch.live import Absence, Added, Cancelled, Closed, Joined, Moved, Needs, NoShow, Served, Withdrawn

DAYS = {"mon": 3, "tue": 4, "wed": 5}


def week(*rules: vm.Rule, wu: bool = True) -> vm.Problem:
    """Return three mornings at a hall, one person each, and Wu who can only serve on Tuesdays."""
    sessions = [
        vm.Session(day, name=f"Desk {day}", start=f"2026-08-0{date}T09:00", end=f"2026-08-0{date}T12:00", place="hall",
                   roles=[vm.Role("host")])
        for day, date in DAYS.items()
    ]  # fmt: skip
    tuesdays = [vm.Window("2026-08-04T00:00", "2026-08-05T00:00")]
    people = [
        vm.Volunteer("li", name="Li"),
        vm.Volunteer("chen", name="Chen", limits=[vm.Limit("week", max_sessions=2)]),
    ]
    more = [vm.Volunteer("wu", name="Wu", available=tuesdays)] if wu else []
    return vm.Problem([*people, *more], sessions, places=[vm.Place("hall", name="Town hall")], rules=list(rules))


def schedule(problem: vm.Problem) -> vm.Schedule:
    """Return Li on Monday, Chen on Tuesday and Wednesday."""
    crew = [
        vm.Assignment("li", "mon", "host"),
        vm.Assignment("chen", "tue", "host"),
        vm.Assignment("chen", "wed", "host"),
    ]
    return vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


def said(changes: list[vm.live.Change], *, wu: bool = True) -> list[str]:
    """Return the lines of a repair of that week."""
    problem = week(wu=wu)
    return vm.repair(problem, schedule(problem), changes).sentence().splitlines()


def test_a_chain_is_told_link_by_link_under_its_cause() -> None:
    """Who takes whose duty has to be pieced together from a list."""
    told = said([Absence("li", "2026-08-03", "2026-08-05")])
    assert told[:4] == [
        "Li is away from Mon 2026-08-03 to Wed 2026-08-05:",
        "- Chen takes over Desk mon, Mon 2026-08-03, as host from Li",
        "- Wu takes over Desk tue, Tue 2026-08-04, as host from Chen",
        "- for Li nothing else changes",
    ]
    assert told[4] == "2 people are disturbed; with fewer it cannot be done, proved."
    assert told[5:] == [
        "What could be chosen:",
        "- nobody disturbed: 1 empty seat at level 1",
        "- 2 people disturbed: 0 empty seats at level 1",
    ]


def test_a_seat_that_nobody_can_fill_is_told() -> None:
    """A seat stays empty in silence."""
    told = said([Absence("li", "2026-08-03", "2026-08-03"), Withdrawn("chen", "mon")])
    assert "- nobody takes over Desk mon, Mon 2026-08-03, as host from Li: a seat stays empty" in told
    assert told[-1] == "Nobody else is disturbed."


def test_every_kind_of_change_is_told() -> None:
    """A change leads to moves under no heading."""
    tea = vm.Session("tea", name="Tea", start="2026-08-06T09:00", end="2026-08-06T10:00", roles=[vm.Role("host")])
    problem = week()
    changes: list[vm.live.Change] = [
        Moved("mon", "2026-08-06T13:00"), Needs("tue", "host", min=2), Added(tea), Cancelled("wed"),
        Joined(vm.Volunteer("zhao", name="Zhao")), NoShow("chen", "tue"),
    ]  # fmt: skip
    found = vm.repair(problem, schedule(problem), changes)
    assert [cause.said.sentence() for cause in found.causes] == [
        "Desk mon is moved to Thu 2026-08-06 13:00",
        "Desk tue needs another number of people as host",
        "Tea is added",
        "Desk wed is cancelled",
        "Zhao joins",
        "Chen did not come to Desk tue",
    ]
    assert found.status == "optimal"
    assert found.schedule is not None
    taken = {(one.volunteer, one.session) for one in found.schedule.assignments}
    assert len(taken) == 4
    assert all(line.isascii() for line in found.sentence().splitlines())
    assert not any("{" in line for line in found.sentence("zh").splitlines())


def test_letters_name_nobody_else() -> None:
    """Wu's letter says that Li is ill."""
    problem = week()
    letters = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-05")]).letters()
    assert [letter.volunteer for letter in letters] == ["chen", "li", "wu"]
    for letter in letters:
        others = {"Chen", "Li", "Wu"} - {letter.name}
        assert not any(other in letter.sentence(lang) for other in others for lang in ("en", "zh"))
    assert letters[0].sentence().splitlines()[2:8] == [
        "These duties are no longer yours:",
        "- Tue 2026-08-04, 09:00-12:00: Desk tue, as host, Town hall",
        "",
        "These duties are new for you:",
        "- Mon 2026-08-03, 09:00-12:00: Desk mon, as host, Town hall",
        "",
    ]


def test_everybody_in_a_session_that_moves_gets_a_letter() -> None:
    """A move is told to nobody, since nobody is disturbed by the repair."""
    problem = week()
    found = vm.repair(problem, schedule(problem), [Moved("mon", "2026-08-03T14:00")])
    assert [letter.volunteer for letter in found.letters()] == ["li"]
    assert found.disturbed is not None
    assert found.disturbed.value == 0


def test_a_closed_room_moves_what_is_in_it_and_nothing_else() -> None:
    """A session that the change is not about changes rooms."""
    rooms = [vm.Room("a", "hall", name="Room A"), vm.Room("b", "hall", name="Room B")]
    sessions = [
        vm.Session(name, start=f"2026-08-03T{hour}:00", end=f"2026-08-03T{hour + 1}:00", room=vm.RoomNeed(), roles=[vm.Role("host")])
        for name, hour in (("one", 10), ("two", 12))
    ]  # fmt: skip
    problem = vm.Problem([vm.Volunteer("li")], sessions, places=[vm.Place("hall")], rooms=rooms)
    before = vm.Schedule(
        [vm.Assignment("li", "one", "host"), vm.Assignment("li", "two", "host")],
        [vm.Placement(one.id, one.candidate_starts[0], "a") for one in problem.sessions],
    )
    found = vm.repair(problem, before, [Closed("a", "2026-08-03T09:00", "2026-08-03T11:30")])
    assert found.schedule is not None
    assert [placed.room for placed in found.schedule.placements] == ["b", "a"]
    assert [letter.volunteer for letter in found.letters()] == ["li"]
    assert "one moves from room Room A to Room B" in found.sentence()


def test_what_leaves_no_schedule_is_told() -> None:
    """A contradiction ends in an error of the engine, or in a schedule that breaks a rule."""
    problem = week(vm.rules.Cover(level=0))
    found = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-03"), Withdrawn("chen", "mon")])
    assert (found.schedule, found.status, found.steps, found.causes, found.letters()) == (
        None,
        "infeasible",
        (),
        (),
        (),
    )
    assert "no schedule is possible" in found.sentence()
    assert found.outcome.schedule is None


def test_it_gives_an_outcome_of_the_next_problem() -> None:
    """The repaired schedule cannot be written or shown like any other, or its levels claim too much."""
    problem = week()
    found = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-03")])
    assert vm.io.loads(vm.io.dumps(found.outcome, problem=found.problem)).schedule == found.schedule  # type: ignore[union-attr]
    assert [level.proved for level in found.outcome.levels][:2] == [True, False]
    assert vm.check(found.problem, found.outcome.schedule or vm.Schedule()).ok


def test_without_changes_nothing_changes() -> None:
    """A repair of nothing moves somebody to please a lower level."""
    problem = week()
    found = vm.repair(problem, schedule(problem), [])
    assert found.schedule == schedule(problem)
    assert found.sentence() == "Nobody else is disturbed."


@pytest.mark.parametrize(
    "given",
    [{"now": "soon"}, {"now": 7}, {"time_limit": -1}, {"seed": "x"}, {"cancel": 7}, {"notice": 5}, {"notice": dt.timedelta(-1)},
     {"notice": dt.timedelta(1)}],
)  # fmt: skip
def test_nonsense_is_refused(given: dict[str, Any]) -> None:
    """An option that makes no sense is passed over."""
    problem = week()
    with pytest.raises(vm.OptionError):
        vm.repair(problem, schedule(problem), [], **given)


def test_what_is_no_problem_or_no_schedule_is_refused() -> None:
    """A slip ends in an error of Python's."""
    problem: Any = week()
    odds: list[Any] = [None, 7, vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")]
    for odd in odds:
        with pytest.raises(vm.OptionError):
            vm.repair(problem, odd, [])
    with pytest.raises(vm.OptionError):
        vm.live.prepare(schedule(problem), problem)  # type: ignore[arg-type]
    with pytest.raises(vm.ChangeError):
        vm.repair(problem, schedule(problem), [Cancelled("sun")])


def test_without_time_what_comes_is_legal_and_claims_nothing_wrong() -> None:
    """Without time there is an error of the engine, or a proof that nobody had the time for."""
    problem = week()
    try:
        found = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-05")], time_limit=0)
    except vm.NoScheduleError:
        return
    best = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-05")])
    assert all(
        step.bound is None or step.bound <= other.value for step, other in zip(found.steps, best.steps, strict=True)
    )


def test_who_served_stays() -> None:
    """Somebody who was there is taken out of the record."""
    problem = week()
    found = vm.repair(problem, schedule(problem), [Served("li", "mon"), Absence("chen", "2026-08-03", "2026-08-05")])
    assert found.schedule is not None
    assert vm.Assignment("li", "mon", "host") in found.schedule.assignments


def test_the_guide_shows_what_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    """The page about somebody who is ill shows another repair than the one that comes out."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "ill_tomorrow.md").read_text(encoding="utf-8")
    code, shown = re.findall(r"^```(?:python|text)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[:2]
    exec(compile(code, "ill_tomorrow.md", "exec"), {})  # noqa: S102 - running it is the test
    assert capsys.readouterr().out == shown


def test_it_is_a_value() -> None:
    """A copy of a repair, or one that went through a queue, is another, or empty."""
    problem = week()
    found = vm.repair(problem, schedule(problem), [Absence("li", "2026-08-03", "2026-08-05")])
    for other in (copy.copy(found), pickle.loads(pickle.dumps(found))):  # noqa: S301 - our own bytes
        assert other == found
        assert other.sentence() == found.sentence()
        assert [letter.sentence() for letter in other.letters()] == [letter.sentence() for letter in found.letters()]


def test_a_schedule_that_is_broken_already_is_mended_with_the_fewest() -> None:
    """Whoever published two duties at once has to solve anew."""
    sessions = [
        vm.Session(name, start="2026-08-03T10:00", end="2026-08-03T12:00", roles=[vm.Role("host")])
        for name in ("one", "two")
    ]
    problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("wu")], sessions)
    crew = [vm.Assignment("li", "one", "host"), vm.Assignment("li", "two", "host")]
    before = vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    found = vm.repair(problem, before, [])
    assert found.disturbed is not None
    assert (found.status, found.disturbed.value) == ("optimal", 2)
    assert "wu takes over" in found.sentence()


def test_nobody_and_nothing_is_no_trouble() -> None:
    """An empty problem ends in an error of the arrays."""
    empty = vm.Problem([], [])
    assert vm.repair(empty, vm.Schedule(), []).status == "optimal"
    tea = vm.Session("tea", start="2026-08-03T10:00", end="2026-08-03T12:00", roles=[vm.Role("host")])
    found = vm.repair(empty, vm.Schedule(), [Joined(vm.Volunteer("wu")), Added(tea)])
    assert found.schedule is not None
    assert found.schedule.assignments == (vm.Assignment("wu", "tea", "host"),)
    assert vm.live.prepare(empty, vm.Schedule()).repair([]).schedule == vm.Schedule()


def test_who_leaves_a_lesser_session_for_one_that_needs_more_is_told() -> None:
    """A duty that is left for another, and that nobody takes, ends the telling with an error."""
    times: dict[str, Any] = {"start": "2026-08-03T10:00", "end": "2026-08-03T12:00"}
    sessions = [
        vm.Session("first", roles=[vm.Role("host", min=0, target=0, max=1)], **times),
        vm.Session("second", priority=2, roles=[vm.Role("host")], **times),
    ]
    problem = vm.Problem([vm.Volunteer("li")], sessions)
    before = vm.Schedule(
        [vm.Assignment("li", "second", "host")],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions],
    )
    found = vm.repair(problem, before, [Needs("first", "host", min=1)])
    assert found.sentence().splitlines()[1:3] == [
        "- li joins first, Mon 2026-08-03, as host",
        "- nobody takes over second, Mon 2026-08-03, as host from li: a seat stays empty",
    ]


def test_a_session_that_gives_up_its_only_room_and_hour_counts_both_and_is_proved() -> None:
    """A session dropped from the one room that it may have counts as one change in columns and as two in words: never proved."""
    tour = vm.Session(
        "tour", start="2026-08-03T10:00", end="2026-08-03T11:00", room=vm.RoomNeed(), optional=True,
        roles=[vm.Role("guide")],
    )  # fmt: skip
    problem = vm.Problem([vm.Volunteer("li")], [tour], places=[vm.Place("hall")], rooms=[vm.Room("stage", "hall")])
    published = vm.Schedule(
        [vm.Assignment("li", "tour", "guide")], [vm.Placement("tour", problem.sessions[0].candidate_starts[0], "stage")]
    )
    found = vm.repair(problem, published, [Absence("li", "2026-08-03", "2026-08-03")])
    (duties,) = [step for step in found.steps if step.goal == "duties"]
    assert (duties.value, duties.bound) == (2, 2)
