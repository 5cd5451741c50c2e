"""After publication: what happens to a schedule that people know already, as values, and what follows from it."""

from volmatch.live.applying import apply
from volmatch.live.change_files import dumps_changes, loads_changes, read_changes, write_changes
from volmatch.live.changes import (
    Absence,
    Added,
    Cancelled,
    Change,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
)

__all__ = [
    "Absence",
    "Added",
    "Cancelled",
    "Change",
    "Closed",
    "Joined",
    "Moved",
    "Needs",
    "NoShow",
    "Served",
    "Withdrawn",
    "apply",
    "dumps_changes",
    "loads_changes",
    "read_changes",
    "write_changes",
]
