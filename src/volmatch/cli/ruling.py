"""`volmatch rules`: what can be said in a problem, one line a rule, or the whole page of one."""

import sys
from pathlib import Path

import click

from volmatch.cli.plain_facts import echo_data
from volmatch.errors import OptionError
from volmatch.io.tables.rule_words import rules_called
from volmatch.rule import Rule, known_rules, title_of
from volmatch.text import Text

_HERE = Path(__file__).resolve()
#: Where the pages lie: inside an installed package, or in the documentation of a checkout.
_SHELVES = (_HERE.parents[1] / "pages" / "rules", _HERE.parents[3] / "docs" / "reference" / "rules")
_NARROW = 22


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
    if not called:
        raise OptionError(Text("no rule has the name {given}; volmatch rules lists them", {"given": rule}))
    (rule,) = called
    page = _page(rule, known[rule]).rstrip()
    if json:
        echo_data({"rule": rule, "page": page}, lang)
    else:
        click.echo(page)
    return 0


def _line(cls: type[Rule], lang: str) -> str:
    """Return a rule's first sentence; where the reader's language is not English, its name there comes first."""
    sentence = _first_sentence(sys.modules[cls.__module__].__doc__ or cls.__doc__ or "")
    title = title_of(cls).sentence(lang)
    return sentence if title == title_of(cls).sentence() else f"{title} - {sentence}"


def _first_sentence(text: str) -> str:
    return text.strip().partition("\n")[0]


def _page(name: str, cls: type[Rule]) -> str:
    """Return a rule's page; a rule from elsewhere has only what its class says of itself."""
    for shelf in _SHELVES:
        page = shelf / f"{name}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8")
    return f"# {name}\n\n{cls.__doc__ or ''}"
