"""Plain values that problems are made of: frozen mappings, records, and containers made immutable on arrival."""

import types
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

import attrs

Key = TypeVar("Key")
Value = TypeVar("Value")


class FrozenMap(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping that cannot be changed and can be hashed."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[Key, Value]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: Key) -> Value:
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


class Record:
    """Base of frozen records that remember the time zone they were settled in: there they need not be read again."""

    __slots__ = ("_is_loose", "_zone")


def settled_in(record: Record, zone: object) -> bool:
    """Return whether a record was settled in this very zone."""
    return zone is not None and getattr(record, "_zone", None) is zone


def is_loose(record: Record) -> bool:
    """Return whether a question leaves open what the data say of a record for certain; see `loosen`."""
    return getattr(record, "_is_loose", False)


def loosen(record: Record) -> None:
    """Note that a question leaves a record open: no field says so, and a copy knows nothing of it."""
    object.__setattr__(record, "_is_loose", True)


def settle_in(record: Record, zone: object) -> None:
    """Note that a record is settled."""
    object.__setattr__(record, "_zone", zone)


def settle_as(before: Record, after: Record) -> None:
    """Note that a record that was made from a settled one, with nothing in it that needs to be read, is settled as that is."""
    settle_in(after, getattr(before, "_zone", None))


def immutable(given: Any) -> Any:
    """Return lists and dicts as they really are, whatever a subclass says about its type and items."""
    kind = type(given)
    if issubclass(kind, list):
        return tuple(list.__iter__(given))
    if issubclass(kind, tuple):
        return tuple(tuple.__iter__(given))
    if issubclass(kind, dict):
        return FrozenMap(dict(dict.items(given)))
    return given


def tidy(_cls: type, fields: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    """Give each field of an attrs class a converter that makes lists and dicts immutable.

    Used as ``attrs.frozen(field_transformer=tidy)``. Nothing is judged here: `Problem` judges everything at once.
    """
    return [field if field.converter else field.evolve(converter=_taking(field.type)) for field in fields]


def _taking(kind: Any) -> Callable[[Any], Any]:
    """Return `immutable` once more, saying what a field takes: the signature and the help of a class show that."""
    take = types.FunctionType(immutable.__code__, immutable.__globals__, immutable.__name__)
    take.__annotations__ = {"given": _plain(kind), "return": Any}
    return take


def _plain(kind: Any) -> Any:
    """Return a type without what volmatch notes beside it: ``Sequence[Annotated[str, ...]]`` is ``Sequence[str]``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _plain(arguments[0])
    if origin is None or origin is Literal:
        return kind
    plain = tuple(_plain(one) for one in arguments)
    return reduce(or_, plain) if origin in (types.UnionType, Union) else origin[plain]
