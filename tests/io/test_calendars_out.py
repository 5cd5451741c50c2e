"""Calendars of duties: nothing of anybody else in them, the same events for ever, changes told, no way out of the folder."""

import contextlib
import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

import sample_problems
import volmatch as vm
from small_hall import at, outcome, problem, schedule
from volmatch.io.calendars import busy, calendar, file_name, write_calendars
from volmatch.io.calendars.entries import Entry, uid
from volmatch.io.calendars.vevents import told
from volmatch.testing import problems, schedules

MONDAY, TUESDAY = dt.datetime(2023, 7, 3, 8, tzinfo=dt.UTC), dt.datetime(2023, 7, 4, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def events(raw: bytes) -> dict[str, Any]:
    """Return the events of a calendar by what they are about."""
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(raw).events}


def moved(day: int = 24, hour: int = 15) -> vm.Schedule:
    """Return the schedule with the lesson at another time, and nobody on watch."""
    placements = [vm.Placement("lesson", at(day, hour), "class"), vm.Placement("watch", at(25, 22))]
    return vm.Schedule([vm.Assignment("chen", "lesson", "helper")], placements, ["walk"])


def test_a_volunteers_calendar_says_what_where_and_when() -> None:
    """A duty is missing, or says another time, role or place."""
    raw = calendar(problem(), outcome(), volunteer="chen", stamp=MONDAY)
    found = icalendar.Calendar.from_ical(raw)
    assert (found["version"], found["method"], found["x-wr-calname"]) == ("2.0", "PUBLISH", "Duties of 陈雨桐")
    [event] = events(raw).values()
    assert (event.start, event.end) == (at(24, 10), at(24, 11, 30))
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert (event["summary"], event["location"], event["status"]) == ("作业辅导 (辅导员)", "教室, Yueling", "CONFIRMED")
    assert (event["sequence"], event["dtstamp"].dt, event["last-modified"].dt) == (0, MONDAY, MONDAY)
    other = vobject.readOne(io.StringIO(raw.decode())).vevent
    assert (other.summary.value, other.dtstart.value) == ("作业辅导 (辅导员)", at(24, 10))
    assert calendar(problem(), schedule(), volunteer="chen", stamp=MONDAY) == raw
    assert calendar(problem(), outcome(), volunteer="smith").count(b"BEGIN:VEVENT") == 0


def test_events_are_called_the_same_for_ever() -> None:
    """A new version of volmatch calls events something else, and calendar programs show each duty twice."""
    assert uid("volunteer", "chen", "lesson") == "9175197e5009aaaebc29b0e63d629358@volmatch"
    owners = [("volunteer", "a", "b"), ("room", "a", "b"), ("volunteer", "b", "a"), ("volunteer", 'a", "b', "c")]
    assert len({uid(*owner) for owner in owners}) == len(owners)  # type: ignore[arg-type] # mypy takes the kinds for words


def test_calendars_of_rooms_and_places_count_heads() -> None:
    """A calendar on a door names people nobody asked to be named, or miscounts them."""
    room = events(calendar(problem(), outcome(), room="class"))["作业辅导"]
    assert room["description"] == "辅导员: 1 person\nhelper: 0 people"
    place = calendar(problem(), outcome(), place="yueling")
    assert set(events(place)) == {"作业辅导"}
    assert "陈雨桐".encode() not in place
    assert set(events(calendar(sample_problems.every_field(), sample_problems.schedule(), place="xiansheng"))) == {
        "Art for all"
    }
    named = events(calendar(problem(), outcome(), room="class", names=True))["作业辅导"]
    assert named["description"] == "辅导员: 陈雨桐\nhelper: 0 people"


