"""How a JSON Schema says what volmatch reads: each shape a schema, each record a definition with the words of its docstring."""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from volmatch.io.outcomes import FINGERPRINT, FingerprintShape
from volmatch.io.sentence import FACT_RECORDS, LONGEST, FactShape
from volmatch.live.changes import FromWhen, UntilWhen
from volmatch.problem.entity import Either, Entity, fields_of, shape_of
from volmatch.problem.shapes import (
    Birth,
    Choice,
    Clock,
    Day,
    Flag,
    ListOf,
    MapOf,
    Maybe,
    Moment,
    Real,
    Shape,
    Whole,
    Word,
)

Schema = dict[str, Any]

#: How a moment begins, and how one ends that carries its offset; whole seconds may be written if they are none.
DAY_AND_TIME = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}"
OFFSET = r"(:00(\.0+)?)?(Z|[+-]\d{2}:\d{2})$"
#: A day, or a date and time.
_DAY_OR_MORE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)"
_FACT = "Fact"
#: A parameter's names and what the docstring says of them.
_PARAMETER = re.compile(r"^(\w+(?:, \w+)*)\n((?: {4}.*(?:\n|$))+)", re.MULTILINE)


@attrs.define
class Records:
    """The records of one schema, each described once.

    Parameters
    ----------
    moment, example
        Pattern of a date and time, and one that fits it.
    told_by
        Classes whose docstrings tell of the fields of a class that is only for files.
    definitions
        What was described so far, by name.
    """

    moment: str
    example: str
    told_by: Mapping[type, tuple[type, ...]] = attrs.field(factory=dict, kw_only=True)
    definitions: dict[str, Schema] = attrs.field(factory=dict, init=False)
    _owners: dict[str, type] = attrs.field(factory=dict, init=False)

    def of(self, shape: Shape) -> Schema:
        """Return the schema of a shape."""
        match shape:
            case Entity(cls):
                return self.reference(cls, cls.__name__)
            case Either(shapes):
                return {"anyOf": [self.of(one) for one in shapes]}
            case Maybe(inner):
                return or_null(self.of(inner))
            case ListOf(inner, or_one, least):
                listed = {"type": "array", "items": self.of(inner)} | ({"minItems": least} if least else {})
                return {"anyOf": [self.of(inner), listed]} if or_one else listed
            case MapOf(inner, _, least):
                more = {"minProperties": least} if least else {}
                return {"type": "object", "additionalProperties": self.of(inner)} | more
        return self._fact() if isinstance(shape, FactShape) else self._time(shape) or _plain(shape)

    def reference(self, cls: type, name: str, more: Schema | None = None) -> Schema:
        """Return a reference to the schema of a record; the first to ask makes it."""
        if self._owners.setdefault(name, cls) is not cls:
            message = f"two records have the name {name}"
            raise ValueError(message)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.record(cls, more or {})
        return {"$ref": f"#/$defs/{name}"}

    def record(self, cls: type, more: Schema | None = None) -> Schema:
        """Return the schema of a record itself."""
        about = {name: words for one in (*self.told_by.get(cls, ()), cls) for name, words in described(one).items()}
        fields = fields_of(cls)
        properties = {
            field.json: self.of(field.shape) | ({"description": about[name]} if name in about else {})
            for name, field in fields.items()
        }
        record = {
            "type": "object",
            "description": (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " "),
            "properties": {**(more or {}), **properties},
            "required": [*(more or {}), *(field.json for field in fields.values() if field.is_required)],
            "additionalProperties": False,
        }
        if hasattr(cls, "is_row"):
            row = {"type": "array", "minItems": len(fields), "maxItems": len(fields)}
            return {"anyOf": [row | {"prefixItems": list(properties.values())}, record]}
        if hasattr(cls, "shorthand"):
            return {"anyOf": [self.of(fields[cls.shorthand].shape), record]}
        return record

    def _fact(self) -> Schema:
        """Return a reference to the schema of a fact, which may be a list of facts."""
        own = {"$ref": f"#/$defs/{_FACT}"}
        if _FACT not in self.definitions:
            self.definitions[_FACT] = {}
            plain = [{"type": "string", "maxLength": LONGEST}, {"type": ["boolean", "number"]}]
            records = [self.of(Entity(one)) for one in FACT_RECORDS]
            self.definitions[_FACT] = {"anyOf": [*plain, {"type": "array", "items": own}, *records]}
        return own

    def _time(self, shape: Shape) -> Schema | None:
        times = (
            (Moment, self.moment, self.example),
            (Day, r"^\d{4}-\d{2}-\d{2}$", "2026-08-01"),
            (Birth, r"^\d{4}-\d{2}-\d{2}$", "2008-03-05"),
            (Clock, r"^\d{2}:\d{2}", "10:00"),
            (FromWhen, _DAY_OR_MORE, "2026-08-01"),
            (UntilWhen, _DAY_OR_MORE, "2026-08-01"),
        )
        for hint, pattern, example in times:
            if shape_of(hint) == shape:
                return {"type": "string", "pattern": pattern, "examples": [example]}
        return None


def or_null(schema: Schema) -> Schema:
    """Return a schema that takes nothing as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def _plain(shape: Shape) -> Schema:
    """Return the schema of a value without parts.

    Raises
    ------
    TypeError
        For a shape that this file has no words for yet.
    """
    match shape:
        case Word(longest, is_id):
            return {"type": "string", "minLength": 1 if is_id else 0, "maxLength": longest}
        case Whole(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Real(least, most):
            return {"type": "number", "minimum": least, "maximum": most}
        case Flag():
            return {"type": "boolean"}
        case Choice(words):
            return {"enum": list(words)}
        case FingerprintShape():
            return {"type": "string", "pattern": f"^{FINGERPRINT}$", "maxLength": 64}
    message = f"no schema for {shape!r}"
    raise TypeError(message)


def described(cls: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of each field."""
    return dict(_described(cls))


def _described(cls: type) -> Iterator[tuple[str, str]]:
    for one in reversed(cls.__mro__):
        text = inspect.cleandoc(one.__doc__ or "")
        _, _, section = text.partition("Parameters\n----------\n")
        section = re.split(r"\n\n\w+\n-+\n", section)[0]
        for names, words in _PARAMETER.findall(section):
            for name in names.split(", "):
                yield name, " ".join(words.split()).replace("``", "`")
