"""Programmes of other systems: read as they are meant, refused with the place of each fault, and written so that others read them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.rules.pinned import Pin

TWICE = Pin(volunteer="wei", session="shift 4")  # whom nobody confirmed for it
GUID = "c1d3a0a4-7f0c-5f7e-9a7a-0d5d7f3b0a01"


def talk(**fields: Any) -> dict[str, Any]:
    """Return an event of frab."""
    return {
        "guid": GUID, "id": 7, "date": "2027-05-08T10:00:00+02:00", "start": "10:00", "duration": "01:30", "room": "Hall 1",
        "title": "Bread for\nall", "track": "Kitchen", "type": "workshop", "language": "en",
        "persons": [{"id": 1, "public_name": "Noor"}], **fields,
    }  # fmt: skip


def frab(*events: Any, zone: str | None = "Europe/Berlin", room: str = "Hall 1") -> dict[str, Any]:
    """Return a schedule of frab."""
    days = [{"index": 1, "date": "2027-05-08", "rooms": {room: list(events)}}]
    return {"schedule": {"version": "1", "conference": {"title": "Camp", "time_zone_name": zone, "days": days}}}


XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<schedule><version>1</version><conference><title>Camp</title><time_zone_name>Europe/Berlin</time_zone_name></conference>
<day index="1" date="2027-05-08"><room name="Hall 1"><event guid="{GUID}" id="7">
<date>2027-05-08T10:00:00+02:00</date><start>10:00</start><duration>01:30</duration><room>Hall 1</room><title>Bread for all</title>
<track>Kitchen</track><type>workshop</type><language>en</language><persons><person id="1">Noor</person></persons>
</event></room></day></schedule>"""


def shift(**fields: Any) -> dict[str, Any]:
    """Return a shift of Engelsystem."""
    return {
        "id": 4, "name": "Late bar", "starts_at": "2027-05-08T20:00:00Z", "ends_at": "2027-05-09T00:00:00Z",
        "location": {"id": 1, "name": "Bar"}, "shift_type": {"id": 2, "name": "Barkeeping"},
        "needed_angel_types": [{"angel_type": {"id": 3, "name": "Bar angel"}, "needs": 2, "entries": [{"user": {"id": 9, "name": "noor"}}]}],
        **fields,
    }  # fmt: skip


USERS = [
    {"id": 9, "name": "noor", "first_name": "Noor", "last_name": "Haddad", "angeltypes": [{"angeltype": {"id": 3, "name": "Bar angel"}, "confirmed": True}],
     "dates": {"planned_arrival": "2027-05-07T00:00:00Z", "planned_departure": "2027-05-09T00:00:00Z"}},
    {"id": 10, "name": "wei", "angeltypes": [{"angeltype": {"id": 3, "name": "Bar angel"}, "confirmed": False}]},
]  # fmt: skip
EMF_SHIFT = {
    "role": "Kitchen Helper", "venue": "Volunteer Kitchen", "start": "2027-06-02 05:45:00", "end": "2027-06-02 08:00:00",
    "min_needed": 2, "max_needed": 3, "signed_up": 0,
}  # fmt: skip
EMF_EVENT = {
    "id": 5, "start_date": "2027-06-03 12:20:00", "end_date": "2027-06-03 14:20:00", "venue": "Workshop 2", "type": "workshop",
}  # fmt: skip
ICS = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:tea
SUMMARY:Tea\\, cake and 茶
LOCATION:Hall 1
CATEGORIES:food
DTSTART:20270508T150000
DTEND:20270508T160000
RRULE:FREQ=WEEKLY;COUNT=60
END:VEVENT
BEGIN:VEVENT
UID:off
SUMMARY:Called off
STATUS:CANCELLED
DTSTART:20270508T150000
DURATION:PT1H
END:VEVENT
BEGIN:VEVENT
UID:fair
SUMMARY:Fair
DTSTART;TZID=Europe/London:20270509T090000
DTEND:20270509T110000
END:VEVENT
END:VCALENDAR
"""


def read(folder: Path, data: Any, name: str = "programme.json", **options: Any) -> vm.Problem:
    """Write a file and read it as a programme; `volmatch.io.read` reads the same."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    found = vm.io.read_programme(path, **options)
    if not options:
        assert vm.io.read(path) == found
    return found


