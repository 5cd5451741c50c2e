"""How many people activities need that do not say it: one each, as the short form has it."""

from collections.abc import Mapping, Sequence
from typing import Any

from volmatch.io.tables.rows import Row
from volmatch.io.tables.settled_cells import is_chinese
from volmatch.text import Text


def one_each(sessions: Sequence[dict[str, Any]], unnamed: Mapping[int, Row], helpers: Mapping[str, str]) -> None:
    """Give each session that was written without an id and without a role one of one person, and tell it in the first row.

    Who writes ids, as in the long form, gives roles in a sheet of their own, and means none where there are none.
    """
    without = [(sessions[at], row) for at, row in unnamed.items() if "roles" not in sessions[at]]
    for session, row in without:
        session["roles"] = [{"name": helpers["zh" if is_chinese(row.known) else "en"], "min": 1}]
    if without:
        row = without[0][1]
        told = Text.counted(
            "{n} activity does not say how many people it needs, and was taken to need one",
            "{n} activities do not say how many people they need, and were taken to need one each",
            {"n": len(without)},
        )
        row.tell("min" if "min" in row.known.at else None, told)