@given(st.data())
def test_a_volunteers_calendar_names_nobody_else(data: st.DataObject) -> None:
    """Somebody learns from their own calendar who else serves."""
    drawn = data.draw(problems("small"))
    people = [attrs.evolve(person, name=f"Person{index}Secret") for index, person in enumerate(drawn.volunteers)]
    drawn = attrs.evolve(drawn, volunteers=people)
    made = data.draw(schedules(drawn))
    for person in people:
        raw = calendar(drawn, made, volunteer=person.id, names=True, stamp=MONDAY)
        assert set(re.findall(rb"Person\d+Secret", raw)) == {person.name.encode()}


@given(st.data())
def test_duties_that_go_out_come_back_as_busy_times(data: st.DataObject) -> None:
    """A volunteer who hands in the calendar we gave out is busy at other times than those of the duties."""
    drawn = data.draw(problems("small"))
    made = data.draw(schedules(drawn))
    duties = made.duties(drawn)
    for person in drawn.volunteers:
        own = sorted((duty.start, duty.end) for duty in duties if duty.volunteer.id == person.id)
        joined: list[tuple[dt.datetime, dt.datetime]] = []
        for start, end in own:
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        raw = calendar(drawn, made, volunteer=person.id)
        since, until = (own[0][0] - DAY, own[-1][1] + 9 * DAY) if own else (MONDAY, TUESDAY)
        found = busy(raw, since=since, until=until, timezone=drawn.timezone)
        assert [(window.from_, window.to) for window in found] == joined


def test_changes_are_told_and_what_is_the_same_stays_the_same(tmp_path: Path) -> None:
    """Calendar programs show a duty twice, do not show its new time, or keep one that is gone."""
    [chen, wang] = write_calendars(problem(), schedule(), tmp_path, stamp=MONDAY)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert (chen.owner, chen.added, wang.owner, wang.added) == ("chen", 1, "wang", 1)
    again = write_calendars(problem(), outcome(), tmp_path, stamp=TUESDAY)
    assert [(one.kept, one.added, one.changed, one.cancelled) for one in again] == [(1, 0, 0, 0)] * 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    [chen, wang] = write_calendars(problem(), moved(), tmp_path, stamp=TUESDAY)
    assert (chen.changed, wang.cancelled) == (1, 1)
    [old], [new] = events(before[chen.path.name]).values(), events(chen.path.read_bytes()).values()
    assert (old["uid"], 1, TUESDAY) == (new["uid"], new["sequence"], new["dtstamp"].dt)
    assert (new.start, new["summary"]) == (at(24, 15), "作业辅导 (helper)")
    [old], [gone] = events(before[wang.path.name]).values(), events(wang.path.read_bytes()).values()
    assert (old["uid"], old.start, 1, "CANCELLED") == (gone["uid"], gone.start, gone["sequence"], gone["status"])
    texts = chen.path.read_bytes(), wang.path.read_bytes()
    write_calendars(problem(), moved(), tmp_path, stamp=TUESDAY + DAY)
    assert (chen.path.read_bytes(), wang.path.read_bytes()) == texts
    [chen, wang] = write_calendars(problem(), schedule(), tmp_path, stamp=TUESDAY + DAY)
    [back] = events(wang.path.read_bytes()).values()
    assert (back["uid"], back["sequence"], back["status"]) == (old["uid"], 2, "CONFIRMED")


def test_who_leaves_the_problem_has_nothing_to_do_any_more(tmp_path: Path) -> None:
    """A volunteer who was taken out of the problem still turns up."""
    write_calendars(problem(), schedule(), tmp_path, stamp=MONDAY)
    (tmp_path / "notes.ics").write_bytes(b"mine")
    hall = attrs.evolve(problem(), volunteers=[person for person in problem().volunteers if person.id != "wang"])
    _, gone = write_calendars(hall, moved(), tmp_path, stamp=TUESDAY)
    assert (gone.owner, gone.cancelled) == (None, 1)
    assert b"STATUS:CANCELLED" in gone.path.read_bytes()
    assert (tmp_path / "notes.ics").read_bytes() == b"mine"


