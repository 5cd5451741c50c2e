"""Busy times from people's own calendars: the right times, nothing else, and never more than a second."""

import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest

import volmatch as vm
from faults.patience import work
from small_hall import at, problem
from volmatch.errors import FileError
from volmatch.io.calendars import busy, with_busy
from volmatch.io.calendars.allowance import Allowance
from volmatch.io.calendars.lines import calendars

#: What nobody may learn from a calendar.
WORD = "Oncologist"
PRIVATE = (
    f"SUMMARY:{WORD}\nDESCRIPTION;LANGUAGE=en:{WORD}\n DTSTART:20260101T000000\\n{WORD}\nLOCATION:{WORD}\n"
    f"ATTENDEE;CN={WORD}:mailto:{WORD}@example.org\nX-{WORD}:{WORD}\nUID:{WORD}\n"
)
HOUR = "DTEND:20260203T110000"


def calendar(*parts: str) -> str:
    """Return a calendar with some parts."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])


def event(*lines: str, uid: str = "u") -> str:
    """Return an event, full of what is nobody's business."""
    return "\n".join(["BEGIN:VEVENT", PRIVATE.strip().replace(f"UID:{WORD}", f"UID:{WORD}{uid}"), *lines, "END:VEVENT"])


def times(source: str | bytes | Path, since: str = "2026-02-01T00:00", until: str = "2026-03-01T00:00") -> list[str]:
    """Return the busy times of February in Berlin, as its clocks show them."""
    found = busy(source, since=since, until=until, timezone="Europe/Berlin")
    return [f"{window.from_:%d %H:%M}-{window.to:%d %H:%M}" for window in found]


def refused(source: str | bytes | Path) -> str:
    """Return why a calendar is refused; the reason never quotes what people wrote."""
    with pytest.raises(FileError) as caught:
        times(source)
    told = caught.value.sentence()
    assert WORD not in told
    assert WORD not in repr((caught.value.args, caught.value.__cause__, caught.value.__context__))
    return told


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20260203T100000", HOUR], ["03 10:00-03 11:00"]),
        (["DTSTART:20260203T090000Z", "DURATION:PT1H30M"], ["03 10:00-03 11:30"]),
        (["DTSTART:20260203T100030", "DTEND:20260203T105901"], ["03 10:00-03 11:00"]),
        (["DTSTART;TZID=Asia/Shanghai:20260203T170000", "DURATION:PT1H"], ["03 10:00-03 11:00"]),
        (['DTSTART;TZID="Asia/Shanghai":20260203T170000', "duration:PT1H"], ["03 10:00-03 11:00"]),
        (["DTSTART;TZID=China Standard Time:20260203T170000", "DURATION:PT1H"], ["03 10:00-03 11:00"]),
        (["DTSTART;TZID=/example.org/2026_1/Asia/Shanghai:20260203T170000", "DURATION:PT1H"], ["03 10:00-03 11:00"]),
        (["DTSTART;TZID=Asia/Shanghai:20260203T170000", "DTEND:20260203T1\n 80000"], ["03 10:00-03 11:00"]),
        (["DTSTART;VALUE=DATE:20260203"], ["03 00:00-04 00:00"]),
        (["DTSTART;VALUE=DATE:20260203", "DTEND;VALUE=DATE:20260203"], ["03 00:00-04 00:00"]),
        (["DTSTART:20260203", "DTEND;VALUE=DATE:20260206"], ["03 00:00-06 00:00"]),
        (["DTSTART;VALUE=DATE:20260131", "DURATION:P1W"], ["01 00:00-07 00:00"]),
        (["DTSTART:20260228T230000", "DTEND:20260301T050000"], ["28 23:00-01 00:00"]),
        (["DTSTART:20251203T100000", "DTEND:20270203T100000"], ["01 00:00-01 00:00"]),
        (["DTSTART:20260203T100000", HOUR, "STATUS:TENTATIVE"], ["03 10:00-03 11:00"]),
        (["DTSTART:20260203T100000", HOUR, "TRANSP:OPAQUE", "BEGIN:VALARM\nDURATION:PT9H\nEND:VALARM"], ["03 10:00-03 11:00"]),
        (["DTSTART:20260203T100000", HOUR, "TRANSP:TRANSPARENT"], []),
        (["DTSTART:20260203T100000", HOUR, "STATUS:CANCELLED"], []),
        (["DTSTART:20260203T100000"], []),
        (["DTSTART:20260303T100000", "DURATION:PT1H"], []),
        (["DTSTART:20260103T100000", "DTEND:20260103T110000"], []),
    ],
)  # fmt: skip
def test_one_event(lines: list[str], expected: list[str]) -> None:
    """Some way to write one event is read as another time, or as none."""
    assert times(calendar(event(*lines))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260210T090000Z"], [3, 5, 10]),
        (["RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260210T085959Z"], [3, 5]),
        (["RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260210"], [3, 5, 10]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260210T100000"], [3, 17]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260210T090000Z,20260217T090000Z"], [3]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Asia/Shanghai:20260210T170000"], [3, 17]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20260210"], [3, 17]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXRULE:FREQ=WEEKLY;INTERVAL=2"], [10]),
        (["RRULE:FREQ=DAILY;INTERVAL=10", "RDATE:20260204T100000"], [3, 4, 13, 23]),
        (["RDATE;VALUE=PERIOD:20260205T090000Z/PT1H,20260206T090000Z/20260206T100000Z"], [3, 5, 6]),
        (["RRULE:FREQ=MONTHLY;BYDAY=4WE,-1FR"], [3, 25, 27]),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"], [3, 27]),
        (["RRULE:FREQ=HOURLY;INTERVAL=24;COUNT=2"], [3, 4]),
        (["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4;WKST=MO"], [3, 8, 17, 22]),
        (["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4;WKST=SU"], [3, 15, 17]),
    ],
)
def test_events_that_repeat(lines: list[str], expected: list[int]) -> None:
    """A rule, a date added or one left out is misread; an event that repeats happens on the wrong days."""
    found = times(calendar(event("DTSTART:20260203T100000", "DTEND:20260203T110000", *lines)))
    assert found == [f"{day:02} 10:00-{day:02} 11:00" for day in expected]


