"""Several things in one cell that have no semicolon between them: cooking/driving, first aid & driving, 烹饪和驾驶."""

import re
from collections.abc import Iterator, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked_words import apart, by_look, cells_of, named, rows_of
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import item_text, items
from volmatch.io.tables.strokes import AND_IN_CHINESE, BETWEEN, EITHER, SPACES
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
        words = Vocabulary.of(found, group)
        for key, column in group.had:
            if words.are_some and key in found and column in found[key].at:
                found[key], notes = parted(found[key], column, words)
                told += notes
    return found, [*told, *_places(found)]


@attrs.frozen
class Vocabulary:
    """The words of a kind that a file has: those that stand alone, and those that are asked for, as they are written."""

    alone: Mapping[str, str]
    asked: Mapping[str, str]
    texts: str
    between: re.Pattern[str]

    @classmethod
    def of(cls, known: Mapping[str, Known], group: _WordsOfAKind) -> "Vocabulary":
        """Return the words that stand in the columns of a group."""
        listed = [(key, column) for key, column in group.asked if key != "rules" and column != "volunteer"]
        asked = by_look(name for place in listed for name, _ in named(cells_of(known, place)))
        alone = by_look(name for place in group.had for name, _ in named(cells_of(known, place)))
        spelt = [str(cell) for place in group.asked if place not in listed for cell in cells_of(known, place)]
        whole = {look: word for look, word in alone.items() if len(_parts(word, group.between)) == 1}
        return cls(whole, asked, alike("\n".join(spelt)), group.between)

    @classmethod
    def of_words(cls, alone: Mapping[str, str], asked: Mapping[str, str]) -> "Vocabulary":
        """Return words by what they look like: those that somebody has, and those that are asked for."""
        whole = {look: word for look, word in alone.items() if len(_parts(word, BETWEEN)) == 1}
        return cls(whole, asked, "", BETWEEN)

    @classmethod
    def of_skills(cls, known: Mapping[str, Known]) -> "Vocabulary":
        """Return the words for what people can do."""
        return cls.of(known, _GROUPS[0])

    def text_of(self, cell: str) -> str:
        """Return what stands in a cell with its things apart."""
        return "; ".join(text for one in _lists(cell, self) for _, text in one)

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
        for between in (self.between, *((AND_IN_CHINESE, SPACES) if self.between is BETWEEN else ())):
            parts = [apart(part) for part in _parts(word, between)]
            if len(parts) == 1:
                continue
            whole, some = self.is_asked(word), any(self.is_asked(name) for name, _ in parts)
            if whole and self.between is EITHER:  # a room whose name has a stroke
                continue
            if all(self._is_known(name) for name, _ in parts) or (some and not whole and between is BETWEEN):
                each = [(self._spelt(name), behind or tail) for name, behind in parts]
                return [*([(word, tail)] if whole else []), *each]
        return [(word, tail)]

    def _is_known(self, word: str) -> bool:
        return alike(word) in self.alone or self.is_asked(word)

    def _spelt(self, word: str) -> str:
        return self.asked.get(alike(word)) or self.alone.get(alike(word)) or word


def _parts(word: str, between: re.Pattern[str]) -> list[str]:
    parts = [part.strip() for part in between.split(word)]
    return parts if all(parts) and len(parts) <= _MOST_PARTS else [word]


def parted(known: Known, column: str, words: Vocabulary) -> tuple[Known, list[Fault]]:
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


def _lists(cell: str, words: Vocabulary) -> list[list[tuple[str, str]]]:
    """Return for each thing of a cell its parts, each with the text that stands for it in a list."""
    found = []
    for item in items(cell):
        name, tail = ("", "") if item.word is not None else apart(item.rest)
        parts = words.parts_of(name, tail) if name else []
        found.append(
            [(one, item_text(one) + behind) for one, behind in parts] if len(parts) > 1 else [(name, item.whole)]
        )
    return found


def _places(known: Mapping[str, Known]) -> Iterator[Fault]:
    """Yield a note for each text that names several places, where no sheet lists them: a session has one."""
    if "places" in known or "rooms" in known:
        return
    names = by_look(str(cell) for place in _PLACES for cell in cells_of(known, place))
    for place, cell in (row for column in _PLACES for row in rows_of(known, column)):
        parts = list(dict.fromkeys(_parts(cell, BETWEEN))) if isinstance(cell, str) else []
        if len(parts) > 1 and any(alike(part) in names for part in parts):
            meant = attrs.evolve(
                _ONE_PLACE, facts={"words": tuple(names[alike(part)] for part in parts if alike(part) in names)}
            )
            yield Fault.of(place, meant, cell)
