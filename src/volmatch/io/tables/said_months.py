"""A whole month as people say it: December, in Dec 2026, 12月, 2026年12月上旬; from its first day to its last."""

import re

from volmatch.io.tables.chinese_hours import days_in_figures
from volmatch.io.tables.clocks import expanded_year, month_in
from volmatch.io.tables.other_languages import in_english
from volmatch.io.tables.said_days import MONTH_FIRST, Reading, SaidDay
from volmatch.problem.values import FrozenMap

_LEAD = re.compile(
    r"^(?:(?:in|of|during|throughout|for|all|the|whole|entire|month|im|en)\s+)+|^(?:整个|全)\s*|^在\s*", re.IGNORECASE
)
_TAIL = re.compile(r"\s*(?:的|里|内|中|期间)$")
_NAMED = re.compile(r"([a-z]{3,9})\.?(?:,?\s*(\d{4})|\s*'(\d{2}))?", re.ASCII)
_CHINESE = re.compile(r"(?:(\d{4}|\d{2})\s*年\s*)?(\d{1,2})\s*月份?\s*(上旬|中旬|下旬|上半月|下半月)?", re.ASCII)
_IN_FIGURES = re.compile(r"(20\d{2})\s*[-/.]\s*(\d{1,2})|(\d{1,2})\s*[-/.]\s*(20\d{2})", re.ASCII)
#: First and last day of a part of a month, 0 for its last.
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上半月": (1, 15), "下半月": (16, 0), None: (1, 0)}
_BEGINS = re.compile(
    r"(?:(?:\d{4}|\d{2})\s*年\s*)?\d{1,2}\s*月(?!\s*\d)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?!\s*\d)"
)
_LONGEST = 40
_MONTHS = 12


def said_month(text: str, *, in_words: bool = False) -> tuple[SaidDay, SaidDay] | None:
    """Return the first and the last day of the month that a text says, or ``None`` where it says something else.

    A month in figures alone, such as 2026-12, is none where it has to be in words.
    """
    if len(text) > _LONGEST:
        return None
    bare = _TAIL.sub("", _LEAD.sub("", days_in_figures(text.strip().casefold()))).strip()
    part = None
    if found := _NAMED.fullmatch(bare):
        year, month = expanded_year(found[2] or found[3]), month_in(found[1])
    elif found := _CHINESE.fullmatch(bare):
        year, month, part = expanded_year(found[1]), int(found[2]), found[3]
    elif not in_words and (found := _IN_FIGURES.fullmatch(bare)):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
    else:
        return None
    if not 1 <= month <= _MONTHS:
        return None
    first, last = ((year, month, day) for day in _PARTS[part])
    return _end(first), _end(last)


def begins_with_month(text: str) -> bool:
    """Whether a text begins with a month of which no day is said."""
    return _BEGINS.match(_LEAD.sub("", days_in_figures(in_english(text.strip().casefold())))) is not None


def _end(day: Reading) -> SaidDay:
    return SaidDay(FrozenMap({MONTH_FIRST: day}), is_of_a_month=True)
