"""The lines of an .ics file that matter, as components; what people wrote into it is dropped unread.

The library that writes our calendars is not used to read strangers': it keeps every property, remembers the time zones of
one file for the next, expands their rules without bound, and needs seconds for a few megabytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import attrs

from volmatch.io.calendars.allowance import Allowance, NotACalendar
from volmatch.text import Text

#: A line longer than this is none that a calendar program writes.
_LONGEST_LINE = 200_000
#: Ten megabytes of folded lines have fewer.
_MOST_LINES = 500_000
_DEEPEST = 8

_FOLD, _FOLD_OF_BYTES = re.compile(r"\n[ \t]"), re.compile(rb"\n[ \t]")
#: What a file in UTF-16 begins with.
_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: Nothing else is looked at: no summary, no description, no location, no attendee.
_NAMES = (
    "BEGIN|END|METHOD|UID|SEQUENCE|STATUS|TRANSP|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID"
    "|FREEBUSY|TZID|TZOFFSETFROM|TZOFFSETTO|X-WR-TIMEZONE"
)
#: What Outlook writes without quotation marks although it has a colon: (UTC+01:00) Rome, and tzone://Microsoft/Utc.
_SHOWN_ZONE = r";TZID=(?:\([^\n\"();:]*+:[^\n\"();:]*+\)|tzone:)[^\n\":;]*+"
_PARAMETER = re.compile(r';([^=;:"]++)=([^;"]*+(?:"[^"]*+"[^;"]*+)*+)')
_COMPONENTS = frozenset({"VCALENDAR", "VEVENT", "VFREEBUSY", "VTIMEZONE", "STANDARD", "DAYLIGHT"})


@attrs.frozen
class Property:
    """The value of one line, with its parameters in the raw."""

    value: str
    raw_parameters: str = ""

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters by name in capitals, without quotation marks."""
        found = _PARAMETER.findall(self.raw_parameters) if self.raw_parameters else ()
        return {name.upper(): value.replace('"', "") for name, value in found}


@attrs.define
class Component:
    """What stands between a BEGIN and its END: the lines that matter, and the components inside.

    Parameters
    ----------
    name
        What it is, in capitals.
    lines
        Name, value and raw parameters of each; plain tuples, because there may be a hundred thousand.
    parts
        The components inside.
    """

    name: str
    lines: list[tuple[str, str, str]] = attrs.field(factory=list)
    parts: list["Component"] = attrs.field(factory=list)

    def all(self, name: str) -> list[Property]:
        """Return the lines of a name."""
        return [Property(value, parameters) for own, value, parameters in self.lines if own == name]

    def has(self, *names: str) -> bool:
        """Whether there is a line with one of the names."""
        return any(own in names for own, _, _ in self.lines)

    def one(self, name: str) -> Property | None:
        """Return the one line of a name, or ``None``; a second is a contradiction."""
        found = self.all(name)
        if len(found) > 1:
            raise NotACalendar(Text("{name} stands twice in one part of the calendar", {"name": name}))
        return found[0] if found else None

    def word(self, name: str) -> str:
        """Return the word on the one line of a name, in capitals; empty where there is no such line."""
        found = self.one(name)
        return "" if found is None else found.value.strip().upper()

    def named(self, *names: str) -> list["Component"]:
        """Return the components inside that have one of the names."""
        return [part for part in self.parts if part.name in names]


@cache
def _pattern(names: str) -> re.Pattern[str]:
    """Return what finds name, parameters and value; a line that has one of the names and is none has neither."""
    return re.compile(
        rf"""^({names})(?:((?:{_SHOWN_ZONE}|;[^:;"\n]*+(?:"[^"\n]*+"[^:;"\n]*+)*+)*+):(.*)|[;:].*)$""",
        re.MULTILINE | re.IGNORECASE,
    )


def unfolded(raw: bytes | str) -> str:
    """Return the text of an .ics with one property a line; bytes that are not UTF-8 are kept apart from each other as codes.

    Lines are joined before they are decoded: programs fold them after so many bytes, in the middle of a letter as well.
    """
    if isinstance(raw, str):
        text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return _FOLD.sub("", text)
    if raw.startswith(_WIDE):
        return unfolded(raw.decode("utf-16", errors="replace"))
    joined = _FOLD_OF_BYTES.sub(b"", raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return joined.decode("utf-8-sig", errors="backslashreplace")


def calendars(raw: bytes | str, allowance: Allowance, words: Sequence[str] = ()) -> list[Component]:
    """Return the calendars of an .ics.

    Parameters
    ----------
    raw
        The file.
    allowance
        The work that may still be done.
    words
        Further lines to keep: a programme says what takes place; of a person's calendar nothing but times is kept.

    Raises
    ------
    NotACalendar
        If it is none, is cut off, or holds too much.
    """
    root = Component("")
    open_ = [root]
    for name, parameters, value in _kept(unfolded(raw), "|".join((_NAMES, *words))):
        allowance.spend()
        if name == "BEGIN":
            _begin(value.strip().upper(), open_)
        elif name == "END":
            _end(value.strip().upper(), open_)
        elif open_[-1].name in _COMPONENTS:
            open_[-1].lines.append((name, value, parameters))
    if len(open_) > 1:
        raise NotACalendar(Text("it is cut off: END:{name} is missing", {"name": _shown(open_[-1].name)}))
    found_calendars = root.named("VCALENDAR")
    if not found_calendars:
        raise NotACalendar(Text("wanted a calendar: a text that begins with BEGIN:VCALENDAR"))
    return found_calendars


def _kept(text: str, names: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, parameters and value of each line that matters."""
    if text.count("\n") > _MOST_LINES:
        raise NotACalendar(Text("it has more than {most} lines", {"most": _MOST_LINES}))
    for line in _pattern(names).finditer(text):
        name, parameters, value = line.groups()
        if value is None:
            raise NotACalendar(Text("a line with {name} is no line of a calendar", {"name": name.upper()}))
        if len(parameters) + len(value) > _LONGEST_LINE:
            raise NotACalendar(Text("a line has more than {most} characters", {"most": _LONGEST_LINE}))
        yield name.upper(), parameters, value


def _begin(name: str, open_: list[Component]) -> None:
    if len(open_) > _DEEPEST:
        raise NotACalendar(Text("its parts lie more than {most} deep inside each other", {"most": _DEEPEST}))
    component = Component(name)
    open_[-1].parts.append(component)
    open_.append(component)


def _end(name: str, open_: list[Component]) -> None:
    if len(open_) == 1 or open_[-1].name != name:
        raise NotACalendar(Text("END:{name} stands where no such part is open", {"name": _shown(name)}))
    open_.pop()


def _shown(name: str) -> str:
    """Return the name of a component if it is one we know; any other might be a stranger's words."""
    return name if name in _COMPONENTS else "…"
