"""`volmatch rules`: what can be said in a problem, one line a rule, or the whole page of one."""

from pathlib import Path

import attrs
import click

from volmatch.cli.plain_facts import echo_data
from volmatch.errors import OptionError
from volmatch.io.tables.rule_words import rule_near, rules_called
from volmatch.rule import Rule, first_sentence_of, known_rules, title_of
from volmatch.text import Text, catalogue

_HERE = Path(__file__).resolve()
#: Where the pages lie: inside an installed package, or in the documentation of a checkout.
_SHELVES = (_HERE.parents[1] / "pages" / "rules", _HERE.parents[3] / "docs" / "reference" / "rules")
_NARROW = 22
#: What every rule has.
_PRICE = frozenset({"level", "weight", "where"})


def run(*, rule: str | None, json: bool, lang: str) -> int:
    """Print the list of rules, or the page of one, and return the exit code."""
    known = known_rules()
    if rule is None and json:
        echo_data({name: _line(known[name], lang) for name in sorted(known)}, lang)
        return 0
    if rule is None:
        for name in sorted(known):
            click.echo(f"{name:{_NARROW}}{_line(known[name], lang)}")
        return 0
    called = rules_called(rule)
    if len(called) > 1:
        raise OptionError(Text("{given} may be any of {words}", {"given": rule, "words": called}))
    if not called and (near := rule_near(rule)):
        raise OptionError(
            Text("no rule has the name {given}; did you mean {nearest}?", {"given": rule, "nearest": near})
        )
    if not called:
        raise OptionError(Text("no rule has the name {given}; volmatch rules lists them", {"given": rule}))
    (rule,) = called
    page = _head(rule, known[rule], lang) + _page(rule, known[rule]).rstrip()
    if json:
        echo_data({"rule": rule, "page": page}, lang)
    else:
        click.echo(page)
    return 0


def _line(cls: type[Rule], lang: str) -> str:
    """Return a rule's first sentence; where the reader's language is not English, its name there comes first."""
    sentence = catalogue(lang).gettext(first_sentence_of(cls))
    title = title_of(cls).sentence(lang)
    return sentence if title == title_of(cls).sentence() else f"{title} - {sentence}"


def _head(name: str, cls: type[Rule], lang: str) -> str:
    """Return what comes before a page that is in English: the rule's name, sentence and settings in the reader's language."""
    if catalogue(lang).gettext(first_sentence_of(cls)) == first_sentence_of(cls):
        return ""
    settings = [one.name for one in attrs.fields(cls) if one.init and one.name not in _PRICE]
    told = Text("settings in sheets and files: {settings}", {"settings": tuple(settings)}).sentence(lang)
    rest = Text("the whole page follows in English").sentence(lang)
    lines = [f"# {title_of(cls).sentence(lang)} ({name})", catalogue(lang).gettext(first_sentence_of(cls))]
    return "\n\n".join([*lines, *([told] if settings else []), rest, ""]) + "\n"


def _page(name: str, cls: type[Rule]) -> str:
    """Return a rule's page; a rule from elsewhere has only what its class says of itself."""
    for shelf in _SHELVES:
        page = shelf / f"{name}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8")
    return f"# {name}\n\n{cls.__doc__ or ''}"
