"""The JSON Schema of problem files, made from the classes that read them: editors complete and check files with it.

A schema knows a file's form only. What fields contradict, and which ids exist, volmatch says when it reads the file.
"""

import inspect
import re
import typing
from collections.abc import Iterator
from typing import Any

import attrs

from volmatch import rules
from volmatch.io.plain import PROBLEM_FORMAT
from volmatch.problem.entity import Either, Entity, fields_of, shape_of
from volmatch.problem.problem import Problem
from volmatch.problem.settle import RECORDS
from volmatch.problem.shapes import (
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

_TIMES: dict[Shape, Schema] = {
    shape_of(hint): {"type": "string", "pattern": pattern, "examples": [example]}
    for hint, pattern, example in (
        (Moment, r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", "2026-08-01T10:00"),
        (Day, r"^\d{4}-\d{2}-\d{2}$", "2026-08-01"),
        (Clock, r"^\d{2}:\d{2}", "10:00"),
    )
}
#: A parameter's names and what the docstring says of them.
_PARAMETER = re.compile(r"^(\w+(?:, \w+)*)\n((?: {4}.*(?:\n|$))+)", re.MULTILINE)


def schema() -> Schema:
    """Return the schema of a problem file."""
    made = _Made()
    parts: Schema = {name: {"type": "array", "items": made.of(shape)} for name, shape in RECORDS.items()}
    about = dict(_described(Problem))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A problem of volmatch ({PROBLEM_FORMAT})",
        "type": "object",
        "required": ["format", "volunteers", "sessions"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": PROBLEM_FORMAT},
            "timezone": {"type": "string", "description": about["timezone"], "examples": ["Asia/Shanghai"]},
            **parts,
            "travel": {**_or_null(made.of(made.travel)), "description": about["travel"]},
            "rules": {"type": ["array", "null"], "items": made.rule()},
        },
        "$defs": dict(sorted(made.definitions.items())),
    }


@attrs.define
class _Made:
    """The records described so far, each once."""

    definitions: dict[str, Schema] = attrs.field(factory=dict)
    _owners: dict[str, type] = attrs.field(factory=dict)

    @property
    def travel(self) -> Shape:
        """How the field `travel` of a problem is read."""
        return Entity(next(one for one in typing.get_args(_hint(Problem, "travel")) if attrs.has(one)))

    def of(self, shape: Shape) -> Schema:
        """Return the schema of a shape."""
        match shape:
            case Entity(cls):
                return self._record(cls, cls.__name__)
            case Either(shapes):
                return {"anyOf": [self.of(one) for one in shapes]}
            case Maybe(inner):
                return _or_null(self.of(inner))
            case ListOf(inner, or_one):
                listed = {"type": "array", "items": self.of(inner)}
                return {"anyOf": [self.of(inner), listed]} if or_one else listed
            case MapOf(inner):
                return {"type": "object", "additionalProperties": self.of(inner)}
        return dict(_TIMES[shape]) if shape in _TIMES else _plain(shape)

    def rule(self) -> Schema:
        """Return the schema of one rule: its name says which record it is."""
        either = [
            {
                "if": {"properties": {"rule": {"const": name}}, "required": ["rule"]},
                "then": self._record(cls, name, {"rule": {"const": name}}),
            }
            for name, cls in sorted(rules.BY_NAME.items())
        ]
        named = {"anyOf": [{"enum": sorted(rules.BY_NAME)}, {"type": "string", "pattern": r"\."}]}
        return {"type": "object", "required": ["rule"], "properties": {"rule": named}, "allOf": either}

    def _record(self, cls: type, name: str, more: Schema | None = None) -> Schema:
        """Return a reference to the schema of a record; the first to ask makes it."""
        if self._owners.setdefault(name, cls) is not cls:
            message = f"two records have the name {name}"
            raise ValueError(message)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._described_record(cls, more or {})
        return {"$ref": f"#/$defs/{name}"}

    def _described_record(self, cls: type, more: Schema) -> Schema:
        about = dict(_described(cls))
        fields = fields_of(cls)
        properties = {
            field.json: self.of(field.shape) | ({"description": about[name]} if name in about else {})
            for name, field in fields.items()
        }
        record = {
            "type": "object",
            "description": (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " "),
            "properties": {**more, **properties},
            "required": [*more, *(field.json for field in fields.values() if field.is_required)],
            "additionalProperties": False,
        }
        if hasattr(cls, "is_row"):
            row = {"type": "array", "minItems": len(fields), "maxItems": len(fields)}
            return {"anyOf": [row | {"prefixItems": list(properties.values())}, record]}
        if hasattr(cls, "shorthand"):
            return {"anyOf": [self.of(fields[cls.shorthand].shape), record]}
        return record


def _hint(cls: type, field: str) -> Any:
    return typing.get_type_hints(cls)[field]


def _or_null(schema: Schema) -> Schema:
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
    message = f"no schema for {shape!r}"
    raise TypeError(message)


def _described(cls: type) -> Iterator[tuple[str, str]]:
    """Yield what the docstrings of a class and its bases say of each field."""
    for one in reversed(cls.__mro__):
        text = inspect.cleandoc(one.__doc__ or "")
        _, _, section = text.partition("Parameters\n----------\n")
        section = re.split(r"\n\n\w+\n-+\n", section)[0]
        for names, words in _PARAMETER.findall(section):
            for name in names.split(", "):
                yield name, " ".join(words.split()).replace("``", "`")
