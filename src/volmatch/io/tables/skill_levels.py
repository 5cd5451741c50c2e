"""How well somebody does something, and from when until when, said behind a skill: cooking (2); 厨艺2级 至 2026-12-31."""

import re

import attrs

from volmatch.io.tables import clocks
from volmatch.io.tables.items import unquoted

_UNTIL = re.compile(r"(?:until|至)\s*(\d[-\d/.年月日]{0,20})$", re.ASCII | re.IGNORECASE)
_SINCE = re.compile(r"(?:from|since|自|从)\s*(\d[-\d/.年月日]{0,20})$", re.ASCII | re.IGNORECASE)
_WORD = r"(?:level|lvl\.?|lv\.?|l|级别|等级)"
_LEVELS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(.*\S)\s*[(（\[]\s*{_WORD}?\s*[:：]?\s*(\d{{1,2}})\s*级?\s*[)）\]]",  # noqa: RUF001 - people type the wide ones
        r"(.*\S)\s*[=:：]\s*(\d{1,2})\s*级?",  # noqa: RUF001
        r"(.*\S)\s+(?:level|lvl\.?|lv\.?|级别|等级)\s*(\d{1,2})",
        r"(.*[^\s\d])\s*(\d{1,2})\s*级",
    )
)


@attrs.frozen
class Leveled:
    """A skill and the level that stands behind it."""

    skill: str
    level: int


def leveled(text: object) -> Leveled | None:
    """Return the skill and level that a text says; ``None`` where no level stands in it, and for a word in quotes."""
    if not isinstance(text, str) or unquoted(text.strip()) is not None:
        return None
    found = next((match for pattern in _LEVELS if (match := pattern.fullmatch(text.strip()))), None)
    return None if found is None else Leveled(found[1], int(found[2]))


def without_days(text: str) -> tuple[str, dict[str, str]]:
    """Return a text without the days behind it from which and until which it holds, and these."""
    days: dict[str, str] = {}
    for field, pattern in (("until", _UNTIL), ("valid_from", _SINCE)):
        dated = pattern.search(text)
        day = clocks.day_text(dated[1]) if dated else None
        if dated and day:
            text, days[field] = text[: dated.start()].rstrip(), day
    return text, days
