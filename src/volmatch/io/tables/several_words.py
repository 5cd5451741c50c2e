"""Several things in one cell that have no semicolon between them: cooking/driving, first aid & driving, 烹饪和驾驶."""

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.dated_words import dated
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import item_text, items
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.skill_levels import leveled
from volmatch.io.tables.strokes import BETWEEN, EITHER, SPACES
from volmatch.text import Text

_MOST_PARTS = 12
_SEVERAL = Text("taken for several things: {words}; in double quotes it is one")
_ONE_PLACE = Text("this was taken for one place of its own, beside {words}; if it is one of these, write that one")


@attrs.frozen
class _WordsOfAKind:
    """Columns that hold words of one kind: in which somebody has them, and in which they are asked for."""

    had: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...] = ()
    between: re.Pattern[str] = BETWEEN


_GROUPS = (
    _WordsOfAKind(
        (("volunteers", "skills"), ("skills", "skill")),
        (("sessions", "skill"), ("roles", "skill"), ("rules", "settings")),
    ),
    _WordsOfAKind(
        (("volunteers", "traits"),),
        (("sessions", "traits"), ("roles", "traits"), ("rules", "settings"), ("limits", "volunteer")),
    ),
    _WordsOfAKind(
        (("volunteers", "teams"),), (("rules", "settings"), ("limits", "volunteer"), ("availability", "volunteer"))
    ),
    _WordsOfAKind((("rooms", "features"),), (("sessions", "needed_features"), ("sessions", "wanted_features"))),
    _WordsOfAKind((("sessions", "room"),), (("rooms", "id"), ("rooms", "name")), EITHER),
    _WordsOfAKind((("sessions", "tags"),), (("rules", "settings"),)),
    _WordsOfAKind((("sessions", "audiences"),), (("rules", "settings"),)),
)
_PLACES = (("sessions", "place"), ("volunteers", "home"), ("rooms", "place"), ("history", "place"))


def parted_sheets(known: Mapping[str, Known]) -> tuple[dict[str, Known], list[Fault]]:
    """Return sheets in whose lists several things stand apart, and what was told of that.

    A text is several things if each of its parts is known from other cells, or if no cell asks for it as a whole and one asks
    for a part. A whole that is asked for stays beside its parts.
    """
    found, told = dict(known), list[Fault]()
    for group in _GROUPS:
        words = _Vocabulary.of(found, group)
        for key, column in group.had:
            if words.are_some and key in found and column in found[key].at:
                found[key], notes = _parted(found[key], column, words)
                told += notes
    return found, [*told, *_places(found)]


@attrs.frozen
class _Vocabulary:
    """The words of a kind that a file has: those that stand alone, and those that are asked for, as they are written."""

    alone: Mapping[str, str]
    asked: Mapping[str, str]
    texts: str
    between: re.Pattern[str]

    @classmethod
    def of(cls, known: Mapping[str, Known], group: _WordsOfAKind) -> "_Vocabulary":
        """Return the words that stand in the columns of a group."""
        listed = [(key, column) for key, column in group.asked if key != "rules" and column != "volunteer"]
        asked = _by_look(name for place in listed for name, _ in _named(_cells(known, place)))
        alone = _by_look(name for place in group.had for name, _ in _named(_cells(known, place)))
        spelt = [str(cell) for place in group.asked if place not in listed for cell in _cells(known, place)]
        whole = {look: word for look, word in alone.items() if len(_parts(word, group.between)) == 1}
        return cls(whole, asked, alike("\n".join(spelt)), group.between)

    @property
    def are_some(self) -> bool:
        """Whether a word may be parted at all."""
        return bool(self.alone or self.asked or self.texts)

    def is_asked(self, word: str) -> bool:
        """Whether a cell asks for a word: as one of its own, or within the settings of a rule."""
        look = alike(word)
        return look in self.asked or re.search(rf"(?<!\w){re.escape(look)}(?!\w)", self.texts) is not None

    def parts_of(self, word: str, tail: str) -> list[tuple[str, str]]:
        """Return what a text means: its parts as they are written elsewhere, or itself; each with what stands behind it."""
        for between in (self.between, *((SPACES,) if self.between is BETWEEN else ())):
            parts = [_apart(part) for part in _parts(word, between)]
            whole, some = self.is_asked(word), any(self.is_asked(name) for name, _ in parts)
            if len(parts) == 1 or (whole and self.between is EITHER):  # a room whose name has a stroke
                continue
            if all(self._is_known(name) for name, _ in parts) or (some and not whole and between is BETWEEN):
                apart = [(self._spelt(name), behind or tail) for name, behind in parts]
                return [*([(word, tail)] if whole else []), *apart]
        return [(word, tail)]

    def _is_known(self, word: str) -> bool:
        return alike(word) in self.alone or self.is_asked(word)

    def _spelt(self, word: str) -> str:
        return self.asked.get(alike(word)) or self.alone.get(alike(word)) or word


