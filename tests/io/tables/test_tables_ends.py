"""The two ends of a stretch of time, as people type them: midnight, offsets, and the night on which clocks are put back."""

import datetime as dt

import pytest

import volmatch as vm
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import sheet_of
from volmatch.io.tables.spoken import Span, span_in


def read(zone: str, **sheets: list[list[object]]) -> tuple[vm.Problem, list[str]]:
    """Return the problem of some sheets in a time zone, and what was told."""
    notes: list[str] = []
    told = {"problem": [["timezone"], [zone]], **sheets}
    problem = problem_of(
        [sheet_of(name, rows) for name, rows in told.items()],  # type: ignore[arg-type]
        lambda note: notes.append(note.sentence()),
    )
    return problem, notes


def ends(found: vm.Session | vm.Window | object) -> tuple[str, str]:
    """Return both ends of a session or of a window, without offsets."""
    first, last = (found.start, found.end) if isinstance(found, vm.Session) else (found.from_, found.to)  # type: ignore[attr-defined]
    return f"{first:%m-%dT%H:%M}", f"{last:%m-%dT%H:%M}"


NIGHT = ("08-02T00:00", "08-02T02:00")
PEOPLE: list[list[object]] = [["id"], ["li"]]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (["date", "start", "end"], ["2026-08-01", "24:00", "02:00"]),
        (["date", "time"], ["2026-08-01", "24:00-02:00"]),
        (["start", "end"], ["2026-08-01 24:00", "02:00"]),
        (["date", "start", "minutes"], ["2026-08-01", "24:00", 120]),
        (["date", "start", "end"], ["2026-08-01", dt.timedelta(days=1), "02:00"]),
    ],
)
def test_a_session_that_begins_at_the_midnight_at_the_end_of_its_day(header: list[object], cells: list[object]) -> None:
    """24:00 as a start is a traceback, or the midnight before."""
    problem, notes = read("Asia/Shanghai", volunteers=PEOPLE, sessions=[["id", *header], ["a", *cells]])
    assert ends(problem.sessions[0]) == NIGHT
    assert notes or " " in str(cells[0])


def test_possible_starts_at_the_midnight_at_the_end_of_their_day() -> None:
    """24:00 as one of some starts is a traceback."""
    rows: list[list[object]] = [["id", "date", "starts", "minutes"], ["a", "2026-08-01", "23:00; 24:00", 60]]
    problem, _ = read("Asia/Shanghai", volunteers=PEOPLE, sessions=rows)
    assert [f"{one:%dT%H:%M}" for one in problem.sessions[0].candidate_starts] == ["01T23:00", "02T00:00"]


@pytest.mark.parametrize("sheet", ["availability", "away", "closed"])
@pytest.mark.parametrize("times", [["24:00", "02:00"], ["24:00-02:00", None]])
def test_a_window_that_begins_at_the_midnight_at_the_end_of_its_day(sheet: str, times: list[object]) -> None:
    """24:00 as the start of a window is a traceback."""
    owner = "room" if sheet == "closed" else "volunteer"
    rows: list[list[object]] = [[owner, "date", "from", "to"], ["li", "2026-08-01", *times]]
    places: dict[str, list[list[object]]] = {"places": [["id"], ["p"]], "rooms": [["id", "place"], ["li", "p"]]}
    problem, _ = read("Asia/Shanghai", volunteers=PEOPLE, **places, **{sheet: rows})
    li, room = problem.volunteers[0], problem.rooms[0]
    found = {"availability": li.available, "away": li.away, "closed": room.closed}[sheet]
    assert [ends(one) for one in found or ()] == [NIGHT]


def test_free_in_one_cell_from_midnight_on() -> None:
    """24:00 as a start in a cell of free times is refused with words about something else."""
    problem, _ = read("Asia/Shanghai", volunteers=[["id", "when free"], ["li", "2026-08-01 24:00-02:00"]])
    assert [ends(one) for one in problem.volunteers[0].available or ()] == [NIGHT]


@pytest.mark.parametrize("sheet", ["availability", "away"])
def test_a_day_of_the_week_that_begins_at_its_end_is_refused_in_words(sheet: str) -> None:
    """24:00 as the start on a day of the week is a traceback."""
    rows: list[list[object]] = [["volunteer", "weekdays", "from", "to"], ["li", "sat", "24:00", "02:00"]]
    with pytest.raises(vm.ProblemError, match="wanted a time of day such as 09:30"):
        read("Asia/Shanghai", volunteers=PEOPLE, **{sheet: rows})


