"""The public doors: what a caller hands in is looked at before anything is done with it, and refused in words."""

import datetime as dt
import functools
import inspect
import io
import math
import os
import types
import typing
from collections import abc
from collections.abc import Callable
from itertools import islice
from typing import Any, ParamSpec, TypeVar

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.text import Text

P = ParamSpec("P")
R = TypeVar("R")

#: No list that is handed in may be longer, and no whole number larger.
MOST_ITEMS = 1_000_000
MOST_NUMBER = 10**15
_LISTS = (abc.Iterable, abc.Collection, abc.Sequence, abc.Set, list, tuple, set, frozenset)


@attrs.frozen
class Wanted:
    """What an argument must be.

    Parameters
    ----------
    words
        What to call it.
    fits
        Whether a value is of this kind, as far as can be seen from outside; may raise anything if the value does.
    taken
        Makes a value that fits what the function gets, given the value and its name: a list as a tuple whose items were looked
        at too, a text without a class of its own.
    """

    words: Text
    fits: Callable[[Any], bool]
    taken: Callable[[Any, str], Any] = lambda given, _: given

    def accepts(self, given: object) -> bool:
        """Whether a value fits; one that breaks when it is asked does not."""
        try:
            return bool(self.fits(given))
        except Exception:  # noqa: BLE001 - a foreign object's methods may raise anything
            return False

    def settled(self, given: object, name: str) -> Any:
        """Return what the function gets.

        Raises
        ------
        OptionError
            If the value, or something in it, is of another kind.
        """
        if not self.accepts(given):
            raise _refused(name, self.words, given)
        return self.taken(given, name)


def door(function: Callable[P, R]) -> Callable[P, R]:
    """Look at all arguments of a public function by its annotations before it runs.

    What is not of the kind that the annotation says is refused as an `OptionError` that names the argument. Lists become
    tuples, so a function may go through them twice.
    """
    return door_but()(function)


