"""Sentences in files: the English words for a reader, and the typed facts from which any language is made."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any

import attrs

from volmatch.problem.entity import Entity
from volmatch.problem.shapes import UNREADABLE, Day, MapOf, Moment, Reader, Whole, Word
from volmatch.problem.values import FrozenMap, tidy
from volmatch.text import Fact, Text

#: Characters of a template or a fact.
LONGEST = 10_000
_MOST = 2**63 - 1

_Words = Annotated[str, Word(longest=LONGEST, is_id=False)]


@attrs.frozen
class FactShape:
    """One typed fact: text, number, list of facts, or a record whose one field is ``day``, ``time`` or ``text``."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the fact."""
        if isinstance(given, str):
            return Word(longest=LONGEST, is_id=False).read(given, reader)
        if isinstance(given, bool) or (isinstance(given, float) and math.isfinite(given)):
            return given
        if isinstance(given, int):
            return Whole(-_MOST, _MOST).read(given, reader)
        if isinstance(given, list):
            facts = tuple(reader.read(self, one, f"[{index}]") for index, one in enumerate(given))
            return UNREADABLE if UNREADABLE in facts else facts
        for kind in FACT_RECORDS:
            if isinstance(given, Mapping) and Entity(kind).fits(given):
                read = Entity(kind).read(given, reader)
                return UNREADABLE if read is UNREADABLE else read.fact
        return reader.fault(_WANTED_FACT, given)


_WANTED_FACT = Text("wanted a fact: a text, a number, a list of facts, or a record of one day, time or text")


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Sentence:
    """A `Text` as files keep it.

    Parameters
    ----------
    sentence
        The sentence in English, for people; nothing reads it.
    template
        English sentence with named fields in braces.
    plural
        English template used when the fact ``n`` is not 1.
    facts
        Values of the fields in braces, by name.
    """

    sentence: _Words = ""
    template: _Words
    plural: _Words | None = None
    facts: Annotated[Mapping[str, Any], MapOf(FactShape())] = FrozenMap({})

    @property
    def text(self) -> Text:
        """The text that was written."""
        return Text(self.template, self.facts, plural=self.plural)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what would keep the sentence from being said."""
        wanted = Text("wanted a sentence whose fields in braces are all among the facts")
        for name, template in (("template", self.template), ("plural", self.plural)):
            if template is not None and not self._can_be_filled(template):
                yield name, wanted
        if self.plural is not None and not isinstance(self.facts.get("n"), int):
            yield "plural", Text("a sentence with a plural needs the fact n, a whole number")

    def _can_be_filled(self, template: str) -> bool:
        """Whether each field is the plain name of a fact: format codes from a file could ask for a gigabyte of spaces."""
        try:
            fields = [parts[1:] for parts in Formatter().parse(template) if parts[1] is not None]
        except ValueError:
            return False
        return bool(template.strip()) and all(
            name in self.facts and not code and not turn for name, code, turn in fields
        )


@attrs.frozen
class DayFact:
    """A day among the facts of a sentence."""

    day: Day

    @property
    def fact(self) -> Fact:
        """The day."""
        return self.day


@attrs.frozen
class TimeFact:
    """A moment among the facts of a sentence."""

    time: Moment

    @property
    def fact(self) -> Fact:
        """The moment."""
        return self.time


@attrs.frozen
class TextFact:
    """A sentence among the facts of another."""

    text: Sentence

    @property
    def fact(self) -> Fact:
        """The sentence."""
        return self.text.text


#: The facts that are told from texts by being records.
FACT_RECORDS = (DayFact, TimeFact, TextFact)


def sentence_data(text: Text) -> dict[str, Any]:
    """Return a text as plain data."""
    plural = {} if text.plural is None else {"plural": text.plural}
    facts = {name: _fact_data(fact) for name, fact in text.facts}
    return {"sentence": text.sentence(), "template": text.template, **plural, "facts": facts}


def _fact_data(fact: Fact) -> Any:
    if isinstance(fact, Text):
        return {"text": sentence_data(fact)}
    if isinstance(fact, dt.datetime):
        return {"time": fact.isoformat()}
    if isinstance(fact, dt.date):
        return {"day": fact.isoformat()}
    return [_fact_data(one) for one in fact] if isinstance(fact, tuple) else fact
