"""Times of day as people say them: 9am, 9点半, 下午2点, 14h30, and from one to another in one cell, such as 9-11:30."""

import re
from functools import lru_cache

import attrs

from volmatch.io.tables.chinese_hours import hours_in_figures
from volmatch.io.tables.lengths import beside_a_length
from volmatch.io.tables.narrow_letters import hours_narrowed

_NOON = 12
#: A morning that is told by two bare numbers, as in 9-12, begins no earlier.
_EARLIEST = 7
#: An evening that goes on into the next day, as in 10pm-2, begins no earlier, and ends no later.
_LATE, _EARLY = (8, 0), (6, 0)
#: Nobody begins an activity in the night that ends earlier, unless it says so.
_MORNING = (6, 0)
_MIDNIGHT_AT_THE_END = 24
_MIDNIGHT, _DAY_LONG = "00:00", "24:00"
_BEFORE_NOON = ("上午", "早上", "早晨", "凌晨", "早", "am", "a.m.")
_AFTER_NOON = ("下午", "傍晚", "晚上", "晚间", "晚", "pm", "p.m.")
_AROUND_NOON = "中午"
_HOURS_BEHIND = ("h", "hrs", "uhr")
_SPOKEN = re.compile(
    r"(上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚间|早|晚)?\s*(\d{1,2})\s*"
    r"(?:(:)\s*(\d{2})(?::00)?|([点點时時])\s*(?:(半)|(\d{1,2})\s*分?)?|(h)\s*(\d{2})?|)\s*(am|pm|a\.m\.|p\.m\.|uhr|hrs|h)?"
    r"\s*(\+\d{2}:\d{2})?",
    re.ASCII,
)
_TO = re.compile(r"\s*(?:[-–—~〜至到]+|\b(?:to|until|till|til|bis)\b)\s*")  # noqa: RUF001 - people type them
_LONGEST = 60
#: The same few hours stand in many cells.
_OFTEN = 4_096
#: What a part of the day alone stands for.
_PARTS = {
    **dict.fromkeys(
        ("上午", "早上", "早晨", "早", "morning", "mornings", "in the morning", "am", "a.m.", "ams"), ("08:00", "12:00")
    ),
    **dict.fromkeys(
        ("中午", "午间", "noon", "midday", "lunchtime", "lunchtimes", "lunch time", "lunch", "around noon", "午休"),
        ("11:00", "14:00"),
    ),
    **dict.fromkeys(
        ("下午", "午后", "afternoon", "afternoons", "in the afternoon", "pm", "p.m.", "pms"), ("12:00", "18:00")
    ),
    **dict.fromkeys(
        ("晚上", "傍晚", "晚间", "晚", "evening", "evenings", "in the evening", "eve", "eves"), ("18:00", "22:00")
    ),
    **dict.fromkeys(("白天", "daytime"), ("08:00", "18:00")),
    **dict.fromkeys(("vormittag", "vormittags", "morgens", "matin", "le matin"), ("08:00", "12:00")),
    **dict.fromkeys(("nachmittag", "nachmittags", "après-midi"), ("12:00", "18:00")),
    **dict.fromkeys(("abend", "abends", "soir", "le soir"), ("18:00", "22:00")),
    **dict.fromkeys(("ganztägig", "ganztags", "den ganzen tag", "toute la journée"), ("00:00", "24:00")),
    **dict.fromkeys(("全天", "整天", "all day", "whole day", "the whole day"), ("00:00", "24:00")),
}
#: Minutes that are no fives are those of nobody: 5.12-6.12 are two days in December.
_TWO_FIGURES = re.compile(r"(\d{1,2})\.([0-5][05])", re.ASCII)
_FOUR_FIGURES = re.compile(r"(\d{1,2})([0-5]\d)", re.ASCII)
_ENGLISH_DOT = re.compile(r"(\d{1,2})\.(\d{2})(?=\s*(?:am|pm|a\.m\.|p\.m\.|uhr|h\b))", re.ASCII)
_GERMAN_DOT = re.compile(r"(\d{1,2})\.(\d{2})(?!\d)", re.ASCII)
_FROM = re.compile(r"(?:from|between|von\b|从|自|由)\s*(?=.)")
_BETWEEN_AND = re.compile(r"between\s+(.+?)\s+and\s+(.+)")
#: What says that an end is one of the next day.
_NEXT_DAY = re.compile(
    r"(?:次日|翌日|第二天|隔天|\bnext day\b)\s*(.+)|(.+?)\s*(?:\(?\+\s*1\)?|\(?次日\)?|\(?\bnext day\)?)"
)
_AFTER = re.compile(r"(?:after|from)\s+(.+)|(.+?)\s*(?:onwards?|or later|以后|之后|后|起)")
_BEFORE = re.compile(r"(?:before|until|till|up to)\s+(.+)|(.+?)\s*(?:or earlier|以前|之前|前)")
_NOON_WORDS = {**dict.fromkeys(("noon", "midday", "12 noon", "中午"), "12:00"), "12noon": "12:00"}
_MIDNIGHT_WORDS = frozenset({"midnight", "12 midnight", "午夜", "半夜"})


