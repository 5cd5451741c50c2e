"""JSON read strictly: what other readers let pass in silence is a fault here, and no text can exhaust the machine."""

import json
import re
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.problem.shapes import step_to
from volmatch.text import Text

#: Deepest nesting of lists and records; a problem needs seven.
DEEPEST = 64
#: Longest number in characters; none of ours needs more than twenty.
_LONGEST_NUMBER = 40

_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_TEXT = re.compile(rb'"[^"]*"')
_KEPT = b'"[]{}'
_DROPPED = bytes(set(range(256)) - set(_KEPT))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1, ord('"'): 0}


@attrs.frozen
class LongNumber:
    """A number with so many digits that it is none of ours; whatever reads it finds no number."""

    digits: int

    def quoted(self) -> str:
        """Show it in an error."""
        return f"a number of {self.digits} characters"


class _Doubled(dict[str, Any]):
    """A record in which keys stood more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        heard: set[str] = set()
        self.doubled = [key for key, _ in pairs if key in heard or heard.add(key)]  # type: ignore[func-returns-value]


def parsed(raw: bytes) -> tuple[Any, list[Fault]]:
    """Return the data of a JSON text in UTF-8, and a fault for each key that stands twice in one record.

    Not-a-number and infinity come back as the floats they are: no field takes them, and the field's fault has the path.

    Raises
    ------
    ProblemError
        If the bytes are no JSON text.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if _is_too_deep(raw):
        raise _unreadable(Text("wanted lists and records at most {deepest} deep", {"deepest": DEEPEST}))
    doubled: list[_Doubled] = []
    try:
        data = json.loads(
            raw.decode(), object_pairs_hook=lambda pairs: _record(pairs, doubled), parse_int=_int, parse_float=_float
        )
    except UnicodeDecodeError as error:
        raise _unreadable(Text("wanted a text in UTF-8; byte {at} is not", {"at": error.start})) from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise _unreadable(Text("wanted JSON; it goes wrong at line {line}, column {column}", where)) from None
    except RecursionError:
        raise _unreadable(Text("wanted a text that is less deeply nested")) from None
    return data, list(islice(_doubled_keys(data), MOST_FAULTS)) if doubled else []


def _unreadable(wanted: Text) -> ProblemError:
    return ProblemError([Fault("", wanted)])


def _record(pairs: list[tuple[str, Any]], doubled: list[_Doubled]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) == len(pairs):
        return record
    doubled.append(_Doubled(pairs))
    return doubled[-1]


def _int(text: str) -> int | LongNumber:
    return int(text) if len(text) <= _LONGEST_NUMBER else LongNumber(len(text))


def _float(text: str) -> float | LongNumber:
    return float(text) if len(text) <= _LONGEST_NUMBER else LongNumber(len(text))


def _is_too_deep(raw: bytes) -> bool:
    """Whether a JSON text is nested more than `DEEPEST`; nothing of it is built, and no more looked at than needed."""
    if b"\\" in raw:
        raw = _ESCAPED.sub(b"", raw)
    brackets = _TEXT.sub(b"", raw.translate(None, _DROPPED))
    return any(depth > DEEPEST for depth in accumulate(map(_STEPS.__getitem__, brackets)))


def _doubled_keys(data: Any, path: str = "") -> Iterator[Fault]:
    if isinstance(data, _Doubled):
        for key in data.doubled:
            wanted = Text("this field stands more than once in the same record; keep one")
            yield Fault((path + step_to(key)).removeprefix("."), wanted)
    if isinstance(data, dict):
        for key, item in data.items():
            yield from _doubled_keys(item, path + step_to(key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _doubled_keys(item, f"{path}[{index}]")
