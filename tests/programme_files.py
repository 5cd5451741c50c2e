"""Exports of other systems in few lines, and what is read of them or refused."""

import json
from pathlib import Path
from typing import Any

import pytest

import volmatch as vm

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
