"""Days of the week as people write them: mon-fri, Tuesdays, weekend, 每周二、四, 工作日."""

import re
from collections.abc import Iterable, Mapping
from typing import Self

from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.table_words import VALUES, plain, understood
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text

_TO = re.compile(r"\s*(?:[-–—~～〜]+|至|到|\b(?:to|till|until)\b)\s*")  # noqa: RUF001 - people type it
_AND = re.compile(r"\s*(?:[/&+和及]|\band\b)\s*", re.IGNORECASE)
_EVERY = re.compile(
    r"(?:\b(?:every|each|any|all|on)\s+|(?:每逢|每个?|所有的?|全部的?)(?=[周星礼工双平]))", re.IGNORECASE
)
#: In letters or in figures, never both: the 13 of 周日13:00 is an hour.
_SEVERAL = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天]{1,7}|[1-6]{1,7})")
_ONE_AFTER_ANOTHER = re.compile(r"(?:(?:周|星期|礼拜)[一二三四五六日天]\s*){2,7}")
_WITH_SPACES = re.compile(r"(?:[^\W\d_]{2,10}\.?\s+){1,6}[^\W\d_]{2,10}\.?")
_FIGURES = str.maketrans("123456", "一二三四五六")
_GROUPS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("weekend", "whole weekend", "the weekend", "at the weekend", "at weekends", "周末", "双休日"), ("sat", "sun")
    ),
    **dict.fromkeys(("weekday", "workday", "working day", "工作日", "平日"), WEEKDAYS[:5]),
    **dict.fromkeys(("daily", "every day", "everyday", "any day", "每天", "每日", "天天"), WEEKDAYS),
}
_MEANINGS = understood(VALUES, WEEKDAYS)
_LONGEST = 40
_WANTED = Text("wanted days of the week, such as mon; wed or mon-fri")


class NotACell(ValueError):  # noqa: N818 - never leaves the package: the reading of a row turns it into a fault
    """A cell that does not hold what its column wants; `wanted` says what would do."""

    def __init__(self, wanted: Text) -> None:
        self.wanted = wanted
        super().__init__(wanted)


class Unclear(str):
    """The text of a cell that was looked at beside others and yet says nothing sure; `wanted` says what would do."""

    __slots__ = ("wanted",)

    def __new__(cls, text: str, wanted: Text) -> Self:
        """Return the text with what would do instead."""
        told = super().__new__(cls, text)
        told.wanted = wanted
        return told

    wanted: Text


def weekdays_in(parts: Iterable[str]) -> list[str]:
    """Return the days that the parts of a cell say, each once, in the order of the cell.

    Raises
    ------
    NotACell
        If one says something else.
    """
    days: list[str] = []
    for part in parts:
        for one in _AND.split(narrowed(part[:_LONGEST])):
            days += _days(one)
    return list(dict.fromkeys(days))


def _days(text: str) -> Iterable[str]:
    bare = plain(_EVERY.sub("", text))
    for word in (plain(text), bare, bare.removesuffix("s")):
        if word in _GROUPS:
            return _GROUPS[word]
    several = _SEVERAL.fullmatch(bare)
    if several:
        return [_MEANINGS[letter] for letter in several[1].translate(_FIGURES)]
    if _ONE_AFTER_ANOTHER.fullmatch(bare) and not _TO.search(text):  # 周一-周五 is no Monday and Friday
        return [_MEANINGS[letter] for letter in bare if letter in _MEANINGS]
    if _WITH_SPACES.fullmatch(bare) and not _TO.search(text):
        return [_day(word) for word in bare.split()]
    ends = [_day(end) for end in _TO.split(_EVERY.sub("", text))]
    if len(ends) > 2:  # noqa: PLR2004 - a stretch has two ends
        raise NotACell(_WANTED)
    first, last = (WEEKDAYS.index(end) for end in (ends[0], ends[-1]))
    return [WEEKDAYS[day % 7] for day in range(first, last + 1 + 7 * (last < first))]


def _day(text: str) -> str:
    word = plain(text).rstrip(".")
    found = _MEANINGS.get(word) or _MEANINGS.get(word.removesuffix("s"))
    if found is None:
        raise NotACell(_WANTED)
    return found