@attrs.frozen
class Span:
    """From one time of day to another, said in one cell.

    Parameters
    ----------
    first, last
        As ``09:00``; as ``02:30+01:00`` where an offset stands behind it; the last as ``26:00`` where it was said to be two
        o'clock of the next day.
    is_guess
        Whether the half of the day of one was taken from the other, as in ``2-4pm``.
    is_open
        Whether one end was not said, as in ``after 6pm``, and is that of the day.
    day
        The date, where it was said as well.
    """

    first: str
    last: str
    is_guess: bool = False
    is_open: bool = False
    day: str | None = None


@attrs.frozen
class _Said:
    """An hour and a minute; the half of the day is -1 before noon, 1 after it, 0 where it was not said."""

    hour: int
    minute: int
    half: int
    is_bare: bool
    offset: str = ""

    def clock(self) -> str | None:
        """Return it as ``09:30``, or ``None`` where it is no time of day, or one of two."""
        hour = self.hour
        if self.half and hour <= _NOON:
            if not hour:
                return None
            hour = hour % _NOON + (_NOON if self.half > 0 else 0)
        elif self.half < 0:
            return None
        is_right = hour < _MIDNIGHT_AT_THE_END or (hour == _MIDNIGHT_AT_THE_END and not self.minute)
        return f"{hour:02}:{self.minute:02}{self.offset}" if is_right and self.minute < 60 else None  # noqa: PLR2004 - minutes of an hour


def _said(text: str) -> _Said | None:
    found = _SPOKEN.fullmatch(text)
    if found is None:
        return None
    part, hour, colon, minute, sign, half_past, chinese, letter, french, english, offset = found.groups()
    told = 30 if half_past else int(minute or chinese or french or 0)
    words = {part, english}
    if int(hour) == _NOON and part and part != _AROUND_NOON:
        return None  # 晚上12点 and 上午12点 are midnight to some, and noon to others
    after = part == _AROUND_NOON and int(hour) < 3  # noqa: PLR2004 - one and two o'clock are around noon still
    half = -1 if words & set(_BEFORE_NOON) else 1 if after or words & set(_AFTER_NOON) else 0
    if letter and english in _HOURS_BEHIND:
        return None  # 9h 11h are two hours
    is_bare = not (part or colon or sign or letter or english)
    return None if offset and not colon else _Said(int(hour), told, half, is_bare, offset or "")


def clock_in(text: str) -> str | None:
    """Return a time of day as ``09:30``, or ``None``; a number alone is none."""
    said = _said(_narrow(text)) if len(text) <= _LONGEST else None
    return None if said is None or said.is_bare or said.offset else said.clock()


