"""JSON as text: one form that is pleasant to read, and one that is the same for equal data."""

import json
from collections.abc import Iterator
from typing import Any

#: What fits on a line of this length is not broken up.
_WIDTH = 110
_STEP = "  "


def laid_out(data: Any) -> str:
    """Return JSON for people: each record that fits stands on one line, all others are broken up and indented."""
    return "".join(_pieces(data, "", 0)) + "\n"


def canonical(data: Any) -> bytes:
    """Return JSON for machines: sorted keys, no spaces, UTF-8; equal data give equal bytes."""
    return _on_one_line(data, sort_keys=True, separators=(",", ":")).encode()


def _on_one_line(data: Any, **how: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, **how)


def _pieces(data: Any, indent: str, used: int) -> Iterator[str]:
    """Yield the text of a value that begins after `used` characters of a line."""
    line = _on_one_line(data)
    is_nested = isinstance(data, (dict, list)) and bool(data)
    if not is_nested or (indent and used + len(line) <= _WIDTH):
        yield line
        return
    entries = data.items() if isinstance(data, dict) else ((None, item) for item in data)
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    deeper = indent + _STEP
    for index, (key, item) in enumerate(entries):
        head = deeper if key is None else f"{deeper}{_on_one_line(key)}: "
        yield f"{',' if index else opening}\n{head}"
        yield from _pieces(item, deeper, len(head))
    yield f"\n{indent}{closing}"
