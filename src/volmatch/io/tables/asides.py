"""A remark in brackets behind what a cell says, as in 9:00-11:00 (arrive early) or 2 (含组长): passed over, and told."""

import re

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.narrow_letters import narrowed
from volmatch.io.tables.spoken import clock_in, span_in
from volmatch.text import Text

#: In these columns a remark is passed over; where a number is asked for, one with a number may change it.
COLUMNS_WITH_ASIDES = frozenset(
    {"date", "start", "end", "from", "to", "min", "max", "target", "free", "busy", "minutes"}
)
_WITHOUT_FIGURES = frozenset({"min", "max", "target", "free", "busy", "minutes"})
_BEHIND = re.compile(r"(.*?[^\s(\[])\s*[(\[]([^()\[\]]+)[)\]]\s*", re.DOTALL)
#: A remark with one of these may change what stands in front of it.
_CHANGES = re.compile(
    r"\b(?:not|no|only|except|but|or|and|plus|if|unless|maybe|perhaps|possibly|probably|tbc|tbd|from|until|till|after|before|max|min)\b"
    r"|[?+]|不|无|没|除|仅|只|或|和|加|可能|也许|待定|未定|暂定|至|以[前后]|之[前后]|如果|若|改",
    re.IGNORECASE,
)
TAKEN_WITHOUT = Text("the remark {words} was passed over")


def without_aside(cell: Cell, column: str | None = None) -> tuple[str, str] | None:
    """Return a text without the remark in brackets behind it, and the remark; ``None`` where there is none, or it may matter."""
    found = _BEHIND.fullmatch(narrowed(cell)) if isinstance(cell, str) else None
    if found is None:
        return None
    bare, aside = found[1], found[2].strip()
    is_bare = not any(map(str.isalpha, aside))
    has_figures = column in _WITHOUT_FIGURES and any(map(str.isdigit, aside))
    may_matter = (
        is_bare or has_figures or _CHANGES.search(aside) or span_in(aside) or clock_in(aside) or said_days(aside)
    )
    return None if may_matter or not aside else (bare, aside)
