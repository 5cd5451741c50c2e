"""Sentences in files: the English words for a reader, and the typed facts from which any language is made."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any

import attrs

from volmatch.io.plain import converter, record_of
from volmatch.problem.clock import NotATime, day_of
from volmatch.problem.shapes import MapOf, Reader, Whole, Word, UNREADABLE
from volmatch.problem.values import FrozenMap, tidy
from volmatch.text import Fact, Text

_LONGEST_SENTENCE = 10_000
_MOST = 2**63 - 1
_FIELD = re.compile(r"[A-Za-z_]\w{0,79}", re.ASCII)


@attrs.frozen
class FactShape:
    """One typed fact: text, number, list of facts, or a record whose one field is ``day``, ``time`` or ``text``."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the fact."""
        if isinstance(given, str):
            return Word(longest=_LONGEST_SENTENCE, is_id=False).read(given, reader)
        if isinstance(given, bool) or (isinstance(given, float) and math.isfinite(given)):
            return given
        if isinstance(given, int):
            return Whole(-_MOST, _MOST).read(given, reader)
        if isinstance(given, list):
            facts = tuple(reader.read(self, one, f"[{index}]") for index, one in enumerate(given))
            return UNREADABLE if UNREADABLE in facts else facts
        if isinstance(given, Mapping) and len(given) == 1:
            ((kind, value),) = given.items()
            if kind in _READERS:
                with reader.at(f".{kind}"):
                    return _READERS[kind](value, reader)
        return reader.fault(_WANTED_FACT, given)


_WANTED_FACT = Text("wanted a fact: a text, a number, a list of facts, or a record of one day, time or text")


def _read_day(given: Any, reader: Reader) -> Any:
    return reader.read

