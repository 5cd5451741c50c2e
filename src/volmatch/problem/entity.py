"""How a whole record is read: an attrs value or a mapping with the same field names."""

import datetime as dt
import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from volmatch.problem.named_zone import zone_of
from volmatch.problem.shapes import (
    LONGEST_NAME,
    UNREADABLE,
    Choice,
    Clock,
    Day,
    Flag,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Reader,
    Real,
    Shape,
    Whole,
    Word,
    step_to,
)
from volmatch.problem.values import Record, settle_in, settled_in
from volmatch.text import Text

R = typing.TypeVar("R", bound=Record)


def json_name(field: str) -> str:
    """Return a field's name in JSON: the Python name without the underscore that avoids a keyword."""
    return field.rstrip("_")


@attrs.frozen
class Entity:
    """A record of one attrs class.

    The class may have a method ``faults()`` that yields ``(field, Text)`` for what its fields contradict among themselves,
    and a class attribute ``shorthand`` (the field that a bare number stands for), ``is_row`` (a list gives the fields in order) or
    ``clocks`` (the field that names the zone in which its times are read, if it does).
    """

    cls: type

    def read(self, given: Any, reader: Reader) -> Any:
        """Return a settled instance; one that is settled already, as in a problem that differs elsewhere, is taken as it is."""
        if type(given) is self.cls and isinstance(given, Record) and settled_in(given, reader.zone):
            return given
        if isinstance(given, self.cls):
            found = {name: getattr(given, name) for name in fields_of(self.cls)}
        elif isinstance(given, Mapping):
            found = self._from_mapping(given, reader)
        elif isinstance(given, (list, tuple)) and hasattr(self.cls, "is_row"):
            return self._from_row(given, reader)
        elif hasattr(given, "__index__") and not isinstance(given, bool) and hasattr(self.cls, "shorthand"):
            found = {self.cls.shorthand: given}
        else:
            return reader.fault(Text("wanted {kind}", {"kind": kind_of(self.cls)}), given)
        return self._settled(found, reader, {name: f".{field.json}" for name, field in fields_of(self.cls).items()})

    def fits(self, given: object) -> bool:
        """Whether a value looks like one of this class rather than of another: the first required field tells."""
        if isinstance(given, Mapping):
            return any(
                next(field.json for field in fields_of(self.cls).values() if field.is_required) == key for key in given
            )
        return isinstance(given, self.cls)

    def _from_mapping(self, given: Mapping[Any, Any], reader: Reader) -> dict[str, Any]:
        known = {field.json: name for name, field in fields_of(self.cls).items()}
        for key in given:
            if key not in known and not reader.is_full:
                with reader.at(step_to(key)):
                    reader.missing(Text("no such field in {kind}; remove or rename it", {"kind": kind_of(self.cls)}))
        return {name: given[json] for json, name in known.items() if json in given}

    def _from_row(self, given: Sequence[Any], reader: Reader) -> Any:
        names = tuple(fields_of(self.cls))
        if len(given) != len(names):
            return reader.fault(Text("wanted a list of {words}", {"words": names}), given)
        steps = {name: f"[{index}]" for index, name in enumerate(names)}
        return self._settled(dict(zip(names, given, strict=True)), reader, steps)

    def _settled(self, found: dict[str, Any], reader: Reader, steps: Mapping[str, str]) -> Any:
        around = reader.zone
        own = found.get(getattr(self.cls, "clocks", ""))
        reader.zone = (zone_of(own) if isinstance(own, str) else None) or around
        try:
            settled = self._read_fields(found, reader, steps)
        finally:
            reader.zone = around
        if isinstance(settled, Record):
            settle_in(settled, around)
        return settled

    def _read_fields(self, found: dict[str, Any], reader: Reader, steps: Mapping[str, str]) -> Any:
        faults_before = len(reader.faults)
        values: dict[str, Any] = {}
        for name, field in fields_of(self.cls).items():
            if name not in found:
                if field.is_required:
                    with reader.at(steps[name]):
                        reader.missing(Text("this field is required"))
                continue
            value = found[name]
            if value is not field.default:
                value = reader.read(field.shape, value, steps[name])
            values[name] = value
        if any(value is UNREADABLE for value in values.values()) or not self._required() <= values.keys():
            return UNREADABLE
        settled = self.cls(**values)
        if len(reader.faults) == faults_before and hasattr(settled, "faults"):
            for name, wanted in settled.faults():
                with reader.at(steps.get(name, f".{name}")):
                    reader.missing(wanted)
        return UNREADABLE if len(reader.faults) > faults_before else settled

    def _required(self) -> set[str]:
        return {name for name, field in fields_of(self.cls).items() if field.is_required}


