"""Objects that no problem is made of, some of which break whatever is asked of them."""

import datetime as dt
import decimal
import io
import math
from collections import UserDict, UserList, deque
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, NoReturn

import numpy as np
from hypothesis import strategies as st

import volmatch as vm


def _refuse(*_: object) -> NoReturn:
    message = "leave me alone"
    raise RuntimeError(message)


#: Whatever a reader may ask of a value.
_ASKED = ("__repr__", "__str__", "__eq__", "__hash__", "__bool__", "__len__", "__iter__", "__index__", "__int__", "__float__",
          "__lt__", "__le__", "__ge__", "__getitem__", "__contains__", "__format__", "__ceil__", "items", "keys", "get",
          "utcoffset", "encode", "isascii", "isoformat")  # fmt: skip


def _breaking(*bases: type) -> type:
    """Return a class whose instances break whatever is asked of them."""
    return type("Breaking", bases, dict.fromkeys(_ASKED, _refuse))


def _breaking_record() -> object:
    return type("Breaking", (vm.Volunteer,), {"__getattribute__": _refuse})("li")


class BrokenZone(dt.tzinfo):
    """A zone that breaks when asked."""

    utcoffset = dst = tzname = fromutc = _refuse


def _in_itself() -> list[Any]:
    own: list[Any] = []
    own.append(own)
    return own


def _map_in_itself() -> dict[str, Any]:
    own: dict[str, Any] = {}
    own["id"] = own
    return own


def _deep(depth: int = 20_000) -> list[Any]:
    nest: list[Any] = []
    for _ in range(depth):
        nest = [nest]
    return nest


def _generator() -> Iterator[str]:
    yield "adult"


ODD: tuple[Callable[[], Any], ...] = (
    object,
    _breaking(),
    lambda: _breaking(str)("li"),
    lambda: _breaking(int)(3),
    lambda: _breaking(float)(3.5),
    lambda: _breaking(list)(["adult"]),
    lambda: _breaking(tuple)(("adult",)),
    lambda: _breaking(dict)(id="li"),
    lambda: _breaking(set)(["adult"]),
    lambda: _breaking(UserDict)(id="li"),
    lambda: _breaking(dt.datetime)(2026, 8, 1, tzinfo=dt.UTC),
    lambda: _breaking(dt.date)(2026, 8, 1),
    _breaking_record,
    lambda: dt.datetime(2026, 8, 1, tzinfo=BrokenZone()),
    lambda: dt.time(9, tzinfo=dt.UTC),
    _in_itself,
    _map_in_itself,
    _deep,
    _generator,
    lambda: len,
    lambda: SimpleNamespace(id="li"),
    lambda: UserDict({"id": "li"}),
    lambda: UserList(["adult"]),
    lambda: deque(["adult"]),
    lambda: {"b", "a"},
    lambda: frozenset({1, "a", None}),
    lambda: range(3),
    lambda: np.arange(3),
    lambda: np.array(["li"], dtype=object),
    lambda: np.datetime64("2026-08-01"),
    lambda: decimal.Decimal("sNaN"),
    lambda: math.nan,
    lambda: 10**5_000,
    lambda: bytearray(b"li"),
    lambda: memoryview(b"li"),
    lambda: io.BytesIO(b"li"),
    lambda: vm.Volunteer,
    lambda: vm,
    lambda: NotImplemented,
    lambda: ...,
    lambda: vm.Volunteer("li"),
    lambda: vm.Session("li"),
    vm.Skill,
    lambda: vm.Limit("day"),
    lambda: vm.Role("li", min=None),  # type: ignore[arg-type]
    lambda: vm.Wish(score=1),
    lambda: vm.Way("a", "a", 1),
    lambda: vm.Weekly([], dt.time(9), dt.time(9)),
    lambda: vm.Where(volunteers=5),  # type: ignore[arg-type]
    lambda: vm.Rule,
)

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["li", "art-1", "week", "2026-08-01T10:00", "2026-08-01", "10:00", "mon", "cover", "UTC"])
)

#: Anything that JSON may hold, and words that mean something somewhere.
JSON = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_PLAIN = (
    JSON
    | st.binary(max_size=5)
    | st.complex_numbers()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC))
    | st.dates()
    | st.times()
)
#: Makers of anything at all; the objects themselves would break hypothesis, too.
ANYTHING: st.SearchStrategy[Callable[[], Any]] = st.sampled_from(ODD) | _PLAIN.map(lambda value: lambda: value)
