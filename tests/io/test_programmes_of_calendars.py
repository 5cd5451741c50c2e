"""A calendar read as a programme: the zone in which its days begin, series that change for good, and what is no session."""

from pathlib import Path

import pytest

import volmatch as vm
from programme_files import read, refused
from stranger_calendars import calendar, event
from volmatch.cli import main

HOUR = "DURATION:PT1H"
YORK, LONDON = (f";TZID={zone}:20270503T220000" for zone in ("America/New_York", "Europe/London"))


def sessions(folder: Path, *parts: str) -> list[tuple[str, str]]:
    """Return name and begin of each session."""
    found = read(folder, calendar(*parts), "c.ics", timezone="UTC").sessions
    return [(one.name, f"{one.start:%d.%m. %H:%M}") for one in found]


def test_days_begin_in_the_zone_that_all_times_name(tmp_path: Path) -> None:
    """An evening in New York is a night of the next day, since the calendar has no zone at its head."""
    problem = read(tmp_path, calendar(event(f"DTSTART{YORK}", HOUR)), "c.ics")
    assert problem.timezone == "America/New_York"
    assert f"{problem.sessions[0].start:%d.%m. %H:%M}" == "03.05. 22:00"


@pytest.mark.parametrize(
    "starts",
    [(YORK, LONDON), (YORK, ":20270503T220000Z"), (YORK, ":20270503T220000"), (";TZID=Own Zone:20270503T220000",)],
)
def test_a_calendar_that_leaves_open_where_its_days_begin_is_refused(tmp_path: Path, starts: tuple[str, ...]) -> None:
    """Days begin in UTC though nobody said so, and no word tells it."""
    events = [event(f"DTSTART{start}", HOUR, uid=str(number)) for number, start in enumerate(starts)]
    own = [
        "BEGIN:VTIMEZONE\nTZID:Own Zone\nBEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE"
    ]
    text = calendar(*(own if "Own" in starts[0] else []), *events)
    assert "say in which zone days begin" in refused(tmp_path, text, "c.ics")[0]
    assert read(tmp_path, text, "c.ics", timezone="Europe/Berlin").timezone == "Europe/Berlin"


@pytest.mark.parametrize("start", [":20270503T220000Z", ":20270503T220000"])
def test_times_of_no_zone_and_of_utc_alone_are_of_utc(tmp_path: Path, start: str) -> None:
    """A calendar that names no zone at all can no longer be read."""
    assert read(tmp_path, calendar(event(f"DTSTART{start}", HOUR)), "c.ics").timezone == "UTC"


def test_a_change_for_good_is_one_session_each_time(tmp_path: Path) -> None:
    """The changed occurrence is told by the series and by itself, and refused as the same twice; or later ones have the old title."""
    weekly = event("DTSTART:20270503T090000Z", HOUR, "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Tea")
    later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20270510T090000Z"
    moved = event(later, "DTSTART:20270510T120000Z", HOUR, "SUMMARY:Late tea")
    expected = [("Tea", "03.05. 09:00"), ("Late tea", "10.05. 12:00"), ("Late tea", "17.05. 12:00")]
    assert sessions(tmp_path, weekly, moved) == sessions(tmp_path, moved, weekly) == expected
    once = event("RECURRENCE-ID:20270517T090000Z", "DTSTART:20270517T150000Z", HOUR, "SUMMARY:Feast")
    assert sessions(tmp_path, weekly, moved, once) == [*expected[:2], ("Feast", "17.05. 15:00")]


@pytest.mark.parametrize("length", [[], ["DURATION:PT0S"], ["DTEND:20270503T090000Z"]])
def test_an_event_that_lasts_no_time_is_refused_with_its_place(tmp_path: Path, length: list[str]) -> None:
    """An event vanishes, and nobody hears of it."""
    text = calendar(
        event("DTSTART:20270503T090000Z", *length, "SUMMARY:Door"), event("DTSTART:20270503T090000Z", HOUR, uid="b")
    )
    (fault,) = refused(tmp_path, text, "c.ics")
    assert "lasts no time" in fault


@pytest.mark.parametrize("none", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_marked_as_free_or_cancelled_is_no_session(tmp_path: Path, none: str) -> None:
    """A note in somebody's calendar becomes a session, though the page says that it does not."""
    assert sessions(tmp_path, event("DTSTART:20270503T090000Z", none)) == []


CUSTOM = calendar(event("DTSTART;TZID=Customized Time Zone:20270503T090000", HOUR))


def test_a_name_of_a_zone_that_nobody_knows_is_told(tmp_path: Path) -> None:
    """The message asks for `zones`, and no door takes them."""
    assert "zones" in refused(tmp_path, CUSTOM, "c.ics")[0]
    zones = {"Customized Time Zone": "Europe/Berlin"}
    problem = read(tmp_path, CUSTOM, "c.ics", zones=zones)
    assert (problem.timezone, f"{problem.sessions[0].start:%H:%M}") == ("Europe/Berlin", "09:00")
    with pytest.raises(vm.OptionError, match="zones"):
        vm.io.read_programme(tmp_path / "c.ics", zones=["Europe/Berlin"])  # type: ignore[arg-type]


def test_the_command_takes_the_zone_of_a_name_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has no Python cannot say what a calendar means by a name of its own."""
    path, new = tmp_path / "c.ics", tmp_path / "p.json"
    path.write_text(CUSTOM, encoding="utf-8")
    assert main(["convert", str(path), "-o", str(new)]) == 2
    assert "--zone" in capsys.readouterr().err
    assert main(["convert", str(path), "-o", str(new), "--zone", "Customized Time Zone", "Europe/Berlin"]) == 0
    assert vm.io.read_problem(new).timezone == "Europe/Berlin"
