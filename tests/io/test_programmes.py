"""Programmes of other systems: read as they are meant, refused with the place of each fault."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm
from programme_files import EMF_EVENT, EMF_SHIFT, GUID, ICS, USERS, XML, frab, read, refused, shift, talk


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


@pytest.mark.parametrize(
    ("head", "day", "clock", "date"),
    [("", "", "00:30", "2027-05-09"), ("", "", "05:00", "2027-05-08"), ("<day_change>06:00</day_change>", "", "05:00", "2027-05-09"),
     ("", ' start="2027-05-08T09:00:00+02:00"', "08:00", "2027-05-09"), ("", "", "23:30", "2027-05-08")],
)  # fmt: skip
def test_a_night_belongs_to_the_day_before(head: str, day: str, clock: str, date: str, tmp_path: Path) -> None:
    """An event after midnight that says no date takes place a day too early."""
    event = f'<event id="8"><start>{clock}</start><duration>00:45</duration><title>Late</title></event>'
    text = f'<schedule><conference>{head}</conference><day date="2027-05-08"{day}><room name="A">{event}</room></day></schedule>'
    (tmp_path / "plan.xml").write_text(text, "utf-8")
    problem = vm.io.read_programme(tmp_path / "plan.xml", timezone="Europe/Berlin")
    assert f"{problem.sessions[0].start:%F %R}" == f"{date} {clock}"


def test_a_file_without_a_zone_says_how_to_tell_it(tmp_path: Path) -> None:
    """Somebody is told that a zone lacks, and not how to give it."""
    event = '<event id="8"><date>2027-05-08T10:00:00+02:00</date><duration>00:45</duration><title>Late</title></event>'
    text = f'<schedule><day date="2027-05-08"><room name="A">{event}</room></day></schedule>'
    (tmp_path / "plan.xml").write_text(text, "utf-8")
    with pytest.raises(vm.ProblemError, match="--timezone Europe/Berlin"):
        vm.io.read_programme(tmp_path / "plan.xml")


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
    assert [(wish.session, wish.score, list(noor.skills)) for wish in noor.wishes] == [("shift 4", 5, ["Bar angel"])]


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
