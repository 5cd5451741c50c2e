"""People who are meant together in a sheet: everybody (*), or those of a trait or a team, as team: kitchen."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.items import ANY
from volmatch.io.tables.table_words import plain

_GROUP = re.compile(r"([^:：]+)[:：]\s*(.+)")  # noqa: RUF001 - people type the wide one
_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("trait", "traits", "特征"), "traits"),
    **dict.fromkeys(("team", "teams", "团队"), "teams"),
}


def people_together(word: str, people: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return which people a word means together; none where it means no group."""
    if word.strip() == ANY:
        return list(range(len(people)))
    group = _GROUP.fullmatch(word.strip())
    field = None if group is None else _GROUPS.get(plain(group[1]))
    if field is None or group is None:
        return []
    exactly = [at for at, one in enumerate(people) if group[2] in one.get(field, ())]
    wanted = alike(group[2])
    return exactly or [at for at, one in enumerate(people) if wanted in map(alike, one.get(field, ()))]