def late_clock_in(text: str) -> str | None:
    """Return a time of the next day, such as 次日2:00 or 26:00, as ``26:00``; ``None`` for anything else."""
    found = _NEXT_DAY.fullmatch(_narrow(text)) if len(text) <= _LONGEST else None
    if found is not None:
        clock = clock_in((found[1] or found[2]).strip("() "))
        return None if clock is None or clock >= _DAY_LONG else _later(clock)
    said = _said(_narrow(text)) if len(text) <= _LONGEST else None
    if said is None or said.is_bare or said.half or not _MIDNIGHT_AT_THE_END <= said.hour < 2 * _MIDNIGHT_AT_THE_END:
        return None
    is_right = said.minute < 60 and (said.hour, said.minute) > (_MIDNIGHT_AT_THE_END, 0)  # noqa: PLR2004 - an hour
    return f"{said.hour:02}:{said.minute:02}" if is_right else None


def _later(clock: str) -> str:
    return f"{int(clock[:2]) + _MIDNIGHT_AT_THE_END}{clock[2:]}"


def earlier(clock: str) -> str:
    """Return a time of the next day, as ``26:00``, by the clock of that day."""
    return f"{int(clock[:2]) - _MIDNIGHT_AT_THE_END:02}{clock[2:]}"


def is_late(clock: str) -> bool:
    """Whether a time of day is one of the next day, as ``26:00``."""
    return len(clock) == len(_DAY_LONG) and clock > _DAY_LONG


@lru_cache(maxsize=_OFTEN)
def span_in(text: str) -> Span | None:
    """Return from which time of day to which a text says, or ``None`` where it does not say both.

    A number alone is an hour only beside one that is told fully, if one of the two is past twelve, or if a morning ends at
    twelve. Where only the last has a half of the day, the first has the same, or the other one if it would come after the last;
    where only the first has one, a later hour has the same, and an earlier one the half that follows. What is said to be after
    or before a time is open to the end of the day or from its beginning.
    """
    if len(text) > _LONGEST:
        return None
    narrow = _narrow(text)
    part = _PARTS.get(narrow)
    if part is not None:
        return Span(*part, is_guess=True)
    return _both_said(narrow) or _open(narrow) or _with_length(narrow)


def _with_length(text: str) -> Span | None:
    """Return an hour and how long it goes on from there, as 9:00 (2 hours); both ends may stand there as well, if they agree."""
    beside = beside_a_length(text)
    if beside is None or not beside.is_sure:
        return None
    both = _both_said(beside.rest)
    if both is not None:
        return both if _minutes_between(both) == beside.minutes else None
    ends = _ends(beside.rest)
    said = _said(ends[0]) if len(ends) == 1 else None
    begin = said.clock() if said else None
    if said is None or begin is None or said.offset or (said.is_bare and said.hour <= _NOON):
        return None
    hours, minutes = divmod(int(begin[:2]) * 60 + int(begin[3:]) + beside.minutes, 60)
    return Span(begin, f"{hours:02}:{minutes:02}")


def _minutes_between(span: Span) -> int:
    first, last = (int(clock[:2]) * 60 + int(clock[3:5]) for clock in (span.first, span.last))
    return last - first if last > first else last - first + 24 * 60


def _both_said(text: str) -> Span | None:
    ends = _ends(text)
    if len(ends) != 2:  # noqa: PLR2004 - two ends
        return None
    late = late_clock_in(ends[1])
    first, last = _said(ends[0]), _said(ends[1])
    if first is None or (late is None and last is None):
        return None
    if late is not None:
        begin = first.clock()
        return None if first.is_bare or begin is None else Span(begin, late)
    assert last is not None
    if first.is_bare and last.is_bare and max(first.hour, last.hour) <= _NOON:
        is_morning = last.hour == _NOON and _EARLIEST <= first.hour < _NOON
        return _span(first, last, is_guess=True) if is_morning else None
    told = _with_halves(first, last)
    return attrs.evolve(told, is_guess=True) if told and _is_early(ends[0], first, last) else told


