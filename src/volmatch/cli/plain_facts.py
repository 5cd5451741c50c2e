"""What a command found, as JSON for scripts: the same facts, and beside each text its sentence."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import attrs
import click

from volmatch.errors import Fault, InputError, VolmatchError
from volmatch.rule import Rule, name_of
from volmatch.text import Text


def echo_data(found: Any, lang: str) -> None:
    """Print facts as JSON, two spaces deep."""
    click.echo(json.dumps(as_data(found, lang), ensure_ascii=False, indent=2))


def as_data(found: Any, lang: str) -> Any:
    """Return facts as what JSON has: mappings by field name, lists, text, numbers.

    What can say itself says its sentence too, as ``sentence``; a text is its sentence.
    """
    if isinstance(found, Text):
        return found.sentence(lang)
    if isinstance(found, dt.datetime | dt.date):
        return found.isoformat()
    if isinstance(found, Mapping):
        return {str(key): as_data(value, lang) for key, value in found.items()}
    if isinstance(found, list | tuple | set | frozenset):
        return [as_data(one, lang) for one in (sorted(found) if isinstance(found, set | frozenset) else found)]
    if attrs.has(type(found)):
        return _record(found, lang)
    return found if isinstance(found, str | int | float | bool | None) else str(found)


def error_data(error: VolmatchError, lang: str) -> dict[str, Any]:
    """Return what an error says, for scripts."""
    faults = as_data(error.faults, lang) if isinstance(error, InputError) else []
    about = list(getattr(error, "__notes__", []))
    told = {"error": type(error).__name__, "code": error.code, "sentence": error.sentence(lang)}
    return {**told, "about": about, "faults": faults}


def _record(found: Any, lang: str) -> dict[str, Any]:
    fields = {
        field.name: as_data(getattr(found, field.name), lang)
        for field in attrs.fields(type(found))
        if not field.name.startswith("_")
    }
    if isinstance(found, Fault):
        fields = {"code": found.code, **fields}
    if hasattr(found, "sentence"):
        fields["sentence"] = found.sentence(lang)
    return {"rule": name_of(type(found)), **fields} if isinstance(found, Rule) else fields
