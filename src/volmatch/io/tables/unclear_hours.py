"""What to write instead of hours that say too much or too little, as 9-11, or 9:00-11:00, 14:00-16:00 for one activity."""

import re
import unicodedata

from volmatch.io.tables.free_words import unclear_words
from volmatch.io.tables.lengths import beside_a_length
from volmatch.io.tables.spoken import clock_in, span_in
from volmatch.text import Text

_BETWEEN = re.compile(r"[;\n,，、&+/]|\band\b|和|及")  # noqa: RUF001 - people type the wide one
_BARE = re.compile(r"\s*(\d{1,2})\s*(?:[-–—~至到]|to)\s*(\d{1,2})\s*", re.ASCII)  # noqa: RUF001 - people type them
_BARE_HOUR = re.compile(r"(?:from\s+|at\s+)?(\d{1,2})", re.ASCII)
_LOOSE = re.compile(r"\s*[,，/&]\s*|\s+")  # noqa: RUF001 - people type the wide one
_OPEN_END = re.compile(r"^\s*[-–—]|[-–—]\s*[?？]*\s*$|开始$")  # noqa: RUF001 - people type them
_NOON = 12
_WANTED_CLOCK = Text("wanted a time of day such as 09:30")
_SEVERAL = Text("this says several times: write a row for each")
_TWO_TIMES = Text("this says two times: write 9:00-11:00 if it goes on from one to the other, or else a row for each")
ONE_END = Text("wanted from when to when; this says one of them only")
_OTHER_LENGTH = Text("this says from when to when, and another length beside it: mend one of them")
_HOUR_AND_LENGTH = Text("this may be a length or an end: write 9:00-11:00, or 9:00 (2 hours)")
HALF = Text("this may be in the morning or in the evening: write it as {start}:00-{end}:00, or {start}-{end}am or pm")


def wanted_hours(cell: object) -> Text:
    """Return what to write instead of a cell that says no hours."""
    text = unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else ""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and all(map(span_in, parts)):
        return _SEVERAL
    return half_of_the_day(text) or _of_a_length(text) or _of_clocks(text) or unclear_words(text) or _WANTED_CLOCK


def _of_clocks(text: str) -> Text | None:
    """Return what to write instead of two times with no dash between, or of one with a dash and nothing behind."""
    both = [part for part in _LOOSE.split(text.strip()) if part]
    if len(both) == 2 and all(map(clock_in, both)):  # noqa: PLR2004 - two ends
        return _TWO_TIMES
    bare = _OPEN_END.sub("", text).strip()
    return ONE_END if bare != text.strip() and clock_in(bare) else None


def _of_a_length(text: str) -> Text | None:
    """Return what to write instead of an hour beside a length that do not make from when to when; ``None`` where none is said."""
    beside = beside_a_length(text.casefold().strip())
    if beside is None:
        return None
    if span_in(beside.rest):
        return _OTHER_LENGTH
    bare = _BARE_HOUR.fullmatch(beside.rest)
    if bare is not None and 0 < int(bare[1]) <= _NOON:
        start = int(bare[1])
        end = start + beside.minutes // 60
        return Text(HALF.template, {"start": start, "end": end}) if end <= _NOON else _HOUR_AND_LENGTH
    return half_of_the_day(beside.rest) or _HOUR_AND_LENGTH


def half_of_the_day(cell: object) -> Text | None:
    """Return that hours such as 9-11 may be in either half of the day; ``None`` where they are none of these."""
    bare = _BARE.fullmatch(unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else None
    if bare is None or max(map(int, bare.groups())) > _NOON:
        return None
    start, end = map(int, bare.groups())
    return Text(HALF.template, {"start": start, "end": end})