@pytest.mark.parametrize(
    ("header", "window"),
    [
        ("2026-08-01 24:00-02:00", vm.Window("2026-08-02T00:00", "2026-08-02T02:00")),
        ("Sat 24:00-02:00", vm.Weekly(["sun"], dt.time(0), dt.time(2))),
    ],
)
def test_a_column_of_a_form_that_asks_from_midnight_on(header: str, window: object) -> None:
    """24:00 as a start in a header of a form is a traceback."""
    from volmatch.io.tables.asked import asked

    found = asked(header, {})
    assert found is not None
    assert found.windows == (window,)


@pytest.mark.parametrize(
    ("sheet", "header"), [("sessions", ["id", "start", "end"]), ("availability", ["volunteer", "from", "to"])]
)
def test_an_end_has_the_offset_of_its_start(sheet: str, header: list[object]) -> None:
    """An end typed beside a start of another zone is read on the clocks of this one, hours away."""
    owner = "a" if sheet == "sessions" else "li"
    rows: dict[str, list[list[object]]] = {sheet: [header, [owner, "2026-08-01T10:00+09:00", "12:00"]]}
    problem, notes = read("Europe/Berlin", volunteers=PEOPLE, **rows)
    found = problem.sessions[0] if sheet == "sessions" else (problem.volunteers[0].available or ())[0]
    assert ends(found) == ("08-01T03:00", "08-01T05:00")
    assert len(notes) == 1
    assert "+09:00" in notes[0]


def test_an_end_beside_a_start_with_the_offset_of_the_zone_itself_is_on_its_clocks() -> None:
    """A shift over the night on which clocks are put back ends an hour early, since its start says which summer it is of."""
    rows: list[list[object]] = [["id", "start", "end"], ["a", "2026-10-24T23:00+02:00", "06:00"]]
    problem, _ = read("Europe/Berlin", volunteers=PEOPLE, sessions=rows)
    assert problem.sessions[0].end == dt.datetime.fromisoformat("2026-10-25T06:00+01:00")


def test_an_end_beyond_midnight_has_the_offset_of_its_start() -> None:
    """An end after midnight loses the offset of its start."""
    rows: list[list[object]] = [["id", "start", "end"], ["a", "2026-08-01T22:00+09:00", "02:00"]]
    problem, _ = read("Europe/Berlin", volunteers=PEOPLE, sessions=rows)
    assert ends(problem.sessions[0]) == ("08-01T15:00", "08-01T19:00")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (["date", "start", "end"], ["2026-10-24", "23:00", "02:30+01:00"]),
        (["date", "start", "end"], ["2026-10-24", "23:00", "2:30 +01:00"]),
        (["date", "time"], ["2026-10-24", "23:00-02:30+01:00"]),
        (["date", "end date", "start", "end"], ["2026-10-24", "2026-10-25", "23:00", "02:30+01:00"]),
        (["date", "start", "end"], ["2026-10-25", "02:30+02:00", "02:30+01:00"]),
    ],
)
def test_a_time_that_clocks_show_twice_is_typed_with_its_offset(header: list[object], cells: list[object]) -> None:
    """The message asks for an offset, and no cell takes one."""
    problem, _ = read("Europe/Berlin", volunteers=PEOPLE, sessions=[["id", *header], ["a", *cells]])
    assert problem.sessions[0].end == dt.datetime.fromisoformat("2026-10-25T02:30+01:00")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("23:00-02:30+01:00", Span("23:00", "02:30+01:00")),
        ("01:30+02:00 - 02:30+01:00", Span("01:30+02:00", "02:30+01:00")),
        ("9-11+01:00", None),
    ],
)
def test_one_cell_with_an_offset(typed: str, span: Span | None) -> None:
    """From one time to another in one cell takes no offset."""
    assert span_in(typed) == span


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"sessions": [["id", "date", "time"], ["a", "2026-08-01", "evening"]]}, ["sessions!C2 (time)", "'evening'"]),
        (
            {"volunteers": [["id", "when free"], ["li", "Sat evening; Sun"]]},
            ["volunteers!B2 (when free)", "'Sat evening; Sun'"],
        ),
        (
            {"sessions": [["id", "date", "start", "end"], ["a", "2026-08-01", "22:00-02:00", None]]},
            ["sessions!C2 (start)", "'22:00-02:00'"],
        ),
    ],
)
def test_a_note_says_what_was_typed_and_where(rows: dict[str, list[list[object]]], told: list[str]) -> None:
    """A note shows how the program holds a time, or points at an empty cell."""
    _, notes = read("Asia/Shanghai", **{"volunteers": PEOPLE, **rows})
    assert len(notes) == 1
    assert all(part in notes[0] for part in told)
    assert not {"Span", "FreeTime", "null"} & set(notes[0].replace("(", " ").replace(",", " ").split())
