"""Calendars: people's busy times in, and duties out. They need the extra ``volmatch[calendars]``."""

from volmatch.installing import command

try:
    from volmatch.io.calendars.busy import MOST_BYTES, Source, busy, with_busy
    from volmatch.io.calendars.calendar_folder import Written, file_name, write_calendars
    from volmatch.io.calendars.entries import Owner
    from volmatch.io.calendars.writing import calendar
except ModuleNotFoundError as _error:
    if _error.name is None or _error.name.partition(".")[0] != "icalendar":
        raise
    _message = f"volmatch.io.calendars reads and writes calendars with icalendar: {command('calendars')}"
    raise ImportError(_message, name="icalendar") from _error

__all__ = [
    "MOST_BYTES",
    "Owner",
    "Source",
    "Written",
    "busy",
    "calendar",
    "file_name",
    "with_busy",
    "write_calendars",
]
