"""Collect every sentence volmatch can say, and bring the catalogues of its other languages up to date.

New sentences are added to each ``.po`` file without a translation, sentences no longer said are removed, and the ``.mo``
files are compiled. Nothing in the files depends on when or where this runs. ``--check`` only says what is out of date.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from tools.generated import ROOT, settle

from volmatch.check import LEGALITY
from volmatch.rule import first_sentence_of
from volmatch.rules import BY_NAME
from volmatch.text import LANGUAGES

PACKAGE = ROOT / "src" / "volmatch"
LOCALE = PACKAGE / "locale"

#: How many arguments of a call are templates: ``Text(one)``, ``Text.counted(one, many)``, ``template(one)``.
TEMPLATES_OF = {"Text": 1, "counted": 2, "template": 1}

Message = str | tuple[str, str]


class PlainCatalog(Catalog):
    """A catalogue whose header holds only what reading it needs: no dates, no people, no versions of tools."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, name by name."""
        return [
            ("Project-Id-Version", "volmatch"),
            ("Language", self.locale_identifier or ""),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def calls(module: Path) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Yield each call of a module that says a sentence, with the arguments that are its templates.

    A syntax tree finds calls inside the arguments of other calls, which Babel's reader of Python loses.
    """
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            count = TEMPLATES_OF.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            if count and node.args:
                yield node, node.args[:count]


def templates(module: Path) -> Iterator[Message]:
    """Yield the sentences that are written out in a module."""
    for _, arguments in calls(module):
        match [one.value for one in arguments if isinstance(one, ast.Constant)]:
            case [str(one)]:
                yield one
            case [str(one), str(many)]:
                yield one, many


def messages(package: Path = PACKAGE) -> list[Message]:
    """Return every sentence of a package once, in alphabetical order: a text, or the singular and the plural."""
    found: dict[str, Message] = {name.replace("_", " "): name.replace("_", " ") for name in (*BY_NAME, LEGALITY)}
    for rule in BY_NAME.values():
        sentence = first_sentence_of(rule)
        found[sentence] = sentence
    for module in sorted(package.rglob("*.py")):
        for message in templates(module):
            found[message if isinstance(message, str) else message[0]] = message
    return [found[key] for key in sorted(found)]


def updated(old: Catalog, folder: str) -> PlainCatalog:
    """Return a catalogue of all sentences with the translations an older one has."""
    new = PlainCatalog(folder, header_comment=f"# What volmatch says, in {folder}.", fuzzy=False)
    for message in messages():
        known = old.get(message if isinstance(message, str) else message[0])
        fits = known is not None and known.string and isinstance(known.string, str) == isinstance(message, str)
        new.add(message, known.string if known is not None and fits else None)
    return new


def po_of(folder: str) -> Path:
    """Return where the catalogue of a language is written by people."""
    return LOCALE / folder / "LC_MESSAGES" / "volmatch.po"


def read(path: Path) -> Catalog:
    """Read a ``.po`` file; one that does not exist is empty."""
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""))


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as people edit it."""
    file = io.BytesIO()
    write_po(file, catalog, width=0, no_location=True, ignore_obsolete=True)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue as programs read it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences of a catalogue that have no translation."""
    return [str(message.id) for message in catalog if message.id and not all(_strings(message.string))]


def _strings(given: object) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (str(given or ""),)


def wanted() -> dict[Path, bytes]:
    """Return what each file of the catalogues should hold, by its path below the root."""
    files: dict[Path, bytes] = {}
    for folder in filter(None, LANGUAGES.values()):
        path = po_of(folder)
        catalog = updated(read(path), folder)
        below = path.relative_to(ROOT)
        files |= {below: as_po(catalog), below.with_suffix(".mo"): as_mo(catalog)}
    return files


def main(arguments: list[str] | None = None) -> int:
    """Write the catalogues, or say what is out of date; return 1 if anything is, or lacks its translation."""
    code = settle(wanted(), arguments, __doc__)
    for folder in filter(None, LANGUAGES.values()):
        for sentence in untranslated(updated(read(po_of(folder)), folder)):
            print(f"{folder} lacks a translation of: {sentence}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