def test_cancelled_events_name_nobody(tmp_path: Path) -> None:
    """The names in a calendar on a door outlive the wish to have them there."""
    [door] = write_calendars(problem(), schedule(), tmp_path, by="room", names=True, stamp=MONDAY)
    assert "陈雨桐".encode() in door.path.read_bytes()
    placements = [vm.Placement("watch", at(25, 22))]
    [door] = write_calendars(problem(), vm.Schedule([], placements, ["lesson", "walk"]), tmp_path, by="room")
    assert door.cancelled == 1
    assert "陈雨桐".encode() not in door.path.read_bytes()


def test_what_was_given_out_before_may_lie_elsewhere(tmp_path: Path) -> None:
    """An app that keeps its calendars in a database or another folder cannot tell changes."""
    old = calendar(problem(), schedule(), volunteer="chen", stamp=MONDAY)
    new = calendar(problem(), moved(), volunteer="chen", before=old, stamp=TUESDAY)
    assert [event["sequence"] for event in events(new).values()] == [1]
    write_calendars(problem(), schedule(), tmp_path / "a", stamp=MONDAY)
    for place, before in (("b", tmp_path / "a"), ("c", {"chen": old}), ("d", str(tmp_path / "a"))):
        found = write_calendars(problem(), moved(), tmp_path / place, before=before, stamp=TUESDAY)
        assert found[0].path.read_bytes() == new
    with pytest.raises(vm.OptionError, match="wanted bytes, not 'text'"):
        write_calendars(problem(), moved(), tmp_path, before={"chen": "text"})  # type: ignore[dict-item]
    for lost in (b"", b"no calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nATTACH:y\r\nEND:VEVENT\r\n"):
        assert calendar(problem(), moved(), volunteer="chen", before=lost).count(b"SEQUENCE:0") == 1