def door_but(*read: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Look at all arguments but those that a reader judges, which tells all faults in them at once, each with its place.

    Of these it is seen to that a list can be gone through; what stands in it, or what is no list, is left to the reader.
    """

    def made(function: Callable[P, R]) -> Callable[P, R]:
        return _guarded(function, read)

    return made


def _guarded(function: Callable[P, R], read: tuple[str, ...]) -> Callable[P, R]:
    signature = inspect.signature(function)

    @functools.cache
    def wanted() -> dict[str, Wanted]:
        hints = typing.get_type_hints(function)
        kinds = {name: wanted_by(hint) for name, hint in hints.items() if name in signature.parameters}
        return kinds | dict.fromkeys(read, _READ)

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        bound = signature.bind(*args, **kwargs)
        kinds = wanted()
        for name, given in bound.arguments.items():
            if name in kinds:  # all but a method's own object
                bound.arguments[name] = kinds[name].settled(given, name)
        return function(*bound.args, **bound.kwargs)

    return guarded


def wanted_by(hint: Any) -> Wanted:
    """Return what an annotation asks for."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _any_of([wanted_by(one) for one in inner])
    if origin is typing.Literal:
        return _one_of(inner)
    if origin in _LISTS:
        return _listed(inner)
    if origin in {abc.Mapping, dict}:
        return _mapped(*map(wanted_by, inner))
    return _PLAIN.get(hint) or (_of_class(inner[0]) if origin is type else _instance(origin or hint))


def _refused(name: str, words: Text, given: object) -> OptionError:
    return OptionError(
        Text("{name}: wanted {wanted}, not {given}", {"name": name, "wanted": words, "given": quoted(given)})
    )


def _any_of(kinds: list[Wanted]) -> Wanted:
    def taken(given: Any, name: str) -> Any:
        fitting = [kind for kind in kinds if kind.accepts(given)]
        for kind in fitting[:-1]:
            try:
                return kind.settled(given, name)
            except OptionError:
                continue
        return fitting[-1].settled(given, name)

    words = functools.reduce(
        lambda one, other: Text("{one} or {other}", {"one": one, "other": other}), _words_of(kinds)
    )
    return Wanted(words, lambda given: any(kind.accepts(given) for kind in kinds), taken)


def _words_of(kinds: list[Wanted]) -> list[Text]:
    """Return what several kinds are called, each word once."""
    return list(dict.fromkeys(kind.words for kind in kinds))


def _one_of(values: tuple[Any, ...]) -> Wanted:
    def plain(given: Any) -> Any:
        return str.__str__(given) if isinstance(given, str) else given

    return Wanted(
        Text("one of {words}", {"words": values}),
        lambda given: any(type(plain(given)) is type(one) and plain(given) == one for one in values),
        lambda given, _: plain(given),
    )


def _listed(inner: tuple[Any, ...]) -> Wanted:
    items = [wanted_by(one) for one in inner if one is not ...]
    is_record = len(items) > 1  # a tuple of so many things of different kinds

    def fits(given: object) -> bool:
        return isinstance(given, abc.Iterable) and not isinstance(given, (str, bytes, bytearray, abc.Mapping))

    def taken(given: Any, name: str) -> tuple[Any, ...]:
        words = (
            Text("a list of {n}", {"n": len(items)}) if is_record else Text("a list of at most {n}", {"n": MOST_ITEMS})
        )
        try:
            found = tuple(islice(given, MOST_ITEMS + 1))
        except Exception:  # noqa: BLE001 - a foreign list may raise anything
            raise _refused(name, Text("a list"), given) from None
        if len(found) > MOST_ITEMS or (is_record and len(found) != len(items)):
            raise _refused(name, words, given)
        kinds = items if is_record else items[:1] * len(found)
        return tuple(kind.settled(one, f"{name}[{n}]") for n, (kind, one) in enumerate(zip(kinds, found, strict=True)))

    return Wanted(Text("a list"), fits, taken)


def _mapped(key: Wanted, value: Wanted) -> Wanted:
    def taken(given: Any, name: str) -> dict[Any, Any]:
        try:
            found = list(given.items())
        except Exception:  # noqa: BLE001 - a foreign mapping may raise anything
            raise _refused(name, Text("a mapping"), given) from None
        return {key.settled(one, name): value.settled(other, f"{name}[{quoted(one)}]") for one, other in found}

    return Wanted(Text("a mapping"), lambda given: isinstance(given, abc.Mapping), taken)


def _of_class(kind: type) -> Wanted:
    told = Text("a subclass of {kind}", {"kind": kind.__name__})
    return Wanted(told, lambda given: isinstance(given, type) and issubclass(given, kind))


def _instance(kind: Any) -> Wanted:
    """Return that an object of a class is wanted, or one that has the methods of a protocol, or any function."""
    if kind is abc.Callable:
        return Wanted(Text("a function"), callable)
    if getattr(kind, "_is_protocol", False):
        methods = tuple(sorted(name for name in vars(kind) if name[0] != "_"))
        told = Text("an object with {methods}", {"methods": methods})
        return Wanted(told, lambda given: all(callable(getattr(given, name)) for name in methods))
    facts = {"kind": kind.__name__}
    told = Text("an {kind}", facts) if kind.__name__[0] in "AEIOU" else Text("a {kind}", facts)

    def fits(given: object) -> bool:
        return isinstance(given, kind) and type(given).__getattribute__ is kind.__getattribute__

    return Wanted(told, fits)


def _is_whole(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _whole(given: int, name: str) -> int:
    plain = int.__int__(given)
    if abs(plain) > MOST_NUMBER:
        raise _refused(name, Text("a whole number up to {most}", {"most": MOST_NUMBER}), given)
    return plain


def _number(given: float, name: str) -> float:
    return _whole(given, name) if isinstance(given, int) else float.__float__(given)


def _is_moment(given: object) -> bool:
    """Whether this is a moment whose zone can be asked."""
    return isinstance(given, dt.datetime) and (given.utcoffset() is not None or given.tzinfo is None)


def _takes_text(given: Any) -> bool:
    return callable(given.write) and not isinstance(given, (io.RawIOBase, io.BufferedIOBase))


def _day(given: dt.date) -> dt.date:
    return _moment(given) if isinstance(given, dt.datetime) else dt.date(given.year, given.month, given.day)


def _moment(given: dt.datetime) -> dt.datetime:
    clock = dt.time(given.hour, given.minute, given.second, given.microsecond, given.tzinfo, fold=given.fold)
    return dt.datetime.combine(dt.date(given.year, given.month, given.day), clock)


def _gone_through(given: Any, name: str) -> Any:
    """Return a list that can be gone through again; what is none stays as it is."""
    is_list = isinstance(given, abc.Iterable) and not isinstance(given, (str, bytes, bytearray, abc.Mapping))
    return _listed((Any,)).settled(given, name) if is_list else given


_READ = Wanted(Text("a list"), lambda given: given.__class__ is not None, _gone_through)
_PLAIN: dict[Any, Wanted] = {
    Any: Wanted(Text("anything"), lambda given: given.__class__ is not None),
    type(None): Wanted(Text("None"), lambda given: given is None),
    str: Wanted(Text("a text"), lambda given: isinstance(given, str), lambda given, _: str.__str__(given)),
    bytes: Wanted(Text("bytes"), lambda given: isinstance(given, (bytes, bytearray)), lambda given, _: bytes(given)),
    bool: Wanted(Text("true or false"), lambda given: isinstance(given, bool)),
    int: Wanted(Text("a whole number"), _is_whole, _whole),
    float: Wanted(
        Text("a number"), lambda given: _is_whole(given) or (isinstance(given, float) and math.isfinite(given)), _number
    ),
    dt.datetime: Wanted(Text("a moment"), _is_moment, lambda given, _: _moment(given)),
    dt.date: Wanted(Text("a day"), lambda given: isinstance(given, dt.date), lambda given, _: _day(given)),
    dt.time: Wanted(Text("a time of day"), lambda given: isinstance(given, dt.time)),
    dt.timedelta: Wanted(Text("a length of time"), lambda given: isinstance(given, dt.timedelta)),
    os.PathLike[str]: Wanted(Text("a path"), lambda given: isinstance(os.fspath(given), str)),
    typing.IO[str]: Wanted(Text("a file opened for text"), _takes_text),
}
