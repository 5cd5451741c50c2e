"""Sentences with typed facts, said in the reader's language.

A `Text` keeps its template (the English sentence, which is also the key of the catalogue) apart from its facts, so that
an app may render the facts in a way of its own.
"""

import datetime as dt
import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Union

import attrs

Fact = Union[str, int, float, dt.date, tuple["Fact", ...], "Text"]

#: The languages volmatch speaks, and the folder of each one's catalogue (English is the key itself).
LANGUAGES: Mapping[str, str | None] = {"en": None, "zh": "zh_CN"}

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


def template(words: str) -> str:
    """Mark a template that is written apart from its `Text`, so that the catalogue finds it; returns it unchanged."""
    return words


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the message catalogue of a language; an unknown language speaks English."""
    folder = LANGUAGES.get(lang)
    if folder is None:
        return gettext.NullTranslations()
    return gettext.translation("volmatch", str(Path(__file__).with_name("locale")), [folder])


@cache
def codes_of_sentences() -> Mapping[str, str]:
    """Return the code of each sentence that volmatch can say, by its template."""
    table = Path(__file__).with_name("locale") / "codes.tsv"
    rows = (line.partition("\t") for line in table.read_text(encoding="utf-8").split("\n"))
    return {told.replace("\\n", "\n"): code for code, _, told in rows if told}


def _sorted_facts(facts: Mapping[str, Any]) -> tuple[tuple[str, Fact], ...]:
    return tuple(sorted(dict(facts).items()))


@attrs.frozen
class Text:
    """One sentence: an English template and the facts that fill it.

    Parameters
    ----------
    template
        English sentence with named fields in braces; the msgid of the catalogue.
    facts
        Values of the fields: text, numbers, dates, tuples of them, or other texts.
    plural
        English template used when the fact ``n`` is not 1; see `counted`.
    """

    template: str
    facts: tuple[tuple[str, Fact], ...] = attrs.field(default=(), converter=_sorted_facts)
    plural: str | None = None

    @classmethod
    def counted(cls, template: str, plural: str, facts: Mapping[str, Any]) -> "Text":
        """Make a text whose wording depends on the fact ``n``."""
        return cls(template, facts, plural=plural)

    @property
    def code(self) -> str | None:
        """What stands for the sentence in programs, whatever its wording; ``None`` where it is not one of volmatch's own."""
        return codes_of_sentences().get(self.template)

    def sentence(self, lang: str = "en") -> str:
        """Render the text in a language (``en`` or ``zh``)."""
        facts = dict(self.facts)
        words = catalogue(lang)
        if self.plural is None:
            template = words.gettext(self.template)
        else:
            count = facts["n"]
            template = words.ngettext(self.template, self.plural, count if isinstance(count, int) else 2)
        return template.format(**{name: spoken(fact, lang) for name, fact in facts.items()})

    def __str__(self) -> str:
        return self.sentence()


def spoken(fact: Fact, lang: str) -> str:
    """Render one fact in a language."""
    if isinstance(fact, Text):
        return fact.sentence(lang)
    if isinstance(fact, tuple):
        return _listed([spoken(one, lang) for one in fact], lang)
    if isinstance(fact, dt.datetime):
        return f"{_day(fact, lang)} {fact:%H:%M}"
    if isinstance(fact, dt.date):
        return _day(fact, lang)
    return str(fact)


def _day(day: dt.date, lang: str) -> str:
    name = _DAYS.get(lang, _DAYS["en"])[day.weekday()]
    return f"{day:%Y-%m-%d} {name}" if lang == "zh" else f"{name} {day:%Y-%m-%d}"


def _listed(words: list[str], lang: str) -> str:
    comma, last = ("、", "和") if lang == "zh" else (", ", " and ")
    if len(words) < 2:  # noqa: PLR2004 - a list of one needs no comma
        return "".join(words)
    return comma.join(words[:-1]) + last + words[-1]