def test_days_that_repeat_and_what_is_left_out_of_them() -> None:
    """A day left out of events that last whole days is busy all the same."""
    lines = ["DTSTART;VALUE=DATE:16040203", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20250203"]
    assert times(calendar(event(*lines))) == ["03 00:00-04 00:00"]
    assert times(calendar(event(*lines, "EXDATE;VALUE=DATE:20260203"))) == []
    assert times(calendar(event(*lines, "EXDATE:20260203T100000"))) == []


def test_a_change_of_one_occurrence_is_honoured() -> None:
    """An occurrence that was moved, freed or cancelled is busy where it was, or its new time is free."""
    series = ["DTSTART;TZID=Europe/Berlin:20260203T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4"]
    changes = [
        ["RECURRENCE-ID:20260203T090000Z", "DTSTART:20260204T150000", "DURATION:PT2H"],
        ["RECURRENCE-ID;TZID=Europe/Berlin:20260210T100000", "DTSTART:20260210T100000", "STATUS:CANCELLED"],
        ["RECURRENCE-ID;VALUE=DATE:20260217", "DTSTART:20260217T100000", "DURATION:PT1H", "TRANSP:TRANSPARENT"],
    ]
    found = calendar(event(*series), *(event(*change) for change in changes))
    assert times(found) == ["04 15:00-04 17:00", "24 10:00-24 11:00"]
    others = calendar(event(*series), *(event(*change, uid="other") for change in changes))
    assert len(times(others)) == 5


def test_the_latest_word_on_an_event_counts() -> None:
    """A calendar that holds an event as it was and as it is makes both times busy."""
    old, new = ["DTSTART:20260203T100000", "DURATION:PT1H"], ["DTSTART:20260204T100000", "DURATION:PT1H", "SEQUENCE:1"]
    assert times(calendar(event(*new), event(*old))) == ["04 10:00-04 11:00"]
    assert times(calendar("METHOD:CANCEL", event(*new))) == []


def test_free_and_busy_lists() -> None:
    """A calendar that tells only when somebody is busy is not understood."""
    lines = [
        "FREEBUSY:20260203T090000Z/20260203T100000Z,20260204T090000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20260205T090000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260206T090000Z/PT1H",
    ]
    found = times(calendar("\n".join(["BEGIN:VFREEBUSY", "DTSTART:20260201T000000Z", *lines, "END:VFREEBUSY"])))
    assert found == ["03 10:00-03 11:00", "04 10:00-04 11:00", "06 10:00-06 11:00"]


def test_what_touches_becomes_one() -> None:
    """Windows overlap or touch, or are out of order."""
    starts = ["20260203T120000", "20260203T100000", "20260203T103000", "20260203T110000"]
    found = calendar(*(event(f"DTSTART:{start}", "DURATION:PT1H", uid=start) for start in starts))
    assert times(found) == ["03 10:00-03 13:00"]


def test_bytes_and_files_and_line_ends(tmp_path: Path) -> None:
    """A calendar is read in one form and not in another."""
    text = calendar(event("DTSTART:20260203T100000", HOUR))
    path = tmp_path / "li.ics"
    for raw in (
        text.encode(),
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + text.replace("\n", "\r").encode(),
    ):
        path.write_bytes(raw)
        assert times(raw) == times(path) == times(raw.decode("utf-8")) == ["03 10:00-03 11:00"]
    assert times(text.replace(WORD, "K\xf6ln").encode("latin-1")) == ["03 10:00-03 11:00"]
    path.unlink()
    told = refused(path)
    assert told == "this calendar cannot be read: it does not exist"
    assert "wanted a calendar" in refused(str(path))


def test_nothing_private_is_kept() -> None:
    """What an event is about is read, and waits somewhere for a log."""
    text = calendar(event("DTSTART:20260203T100000", HOUR)).replace(f"UID:{WORD}u", "UID:7")
    assert WORD not in repr(calendars(text, Allowance()))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "wanted a calendar"),
        (WORD, "wanted a calendar"),
        ("BEGIN:VCALENDAR\n", "cut off: END:VCALENDAR"),
        (f"BEGIN:{WORD}\n", "cut off"),
        (f"BEGIN:VCALENDAR\nEND:{WORD}\n", "stands where no such part is open"),
        (calendar(event("DURATION:PT1H")), "no beginning"),
        (calendar(event("DTSTART:20260203", "DTSTART:20260204")), "DTSTART stands twice"),
        (calendar(event(f"DTSTART:{WORD}")), "a time in it is none"),
        (calendar(event("DTSTART:20260230T100000")), "does not exist"),
        (calendar(event("DTSTART:٢٠٢٦٠٢٠٣")), "a time in it is none"),
        (calendar(event(f'DTSTART;X="{WORD}:20260203')), "no line of a calendar"),
        (calendar(event("DTSTART:20260203T100000", "DTEND:20260203T090000")), "ends before it begins"),
        (calendar(event("DTSTART:20260203T100000", "DTEND:20260204")), "begins at a time and ends on a day"),
        (calendar(event("DTSTART:20260203T100000", f"DURATION:{WORD}")), "a length in it is none"),
        (calendar(event("DTSTART:20260203T100000", "DURATION:P")), "a length in it is none"),
        (calendar(event("DTSTART:20260203T100000", "DURATION:P99999W")), "longer than a century"),
        (calendar(event("DTSTART;TZID=Nowhere/Else:20260203T100000")), "'Nowhere/Else', which nobody knows"),
        (calendar(event("DTSTART;TZID=../../../etc/passwd:20260203T100000")), "which nobody knows"),
        (calendar(event("DTSTART:20260203T100000", f"RRULE:FREQ=DAILY;{WORD}=1")), "a part that is not understood"),
        (calendar(event("DTSTART:20260203T100000", "RRULE:FREQ=YEARLY;RSCALE=CHINESE")), "not understood"),
        (calendar(event("DTSTART:20260203T100000", "RRULE:FREQ=DAILY;COUNT=0")), "COUNT wants whole numbers from 1"),
        (calendar(event("DTSTART:20260203T100000", "RRULE:FREQ=DAILY;BYMONTH=13")), "BYMONTH wants"),
        (calendar(event("DTSTART:20260203T100000", "RRULE:FREQ=DAILY;BYDAY=1MO")), "counts weekdays"),
        (calendar(event("DTSTART:20260203T100000", "RRULE:FREQ=DAILY;FREQ=DAILY")), "the same thing twice"),
        (calendar(event("DTSTART:20260203T100000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260203")), "the series is not there"),
        (calendar(event("DTSTART:00010101T000000")), "outside the years"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text: str, reason: str) -> None:
    """A calendar is misread in silence, or the sentence quotes it."""
    assert reason in refused(text)


