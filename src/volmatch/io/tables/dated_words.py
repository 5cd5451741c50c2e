"""Words that begin or end, as a cell says them: first-aid from 2026-03-01 until 2026-12-31."""

import re
from collections.abc import Mapping
from typing import Any

from volmatch.io.tables import clocks

#: The first and the last day, in the order in which they are said.
DATED = ("valid_from", "until")
_UNTIL = re.compile(r"(?:until|至)\s*(\d[-\d/.年月日]{0,20})$", re.ASCII | re.IGNORECASE)
_SINCE = re.compile(r"(?:from|since|自|从)\s*(\d[-\d/.年月日]{0,20})$", re.ASCII | re.IGNORECASE)


def dated(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before ``from 2026-03-01 until 2026-12-31``, and these days."""
    days: dict[str, str] = {}
    for field, pattern in (("until", _UNTIL), ("valid_from", _SINCE)):
        said = pattern.search(text)
        day = clocks.day_text(said[1]) if said else None
        if said and day:
            text, days[field] = text[: said.start()].rstrip(), day
    return text, days


def dated_text(record: Mapping[str, Any], lang: str) -> str:
    """Return what stands in a cell behind a word for its first and last day."""
    said = {"until": "至", "valid_from": "自"} if lang == "zh" else {"until": "until", "valid_from": "from"}
    return "".join(f" {said[field]} {record[field]}" for field in DATED if field in record)
