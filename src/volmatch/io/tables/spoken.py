"""Times of day as people say them: 9am, 9点半, 下午2点, 14h30, and from one to another in one cell, such as 9-11:30."""

import re
import unicodedata

import attrs

_NOON = 12
_MIDNIGHT_AT_THE_END = 24
_BEFORE_NOON = ("上午", "早上", "早晨", "凌晨", "am", "a.m.")
_AFTER_NOON = ("下午", "傍晚", "晚上", "pm", "p.m.")
_AROUND_NOON = "中午"
_SPOKEN = re.compile(
    r"(上午|早上|早晨|凌晨|中午|下午|傍晚|晚上)?\s*(\d{1,2})\s*"
    r"(?:(:)\s*(\d{2})|([点點时時])\s*(?:(半)|(\d{1,2})\s*分?)?|(h)\s*(\d{2})?|)\s*(am|pm|a\.m\.|p\.m\.|uhr)?",
    re.ASCII,
)
_TO = re.compile(r"\s*(?:[-–—~〜至到]|\bto\b|\buntil\b)\s*")  # noqa: RUF001 - people type them
_LONGEST = 60
#: What a part of the day alone stands for.
_PARTS = {
    **dict.fromkeys(("上午", "早上", "morning", "mornings", "in the morning"), ("08:00", "12:00")),
    **dict.fromkeys(("中午", "noon", "midday", "lunchtime"), ("11:00", "14:00")),
    **dict.fromkeys(("下午", "afternoon", "afternoons", "in the afternoon"), ("12:00", "18:00")),
    **dict.fromkeys(("晚上", "傍晚", "evening", "evenings", "in the evening"), ("18:00", "22:00")),
    **dict.fromkeys(("白天", "daytime"), ("08:00", "18:00")),
}


@attrs.frozen
class Span:
    """From one time of day to another, said in one cell.

    Parameters
    ----------
    first, last
        As ``09:00``.
    is_guess
        Whether the half of the day of one was taken from the other, as in ``2-4pm``.
    """

    first: str
    last: str
    is_guess: bool = False


@attrs.frozen
class _Said:
    """An hour and a minute; the half of the day is -1 before noon, 1 after it, 0 where it was not said."""

    hour: int
    minute: int
    half: int
    is_bare: bool

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
        return f"{hour:02}:{self.minute:02}" if is_right and self.minute < 60 else None  # noqa: PLR2004 - minutes of an hour


def _said(text: str) -> _Said | None:
    found = _SPOKEN.fullmatch(text)
    if found is None:
        return None
    part, hour, colon, minute, sign, half_past, chinese, letter, french, english = found.groups()
    told = 30 if half_past else int(minute or chinese or french or 0)
    words = {part, english}
    if int(hour) == _NOON and part and part != _AROUND_NOON:
        return None  # 晚上12点 and 上午12点 are midnight to some, and noon to others
    after = part == _AROUND_NOON and int(hour) < 3  # noqa: PLR2004 - one and two o'clock are around noon still
    half = -1 if words & set(_BEFORE_NOON) else 1 if after or words & set(_AFTER_NOON) else 0
    return _Said(int(hour), told, half, is_bare=not (part or colon or sign or letter or english))


def clock_in(text: str) -> str | None:
    """Return a time of day as ``09:30``, or ``None``; a number alone is none."""
    said = _said(_narrow(text)) if len(text) <= _LONGEST else None
    return None if said is None or said.is_bare else said.clock()


def span_in(text: str) -> Span | None:
    """Return from which time of day to which a text says, or ``None`` where it does not say both.

    A number alone is an hour only beside one that is told fully. Where only the last has a half of the day, the first has the
    same, or the other one if it would come after the last; where only the first has one, a later hour has the same.
    """
    part = _PARTS.get(_narrow(text))
    if part is not None:
        return Span(*part, is_guess=True)
    ends = _TO.split(_narrow(text)) if len(text) <= _LONGEST else []
    said = [_said(end) for end in ends]
    if len(said) != 2 or said[0] is None or said[1] is None or (said[0].is_bare and said[1].is_bare):  # noqa: PLR2004
        return None
    first, last = said[0], said[1]
    is_guess = bool(last.half) and not first.half and 1 <= first.hour <= _NOON
    if is_guess:
        same = (first.hour % _NOON, first.minute) < (last.hour % _NOON, last.minute)
        first = attrs.evolve(first, half=last.half if same else -last.half)
    elif first.half and not last.half and last.hour <= _NOON:
        if last.hour % _NOON <= first.hour % _NOON:
            return None
        last, is_guess = attrs.evolve(last, half=first.half), first.half > 0
    return _span(first, last, is_guess=is_guess)


def is_part_of_the_day(span: Span) -> bool:
    """Whether hours are those that a part of the day alone stands for."""
    return span.is_guess and (span.first, span.last) in _PARTS.values()


def _span(first: _Said, last: _Said, *, is_guess: bool) -> Span | None:
    begin, end = first.clock(), last.clock()
    return Span(begin, end, is_guess) if begin and end else None


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