_REPEATING = "DTSTART:20000201T100000\nDURATION:PT1H\nRRULE:FREQ="
_HOSTILE = {
    "the 31st of February, each day": calendar(event(_REPEATING + "DAILY;BYMONTH=2;BYMONTHDAY=31")),
    "the same, counted from the first year": calendar(
        event("DTSTART:00010201T100000\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=31;COUNT=9")
    ),
    "a thousand times that": calendar(event(_REPEATING + "MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=3") + "\n") * 1_000,
    "each second": calendar(event(_REPEATING + "SECONDLY")),
    "each minute of each day": calendar(event(_REPEATING + f"DAILY;BYMINUTE={','.join(map(str, range(60)))};BYHOUR=1,2,3")),
    "each hour, a hundred times": calendar(*[event(_REPEATING + "HOURLY")] * 100),
    "a zone that changes each second": calendar(
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE",
        event("DTSTART;TZID=Mine:20260203T100000"),
    ),
    "a million lines": calendar("EXDATE:20260101\n" * 1_000_000),
    "nothing but ends of lines": "\n" * 10_000_000, "deep": "BEGIN:VEVENT\n" * 400_000,
    "nothing but folds": "\n " * 5_000_000,
    "one line": calendar(event("EXDATE:" + "20260203T100000," * 600_000)),
    "parameters": calendar(event("DTSTART" + ';A="' * 2_000_000)),
    "fifty thousand events": calendar(*["BEGIN:VEVENT\nDTSTART;TZID=Asia/Shanghai:20260203T100000\nDURATION:PT1H\nEND:VEVENT"] * 50_000),
    "endless lists": calendar(event(*["FREEBUSY:" + ",".join(["20260203T100000Z/PT1H"] * 5_000)] * 50).replace("VEVENT", "VFREEBUSY")),
    "too large": "BEGIN:VCALENDAR\n" + "x" * 10 * 2**20,
}  # fmt: skip


