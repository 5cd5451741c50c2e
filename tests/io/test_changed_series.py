"""Series of events as other programs write them: changed for good, by weeks of the year, spread over several calendars."""

import pytest

import volmatch as vm
from stranger_calendars import WEEKLY, calendar, defined, event, nine_to_ten, times


def test_several_calendars_in_one_file_keep_their_own_zones() -> None:
    """The zone at the head of one calendar, or its definition of a name, counts for the next one in the file as well."""
    mine, yours = (defined("Hall", winter, summer) for winter, summer in (("+0100", "+0200"), ("+0200", "+0300")))
    other = event("DTSTART;TZID=Hall:20270504T090000", "DURATION:PT1H", uid="b")
    text = calendar(mine, nine_to_ten(";TZID=Hall")) + calendar(yours, other)
    assert times(text) == ["03.05. 09:00-10:00", "04.05. 08:00-09:00"]
    floating = event("DTSTART:20270504T090000", "DURATION:PT1H", uid="b")
    text = calendar("X-WR-TIMEZONE:America/New_York", nine_to_ten("")) + calendar(floating)
    assert times(text) == ["03.05. 15:00-16:00", "04.05. 09:00-10:00"]


def test_a_series_and_its_changes_may_stand_in_different_calendars_of_a_file() -> None:
    """An export with a calendar for each event makes a moved occurrence busy where it was and where it is."""
    series = event("DTSTART:20270503T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID:20270504T090000", "DTSTART:20270504T150000", "DURATION:PT1H")
    assert times(calendar(series) + calendar(moved)) == ["03.05. 09:00-10:00", "04.05. 15:00-16:00"]
    back = calendar("METHOD:CANCEL", event("DTSTART:20270503T090000", "SEQUENCE:0"))
    assert times(calendar(series) + back) == times(back + calendar(series, moved)) == []


def test_a_change_may_hold_for_all_later_ones() -> None:
    """A series that moved for good is busy as it was; a later change counts from the one before; a free one is busy."""
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20270315T120000Z", "DTSTART:20270315T150000Z", "DTEND:20270315T160000Z"
    )
    first = ["01.03. 13:00-15:00", "08.03. 13:00-15:00"]
    moved = ["15.03. 16:00-17:00", "22.03. 16:00-17:00", "29.03. 17:00-18:00", "05.04. 17:00-18:00"]
    text = calendar(event(*WEEKLY), later)
    assert times(text) == times(calendar(later, event(*WEEKLY))) == first + moved
    one = event("RECURRENCE-ID:20270329T120000Z", "DTSTART:20270330T120000Z", "DURATION:PT1H")
    assert times(calendar(event(*WEEKLY), later, one)) == [*first, *moved[:2], "30.03. 14:00-15:00", moved[3]]
    again = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270329T120000Z", "DTSTART:20270330T120000Z", "DURATION:PT1H")
    found = times(calendar(event(*WEEKLY), again, later))
    assert found == [*first, *moved[:2], "30.03. 14:00-15:00", "06.04. 14:00-15:00"]
    for word in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT"):
        ended = later.replace("DTSTART", f"{word}\nDTSTART")
        assert times(calendar(event(*WEEKLY), ended)) == first
    free = [*WEEKLY, "TRANSP:TRANSPARENT"]
    assert times(calendar(event(*free), later)) == moved
    left_out = event(*WEEKLY, "EXDATE:20270322T120000Z")
    assert times(calendar(left_out, later)) == [*first, moved[0], *moved[2:]]


def test_days_and_clocks_of_a_changed_series() -> None:
    """A series of whole days does not move by days, or one in a zone does not follow its clock."""
    days = event("DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=WEEKLY;COUNT=3")
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270308", "DTSTART;VALUE=DATE:20270309", "DURATION:P2D"
    )
    assert times(calendar(days, later)) == ["01.03. 00:00-00:00", "09.03. 00:00-00:00", "16.03. 00:00-00:00"]
    zone = ";TZID=Europe/Berlin"
    clock = event(f"DTSTART{zone}:20270322T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    later = event(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE{zone}:20270329T090000", f"DTSTART{zone}:20270329T110000", "DURATION:PT1H"
    )
    assert times(calendar(clock, later)) == ["22.03. 09:00-10:00", "29.03. 11:00-12:00", "05.04. 11:00-12:00"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ("RECURRENCE-ID;RANGE=THISANDPRIOR:20270315T120000Z", "earlier ones of its series"),
        ("UID:other\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270315T120000Z", "the series is not there"),
    ],
)
def test_other_ranges_are_refused(changes: str, reason: str) -> None:
    """A change to earlier ones, or to a series that is not there, is passed over in silence."""
    changed = event(changes, "DTSTART:20270315T150000Z", "DTEND:20270315T160000Z", uid="a")
    changed = changed.replace("UID:a\n", "", 1) if "UID:other" in changes else changed
    with pytest.raises(vm.FileError, match=reason):
        times(calendar(event(*WEEKLY), changed))


def test_weeks_of_the_year() -> None:
    """A rule by weeks of the year comes true in others, or one that leaves open which days is guessed."""
    start, rule = "DTSTART;TZID=Europe/Berlin:20270111T220000", "RRULE:FREQ=YEARLY;BYWEEKNO=2,20"
    text = calendar(event(start, "DURATION:PT1H", f"{rule};BYDAY=MO"))
    assert times(text) == ["11.01. 22:00-23:00", "17.05. 22:00-23:00"]
    for slip in (rule, rule.replace("YEARLY", "MONTHLY") + ";BYDAY=MO", rule + ";BYDAY=1MO"):
        with pytest.raises(vm.FileError, match="names weeks of the year, but not which"):
            times(calendar(event(start, "DURATION:PT1H", slip)))
    with pytest.raises(vm.FileError, match="BYWEEKNO wants whole numbers from 1 to 53"):
        times(calendar(event(start, "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYDAY=MO;BYWEEKNO=54")))


def test_dates_of_the_other_kind_are_refused() -> None:
    """An appointment at nine happens again "on a day": at midnight, for an hour."""
    with pytest.raises(vm.FileError, match="happens again on a day"):
        times(calendar(event("DTSTART:20270503T090000", "DURATION:PT1H", "RDATE;VALUE=DATE:20270504")))
