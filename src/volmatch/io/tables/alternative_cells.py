"""Skills that serve instead of the one a role asks for, in one cell, the better first: nurse; doctor: 2."""

from typing import Any

from volmatch.io.tables.cells import SKILLS, Cell, Kind
from volmatch.io.tables.dated_words import DATED
from volmatch.io.tables.items import items
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text


def _alternatives(cell: Cell) -> list[dict[str, Any]]:
    parts = [item.whole for item in items(cell)] if isinstance(cell, str) else [cell]
    return [_alternative(name, told) for part in parts for name, told in SKILLS.read(part).items()]


def _alternative(skill: str, told: Any) -> dict[str, Any]:
    level = told.get("level", 1) if isinstance(told, dict) else told
    if isinstance(told, dict) and any(name in told for name in DATED):
        raise NotACell(Text("wanted skills without days; people's own skills have days"))
    return {"skill": skill, **({"level": level} if level != 1 else {})}


def _alternatives_cell(alternatives: Any, lang: str) -> str:
    return "; ".join(str(SKILLS.write({one["skill"]: one.get("level", 1)}, lang)) for one in alternatives)


ALTERNATIVES = Kind(
    _alternatives,
    _alternatives_cell,
    Text("Skills that serve instead, the better first, with ; between them: nurse; doctor: 2."),
)
