"""The same word written otherwise, as Ann and ann, 李 雷 and 李雷: one thing where only one can be meant, else told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.io.tables.alike_words import alike, normal
from volmatch.io.tables.columns import KEYS
from volmatch.io.tables.origins import Origin
from volmatch.text import Text

TAKEN_FOR = Text("taken for {word}, as it is written elsewhere")
#: Fields that hold the id of a record of another kind.
_FIELDS = (
    ("volunteers", "home", "places"),
    ("sessions", "place", "places"),
    ("rooms", "place", "places"),
    ("history", "place", "places"),
    ("history", "volunteer", "volunteers"),
)
_NEAR = Text("this differs from {word} only in how it is written; if both are the same, write them alike")


class Spellings:
    """Records by what their ids and names may look like."""

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self._meant: dict[str, dict[int, None]] = {}
        self._exact: set[str] = set()
        for index, record in enumerate(records):
            own = record.get("id")
            self._exact |= {normal(own)} if isinstance(own, str) else set()
            for word in (own, record.get("name")):
                if isinstance(word, str):
                    self._meant.setdefault(alike(word), {})[index] = None

    def meant(self, word: str) -> Sequence[int]:
        """Return which records a word may mean that is no id."""
        return () if normal(word) in self._exact else tuple(self._meant.get(alike(word), ()))


@attrs.frozen
class _Mention:
    """A word in a record that means another record, or stands for a group of them."""

    path: str
    holder: Any
    field: Any
    kind: str
    column: str


def settle_spellings(data: Mapping[str, Any], origins: Mapping[str, Origin]) -> None:
    """Write what other records are called as these are written, where one alone can be meant, and tell it; tell other near words."""
    known = {kind: Spellings(data.get(kind, ())) for kind in ("places", "rooms", "volunteers", "sessions")}
    for one in _mentions(data):
        word = one.holder[one.field]
        meant = known[one.kind].meant(word) if isinstance(word, str) else ()
        if len(meant) == 1:
            one.holder[one.field] = data[one.kind][meant[0]]["id"]
            _tell(origins.get(one.path), one.column, attrs.evolve(TAKEN_FOR, facts={"word": one.holder[one.field]}))
    first: dict[tuple[str, str], str] = {}
    told: set[tuple[str, str]] = set()
    for kind, word, path, column in _words(data):
        before = first.setdefault((kind, alike(word)), word)
        if normal(before) != normal(word) and (kind, word) not in told:
            told.add((kind, word))
            _tell(origins.get(path), column, attrs.evolve(_NEAR, facts={"word": before}))


def _tell(origin: Origin | None, column: str, meant: Text) -> None:
    if origin is not None:
        origin.row.tell(column, meant)


def _mentions(data: Mapping[str, Any]) -> Iterator[_Mention]:
    """Yield the words that mean a place, a room, a person or a session."""
    for kind, field, meant in _FIELDS:
        for at, record in enumerate(data.get(kind, ())):
            if field in record:
                yield _Mention(f"{kind}[{at}]", record, field, meant, field)
    for at, record in enumerate(data.get("volunteers", ())):
        for index, wish in enumerate(record.get("wishes", ())):
            path = f"volunteers[{at}].wishes[{index}]"
            wished = (
                (field, meant) for field, meant in (("session", "sessions"), ("place", "places")) if field in wish
            )
            yield from (_Mention(path, wish, field, meant, field) for field, meant in wished)
    for at, record in enumerate(data.get("sessions", ())):
        rooms = record.get("room", {}).get("any_of", ())
        listed = range(len(rooms)) if isinstance(rooms, list) else ()
        yield from (_Mention(f"sessions[{at}]", rooms, index, "rooms", "room") for index in listed)
    for at, way in enumerate(data.get("travel", {}).get("minutes", ())):
        ends = enumerate(("place_a", "place_b"))
        yield from (_Mention(f"travel.minutes[{at}]", way, index, "places", column) for index, column in ends)


def _words(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what people write of their own: its kind, the word, the record in which it stands, and the column."""
    for kind in ("volunteers", "sessions", "places", "rooms"):
        for at, record in enumerate(data.get(kind, ())):
            path, own = f"{kind}[{at}]", record.get("id")
            if isinstance(own, str):
                yield kind, own, path, KEYS[kind][1] if record.get("name") == own and kind in KEYS else "id"
            for field in ("skills", "traits", "teams", "kind", "series"):
                held = record.get(field, ())
                words = (held,) if isinstance(held, str) else held
                yield from ((field, word, path, field) for word in words if isinstance(word, str))
            for index, role in enumerate(record.get("roles", ())):
                needs = (("skills", "skill", (role.get("skill"),)), ("traits", "traits", role.get("traits", ())))
                for group, column, words in needs:
                    path_of_role = f"{path}.roles[{index}]"
                    yield from ((group, word, path_of_role, column) for word in words if isinstance(word, str))
