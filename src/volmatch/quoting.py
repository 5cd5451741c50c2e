"""A value that somebody gave, shown as they may have written it: a time as 26:00, nothing as null, never as Python spells it."""

import datetime as dt
import enum
import numbers
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

_LONGEST = 80
#: So many of a list are shown, and lists in lists in lists.
_MOST_ITEMS, _DEEPEST = 6, 3
_WORDS = {None: "null", True: "true", False: "false"}
_TEXTS = (str, bytes, bytearray, os.PathLike, uuid.UUID)
_HOUR, _MINUTE = 3600, 60


def quoted(given: object) -> str:
    """Show a value in one short line that is safe to print, whatever the value is."""
    try:
        shown = _shown(given, _DEEPEST)
    except Exception:  # noqa: BLE001 - a foreign object's methods may raise anything (a 5,000-digit int does)
        shown = type(given).__name__
    shown = "".join(letter if letter.isprintable() else "?" for letter in shown[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def _shown(given: object, depth: int) -> str:
    if isinstance(given, enum.Enum):
        given = given.value
    elif getattr(given, "ndim", None) == 0:  # a number of another library
        given = given.item()  # type: ignore[attr-defined]
    if given is None or isinstance(given, bool):
        return _WORDS[given]
    if isinstance(given, _TEXTS):
        return _text(_read(given)[: _LONGEST + 1])
    if isinstance(given, (dt.date, dt.time, dt.timedelta)):
        return _time(given)
    if isinstance(given, (Mapping, Sequence, AbstractSet)) and not isinstance(given, range):
        return _several(given, depth)
    return _other(given)


def _read(given: object) -> str:
    if isinstance(given, (bytes, bytearray)):
        return bytes(given[: _LONGEST + 1]).decode("ascii", errors="backslashreplace")
    return str.__str__(given) if isinstance(given, str) else str(given)


def _text(text: str) -> str:
    """Return a text in quotation marks; only letters that cannot be seen stand as their codes."""
    mark = '"' if "'" in text and '"' not in text else "'"
    return mark + "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text) + mark


def _time(given: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(given, dt.timedelta):
        seconds = abs(given) // dt.timedelta(seconds=1)
        clock = f"{seconds // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}"
        rest = seconds % _MINUTE
        return ("-" if given < dt.timedelta() else "") + clock + (f":{rest:02}" if rest else "")
    if not isinstance(given, (dt.datetime, dt.time)):
        return given.isoformat()
    exact = "auto" if given.second or given.microsecond else "minutes"
    return given.isoformat(" ", exact) if isinstance(given, dt.datetime) else given.isoformat(exact)


def _several(given: Mapping[object, object] | Sequence[object] | AbstractSet[object], depth: int) -> str:
    if not depth:
        return "…"
    items = list(islice(_items(given, depth), _MOST_ITEMS + 1))
    listed = ", ".join(items[:_MOST_ITEMS] + (["…"] if len(items) > _MOST_ITEMS else []))
    return f"{{{listed}}}" if isinstance(given, Mapping) else f"[{listed}]"


def _items(given: Mapping[object, object] | Sequence[object] | AbstractSet[object], depth: int) -> Iterator[str]:
    if isinstance(given, Mapping):
        yield from (f"{_shown(key, depth - 1)}: {_shown(value, depth - 1)}" for key, value in given.items())
    else:
        yield from (_shown(one, depth - 1) for one in given)


def _other(given: object) -> str:
    """Return a number as it is, and of anything else its kind, with its id if it has one."""
    if isinstance(given, numbers.Number):  # decimals and fractions too
        return str(given)
    if isinstance(given, BaseException):
        told = str(given)[: _LONGEST + 1]
        return f"{type(given).__name__}: {told}" if told else type(given).__name__
    own_words = getattr(type(given), "quoted", None)
    if own_words is not None:
        return str(own_words(given))
    named = getattr(given, "__name__", None)
    if isinstance(named, str):
        return named
    own = getattr(given, "id", None)
    kind = type(given).__name__
    return f"{kind} {_text(own[: _LONGEST + 1])}" if isinstance(own, str) else kind