def _by_look(words: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(alike(word), word)
    return found


def _rows(known: Mapping[str, Known], place: tuple[str, str]) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a column that hold something, each with where it stands."""
    key, column = place
    if key not in known or column not in known[key].at:
        return
    index = known[key].at[column]
    for number, cells in known[key].sheet.rows:
        if index < len(cells) and not is_empty(cells[index]):
            yield known[key].sheet.place(number, index), cells[index]


def _cells(known: Mapping[str, Known], place: tuple[str, str]) -> Iterator[Cell]:
    return (cell for _, cell in _rows(known, place))


def _named(cells: Iterable[Cell]) -> Iterator[tuple[str, str]]:
    """Yield the words of cells, and what stands behind each, such as a level."""
    for cell in cells:
        for item in items(str(cell)):
            yield (item.word, item.rest) if item.word is not None else _apart(item.rest)


def _apart(text: str) -> tuple[str, str]:
    """Return a word without its level and its days, and these as they were typed."""
    left, _ = dated(text)
    found = leveled(left)
    name = found.skill if found else left
    return (name, text[len(name) :]) if text.startswith(name) else (text, "")


def _parts(word: str, between: re.Pattern[str]) -> list[str]:
    parts = [part.strip() for part in between.split(word)]
    return parts if all(parts) and len(parts) <= _MOST_PARTS else [word]


def _parted(known: Known, column: str, words: _Vocabulary) -> tuple[Known, list[Fault]]:
    """Return a sheet with the things in a column apart: in the cell of a list, or in rows of their own."""
    index, told, rows = known.at[column], list[Fault](), list[tuple[int, tuple[Cell, ...]]]()
    for number, cells in known.sheet.rows:
        cell = cells[index] if index < len(cells) else None
        lists = _lists(cell, words) if isinstance(cell, str) else []
        several = [one for one in lists if len(one) > 1]
        if not several:
            rows.append((number, cells))
            continue
        names = tuple(name for one in several for name, _ in one)
        place = known.sheet.place(number, index)
        told.append(Fault.of(place, attrs.evolve(_SEVERAL, facts={"words": names}), cell))
        texts = [text for one in lists for _, text in one]
        for text in texts if column == "skill" else ["; ".join(dict.fromkeys(texts))]:
            rows.append((number, (*cells[:index], text, *cells[index + 1 :])))
    return attrs.evolve(known, sheet=attrs.evolve(known.sheet, rows=tuple(rows))), told


def _lists(cell: str, words: _Vocabulary) -> list[list[tuple[str, str]]]:
    """Return for each thing of a cell its parts, each with the text that stands for it in a list."""
    found = []
    for item in items(cell):
        name, tail = ("", "") if item.word is not None else _apart(item.rest)
        parts = words.parts_of(name, tail) if name else []
        found.append(
            [(one, item_text(one) + behind) for one, behind in parts] if len(parts) > 1 else [(name, item.whole)]
        )
    return found


def _places(known: Mapping[str, Known]) -> Iterator[Fault]:
    """Yield a note for each text that names several places, where no sheet lists them: a session has one."""
    if "places" in known or "rooms" in known:
        return
    names = _by_look(str(cell) for place in _PLACES for cell in _cells(known, place))
    for place, cell in (row for column in _PLACES for row in _rows(known, column)):
        parts = list(dict.fromkeys(_parts(cell, BETWEEN))) if isinstance(cell, str) else []
        if len(parts) > 1 and all(alike(part) in names for part in parts):
            meant = attrs.evolve(_ONE_PLACE, facts={"words": tuple(names[alike(part)] for part in parts)})
            yield Fault.of(place, meant, cell)
