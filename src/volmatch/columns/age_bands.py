"""Traits that ages give, read for columns alone: what the words say of them is read elsewhere, so that a slip is not made twice."""

#: Older than anybody.
_NEVER_REACHED = 999
_MOST_DIGITS = 3


def years_in(trait: str) -> tuple[int, int] | None:
    """Return the least and the greatest age of ``18+``, ``<16`` or ``14-17`` in whole years; ``None`` for any other trait."""
    if trait.startswith("<"):
        below = _whole(trait[1:])
        return (0, below - 1) if below else None
    if trait.endswith("+"):
        least = _whole(trait[:-1])
        return None if least is None else (least, _NEVER_REACHED)
    first, last = map(_whole, (trait.partition("-")[0], trait.partition("-")[2]))
    return None if first is None or last is None or first > last else (first, last)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
