"""Time zones that are none, and a machine that knows no zones at all."""

import json
import sys
import zoneinfo
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

import volmatch as vm
from slips import faults_of, the_fault


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        "Mars/Olympus",
        "Europe",
        "../../../etc/passwd",
        "/etc/localtime",
        "Europe/../Europe/Berlin",
        "Europe/Berlin\x00",
        "Europe/Berlin\n",
        "localtime",
        "posixrules",
        "right/Europe/Berlin",
        "zone.tab",
        "A" * 10_000,
        "\ud800",
        "+08:00",
        8,
        None,
        True,
        ["UTC"],
        ZoneInfo("UTC"),
    ],
)
def test_what_is_no_zone_is_refused(given: object) -> None:
    """A zone that is unknown, a path, or this machine's own passes or brings a traceback."""
    assert the_fault({"volunteers": [], "sessions": [], "timezone": given}).path == "timezone"


def test_a_bad_zone_does_not_hide_other_faults() -> None:
    """One slip in the zone keeps all others from being told."""
    session = {"id": "only", "start": "yesterday", "end": "2026-08-01T10:00"}
    faults = faults_of({"volunteers": [], "sessions": [session], "timezone": "Mars/Olympus"})
    assert [fault.path for fault in faults] == ["timezone", "sessions[0].start"]


@pytest.fixture
def no_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the machine's time zone data away for a while."""
    before = zoneinfo.TZPATH
    for name in ("tzdata", "tzdata.zoneinfo"):
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=before)
    ZoneInfo.clear_cache()


@pytest.mark.usefixtures("no_zones")
def test_a_machine_without_zones_says_what_to_install() -> None:
    """Without time zone data nothing works and nothing says why."""
    with pytest.raises(vm.ProblemError, match="install the package tzdata"):
        vm.Problem([], [], timezone="UTC")


def one_a_day(**more: object) -> dict[str, object]:
    """Return a person who serves once a day, and two duties on the morning of one day in China."""
    hours = {"x": ("07:00", "07:30"), "y": ("10:00", "11:00")}
    return {
        "volunteers": [{"id": "a", "limits": [{"per": "day", "max_sessions": 1}]}],
        "sessions": [
            {"id": own, "roles": [{"name": "h"}], **{at: f"2026-08-01T{clock}+08:00" for at, clock in zip(("start", "end"), span, strict=True)}}
            for own, span in hours.items()
        ],
        **more,
    }  # fmt: skip


def test_days_do_not_begin_somewhere_in_the_morning() -> None:
    """Where no zone is named, days of times that carry +08:00 begin at eight, and one duty a day allows two in a morning."""
    with pytest.raises(vm.ProblemError) as error:
        vm.Problem.from_data(one_a_day())
    assert [fault.path for fault in error.value.faults] == ["timezone"]
    assert "sessions[0].start carries an offset" in str(error.value)
    settled = vm.Problem.from_data(one_a_day(timezone="Asia/Shanghai"))
    with pytest.raises(vm.ProblemError, match="carries an offset"):
        vm.Problem(settled.volunteers, settled.sessions)
    outcome = vm.solve(settled)
    assert outcome.levels[0].value == 1


def test_utc_may_stay_unsaid() -> None:
    """Times without an offset, or with that of UTC, need a zone; or a zone that is named does not let offsets in."""
    data = json.loads(json.dumps(one_a_day()).replace("+08:00", "Z"))
    assert vm.Problem.from_data(data).timezone == "UTC"
    assert type(vm.Problem.from_data(data).timezone) is str
    naive = json.loads(json.dumps(one_a_day()).replace("+08:00", ""))
    assert vm.Problem.from_data(naive) == vm.Problem.from_data(data)
    assert vm.Problem.from_data(one_a_day(timezone="UTC")).timezone == "UTC"
