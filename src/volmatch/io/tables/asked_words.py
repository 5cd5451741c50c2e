"""Which skills and traits the sessions and rules of a file ask for: what a column or a stroke means depends on that."""

import re
from collections.abc import Iterable, Iterator, Mapping

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.dated_words import dated
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import items
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.skill_levels import leveled

#: A sheet and one of its columns.
Place = tuple[str, str]

_NEEDS: Mapping[str, tuple[Place, ...]] = {
    "skills": tuple((sheet, column) for column in ("skill", "alternatives") for sheet in ("sessions", "roles")),
    "traits": (("sessions", "traits"), ("roles", "traits")),
}
_SETTING = re.compile(
    r'"?\b(traits?|trainee|skill)"?\s*[=:：＝]\s*(\[[^\]]*\]|"[^"]*"|[^,;，；、\n}]+)',  # noqa: RUF001 - people type the wide ones
    re.IGNORECASE,
)
_OF_A_TRAIT = re.compile(r"(?:traits?|特征)\s*[:：]\s*(.+)", re.IGNORECASE)  # noqa: RUF001
#: Sheets whose rows may be about all people of a trait.
_ABOUT_PEOPLE = ("limits", "availability", "away", "wishes")


def rows_of(known: Mapping[str, Known], place: Place) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a column that hold something, each with where it stands."""
    key, column = place
    if key not in known or column not in known[key].at:
        return
    index = known[key].at[column]
    for number, cells in known[key].sheet.rows:
        if index < len(cells) and not is_empty(cells[index]):
            yield known[key].sheet.place(number, index), cells[index]


def cells_of(known: Mapping[str, Known], place: Place) -> Iterator[Cell]:
    """Yield the cells of a column that hold something."""
    return (cell for _, cell in rows_of(known, place))


def named(cells: Iterable[Cell]) -> Iterator[tuple[str, str]]:
    """Yield the words of cells, and what stands behind each, such as a level."""
    for cell in cells:
        for item in items(str(cell)):
            yield (item.word, item.rest) if item.word is not None else apart(item.rest)


def apart(text: str) -> tuple[str, str]:
    """Return a word without its level and its days, and these as they were typed."""
    left, _ = dated(text)
    found = leveled(left)
    name = found.skill if found else left
    return (name, text[len(name) :]) if text.startswith(name) else (text, "")


def by_look(words: Iterable[str]) -> dict[str, str]:
    """Return words by what they look like to people, each as it is written first."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(alike(word), word)
    return found


def asked_for(known: Mapping[str, Known]) -> dict[str, dict[str, str]]:
    """Return the skills and the traits that sessions, rules and other sheets ask for, by what they look like."""
    found = {
        kind: [word for place in places for word, _ in named(cells_of(known, place))] for kind, places in _NEEDS.items()
    }
    for cell in cells_of(known, ("rules", "settings")):
        for setting, words in _SETTING.findall(str(cell)):
            found["skills" if setting.casefold() == "skill" else "traits"] += _words(words)
    for key in _ABOUT_PEOPLE:
        told = (_OF_A_TRAIT.fullmatch(str(cell).strip()) for cell in cells_of(known, (key, "volunteer")))
        found["traits"] += [one[1] for one in told if one]
    return {kind: by_look(words) for kind, words in found.items()}


def _words(text: str) -> list[str]:
    return [one.strip().strip('"') for one in text.strip("[] ").split(",")]