@pytest.mark.parametrize(
    "name",
    [
        "a;b,c\\d:e\"f' END:VEVENT",
        "岳岭村社区活动中心" * 30,
        "👩‍👩‍👧‍👦" * 60,
        "x" * 1_000,
        "e\u0301" * 80,
        " tail ",
    ],
)
def test_names_are_escaped_and_folded(name: str) -> None:
    """A name breaks out of its line, or a line is longer than calendar programs read, or a letter is cut in two."""
    hall = problem()
    hall = attrs.evolve(hall, sessions=[attrs.evolve(hall.sessions[0], name=name), *hall.sessions[1:]])
    raw = calendar(hall, schedule(), volunteer="chen")
    shown = f"{hall.sessions[0].label} (辅导员)"
    assert set(events(raw)) == {shown} == {vobject.readOne(io.StringIO(raw.decode())).vevent.summary.value}
    assert all(len(line) <= 75 and line.decode() is not None for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\nBEGIN:VEVENT", "\x00", "\x07", "\x85", "\u2028", "\x1b[0m"])
def test_no_control_character_gets_through(sign: str) -> None:
    """A name with ends of lines adds events of its own to everybody's calendar."""
    with pytest.raises(vm.ProblemError, match="without control"):
        attrs.evolve(problem(), sessions=[attrs.evolve(problem().sessions[0], name=f"a{sign}b")])
    entry = Entry(uid="u", start=at(24, 10), end=at(24, 11), title=f"a{sign}b", where=(f"c{sign}d",))
    lines = told(entry, problem().zone, "20230703T080000Z", "en").raw.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert not any(ord(letter) < 32 or letter in "\x85\u2028" for line in lines for letter in line.decode())


@given(
    st.lists(st.text(max_size=200), min_size=2, max_size=4, unique=True),
    st.sampled_from(["volunteer", "room", "place"]),
)
def test_file_names_are_safe_and_differ(ids: list[str], kind: Any) -> None:
    """An id leads out of the folder, is refused by some system, or two people get one file."""
    names = [file_name(kind, own) for own in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert Path(name).name == name
        assert name.startswith(f"{kind}-")
        assert not set(name) & set('/\\:*?"<>|\0\n ')
        assert name.count(".") == 1
        assert len(name.encode()) < 255


@pytest.mark.parametrize(
    "own", ["../../escape", "/etc/passwd", "CON", "..", "a/b\\c", "陈" * 200, "nul.txt", "-rf", "~"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, own: str) -> None:
    """An id such as ../../x writes where it likes."""
    hall = vm.Problem([vm.Volunteer(own)], problem().sessions[1:2], rules=vm.rules.only([]), timezone="UTC")
    made = vm.Schedule([vm.Assignment(own, "watch", "guard")], [vm.Placement("watch", at(25, 22))])
    [found] = write_calendars(hall, made, tmp_path / "deep" / "out")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [found.path]
    assert found.path.parent == tmp_path / "deep" / "out"


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Somebody who may write into the folder has us write elsewhere."""
    precious, out = tmp_path / "precious", tmp_path / "out"
    precious.write_bytes(b"old")
    out.mkdir()
    (out / file_name("volunteer", "chen")).symlink_to(precious)
    with pytest.raises(vm.FileError, match="it is a link"):
        write_calendars(problem(), schedule(), out)
    assert precious.read_bytes() == b"old"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(vm.FileError, match="its folder is a file"):
        write_calendars(problem(), schedule(), tmp_path / "file")


@pytest.mark.parametrize(
    ("how", "error", "reason"),
    [
        ({}, vm.OptionError, "exactly one of volunteer, room and place"),
        ({"volunteer": "chen", "room": "class"}, vm.OptionError, "exactly one of"),
        ({"volunteer": "nobody"}, vm.OptionError, "no volunteer 'nobody'"),
        ({"room": "nowhere"}, vm.OptionError, "no room 'nowhere'"),
        ({"place": "nowhere"}, vm.OptionError, "no place 'nowhere'"),
        ({"volunteer": "chen", "stamp": "now"}, vm.OptionError, "stamp: wanted a moment"),
        ({"volunteer": "chen", "before": "text"}, vm.OptionError, "before: wanted bytes or None"),
    ],
)
def test_slips_are_told(how: dict[str, Any], error: type[Exception], reason: str) -> None:
    """A slip ends in a foreign error, or in an empty calendar."""
    with pytest.raises(error, match=reason):
        calendar(problem(), outcome(), **how)


def test_schedules_that_cannot_stand_in_a_calendar_are_refused(tmp_path: Path) -> None:
    """A duty that the problem does not know is left out in silence."""
    unknown = vm.Schedule([vm.Assignment("zoe", "lesson", "helper")], schedule().placements, ["walk"])
    homeless = vm.Schedule([vm.Assignment("chen", "walk", "helper")], schedule().placements, ["walk"])
    for made in (unknown, homeless, vm.Schedule([], [vm.Placement("ball", at(24, 10))])):
        with pytest.raises(vm.ScheduleError):
            calendar(problem(), made, volunteer="chen")
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    with pytest.raises(vm.OptionError, match="no schedule to put into calendars"):
        write_calendars(problem(), none, tmp_path)
    with pytest.raises(vm.OptionError, match="wanted one of volunteer, room and place"):
        write_calendars(problem(), outcome(), tmp_path, by="series")  # type: ignore[arg-type]


def test_without_the_library_the_extra_is_named() -> None:
    """Who did not install the extra gets an error that does not say what to do."""
    probe = "import sys; sys.modules['icalendar'] = None; import volmatch.io.calendars"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert "ImportError: volmatch.io.calendars reads and writes calendars with icalendar" in found.stderr
    assert re.search(r"-m pip install .*\[calendars\]", found.stderr)


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page about calendars shows code that fails, or output that is another."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "calendars.md").read_text(encoding="utf-8")
    code, shown = (
        re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) for kind in ("python", "text")
    )
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("".join(code), "calendars.md", "exec"), {})  # noqa: S102 - running it is the test
    assert printed.getvalue() == "".join(shown)
