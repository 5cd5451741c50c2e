"""Lengths of time as people say them, 2h, 1h30, 90 min, two hours, 两个半小时, and those that stand beside an hour: 9:00 (2 hours)."""

import re
from decimal import Decimal
from functools import lru_cache

import attrs

from volmatch.io.tables.chinese_hours import number_in

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH = {name: figure for figure, name in enumerate(_WORDS, start=1)} | {"an": 1, "a": 1}
_NUMBER = r"(?:\d{1,9}(?:\.\d{1,9})?)"
_SAID = rf"(?:{_NUMBER}|\d{{1,3}},\d{{1,2}}|\b(?:{'|'.join(_ENGLISH)})\b|[二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_HOURS = r"(?:h\b|h(?=\d)|hrs?\b|hours?\b|std\b|stunden?\b|个?小时|个?钟头|个钟)"
_MINUTES = r"(?:minutes?\b|mins?\b|m\b|minuten\b|分钟|分)"
#: Hours, perhaps with half of one or with minutes; minutes alone; half an hour.
_LENGTH = re.compile(
    rf"(?P<hours>{_SAID})\s*(?:(?P<h>{_HOURS})\s*(?:(?P<half>半|and a half)|(?P<more>\d{{1,3}})\s*{_MINUTES}?)?|(?P<halves>个半(?:小时|钟头|钟)|and a half hours?))"
    rf"|(?P<minutes>{_SAID})\s*{_MINUTES}|(?P<half_hour>半个?(?:小时|钟头)|half an hour)",
    re.ASCII,
)
_AT_THE_END = re.compile(rf"(?P<length>{_LENGTH.pattern})\s*(?P<close>[)\]])?$", re.ASCII)
_AT_THE_BEGINNING = re.compile(
    rf"(?P<length>{_LENGTH.pattern})\s*,?\s*(?:from|starting(?: at| from)?|beginning at|at|从|自)\s*(?P<rest>.+?)\s*(?:开始|起)?$",
    re.ASCII,
)
#: What stands between an hour and a length, and makes clear that it is one.
_FIRMLY = re.compile(
    r"(?:\s*(?:[,;(\[+/]|\bfor\b|\blasting\b|\blasts\b|\bduration\b:?|起|开始|共|持续|历时|时长:?))+\s*$", re.ASCII
)
_LOOSELY = re.compile(r"\s+$|(?<=[点半])$")
_AN_HOUR_SAID = re.compile(r"(\d{1,2})", re.ASCII)
_AN_HOUR, _A_DAY = 60, 24 * 60
_LONGEST = 60
#: The same few lengths stand in many cells.
_OFTEN = 2_048


@attrs.frozen
class BesideALength:
    """What stands beside a length of time.

    Parameters
    ----------
    rest
        The text beside it.
    minutes
        How long it is.
    is_sure
        Whether it can be nothing but a length; 14h behind 9:00 may be an end, and 30 min behind 9h those of the hour.
    """

    rest: str
    minutes: int
    is_sure: bool


@lru_cache(maxsize=_OFTEN)
def minutes_said(text: str) -> Decimal | None:
    """Return the minutes of a length that says its units, in small narrow letters; ``None`` for anything else."""
    found = _LENGTH.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return None if found is None else _minutes(found)


def beside_a_length(text: str) -> BesideALength | None:
    """Return what stands beside a length of whole minutes, shorter than a day, in a text; ``None`` where there is none."""
    behind = _AT_THE_END.search(text)
    front = None if behind else _AT_THE_BEGINNING.fullmatch(text)
    found = behind or front
    minutes = _minutes(found) if found else None
    if found is None or minutes is None or minutes % 1 or not 0 < minutes < _A_DAY:
        return None
    if front is not None:
        return BesideALength(front["rest"], int(minutes), is_sure=True)
    before = text[: found.start()]
    firmly = _FIRMLY.search(before)
    if not firmly and not _LOOSELY.search(before):
        return None
    rest = (before[: firmly.start()] if firmly else before).strip(" ,;")
    return BesideALength(rest, int(minutes), is_sure=firmly is not None or _is_sure(rest, found, int(minutes)))


def _is_sure(rest: str, found: re.Match[str], minutes: int) -> bool:
    """Whether a length with nothing but a space in front is no end, and no minutes of the hour."""
    hour = _AN_HOUR_SAID.match(rest)
    if found["h"] == "h":
        return not rest.endswith("h") and (hour is None or minutes < int(hour[1]) * _AN_HOUR)
    return minutes >= _AN_HOUR or found["half_hour"] is not None or not rest.endswith(("h", "点"))


def _minutes(found: re.Match[str]) -> Decimal:
    if found["half_hour"]:
        return Decimal(_AN_HOUR // 2)
    if found["minutes"]:
        return _figure(found["minutes"])
    half = _AN_HOUR // 2 if found["half"] or found["halves"] else 0
    return _figure(found["hours"]) * _AN_HOUR + half + int(found["more"] or 0)


def _figure(text: str) -> Decimal:
    figure = _ENGLISH.get(text) or number_in(text)
    return Decimal(text.replace(",", ".")) if figure is None else Decimal(figure)