def _is_early(text: str, first: _Said, last: _Said) -> bool:
    """Whether hours without a half of the day are those of a night, written as those of an afternoon are: 2:30-4."""
    has_halves = first.half or last.half or text.startswith("0") or first.offset
    return not has_halves and (1, 0) <= (first.hour, first.minute) < (last.hour, last.minute) <= _MORNING


def _ends(text: str) -> list[str]:
    """Return both ends of a stretch, with a colon between hours and minutes, and with numbers for noon and midnight."""
    between = _BETWEEN_AND.fullmatch(text)
    ends = list(between.groups()) if between else _TO.split(_FROM.sub("", text, count=1) if _FROM.match(text) else text)
    for pattern in (_TWO_FIGURES, _FOUR_FIGURES):
        if any(map(pattern.fullmatch, ends)) and all(pattern.fullmatch(end) or _is_an_hour(end) for end in ends):
            ends = [pattern.sub(r"\1:\2", end) if pattern.fullmatch(end) else end for end in ends]
    ends = ["12pm" if end in _NOON_WORDS and end != _AROUND_NOON else end for end in ends]
    return [(_MIDNIGHT if at == 0 else _DAY_LONG) if end in _MIDNIGHT_WORDS else end for at, end in enumerate(ends)]


def _is_an_hour(text: str) -> bool:
    return text.isdigit() and len(text) <= 2  # noqa: PLR2004 - figures of an hour


def _with_halves(first: _Said, last: _Said) -> Span | None:
    is_guess = bool(last.half) and not first.half and 1 <= first.hour <= _NOON
    if is_guess:
        same = (first.hour % _NOON, first.minute) < (last.hour % _NOON, last.minute)
        first = attrs.evolve(first, half=last.half if same else -last.half)
    elif first.half and not last.half and last.hour <= _NOON:
        return _after(first, last)
    return _span(first, last, is_guess=is_guess)


def _after(first: _Said, last: _Said) -> Span | None:
    """Return a stretch of which only the first end has a half of the day: twelve is the end of that half."""
    if (last.hour, last.minute) == (_NOON, 0) and first.hour < _NOON:
        end = last if first.half < 0 else attrs.evolve(last, hour=_MIDNIGHT_AT_THE_END)
        return _span(first, end, is_guess=first.half > 0)
    opens, closes = (first.hour % _NOON, first.minute), (last.hour % _NOON, last.minute)
    if closes > opens:
        return _span(first, attrs.evolve(last, half=first.half), is_guess=first.half > 0)
    is_next_half = closes < opens and last.hour and (first.half < 0 or (opens >= _LATE and closes <= _EARLY))
    return _span(first, attrs.evolve(last, half=-first.half), is_guess=True) if is_next_half else None


def _open(text: str) -> Span | None:
    """Return what one end alone says: after 6pm, 18点以后, before noon."""
    for pattern, is_first in ((_AFTER, True), (_BEFORE, False)):
        found = pattern.fullmatch(text)
        word = (found[1] or found[2]).strip() if found else ""
        clock = _NOON_WORDS.get(word) or clock_in(word)
        if clock is not None:
            return Span(*((clock, _DAY_LONG) if is_first else (_MIDNIGHT, clock)), is_guess=True, is_open=True)
    return None


def is_part_of_the_day(span: Span) -> bool:
    """Whether hours are those that a part of the day alone stands for."""
    return span.is_guess and (span.first, span.last) in _PARTS.values()


def _span(first: _Said, last: _Said, *, is_guess: bool) -> Span | None:
    begin, end = first.clock(), last.clock()
    return Span(begin, end, is_guess) if begin and end else None


def _narrow(text: str) -> str:
    bare = hours_narrowed(text)
    if bare.endswith("uhr"):
        bare = _GERMAN_DOT.sub(r"\1:\2", bare)
    return hours_in_figures(_ENGLISH_DOT.sub(r"\1:\2", bare))
