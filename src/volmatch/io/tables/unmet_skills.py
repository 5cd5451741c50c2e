"""A skill that an activity needs and nobody has: told, with the nearest one, or with those that its parts may be."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from volmatch.errors import Fault, quoted
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.strokes import may_be_several, parts_in
from volmatch.io.tables.table_words import nearest, plain
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

_NOBODY = Text("nobody in the list has this skill")
_NEAR = Text("nobody in the list has this skill; did you mean {nearest}?")
_PARTS = Text(
    "nobody in the list has this as one skill; people have {words}: a role asks for one skill, so write the one, or a row for each into the sheet roles"
)


def tell_unmet(data: Mapping[str, Any], origins: Mapping[str, Origin], *, has_ids: bool) -> None:
    """Tell once each skill that nobody has; where activities have ids, only one that may be several."""
    known = {plain(word): word for one in data["volunteers"] for word in _words(one.get("skills"))}
    told: set[str] = set()
    for at, session in enumerate(data["sessions"] if data["volunteers"] else ()):
        for index, role in enumerate(session.get("roles", ())):
            origin, word = origins.get(f"sessions[{at}].roles[{index}]"), role.get("skill")
            if not isinstance(word, str) or origin is None or plain(word) in told or plain(word) in known:
                continue
            told.add(plain(word))
            if not has_ids or may_be_several(word):
                origin.row.tell("skill", _unmet(word, known))


def is_met(note: Fault, people: Iterable[Volunteer]) -> bool:
    """Whether a note tells of a skill that nobody had, and that somebody among these people has."""
    if note.wanted.template not in {one.template for one in (_NOBODY, _NEAR, _PARTS)}:
        return False
    return any(note.given == quoted(word) for one in people for word in one.skills)


def _unmet(word: str, known: Mapping[str, str]) -> Text:
    """Return what to say of a skill that nobody has."""
    parts = parts_in(word)
    found = [known[near] for part in parts if (near := _near(part, known)) is not None]
    if len(parts) > 1 and found:
        return attrs.evolve(_PARTS, facts={"words": tuple(dict.fromkeys(found))})
    near = nearest(word, known)
    return _NOBODY if near is None else attrs.evolve(_NEAR, facts={"nearest": known[near]})


def _near(part: str, known: Mapping[str, str]) -> str | None:
    return plain(part) if plain(part) in known else nearest(part, known)


def _words(skills: object) -> Iterable[str]:
    return (word for word in skills if isinstance(word, str)) if isinstance(skills, dict) else ()
