"""Calendars as other programs write them: zones by any name, or none."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

import volmatch as vm
from stranger_calendars import ROME, calendar, defined, event, nine_to_ten, times
from volmatch.io.calendars import busy, with_busy
from volmatch.io.calendars.windows import places, windows_zone


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (r"(UTC+01:00) Amsterdam\, Berlin\, Rome", f';TZID="{ROME}"'),
        (ROME, f';TZID="{ROME}"'),
        (r"(UTC+01:00) Amsterdam\, Berlin\, Rome", f";TZID={ROME}"),
        (r"(UTC+01:00) Amsterdam\, Berlin\, Rome", r";TZID=(UTC+01:00) Amsterdam\, Berlin\, Rome"),
        (r"Hall\; upstairs\\left", r';TZID="Hall; upstairs\\left"'),
        (r"Hall\; upstairs", ';X-A="b:c;d,e";TZID="Hall; upstairs";X-B=f'),
        ('The "hall"', ";TZID=The ^'hall^'"),
        ("二楼大厅的时间", ";TZID=二楼大厅的时间"),
        (r"Line\none", r";TZID=Line\none"),
    ],
)
def test_a_zone_that_the_file_defines_is_found_however_its_name_is_written(name: str, parameter: str) -> None:
    """A name with commas, semicolons, quotation marks or backslashes is not the one in the definition."""
    text = calendar(defined(name), nine_to_ten(parameter))
    assert times(text) == ["03.05. 09:00-10:00"]
    assert times(text, "Europe/London") == ["03.05. 08:00-09:00"]
    other = defined(name, "+0300", "+0400")
    assert times(calendar(other, nine_to_ten(parameter)), "Europe/London") == ["03.05. 06:00-07:00"]


@pytest.mark.parametrize("size", range(1, 12))
def test_lines_may_be_folded_within_a_letter(size: int) -> None:
    """A name in Chinese that is folded between two bytes of one letter is not found in the same file, or a time is lost."""
    text = calendar("X-WR-CALNAME:志愿者的日历", defined("二楼大厅"), nine_to_ten(";TZID=二楼大厅"))
    lines = [line.encode() for line in text.splitlines()]
    folded = [b"\r\n ".join(line[at : at + size] for at in range(0, len(line), size)) for line in lines]
    assert times(b"\r\n".join(folded)) == ["03.05. 09:00-10:00"]
    assert times(text.encode("utf-16")) == ["03.05. 09:00-10:00"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (";TZID=Europe/London:20270503T090000", ":20270503T100000", "09:00-10:00"),
        (";TZID=Europe/London:20270503T090000", ":20270503T110000", "09:00-11:00"),
        (";TZID=America/New_York:20270503T090000", ":20270503T100000", "14:00-15:00"),
        (":20270503T090000Z", ":20270503T100000", "10:00-11:00"),
        (";TZID=Europe/London:20270503T090000", ":20270503T090000Z", "09:00-10:00"),
        (";TZID=Europe/London:20270503T090000", ";TZID=Europe/Berlin:20270503T110000", "09:00-10:00"),
    ],
)
@pytest.mark.parametrize("timezone", ["Europe/Berlin", "America/New_York", "Asia/Shanghai"])
def test_an_end_without_a_zone_is_in_the_zone_of_its_beginning(
    start: str, end: str, expected: str, timezone: str
) -> None:
    """An appointment vanishes, or lasts longer for a reader in another zone."""
    text = calendar(event(f"DTSTART{start}", f"DTEND{end}"))
    found = busy(text, since="2027-01-01T00:00", until="2027-07-01T00:00", timezone=timezone)
    london = dt.timezone(dt.timedelta(hours=1))
    assert [f"{one.from_.astimezone(london):%H:%M}-{one.to.astimezone(london):%H:%M}" for one in found] == [expected]


def test_a_beginning_without_a_zone_before_an_end_with_one_is_refused() -> None:
    """A length is guessed from two clocks that nobody said how to compare."""
    for end in (";TZID=Europe/London:20270503T100000", ":20270503T100000Z"):
        with pytest.raises(vm.FileError, match="without a time zone and ends at one with"):
            times(calendar(event("DTSTART:20270503T090000", f"DTEND{end}")))


@pytest.mark.parametrize(
    "left_out",
    ["20270510T090000", "20270503T090000,20270510T090000", "20270510T080000Z"],
)
def test_dates_without_a_zone_are_in_the_zone_of_the_series(left_out: str) -> None:
    """A date left out, added or changed is looked for on another clock than that of its series."""
    series = ["DTSTART;TZID=Europe/London:20270503T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"]
    found = times(calendar(event(*series, f"EXDATE:{left_out}")), "America/New_York")
    assert found == ([] if "," in left_out else ["03.05. 04:00-05:00"])
    added = times(calendar(event(*series, "RDATE:20270504T090000")), "America/New_York")
    assert added == ["03.05. 04:00-05:00", "04.05. 04:00-05:00", "10.05. 04:00-05:00"]
    moved = event("RECURRENCE-ID:20270510T090000", "DTSTART;TZID=Europe/London:20270511T090000", "DURATION:PT1H")
    assert times(calendar(event(*series), moved), "America/New_York") == ["03.05. 04:00-05:00", "11.05. 04:00-05:00"]


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 9),
        ("(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 9),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", 9),
        ("(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", 3),
        ("(UTC+08:00) 北京\uff0c重庆\uff0c香港特别行政区\uff0c乌鲁木齐", 3),
        ("中国标准时间", 3),
        ("(UTC-05:00) Eastern Time (US & Canada)", 15),
        ("(GMT-05.00) Eastern Time (US & Canada)", 15),
        ("Eastern Time (US & Canada)", 15),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", 10),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", 10),
        ("(UTC) Coordinated Universal Time", 11),
        ("tzone://Microsoft/Utc", 11),
        ("W. Europe Standard Time", 9),
        ("w. europe standard time 1", 9),
        ("(UTC+03:00) Moscow, St. Petersburg, Volgograd (RTZ 2)", 8),
        ("europe/berlin", 9),
        ("GMT+0300", 8),
        ("(UTC+05:30)", 5),
    ],
)
@pytest.mark.parametrize("mark", ['"', ""])
def test_zones_as_windows_shows_them(name: str, hour: int, mark: str) -> None:
    """A zone that Outlook names by its places, or as Windows lists it, is not known or is another."""
    text = calendar(event(f"DTSTART;TZID={mark}{name}{mark}:20270503T090000", "DURATION:PT30M"))
    minutes = 30 if "05:30" in name else 0
    assert times(text)[0].startswith(f"03.05. {hour:02}:{minutes:02}-")


def test_each_zone_of_windows_is_shown_by_some_place() -> None:
    """A zone in Windows' list is shown by no place, or a place stands for a zone that does not exist."""
    assert {name: windows_zone(name) for name in WINDOWS_TO_OLSON} == WINDOWS_TO_OLSON
    shown = {zone for zones in places().values() for zone in zones}
    assert shown >= set(WINDOWS_TO_OLSON.values())
    assert all(ZoneInfo(zone) for zone in shown)
    assert windows_zone("(UTC-07:00) Chihuahua, La Paz, Mazatlan") == "America/Mazatlan"
    assert windows_zone("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan") == "America/La_Paz"
    assert windows_zone("Berlin, Tokyo") is None
    assert windows_zone("Customized Time Zone") is None


