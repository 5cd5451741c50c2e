"""Time zones by their names: Asia/Shanghai."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import attrs

from volmatch.problem.shapes import Reader, Word
from volmatch.text import Text

#: What a zone database may also hold: this machine's own zone, and copies whose clocks count leap seconds.
_PRIVATE_ZONES = ("localtime", "posix", "right/", "Factory")
_WANTED_ZONE = Text(
    "wanted the IANA name of a time zone, such as Asia/Shanghai; if this machine knows no zones, install the package tzdata"
)


@attrs.frozen
class ZoneName(Word):
    """The name of a time zone that this machine knows."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the name."""
        name = super().read(given, reader)
        if isinstance(name, str) and zone_of(name) is None:
            return reader.fault(_WANTED_ZONE, given)
        return name


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of a name, or ``None`` where nobody knows it."""
    try:
        return None if name.startswith(_PRIVATE_ZONES) else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


Zone = Annotated[str, ZoneName()]