def refused(folder: Path, data: Any, name: str = "programme.json") -> list[str]:
    """Return the faults of a file, by place."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.read_programme(path)
    assert "Traceback" not in str(caught.value)
    return [fault.sentence() for fault in caught.value.faults]


@pytest.mark.parametrize(("data", "name"), [(frab(talk()), "schedule.json"), (XML, "schedule.xml")])
def test_schedules_of_frab_and_pretalx(data: Any, name: str, tmp_path: Path) -> None:
    """A talk is read at another time, in another room or without its title."""
    problem = read(tmp_path, data, name)
    [one] = problem.sessions
    assert (one.id, one.name, one.place, one.kind, one.tags) == (
        GUID,
        "Bread for all",
        "Hall 1",
        "workshop",
        ("Kitchen", "en"),
    )
    assert (one.start, one.length_minutes) == (dt.datetime(2027, 5, 8, 8, tzinfo=dt.UTC), 90)
    assert (problem.timezone, [place.id for place in problem.places]) == ("Europe/Berlin", ["Hall 1"])
    assert [(role.name, role.min) for role in one.roles] == [("helper", 1)]
    [herald] = read(tmp_path, data, name, roles=[vm.Role("herald", min=2)]).sessions[0].roles
    assert (herald.name, herald.min) == ("herald", 2)


def test_fields_that_frab_leaves_out_or_writes_otherwise(tmp_path: Path) -> None:
    """A title in several languages, a length of days, a day without a date or a zone that only the caller knows is refused."""
    problem = read(
        tmp_path, frab(talk(title={"en": "Bread", "de": "Brot"}, duration="1:02:30", track=None, type={"en": "talk"}))
    )
    assert (problem.sessions[0].name, problem.sessions[0].length_minutes) == ("Bread", 26 * 60 + 30)
    bare = talk(guid=None, date=None, room=None)
    problem = read(tmp_path, frab(bare, zone=None), timezone="Asia/Shanghai")
    [one] = problem.sessions
    assert (one.id, one.place, one.start) == ("7", "Hall 1", dt.datetime(2027, 5, 8, 2, tzinfo=dt.UTC))


def test_all_faults_of_a_schedule_with_their_places(tmp_path: Path) -> None:
    """A slip in one talk hides those of the others, or nobody is told where it stands."""
    at = "schedule.conference.days[0].rooms.Hall 1"
    events = [
        talk(duration="long"),
        talk(guid="b", date="soon"),
        talk(guid="c", title=""),
        7,
        talk(guid="d"),
        talk(guid="d"),
        talk(guid="e", duration="00:00"),
    ]
    found = refused(tmp_path, frab(*events))
    assert found == [
        f"{at}[0].duration: wanted a length such as 00:45 (given: 'long')",
        f"{at}[1].date: wanted a date and time such as 2026-08-01T10:00 (given: 'soon')",
        f"{at}[2].title: wanted a text (given: '')",
        f"{at}[3]: wanted a record (given: 7)",
        f"{at}[5]: the same id stands at {at}[4] (given: 'd')",
        f"{at}[6]: it ends before it begins, or lasts no time (given: [2027-05-08 10:00+02:00, 2027-05-08 10:00+02:00])",
    ]
    assert refused(tmp_path, {"schedule": {"conference": {"days": {}}}}) == [
        "schedule.conference.days: wanted a list (given: {})"
    ]
    assert refused(tmp_path, {"schedule": {}})[0].startswith("schedule.conference: wanted a record")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<schedule>", "this is no XML: see line 1"),
        ("", "this is no XML"),
        ("<calendar/>", "wanted a schedule of frab or pretalx"),
        ('<!DOCTYPE s [<!ENTITY a "aaaa">]><schedule>&a;</schedule>', "defines a document type or entities"),
        ('<?xml version="1.0" encoding="none-such"?><schedule/>', "this is no XML"),
        (XML.replace("01:30", "soon"), "day[0].rooms.Hall 1[0].duration: wanted a length"),
    ],
)
def test_bad_xml_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    """A broken or hostile XML ends in a foreign error, or grows without end."""
    assert reason in refused(tmp_path, text, "schedule.xml")[0]


@pytest.mark.parametrize(
    "data", [{"data": [shift()]}, [shift()], {"shifts": [shift()]}, {"shifts": {"data": [shift()]}}]
)
def test_shifts_of_engelsystem(data: Any, tmp_path: Path) -> None:
    """A shift loses its place or its people, in one of the shapes in which it is answered."""
    problem = read(tmp_path, data)
    [one] = problem.sessions
    assert (one.id, one.name, one.place, one.kind) == ("shift 4", "Late bar", "Bar", "Barkeeping")
    assert [(role.name, role.skill, role.min, role.max) for role in one.roles] == [("Bar angel", None, 2, 2)]
    [noor] = problem.volunteers
    assert noor.id == "noor"
    outcome = vm.solve(problem, time_limit=10)
    assert outcome.schedule is not None
    assert vm.Assignment("noor", "shift 4", "Bar angel") in outcome.schedule.assignments


def test_angels_of_engelsystem(tmp_path: Path) -> None:
    """An angel serves as what nobody confirmed, or before the day of arrival."""
    problem = read(
        tmp_path,
        {
            "shifts": [shift(needed_angel_types=[{"angel_type": "Bar angel", "needs": 1, "entries": []}])],
            "users": {"data": USERS},
        },
    )
    noor, wei = problem.volunteers
    assert (noor.name, list(noor.skills), list(wei.skills)) == ("Noor Haddad", ["Bar angel"], [])
    assert problem.sessions[0].roles[0].skill == "Bar angel"
    [stay] = noor.available or ()
    assert isinstance(stay, vm.Window)
    assert (f"{stay.from_:%d %H:%M}", f"{stay.to:%d %H:%M}", wei.available) == ("07 00:00", "10 00:00", None)


def test_faults_of_shifts_with_their_places(tmp_path: Path) -> None:
    """A shift without a time, or with no number of angels, is lost in silence."""
    broken = [{"angel_type": {"name": "x"}, "needs": -1}]
    found = refused(tmp_path, {"data": [shift(), shift(id=5, starts_at=None, needed_angel_types=broken), shift()]})
    assert found[0] == "data[1].starts_at: wanted a date and time such as 2026-08-01T10:00 (given: '')"
    assert found[1] == "data[1].needed_angel_types[0].needs: wanted a whole number from 0 on (given: -1)"
    assert found[2].startswith("data[2]: the same id stands at data[0]")


def test_exports_of_emf(tmp_path: Path) -> None:
    """A shift of the camp is read at another hour than that of England, or two alike become one."""
    problem = read(tmp_path, [EMF_SHIFT, EMF_SHIFT])
    one, two = problem.sessions
    assert one.id == "Volunteer Kitchen Kitchen Helper 2027-06-02 05:45"
    assert two.id == f"{one.id} (2)"
    assert (one.start, one.length_minutes, problem.timezone) == (
        dt.datetime(2027, 6, 2, 4, 45, tzinfo=dt.UTC),
        135,
        "Europe/London",
    )
    assert [(role.name, role.min, role.target, role.max) for role in one.roles] == [("Kitchen Helper", 2, 3, 3)]
    [event] = read(tmp_path, [EMF_EVENT]).sessions
    assert (event.id, event.name, event.place) == ("5", "workshop 5", "Workshop 2")
    found = refused(
        tmp_path,
        [
            EMF_SHIFT,
            {**EMF_SHIFT, "max_needed": 1},
            {**EMF_SHIFT, "end": "2027-06-02 05:00:00"},
            {**EMF_EVENT, "id": None},
        ],
    )
    assert [one.partition(":")[0] for one in found] == ["[1].max_needed", "[3].id", "[2]"]


def test_sessions_of_a_calendar(tmp_path: Path) -> None:
    """A session that repeats is read once, one called off is held, or a title is read with its backslashes."""
    problem = read(tmp_path, ICS, "sessions.ics")
    first, fair, second, *_ = problem.sessions
    assert len(problem.sessions) == 61
    assert (first.id, first.name, first.place, first.tags) == (
        "tea 2027-05-08 15:00",
        "Tea, cake and 茶",
        "Hall 1",
        ("food",),
    )
    assert (first.start, first.length_minutes) == (dt.datetime(2027, 5, 8, 13, tzinfo=dt.UTC), 60)
    assert (fair.id, fair.start, fair.length_minutes) == ("fair", dt.datetime(2027, 5, 9, 8, tzinfo=dt.UTC), 120)
    assert second.id == "tea 2027-05-15 15:00"
    assert problem.timezone == "Europe/Berlin"
    endless = read(tmp_path, ICS.replace(";COUNT=60", ""), "sessions.ics")
    assert len(endless.sessions) == 54
    assert "a time in it is none" in refused(tmp_path, ICS.replace("20270508T150000", "soon"), "sessions.ics")[0]
    assert "wanted a calendar" in refused(tmp_path, "", "sessions.ics")[0]


@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_a_plan_goes_out_as_frab_and_comes_back(ending: str, tmp_path: Path) -> None:
    """What another system reads of our plan is another plan: other times, rooms, names or people."""
    problem = read(
        tmp_path,
        {
            "shifts": [
                shift(),
                shift(
                    id=5,
                    name="茶 & <tea>",
                    location="二楼",
                    starts_at="2027-05-09T08:00:00Z",
                    ends_at="2027-05-09T09:00:00Z",
                ),
            ],
            "users": USERS,
        },
    )
    outcome = vm.solve(problem, time_limit=10)
    path = tmp_path / f"plan{ending}"
    vm.io.write_programme(problem, outcome, path)
    back = vm.io.read_programme(path)
    shown = [(one.name, one.start, one.end, one.place, one.kind) for one in problem.sessions]
    assert [(one.name, one.start, one.end, one.place, one.kind) for one in back.sessions] == shown
    assert "Noor Haddad" in path.read_text(encoding="utf-8")
    again = tmp_path / f"again{ending}"
    vm.io.write_programme(back, None, again)
    assert vm.io.read_programme(again) == back
    if ending == ".xml":
        assert ET.parse(path).getroot().tag == "schedule"  # noqa: S314 - our own file
    with pytest.raises(vm.OptionError, match="wanted a name that ends in one of"):
        vm.io.write_programme(problem, outcome, tmp_path / "plan.pdf")
    impossible = vm.solve(attrs.evolve(problem, rules=[*problem.rules, vm.rules.Pinned(stay=[TWICE])]), time_limit=10)
    assert impossible.schedule is None
    with pytest.raises(vm.OptionError, match="there is no schedule to write"):
        vm.io.write_programme(problem, impossible, path)
    with pytest.raises(vm.OptionError, match="nothing takes place at a known time"):
        vm.io.write_programme(vm.Problem([], []), None, path)


@pytest.mark.parametrize(
    "data", [{"data": []}, [], {"schedule": 3}, [{"title": "x"}], {"shifts": 3}, 7, {"people": []}]
)
def test_what_is_no_programme_is_refused(data: Any, tmp_path: Path) -> None:
    """A file of nobody's is read as a programme without sessions."""
    assert "no programme is known that looks so" in refused(tmp_path, data)[0]


