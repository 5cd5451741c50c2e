"""Rules as people name them, 最短休息 or minimum rest, and their settings in words: hours=8; 8小时; 8 hours."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import attrs

from volmatch.io.tables.cells import WORD, YES_OR_NO, Cell, Kind, meaning, number
from volmatch.io.tables.table_words import nearest, plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.rule import Rule, known_rules, title_of
from volmatch.text import LANGUAGES, Text

_PRICE = ("level", "weight", "where")
_BETWEEN = re.compile(r"[;；,，、\n]")  # noqa: RUF001 - people type the wide ones
_NAMED = re.compile(r"([^=:：＝]+?)\s*[=:：＝]\s*(.+)", re.DOTALL)  # noqa: RUF001 - people type the wide ones
_MEASURED = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([^\d\s].{0,20})", re.ASCII)
_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("h", "hour", "hours", "小时", "个小时"), "hours"),
    **dict.fromkeys(("min", "minute", "minutes", "分钟"), "minutes"),
    **dict.fromkeys(("day", "days", "天", "日"), "days"),
    **dict.fromkeys(("%", "percent"), "percent"),
}
_KEYS: Mapping[str, str] = {
    "小时": "hours",
    "最多": "most",
    "至少": "least",
    "最大": "max",
    "最小": "min",
    "百分比": "percent",
}


def rules_called(word: str) -> tuple[str, ...]:
    """Return the names of the rules that a word may mean: a name as files have it, or a title in any language."""
    known = known_rules()
    if word in known:
        return (word,)
    said = _short(word)
    return tuple(
        name
        for name in sorted(known)
        if said in {_short(name), *(_short(title_of(known[name]).sentence(lang)) for lang in LANGUAGES)}
    )


def rule_near(word: str) -> str | None:
    """Return the rule that a misspelt name or title resembles."""
    titles = {title_of(cls).sentence(lang) for cls in known_rules().values() for lang in LANGUAGES}
    found = nearest(word, [plain(one) for one in (*known_rules(), *titles)])
    parts = [
        one
        for one in sorted(titles, key=len)
        if len(plain(word)) > 1 and (plain(one) in plain(word) or plain(word) in plain(one))
    ]
    return found or next(iter(parts), None)


def _short(word: str) -> str:
    return plain(word).replace("minimum", "min").replace("maximum", "max")


def _rule(cell: Cell) -> str:
    word: str = WORD.read(cell)
    found = rules_called(word)
    if len(found) > 1:
        raise NotACell(Text("this may be any of {words}; write one of these", {"words": found}))
    return found[0] if found else word


RULE = Kind(
    _rule, WORD.write, Text("Which rule: min_rest, minimum rest or 最短休息; the command volmatch rules lists them.")
)


def are_words(text: str) -> bool:
    """Whether settings are words and not JSON."""
    return not text.lstrip().startswith(("{", "["))


def settings_in(text: str, rule: str) -> dict[str, Any]:
    """Return the settings of a rule that are said in words.

    Raises
    ------
    NotACell
        If a piece is no setting of the rule, or one stands twice.
    """
    cls = known_rules().get(rule)
    names = _names(cls) if cls is not None else ()
    found: dict[str, Any] = {}
    for piece in filter(str.strip, _BETWEEN.split(text)):
        name, value = _setting(piece.strip(), names)
        if name is None:
            wanted = Text("wanted settings such as {example}; this rule has {words}")
            raise NotACell(attrs.evolve(wanted, facts={"example": "hours=8", "words": names}))
        if name in found:
            raise NotACell(Text("{name} stands twice in this cell; keep one", {"name": name}))
        found[name] = value
    return found


def _names(cls: type[Rule]) -> tuple[str, ...]:
    return tuple(field.name.rstrip("_") for field in attrs.fields(cls) if field.name not in _PRICE and field.init)


def _setting(piece: str, names: tuple[str, ...]) -> tuple[str | None, Any]:
    """Return name and value of a setting, or ``None`` for a name."""
    if named := _NAMED.fullmatch(piece):
        word = plain(named[1])
        name = _KEYS.get(word, word.replace(" ", "_"))
        return (name if name in names else None), _value(named[2])
    measured = _MEASURED.fullmatch(unicodedata.normalize("NFKC", piece))
    unit = _UNITS.get(plain(measured[2])) if measured else None
    fitting = [name for name in names if name == unit] or [name for name in names if unit and name.endswith(f"_{unit}")]
    return (fitting[0] if len(fitting) == 1 else None), number(measured[1]) if measured else None


def _value(text: str) -> Any:
    told = number(text.strip())
    if not isinstance(told, str):
        return told
    said = meaning(told, YES_OR_NO)
    return told if said is None else said == "yes"
