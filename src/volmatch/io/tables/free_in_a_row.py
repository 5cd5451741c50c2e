"""Rows of people that say in one cell when somebody is free, or is not."""

from typing import Any

from volmatch.io.tables.free_time import FreeTime
from volmatch.io.tables.rows import Row
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import guesses
from volmatch.text import Text


def settle_free(record: dict[str, Any], row: Row, said: str, around: Around) -> None:
    """Read when somebody is free (or busy, as `said` has it), beside the dates of the problem; what was guessed is told."""
    told = record.pop(said)
    if told == "always":
        if said == "busy":
            row.note(said, Text("leave this empty, or write when somebody cannot come"))
        return
    if said == "busy":  # not Wednesdays, below a header that asks when somebody cannot come
        told = [one if one.denied is None else FreeTime(one.denied, said=one.said) for one in told]
    try:
        for guess in guesses(told, around):
            row.tell(said, guess)
        windows = [window for one in told for window in one.windows(around)]
        record["available" if said == "free" else "away"] = windows
    except NotACell as fault:
        row.note(said, fault.wanted)
