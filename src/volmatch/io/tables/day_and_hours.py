"""A day and from when to when on it in one cell: 2026-08-01 9:00-11:00, Sat 1 Aug 2026 9-11am, 2026年8月1日上午9点到11点."""

import re
from collections.abc import Iterator

import attrs

from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.said_days import said_day
from volmatch.io.tables.spoken import Span, span_in

_YEAR = re.compile(r"20\d{2}|二[零〇○][零〇○一二三四五六七八九]{2}")
_LONGEST = 80


def span_of_a_day(text: str) -> Span | None:
    """Return a day with its year and from when to when on it; ``None`` for anything else.

    Behind a ``T`` the same would be a moment with an offset.
    """
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    for day, hours in _cut(narrowed(text).strip()):
        span = span_in(hours)
        told = said_day(day) if span is not None else None
        whole = told.whole() if told else None
        if span is not None and whole is not None and (told is None or told.weekday in (None, whole.weekday())):
            return attrs.evolve(span, day=whole.isoformat())
    return None


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text in two, wherever a space, a comma or a Chinese day stands between."""
    for at in re.finditer(r"[\s,，]+|(?<=[日号)])(?=\S)", text):  # noqa: RUF001 - people type the wide one
        yield text[: at.start()], text[at.end() :]