def test_the_command_solves_and_converts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A programme is reached from Python alone, or a file is overwritten."""
    programme, plan, sheet = (str(tmp_path / name) for name in ("shifts.json", "plan.json", "people.xlsx"))
    Path(programme).write_text(json.dumps({"shifts": [shift()], "users": USERS}), encoding="utf-8")
    assert main(["convert", programme, "-o", sheet, "--lang", "en"]) == 0
    assert [one.id for one in vm.io.read_tables(sheet).sessions] == ["shift 4"]
    assert main(["solve", programme, "-o", plan, "--time-limit", "10", "--lang", "en"]) == 0
    for name in ("out.xml", "out.frab.json"):
        assert main(["convert", programme, plan, "-o", str(tmp_path / name), "--lang", "en"]) == 0
        assert "Noor" in (tmp_path / name).read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["convert", programme, "-o", sheet, "--lang", "en"]) == 2
    assert "is there already; --force replaces it" in capsys.readouterr().err
    assert main(["convert", programme, "-o", sheet, "--force", "--lang", "zh"]) == 0
    assert main(["convert", programme, "-o", str(tmp_path / "x.pdf"), "--lang", "en"]) == 2
    assert main(["convert", sheet, "-o", str(tmp_path / "x.json"), "--timezone", "UTC", "--lang", "en"]) == 2


@pytest.mark.data
def test_the_camp_of_2022(shared_data: Path) -> None:
    """Real exports are refused, or some of their shifts are lost."""
    shifts = json.loads((shared_data / "emf" / "2022_Shift.json").read_text(encoding="utf-8"))
    problem = vm.io.read_programme(shared_data / "emf" / "2022_Shift.json")
    assert len(problem.sessions) == len(shifts)
    assert sum(role.min for one in problem.sessions for role in one.roles) == sum(one["min_needed"] for one in shifts)
    programme = vm.io.read_programme(shared_data / "emf" / "2022_programme.json")
    assert len(programme.sessions) == len(
        json.loads((shared_data / "emf" / "2022_programme.json").read_text(encoding="utf-8"))
    )
