"""Bad dates and times: naive and aware, seconds, years far away."""

import datetime as dt
import math
from zoneinfo import ZoneInfo

import numpy as np
import pytest

import volmatch as vm
from sample_problems import CHINA, at, every_field
from slips import said, with_value

START = "sessions[0].start"
A_MOMENT = "wanted a date and time such as 2026-08-01T10:00"


class Stamp(dt.datetime):
    """A time of another library, which may also be no time at all."""

    is_never = False

    @classmethod
    def never(cls) -> "Stamp":
        """Return the time that never comes."""
        stamp = cls(2026, 8, 1, tzinfo=dt.UTC)
        stamp.is_never = True
        return stamp

    @property
    def year(self) -> int:
        """The year, which is not even a number for a time that never comes."""
        return math.nan if self.is_never else super().year  # type: ignore[return-value]


def session_at(start: object, end: object = "2027-01-01T00:00", *, timezone: str = "Asia/Shanghai") -> vm.Session:
    """Return a session of a problem after it was settled."""
    session = vm.Session("only", start=start, end=end)  # type: ignore[arg-type]
    return vm.Problem([], [session], timezone=timezone).sessions[0]


@pytest.mark.parametrize(
    "given",
    [
        "2026-08-01T10:00",
        "2026-08-01 10:00",
        "2026-08-01T10:00:00",
        "2026-08-01T10:00:00.000",
        "2026-08-01T02:00Z",
        "2026-08-01T04:00+02:00",
        dt.datetime(2026, 8, 1, 10),  # noqa: DTZ001 - a naive time is what is tested
        dt.datetime(2026, 8, 1, 2, tzinfo=dt.UTC),
        dt.datetime(2026, 8, 1, 4, tzinfo=ZoneInfo("Europe/Berlin")),
        Stamp(2026, 8, 1, 10),
        Stamp(2026, 8, 1, 4, tzinfo=ZoneInfo("Europe/Berlin")),
    ],
)
def test_each_way_to_write_a_moment_means_the_same_instant(given: object) -> None:
    """A time without offset is not read in the problem's zone, or one with an offset is shifted."""
    start = session_at(given).start
    assert start == at(8, 1, 10)
    assert start is not None
    assert type(start) is dt.datetime
    assert (start.tzinfo, start.fold) == (CHINA, 0)


def test_naive_and_aware_times_mix() -> None:
    """A session that starts naive and ends aware cannot be read, or lasts a wrong number of hours."""
    naive = dt.datetime(2026, 8, 1, 10)  # noqa: DTZ001 - a naive time is what is tested
    assert session_at(naive, "2026-08-01T03:30Z").length == dt.timedelta(minutes=90)


def test_a_naive_start_after_an_aware_end_is_refused() -> None:
    """Ends and starts are compared as they are written, not as instants."""
    with pytest.raises(vm.ProblemError, match=r"sessions\[0\].end: a session must end after it begins"):
        session_at("2026-08-01T10:00", "2026-08-01T11:00+10:00")


@pytest.mark.parametrize(
    "given",
    [
        "2026-08-01",
        "10:00",
        "2026-08-01T24:00",
        "2026-08-01T25:00",
        "2026-08-01T10",
        "2026-08-01T10:60",
        "2026-06-30T23:59:60",
        "2026-02-30T10:00",
        "2026-13-01T10:00",
        "2026-8-1T10:00",
        "20260801T1000",
        "2026-W31-6T10:00",
        "2026-08-01T10:00+2",
        "2026-08-01T10:00+24:00",
        "2026-08-01T10:00[Europe/Berlin]",
        " 2026-08-01T10:00",
        "2026-08-01T10:00\n",
        "٢٠٢٦-08-01T10:00",
        "tomorrow",
        "",
        1785549600,
        1785549600.0,
        True,
        [],
        {},
        dt.date(2026, 8, 1),
        np.datetime64("2026-08-01T10:00"),
        Stamp.never(),
    ],
)
def test_what_is_no_moment_is_refused(given: object) -> None:
    """A date, a number or a broken text passes as a moment, or brings a traceback."""
    assert said(START, given).startswith(A_MOMENT)


@pytest.mark.parametrize(
    "given", ["2026-08-01T10:00:01", "2026-08-01T10:00:00.5", dt.datetime(2026, 8, 1, 10, 0, 30, tzinfo=dt.UTC)]
)
def test_seconds_are_refused(given: object) -> None:
    """Seconds are cut off in silence."""
    assert said(START, given).startswith("wanted a time to the minute: seconds are refused")


def test_an_offset_with_seconds_is_refused() -> None:
    """An offset of odd seconds smuggles seconds into the instant."""
    odd = dt.timezone(dt.timedelta(hours=8, seconds=15))
    assert said(START, dt.datetime(2026, 8, 1, 10, tzinfo=odd)).startswith("wanted a time to the minute")


