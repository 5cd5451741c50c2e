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
from volmatch.live.repair import Prepared, prepare, repair
from volmatch.live.repaired import Alternative, Repaired, Step

__all__ = [
    "Absence",
    "Added",
    "Alternative",
    "Cancelled",
    "Change",
    "Closed",
    "Joined",
    "Moved",
    "Needs",
    "NoShow",
    "Prepared",
    "Repaired",
    "Served",
    "Step",
    "Withdrawn",
    "apply",
    "dumps_changes",
    "loads_changes",
    "prepare",
    "read_changes",
    "repair",
    "write_changes",
]
