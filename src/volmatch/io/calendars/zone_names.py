"""What the names of time zones in .ics files mean: IANA's, those of Windows and of office programs, and plain offsets."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from volmatch.errors import OptionError, quoted
from volmatch.io.calendars.windows import windows_zone
from volmatch.text import Text

_PRIVATE_ZONES = ("localtime", "posix", "right/", "Factory")
#: Names such as America/Argentina/Buenos_Aires have three parts.
_MOST_PARTS = 3
_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)|\((?:UTC|GMT)([+-])(\d\d)[:.](\d\d)\)", re.ASCII | re.IGNORECASE
)
_UNIVERSAL = frozenset({"z", "utc", "gmt", "tzone://microsoft/utc", "(utc)", "(utc) coordinated universal time"})
_ESCAPED = re.compile(r"\\([\\,;nN])")
_CIRCUMFLEX = {"^^": "^", "^n": " ", "^'": '"'}
_WHOLE_DAY = dt.timedelta(days=1)


def plain_name(raw: str) -> str:
    """Return the name of a zone as it was meant: without quotation marks, and what was written with a backslash or ``^`` as it is."""
    text = re.sub(r"\^[\^n']", lambda found: _CIRCUMFLEX[found[0]], raw)
    return plain_text(text.replace('"', ""))


def plain_text(raw: str) -> str:
    """Return a text in one line, with what was written behind a backslash as it is."""
    return " ".join(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], raw).split())


def standard_zone(name: str) -> dt.tzinfo | None:
    """Return the zone of a name of IANA or Windows; programs put their own path before the former."""
    for candidate in _readings(name):
        found = _iana(candidate)
        if found is not None:
            return found
    return dt.UTC if name.casefold() in _UNIVERSAL else None


def shown_zone(name: str) -> dt.tzinfo | None:
    """Return the zone that a program shows by places or by an offset; a definition in the file is surer."""
    zone = windows_zone(name)
    if zone is not None:
        return _iana(zone)
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None
    sign, hours, minutes = (one for one in found.groups() if one is not None)
    size = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return None if size >= _WHOLE_DAY else dt.timezone(-size if sign == "-" else size)


def _iana(name: str) -> dt.tzinfo | None:
    if name.startswith(_PRIVATE_ZONES):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    known = _by_small_letters().get(name.casefold())
    return None if known is None else ZoneInfo(known)


def _readings(name: str) -> Iterator[str]:
    clean = name.strip("/ ")
    yield clean
    yield from _from_windows(clean)
    if name.startswith("/") or "://" in name:
        parts = clean.split("/")
        for count in range(min(_MOST_PARTS, len(parts) - 1), 0, -1):
            yield "/".join(parts[-count:])


def _from_windows(name: str) -> Iterator[str]:
    """Yield the zone of a name in Windows' own list; whatever it shows by places comes later."""
    if "standard time" in name.casefold() or name[:3].casefold() == "utc":
        zone = windows_zone(name)
        if zone is not None:
            yield zone


@cache
def _by_small_letters() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def named_zones(zones: Mapping[str, str] | None) -> dict[str, ZoneInfo]:
    """Return what a caller says that names mean; an `OptionError` where that is no mapping, or no zone."""
    if zones is not None and not isinstance(zones, Mapping):
        raise OptionError(
            Text(
                "zones: wanted a mapping such as {example}, not {given}",
                {"example": '{"Customized Time Zone": "Europe/Berlin"}', "given": quoted(zones)},
            )
        )
    return {plain_name(str(name)): named_zone(own) for name, own in (zones or {}).items()}


def named_zone(name: str) -> ZoneInfo:
    """Return the zone that a caller names; an `OptionError` where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        wanted = Text("wanted the IANA name of a time zone such as Asia/Shanghai, not {given}", {"given": quoted(name)})
        raise OptionError(wanted) from None