@pytest.mark.parametrize(
    "given",
    [
        "0001-01-01T00:00",
        "1979-12-31T23:59",
        "2200-01-01T00:00",
        "9999-12-31T23:59",
        "9999-12-31T23:59-23:59",
        "1980-01-01T00:00+08:01",
        "2199-12-31T16:01Z",
        dt.datetime.min.replace(tzinfo=dt.UTC),
        dt.datetime.max.replace(second=0, microsecond=0, tzinfo=dt.UTC),
    ],
)
def test_years_far_away_are_refused(given: object) -> None:
    """A year at the end of the calendar overflows, or a year fits only until it is moved to the problem's zone."""
    assert said(START, given).startswith("wanted a year from 1980 to 2199")


def test_the_first_and_the_last_minute_are_taken() -> None:
    """The limits of the calendar are off by one."""
    assert session_at("1980-01-01T00:00").start == dt.datetime(1980, 1, 1, tzinfo=CHINA)
    assert session_at("2199-12-31T23:00", "2199-12-31T23:59").end == dt.datetime(2199, 12, 31, 23, 59, tzinfo=CHINA)


class _Silent(dt.tzinfo):
    """A zone that does not know its offset, or breaks when asked."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta | None:
        if self.error:
            raise self.error
        return None

    dst = tzname = utcoffset  # type: ignore[assignment]


def test_a_zone_that_breaks_is_refused() -> None:
    """The error of somebody else's tzinfo reaches the caller."""
    given = dt.datetime(2026, 8, 1, 10, tzinfo=_Silent(RuntimeError("no idea")))
    assert said(START, given).startswith("wanted a time whose zone tells its offset")


class _Fickle(dt.tzinfo):
    """A zone that tells an offset and breaks when asked what its clocks show."""

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(hours=8)

    dst = tzname = utcoffset  # type: ignore[assignment]

    def fromutc(self, _: dt.datetime) -> dt.datetime:
        message = "no idea"
        raise RuntimeError(message)


def test_a_zone_that_breaks_later_is_refused() -> None:
    """The error of somebody else's tzinfo reaches the caller once a time is moved to another zone."""
    assert said(START, dt.datetime(2026, 8, 1, 10, tzinfo=_Fickle())).startswith("wanted a time whose zone tells")


def test_a_zone_without_an_offset_counts_as_none() -> None:
    """A tzinfo that says nothing makes a time unreadable, though Python calls such a time naive."""
    assert session_at(dt.datetime(2026, 8, 1, 10, tzinfo=_Silent())).start == at(8, 1, 10)


WEEKLY = "volunteers[0].available[2]"


@pytest.mark.parametrize(
    "given",
    [
        "2026-8-1",
        "2026-02-30",
        "2026-08-01T00:00",
        "20260801",
        "",
        20260801,
        dt.datetime(2026, 8, 1, tzinfo=dt.UTC),
        [],
    ],
)
def test_what_is_no_day_is_refused(given: object) -> None:
    """A moment, a number or a broken text passes as a day."""
    assert said(f"{WEEKLY}.since", given).startswith("wanted a day such as 2026-08-01")


@pytest.mark.parametrize("given", ["1979-12-31", "2200-01-01", dt.date.min, dt.date.max])
def test_days_of_years_far_away_are_refused(given: object) -> None:
    """A rule that counts days steps over the end of the calendar."""
    assert said(f"{WEEKLY}.since", given).startswith("wanted a year from 1980 to 2199")


@pytest.mark.parametrize(
    "given",
    [
        "24:00",
        "9:30",
        "09:30:00",
        "09:60",
        "09:30+01:00",
        "0930",
        "",
        930,
        dt.time(9, 30, 1),
        dt.time(9, tzinfo=dt.UTC),
    ],
)
def test_what_is_no_time_of_day_is_refused(given: object) -> None:
    """Midnight at the end of a day, seconds or an offset pass in a time of day."""
    assert said(f"{WEEKLY}.from", given).startswith("wanted a time of day such as 09:30")


def test_a_time_of_day_forgets_its_fold() -> None:
    """Two equal problems mean different instants, because a time of day remembers which of two it was."""
    weekly = vm.Weekly(["sun"], dt.time(2, 30, fold=1), dt.time(4))
    person = vm.Volunteer("kay", available=[weekly])
    (settled,) = vm.Problem([person], [], timezone="Europe/Berlin").volunteers[0].available or ()
    assert isinstance(settled, vm.Weekly)
    assert settled.from_.fold == 0


def test_equal_instants_make_equal_problems() -> None:
    """The way a moment is written shows in the problem, so equal problems get different fingerprints."""
    problem, moved = every_field(), with_value(START, "2026-08-01T04:00+02:00")
    assert vm.Problem.from_data(moved) == problem
    assert vm.io.fingerprint(vm.Problem.from_data(moved)) == vm.io.fingerprint(problem)
