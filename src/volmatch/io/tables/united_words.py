"""The same skill or place in two spellings, Cooking and cooking, is one."""

from collections.abc import Mapping
from typing import Any

from volmatch.io.tables.origins import Origin
from volmatch.io.tables.table_words import plain
from volmatch.text import Text


def unite_words(data: Mapping[str, Any], origins: Mapping[str, Origin], *, has_places: bool) -> None:
    """Write skills, and places that no sheet lists, as they are written first; each cell that changes is told."""
    skills: dict[str, str] = {}
    for volunteer in data["volunteers"]:
        own = volunteer.get("skills")
        if isinstance(own, dict) and own:
            volunteer["skills"] = _united_keys(own, skills)
    places: dict[str, str] = {}
    for at, session in enumerate(data["sessions"]):
        if not has_places:
            _unite(session, "place", places, origins.get(f"sessions[{at}]"))
        for index, role in enumerate(session.get("roles", ())):
            origin = origins.get(f"sessions[{at}].roles[{index}]")
            word = role.get("skill")
            if isinstance(word, str) and plain(word) in skills:
                _unite(role, "skill", skills, origin)


def _united_keys(own: Mapping[str, Any], skills: dict[str, str]) -> dict[str, Any]:
    """Return somebody's skills as they are written first; two that are the same to people are left as they are."""
    words = [skills.setdefault(plain(word), word) if isinstance(word, str) else word for word in own]
    return dict(zip(words, own.values(), strict=True)) if len(set(words)) == len(own) else dict(own)


def _unite(record: dict[str, Any], field: str, known: dict[str, str], origin: Origin | None) -> None:
    word = record.get(field)
    if not isinstance(word, str):
        return
    first = known.setdefault(plain(word), word)
    if first != word:
        record[field] = first
        if origin is not None:
            origin.row.tell(field, Text("taken for {word}, as it is written elsewhere", {"word": first}))