@pytest.mark.parametrize("name", _HOSTILE)
def test_no_calendar_takes_longer_than_a_second(name: str) -> None:
    """A calendar made to do harm keeps the caller waiting for ever."""
    begun = time.process_time()
    with suppress(FileError):
        times(_HOSTILE[name])
    assert time.process_time() - begun < work(1.0)


@pytest.mark.parametrize("name", ["fifty thousand events", "nothing but folds"])
def test_no_calendar_takes_all_memory(name: str) -> None:
    """A calendar of ten megabytes takes many times its size."""
    tracemalloc.start()
    refused(_HOSTILE[name])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100 * 2**20


def test_busy_times_become_times_away() -> None:
    """The calendar of somebody is given to somebody else, or replaces what was known before."""
    raw = calendar(event("DTSTART:20230724T093000", "DTEND:20230724T103000"))
    hall = problem()
    found = with_busy(hall, {"chen": raw})
    [window] = found.volunteer("chen").away  # type: ignore[union-attr]
    assert (window.from_, window.to) == (at(24, 10), at(24, 10, 30))
    assert with_busy(found, {"chen": raw.encode()}) == found
    assert found.volunteers[1:] == hall.volunteers[1:]
    assert with_busy(hall, {}) == hall
    with pytest.raises(vm.OptionError, match="no volunteer 'nobody'"):
        with_busy(hall, {"nobody": raw})
    with pytest.raises(
        FileError, match=r"calendar of volunteer 'wang': this calendar cannot be read: wanted a calendar"
    ):
        with_busy(hall, {"wang": ""})
    away = with_busy(hall, {"chen": raw})
    schedule = vm.Schedule(
        [vm.Assignment("chen", "lesson", "helper")], [vm.Placement("lesson", at(24, 10), "class"), vm.Placement("watch", at(25, 22))], ["walk"]
    )  # fmt: skip
    assert vm.check(hall, schedule).ok
    assert not vm.check(away, schedule).ok


@pytest.mark.parametrize(
    ("since", "until", "timezone", "reason"),
    [
        ("2026-03-01T00:00", "2026-02-01T00:00", "UTC", "until must lie after since"),
        ("yesterday", "2026-02-01T00:00", "UTC", "since: wanted a date and time"),
        ("2026-02-01T00:00", "2026-03-01T00:00", "Nowhere", "IANA name of a time zone"),
        ("2026-02-01T00:00", "2026-03-01T00:00", None, "timezone: wanted a text"),
    ],
)
def test_a_slip_of_the_caller_is_told(since: str, until: str, timezone: str, reason: str) -> None:
    """A slip ends in a foreign error."""
    with pytest.raises(vm.OptionError, match=reason):
        busy(calendar(), since=since, until=until, timezone=timezone)
    with pytest.raises(vm.OptionError, match="source: wanted a text"):
        busy(7, since="2026-02-01T00:00Z", until="2026-03-01T00:00Z", timezone="UTC")  # type: ignore[arg-type]