def test_the_caller_says_what_a_name_of_nobody_means() -> None:
    """A calendar with one name that nobody knows can be read by nobody."""
    text = calendar(
        nine_to_ten(";TZID=Customized Time Zone"),
        event("DTSTART;TZID=Europe/Berlin:20270504T090000", "DTEND;TZID=Europe/Berlin:20270504T100000", uid="b"),
    )
    with pytest.raises(vm.FileError, match="'Customized Time Zone', which nobody knows"):
        times(text)
    assert times(text, Customized_Time_Zone="Europe/London") == ["03.05. 10:00-11:00", "04.05. 09:00-10:00"]
    with pytest.raises(vm.OptionError, match="IANA name"):
        times(text, Customized_Time_Zone="Nowhere")
    session = vm.Session("x", start="2027-05-03T06:00", end="2027-05-03T20:00", roles=[vm.Role("h")])
    problem = vm.Problem([vm.Volunteer("li")], [session], timezone="Europe/Berlin")
    known = with_busy(problem, {"li": text}, zones={"Customized Time Zone": "Europe/London"})
    assert [f"{one.from_:%H:%M}" for one in known.volunteers[0].away] == ["10:00"]


def test_what_the_file_says_of_its_own_zone_goes_before_what_a_shown_name_suggests() -> None:
    """The definition of a zone named after a town is passed over."""
    assert times(calendar(defined("Berlin", "+0500", "+0600"), nine_to_ten(";TZID=Berlin"))) == ["03.05. 05:00-06:00"]


def test_the_zone_at_the_head_counts_for_times_that_name_none() -> None:
    """A helper in New York is busy at nine in the morning of Berlin; or her days off, which follow no clock, move."""
    head, plain = "X-WR-TIMEZONE:America/New_York", nine_to_ten("")
    assert times(calendar(head, plain)) == times(calendar(plain, head)) == ["03.05. 15:00-16:00"]
    assert times(calendar(plain)) == ["03.05. 09:00-10:00"]
    assert times(calendar(head, nine_to_ten(";TZID=Europe/London"))) == ["03.05. 10:00-11:00"]
    assert times(calendar(head, event("DTSTART;VALUE=DATE:20270503"))) == ["03.05. 00:00-00:00"]
    series = event("DTSTART:20270503T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270504T090000")
    assert times(calendar(head, series)) == ["03.05. 15:00-16:00", "05.05. 15:00-16:00"]
    assert times(calendar("X-WR-TIMEZONE:Nowhere", nine_to_ten(";TZID=Europe/London"))) == ["03.05. 10:00-11:00"]
    with pytest.raises(vm.FileError, match="'Nowhere', which nobody knows"):
        times(calendar("X-WR-TIMEZONE:Nowhere", plain))
    with pytest.raises(vm.FileError, match="X-WR-TIMEZONE stands twice"):
        times(calendar(head, "X-WR-TIMEZONE:Asia/Shanghai", plain))
