"""Time zones that are none, and a machine that knows no zones at all."""

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
