"""Sessions that do not take place: named, with what they lack, and their seats counted as empty."""

from pathlib import Path

import attrs
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.explain import shortage

HELPER = [vm.Role("h", min=2)]
PLACE, ROOM = vm.Place("pl"), vm.Room("r", place="pl", capacity=30)


def session(id_: str, *, guests: int = 5, **more: object) -> vm.Session:
    """Return a session of an hour that needs a room and two people."""
    times: dict[str, object] = {"start": "2027-05-08T10:00Z", "end": "2027-05-08T11:00Z"}
    if "starts" in more:
        times = {"minutes": 60}
    return vm.Session(id_, roles=HELPER, room=vm.RoomNeed(), attendance=guests, **{**times, **more})  # type: ignore[arg-type]


def solved(*sessions: vm.Session) -> tuple[vm.Problem, vm.Outcome]:
    """Return a problem with one room, and what a solve makes of it."""
    people = [vm.Volunteer(name) for name in "abcd"]
    problem = vm.Problem(people, sessions, places=[PLACE], rooms=[ROOM])
    return problem, vm.solve(problem, time_limit=10)


@pytest.mark.parametrize("more", [{}, {"starts": ["2027-05-08T10:00Z", "2027-05-08T12:00Z"]}])
def test_a_session_too_large_for_any_room_is_named(more: dict[str, object]) -> None:
    """It is said that nothing is empty, of a session that nobody can hold."""
    problem, outcome = solved(
        session("A", guests=31, **more), session("B", start="2027-05-09T10:00Z", end="2027-05-09T11:00Z")
    )
    told = shortage(problem, outcome)
    [gone] = told.not_held
    assert (gone.session, gone.seats, gone.is_proved, gone.taken_by) == ("A", 2, True, ())
    assert (told.empty, told.missing, told.explains_all) == (2, 2, True)
    said = told.sentence()
    assert "finds no room for 31 guests: 1 room is too small; it does not take place" in said
    assert "so all 2 empty seats are explained" in said
    assert "is empty" not in said


def test_of_two_sessions_that_need_one_room_the_one_left_out_is_named() -> None:
    """A session loses its room to another, and nobody is told which."""
    problem, outcome = solved(session("A"), session("B"))
    told = shortage(problem, outcome)
    [gone] = told.not_held
    other = {"A": "B", "B": "A"}[gone.session]
    assert (gone.seats, gone.is_proved, gone.taken_by, told.empty) == (2, False, (other,), 2)
    assert f"the 1 room that fits is taken then by {other}" in told.sentence()
    assert (told.level, told.is_proved) == (1, True)


def test_an_optional_session_left_out_by_choice_lacks_nobody() -> None:
    """What was dropped on purpose is told as a loss, or one that no room takes is not told at all."""
    problem, outcome = solved(attrs.evolve(session("A"), optional=True), session("B"))
    assert shortage(problem, outcome).not_held == ()
    problem, outcome = solved(attrs.evolve(session("A", guests=31), optional=True))
    told = shortage(problem, outcome)
    assert [(one.session, one.seats) for one in told.not_held] == [("A", 0)]
    assert told.empty == 0
    assert "it does not take place" in told.sentence()


def test_the_command_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`volmatch explain --empty` says that no seat is empty."""
    problem, outcome = solved(session("A", guests=31))
    vm.io.write(tmp_path / "p.json", problem)
    vm.io.write(tmp_path / "s.json", outcome, problem=problem)
    assert main(["explain", str(tmp_path / "p.json"), str(tmp_path / "s.json"), "--empty", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "does not take place" in said
    assert "no seat" not in said


@pytest.mark.parametrize(
    "sessions",
    [
        [],
        [vm.Session("x", start="2027-05-03T09:00Z", end="2027-05-03T12:00Z")],
        [vm.Session("x", start="2027-05-03T09:00Z", end="2027-05-03T12:00Z", roles=[vm.Role("h", min=0)])],
        [vm.Session("x", start="2027-05-03T09:00Z", end="2027-05-03T12:00Z", roles=[vm.Role("h")])],
    ],
)
@pytest.mark.parametrize("question", ["--advise", "--empty", "--preflight", "--clash"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("people", [0, 3])
def test_every_question_has_an_answer_where_there_is_nothing_to_tell(
    sessions: list[vm.Session],
    question: str,
    lang: str,
    people: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`volmatch explain` ends in a KeyError, or says nothing at all."""
    problem = vm.Problem([vm.Volunteer(str(number)) for number in range(people)], sessions)
    vm.io.write(tmp_path / "p.json", problem)
    vm.io.write(tmp_path / "s.json", vm.solve(problem, time_limit=10), problem=problem)
    given = [str(tmp_path / "p.json"), str(tmp_path / "s.json")]
    assert main(["explain", *given, question, "--time-limit", "5", "--lang", lang]) == 0
    assert capsys.readouterr().out.strip()
