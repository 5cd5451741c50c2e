"""Calendars as other programs write them, in few lines, and their busy times in a half year."""

from volmatch.io.calendars import busy

#: Mondays, six in all.
WEEKLY = ["DTSTART:20270301T120000Z", "DTEND:20270301T140000Z", "RRULE:FREQ=WEEKLY;COUNT=6"]
ROME = "(UTC+01:00) Amsterdam, Berlin, Rome"
DEFINED = r"""BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def defined(name: str, winter: str = "+0100", summer: str = "+0200") -> str:
    """Return the definition of a zone."""
    return DEFINED.format(name=name, winter=winter, summer=summer)


def event(*lines: str, uid: str = "a") -> str:
    """Return an event."""
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270101T000000Z", *lines, "END:VEVENT"])


def calendar(*parts: str) -> str:
    """Return a calendar."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//case//case//EN", *parts, "END:VCALENDAR", ""])


def times(text: str | bytes, timezone: str = "Europe/Berlin", **zones: str) -> list[str]:
    """Return the busy times of the first half of 2027, as the clocks of the zone show them."""
    named = {name.replace("_", " "): zone for name, zone in zones.items()}
    found = busy(text, since="2027-01-01T00:00", until="2027-07-01T00:00", timezone=timezone, zones=named)
    return [f"{window.from_:%d.%m. %H:%M}-{window.to:%H:%M}" for window in found]


def nine_to_ten(parameter: str) -> str:
    """Return an event from nine to ten on the third of May, in a zone."""
    return event(f"DTSTART{parameter}:20270503T090000", f"DTEND{parameter}:20270503T100000")
