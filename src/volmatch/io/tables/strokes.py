"""What people write between two things besides a semicolon, all of which may be part of a name as well: AC/DC, arts and crafts."""

import re

#: What people write between two things; a stroke may be part of a name, so other cells decide.
BETWEEN = re.compile(
    r"\s*[/／&＆|｜]\s*|\s*(?<![+＋\s])\s*[+＋]\s*(?![+＋/／&＆|｜\s]|$)|\s+(?:and|und|et|y|e|as well as)\s+|(?<=[\u3400-\u9fff]{2})\s*(?:[和与及跟]|以及)\s*(?=[\u3400-\u9fff]{2})",  # noqa: RUF001 - people type the wide ones
    re.IGNORECASE,
)
#: For rooms, one of which is taken, only what may mean one or the other.
EITHER = re.compile(r"\s*[/／|｜]\s*|\s+(?:or|oder|ou)\s+|\s*(?:或者?)\s*", re.IGNORECASE)  # noqa: RUF001
#: In Chinese a space may stand between two things, or within one.
SPACES = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


#: Beside other letters, or within a name, a Chinese and counts only where every part is known.
AND_IN_CHINESE = re.compile(r"(?<=\S)\s*[和与及跟]\s*(?=\S)")


def may_be_several(word: str) -> bool:
    """Whether a word may be read as several things where its parts are known."""
    return any(pattern.search(word) for pattern in (BETWEEN, EITHER, SPACES, AND_IN_CHINESE))


def parts_in(word: str) -> list[str]:
    """Return the parts that a word may be read as; the word itself where it is one."""
    found = next((pattern for pattern in (BETWEEN, EITHER, AND_IN_CHINESE) if pattern.search(word)), None)
    parts = [part.strip() for part in found.split(word)] if found else [word]
    return parts if all(parts) else [word]
