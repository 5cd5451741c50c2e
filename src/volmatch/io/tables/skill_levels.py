"""How well somebody does something, said behind a skill: cooking (2); 厨艺2级."""

import re

import attrs

from volmatch.io.tables.items import unquoted

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