def settled(record: R, zone: dt.tzinfo | None) -> R:
    """Return a record as a problem of this zone would hold it, so that no problem need read it again; itself if it cannot be read."""
    found = Entity(type(record)).read(record, Reader(zone))
    return record if found is UNREADABLE else typing.cast("R", found)


@attrs.frozen
class Either:
    """A value of one of several shapes, told apart by how it looks."""

    shapes: tuple[Shape, ...]

    def read(self, given: Any, reader: Reader) -> Any:
        """Read with the first shape that the value fits, or with the last."""
        for shape in self.shapes[:-1]:
            looks_right = shape.fits(given) if isinstance(shape, Entity) else isinstance(given, str)
            if looks_right:
                return shape.read(given, reader)
        return self.shapes[-1].read(given, reader)


@attrs.frozen
class FieldOf:
    """One field of a class, with its shape."""

    json: str
    shape: Shape
    is_required: bool
    default: Any


@cache
def fields_of(cls: type) -> dict[str, FieldOf]:
    """Return the readable fields of an attrs class by Python name."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {
        field.name: FieldOf(
            json_name(field.name), shape_of(hints[field.name]), field.default is attrs.NOTHING, _plain_default(field)
        )
        for field in attrs.fields(cls)
        if field.init
    }


def _plain_default(field: "attrs.Attribute[Any]") -> Any:
    """Return a default that needs no reading, or a mark that nothing is identical to."""
    return attrs.NOTHING if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]


_FAR = 1_000_000_000
#: What a field of a plain type may hold, unless its annotation says more.
PLAIN: Mapping[Any, Shape] = {
    bool: Flag(),
    str: Word(longest=LONGEST_NAME, is_id=False),
    int: Whole(-_FAR, _FAR),
    float: Real(-_FAR, _FAR),
    dt.datetime: typing.get_args(Moment)[1],
    dt.date: typing.get_args(Day)[1],
    dt.time: typing.get_args(Clock)[1],
}


@cache
def shape_of(hint: Any) -> Shape:
    """Return the shape that an annotation stands for.

    Raises
    ------
    TypeError
        For an annotation that says nothing about its shape; a fault of the class, not of an input.
    """
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    shape = None
    if origin is typing.Annotated:
        shape = typing.cast("Shape", args[1])
    elif origin in (typing.Union, types.UnionType):
        members = tuple(shape_of(one) for one in args if one is not type(None))
        shape = members[0] if len(members) == 1 else Either(members)
        shape = Maybe(shape) if type(None) in args else shape
    elif origin is typing.Literal:
        shape = Choice(args)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        shape = MapOf(shape_of(args[1]))
    elif isinstance(origin, type) and issubclass(origin, typing.Iterable):
        shape = ListOf(shape_of(args[0]))
    elif hint in PLAIN:
        shape = PLAIN[hint]
    elif isinstance(hint, type) and attrs.has(hint):
        shape = Entity(hint)
    if shape is not None:
        return shape
    message = f"no shape for {hint!r}"
    raise TypeError(message)


def kind_of(cls: type) -> Text:
    """Return the words for a record of this class."""
    return Text("a record of {name}", {"name": cls.__name__})
