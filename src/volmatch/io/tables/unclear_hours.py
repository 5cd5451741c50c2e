"""What to write instead of hours that say too much or too little, as 9-11, or 9:00-11:00, 14:00-16:00 for one activity."""

import re
import unicodedata

from volmatch.io.tables.free_words import unclear_words
from volmatch.io.tables.spoken import span_in
from volmatch.text import Text

_BETWEEN = re.compile(r"[;\n,，、&+/]|\band\b|和|及")  # noqa: RUF001 - people type the wide one
_BARE = re.compile(r"\s*(\d{1,2})\s*(?:[-–—~至到]|to)\s*(\d{1,2})\s*", re.ASCII)  # noqa: RUF001 - people type them
_NOON = 12
_WANTED_CLOCK = Text("wanted a time of day such as 09:30")
_SEVERAL = Text("this says several times: write a row for each")
HALF = Text("this may be in the morning or in the evening: write it as {start}:00-{end}:00, or {start}-{end}am or pm")


def wanted_hours(cell: object) -> Text:
    """Return what to write instead of a cell that says no hours."""
    text = unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else ""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and all(map(span_in, parts)):
        return _SEVERAL
    return half_of_the_day(text) or unclear_words(text) or _WANTED_CLOCK


def half_of_the_day(cell: object) -> Text | None:
    """Return that hours such as 9-11 may be in either half of the day; ``None`` where they are none of these."""
    bare = _BARE.fullmatch(unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else None
    if bare is None or max(map(int, bare.groups())) > _NOON:
        return None
    start, end = map(int, bare.groups())
    return Text(HALF.template, {"start": start, "end": end})
