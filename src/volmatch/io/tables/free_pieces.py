"""The pieces of what somebody says of their free time: Sat 9-12, Sun pm; 周一至周五晚、周末全天."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import attrs

from volmatch.errors import quoted
from volmatch.io.tables.days_in_a_cell import MONTH, said_days
from volmatch.io.tables.free_time import NOT_FREE_TIME, FreeTime
from volmatch.io.tables.free_words import ALWAYS
from volmatch.io.tables.from_a_day_on import one_sided
from volmatch.io.tables.other_languages import in_english
from volmatch.io.tables.said_months import begins_with_month, said_month
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.spoken import Span, span_in
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.unclear_hours import half_of_the_day
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.window import WEEKDAYS
from volmatch.text import Text

_BETWEEN = re.compile(r"[;\n┋]")
_ALSO_BETWEEN = re.compile(
    r"([,，、&+。]|(?<=[\s\u3400-\u9fff])[/|](?=[\s\u3400-\u9fff])|\b(?:and|or|plus)\b|以及|和|及|或者|或)"  # noqa: RUF001 - people type the wide ones
)
_IN = re.compile(r"^(?:in|of|during|im|en)\s+", re.IGNORECASE)
#: A line that is one of a list begins with a dot or a dash.
_BULLET = re.compile(r"^\s*[-–•·*▪●◦]\s+")  # noqa: RUF001 - people type them
_SPACE = re.compile(r"(\s+)")
_AROUND = " \t,:，、。的"  # noqa: RUF001 - people type the wide ones
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
_ONLY = re.compile(r"\bonly\b|仅有|仅限?|只有|只能?|\bjust\b", re.IGNORECASE)
#: What says of days that they suit, as in 周末都可以 and Saturdays are fine.
_FINE = re.compile(
    r"(?<![不没])(?:都|均)?(?<!不)(?:可以|行|有空|有时间|能来)的?$|(?<!not)\s+(?:(?:is|are|would be)\s+)?(?:ok|okay|fine|good|possible|available|free|works?)$",
    re.IGNORECASE,
)
_EACH = frozenset({"每", "每天", "every", "each", "all"})
_OTHERS = r"(?:其[他它余](?:时间|日子)?)?(?:随时)?(?:都|均)?(?:可以|行|有空|可|有时间)"
#: What leaves days out; all others are meant.
_BUT = (
    re.compile(r"(?:always|any ?time|any ?day|every ?day|all days|daily)\s*,?\s*(?:except|but not|but|apart from)\s+(?:for\s+|on\s+)?(.+)", re.IGNORECASE),
    re.compile(r"(?:except|excluding|apart from|other than)\s+(?:for\s+|on\s+)?(.+)", re.IGNORECASE),
    re.compile(rf"除了?(.+?)(?:以外|之外|外),?\s*(?:{_OTHERS}|随时|每天)?"),
    re.compile(rf"(.+?)(?:除外|以外),?\s*(?:{_OTHERS}|随时)?"),
    re.compile(rf"除了?(.+?),?\s*{_OTHERS}"),
)  # fmt: skip
#: What says of days that they do not suit; where people say when they are free, all others are meant.
_NOT = (
    re.compile(r"not\s+(?:on\s+)?(.+)", re.IGNORECASE),
    re.compile(r"(?:not (?:free|available)|unavailable|busy|(?:can't|cannot|can not)(?: come| make it| do)?)\s+(?:on\s+)?(.+)", re.IGNORECASE),
    re.compile(r"(.+?)\s+(?:is |are )?(?:not (?:free|available|possible|good|ok|okay)|no good|unavailable|impossible|busy)", re.IGNORECASE),
    re.compile(rf"(.+?)(?:都|均)?(?:不行|没空|没时间|没有空|没有时间|不可以|不能来|不能参加|来不了|不方便|有事|不在),?\s*(?:{_OTHERS})?"),
)  # fmt: skip
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|but not|apart from|other than|not)\s+(?:on\s+)?|除了?|不含|不包括", re.IGNORECASE
)
_ENDS = re.compile(r"(?:以外|之外|除外|外)$")
_BARE_HOURS = re.compile(r"\d{1,2}\s*(?:[-–—~至到]|to)\s*\d{1,2}\s*$", re.ASCII)  # noqa: RUF001 - people type them
_MOST_PARTS = 40
#: The same few times stand in many cells.
_OFTEN = 2_048


def free_pieces(text: str) -> Iterator[FreeTime]:
    """Yield the stretches of free time that a text with narrow letters says.

    Raises
    ------
    NotACell
        If a piece says something else.
    """
    rest = _all_but(text) or _but_dates(text) or _from_a_day_on(text)
    if rest is not None:
        yield from rest
        return
    has_days = False
    for block in filter(str.strip, (_BULLET.sub("", piece) for piece in _BETWEEN.split(text))):
        told = _in_block(block, text)
        if not told or (has_days and any(one.days is None for one in told)):
            raise NotACell(
                Text("{piece} says no day; write the day before it, or every day", {"piece": quoted(block.strip())})
            )
        yield from told
        has_days = has_days or told[-1].days is not None


def _in_block(block: str, text: str) -> list[FreeTime]:
    """Return what stands between two semicolons; hours without a day are those of the days before them."""
    found: list[FreeTime] = []
    for one in _greedy(_ALSO_BETWEEN.split(block), text):
        before = found[-1] if found else None
        is_carried = one.days is None and before is not None and before.days is not None
        found.append(
            attrs.evolve(one, days=before.days, said=before.said, is_carried=True) if is_carried and before else one
        )
    return _in_one_month(found, block)


def _in_one_month(told: Sequence[FreeTime], block: str) -> list[FreeTime]:
    """Return stretches of which the first may begin with a month that the others mean as well: 12月周六上午、周日下午.

    Raises
    ------
    NotACell
        If another says a month, and some none: nobody knows whether they mean it.
    """
    first = next((one.days for one in told), None)
    bare = [one for one in told if one.days and one.days.weekdays and not one.days.stretches]
    months = [one for one in told if one.days and one.days.weekdays and one.days.is_in_months()]
    if not (bare and months):
        return list(told)
    if first is None or not first.is_in_months() or not begins_with_month(block):
        raise NotACell(
            Text("{piece} says no month, and another does: write the month to each", {"piece": quoted(bare[0].said)})
        )
    return [
        attrs.evolve(one, days=attrs.evolve(one.days, stretches=first.stretches)) if one.days and one in bare else one
        for one in told
    ]


def _greedy(parts: Sequence[str], text: str) -> Iterator[FreeTime]:
    """Yield what parts say, each time with as many put together as say something."""
    at = 0
    while at < len(parts):
        joined = list(accumulate(parts[at : at + 2 * _MOST_PARTS - 1]))[::2]
        said = ((end, _free(whole)) for end, whole in reversed(list(enumerate(joined))))
        end, one = next(((end, one) for end, one in said if one is not None), (0, None))
        if one is not None:
            yield one
        elif parts[at].strip():
            yield from _with_spaces(parts[at], text)
        at += 2 * end + 2


def _with_spaces(part: str, text: str) -> Iterator[FreeTime]:
    """Yield stretches with nothing but spaces between; each must say hours, or a day alone would be taken for all of it."""
    tokens = _SPACE.split(part.strip())
    if len(tokens) == 1:
        raise _not_understood(part, text)
    before: FreeTime | None = None
    at = 0
    while at < len(tokens):
        joined = list(accumulate(tokens[at:]))[::2]
        said = ((end, _free(whole)) for end, whole in reversed(list(enumerate(joined))))
        end, one = next(((end, one) for end, one in said if one is not None and one.span is not None), (0, None))
        if one is None or (before is None and one.days is None):
            raise _not_understood(part, text)
        if one.days is None and before is not None:
            one = attrs.evolve(one, days=before.days, said=before.said, is_carried=True)
        before = one
        yield one
        at += 2 * end + 2


def _not_understood(piece: str, text: str) -> NotACell:
    days, hours = _BARE_HOURS.sub("", piece), _BARE_HOURS.search(piece)
    half = half_of_the_day(hours[0]) if hours and (not days.strip(_AROUND) or said_days(days.strip(_AROUND))) else None
    if half is not None:
        return NotACell(half)
    if piece.strip() == text.strip():
        return NotACell(NOT_FREE_TIME)
    return NotACell(
        Text("{piece} was not understood; {wanted}", {"piece": quoted(piece.strip()), "wanted": NOT_FREE_TIME})
    )


def _all_but(text: str) -> list[FreeTime] | None:
    """Return all days of the week but those that are left out, or ``None`` where none are."""
    for pattern in (*_BUT, *_NOT):
        found = pattern.fullmatch(text.strip(" .。"))
        days = said_days(found[1].strip()) if found else None
        if found is None or days is None:
            continue
        said, denied = found[1].strip(), days if pattern in _NOT else None
        if days.stretches:
            return [FreeTime(SaidDays(weekdays=WEEKDAYS), said=said, but=days, denied=denied)]
        rest = tuple(day for day in WEEKDAYS if day not in days.weekdays)
        if not days.nth:
            return [FreeTime(SaidDays(weekdays=rest), said=said, is_rest=True, denied=denied)] if rest else None
    return None


def _but_dates(text: str) -> list[FreeTime] | None:
    """Return what is said in front of dates that are left out, as in weekends except 5 Dec, or ``None``."""
    for at in _EXCEPT.finditer(text):
        but = said_days(_ENDS.sub("", text[at.end() :]).strip(_AROUND + ")."))
        front = text[: at.start()].strip(_AROUND + "(")
        if but is not None and but.stretches and front:
            return [attrs.evolve(one, but=but, said=one.said or front) for one in free_pieces(front)]
    return None


def _from_a_day_on(text: str) -> list[FreeTime] | None:
    """Return what is said beside the day from which, or up to which, it holds; all days where nothing is, or ``None``."""
    found = one_sided(text)
    if found is None:
        return None
    rest = found.rest.strip(_AROUND)
    told = list(free_pieces(rest)) if rest and plain(rest) not in ALWAYS else [FreeTime(SaidDays(weekdays=WEEKDAYS))]
    return [found.of(one) for one in told]


def _free(piece: str) -> FreeTime | None:
    """Return what a piece says: days, and perhaps times before or behind them."""
    bare = _FINE.sub("", _ONLY.sub("", piece).strip(_AROUND)).strip(_AROUND)
    opened = _BRACKETS.sub(r" \1", bare).strip(_AROUND)
    tries = dict.fromkeys((bare, bare.rstrip("."), opened))
    return next((one for one in map(_days_and_times, tries) if one is not None), None)


@lru_cache(maxsize=_OFTEN)
def _days_and_times(text: str) -> FreeTime | None:
    return _one_after_another(text) or _within(text)


def _one_after_another(text: str) -> FreeTime | None:
    """Return what a text says of which one part is days, and the other, if there is any, times."""
    month = said_days(text) if said_month(text) else None  # 2026-12 is no stretch of hours
    if month is not None:
        return FreeTime(month, said=text)
    every_day = span_in(text)
    if every_day is not None:
        return FreeTime(span=every_day)
    for at in [len(text), *range(len(text) - 1, 0, -1)]:
        first, last = text[:at].rstrip(_AROUND), text[at:].strip(_AROUND)
        found = _said(text, at, first, last) or (_said(text, at, last, first) if last else None)
        if found is not None:
            return found
    return None


def _within(text: str) -> FreeTime | None:
    """Return times of days of a month or a stretch of dates that stands before or behind both, as in Saturday mornings in December."""
    if not (MONTH.search(in_english(text)) or "月" in text):
        return None
    for at in range(1, len(text)):
        first, last = text[:at].strip(_AROUND), text[at:].strip(_AROUND)
        for days, month in ((first, last), (last, first)):
            stretch = said_days(_IN.sub("", month))
            told = _one_after_another(days) if stretch is not None and stretch.is_long() else None
            is_torn = text[at - 1].isdigit() and text[at].isdigit()
            if told is None or stretch is None or is_torn or (told.days is not None and told.days.stretches):
                continue
            known = stretch if told.days is None else attrs.evolve(told.days, stretches=stretch.stretches)
            return attrs.evolve(told, days=known, said=text)
    return None


def _said(text: str, at: int, day: str, time: str) -> FreeTime | None:
    """Return what a text says that was cut between days and times."""
    span = span_in(time) if time else None
    if bool(time) != (span is not None) or _is_torn(text, at, span):
        return None
    is_each = day.casefold() in _EACH and span is not None
    days = SaidDays(weekdays=WEEKDAYS) if is_each else said_days(day)
    return None if days is None else FreeTime(days, span, day)


def _is_torn(text: str, at: int, span: Span | None) -> bool:
    """Whether a number, or an hour and its minutes, would be torn apart between the days and the times."""
    if span is None or not text[at - 1].isdigit():
        return False
    return text[at].isdigit() or (text[at] == ":" and text[at + 1 : at + 2].isdigit())
