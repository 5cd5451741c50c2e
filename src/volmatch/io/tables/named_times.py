"""A session by its name and when it is, as forms write it: Art - Sun 9:00; Sat 9-11 [Art]; 舞会 12月12日."""

import re
from collections.abc import Iterator, Mapping

import attrs

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.spoken import clock_in, is_part_of_the_day, span_in
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.window import WEEKDAYS, Window
from volmatch.text import Text

_LONGEST = 200
_AROUND = " \t-–—@|/,:;()[]【】、"  # noqa: RUF001 - people type them
_BESIDE = re.compile(r"^(?:at|on|am|um|from)\s+|\s+(?:at|on|am|um|from)$", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})(?::(\d{2}))?(?:\s*(?:-|–|—|~|to|至|到)\s*(\d{1,2})(?::(\d{2}))?)?", re.ASCII)  # noqa: RUF001
_NOON, _DAY = 12, 24
_OTHER_TIME = Text("{session} is not at this time, but on {starts}")


@attrs.frozen
class SaidTime:
    """When something is, as it was said beside its name: days, and the clocks at which it may begin and end."""

    days: SaidDays | None = None
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    part: tuple[str, str] | None = None

    def fits(self, window: Window, around: Around) -> bool:
        """Whether a stretch of time is the one that was said.

        Raises
        ------
        NotACell
            If a date cannot be told.
        """
        day, start, end = window.from_.date(), f"{window.from_:%H:%M}", f"{window.to:%H:%M}"
        if self.days is not None and self.days.stretches and day not in self.days.dates(around):
            return False
        if self.days is not None and not self.days.stretches and WEEKDAYS[day.weekday()] not in self.days.weekdays:
            return False
        if self.part is not None:
            return self.part[0] <= start < self.part[1]
        return (not self.starts or start in self.starts) and (not self.ends or end in self.ends)


def session_at(text: str, sessions: Mapping[str, Asked], around: Around) -> Asked | None:
    """Return the sessions of a name that are at the time beside it; ``None`` where a text is no name and a time.

    Raises
    ------
    NotACell
        If sessions are called so, and none of them is then.
    """
    narrow = narrowed(text).strip()
    for name, when in _cuts(narrow) if len(narrow) <= _LONGEST else ():
        known = sessions.get(alike(name))
        told = _said(when) if known is not None and known.sessions else None
        if known is None or told is None:
            continue
        fitting = [one for one in known.single() if any(_fits(told, one, around))]
        if fitting:
            return Asked.of(fitting)
        starts = tuple(f"{window.from_:%Y-%m-%d %H:%M}" for window in known.windows if isinstance(window, Window))
        raise NotACell(attrs.evolve(_OTHER_TIME, facts={"session": name, "starts": starts}))
    return None


def _fits(told: SaidTime, one: Asked, around: Around) -> Iterator[bool]:
    return (told.fits(window, around) for window in one.windows if isinstance(window, Window))


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and times into which a text may be cut, with the longest names first."""
    found = []
    for at in range(1, len(text)):
        before, behind = text[at - 1], text[at]
        is_torn = (before.isalnum() and behind.isalnum() and before.isascii() and behind.isascii()) or (
            before.isdigit() and behind.isdigit()
        )
        if not is_torn:
            parts = [_BESIDE.sub("", part.strip(_AROUND)).strip(_AROUND) for part in (text[:at], text[at:])]
            found += [(first, last) for first, last in (parts, parts[::-1]) if first and last]
    yield from sorted(dict.fromkeys(found), key=lambda one: -len(one[0]))


def _said(text: str) -> SaidTime | None:
    """Return when something is that says a day, hours, or one and then the other."""
    days = said_days(text)
    if days is not None:
        return SaidTime(days)
    alone = _hours(text, is_alone=True)
    if alone is not None:
        return alone
    for at in range(1, len(text)):
        if text[at - 1].isdigit() and text[at].isdigit():
            continue
        parts = text[:at].strip(_AROUND), text[at:].strip(_AROUND)
        for day, hours in (parts, parts[::-1]):
            found = said_days(day) if day and hours else None
            told = None if found is None else _hours(hours, is_alone=False)
            if told is not None:
                return attrs.evolve(told, days=found)
    return None


def _hours(text: str, *, is_alone: bool) -> SaidTime | None:
    """Return hours; bare ones, which may be before or after noon, only beside a day."""
    text = _BESIDE.sub("", text)
    span = span_in(text)
    if span is not None and is_part_of_the_day(span):
        return SaidTime(part=(span.first, span.last))
    if span is not None:
        return SaidTime(starts=(span.first,), ends=(span.last,))
    bare = _BARE.fullmatch(text)
    if bare is not None and not is_alone:
        starts = _either(bare[1], bare[2])
        return SaidTime(starts=starts, ends=_either(bare[3], bare[4]) if bare[3] else ()) if starts else None
    clock = clock_in(text) if bare is None or bare[2] else None
    return None if clock is None else SaidTime(starts=(clock,))


def _either(hour: str, minute: str | None) -> tuple[str, ...]:
    """Return the clocks that an hour may mean, in the first or the second half of the day."""
    told = int(hour)
    hours = (told, told + _NOON) if told < _NOON else (told,)
    return tuple(f"{one:02}:{minute or '00'}" for one in hours if one < _DAY)
