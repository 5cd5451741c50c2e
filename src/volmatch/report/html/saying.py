"""Words for the browser: said in every language at once, and harmless whatever people wrote."""

import json
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from volmatch.text import LANGUAGES, Fact, spoken

#: How a browser calls the languages.
TAGS = {"en": "en", "zh": "zh-CN"}
#: Control characters, surrogates, and what turns the direction of the text that follows.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
#: What could end a script element or a line of a script, and how JSON may say it instead.
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def clean(word: str) -> str:
    """Return a word with a mark in place of each character that is not fit for print."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", word)


def shown(value: Any) -> Any:
    """Return what a template prints for a value: plain text is cleaned, markup of ours stays."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


Sayable = Fact | Callable[[str], str]


def in_all(fact: Sayable) -> dict[str, str]:
    """Return a fact, or what a function of the language says, in every language."""
    return {lang: clean(fact(lang) if callable(fact) else spoken(fact, lang)) for lang in LANGUAGES}


def say(fact: Sayable) -> Markup:
    """Return a fact as markup that holds every language; the page shows one of them."""
    said = in_all(fact)
    if len(set(said.values())) == 1:
        return escape(next(iter(said.values())))
    parts = [Markup('<span lang="{}">{}</span>').format(TAGS[lang], words) for lang, words in said.items()]
    return Markup("").join(parts)


def attribute(name: str, fact: Sayable, lang: str) -> Markup:
    """Return an attribute in the language the page opens in, and the words for all languages beside it."""
    return Markup('{}="{}"').format(name, in_all(fact)[lang]) + words_for(name, fact)


def words_for(name: str, fact: Sayable) -> Markup:
    """Return the words of an attribute, or of the ``text``, for each language; a script takes them from there."""
    parts = [Markup(' data-{}-{}="{}"').format(name, lang, words) for lang, words in in_all(fact).items()]
    return Markup("").join(parts)


def as_json(value: Any) -> Markup:
    """Return a value as JSON that may stand inside a script element."""
    return Markup(json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT))  # noqa: S704 - nothing is left that ends a script


def trusted(text: str) -> Markup:
    """Mark text as markup: for files of ours, and for drawings whose words were escaped by who drew them."""
    return Markup(text)  # noqa: S704 - the callers say why in the sentence above
